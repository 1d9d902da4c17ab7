"""Reads a finished PDF as a screen reader does: by its tags; and measures what stands on its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile("[0-9A-Za-z\u00c0-\u024f\u06f0-\u06f9\u0660-\u0669]")
_JOINS_NUMBERS = frozenset(".,:/–-")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph on a page: its number, what it says by itself, its font and size in points, its mark."""

    page: int
    number: int
    text: str
    font: str
    points: float
    mark: str


@dataclass(slots=True, eq=False)
class Piece:
    """What stands in one marked piece of a page; `mark` is `Artifact`, a tag, or empty if unmarked."""

    page: int
    mark: str
    number: int | None
    kind: str = ""
    subtype: str = ""
    clusters: list[str] = field(default_factory=list)
    paints: int = 0

    @property
    def text(self) -> str:
        """The text in reading order."""
        return in_reading_order(self.clusters)


@dataclass(slots=True, eq=False)
class Element:
    """One structure element, with the language in force, its text and what it says in attributes."""

    tag: str
    language: str
    own_language: str | None
    alternative: str | None
    expansion: str | None
    identifier: str | None
    attributes: dict[str, str]
    pages: set[int]
    children: list[Element | Piece] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text below, in the order of the structure; of a picture its alternative."""
        if self.alternative is not None:
            return self.alternative
        return "".join(child.text for child in self.children)

    @property
    def elements(self) -> list[Element]:
        """The elements straight below."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in order."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def all(self, tag: str) -> list[Element]:
        """All elements of a tag, here and below, in order."""
        return [element for element in self.walk() if element.tag == tag]

    def outline(self, depth: int = 0) -> str:
        """Tags with indents, for a person to read."""
        own = "".join(child.text for child in self.children if isinstance(child, Piece))
        line = f"{'  ' * depth}{self.tag}{f' [{self.own_language}]' if self.own_language else ''}"
        below = "".join(child.outline(depth + 1) for child in self.elements)
        return f"{line} {own!r}\n{below}" if own else f"{line}\n{below}"


def in_reading_order(clusters: list[str]) -> str:
    """Text of clusters that were drawn from left to right.

    Right-to-left lines are turned around, and the numbers and foreign words in them turned back,
    which is what a reader of the PDF does.
    """
    if not any(_RIGHT_TO_LEFT.search(cluster) for cluster in clusters):
        return "".join(clusters)
    turned = clusters[::-1]
    start = 0
    while start < len(turned):
        end = _end_of_left_to_right(turned, start)
        turned[start:end] = turned[start:end][::-1]
        start = end + 1
    return "".join(turned)


def _end_of_left_to_right(clusters: list[str], start: int) -> int:
    end = start
    while end < len(clusters):
        if not _LEFT_TO_RIGHT.search(clusters[end]):
            joins = clusters[end] in _JOINS_NUMBERS and end > start and end + 1 < len(clusters)
            if not (joins and _LEFT_TO_RIGHT.search(clusters[end + 1])):
                break
        end += 1
    return end


class ReadPdf:
    """A PDF, read: its pieces, glyphs, structure, bookmarks, links and what it says about itself."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(content))
        self.glyphs: list[Glyph] = []
        self.pieces: list[Piece] = []
        for number, page in enumerate(self.pdf.pages):
            _PageReader(self, number, page).read()
        self._by_number = {(piece.page, piece.number): piece for piece in self.pieces if piece.number is not None}
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.document = self._element(self.pdf.Root.StructTreeRoot.K[0], self.language)

    @property
    def language(self) -> str:
        """The language of the whole."""
        return str(self.pdf.Root.Lang)

    @property
    def artifacts(self) -> list[Piece]:
        """What is on the pages and not part of the text."""
        return [piece for piece in self.pieces if piece.mark == "Artifact"]

    @property
    def unmarked(self) -> list[Piece]:
        """What is neither part of the text nor an artifact; there must be none."""
        return [piece for piece in self.pieces if not piece.mark]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level (from 1) and title of each bookmark, in order."""
        outlines = self.pdf.Root.get("/Outlines")
        return [] if outlines is None else list(_bookmarks(outlines, 1))

    def _element(self, node: Any, around: str) -> Element:
        own = node.get("/Lang")
        element = Element(
            tag=str(node.S)[1:],
            language=str(own) if own is not None else around,
            own_language=_text(own),
            alternative=_text(node.get("/Alt")),
            expansion=_text(node.get("/E")),
            identifier=_text(node.get("/ID")),
            attributes=_attributes(node.get("/A")),
            pages=set(),
        )
        kids = node.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._child(element, kid, node)
        return element

    def _child(self, element: Element, kid: Any, node: Any) -> None:
        if isinstance(kid, int):
            self._piece(element, kid, node.Pg)
        elif kid.Type == "/MCR":
            self._piece(element, int(kid.MCID), kid.Pg)
        elif kid.Type == "/OBJR":
            element.links.append({key[1:]: str(value) for key, value in kid.Obj.items()})
            element.pages.add(self._pages[kid.Pg.objgen])
        else:
            child = self._element(kid, element.language)
            element.children.append(child)
            element.pages |= child.pages

    def _piece(self, element: Element, number: int, page: Any) -> None:
        index = self._pages[page.objgen]
        element.children.append(self._by_number[index, number])
        element.pages.add(index)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _attributes(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    dictionaries = value if isinstance(value, pikepdf.Array) else [value]
    return {
        key[1:]: _attribute(entry) for dictionary in dictionaries for key, entry in dictionary.items() if key != "/O"
    }


def _attribute(entry: Any) -> str:
    return " ".join(map(str, entry)) if isinstance(entry, pikepdf.Array) else str(entry).removeprefix("/")


def _bookmarks(parent: Any, level: int) -> Iterator[tuple[int, str]]:
    entry = parent.get("/First")
    while entry is not None:
        yield level, str(entry.Title)
        yield from _bookmarks(entry, level + 1)
        entry = entry.get("/Next")


class _PageReader:
    """Follows the operators of one page."""

    def __init__(self, pdf: ReadPdf, number: int, page: Any) -> None:
        self._pdf = pdf
        self._number = number
        self._page = page
        self._fonts: dict[str, tuple[str, dict[int, str]]] = {}
        self._matrix = pikepdf.Matrix()
        self._text_matrix = pikepdf.Matrix()
        self._stack: list[pikepdf.Matrix] = []
        self._font: tuple[str, dict[int, str]] = ("", {})
        self._size = 0.0
        self._marks: list[Piece | str | None] = []
        self._loose = Piece(number, "", None)

    def read(self) -> None:
        for instruction in pikepdf.parse_content_stream(self._page):
            if handler := self._operators.get(str(instruction.operator)):
                handler(self, list(instruction.operands))
        assert not self._marks, "a mark is not closed"
        if self._loose.clusters or self._loose.paints:
            self._pdf.pieces.append(self._loose)

    @property
    def _piece(self) -> Piece:
        pieces = [mark for mark in self._marks if isinstance(mark, Piece)]
        return pieces[-1] if pieces else self._loose

    def _push(self, _: list[Any]) -> None:
        self._stack.append(self._matrix)

    def _pop(self, _: list[Any]) -> None:
        self._matrix = self._stack.pop()

    def _transform(self, operands: list[Any]) -> None:
        self._matrix = pikepdf.Matrix(*map(float, operands)) @ self._matrix

    def _set_text_matrix(self, operands: list[Any]) -> None:
        self._text_matrix = pikepdf.Matrix(*map(float, operands))

    def _set_font(self, operands: list[Any]) -> None:
        name = str(operands[0])
        if name not in self._fonts:
            font = self._page.Resources.Font[name]
            self._fonts[name] = (str(font.BaseFont)[1:], _texts(font.ToUnicode.read_bytes()))
        self._font, self._size = self._fonts[name], float(operands[1])

    def _begin(self, operands: list[Any]) -> None:
        tag = str(operands[0])[1:]
        properties = operands[1] if len(operands) > 1 else {}
        actual = properties.get("/ActualText")
        if actual is not None:
            self._piece.clusters.append(str(actual))
            self._marks.append(str(actual))
        elif "/MCID" in properties or tag == "Artifact":
            number = int(properties["/MCID"]) if "/MCID" in properties else None
            kind, subtype = (str(properties.get(key, "/"))[1:] for key in ("/Type", "/Subtype"))
            piece = Piece(self._number, tag, number, kind, subtype)
            self._pdf.pieces.append(piece)
            self._marks.append(piece)
        else:
            self._marks.append(None)

    def _end(self, _: list[Any]) -> None:
        self._marks.pop()

    def _paint(self, _: list[Any]) -> None:
        self._piece.paints += 1

    def _show(self, operands: list[Any]) -> None:
        parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._show_codes(bytes(part))

    def _show_codes(self, codes: bytes) -> None:
        name, texts = self._font
        matrix = self._text_matrix @ self._matrix
        points = self._size * (matrix.c**2 + matrix.d**2) ** 0.5
        spoken = any(isinstance(mark, str) for mark in self._marks)
        for index in range(0, len(codes), 2):
            glyph = int.from_bytes(codes[index : index + 2], "big")
            text = texts.get(glyph, "").replace("\u2060", "")
            self._pdf.glyphs.append(Glyph(self._number, glyph, text, name, round(points, 2), self._piece.mark))
            if not spoken and text:
                self._piece.clusters.append(text)

    _operators: dict[str, Any] = {  # noqa: RUF012
        "q": _push,
        "Q": _pop,
        "cm": _transform,
        "Tm": _set_text_matrix,
        "Tf": _set_font,
        "BMC": _begin,
        "BDC": _begin,
        "EMC": _end,
        "TJ": _show,
        "Tj": _show,
        **dict.fromkeys(("f", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do"), _paint),
    }


def _texts(table: bytes) -> dict[int, str]:
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in _BFCHAR.findall(table)}
