"""Stage `formats`: marks in the drawn pages: which pieces are content of which node, which artifacts.

WeasyPrint draws each piece of text between `/Span <</MCID n>> BDC` and `EMC`. Here the marks get the
tag of their node or become artifacts, pieces that belong together become one, and spaces that were
not drawn are put back into the text, so that words do not run together for a reader of the tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pydyf

from generator.formats.document import DocumentRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.formats.tagging.tree import Artifact, Box, Content, Structure

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_FONT = re.compile(rb"/([A-Z]+) ([\d.]+) Tf")


class PageMarks:
    """The marks of one page.

    Attributes:
        owners: the content behind each marked-content identifier of the finished page.
    """

    def __init__(self, stream: Any, spaces: Mapping[bytes, tuple[int, int]]) -> None:
        """Take over the marks.

        Args:
            stream: the page's content; its items are the operators and operands drawn so far.
            spaces: name of a font → glyph and width of its space.

        Raises:
            DocumentRefused: text was drawn in a way that cannot be tagged.
        """
        self._items: list[Any] = stream.stream
        self._numbers: dict[Box, int] = {
            box: entry["mcid"]
            for box, entry in stream._tags.items()  # noqa: SLF001
        }
        stream._tags.clear()  # noqa: SLF001
        self._spaces = spaces
        self._find_marks()
        if len(self._places) != len(self._numbers):
            raise DocumentRefused(
                "text or a picture is drawn with opacity, a mask or a blend, where it cannot be "
                "tagged: use a solid colour instead"
            )
        self.owners: list[Content] = []
        self._last_place = -1
        self._removed: set[int] = set()
        self._inserted: dict[int, bytes] = {}

    def _find_marks(self) -> None:
        """Where the properties of each mark stand among the items, and its `EMC`."""
        self._places: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        opened: list[int] = []
        for index, item in enumerate(self._items):
            if item in (b"BDC", b"BMC"):
                opened.append(index - 1)
            elif item == b"EMC":
                self._ends[opened.pop()] = index
            elif isinstance(item, pydyf.Dictionary) and "MCID" in item:
                self._places[item["MCID"]] = index

    def make_artifact(self, box: Box, reason: Artifact) -> None:
        """Mark what was drawn for the box as not part of the text."""
        number = self._numbers.pop(box, None)
        if number is None:
            return
        place = self._places[number]
        kind, subtype = reason.value
        properties = pydyf.Dictionary({"Type": f"/{kind}"})
        if subtype:
            properties["Subtype"] = f"/{subtype}"
        self._items[place - 1 : place + 1] = ["/Artifact", properties]

    def make_content(self, contents: list[Content]) -> None:
        """Mark what was drawn for all pieces of content of the page."""
        placed = sorted(
            ((self._places[self._numbers.pop(content.box)], content) for content in contents),
            key=lambda pair: pair[0],
        )
        for place, content in placed:
            if content.space_follows:
                self._put_space(place, content)
            self._number(place, content)
        if self._numbers:
            raise RuntimeError(f"drawn content is in no part of the structure: {[*self._numbers]}")
        self._rewrite()

    def _number(self, place: int, content: Content) -> None:
        before = self.owners[-1] if self.owners else None
        if before and self._follows(place, content, before):
            self._removed.update(range(place - 2, place + 2))
            content.node.children.remove(content)
        else:
            content.number = len(self.owners)
            self.owners.append(content)
            self._items[place - 1] = f"/{content.node.tag}"
            self._items[place]["MCID"] = content.number
        self._last_place = place

    def _follows(self, place: int, content: Content, before: Content) -> bool:
        """Whether a piece comes straight after another of its node, on the page and in the text.

        Right-to-left text is drawn from its end to its start, so each line of it stays by itself:
        a reader that turns a piece around must not turn lines around.
        """
        if content.node is not before.node or self._ends[self._last_place] != place - 2:
            return False
        if RIGHT_TO_LEFT.search(content.box.text + before.box.text):
            return False
        siblings = content.node.children
        return siblings.index(content) == siblings.index(before) + 1

    def _put_space(self, place: int, content: Content) -> None:
        """Add the glyph of a space at the logical end of drawn text, where it is not seen."""
        mark = range(place + 2, self._ends[place])
        fonts = [(index, match) for index in mark if (match := _FONT.fullmatch(_bytes(self._items[index])))]
        if not fonts or not self._spaces:
            return
        box = content.box
        to_left = box.style["direction"] == "rtl" and RIGHT_TO_LEFT.search(box.text) is not None
        index, used = fonts[0] if to_left else fonts[-1]
        name = used[1] if used[1] in self._spaces else next(iter(self._spaces))
        glyph, width = self._spaces[name]
        # Right-to-left text is drawn from its end, at the left: step back by the width of the space.
        shown = f"[{width}<{glyph:04x}>] TJ" if to_left else f"[<{glyph:04x}>] TJ"
        place = index + 1 if to_left else max(index for index in mark if self._items[index] == b"ET")
        self._inserted[place] = shown.encode()
        if name != used[1]:  # this font was never used with a space, so it has none: take another
            self._inserted[place] = b"/%b %b Tf\n%b\n%b" % (name, used[2], shown.encode(), used[0])

    def _rewrite(self) -> None:
        items = []
        for index, item in enumerate(self._items):
            if index in self._inserted:
                items.append(self._inserted[index])
            if index not in self._removed:
                items.append(item)
        self._items[:] = items


def _bytes(item: object) -> bytes:
    return item if isinstance(item, bytes) else b""


def spaces_of(fonts: Iterable[Any]) -> dict[bytes, tuple[int, int]]:
    """Name of each font that was used with a space → the glyph of the space and its width."""
    return {
        font.hash.encode(): (glyph, font.widths[glyph])
        for font in fonts
        for glyph, text in font.to_unicode.items()
        if text == " " and glyph in font.widths
    }


def mark_pages(structure: Structure, streams: list[Any], fonts: Iterable[Any]) -> list[PageMarks]:
    """Mark content and artifacts on all pages.

    Raises:
        DocumentRefused: text was drawn in a way that cannot be tagged.
    """
    spaces = spaces_of(fonts)
    pages = [PageMarks(stream, spaces) for stream in streams]
    by_page: list[list[Content]] = [[] for _ in pages]
    for content in structure.contents:
        by_page[content.page].append(content)
    for page, box, reason in structure.artifacts:
        pages[page].make_artifact(box, reason)
    for marks, contents in zip(pages, by_page, strict=True):
        marks.make_content(contents)
    return pages
