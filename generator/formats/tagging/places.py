"""Stage `formats`: the places on laid-out pages that a person can write in or tick, by the names in the HTML."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from generator.formats.tagging import roles
from generator.formats.tagging.tree import Annotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from generator.formats.tagging.tree import Box, Node

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the bottom left of the page."""
_POINTS_IN_PIXEL = 0.75


class Kind(Enum):
    """What a person does in a place."""

    LINE = "line"
    """Write one line."""
    LINES = "lines"
    """Write as much as fits, and more."""
    TICK = "tick"
    CHOICE = "choice"
    """Tick one of several that have the same name."""


@dataclass(slots=True, eq=False)
class Place:
    """One place to write in, or one box to tick.

    Attributes:
        name: of its field; the boxes of one choice share it.
        label: what a screen reader says for it.
        choice: the id of what a box of a choice stands for; empty otherwise.
        group: what a screen reader says for the whole choice; empty otherwise.
        page: index of its page, from 0.
        annotation: what leads to it from the structure; its dictionary is filled in when the form is written.
    """

    kind: Kind
    name: str
    label: str
    choice: str
    group: str
    direction: str
    page: int
    rectangle: Rectangle
    annotation: Annotation


class Places:
    """The places of a document, in the order of reading, one for each element: the part with the most room, if it was cut in two."""

    def __init__(self, new_dictionary: Any) -> None:
        self.problems: list[str] = []
        self._new_dictionary = new_dictionary
        self._found: dict[Element, Place] = {}

    @property
    def found(self) -> list[Place]:
        """All places."""
        return list(self._found.values())

    def take(self, element: Element, around: Node, page: int, rectangle: Rectangle) -> None:
        """Takes one laid-out box of an element as a place, and puts it into the structure as a form."""
        kind = kind_of(element)
        if kind is None:
            return
        before = self._found.get(element)
        if before is not None:
            if page != before.page and _height(rectangle) > _height(before.rectangle):
                before.page = before.annotation.page = page
                before.rectangle = rectangle
            return
        annotation = Annotation(page, self._new_dictionary())
        listing = around.nearest("L")
        holder = listing.element if listing is not None and kind is Kind.CHOICE else element
        name, label = holder.get("data-field"), element.get("data-label")
        if not name or not label:
            self.problems.append(f"a place to write in has no name or no label: {dict(element.items())}")
            return
        group = roles.collapsed(holder.get("data-label", "")) if kind is Kind.CHOICE else ""
        self._found[element] = Place(
            kind,
            name,
            roles.collapsed(label),
            element.get("data-choice", ""),
            group,
            around.direction,
            page,
            rectangle,
            annotation,
        )
        around.add("Form", element).children.append(annotation)


def rectangle_of(box: Box, page_height: float, edge: Literal["content", "border"] = "content") -> Rectangle:
    """Where a box stands on its page, whose height is in pixels."""
    left, top = box.content_box_x(), box.content_box_y()
    width, height = box.width, box.height
    if edge == "border":
        left, top, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    corners = (left, page_height - top - height, left + width, page_height - top)
    left, bottom, right, top = (round(corner * _POINTS_IN_PIXEL, 3) for corner in corners)
    return left, bottom, right, top


def is_place(element: Element) -> bool:
    """Whether an element is a place to write in."""
    return kind_of(element) is not None


def kind_of(element: Element) -> Kind | None:
    """What a person does in an element; None where it is no place to write in.

    Space to draw is a place for words: nobody can draw in a field of a PDF with the keys alone, and words are as good an answer.
    """
    classes = set(element.get("class", "").split())
    if element.get("data-choice"):
        return Kind.CHOICE
    if not element.get("data-field") or element.tag == "ul":
        return None
    if "box" in classes:
        return Kind.TICK
    return Kind.LINE if "ruled" in classes and len(element) < 2 else Kind.LINES


def _height(rectangle: Rectangle) -> float:
    return rectangle[3] - rectangle[1]
