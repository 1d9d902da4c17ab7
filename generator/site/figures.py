"""Stage `site`: figures drawn from their parts, as SVG that scales, takes the page's colours and prints in black and white."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from html import escape
from math import cos, pi, sin

from generator.model import Figure, Label

WIDTH = 400
LINE = 20
"""Height of a line of letters, in units of the drawing; letters are 17 high, so that they are still 12 px on a small phone."""

Point = tuple[float, float]


def draw(figure: Figure, title_id: str) -> str:
    """The figure as an svg element. Its name is the figure's title; what it shows in full stands beside it on the page."""
    height, shapes = LAYOUTS[figure.layout](figure)
    name = escape(figure.title.text)
    return (
        f'<svg class="drawing" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{title_id}" focusable="false">'
        f'<title id="{title_id}">{name}</title>{"".join(shapes)}</svg>'
    )


def _words(label: Label | None, at: Point, letters: int = 13, style: str = "drawn") -> str:
    if label is None:
        return ""
    lines = textwrap.wrap(label.text, letters, break_long_words=False) or [""]
    top = at[1] - (len(lines) - 1) * LINE / 2
    spans = "".join(
        f'<tspan x="{at[0]:g}" y="{top + LINE * index:g}">{escape(line)}</tspan>' for index, line in enumerate(lines)
    )
    return (
        f'<text class="{style}" lang="{label.language}" text-anchor="middle" dominant-baseline="central">{spans}</text>'
    )


def _circle(at: Point, radius: float, style: str) -> str:
    return f'<circle class="{style}" cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:g}"/>'


def _box(x: float, y: float, width: float, height: float, style: str) -> str:
    return f'<rect class="{style}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="14"/>'


def _line(start: Point, end: Point) -> str:
    return f'<path class="drawn-line" d="M{start[0]:.5g} {start[1]:.5g}L{end[0]:.5g} {end[1]:.5g}"/>'


def _around(count: int, centre: Point, radius: float) -> list[Point]:
    """Points on a circle, clockwise from the top."""
    angles = [2 * pi * index / count - pi / 2 for index in range(count)]
    return [(round(centre[0] + radius * cos(angle), 1), round(centre[1] + radius * sin(angle), 1)) for angle in angles]


def _petals(figure: Figure) -> tuple[int, Iterator[str]]:
    def shapes() -> Iterator[str]:
        centre = (200.0, 200.0)
        outer = [part for part in figure.parts if not _is_centre(part.label, figure)]
        points = _around(len(outer), centre, 125)
        for index, point in enumerate(points):
            yield _circle(point, 73, "drawn-shape" if index % 2 else "drawn-other")
        yield _circle(centre, 62, "drawn-centre")
        for part, point in zip(outer, points, strict=True):
            yield _words(part.label, point, 11)
        yield _words(figure.centre, centre, 12, "drawn-on-centre")

    return WIDTH, shapes()


def _is_centre(label: Label, figure: Figure) -> bool:
    return figure.centre is not None and label.text == figure.centre.text


def _cycle(figure: Figure) -> tuple[int, Iterator[str]]:
    def shapes() -> Iterator[str]:
        centre, radius = (200.0, 200.0), 138.0
        yield f'<circle class="drawn-line" cx="200" cy="200" r="{radius:g}" fill="none"/>'
        count = len(figure.parts)
        for index in range(count):
            yield _arrow(2 * pi * (index + 0.5) / count - pi / 2, centre, radius)
        for part, point in zip(figure.parts, _around(count, centre, radius), strict=True):
            yield _circle(point, 58, "drawn-shape")
            yield _words(part.label, point, 13)
        yield _words(figure.centre, centre, 14)

    return WIDTH, shapes()


def _arrow(angle: float, centre: Point, radius: float) -> str:
    """The head of an arrow on a circle, pointing clockwise."""
    x, y = centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)
    turn = angle * 180 / pi + 90
    return f'<path class="drawn-arrow" d="M-11 -10L11 0L-11 10Z" transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f})"/>'


def _quadrant(figure: Figure) -> tuple[int, Iterator[str]]:
    def shapes() -> Iterator[str]:
        for index, part in enumerate(figure.parts):
            x, y = 10 + 195 * (index % 2), 10 + 155 * (index // 2)
            yield _box(x, y, 185, 145, "drawn-shape" if index in (0, 3) else "drawn-other")
            yield _words(part.label, (x + 92, y + (58 if index < 2 else 92)), 15)
        if figure.centre:
            yield _circle((200, 160), 48, "drawn-centre")
            yield _words(figure.centre, (200, 160), 9, "drawn-on-centre")

    return 10 + 155 * ((len(figure.parts) + 1) // 2), shapes()


def _rings(figure: Figure) -> tuple[int, Iterator[str]]:
    def shapes() -> Iterator[str]:
        count = len(figure.parts)
        step = 130 / count
        for index, part in reversed(list(enumerate(figure.parts))):
            radius = 62 + step * (index + 1)
            yield _circle((200, 200), radius, "drawn-shape" if index % 2 else "drawn-other")
            yield _words(part.label, (200, 200 - radius + step / 2), 20)
        yield _circle((200, 200), 58, "drawn-centre")
        yield _words(figure.centre, (200, 200), 10, "drawn-on-centre")

    return WIDTH, shapes()


def _pairs(figure: Figure) -> tuple[int, Iterator[str]]:
    first, second = figure.groups[:2]
    by_id = {part.id: part for part in figure.parts}
    rows = [(part, by_id[part.pair]) for part in figure.parts if part.group == first.id and part.pair]

    def shapes() -> Iterator[str]:
        yield _words(first.label, (80, 24), 16, "drawn-strong")
        yield _words(second.label, (320, 24), 16, "drawn-strong")
        for index, (left, right) in enumerate(rows):
            y = 52 + 84 * index
            yield _line((150, y + 34), (250, y + 34))
            yield _box(5, y, 150, 68, "drawn-shape") + _words(left.label, (80, y + 34), 15)
            yield _box(245, y, 150, 68, "drawn-other") + _words(right.label, (320, y + 34), 15)
        if figure.centre:
            yield _box(160, 52, 80, 84 * len(rows) - 16, "drawn-centre")
            yield _words(figure.centre, (200, 44 + 42 * len(rows)), 8, "drawn-on-centre")

    return 52 + 84 * len(rows), shapes()


def _team(figure: Figure) -> tuple[int, Iterator[str]]:
    def shapes() -> Iterator[str]:
        centre = (200.0, 200.0)
        points = _around(len(figure.parts), centre, 140)
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            yield _line(start, end)
        for point in points:
            yield _line(point, centre)
        for part, point in zip(figure.parts, points, strict=True):
            yield _circle(point, 56, "drawn-shape") + _words(part.label, point, 10)
        yield _circle(centre, 52, "drawn-centre") + _words(figure.centre, centre, 9, "drawn-on-centre")

    return WIDTH, shapes()


LAYOUTS: Mapping[str, Callable[[Figure], tuple[int, Iterator[str]]]] = {
    "petals": _petals,
    "cycle": _cycle,
    "quadrant": _quadrant,
    "rings": _rings,
    "pairs": _pairs,
    "team": _team,
}
