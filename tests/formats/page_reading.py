"""Measures where everything stands on the pages of a finished PDF: the ink of each line of words, rules and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page."""
Contour = list[tuple[float, float]]

TEXT, HEADER, FOOTER, DECORATION = "text", "Header", "Footer", "decoration"
CURVE_STEPS = 4
HAIR = 0.1
"""Points: a side of a frame that is thinner has no border."""
THIN = 6.0
"""Points: what is no thicker is a rule, and else a picture or a frame around something."""


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of some boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@dataclass(frozen=True, eq=False)
class Ink:
    """One glyph where it is drawn."""

    box: Box
    number: int
    font: FontProgram
    matrix: pikepdf.Matrix

    @property
    def contours(self) -> list[Contour]:
        """Its outline in points on the page."""
        return [[placed(self.matrix, x, y) for x, y in contour] for contour in self.font.contours(self.number)]


@dataclass(eq=False)
class Words:
    """What the engine draws at once: a line of a paragraph, or a stretch of it in one style.

    `role` says whether it is text or an artifact, and which; `mark` is the number of its marked content on the page.
    `left` and `right` are where its advances begin and end.
    """

    role: str
    mark: int | None
    baseline: float
    left: float
    right: float = 0.0
    points: float = 0.0
    inks: list[Ink] = field(default_factory=list)

    @cached_property
    def box(self) -> Box:
        """What its ink covers."""
        return around(ink.box for ink in self.inks)


@dataclass(frozen=True)
class Drawing:
    """Something drawn that is no letter: a border, a line to write on, a picture."""

    role: str
    box: Box

    @property
    def is_rule(self) -> bool:
        """Whether it is a line and not a picture."""
        left, bottom, right, top = self.box
        return min(right - left, top - bottom) <= THIN


@dataclass
class Sheet:
    """One page: its size in points, and what stands on it."""

    number: int
    width: float
    height: float
    words: list[Words] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)


def sheets(content: bytes) -> list[Sheet]:
    """Every page of a PDF, measured."""
    with pikepdf.open(BytesIO(content)) as pdf:
        fonts: dict[tuple[int, int], FontProgram] = {}
        return [_SheetReader(number, page, fonts).read() for number, page in enumerate(pdf.pages)]


def placed(matrix: pikepdf.Matrix, x: float, y: float) -> tuple[float, float]:
    """A point, moved by a matrix."""
    return x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f


def _box_of(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


class _Flattened(BasePen):  # type: ignore[misc]
    """An outline as polygons."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.contours: list[Contour] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - named by fontTools
        self.contours.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.contours[-1].append(point)

    def _qCurveToOne(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in range(1, CURVE_STEPS + 1):
            part = step / CURVE_STEPS
            weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
            x, y = (
                sum(weight * point[axis] for weight, point in zip(weights, (start, control, end), strict=True))
                for axis in (0, 1)
            )
            self.contours[-1].append((x, y))


class FontProgram:
    """A font as it is embedded: how wide its glyphs are, and what ink they have, in parts of an em."""

    def __init__(self, font: Any) -> None:
        descendant = font.DescendantFonts[0]
        self._program = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()), lazy=True)
        self._scale = 1 / self._program["head"].unitsPerEm
        self._names = self._program.getGlyphOrder()
        self._glyphs = self._program.getGlyphSet()
        self._boxes: dict[int, Box | None] = {}
        self.widths = dict(_widths(descendant.W))

    def box(self, number: int) -> Box | None:
        """The ink of a glyph; nothing for a space."""
        if number not in self._boxes:
            glyph = self._program["glyf"][self._names[number]]
            empty = not glyph.numberOfContours
            sides = () if empty else (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
            self._boxes[number] = None if empty else tuple(side * self._scale for side in sides)
        return self._boxes[number]

    def contours(self, number: int) -> list[Contour]:
        """The outline of a glyph as polygons."""
        pen = _Flattened(self._glyphs)
        self._glyphs[self._names[number]].draw(pen)
        return [[(x * self._scale, y * self._scale) for x, y in contour] for contour in pen.contours]


def _widths(table: Any) -> Iterable[tuple[int, float]]:
    entries = list(table)
    for first, widths in zip(entries[0::2], entries[1::2], strict=True):
        yield from ((int(first) + place, float(width) / 1000) for place, width in enumerate(widths))


class _SheetReader:
    """Follows the operators of one page."""

    def __init__(self, number: int, page: Any, fonts: dict[tuple[int, int], FontProgram]) -> None:
        left, bottom, right, top = (float(side) for side in page.MediaBox)
        self._sheet = Sheet(number, right - left, top - bottom)
        self._page, self._fonts = page, fonts
        self._matrix, self._text = pikepdf.Matrix(), pikepdf.Matrix()
        self._stack: list[tuple[pikepdf.Matrix, float]] = []
        self._font: FontProgram | None = None
        self._size = self._rise = self._along = 0.0
        self._thick = 1.0
        self._marks: list[tuple[str, int | None] | None] = []
        self._path: list[tuple[float, float]] = []
        self._rectangles: list[Box] = []
        self._words: Words | None = None

    def read(self) -> Sheet:
        for instruction in pikepdf.parse_content_stream(self._page):
            if handler := self._operators.get(str(instruction.operator)):
                handler(self, list(instruction.operands))
        self._sheet.words = [words for words in self._sheet.words if words.inks]
        return self._sheet

    @property
    def _mark(self) -> tuple[str, int | None]:
        return next((mark for mark in reversed(self._marks) if mark), (DECORATION, None))

    def _begin(self, operands: list[Any]) -> None:
        tag = str(operands[0])[1:]
        properties = operands[1] if len(operands) > 1 else {}
        if "/MCID" in properties:
            self._marks.append((TEXT, int(properties["/MCID"])))
        elif tag == "Artifact":
            kind = str(properties.get("/Subtype", "/"))[1:]
            self._marks.append((kind if kind in (HEADER, FOOTER) else DECORATION, None))
        else:
            self._marks.append(None)

    def _end(self, _: list[Any]) -> None:
        self._marks.pop()

    def _push(self, _: list[Any]) -> None:
        self._stack.append((self._matrix, self._thick))

    def _pop(self, _: list[Any]) -> None:
        self._matrix, self._thick = self._stack.pop()

    def _transform(self, operands: list[Any]) -> None:
        self._matrix = pikepdf.Matrix(*map(float, operands)) @ self._matrix

    def _set_thickness(self, operands: list[Any]) -> None:
        self._thick = float(operands[0])

    def _set_text_matrix(self, operands: list[Any]) -> None:
        self._text, self._along, self._rise = pikepdf.Matrix(*map(float, operands)), 0.0, 0.0
        left, baseline = placed(self._text @ self._matrix, 0, 0)
        self._words = Words(*self._mark, baseline=baseline, left=left)
        self._sheet.words.append(self._words)

    def _set_rise(self, operands: list[Any]) -> None:
        self._rise = float(operands[0])

    def _set_font(self, operands: list[Any]) -> None:
        font = self._page.Resources.Font[str(operands[0])]
        place = font.objgen
        if place not in self._fonts:
            self._fonts[place] = FontProgram(font)
        self._font, self._size = self._fonts[place], float(operands[1])

    def _show(self, operands: list[Any]) -> None:
        parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._show_codes(bytes(part))
            else:
                self._along -= float(part) / 1000 * self._size
        if self._words is not None:
            self._words.right, _ = placed(self._text @ self._matrix, self._along, 0)

    def _show_codes(self, codes: bytes) -> None:
        assert self._font is not None
        assert self._words is not None
        base = self._text @ self._matrix
        for index in range(0, len(codes), 2):
            number = int.from_bytes(codes[index : index + 2], "big")
            if (box := self._font.box(number)) is not None:
                matrix = pikepdf.Matrix(self._size, 0, 0, self._size, self._along, self._rise) @ base
                corners = [placed(matrix, x, y) for x in box[0::2] for y in box[1::2]]
                self._words.inks.append(Ink(_box_of(corners), number, self._font, matrix))
                self._words.points = max(self._words.points, abs(matrix.d))
            self._along += self._font.widths.get(number, 0.0) * self._size

    def _add(self, operands: list[Any]) -> None:
        numbers = [float(number) for number in operands]
        self._path += [placed(self._matrix, x, y) for x, y in zip(numbers[0::2], numbers[1::2], strict=True)]

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = map(float, operands)
        corners = [placed(self._matrix, x, y), placed(self._matrix, x + width, y + height)]
        self._path += corners
        self._rectangles.append(_box_of(corners))

    def _stroke(self, _: list[Any]) -> None:
        half = self._thick * abs(self._matrix.a) / 2
        self._draw(half)

    def _fill(self, _: list[Any]) -> None:
        if len(self._rectangles) == 2 and len(self._path) == 4:
            self._frame(*sorted(self._rectangles, key=_area, reverse=True))
        else:
            self._draw(0.0)

    def _frame(self, outer: Box, inner: Box) -> None:
        """A border on all four sides is drawn as a rectangle with another cut out of it."""
        left, bottom, right, top = outer
        sides = [
            (left, bottom, right, inner[1]), (left, inner[3], right, top), (left, bottom, inner[0], top), (inner[2], bottom, right, top),
        ]  # fmt: skip
        drawn = [side for side in sides if min(side[2] - side[0], side[3] - side[1]) > HAIR]
        self._sheet.drawings += [Drawing(self._mark[0], side) for side in drawn]
        self._forget([])

    def _draw(self, half: float) -> None:
        if self._path:
            left, bottom, right, top = _box_of(self._path)
            box = (left - half, bottom - half, right + half, top + half)
            self._sheet.drawings.append(Drawing(self._mark[0], box))
        self._forget([])

    def _forget(self, _: list[Any]) -> None:
        self._path, self._rectangles = [], []

    _operators: dict[str, Any] = {  # noqa: RUF012
        "BMC": _begin, "BDC": _begin, "EMC": _end, "q": _push, "Q": _pop, "cm": _transform, "w": _set_thickness,
        "Tm": _set_text_matrix, "Ts": _set_rise, "Tf": _set_font, "Tj": _show, "TJ": _show,
        "m": _add, "l": _add, "c": _add, "re": _rectangle, "n": _forget,
        **dict.fromkeys(("S", "s", "B", "B*", "b", "b*"), _stroke), **dict.fromkeys(("f", "f*"), _fill),
    }  # fmt: skip
