"""Stage `formats`: a document → a PDF whose places to write in can be filled in on a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.formats import pdf
from generator.formats.document import Document, DocumentRefused, Rendered
from generator.formats.tagging.typing_font import TypingFont

if TYPE_CHECKING:
    from generator.formats.fonts import FontSet

STYLES = Path(__file__).with_name("fillable.css")
REGULAR = 400
_TYPED_IN = {"Noto Nastaliq Urdu": "Noto Naskh Arabic"}
"""Programs that fill in forms put letters beside one another, which Nastaliq does not bear."""


def render(document: Document, fonts: FontSet) -> Rendered:
    """The same paper as the PDF, with a field for each place that has a name (`data-field`).

    Raises:
        DocumentRefused: it has no such places, holds several papers, or breaks a rule of the PDF.
        EngineChangedError: as `pdf.render`.
    """
    if document.parts:
        raise DocumentRefused(
            "this file holds several papers, whose fields would have the same names: make those to fill in one by one"
        )
    if "data-field=" not in document.html:
        raise DocumentRefused(
            "this paper has no places with names to write in: use --format pdf, or docx to write anywhere"
        )
    styled = replace(document, styles=(*document.styles, STYLES.read_text("utf-8")))
    return pdf.render(styled, fonts, typing_font(document, fonts))


def typing_font(document: Document, fonts: FontSet) -> TypingFont:
    """The fonts of the document's own text, in its size; the project's first font if it names none."""
    wanted = [_TYPED_IN.get(family, family) for family in document.families]
    found = [font for family in wanted for font in fonts.fonts if font.family == family and font.weight == REGULAR]
    chosen = dict.fromkeys(found or fonts.fonts[:1])
    return TypingFont(tuple(font.content for font in chosen), document.text_points)
