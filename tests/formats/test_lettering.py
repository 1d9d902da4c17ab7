"""Words in a drawing look as the same words do in a paragraph beside it."""

from __future__ import annotations

from collections import Counter

import pytest
import weasyprint.images
import weasyprint.svg

from generator.formats.lettering import lettering
from tests.formats.conftest import Pdf
from tests.formats.pdf_assertions import assert_accessible, assert_fonts
from tests.formats.pdf_reading import ReadPdf
from tests.formats.test_pdf_languages import NASTALIQ

WORDS = {"en": "Who helps", "ur": "کلیدی کارکن"}


def drawing(words: str, attributes: str = 'x="5" y="30"') -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><title>Words</title>'
        f'<text {attributes} font-size="16">{words}</text></svg>'
    )


def letters(read: ReadPdf, mark: str) -> Counter[tuple[str, int]]:
    """The glyphs under a mark, by font and number; `Span` marks the text of clusters."""
    return Counter((glyph.font, glyph.number) for glyph in read.glyphs if glyph.mark == mark)


@pytest.mark.parametrize(
    ("language", "direction", "style"), [("en", "ltr", ""), ("ur", "rtl", ""), ("ur", "rtl", NASTALIQ)]
)
def test_words_in_a_drawing_have_the_letters_of_the_page(pdf: Pdf, language: str, direction: str, style: str) -> None:
    words = WORDS[language]
    content = pdf(f"<p>{words}</p><div>{drawing(words)}</div>", style, language=language, direction=direction)
    read = assert_accessible(content, language=language, title="A pack")
    assert letters(read, "Figure") == letters(read, "P")


def test_a_drawing_uses_the_fonts_of_its_box(pdf: Pdf) -> None:
    content = pdf(f"<div style='font-family: Noto Naskh Arabic'>{drawing(WORDS['ur'])}</div>")
    assert_fonts(ReadPdf(content), "Noto Naskh Arabic", "Atkinson Hyperlegible Next")
    assert {font.partition("+")[2] for font, _ in letters(ReadPdf(content), "Figure")} == {"Noto-Naskh-Arabic"}


def test_letters_that_a_drawing_places_one_by_one_stay_where_it_puts_them(pdf: Pdf) -> None:
    apart = ReadPdf(pdf(drawing("abc", 'x="5 50 100" y="30"'))).pieces
    together = ReadPdf(pdf(drawing("abc"))).pieces
    assert [piece.text for piece in apart if piece.mark == "Figure"] == ["abc"]
    assert [piece.text for piece in together if piece.mark == "Figure"] == ["abc"]
    assert pdf(drawing("abc", 'x="5 50 100" y="30"')) != pdf(drawing("abc"))


def test_what_was_replaced_is_put_back() -> None:
    before = weasyprint.svg.text, weasyprint.svg.TAGS, weasyprint.images.SVGImage.draw
    with lettering():
        assert weasyprint.svg.text is not before[0]
    assert (weasyprint.svg.text, weasyprint.svg.TAGS, weasyprint.images.SVGImage.draw) == before
