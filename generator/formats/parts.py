"""Stage `formats`: the pages of one document become a part of another: own anchors, own bookmarks, own page numbers."""

from __future__ import annotations

import copy
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

Layout = TypeVar("Layout")

BLANK_STYLE = "@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } }"
_NUMBERS = re.compile(r'(<span\b[^>]*\bdata-part="([0-9]+)"[^>]*>)</span>')


class Layouts(Generic[Layout]):
    """The layouts used last, so that a paper is laid out once for itself and for the packs that hold it.

    `most_pages` bounds the memory, at about 1 MB a page; `let_go` counts the pages that had to make room. A document with
    parts is not kept.
    """

    def __init__(self) -> None:
        self.most_pages = 0
        self.let_go = 0
        self._found: dict[tuple[object, ...], tuple[Layout, int]] = {}

    def get(self, document: Document, fonts: FontSet) -> Layout | None:
        """The layout of a document, if it is kept."""
        key = _key(document, fonts)
        if key not in self._found:
            return None
        self._found[key] = self._found.pop(key)
        return self._found[key][0]

    def put(self, document: Document, fonts: FontSet, layout: Layout, pages: int) -> None:
        """Keeps a layout, and lets go of those that were not used for longest."""
        if document.parts or pages > self.most_pages // 2:
            return
        self._found[_key(document, fonts)] = (layout, pages)
        while sum(number for _, number in self._found.values()) > self.most_pages:
            self.let_go += self._found.pop(next(iter(self._found)))[1]


def _key(document: Document, fonts: FontSet) -> tuple[object, ...]:
    assets = tuple(sorted(document.assets.items()))
    return document.html, document.styles, document.language, document.direction, assets, fonts.fingerprint


def first_pages(before: int, lengths: list[int]) -> list[int]:
    """The number of each part's first page in the whole file. Every part begins on the front of a sheet."""
    even = [length + length % 2 for length in (before, *lengths)]
    return [start + 1 for start in accumulate(even)][:-1]


def with_page_numbers(html: str, before: int, lengths: list[int]) -> str:
    """Writes the pages of part 3 into `<span data-part="3"></span>`: 8–11."""
    firsts = first_pages(before, lengths)

    def pages(match: re.Match[str]) -> str:
        first, length = firsts[int(match[2]) - 1], lengths[int(match[2]) - 1]
        last = first + length - 1
        return f"{match[1]}{first if length == 1 else f'{first}–{last}'}</span>"

    return _NUMBERS.sub(pages, html)


def as_part(pages: list[Any], name: str, prefix: str) -> list[Any]:
    """Copies of WeasyPrint's pages, to stand after those of another document.

    Ids may be the same in several parts, so that anchors, and the links to them, get the prefix. A bookmark with the part's
    name leads to its first page, and those of its headings stand below it.
    """
    found = [_page(page, prefix) for page in pages]
    found[0].bookmarks.insert(0, (1, name, (0, 0), "open"))
    return found


def _page(page: Any, prefix: str) -> Any:
    one = copy.copy(page)
    one.anchors = {prefix + anchor: place for anchor, place in page.anchors.items()}
    one.links = [(kind, prefix + target if kind == "internal" else target, *rest) for kind, target, *rest in page.links]
    one.bookmarks = [(level + 1, label, place, "closed") for level, label, place, _ in page.bookmarks]
    return one
