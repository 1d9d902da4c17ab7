"""Stage `formats`: HTML in memory → pandoc → a zipped file in memory, whose bytes depend on nothing but what went in."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pypandoc
from lxml import etree

if TYPE_CHECKING:
    from generator.formats.document import Document

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name; what it holds says its own day."""
Parts = dict[str, bytes]


class UnexpectedOutputError(Exception):
    """Pandoc wrote something that our own mending does not know: its version has changed, and `mended` says where."""


def convert(html: str, target: str, document: Document, *options: str) -> bytes:
    """One file by pandoc, which may read no file and reach no network.

    Raises:
        UnexpectedOutputError: pandoc stopped or complained; says what it said.
    """
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=html+empty_paragraphs", f"--to={target}", "--output=-"]
    command += [f"--metadata=lang={document.language}", f"--metadata=dir={document.direction}", *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, input=html.encode(), capture_output=True, env=environment, check=False)  # noqa: S603 - pandoc's own program, our own options
    if done.returncode or done.stderr.strip():
        raise UnexpectedOutputError(f"pandoc: {done.stderr.decode(errors='replace').strip() or done.returncode}")
    return done.stdout


def parts_of(content: bytes) -> Parts:
    """The files inside a zipped file, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """One file of many: `mimetype` first and as it is, then the rest by name, all of the same moment."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=9)
    return written.getvalue()


def mend(parts: Parts, name: str, change: Callable[[etree._Element], None]) -> None:
    """Changes one XML file among the parts. Raises UnexpectedOutputError where it is not there."""
    if name not in parts:
        raise UnexpectedOutputError(f"pandoc wrote no {name}; it wrote {', '.join(parts)}")
    root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True))
    change(root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
