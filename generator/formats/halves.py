"""Stage `formats`: rows of two languages for formats without columns: the second language stands below the first."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from generator.formats.document import Document

_HALF = re.compile(r'class="half [a-z]+" lang="[^"]*" dir="([a-z]+)"')
PARAGRAPHS = frozenset(("p", "div", "li"))
"""What becomes a paragraph in each language; in anything else, a line break stands between the languages."""


def of_two_directions(document: Document) -> bool:
    """Whether languages of both directions face each other in it, or in a part of it."""
    pages = (document.html, *(part.document.html for part in document.parts))
    return len({direction for page in pages for direction in _HALF.findall(page)}) > 1


def one_below_the_other(root: Element) -> None:
    """Takes the rows of a page apart. Numbers and boxes stay before the first language; bullets are left to the list."""
    for holder in list(root.iter()):
        ticked = "choices" in _classes(holder)
        for place, child in enumerate(list(holder)):
            if "facing" in _classes(child) and child.tag in PARAGRAPHS and _halves(child, "span"):
                holder[place] = _paragraphs(child, holder)
            elif "facing" in _classes(child) and _halves(child, "span"):
                _with_break(child)
        if ticked and any(box.get("class") == "box" for box in holder.iter("span")):
            holder.set("class", "boxes")


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _halves(row: Element, tag: str) -> list[Element]:
    return [child for child in row if child.tag == tag and "half" in _classes(child)]


def _marks(row: Element, holder: Element) -> list[Element]:
    """What stands before the first language; of a bullet only the box to tick."""
    found = []
    for mark in (child for child in row if "mark" in _classes(child)):
        if "bullet" not in _classes(mark):
            found += list(mark)
        elif "choices" in _classes(holder):
            found.append(Element("span", {"class": "box"}))
    for one in found:
        one.tail = " "
    return found


def _paragraphs(row: Element, holder: Element) -> Element:
    """A box, or the item of a list, with a paragraph in each language. Each keeps the look of the whole."""
    names = " ".join(name for name in _classes(row) if name != "facing")
    result = Element("li" if row.tag == "li" else "div")
    result.tail = row.tail
    marks = _marks(row, holder)
    for half in _halves(row, "span"):
        box = SubElement(result, "div", {name: half.attrib[name] for name in ("lang", "dir")})
        paragraph = SubElement(box, "p", {"class": names} if names else {})
        paragraph.extend(marks)
        marks = []
        copied = deepcopy(half)
        if len(paragraph):
            paragraph[-1].tail = f" {copied.text or ''}"
        else:
            paragraph.text = copied.text
        paragraph.extend(copied)
    return result


def _with_break(row: Element) -> None:
    halves = _halves(row, "span")
    marks = _marks(row, row)
    for child in list(row):
        row.remove(child)
    row.set("class", " ".join(name for name in _classes(row) if name != "facing"))
    row.extend(marks)
    for number, half in enumerate(halves):
        if number:
            row[-1].tail = " "
            SubElement(row, "br")
        half.tail = None
        row.append(half)
