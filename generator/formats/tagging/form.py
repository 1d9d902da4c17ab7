"""Stage `formats`: places to write in → the interactive form of a PDF (ISO 32000-1, 12.7), with one field for each name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydyf

from generator.formats.tagging.places import Kind, Place

if TYPE_CHECKING:
    from generator.formats.tagging.typing_font import TypingFont

_PRINTS = 4
_MULTILINE = 1 << 12
_RADIO = 1 << 15
_RIGHT = 2
_FONT_NAME = "Typing"
TICKED = "Yes"
REACH = 3.0
"""Points around a drawn box that answer to a press too, so that it need not be hit exactly."""
_INSET = 4.0
"""Points between the frame of a place and what is typed, since some programs leave none."""


@dataclass(slots=True)
class _Branch:
    """What stands at one part of a dotted name: a field, or the parts below it."""

    below: dict[str, _Branch] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


class FormWriter:
    """Writes fields. The dictionaries of the places are objects of the PDF already, as the structure leads to them."""

    def __init__(self, pdf: pydyf.PDF, font: TypingFont) -> None:
        self._pdf = pdf
        self._font = font

    def write(self, places: list[Place]) -> list[str]:
        """The form with all places, in their order.

        Returns:
            What is wrong with the names; nothing is written then.
        """
        root, problems = _by_name(places)
        if problems:
            return problems
        font = self._font.write(self._pdf)
        form = {
            "Fields": pydyf.Array(self._branch(name, branch, None) for name, branch in root.below.items()),
            "DR": pydyf.Dictionary({"Font": pydyf.Dictionary({_FONT_NAME: font.reference})}),
            "DA": self._look,
        }
        self._pdf.catalog["AcroForm"] = self._added(form).reference
        pages = self._pdf.page_references
        for place in places:
            place.annotation.dictionary["P"] = pages[place.page]
            page = self._pdf.objects[self._pdf.pages["Kids"][3 * place.page]]
            page.setdefault("Annots", pydyf.Array()).append(place.annotation.dictionary.reference)
        return []

    @property
    def _look(self) -> pydyf.String:
        return pydyf.String(f"/{_FONT_NAME} {self._font.points:g} Tf 0 g")

    def _added(self, entries: dict[str, Any]) -> pydyf.Dictionary:
        dictionary = pydyf.Dictionary(entries)
        self._pdf.add_object(dictionary)
        return dictionary

    def _branch(self, name: str, branch: _Branch, above: pydyf.Dictionary | None) -> bytes:
        """One part of a name, and all below it; returns its reference."""
        entries: dict[str, Any] = {"T": pydyf.String(name)}
        if above is not None:
            entries["Parent"] = above.reference
        if branch.places and branch.places[0].kind is not Kind.CHOICE:
            (place,) = branch.places
            written = self._widget(place, entries | self._one(place))
        elif branch.places:
            written = self._choice(branch.places, entries)
        else:
            written = self._added(entries)
            written["Kids"] = pydyf.Array(self._branch(part, below, written) for part, below in branch.below.items())
        return bytes(written.reference)

    def _one(self, place: Place) -> dict[str, Any]:
        entries: dict[str, Any] = {"TU": pydyf.String(place.label)}
        if place.kind is Kind.TICK:
            return entries | {"FT": "/Btn", "V": "/Off", **self._appearance(place, TICKED)}
        flags = {"Ff": _MULTILINE} if place.kind is Kind.LINES else {}
        side = {"Q": _RIGHT} if place.direction == "rtl" else {}
        return entries | {"FT": "/Tx", "DA": self._look, **flags, **side}

    def _choice(self, places: list[Place], entries: dict[str, Any]) -> pydyf.Dictionary:
        group = {"TU": pydyf.String(places[0].group), "FT": "/Btn", "Ff": _RADIO, "V": "/Off"}
        written = self._added(entries | group)
        boxes = []
        for place in places:
            own = {"Parent": written.reference, "TU": pydyf.String(f"{place.group}: {place.label}")}
            boxes.append(self._widget(place, own | self._appearance(place, place.choice)).reference)
        written["Kids"] = pydyf.Array(boxes)
        return written

    def _widget(self, place: Place, entries: dict[str, Any]) -> pydyf.Dictionary:
        widget: pydyf.Dictionary = place.annotation.dictionary
        rectangle = pydyf.Array(round(side, 3) for side in _reached(place))
        widget.update({"Type": "/Annot", "Subtype": "/Widget", "Rect": rectangle, "F": _PRINTS, **entries})
        return widget

    def _appearance(self, place: Place, state: str) -> dict[str, Any]:
        """How a box looks, ticked and not: what is drawn on the page stays, and a tick goes on it in black."""
        left, bottom, right, top = place.rectangle
        size = (right - left, top - bottom)
        draw = _DISC if place.kind is Kind.CHOICE else _TICK
        states = {state: self._drawn(draw, size), "Off": self._drawn(b"", size)}
        return {"AS": "/Off", "AP": pydyf.Dictionary({"N": pydyf.Dictionary(states)})}

    def _drawn(self, operators: bytes, size: tuple[float, float]) -> bytes:
        width, height = size
        scale = f"q {width:.3f} 0 0 {height:.3f} {REACH:g} {REACH:g} cm ".encode()
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, round(width + 2 * REACH, 3), round(height + 2 * REACH, 3))),
            "Resources": pydyf.Dictionary(),
        }
        stream = pydyf.Stream([scale + operators + b" Q"] if operators else [], extra)
        self._pdf.add_object(stream)
        return bytes(stream.reference)


_TICK = b"0 G 0.16 w 1 J 0.2 0.5 m 0.42 0.22 l 0.84 0.84 l S"
"""In a square of one by one; the line is as thick as a fingertip of a pencil, so that a poor printer shows it."""
_DISC = b"0 G 0.52 w 1 J 0.5 0.5 m 0.5 0.5 l S"


def _reached(place: Place) -> tuple[float, float, float, float]:
    left, bottom, right, top = place.rectangle
    if place.kind in (Kind.TICK, Kind.CHOICE):
        return left - REACH, bottom - REACH, right + REACH, top + REACH
    return left + _INSET, bottom + 1, right - _INSET, top - 1


def _by_name(places: list[Place]) -> tuple[_Branch, list[str]]:
    """The places as a tree of the parts of their names, and what is wrong with the names."""
    root, problems = _Branch(), []
    for place in places:
        branch = root
        for part in place.name.split("."):
            if branch.places or not part:
                problems.append(f"the field name {place.name} begins with that of another field, or has an empty part")
            branch = branch.below.setdefault(part, _Branch())
        met = {other.choice for other in branch.places}
        if branch.below or (branch.places and (not place.choice or not all(met) or place.choice in met)):
            problems.append(
                f"the field name {place.name} is used twice: every place to write in needs a name of its own"
            )
        branch.places.append(place)
    return root, problems
