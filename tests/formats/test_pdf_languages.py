"""Urdu on paper: right to left, extracted and read in the right order, mirrored pages."""

from __future__ import annotations

import pytest

from generator.formats.document import Document
from generator.formats.fonts import FontSet
from generator.formats.pdf import render
from tests.formats.conftest import Make, Pdf
from tests.formats.pdf_assertions import (
    assert_accessible,
    assert_extracts,
    assert_fonts,
    assert_language,
    assert_one,
    words,
    words_by_pdfium,
    words_by_poppler,
)
from tests.formats.pdf_reading import ReadPdf

SENTENCES = (
    "ہر بچے اور بالغ کی زندگی پوری ہے۔ صحت، تعلیم اور سماجی نگہداشت کو مل کر کام کرنا چاہیے۔",
    "سوال 9.4: آپ کے علاقے میں کون سی خدمات ہیں؟ لوگ اپنی کہانی بار بار سناتے ہیں، اور یہ تھکا دینے والا ہے۔",
    "ایک کلیدی کارکن سب کو جوڑتا ہے۔",
)
TEXT = " ".join(SENTENCES)
NASTALIQ = "body { font-family: 'Noto Nastaliq Urdu', 'Atkinson Hyperlegible Next'; line-height: 2.4 }"
MIXED = (
    f"<h1>کلیدی کارکن</h1><p>{TEXT}</p>"
    '<p>دیکھیں <span lang="en" dir="ltr">Keyworking, question 9.4</span> یہاں۔</p>'
    f"<ul><li>{SENTENCES[0]}</li><li>{SENTENCES[1]}</li></ul>"
    "<table><thead><tr><th>کیا</th><th>کون</th></tr></thead><tbody><tr><td>لکھنا</td><td>سب</td></tr></tbody></table>"
)


@pytest.fixture(scope="module")
def naskh(pdf: Pdf) -> bytes:
    return pdf(MIXED, language="ur", direction="rtl", title="کلیدی کارکن")


@pytest.fixture(scope="module")
def nastaliq(pdf: Pdf) -> bytes:
    return pdf(MIXED, NASTALIQ, language="ur", direction="rtl", title="کلیدی کارکن")


@pytest.mark.parametrize("name", ["naskh", "nastaliq"])
def test_urdu_is_accessible(name: str, request: pytest.FixtureRequest) -> None:
    read = assert_accessible(request.getfixturevalue(name), language="ur", title="کلیدی کارکن")
    assert str(read.pdf.Root.ViewerPreferences.Direction) == "/R2L"
    assert read.document.attributes == {"WritingMode": "RlTb"}


def test_every_word_of_urdu_in_naskh_is_extracted_in_order(naskh: bytes) -> None:
    assert_extracts(naskh, TEXT)


@pytest.mark.parametrize("name", ["naskh", "nastaliq"])
def test_the_tags_say_urdu_in_both_hands_letter_by_letter(name: str, request: pytest.FixtureRequest) -> None:
    read = ReadPdf(request.getfixturevalue(name))
    assert TEXT in [paragraph.text.strip() for paragraph in read.document.all("P")]
    assert [part.text.strip() for part in read.document.all("LBody")] == list(SENTENCES[:2])


@pytest.mark.parametrize("name", ["naskh", "nastaliq"])
def test_english_in_urdu_keeps_its_language_and_direction(name: str, request: pytest.FixtureRequest) -> None:
    read = ReadPdf(request.getfixturevalue(name))
    assert_language(read, "Keyworking, question 9.4", "en")
    span = assert_one(read, "Span", "Keyworking, question 9.4")
    assert span.attributes == {"WritingMode": "LrTb"}
    assert_language(read, "کلیدی", "ur")


def test_urdu_in_english_keeps_its_language_and_is_extracted(pdf: Pdf) -> None:
    body = f'<p>They said this at the second of our meetings: <q lang="ur" dir="rtl">{SENTENCES[2]}</q></p>'
    content = pdf(body)
    read = assert_accessible(content, language="en", title="A pack")
    assert_language(read, SENTENCES[2], "ur")
    assert_extracts(content, "They said this at the second of our meetings")
    assert set(words(SENTENCES[2])) <= set(words_by_pdfium(content)) & set(words_by_poppler(content))


def test_a_number_and_a_foreign_word_in_urdu_keep_the_spaces_around_them(pdf: Pdf) -> None:
    body = '<p>سوال <b>9.4</b> <b>آپ</b> <i lang="en" dir="ltr">one</i> <i lang="en" dir="ltr">two</i> کے</p>'
    content = pdf(body, language="ur", direction="rtl")
    assert ReadPdf(content).document.text == "سوال 9.4 آپ one two کے"


def test_nastaliq_is_the_font_of_urdu_on_paper(nastaliq: bytes) -> None:
    read = ReadPdf(nastaliq)
    shown = [glyph for glyph in read.glyphs if glyph.mark not in {"Artifact", "Span"}]
    nastaliq_glyphs = [glyph for glyph in shown if "Nastaliq" in glyph.font]
    assert len(nastaliq_glyphs) > 0.9 * len(shown)
    assert_fonts(read, "Noto Nastaliq Urdu", "Noto Naskh Arabic", "Atkinson Hyperlegible Next")


def test_no_glyph_is_without_text(nastaliq: bytes) -> None:
    for sheet in ReadPdf(nastaliq).pdf.pages:
        for font in sheet.Resources.Font.values():
            table = font.ToUnicode.read_bytes()
            assert b"<>" not in table
            assert b" <0000>" not in table


def test_a_letter_that_the_font_makes_of_two_glyphs_has_its_text_and_so_have_its_parts(pdf: Pdf) -> None:
    text = "\u1e30\u01f5 of Kings"
    content = pdf(f"<p>{text}</p>", "@page { @top-left { content: none } }")
    read = assert_accessible(content, language="en", title="A pack")
    assert len([glyph for glyph in read.glyphs if glyph.mark == "P"]) == len(text) + 2
    assert read.document.text == text
    assert {"of", "Kings", "Page"} <= set(words_by_poppler(content)) & set(words_by_pdfium(content))


def test_page_margins_are_mirrored(make: Make, fonts: FontSet) -> None:
    def place_of_title(document: Document) -> float:
        read = ReadPdf(render(document, fonts).content)
        content = read.pdf.pages[0].Contents.read_bytes()
        before = content[: content.index(b"/Header")].count(b"\n")
        line = next(line for line in content.split(b"\n")[before:] if line.endswith(b" Tm"))
        return float(line.split()[4])

    left = place_of_title(make("<p>x</p>"))
    right = place_of_title(make("<p>x</p>", language="ur", direction="rtl"))
    assert left < 100
    assert right > 600


def test_words_are_compared_without_marks_and_punctuation() -> None:
    assert words("\u202bصحت\u202a ،\u202cتعلیم\u202c (9.4)") == ["صحت", "تعلیم", "9.4"]
