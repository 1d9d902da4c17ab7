"""PDFs to fill in on a screen: the recorder's sheet and the forms, filled by a library and read back."""

from __future__ import annotations

import io
import os
import random
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from pikepdf.form import Form

from generator.formats import fillable, pdf
from generator.formats.document import DocumentRefused, Part
from generator.formats.filled import read_pdf
from generator.formats.tagging import typing_font
from tests.formats.conftest import Make
from tests.formats.papers import document, form, paper, tools
from tests.formats.pdf_assertions import assert_accessible, assert_smallest
from tests.formats.pdf_reading import ReadPdf
from tests.real_content import fonts

SEED = int(os.environ["JOINEDUP_SEED"])
LATIN = "They met Łukasz, Siân and Zoë twice; “never again”, somebody said."
LONG = " ".join([LATIN] * 40)
URDU = "ثنا نے کہا کہ وہ ۳ مئی کو آئیں گی۔"


@cache
def made(name: str) -> bytes:
    return fillable.render(document(name), fonts()).content


CHOSEN = random.Random(SEED).sample(sorted(tools()), 4)  # noqa: S311
WITH_CHOICE = "place-review-standard"
NAMES = ("recorder en", "recorder ur", WITH_CHOICE, *(name for name in CHOSEN if name != WITH_CHOICE))
rest = sorted(set(tools()) - {*CHOSEN, WITH_CHOICE})
every = pytest.mark.parametrize(
    "name", [*NAMES, *(pytest.param(name, marks=pytest.mark.slow, id=name) for name in rest)]
)


@cache
def wanted(name: str) -> dict[str, str]:
    """Name of each field in the HTML → its label, in order."""
    root = tinyhtml5.parse(document(name).html, namespace_html_elements=False)
    found = [
        (one.get("data-field"), " ".join(one.get("data-label").split())) for one in root.iter() if one.get("data-field")
    ]
    assert len(found) == len(dict(found)), "a name stands twice in the paper"
    return dict(found)


@cache
def opened(content: bytes) -> pikepdf.Pdf:
    """Kept open, since what is read from it lives no longer than it."""
    return pikepdf.open(io.BytesIO(content))


def whole_name(field: Any) -> str:
    own = [str(field.T)] if "/T" in field else []
    return ".".join([whole_name(field.Parent), *own]) if "/Parent" in field else ".".join(own)


def widgets(content: bytes) -> list[tuple[int, Any]]:
    """Page and dictionary of each field on a page, as they are listed."""
    return [
        (number, one)
        for number, page in enumerate(opened(content).pages)
        for one in page.get("/Annots", [])
        if one.Subtype == "/Widget"
    ]


def in_structure(content: bytes) -> list[str]:
    """Names of the fields as the structure leads to them."""
    found: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if element.get("/Type") == "/OBJR" and element.Obj.Subtype == "/Widget":
            found.append(whole_name(element.Obj))
        below: Any = element.get("/K", [])
        for child in below if isinstance(below, pikepdf.Array) else [below]:
            if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == "/OBJR":
                assert element.S in ("/Form", "/Link"), element.S
            walk(child)

    walk(opened(content).Root.StructTreeRoot)
    return found


def fill(content: bytes, text: str) -> tuple[bytes, dict[str, str]]:
    """The paper with the text in every field, each box ticked, and the last of each choice chosen; and what that says."""
    said = {}
    with pikepdf.open(io.BytesIO(content)) as empty:
        name: str
        field: Any
        for name, field in Form(empty).items():
            if field.is_text:
                field.value = said[name] = text
            elif field.is_checkbox:
                field.checked, said[name] = True, "yes"
            else:
                option = field.options[-1]
                option.select()
                said[name] = str(option.on_value).removeprefix("/")
        written = io.BytesIO()
        empty.save(written)
    return written.getvalue(), said


@every
def test_a_paper_to_fill_in_is_accessible(name: str) -> None:
    one = document(name)
    read = assert_accessible(made(name), language=one.language, title=one.title)
    assert_smallest(read, max(12, one.text_points))


@every
def test_its_fields_have_the_names_and_labels_of_the_paper(name: str) -> None:
    labels: dict[str, str] = {}
    for _, widget in widgets(made(name)):
        assert str(widget.TU).strip()
        holder = widget if "/T" in widget else widget.Parent
        labels[whole_name(widget)] = str(holder.TU)
    assert labels == wanted(name)
    assert list(labels) == list(wanted(name)), "they are listed in the order of reading"


@every
def test_tab_moves_in_the_order_of_the_structure(name: str) -> None:
    content = made(name)
    assert list(dict.fromkeys(in_structure(content))) == list(wanted(name))
    assert all(page.Tabs == "/S" for page in opened(content).pages)


@every
@pytest.mark.parametrize("text", [LATIN, LONG, URDU], ids=["latin", "long", "urdu"])
def test_what_a_library_fills_in_is_read_back(name: str, text: str) -> None:
    assert read_pdf(made(name)) == {}
    content, said = fill(made(name), text)
    assert set(said) == set(wanted(name))
    assert read_pdf(content) == said


@every
def test_fields_stand_apart_on_the_page(name: str) -> None:
    content = made(name)
    sizes = [page.mediabox for page in opened(content).pages]
    met: dict[int, list[tuple[float, ...]]] = {}
    for page, widget in widgets(content):
        left, bottom, right, top = (float(side) for side in widget.Rect)
        assert min(right - left, top - bottom) >= 16, "too small to hit"
        assert min(left, bottom, float(sizes[page][2]) - right, float(sizes[page][3]) - top) >= 0, "off the page"
        for other in met.setdefault(page, []):
            apart = left >= other[2] or right <= other[0] or bottom >= other[3] or top <= other[1]
            assert apart, f"{whole_name(widget)} lies over another field"
        met[page].append((left, bottom, right, top))


def pixels(content: bytes, page: int, rectangle: list[float]) -> tuple[int, int]:
    """How many black points, and how many of neither black nor white nor grey, stand in a rectangle of a page."""
    with pypdfium2.PdfDocument(content) as drawn:
        drawn.init_forms()
        sheet = drawn[page]
        left, bottom, right, top = rectangle
        crop = (left, bottom, sheet.get_width() - right, sheet.get_height() - top)
        image = sheet.render(scale=4, crop=crop, may_draw_forms=True).to_pil().convert("RGB")
    points = list(image.get_flattened_data())
    return sum(max(point) < 64 for point in points), sum(max(point) - min(point) > 8 for point in points)


@pytest.mark.parametrize("name", ["recorder en", WITH_CHOICE])
def test_a_tick_is_black_and_can_be_seen_in_print(name: str) -> None:
    content, _ = fill(made(name), LATIN)
    drawn = 0
    for page, widget in widgets(content):
        if widget.get("/AS") in (None, "/Off"):
            continue
        rectangle = [float(side) for side in widget.Rect]
        empty, _ = pixels(made(name), page, rectangle)
        black, colourful = pixels(content, page, rectangle)
        assert black > empty * 1.3
        assert colourful == 0
        drawn += 1
        if drawn == 4:
            break
    assert drawn


def test_typed_text_is_drawn_by_an_independent_reader() -> None:
    content, _ = fill(made("recorder en"), "They met the keyworker twice.")
    with pypdfium2.PdfDocument(made("recorder en")) as empty, pypdfium2.PdfDocument(content) as full:
        full.init_forms()
        before = empty[1].render(scale=1).to_pil().convert("L").histogram()[0]
        after = full[1].render(scale=1, may_draw_forms=True).to_pil().convert("L").histogram()[0]
    assert after > before


def letters_to_type(content: bytes) -> str:
    font = opened(content).Root.AcroForm.DR.Font.Typing
    assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor, "the font is embedded"
    codes = re.findall(rb"^<[0-9a-f]{4}> <([0-9a-f]+)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
    return "".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in codes)


def test_the_font_for_typing_has_the_letters_of_the_languages() -> None:
    alphabet = "".join(map(chr, range(33, 127))) + "ŵŷŁąęśźżÂâÉéëôö“”’–£"
    assert set(alphabet) <= set(letters_to_type(made("recorder en")))
    assert set(alphabet + URDU) - {" "} <= set(letters_to_type(made("recorder ur")))


@pytest.mark.parametrize(("name", "points"), [("recorder en", 12), ("place-review-large_print", 18)])
def test_typed_letters_are_as_large_as_those_of_the_paper(name: str, points: int) -> None:
    texts = [widget for _, widget in widgets(made(name)) if widget.get("/FT") == "/Tx"]
    assert texts
    assert {str(widget.DA) for widget in texts} == {f"/Typing {points} Tf 0 g"}


def test_urdu_is_typed_from_the_right() -> None:
    texts = [widget for _, widget in widgets(made("recorder ur")) if widget.get("/FT") == "/Tx"]
    assert {int(widget.get("/Q", 0)) for widget in texts} == {2}
    assert {widget.get("/Q") for _, widget in widgets(made("recorder en"))} == {None}


def test_the_report_on_harm_stays_one_page() -> None:
    assert fillable.render(form("ill-effects-report-standard"), fonts()).pages == 1


def test_the_same_paper_gives_the_same_bytes() -> None:
    for name in ("recorder en", "recorder ur"):
        typing_font._merged.cache_clear()
        assert fillable.render(document(name), fonts()).content == made(name)


def test_the_usual_pdf_has_no_fields() -> None:
    assert "/AcroForm" not in pikepdf.open(io.BytesIO(pdf.render(document(WITH_CHOICE), fonts()).content)).Root


LINES = '<div class="ruled-line"></div>'
PLACE = '<div class="ruled" aria-hidden="true" data-field="{}" data-label="Answer">{}</div>'


def test_space_over_two_pages_is_one_field_where_there_is_most_room(make: Make) -> None:
    body = "<h1>A</h1><p>First</p>" + PLACE.format("a.long", LINES * 40)
    content = fillable.render(make(body), fonts()).content
    ((page, widget),) = widgets(content)
    assert len(opened(content).pages) > 1
    assert float(widget.Rect[3]) - float(widget.Rect[1]) > 400
    assert widget.P.objgen == opened(content).pages[page].obj.objgen
    assert_accessible(content, language="en", title="A pack")


WRONG = {
    "no places with names": "<p>Nothing</p>",
    "used twice": PLACE.format("a", LINES) * 2,
    "begins with that of another": PLACE.format("a", LINES) + PLACE.format("a.b", LINES),
    "empty part": PLACE.format("a..b", LINES),
    "no label": '<div class="ruled" aria-hidden="true" data-field="a"></div>',
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_cannot_be_filled_in_is_refused(reason: str, make: Make) -> None:
    with pytest.raises(DocumentRefused, match=reason):
        fillable.render(make(f"<h1>A</h1>{WRONG[reason]}"), fonts())


def test_the_longer_name_may_come_first_and_is_refused_too(make: Make) -> None:
    with pytest.raises(DocumentRefused, match="used twice"):
        fillable.render(make("<h1>A</h1>" + PLACE.format("a.b", LINES) + PLACE.format("a", LINES)), fonts())


def test_papers_without_fields_and_several_papers_are_refused(make: Make) -> None:
    with pytest.raises(DocumentRefused, match="no places with names"):
        fillable.render(paper("en", "participant"), fonts())
    one = make(PLACE.format("a", LINES))
    with pytest.raises(DocumentRefused, match="several papers"):
        fillable.render(replace(one, parts=(Part("A", one),)), fonts())


def test_links_and_fields_of_a_page_are_listed_as_they_are_read(make: Make) -> None:
    body = f'<h1>A</h1>{PLACE.format("a", LINES)}<p><a href="https://example.org">Example</a></p>{PLACE.format("b", LINES)}'
    read = ReadPdf(fillable.render(make(body), fonts()).content)
    assert [str(one.Subtype) for one in read.pdf.pages[0].Annots] == ["/Widget", "/Link", "/Widget"]
