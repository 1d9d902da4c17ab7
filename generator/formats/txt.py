"""Stage `formats`: a document → plain text in the order of reading, with lines of underscores where paper has space to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from generator.formats.document import Rendered
from generator.formats.pandoc import convert
from generator.formats.tree import (
    SVG,
    change,
    html_of,
    is_writing_space,
    lines_of,
    tree_of,
    with_boxes,
    without_decoration,
)

if TYPE_CHECKING:
    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

LINE = "_" * 60
SHORT_LINE = "_" * 30


def render(document: Document, fonts: FontSet) -> Rendered:
    """Plain text in UTF-8: a paragraph is one line, which any program wraps as its reader likes.

    Raises:
        DocumentRefused: the document reaches outside.
        UnexpectedOutputError: pandoc stopped or complained.
    """
    return Rendered(convert(html_of(plain_tree(document)), "plain", document, "--wrap=none"), 0)


def plain_tree(document: Document) -> Element:
    """The page without pictures and tables: a picture is its words, a row of a table is a list of its cells by their heads."""
    root = tree_of(document)
    change(root, is_writing_space, _lines)
    with_boxes(root)
    without_decoration(root)
    change(root, lambda element: element.tag in {f"{SVG}svg", "img"}, _words)
    change(root, lambda element: element.tag == "table", lambda table: list(_rows(table)))
    return root


def _paragraph(text: str) -> Element:
    paragraph = Element("p")
    paragraph.text = text
    return paragraph


def _lines(element: Element) -> list[Element]:
    name, count = lines_of(element)
    paragraph = _paragraph(LINE)
    for _ in range((4 if name == "space" else count) - 1):
        SubElement(paragraph, "br").tail = LINE
    return [paragraph]


def _words(picture: Element) -> list[Element]:
    """The words that stand for a picture; a code is the address that stands in words beside it."""
    if "code" in picture.get("class", "").split():
        return []
    words = picture.findtext(f"{SVG}title") or picture.get("aria-label") or picture.get("alt") or ""
    return [_paragraph(words)] if words else []


def _rows(table: Element) -> Iterator[Element]:
    caption = table.find("caption")
    if caption is not None:
        caption.tag, caption.tail = "p", None
        yield caption
    heads = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead/tr/*")]
    for row in table.iterfind("tbody/tr"):
        yield _row(row, heads)


def _row(row: Element, heads: list[str]) -> Element:
    listing = Element("ul")
    for place, cell in enumerate(row):
        item = Element("li")
        head = heads[place] if place < len(heads) else ""
        item.text = f"{head}: " if head else ""
        if "".join(cell.itertext()).strip() or len(cell):
            cell.tag, cell.tail = "span", None
            cell.attrib.pop("data-label", None)
            item.append(cell)
        else:
            item.text += SHORT_LINE
        listing.append(item)
    return listing


def plain_page(document: Document) -> str:
    """The same as a page of XHTML in its headings, paragraphs and lists, without long lines to write on."""
    root = plain_tree(document)
    change(root, lambda element: element.text == LINE, lambda _: [])
    for item in root.iter("li"):
        item.text = (item.text or "").replace(SHORT_LINE, "")
    return convert(
        html_of(root), "html", document, "--standalone", "--wrap=none", f"--metadata=pagetitle={document.title}"
    ).decode()
