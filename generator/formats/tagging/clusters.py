"""Stage `formats`: the text behind each glyph of a script that joins, stacks or splits its letters.

A PDF says for each glyph of a font which text it stands for. In Nastaliq and in Indic scripts one
glyph stands for different letters, and one letter is several glyphs, so that table cannot be right.
There the text of each cluster (the smallest group of glyphs that shows whole letters) is written
around its glyphs as `ActualText`. Never around a whole run: readers turn right-to-left runs around.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf
from weasyprint.text.ffi import ffi, pango

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIMPLE = re.compile("[\u0000-\u00ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
"""Text without letters that a font may join, stack or take apart (as Ḱ into K and an accent)."""

MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
"""What a bracket or quotation mark looks like where text runs from right to left."""

WITHOUT_TEXT = "\u2060"
"""What a glyph stands for that was only seen beside others: a word joiner, which readers skip."""

_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_TOKEN = re.compile(rb"<((?:[0-9a-f]{4})*)>|([^<>]+)")
_DIGITS = 4  # of one glyph


class Glyph(NamedTuple):
    """One drawn glyph.

    Attributes:
        number: in its font.
        cluster: which cluster of the line it belongs to.
        text: of the whole cluster, if the font cannot say it; else None.
    """

    number: int
    cluster: int
    text: str | None


class Texts(dict[int, str]):
    """Glyph of a font → its text, where the first text that is found stays.

    A glyph without text of its own counts as not found yet. So a K that was first drawn as a part of Ḱ still
    becomes K where it stands alone.
    """

    def __contains__(self, glyph: object) -> bool:
        return self.get(glyph, WITHOUT_TEXT) != WITHOUT_TEXT  # type: ignore[call-overload,no-any-return]


def drawn_glyphs(line: Any, text: str, fonts: Any) -> Iterator[Glyph]:
    """The glyphs of a Pango line, from left to right, as WeasyPrint draws them.

    Args:
        line: the `PangoLayoutLine`.
        text: of the whole layout.
        fonts: Pango font → WeasyPrint's font.
    """
    encoded = text.encode()
    cluster = -1
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs, clusters = run.data.item, run.data.glyphs, run.data.glyphs.log_clusters
        run = run.next
        font = fonts(item.analysis.font)
        starts = list(clusters[0 : glyphs.num_glyphs])
        following = _following(starts, item.length)
        for index, start in enumerate(starts):
            number = glyphs.glyphs[index].glyph
            if index == 0 or starts[index - 1] != start:
                cluster += 1
            if number == pango.PANGO_GLYPH_EMPTY:
                continue
            if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                number = font.get_unused_glyph_id(number - pango.PANGO_GLYPH_UNKNOWN_FLAG)
            part = encoded[item.offset + start : item.offset + following[start]].decode()
            shown = MIRRORED.get(part, part) if item.analysis.level % 2 else part
            yield Glyph(number, cluster, _text_to_write(font, number, part, starts.count(start), shown))


def _following(starts: list[int], length: int) -> dict[int, int]:
    """Where the cluster that starts at a byte ends."""
    ordered = sorted(set(starts))
    return dict(zip(ordered, [*ordered[1:], length], strict=True))


def _text_to_write(font: Any, number: int, part: str, glyphs: int, shown: str) -> str | None:
    """The text of a cluster if its font cannot say it. A bracket in right-to-left text is drawn by the glyph of the other."""
    if not isinstance(font.to_unicode, Texts):
        font.to_unicode = Texts(font.to_unicode)
    known = font.to_unicode
    if shown != part:
        known[number] = shown
        return part
    if number not in known or not known[number]:
        known[number] = part if glyphs == 1 else WITHOUT_TEXT
    return None if glyphs == 1 and known[number] == part else part


def with_text(items: Iterable[Any], glyphs: Iterator[Glyph]) -> Iterator[Any]:
    """Drawing operators of one line, with `ActualText` around the glyphs that need it.

    Raises:
        ValueError: other glyphs were drawn than Pango has in the line.
    """
    rewriter = _Rewriter(glyphs)
    for item in items:
        match = _SHOWN.fullmatch(item) if isinstance(item, bytes) else None
        if match is None:
            yield from rewriter.flushed()
            yield item
            continue
        for token in _TOKEN.finditer(match[1]):
            yield from rewriter.token(token)
    yield from rewriter.closed()
    if next(glyphs, None) is not None:
        raise ValueError("fewer glyphs were drawn than the line has")


class _Rewriter:
    def __init__(self, glyphs: Iterator[Glyph]) -> None:
        self._glyphs = glyphs
        self._shown = b""
        self._hex = b""
        self._cluster = -1
        self._open = False

    def token(self, token: re.Match[bytes]) -> Iterator[Any]:
        digits, distance = token.groups()
        if distance is not None:
            self._end_hex()
            self._shown += b" " + distance  # two distances can come one after the other
            return
        for start in range(0, len(digits), _DIGITS):
            number = digits[start : start + _DIGITS]
            glyph = next(self._glyphs, None)
            if glyph is None or glyph.number != int(number, 16):
                raise ValueError(f"glyph {number!r} was drawn where the line has {glyph}")
            if glyph.cluster != self._cluster and (self._open or glyph.text is not None):
                yield from self.closed()
                if glyph.text is not None:
                    yield from self._opened(glyph.text)
            self._cluster = glyph.cluster
            self._hex += number

    def _opened(self, text: str) -> Iterator[Any]:
        self._open = True
        yield from ("/Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}), b"BDC")

    def flushed(self) -> Iterator[Any]:
        self._end_hex()
        if self._shown:
            yield b"[" + self._shown + b"] TJ"
            self._shown = b""

    def closed(self) -> Iterator[Any]:
        yield from self.flushed()
        if self._open:
            self._open = False
            yield b"EMC"

    def _end_hex(self) -> None:
        if self._hex:
            self._shown += b"<" + self._hex + b">"
            self._hex = b""
