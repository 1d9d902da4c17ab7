"""Stage `formats`: what a Word file does to be one page: little room, the code beside the title, and headings in the line of what they head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.formats.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
MARGINS = 'w:top="454" w:right="737" w:bottom="397" w:left="737" w:header="284" w:footer="227"'
_LESS_ROOM = 5
_TIGHT = re.compile(r'(<w:(?:spacing w:before|top w:w|bottom w:w)="|(?<= )w:after=")(\d+)"')
"""The room above and below paragraphs, and in cells, which is a fifth on one page."""
_LINE = {"ltr": 24, "rtl": 25}
"""Of one page, in twentieths of a point for each point of the text, where lines are as high as that and no higher."""
_SPARED = 6
"""Twentieths of a point that a heading in a line is lower than the line; as high as it, Word and others give it two lines."""
_BESIDE = "170"
"""Twentieths of a point between a heading and the words that follow it in its line."""
_ASIDE = {
    "simplePos": "0",
    "relativeHeight": "1",
    "behindDoc": "0",
    "locked": "0",
    "layoutInCell": "1",
    "allowOverlap": "0",
    "distL": "114300",
    "distR": "114300",
}
_CODE_SIDE = str(19 * 36_000)
"""Of the code beside a title, in the units of drawings, 36 000 a millimetre."""
_PLACE = (
    '<place xmlns:wp="{drawing}"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV></place>'
)


def sizes(document: Document) -> Mapping[str, str | int]:
    """What differs in the styles, by its name there: lines, and the sizes of headings in half points."""
    points = document.text_points
    text, line = round(points * 2), round(points * _LINE[document.direction])
    found: dict[str, str | int] = {"h1": round(points * 3), "h2": text, "h3": text, "line": line, "rule": "exact", "head_line": ""}  # fmt: skip
    return found | {"h1": round(points * 2.24), "quote_indent": 0} if document.headings_in_line else found


def tight(styles: str) -> str:
    """The styles with little room above and below."""
    return _TIGHT.sub(lambda said: f'{said[1]}{int(said[2]) // _LESS_ROOM}"', styles)


def lay_out(root: etree._Element, document: Document) -> None:
    """Changes the body of the file, and its section."""
    _set_code_aside(root, document.direction)
    if document.headings_in_line:
        for heading in root.xpath("//w:p[w:pPr/w:pStyle/@w:val='Heading2']", namespaces={"w": W.strip("{}")}):
            _set_in_line(heading, document)
        for section in root.iter(f"{W}sectPr"):
            _without_head_on_first_page(section)


def _set_in_line(heading: etree._Element, document: Document) -> None:
    """A frame that the lines of the next paragraph go around. What is in it stays a heading, in its place in the text."""
    properties = heading.find(f"{W}pPr")
    side = "left" if document.direction == "ltr" else "right"
    frame = {"hSpace": _BESIDE, "wrap": "around", "vAnchor": "text", "hAnchor": "margin", "xAlign": side, "y": "1"}
    line = round(document.text_points * _LINE[document.direction]) - _SPARED
    room = {"before": "0", "after": "0", "line": str(line), "lineRule": "exact"}
    properties.find(f"{W}pStyle").addnext(_element("framePr", frame))
    properties.append(_element("spacing", room))


def _without_head_on_first_page(section: etree._Element) -> None:
    """What the head says stands on the page itself; head and foot are there for a second page, should editing add one."""
    section.find(f"{W}pgMar").addnext(_element("titlePg", {}))


def _element(name: str, values: Mapping[str, str]) -> etree._Element:
    return etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()})


def _set_code_aside(root: etree._Element, direction: str) -> None:
    """The code to scan stands at the end side of the title, where it takes no line for itself."""
    side = "right" if direction == "ltr" else "left"
    for inline in list(root.iter(f"{{{_DRAWING}}}inline"))[:1]:
        own = next(inline.iterancestors(f"{W}p"))
        own.getnext().find(f"{W}pPr").addnext(next(inline.iterancestors(f"{W}r")))
        own.getparent().remove(own)
        inline.tag = f"{{{_DRAWING}}}anchor"
        inline.attrib.update(_ASIDE)
        for size in inline.iter(f"{{{_DRAWING}}}extent", f"{{{_MAIN}}}ext"):
            size.attrib.update({"cx": _CODE_SIDE, "cy": _CODE_SIDE})
        place = etree.fromstring(_PLACE.format(drawing=_DRAWING, side=side))
        for element in reversed(place):
            inline.insert(0, element)
        around = etree.Element(f"{{{_DRAWING}}}wrapSquare", wrapText="bothSides")
        inline.find(f"{{{_DRAWING}}}effectExtent").addnext(around)
