"""Stage `formats`: places to write in → content controls of a Word file, so that what somebody writes can be read back by name.

Pandoc knows nothing of controls. So each place goes through it with a mark for its text, and the mark becomes the control.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from generator.formats.filled import CHOICE
from generator.formats.pandoc import UnexpectedOutputError
from generator.formats.tagging.places import Kind, kind_of
from generator.formats.tree import change

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
LONGEST = 64
"""Letters that Word takes in a tag and in a title of a control."""
_MARK = re.compile("\ue0f0([0-9]+)\ue0f1 ?")
_NOT_TICKED, _TICKED = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}"
_SIGNS = "MS Gothic"
"""A font with both signs that Word brings along; other programs take one of their own."""


@dataclass(frozen=True, slots=True)
class Control:
    """One place to write in: what it is called, what it says to a screen reader, and how many lines it has; 0 for a cell."""

    kind: Kind
    name: str
    label: str
    lines: int


class Controls:
    """The controls of one document, from its page to its Word file."""

    def __init__(self, root: Element) -> None:
        """Takes the places out of the page, and leaves a mark in each; changes the page."""
        self._found: list[Control] = []
        self._choice: tuple[str, str] = ("", "")
        for listing in [one for one in root.iter("ul") if any(kind_of(box) for box in one.iter("span"))]:
            self._take_boxes(listing)
        change(root, lambda element: element.tag == "div" and kind_of(element) is not None, self._lines)
        for cell in [one for one in root.iter("td") if kind_of(one)]:
            SubElement(cell, "p").text = self._marked(cell, 0)

    def _take_boxes(self, listing: Element) -> None:
        """A list of boxes to tick becomes a paragraph for each, since pandoc would make the box the sign of the list."""
        self._choice = (listing.get("data-field", ""), listing.get("data-label", ""))
        for box in [span for span in listing.iter("span") if kind_of(span)]:
            box.text = self._marked(box, 0)
            box.attrib.clear()
        listing.tag = "div"
        listing.attrib.clear()
        listing.set("custom-style", "Choice")
        for item in listing:
            item.tag = "p"

    def _lines(self, element: Element) -> list[Element]:
        holder = Element("div", {"custom-style": "Writing Line"})
        for number in range(max(len(element), 1)):
            SubElement(holder, "p").text = self._marked(element, max(len(element), 1)) if number == 0 else None
        return [holder]

    def _marked(self, element: Element, lines: int) -> str:
        kind = kind_of(element)
        name, label = element.get("data-field", ""), element.get("data-label", "")
        if kind is Kind.CHOICE:
            name = f"{self._choice[0]}{CHOICE}{element.get('data-choice')}"
            label = f"{self._choice[1]}: {label}"
        if kind is None or len(name) > LONGEST:
            raise UnexpectedOutputError(f"a Word file takes no name of more than {LONGEST} letters: {name}")
        self._found.append(Control(kind, name, " ".join(label.split()), lines))
        return f"\ue0f0{len(self._found) - 1}\ue0f1"

    def marked(self, body: etree._Element) -> Callable[[], None]:
        """Takes the marks out of the body, and returns what puts the controls in their place, once the body is mended.

        Raises:
            UnexpectedOutputError: a mark did not come through, or came through twice.
        """
        places = [
            (int(match[1]), text)
            for text in list(body.iter(f"{W}t"))
            if (match := _MARK.match(text.text or "")) is not None
        ]
        if sorted(number for number, _ in places) != list(range(len(self._found))):
            raise UnexpectedOutputError("pandoc moved or lost a place to write in: see generator/formats/controls.py")
        held = []
        for number, text in places:
            text.text = _MARK.sub("", text.text, count=1)
            run = text.getparent()
            control = self._found[number]
            held.append((number, control, run if control.kind in (Kind.TICK, Kind.CHOICE) else _emptied(run)))

        def put() -> None:
            for one in held:
                _put(*one)

        return put


def _emptied(run: etree._Element) -> etree._Element:
    paragraph = run.getparent()
    if paragraph.tag != f"{W}p" or (run.findtext(f"{W}t") or "").strip():
        raise UnexpectedOutputError("pandoc put words beside a place to write in: see generator/formats/controls.py")
    paragraph.remove(run)
    return paragraph


def _put(number: int, control: Control, place: etree._Element) -> None:
    """Around the paragraphs or the cell of a place, or before the words of a box."""
    content = _control(number, control, place)
    if control.kind in (Kind.TICK, Kind.CHOICE):
        run = etree.SubElement(content, f"{W}r")
        fonts = etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rFonts")
        for script in ("ascii", "eastAsia", "hAnsi", "cs"):
            fonts.set(f"{W}{script}", _SIGNS)
        etree.SubElement(run, f"{W}t").text = _NOT_TICKED
        place.find(f"{W}t").text = f" {(place.findtext(f'{W}t') or '').lstrip()}"
        place.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return
    following = [place, *place.itersiblings(f"{W}p")][: control.lines] if control.lines else [place.getparent()]
    content.extend(following)


def _control(number: int, control: Control, place: etree._Element) -> etree._Element:
    """An empty control before a place; what it holds."""
    around = etree.Element(f"{W}sdt", nsmap={"w14": W14.strip("{}")})
    (place if control.lines or control.kind in (Kind.TICK, Kind.CHOICE) else place.getparent()).addprevious(around)
    properties = etree.SubElement(around, f"{W}sdtPr")
    for name, value in (("alias", control.label[:LONGEST]), ("tag", control.name), ("id", str(number + 1))):
        etree.SubElement(properties, f"{W}{name}").set(f"{W}val", value)
    if control.kind in (Kind.TICK, Kind.CHOICE):
        box = etree.SubElement(properties, f"{W14}checkbox")
        etree.SubElement(box, f"{W14}checked").set(f"{W14}val", "0")
        for state, sign in (("checkedState", _TICKED), ("uncheckedState", _NOT_TICKED)):
            etree.SubElement(box, f"{W14}{state}", {f"{W14}val": f"{ord(sign):04X}", f"{W14}font": _SIGNS})
    return etree.SubElement(around, f"{W}sdtContent")
