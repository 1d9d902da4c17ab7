"""Stage `formats`: what an HTML element is in a tagged PDF (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"

TAGS = {
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "p": "P",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "figcaption": "Caption",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "q": "Quote",
    "code": "Code",
    "img": "Figure",
    f"{SVG}svg": "Figure",
}
"""Elements that are not here pass their content on to the element around them."""

GROUPING = frozenset({"Document", "Sect", "Art", "Div", "BlockQuote", "TOC", "TOCI", "L", "LI"})
"""Tags that must not hold text themselves: loose text in them becomes a paragraph."""

INLINE = frozenset({"Link", "Quote", "Code", "Span", "Reference"})
"""Tags that must stand in a paragraph or another block."""

NEEDS_PARENT = {
    "LI": frozenset({"L"}),
    "Lbl": frozenset({"L"}),
    "LBody": frozenset({"L"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
}
"""A part without its whole (in a table for layout, say) passes its content on."""

NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-latin": "LowerAlpha",
    "upper-latin": "UpperAlpha",
}
"""CSS `list-style-type` → `ListNumbering` (ISO 32000-1, table 347)."""

_SPACE = re.compile(r"\s+")


def is_hidden(element: Element) -> bool:
    """Whether the element is decoration: for the eye only."""
    return element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == "")


def is_presentation(element: Element) -> bool:
    """Whether the element only arranges its content, which passes on to the element around it."""
    return element.get("role") in {"presentation", "none"}


def is_contents(element: Element) -> bool:
    """Whether the element is a table of contents."""
    return element.get("role") == "doc-toc"


def is_label(element: Element) -> bool:
    """Whether the element is the written label of the list item that it stands in."""
    return element.get("data-tag") == "label"


def is_picture(element: Element) -> bool:
    """Whether the element is one picture, whatever it is drawn with."""
    return element.tag in {"img", f"{SVG}svg"} or element.get("role") == "img"


def alternative(element: Element) -> str:
    """The text alternative of a picture; empty where there is none."""
    if label := element.get("aria-label"):
        return collapsed(label)
    parts = (element.find(f"{SVG}title"), element.find(f"{SVG}desc"))
    texts = [element.get("alt", ""), *("".join(part.itertext()) for part in parts if part is not None)]
    return " ".join(filter(None, map(collapsed, texts)))


def name_of_link(element: Element) -> str:
    """What a link is called: its label, or its text with the alternatives of its pictures."""
    if label := element.get("aria-label"):
        return collapsed(label)
    return collapsed("".join(_texts(element)))


def _texts(element: Element) -> list[str]:
    if is_hidden(element):
        return []
    if is_picture(element):
        return [alternative(element)]
    texts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            texts += _texts(child)
        texts.append(child.tail or "")
    return texts


def collapsed(text: str) -> str:
    """The text with every run of white space as one space, and none at its ends."""
    return _SPACE.sub(" ", text).strip()
