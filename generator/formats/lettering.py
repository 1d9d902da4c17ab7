"""Stage `formats`: words in a drawing are drawn line by line, in the fonts of the page around it.

WeasyPrint draws the words of an SVG letter by letter from left to right, which takes Arabic letters apart and turns them
around, and it knows none of the page's fonts there. Two of its functions are replaced while a file is written:

    weasyprint.svg.text               → itself, with a line as one piece unless the drawing places letters one by one
    weasyprint.images.SVGImage.draw   → itself, after the drawing got the font family of its box
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.images
import weasyprint.svg

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_LETTER = ("letter-spacing", "textLength", "rotate")
_PLACES = ("x", "y", "dx", "dy")


class _Line(str):
    """A text whose only piece is the whole of it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def lettering() -> Iterator[None]:
    """While in force, words in drawings are whole lines in the page's fonts."""
    stock_text, stock_tags, stock_draw = weasyprint.svg.text, weasyprint.svg.TAGS, weasyprint.images.SVGImage.draw

    def text(svg: Any, node: Any, font_size: float) -> None:
        if node.text and not _placed_by_letter(node):
            node._etree_node.text = _Line(node.text)  # noqa: SLF001
        stock_text(svg, node, font_size)

    def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
        image._svg.tree.attrib.setdefault("font-family", ",".join(style["font_family"]))  # noqa: SLF001
        stock_draw(image, stream, width, height, style)

    weasyprint.svg.text = text
    weasyprint.svg.TAGS = {tag: text if drawer is stock_text else drawer for tag, drawer in stock_tags.items()}
    weasyprint.images.SVGImage.draw = draw
    try:
        yield
    finally:
        weasyprint.svg.text, weasyprint.svg.TAGS = stock_text, stock_tags
        weasyprint.images.SVGImage.draw = stock_draw


def _placed_by_letter(node: Any) -> bool:
    several = any(len(node.get(place, "").replace(",", " ").split()) > 1 for place in _PLACES)
    return several or any(name in node.attrib for name in _BY_LETTER)
