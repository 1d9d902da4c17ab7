"""Stage `projects`: pieces by topic and kind as bars, in black and white, with their numbers beside them.

Letters have the size of the text around the chart: 20 units are 12 points, or 18 in large print. Each kind has a pattern of its own, drawn
as lines and dots, so that it can be photocopied, and needs neither colour nor an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from markupsafe import Markup

from generator.figures.letters import SIZE, Block, in_column, width
from generator.figures.shapes import number as short
from generator.model import Label, Unit

WIDTHS = {False: 800, True: 530}
"""Units across, so that 20 of them are 12 points on 480 points, and 18 points in large print."""
BAR, GAP, EDGE, SPACE = 34, 18, 4, 12
LEGEND_ROW = 34


@dataclass(frozen=True)
class Bar:
    """One bar: its name, and how many of each kind, in the order in which they stand."""

    name: Unit
    numbers: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(number for _, number in self.numbers)


@dataclass(frozen=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float


def chart(bars: list[Bar], kinds: Mapping[str, str], alternative: str, direction: str, large: bool) -> Markup:
    """The bars one below the other, the longest as long as there is room, and a legend of the kinds below them.

    Args:
        bars: at least one; names in the language of the page.
        kinds: the kinds that occur, with their words.
        alternative: the chart in a sentence.
        direction: `ltr` or `rtl`; in `rtl` bars grow leftwards.
        large: whether it stands in large print.
    """
    total = WIDTHS[large]
    labels = [in_column(bar.name, total * 0.36) for bar in bars]
    start = max(label.width for label in labels) + SPACE
    most = max(1, *(bar.total for bar in bars))
    unit = (total - start - width("000") - SPACE - 2 * EDGE) / most
    heights = [max(BAR, label.height) + GAP for label in labels]
    tops = [0.0, *accumulate(heights)]
    items: list[str] = []
    for bar, label, top, height in zip(bars, labels, tops, heights, strict=False):
        middle = top + height / 2
        items += _words(label, start - SPACE, middle, direction, total)
        items += _bar(bar, list(kinds), start, middle, unit, direction, total)
    legend, bottom = _legend(kinds, tops[-1] + GAP, direction, total)
    return Markup(_drawing(Box(0, 0, total, bottom), [*items, *legend], alternative, direction, large))  # noqa: S704 - escaped in each part


def _drawing(frame: Box, items: Iterable[str], alternative: str, direction: str, large: bool) -> str:
    points = (18 if large else 12) / SIZE
    size = f'width="{short(frame.width * points)}pt" height="{short(frame.height * points)}pt"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {short(frame.width)} {short(frame.height)}" {size} font-size="{SIZE}">'
    return "\n".join([head, f"<title>{escape(alternative)}</title>", *items, "</svg>"])


def _bar(
    bar: Bar, kinds: list[str], start: float, middle: float, unit: float, direction: str, total: float
) -> Iterator[str]:
    x = start
    for kind, count in bar.numbers:
        if count:
            box = _mirrored(Box(x, middle - BAR / 2, count * unit, BAR), direction, total)
            yield from _filled(box, kinds.index(kind))
            x += count * unit
    yield _text(str(bar.total), x + SPACE, middle + SIZE * 0.35, direction, total, bold=True)


def _mirrored(box: Box, direction: str, total: float) -> Box:
    return Box(total - box.x - box.width, box.y, box.width, box.height) if direction == "rtl" else box


def _words(label: Block, edge: float, middle: float, direction: str, total: float) -> Iterator[str]:
    """The lines of a name, which end where the bar begins."""
    for row in label.rows:
        yield _text(row.text, edge, middle + row.baseline, direction, total, ends=True)


def _legend(kinds: Mapping[str, str], top: float, direction: str, total: float) -> tuple[list[str], float]:
    """A box of each pattern with the word for it, in as many rows as they need; and where the last row ends."""
    items: list[str] = []
    x, y = float(EDGE), top
    for index, words in enumerate(kinds.values()):
        block = in_column(Label(words), total / 2)
        needed = BAR + SPACE + block.width + 2 * SPACE
        if x > EDGE and x + needed > total:
            x, y = float(EDGE), y + LEGEND_ROW + GAP
        middle = y + LEGEND_ROW / 2
        items += _filled(_mirrored(Box(x, middle - 12, BAR, 24), direction, total), index)
        items += _legend_words(block, x + BAR + SPACE, middle, direction, total)
        x += needed
    return items, y + LEGEND_ROW + GAP


def _legend_words(block: Block, at: float, middle: float, direction: str, total: float) -> Iterator[str]:
    for row in block.rows:
        yield _text(row.text, at, middle + row.baseline, direction, total)


def _text(words: str, x: float, y: float, direction: str, total: float, ends: bool = False, bold: bool = False) -> str:
    """One line that begins at a place, or ends there; mirrored from right to left.

    `direction` is always given as ltr, so that start and end mean left and right to every program; letters of other
    directions run their own way all the same.
    """
    mirrored = direction == "rtl"
    anchor = "end" if ends != mirrored else "start"
    weight = ' font-weight="700"' if bold else ""
    at = total - x if mirrored else x
    return f'<text x="{short(at)}" y="{short(y)}" text-anchor="{anchor}" direction="ltr"{weight} fill="#000">{escape(words)}</text>'


def _filled(box: Box, pattern: int) -> Iterator[str]:
    """A box with one of seven patterns; the eighth kind begins again."""
    fill = ("#000", "#fff", "#fff", "#fff", "#bbb", "#fff", "#fff")[pattern % 7]
    lines = (_none, _slanting, _none, _dots, _none, _upright, _level)[pattern % 7]
    yield f'<rect x="{short(box.x)}" y="{short(box.y)}" width="{short(box.width)}" height="{short(box.height)}" fill="{fill}" stroke="#000" stroke-width="2"/>'
    path = " ".join(lines(box))
    if path:
        yield f'<path d="{path}" fill="none" stroke="#000" stroke-width="{4 if lines is _dots else 2}" stroke-linecap="{"round" if lines is _dots else "butt"}"/>'


def _none(box: Box) -> Iterator[str]:
    return iter(())


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    at = start + step
    while at < end - 1:
        yield at
        at += step


def _slanting(box: Box) -> Iterator[str]:
    """Lines of 45 degrees, cut where the box ends."""
    for at in _steps(box.x, box.x + box.width + box.height, 9):
        low, high = max(box.x, at - box.height), min(box.x + box.width, at)
        yield f"M{short(low)} {short(box.y + at - low)} L{short(high)} {short(box.y + at - high)}"


def _upright(box: Box) -> Iterator[str]:
    for x in _steps(box.x, box.x + box.width, 7):
        yield f"M{short(x)} {short(box.y)} V{short(box.y + box.height)}"


def _level(box: Box) -> Iterator[str]:
    for y in _steps(box.y, box.y + box.height, 7):
        yield f"M{short(box.x)} {short(y)} H{short(box.x + box.width)}"


def _dots(box: Box) -> Iterator[str]:
    for y in _steps(box.y - 1, box.y + box.height, 9):
        for x in _steps(box.x, box.x + box.width, 10):
            yield f"M{short(x)} {short(y)} h0.01"
