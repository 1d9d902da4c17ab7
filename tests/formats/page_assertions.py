"""What must hold for every page that we print, measured in the finished file: nothing beyond the margins, nothing over something else.

Each function takes the measured pages, and names what is wrong with page and place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

from tests.formats.page_reading import DECORATION, FOOTER, HEADER, TEXT, Box, Ink, Sheet, Words, around
from tests.formats.pdf_reading import Element, Piece, ReadPdf

MILLIMETRE = 72 / 25.4
SIDES = 17.5 * MILLIMETRE
"""Our narrowest margins at the sides are 18 mm."""
OVERHANG = 0.5
"""Of an em: the first and last letters of a line of Nastaliq reach out so far beyond the place they are given."""
TOP = 13.5 * MILLIMETRE
EDGE = 5 * MILLIMETRE
"""What many printers cannot print at the edges of a sheet."""
TOUCH = 0.03
"""Of the square of the letter size: so much ink two lines may share. Tails that brush marks of the next line of Nastaliq come to at most
0.026 in our papers; with lines of 1.25 the letters are over twice that."""
PIXELS = 8
"""A point, where outlines are compared."""
SAME_LINE = 1.5
LITTLE = 0.09
"""Of the height between head and foot: a page with less on it is nearly empty."""


def assert_within_margins(pages: Iterable[Sheet]) -> None:
    """Text and rules stay between the margins, and above the foot; nothing comes near the edge of the paper."""
    found = [wrong for sheet in pages for wrong in _beyond(sheet)]
    assert not found, f"{len(found)} pieces beyond the margins, such as {found[:3]}"


def _beyond(sheet: Sheet) -> Iterator[tuple[int, str, Box]]:
    for role, box, reach in _reaching(sheet):
        left, bottom, right, top = box
        if left < EDGE or bottom < EDGE or right > sheet.width - EDGE or top > sheet.height - EDGE:
            yield sheet.number, f"{role} near the edge", _rounded(box)
        elif role in (TEXT, DECORATION):
            if left < SIDES - reach or right > sheet.width - SIDES + reach:
                yield sheet.number, f"{role} in the margin", _rounded(box)
            if bottom < _foot(sheet):
                yield sheet.number, f"{role} in the foot", _rounded(box)
            if top > _head(sheet):
                yield sheet.number, f"{role} in the head", _rounded(box)


def _reaching(sheet: Sheet) -> Iterator[tuple[str, Box, float]]:
    yield from ((words.role, words.box, words.points * OVERHANG) for words in sheet.words)
    yield from ((drawing.role, drawing.box, 0.0) for drawing in sheet.drawings)


def boxes(sheet: Sheet) -> Iterator[tuple[str, Box]]:
    """Everything on a page: what part it plays, and where it stands."""
    yield from ((words.role, words.box) for words in sheet.words)
    yield from ((drawing.role, drawing.box) for drawing in sheet.drawings)


def _foot(sheet: Sheet) -> float:
    """The height above which the text of a page must stay."""
    return max((words.box[3] for words in sheet.words if words.role == FOOTER), default=TOP)


def _head(sheet: Sheet) -> float:
    """The height below which the text of a page must stay."""
    return min((words.box[1] for words in sheet.words if words.role == HEADER), default=sheet.height - TOP)


def _rounded(box: Box) -> Box:
    left, bottom, right, top = (round(side, 1) for side in box)
    return left, bottom, right, top


def assert_no_overlap(pages: Iterable[Sheet]) -> None:
    """No line of words lies on another, by the outlines of the letters; no two stretches of one line share their place."""
    found = [wrong for sheet in pages for wrong in overlaps(sheet)]
    assert not found, f"{len(found)} lines lie on others, such as {found[:3]}"


def overlaps(sheet: Sheet) -> Iterator[tuple[int, str, Box]]:
    """Each pair of lines of a page that lie on each other."""
    for one, other in _near(sheet.words):
        if abs(one.baseline - other.baseline) < SAME_LINE:
            shared = min(one.right, other.right) - max(one.left, other.left)
            if shared > SAME_LINE:
                yield sheet.number, f"{shared:.1f} pt of one line twice", _rounded(one.box)
        else:
            ink = sum(_shared_ink(first, second) for first, second in _meeting(one.inks, other.inks))
            if ink > TOUCH * min(one.points, other.points) ** 2:
                yield sheet.number, f"{ink:.1f} square points of two lines", _rounded(one.box)


def _near(words: list[Words]) -> Iterator[tuple[Words, Words]]:
    """The pairs of lines whose boxes meet."""
    ordered = sorted(words, key=lambda one: one.box[1])
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.box[1] >= one.box[3]:
                break
            if meet(one.box, other.box):
                yield one, other


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share any place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _meeting(some: list[Ink], others: list[Ink]) -> Iterator[tuple[Ink, Ink]]:
    whole = around(ink.box for ink in some)
    close = [ink for ink in others if meet(whole, ink.box)]
    for one in some:
        yield from ((one, other) for other in close if meet(one.box, other.box))


def _shared_ink(one: Ink, other: Ink) -> float:
    """How much of two glyphs lies on the same place, in square points."""
    left, bottom = max(one.box[0], other.box[0]), max(one.box[1], other.box[1])
    right, top = min(one.box[2], other.box[2]), min(one.box[3], other.box[3])
    size = (int((right - left) * PIXELS) + 1, int((top - bottom) * PIXELS) + 1)
    both = ImageChops.logical_and(*(_drawn(ink, left, bottom, size) for ink in (one, other)))
    return both.histogram()[255] / PIXELS**2


def _drawn(ink: Ink, left: float, bottom: float, size: tuple[int, int]) -> Image.Image:
    whole = Image.new("1", size)
    for contour in ink.contours:  # holes are what two contours cover
        one = Image.new("1", size)
        ImageDraw.Draw(one).polygon([((x - left) * PIXELS, (y - bottom) * PIXELS) for x, y in contour], fill=1)
        whole = ImageChops.logical_xor(whole, one)
    return whole


def assert_nothing_struck_through(pages: Iterable[Sheet]) -> None:
    """No rule runs through words: a cell or a frame is as large as what is in it."""
    found = [wrong for sheet in pages for wrong in _struck(sheet)]
    assert not found, f"{len(found)} rules through words, such as {found[:3]}"


def _struck(sheet: Sheet) -> Iterator[tuple[int, str, Box]]:
    rules = [drawing.box for drawing in sheet.drawings if drawing.is_rule]
    for words in sheet.words:
        for rule in rules:
            if meet(words.box, rule) and any(_through(ink.box, rule) for ink in words.inks):
                yield sheet.number, "a rule through words", _rounded(words.box)


DEEP = 1.5
"""Points that a letter may reach over the middle of a rule."""


def _through(ink: Box, rule: Box) -> bool:
    if not meet(ink, rule):
        return False
    flat = rule[2] - rule[0] > rule[3] - rule[1]
    low, high = (1, 3) if flat else (0, 2)
    middle = (rule[low] + rule[high]) / 2
    return ink[low] < middle - DEEP and ink[high] > middle + DEEP


def assert_no_empty_page(pages: list[Sheet], allowed: Iterable[int] = ()) -> None:
    """No page but the last has almost nothing on it; and on the last there is more than a line or two."""
    heights = {sheet.number: _filled(sheet) for sheet in pages}
    inner = [number for number in heights if number != pages[-1].number and number not in set(allowed)]
    empty = {number: round(heights[number], 2) for number in inner if heights[number] < LITTLE}
    assert not empty, f"pages with almost nothing on them, with the part that is filled: {empty}"


def _filled(sheet: Sheet) -> float:
    """Which part of the height between head and foot is used."""
    inside = [box for role, box in boxes(sheet) if role in (TEXT, DECORATION)]
    if not inside:
        return 0.0
    _, bottom, _, top = around(inside)
    return (top - bottom) / (_head(sheet) - _foot(sheet))


def assert_headings_stay(read: ReadPdf, pages: list[Sheet]) -> None:
    """No heading stands at the end of a page: under it there is something on the same page, be it space to write."""
    heights = _baselines(pages)
    alone = [
        (number, element.text.strip())
        for number, element in _last_read(read).items()
        if number != pages[-1].number and re.fullmatch(r"H\d|Caption", element.tag)
        if not _anything_below(pages[number], min(_heights(element, heights), default=0.0))
    ]
    assert not alone, f"headings at the end of a page: {alone}"


def _last_read(read: ReadPdf) -> dict[int, Element]:
    last: dict[int, Element] = {}
    for element in read.document.walk():
        for piece in (child for child in element.children if isinstance(child, Piece)):
            if piece.text.strip():
                last[piece.page] = element
    return _around_spans(read, last)


def _around_spans(read: ReadPdf, last: dict[int, Element]) -> dict[int, Element]:
    """What is read last, not as the stretch of a line that it is, but as the heading or paragraph that holds it."""
    holders: dict[int, Element] = {}
    for element in read.document.walk():
        inner = {id(one) for one in element.walk()}
        if re.fullmatch(r"H\d|Caption", element.tag):
            holders |= {page: element for page, one in last.items() if id(one) in inner}
    return last | holders


def _baselines(pages: list[Sheet]) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for sheet in pages:
        for words in sheet.words:
            if words.mark is not None:
                place = (sheet.number, words.mark)
                found[place] = min(found.get(place, words.baseline), words.baseline)
    return found


def _heights(element: Element, heights: dict[tuple[int, int], float]) -> Iterator[float]:
    for one in element.walk():
        for piece in one.children:
            if isinstance(piece, Piece) and (piece.page, piece.number or 0) in heights:
                yield heights[piece.page, piece.number or 0]


def _anything_below(sheet: Sheet, baseline: float) -> bool:
    return any(role in (TEXT, DECORATION) and box[3] < baseline - 6 for role, box in boxes(sheet))


def assert_columns_hold_words(read: ReadPdf, pages: list[Sheet]) -> None:
    """No cell of a table is so narrow that it holds word under word."""
    lines: dict[tuple[int, int], set[int]] = defaultdict(set)
    for sheet in pages:
        for words in sheet.words:
            if words.mark is not None:
                lines[sheet.number, words.mark].add(round(words.baseline))
    narrow = [
        cell.text.strip()
        for cell in read.document.walk()
        if cell.tag in ("TD", "TH")
        for count in [len({(page, line) for page, mark in _marks(cell) for line in lines[page, mark]})]
        if count >= WORD_UNDER_WORD and len(cell.text.split()) <= count * 1.2
    ]
    assert not narrow, f"cells with one word a line: {narrow[:3]}"


WORD_UNDER_WORD = 4


def assert_columns_to_write_in(pages: list[Sheet], least: float) -> None:
    """No column of a table with empty rows is narrower than this many millimetres."""
    found = [(sheet.number, round(width)) for sheet in pages for width in column_widths(sheet) if width < least]
    assert not found, f"columns to write in, narrower than {least} mm (page, width): {found[:3]}"


def column_widths(sheet: Sheet) -> Iterator[float]:
    """The columns of every row that is high enough to write in, in millimetres."""
    sides = [box for _, box in boxes(sheet) if box[2] - box[0] <= THICK_RULE and box[3] - box[1] >= HIGH_ENOUGH]
    for level in {round((bottom + top) / 2) for _, bottom, _, top in sides}:
        across = sorted({round(left) for left, bottom, _, top in sides if bottom < level < top})
        yield from ((right - left) / MILLIMETRE for left, right in pairwise(across) if right - left > THICK_RULE)


THICK_RULE = 3.0
"""Points: the borders of tables are no thicker, and two that meet stand no further apart."""
HIGH_ENOUGH = 28.0
"""Points: the height of an empty row, and of nothing that is only ticked."""


def _marks(element: Element) -> Iterator[tuple[int, int]]:
    for one in element.walk():
        yield from ((piece.page, piece.number or 0) for piece in one.children if isinstance(piece, Piece))
