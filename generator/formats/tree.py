"""Stage `formats`: a document's page as a tree, made plain for formats that know little of styles: pictures, boxes, writing space."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

import pypdfium2
import tinyhtml5

from generator.formats import pdf, safety
from generator.formats.document import Document, DocumentRefused
from generator.formats.halves import one_below_the_other
from generator.formats.tables import mend_tables
from generator.formats.whole import put_parts, with_links_to_parts

if TYPE_CHECKING:
    from generator.formats.fonts import FontSet

SVG = "{http://www.w3.org/2000/svg}"
DOTS_PER_POINT = 300 / 72
WRITING_LINES = {"space": 6, "ruled": 0, "drawing-space": 0}
"""Empty lines that stand for a box to write or draw in; a ruled one says itself how many it has."""
WIDTHS = {"code": "26mm", "sign": "40mm"}
"""Of pictures that are small on paper."""
_MARKS = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}
_RUN_THEIR_WAY = {"p", "li", "blockquote", "dd", "td", "th"}
_BOX = "\N{BALLOT BOX}"


def tree_of(document: Document) -> Element:
    """The page and its parts as a tree, without what a viewer's title bar says, and without what holds of numbered pages only.

    Raises:
        DocumentRefused: it holds an element that reaches outside or runs.
    """
    safety.check_source(document.html, document.styles)
    html = with_links_to_parts(document.html) if document.parts else document.html
    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    change(root, lambda element: "paged" in classes(element), lambda _: [])
    put_parts(root, document, tree_of)
    for title in list(root.iterfind("head/title")):
        parent(root, title).remove(title)
    one_below_the_other(root)
    return root


def opened(document: Document, fonts: FontSet) -> Element:
    """The page for files that keep pictures and tables.

    Raises:
        DocumentRefused: it reaches outside, or a drawing in it breaks a rule.
    """
    root = tree_of(document)
    with_pictures(root, document, fonts)
    mend_tables(root, document.text_points)
    return root


def made_plain(root: Element, document: Document, *, to_write: bool) -> None:
    """Makes of an opened page what pandoc gets; `to_write` keeps named styles and room to write for people who edit."""
    if to_write:
        with_directions(root, document.direction)
        with_direction_marks(root, document.direction)
        with_named_styles(root)
    with_boxes(root)
    without_decoration(root)


def html_of(root: Element) -> str:
    """The tree as HTML text."""
    return "<!doctype html>" + tostring(root, encoding="unicode", method="html")


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


def parent(root: Element, wanted: Element) -> Element:
    """The element that another stands in."""
    return next(element for element in root.iter() for child in element if child is wanted)


def change(root: Element, matches: Callable[[Element], bool], new: Callable[[Element], list[Element]]) -> None:
    """Puts other elements in the place of those that match; what stands after them stays where it is."""
    for holder in list(root.iter()):
        for child in [child for child in holder if matches(child)]:
            place, tail = list(holder).index(child), child.tail
            holder.remove(child)
            others = new(child)
            for offset, other in enumerate(others):
                holder.insert(place + offset, other)
            _add_tail(holder, place + len(others), tail)


def _add_tail(holder: Element, place: int, tail: str | None) -> None:
    if place:
        before = holder[place - 1]
        before.tail = (before.tail or "") + (tail or "")
    else:
        holder.text = (holder.text or "") + (tail or "")


def is_writing_space(element: Element) -> bool:
    """Whether it is decoration to write on: it is hidden from readers, and of one of the two classes for it."""
    return bool(classes(element) & set(WRITING_LINES)) and element.get("aria-hidden") == "true"


def lines_of(element: Element) -> tuple[str, int]:
    """The class of a writing space, and how many lines it has."""
    (name,) = classes(element) & set(WRITING_LINES)
    return name, WRITING_LINES[name] or len(element)


def without_decoration(root: Element) -> None:
    """Takes out what no reader should meet."""
    change(root, lambda element: element.get("aria-hidden") == "true" or element.get("alt") == "", lambda _: [])


def with_boxes(root: Element) -> None:
    """Puts a box to tick before each choice, which styles alone draw on paper."""
    for box in [span for span in root.iter("span") if "box" in classes(span)]:
        box.text = f"{_BOX} "
        box.attrib.clear()
    for listing in root.iter("ul"):
        for item in listing if "choices" in classes(listing) else ():
            item.text = f"{_BOX} {(item.text or '').lstrip()}"


def with_directions(root: Element, direction: str) -> None:
    """Puts paragraphs that run the other way into a block that says so: pandoc keeps the direction of blocks and spans alone."""
    for element in [one for one in root.iter() if one.tag in _RUN_THEIR_WAY and one.get("dir", direction) != direction]:
        block = Element("div", {name: element.attrib.pop(name) for name in ("lang", "dir") if name in element.attrib})
        inner = Element("p") if element.tag == "p" else block
        inner.text, element.text = element.text, None
        inner[:], element[:] = list(element), [block]
        if inner is not block:
            inner.attrib.update(element.attrib)
            element.tag, element.attrib = "div", {}
            block.append(inner)


def with_direction_marks(element: Element, direction: str, around: str = "") -> None:
    """Keeps the full stop at the end of words that run other than what is around them: programs that edit set it by the line."""
    around = around or direction
    own = element.get("dir", around)
    if (
        element.tag == "span"
        and {own, around} != {direction}
        and element.get("dir")
        and "".join(element.itertext()).strip()
    ):
        element.text = _MARKS[own] + (element.text or "")
        last = element[-1] if len(element) else None
        if last is None:
            element.text += _MARKS[own]
        else:
            last.tail = (last.tail or "") + _MARKS[own]
    for child in element:
        with_direction_marks(child, direction, own)


def with_pictures(root: Element, document: Document, fonts: FontSet) -> None:
    """Makes every drawing and asset a picture that holds its own bytes and has its words beside it."""

    def drawn(element: Element) -> list[Element]:
        name = element.findtext(f"{SVG}title") or element.get("aria-label") or ""
        size = next(({"width": WIDTHS[name]} for name in classes(element) if name in WIDTHS), {})
        return [Element("img", {"src": _data("image/png", png(element, document, fonts)), "alt": name, **size})]

    change(root, lambda element: element.tag == f"{SVG}svg", drawn)
    for image in root.iter("img"):
        address = image.get("src", "")
        if address.startswith("asset:"):
            image.set("src", data_of(address, document))


def data_of(address: str, document: Document) -> str:
    """An asset as an address that holds its bytes. Raises DocumentRefused where there is none."""
    content = document.assets.get(address)
    suffix = "." + address.rpartition(".")[2]
    if content is None or suffix not in safety.MEDIA_TYPES:
        raise DocumentRefused(f"{address} is not an asset of the document: add it, or take the reference out")
    return _data(safety.MEDIA_TYPES[suffix], content)


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def png(drawing: Element, document: Document, fonts: FontSet) -> bytes:
    """A drawing as a PNG of 300 dots an inch, at the width of 60 mm for a square one; in the fonts of the document."""
    _, _, across, down = (float(number) for number in drawing.get("viewBox", "0 0 1 1").split())
    width = 74.0 if "code" in classes(drawing) else 480.0
    height = width * down / across
    body = tostring(drawing, encoding="unicode", method="html").replace("ns0:", "").replace(":ns0", "")
    sheet = f"{{ size: {width}pt {height}pt; margin: 0; @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}"
    page = f"@page {sheet} @page :first {sheet} svg {{ display: block; width: {width}pt; height: {height}pt !important; }} p {{ margin: 0; }}"
    html = f'<!doctype html><html lang="{document.language}" dir="{document.direction}"><head><title>.</title></head><body>{body}</body></html>'
    content = pdf.render(replace(document, html=html, styles=(*document.styles, page), parts=()), fonts).content
    with pypdfium2.PdfDocument(content) as opened:
        image = opened[0].render(scale=DOTS_PER_POINT).to_pil()
    written = io.BytesIO()
    image.convert("L" if "code" in classes(drawing) else "RGB").save(written, "PNG", optimize=True)
    return written.getvalue()


STYLED = {
    "number": "Topic Number",
    "stop": "Stop",
    "summary": "Summary",
    "notice": "Notice",
    "subtitle": "Subtitle",
    "opens": "Keep",
    "current": "About",
    "label": "Label",
    "consent-label": "Consent",
    "hint": "Keep",
    "feeds": "Keep",
    "how": "Keep",
    "part": "Keep",
}
"""Classes that keep a look of their own where people edit: the named styles of the format stand for them."""


def with_named_styles(root: Element) -> None:
    """Wraps what has a look of its own in the named style for it, and gives writing space empty lines of a named style.

    Choices become lines that start with a box in the text: the sign of a list could not be ticked by somebody who types.
    """
    for consent in [one for one in root.iter("div") if "consent" in classes(one)]:
        for label in [one for one in consent if "label" in classes(one)]:
            label.set("class", "consent-label")
    change(root, lambda element: bool(classes(element) & {"boxes", "choices"}), lambda element: [_choices(element)])
    change(root, is_writing_space, lambda element: list(_empty_lines(element)))
    change(root, lambda element: bool(_style(element)), lambda element: [_named(_style(element), element)])


def _style(element: Element) -> str:
    own = () if element.tag == "span" else classes(element)
    return next((STYLED[name] for name in own if name in STYLED), "")


def _named(style: str, element: Element) -> Element:
    element.set("class", "")
    element.tail = None
    return _holding(style, element)


def _holding(style: str, *content: Element) -> Element:
    holder = Element("div", {"custom-style": style})
    holder.extend(content)
    return holder


def _choices(listing: Element) -> Element:
    for item in listing:
        item.tag = "p"
        if "choices" in classes(listing):
            item.text = f"{_BOX} {(item.text or '').lstrip()}"
    return _holding("Choice", *listing)


def _empty_lines(element: Element) -> Iterator[Element]:
    name, count = lines_of(element)
    holder = _holding("Writing Line" if name == "ruled" else "Writing Space")
    for _ in range(count):
        SubElement(holder, "p")
    yield holder
