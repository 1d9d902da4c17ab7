"""Between `translate` and what is shown: figures whose parts stand around a middle."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, hypot, pi, sin

from generator.figures.letters import Block, in_circle, wraps
from generator.figures.shapes import Arrow, Connection, Disc, Drawing, Look, Part, Petal, Point, on_circle
from generator.model import Figure, Unit

MARGIN = 11
"""Between words and the edge of their shape."""

MIDDLE = Point(0, 0)


def petals(figure: Figure, direction: str, limit: float) -> Drawing:
    """Equal petals that touch the middle. A part with the words of the middle is the middle."""
    blocks = [in_circle(label, limit) for label in _outer_labels(figure)]
    radius, inner = _radius(blocks), _middle_radius(figure, limit)
    apart = (radius + 4) / sin(pi / max(2, len(blocks)))
    points = _around(len(blocks), max(inner + radius - 2, apart), direction)
    looks = (Look.SHAPE, Look.OTHER)
    parts = [
        Part(Petal(point, radius, looks[index % 2]), block, point)
        for index, (block, point) in enumerate(zip(blocks, points, strict=True))
    ]
    return Drawing((*parts, *_middle(figure, limit)))


def team(figure: Figure, direction: str, limit: float) -> Drawing:
    """Equal members around the middle, each joined to it and to both neighbours."""
    blocks = [in_circle(label, limit) for label in _outer_labels(figure)]
    radius, inner = _radius(blocks), _middle_radius(figure, limit)
    distance = max(inner + radius + 20, (radius + 15) / sin(pi / max(2, len(blocks))))
    points = _around(len(blocks), distance, direction)
    spokes = [Connection(MIDDLE, point) for point in points] if figure.centre else []
    between = [Connection(*ends) for ends in zip(points, [*points[1:], points[0]], strict=True)]
    discs = [Part(Disc(point, radius, Look.SHAPE), block, point) for block, point in zip(blocks, points, strict=True)]
    return Drawing((*spokes, *between, *discs, *_middle(figure, limit)))


def cycle(figure: Figure, direction: str, limit: float) -> Drawing:
    """Stations on a circle, clockwise from the top in every direction of writing, and an arrow from each to the next."""
    del direction
    blocks = [in_circle(label, limit) for label in _outer_labels(figure)]
    count, radius = len(blocks), _radius(blocks)
    inner = _middle_radius(figure, limit)
    distance = max((radius + 28) / sin(pi / count), inner + radius + 16 if inner else 0)
    angles = [2 * pi * index / count - pi / 2 for index in range(count)]
    clear = 2 * asin((radius + 9) / (2 * distance))
    arrows = [Arrow(distance, angle + clear, angle + 2 * pi / count - clear) for angle in angles]
    points = [on_circle(distance, angle) for angle in angles]
    discs = [Part(Disc(point, radius, Look.SHAPE), block, point) for block, point in zip(blocks, points, strict=True)]
    return Drawing((*arrows, *discs, *_middle(figure, limit)))


def rings(figure: Figure, direction: str, limit: float) -> Drawing:
    """Rings of the same width around the middle, the first part innermost, each with its words at the top."""
    del direction
    labels = _outer_labels(figure)
    inner = _middle_radius(figure, limit)
    step = _step(labels, inner, limit)
    looks = (Look.SHAPE, Look.OTHER)
    parts = []
    for index, label in enumerate(labels):
        hole, edge = inner + step * index, inner + step * (index + 1)
        block = min(wraps(label, limit), key=lambda block, hole=hole: round(_ring_radius(block, hole), 3))  # type: ignore[misc]
        lift = hole + MARGIN + (edge - _ring_radius(block, hole)) / 2
        at = Point(0, -lift - block.height / 2)
        parts.append(Part(Disc(MIDDLE, edge, looks[(index + 1) % 2], hole), block, at))
    return Drawing((*reversed(parts), *_middle(figure, limit)))


def _step(labels: Sequence[Unit], inner: float, limit: float) -> float:
    """The width of ring that is enough for every label; the further out, the less a label needs."""
    step = 0.0
    for _ in range(2):
        for index, label in enumerate(labels):
            hole = inner + step * index
            step = max(step, min(_ring_radius(block, hole) for block in wraps(label, limit)) - hole)
    return step


def _ring_radius(block: Block, hole: float) -> float:
    """The outer radius that a ring needs for words at its top."""
    bottom = hole + MARGIN + block.height / 2
    return max(hypot(row.width / 2, bottom - row.top) for row in block.rows) + MARGIN


def _outer_labels(figure: Figure) -> list[Unit]:
    """The parts around the middle: all but one that has the words of the middle."""
    middle = figure.centre and (figure.centre.english or figure.centre.text)
    return [part.label for part in figure.parts if (part.label.english or part.label.text) != middle]


def _around(count: int, distance: float, direction: str) -> list[Point]:
    """Points around the middle: clockwise from the top, or from the top left where that is narrower; or mirrored."""
    first = -pi / 2 - (pi / count if count % 4 == 0 else 0)
    side = 1 if direction == "ltr" else -1
    points = [on_circle(distance, first + 2 * pi * index / count) for index in range(count)]
    return [Point(side * point.x, point.y) for point in points]


def _radius(blocks: Sequence[Block]) -> float:
    return max(block.radius for block in blocks) + MARGIN


def _middle_radius(figure: Figure, limit: float) -> float:
    return in_circle(figure.centre, limit).radius + MARGIN + Look.CENTRE.thickness / 2 if figure.centre else 0


def _middle(figure: Figure, limit: float) -> list[Part]:
    if not figure.centre:
        return []
    block = in_circle(figure.centre, limit)
    return [Part(Disc(MIDDLE, _middle_radius(figure, limit), Look.CENTRE), block, MIDDLE)]
