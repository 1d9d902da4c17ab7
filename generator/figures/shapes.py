"""Between `translate` and what is shown: the pieces of a drawn figure, in units of the drawing, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import asin, atan2, cos, hypot, pi, sin
from typing import NamedTuple

from generator.figures.letters import Block


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


class Frame(NamedTuple):
    """The smallest upright rectangle around something."""

    left: float
    top: float
    right: float
    bottom: float


class Look(Enum):
    """How a shape is painted: its CSS class on the site; fill, stroke, width of the stroke and ink of its words on paper."""

    SHAPE = ("figure-shape", "#fff", "#000", 2.5, "figure-ink")
    OTHER = ("figure-other", "#e4e4e4", "#000", 2.5, "figure-ink")
    CENTRE = ("figure-centre", "#fff", "#000", 6, "figure-ink-centre")
    CARD = ("figure-card", "#fff", "#000", 2, "figure-ink")
    LINE = ("figure-line", "none", "#000", 4, "figure-ink")
    HEAD = ("figure-head", "#000", "none", 0, "figure-ink")

    @property
    def paint(self) -> str:
        """Attributes of a shape."""
        name, fill, stroke, thickness, _ = self.value
        width = f' stroke-width="{number(thickness)}"' if thickness else ""
        return f'class="{name}" fill="{fill}" stroke="{stroke}"{width}'

    @property
    def thickness(self) -> float:
        """Width of the stroke."""
        return float(self.value[3])

    @property
    def ink(self) -> str:
        """CSS class of the words that stand in the shape."""
        return str(self.value[4])


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle. Of a ring, `hole` is the radius of what lies inside it, where its own words cannot stand."""

    middle: Point
    radius: float
    look: Look
    hole: float = 0

    @property
    def frame(self) -> Frame:
        """The room that it takes."""
        reach = self.radius + self.look.thickness / 2
        return Frame(self.middle.x - reach, self.middle.y - reach, self.middle.x + reach, self.middle.y + reach)

    @property
    def markup(self) -> str:
        """Its SVG."""
        x, y = map(number, self.middle)
        return f'<circle {self.look.paint} cx="{x}" cy="{y}" r="{number(self.radius)}"/>'


@dataclass(frozen=True, slots=True)
class Petal:
    """A circle drawn out to a tip at 0, 0."""

    middle: Point
    radius: float
    look: Look

    @property
    def frame(self) -> Frame:
        """The room that it takes."""
        return Disc(self.middle, self.radius, self.look).frame

    @property
    def markup(self) -> str:
        """Its SVG."""
        distance, towards = hypot(*self.middle), atan2(self.middle.y, self.middle.x)
        half = asin(min(1.0, self.radius / distance))
        length = distance * cos(half)
        first, last = (on_circle(length, towards + side * half) for side in (-1, 1))
        arc = f"A{number(self.radius)} {number(self.radius)} 0 1 1 {pair(last)}"
        return f'<path {self.look.paint} stroke-linejoin="round" d="M0 0L{pair(first)}{arc}Z"/>'


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle with round corners; `middle` is its middle."""

    middle: Point
    width: float
    height: float
    look: Look
    corner: float = 14

    @property
    def frame(self) -> Frame:
        """The room that it takes."""
        across, down = ((side + self.look.thickness) / 2 for side in (self.width, self.height))
        return Frame(self.middle.x - across, self.middle.y - down, self.middle.x + across, self.middle.y + down)

    @property
    def markup(self) -> str:
        """Its SVG."""
        x, y = number(self.middle.x - self.width / 2), number(self.middle.y - self.height / 2)
        size = f'width="{number(self.width)}" height="{number(self.height)}" rx="{number(self.corner)}"'
        return f'<rect {self.look.paint} x="{x}" y="{y}" {size}/>'


HEAD_LENGTH, HEAD_HALF = 20.0, 12.0
"""Of an arrow's head, along its line and across it."""

Shape = Disc | Petal | Panel


@dataclass(frozen=True, slots=True)
class Part:
    """A shape with the words that stand in it; `at` is the middle of the words."""

    shape: Shape
    block: Block | None
    at: Point


@dataclass(frozen=True, slots=True)
class Connection:
    """A line between two points, under the shapes."""

    start: Point
    end: Point

    @property
    def frame(self) -> Frame:
        """The room that it takes."""
        return _around((self.start, self.end), Look.LINE.thickness / 2)

    @property
    def markup(self) -> str:
        """Its SVG."""
        return f'<path {Look.LINE.paint} stroke-linecap="round" d="M{pair(self.start)}L{pair(self.end)}"/>'


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow along a circle around 0, 0, clockwise between two angles in radians."""

    radius: float
    start: float
    end: float

    @property
    def frame(self) -> Frame:
        """The room that it takes."""
        steps = 24
        turns = (self.start + (self.end - self.start) * step / steps for step in range(steps + 1))
        return _around([on_circle(self.radius, turn) for turn in turns], HEAD_HALF)

    @property
    def markup(self) -> str:
        """Its SVG: the arc and its head."""
        base = self.end - HEAD_LENGTH / self.radius
        tip = on_circle(self.radius, self.end)
        corners = (on_circle(self.radius + side * HEAD_HALF, base) for side in (-1, 1))
        bend = f"A{number(self.radius)} {number(self.radius)} 0 {int(base - self.start > pi)} 1"
        line = f"M{pair(on_circle(self.radius, self.start))}{bend} {pair(on_circle(self.radius, base))}"
        head = "L".join(pair(point) for point in (tip, *corners))
        return f'<path {Look.LINE.paint} stroke-linecap="round" d="{line}"/>\n<path {Look.HEAD.paint} d="M{head}Z"/>'


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out figure, in the order in which it is painted."""

    items: tuple[Part | Connection | Arrow, ...]

    @property
    def parts(self) -> list[Part]:
        """The shapes, with their words."""
        return [item for item in self.items if isinstance(item, Part)]

    @property
    def frame(self) -> Frame:
        """The room that all of it takes."""
        frames = [item.shape.frame if isinstance(item, Part) else item.frame for item in self.items]
        lefts, tops, rights, bottoms = zip(*frames, strict=True)
        return Frame(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def width(self) -> float:
        """From its left edge to its right edge."""
        return self.frame.right - self.frame.left


def _around(points: Sequence[Point], reach: float) -> Frame:
    across, down = zip(*points, strict=True)
    return Frame(min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach)


def on_circle(radius: float, angle: float) -> Point:
    """The point at an angle of a circle around 0, 0, clockwise from the right."""
    return Point(radius * cos(angle), radius * sin(angle))


def number(value: float) -> str:
    """A length with at most one decimal place, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    """A point as paths write it."""
    return f"{number(point.x)} {number(point.y)}"
