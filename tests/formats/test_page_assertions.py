"""Each measure of a page finds the fault that it is for, and lets a page without it pass."""

from __future__ import annotations

import pytest

from tests.formats.conftest import Pdf
from tests.formats.page_assertions import (
    assert_columns_hold_words,
    assert_headings_stay,
    assert_no_empty_page,
    assert_no_overlap,
    assert_nothing_struck_through,
    assert_within_margins,
)
from tests.formats.page_reading import FOOTER, HEADER, TEXT, sheets
from tests.formats.pdf_reading import ReadPdf

PLAIN = "<h1>A heading</h1><p>One line of words, and a second sentence that makes it long enough for two lines of text, or even for a little more than two of them on a page of A4.</p>"
URDU = (
    "<p>"
    + "یہ ایک لمبا جملہ ہے جو دو سطروں میں آتا ہے تاکہ ہم دیکھ سکیں کہ سطریں ایک دوسرے پر نہیں چڑھتیں اور سب کچھ صاف پڑھا جا سکتا ہے "
    * 4
    + "</p>"
)
NASTALIQ = "body {{ font-family: 'Noto Nastaliq Urdu', 'Atkinson Hyperlegible Next'; line-height: {height} }}"


def test_lines_and_rules_are_found_where_they_stand(pdf: Pdf) -> None:
    (sheet,) = sheets(
        pdf(
            "<p>Words</p><div class='ruled-line' aria-hidden='true'></div>", "@page { margin: 30mm } body { margin: 0 }"
        )
    )
    (words,) = [one for one in sheet.words if one.role == TEXT]
    assert 85 <= words.left <= 85.1
    assert 30 < words.right - words.left < 45
    assert words.points == pytest.approx(12, abs=0.01)
    assert words.baseline < words.box[3] < words.baseline + 12
    rule = min((one for one in sheet.drawings if one.is_rule), key=lambda one: one.box[1])
    assert rule.box[2] - rule.box[0] == pytest.approx(sheet.width - 2 * 85.04, abs=1)
    assert {one.role for one in sheet.words} == {TEXT, HEADER, FOOTER}


def test_a_plain_page_passes_every_measure(pdf: Pdf) -> None:
    content = pdf(
        PLAIN + "<table><tr><th>Name</th><td>Some words in a cell</td></tr></table>", "td { border: 1pt solid }"
    )
    pages, read = sheets(content), ReadPdf(content)
    assert_within_margins(pages)
    assert_no_overlap(pages)
    assert_nothing_struck_through(pages)
    assert_no_empty_page(pages)
    assert_headings_stay(read, pages)
    assert_columns_hold_words(read, pages)


@pytest.mark.parametrize(
    ("style", "where"),
    [
        ("p { white-space: nowrap }", "near the edge"),
        ("p { margin-left: -10mm }", "in the margin"),
        ("p { position: relative; top: 238mm }", "in the foot"),
        ("h1 { position: relative; top: -20mm }", "in the head"),
        ("p { position: relative; top: 265mm }", "near the edge"),
        ("@page { margin-top: 6mm; @top-left { vertical-align: top } }", "near the edge"),
        ("div { border: 1pt solid; margin: 0 -10mm }", "decoration in the margin"),
    ],
)
def test_what_leaves_its_place_is_found(pdf: Pdf, style: str, where: str) -> None:
    with pytest.raises(AssertionError, match=where):
        assert_within_margins(sheets(pdf(f"{PLAIN}<div><br></div>", style)))


@pytest.mark.parametrize("style", ["p { line-height: 0.5 }", "h1 { margin-bottom: -12mm }"])
def test_lines_that_lie_on_each_other_are_found(pdf: Pdf, style: str) -> None:
    with pytest.raises(AssertionError, match="square points of two lines"):
        assert_no_overlap(sheets(pdf(PLAIN, style)))


def test_words_in_the_same_place_of_a_line_are_found(pdf: Pdf) -> None:
    with pytest.raises(AssertionError, match="of one line twice"):
        assert_no_overlap(
            sheets(pdf("<p>First words <span style='position: relative; left: -15mm'>and others</span></p>"))
        )


def test_nastaliq_needs_more_between_its_lines_than_other_letters(pdf: Pdf) -> None:
    def made(height: str) -> bytes:
        return pdf(URDU, NASTALIQ.format(height=height), language="ur", direction="rtl")

    assert_no_overlap(sheets(made("2.2")))
    with pytest.raises(AssertionError, match="square points of two lines"):
        assert_no_overlap(sheets(made("1.25")))


@pytest.mark.parametrize("style", ["height: 3mm; line-height: 1.5", "width: 20mm; white-space: nowrap"])
def test_a_frame_that_is_too_small_is_found(pdf: Pdf, style: str) -> None:
    frame = f"<div style='border: 1pt solid; {style}'>Words that do not fit into it<br>and another line of them</div>"
    with pytest.raises(AssertionError, match="a rule through words"):
        assert_nothing_struck_through(sheets(pdf(frame)))


def test_a_page_with_one_line_is_found_unless_it_is_the_last(pdf: Pdf) -> None:
    full = "<p>Words.</p>" * 20
    assert_no_empty_page(sheets(pdf(f"{full}<p style='break-before: page'>The end.</p>")))
    with pytest.raises(AssertionError, match=r"\{1: 0.0"):
        assert_no_empty_page(
            sheets(pdf(f"{full}<p style='break-before: page'>Alone.</p><div style='break-before: page'>{full}</div>"))
        )


def test_a_heading_at_the_end_of_a_page_is_found(pdf: Pdf) -> None:
    def headings(between: str) -> tuple[ReadPdf, list]:  # type: ignore[type-arg]
        content = pdf(f"{PLAIN}<h2>What we <b>decided</b></h2>{between}<p style='break-before: page'>Words.</p>")
        return ReadPdf(content), sheets(content)

    assert_headings_stay(*headings("<div class='ruled-line' aria-hidden='true'></div>"))
    with pytest.raises(AssertionError, match="What we decided"):
        assert_headings_stay(*headings(""))


def test_a_column_one_word_wide_is_found(pdf: Pdf) -> None:
    def table(width: str) -> tuple[ReadPdf, list]:  # type: ignore[type-arg]
        cells = "<tr><th>What</th><th>Other</th></tr><tr><td>several small words under one another here</td><td>more</td></tr>"
        content = pdf(f"<table style='table-layout: fixed; width: {width}'>{cells}</table>")
        return ReadPdf(content), sheets(content)

    assert_columns_hold_words(*table("160mm"))
    with pytest.raises(AssertionError, match="several"):
        assert_columns_hold_words(*table("32mm"))
