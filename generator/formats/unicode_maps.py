"""Stage `formats`: the tables of a PDF that say which character a glyph stands for."""

from __future__ import annotations

import re

import pydyf

_START = b"/CIDInit /ProcSet findresource begin"
_EMPTY = re.compile(rb"^(<[0-9a-f]{4}>) <>$", re.MULTILINE)


def complete(pdf: pydyf.PDF) -> None:
    """Gives a character to each glyph that only stands beside others in a cluster, as the parts of Ḱ do.

    PDF/UA-1 (7.21.7) forbids a glyph without one. It becomes a zero-width space, since the other glyph of the cluster
    carries the whole text.
    """
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.stream and found.stream[0] == _START:
            found.stream[:] = [
                _EMPTY.sub(rb"\1 <200b>", line) if isinstance(line, bytes) else line for line in found.stream
            ]
