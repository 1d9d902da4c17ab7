"""Stage `formats`: a document and its parts as one page, for formats that have no parts: own ids, own level of headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.formats.document import Document, Part

_NAMED = re.compile(r'(<th scope="row">)(.*?)(</th><td[^>]*><span data-part="([0-9]+)")')
PLACE = "part-"
"""What the id of a part begins with; its number follows."""
_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}


def with_links_to_parts(html: str) -> str:
    """A print order names the pages of a part; where there are none to name, the name of the part leads to it."""
    return _NAMED.sub(rf'\1<a href="#{PLACE}\4">\2</a>\3', html)


def put_parts(root: Element, document: Document, tree_of: Callable[[Document], Element]) -> None:
    """Puts each part after the page, below a heading with its name; the headings in it stand a level lower than alone."""
    body = root.find("body")
    for number, part in enumerate(document.parts, start=1):
        section = SubElement(root if body is None else body, "section")
        section.extend(_part(number, part, tree_of(part.document)))


def _part(number: int, part: Part, page: Element) -> list[Element]:
    body = page.find("body")
    own = Element("div") if body is None else body
    _give_own_ids(own, f"{PLACE}{number}-")
    heading = Element("h1", {"id": f"{PLACE}{number}"})
    heading.text = part.name
    title = own.find(".//h1")
    if title is not None and "".join(title.itertext()).strip() == part.name:
        holder = next(element for element in own.iter() if title in element)
        holder.remove(title)
    else:
        for element in own.iter():
            element.tag = _HEADINGS.get(element.tag, element.tag)
    return [heading, *own]


def _give_own_ids(page: Element, prefix: str) -> None:
    for element in page.iter():
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        if element.get("href", "").startswith("#"):
            element.set("href", f"#{prefix}{element.attrib['href'][1:]}")
