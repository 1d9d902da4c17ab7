"""A pack in formats that have no parts: one page, with ids, headings and styles of its own for each paper."""

from __future__ import annotations

import io
from functools import cache
from xml.etree.ElementTree import Element, fromstring

import pytest
from PIL import Image, ImageOps

from generator.formats import docx, html, odt, txt
from generator.formats.document import Document, Part
from generator.formats.sheets import Sheets
from generator.formats.tables import mend_tables
from generator.formats.tree import tree_of, with_direction_marks
from generator.workbook import compose, planned
from tests.formats.conftest import Make
from tests.formats.papers import parts, xml
from tests.real_content import DAY, ENGLISH, fonts, library


@cache
def booklet() -> Document:
    workbook = next(one for one in planned(library()) if one.copy == "booklet")
    return compose(workbook, library(), ENGLISH, DAY).document


def test_each_paper_has_a_heading_and_ids_of_its_own() -> None:
    root = tree_of(booklet())
    first = list(root.iter("h1"))
    names = [part.name for part in booklet().parts]
    assert ["".join(title.itertext()) for title in first] == ["Start a project", *names]
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert [title.get("id") for title in first[1:]] == [f"part-{number}" for number in range(1, len(names) + 1)]


def test_the_print_order_leads_to_the_papers_and_names_no_pages() -> None:
    root = tree_of(booklet())
    order = next(table for table in root.iter("table") if table.get("class") == "print-order")
    assert [(link.get("href"), link.text) for link in order.iter("a")] == [
        (f"#part-{number}", part.name) for number, part in enumerate(booklet().parts, start=1)
    ]
    assert {"".join(head.itertext()) for head in order.iterfind("thead/tr/th")} == {"Part", "Sides", "Copies"}
    said = txt.render(booklet(), fonts()).content.decode()
    assert "page numbers of one part" not in said
    assert "Black and white, A4" in said


def test_a_paper_in_a_pack_that_is_edited_begins_on_a_page_of_its_own() -> None:
    names = docx._NAMES
    word = xml(docx.render(booklet(), fonts()).content, "word/document.xml")
    begins = word.xpath("//w:p[w:pPr/w:pageBreakBefore]/w:pPr/w:pStyle/@w:val", namespaces=names)
    assert begins == ["Heading1"] * len(booklet().parts)
    content = xml(odt.render(booklet(), fonts()).content, "content.xml")
    titles = content.xpath("//text:h[@text:outline-level='1']/@text:style-name", namespaces=odt._NAMES)
    assert titles == ["Heading_20_1", *["PartTitle"] * len(booklet().parts)]


def test_styles_of_one_paper_do_not_reach_another(make: Make) -> None:
    of_all = "p { margin: 0 }"
    one = make("<p>1</p>", of_all, "body.one p, .card h3, h2 { color: red } @page { margin: 1cm }")
    other = make("<p>2</p>", of_all, '[dir="rtl"] body.two { margin: 1px }')
    sheets = Sheets([one, other])
    (mine,) = sheets.classes_of(one)
    assert of_all in sheets.text
    assert f".paper:where(.{mine}).one p, :where(.{mine}) .card h3, .card:where(.{mine}) h3, " in sheets.text
    assert f"@page {mine} {{ margin: 1cm }}\n:where(.{mine}) {{ page: {mine} }}" in sheets.text
    assert f'[dir="rtl"] .paper:where(.{sheets.classes_of(other)[0]}).two {{' in sheets.text


def test_a_rule_that_cannot_be_narrowed_is_named(make: Make) -> None:
    with pytest.raises(ValueError, match="cannot be narrowed: @media"):
        Sheets([make("<p>1</p>", "@media print { p { margin: 0 } }"), make("<p>2</p>")])


def test_a_pack_as_html_keeps_each_paper_in_a_section_with_its_name(make: Make) -> None:
    order = '<table><tbody><tr><th scope="row">A & B</th><td class="paged"><span data-part="1"></span></td></tr></tbody></table>'
    whole = make(f"<h1>Pack</h1>{order.replace('&', '&amp;')}")
    part = make('<h1 id="x">Other</h1><p><a href="#x">up</a></p>', "b { margin: 0 }")
    document = Document(whole.html, whole.styles, "en", "ltr", "Pack", "p", parts=(Part('A & "B"', part),))
    page = html.render(document, fonts()).content.decode()
    assert '<section class="in-pack" id="part-1" aria-label="A &amp; &quot;B&quot;">' in page
    assert '<h1 id="part-1-x">Other</h1><p><a href="#part-1-x">up</a></p>' in page
    assert '<a href="#part-1">A &amp; B</a>' in page


def table(rows: str) -> Element:
    root = fromstring(f"<body><table>{rows}</table></body>")  # noqa: S314 - our own text
    mend_tables(root, 12)
    return root


def test_a_column_is_as_wide_as_its_longest_word_and_leaves_room_to_write() -> None:
    root = table(
        "<thead><tr><th>Interpreter</th><th>A</th><th>B</th></tr></thead><tbody><tr><td>0:10</td><td>0:15</td><td></td></tr></tbody>"
    )
    widths = [float(column.attrib["style"].removeprefix("width: ").rstrip("%")) for column in root.iter("col")]
    assert sum(widths) == pytest.approx(100, abs=0.2)
    assert widths[0] * 72 / 100 >= len("Interpreter")
    assert widths[2] > 2 * widths[1]


def test_a_column_that_asks_for_its_width_has_it_unless_a_word_is_wider() -> None:
    columns = "".join(f'<col style="width: {width}%"/>' for width in (20, 5, 75))
    root = table(f"<colgroup>{columns}</colgroup><thead><tr><th>A</th><th>Interpreter</th><th>C</th></tr></thead>")
    widths = [float(column.attrib["style"].removeprefix("width: ").rstrip("%")) for column in root.iter("col")]
    assert widths[0] == pytest.approx(20, abs=4)
    assert widths[1] * 72 / 100 >= len("Interpreter")
    assert widths[2] > 55


def test_a_head_of_a_row_is_strong_and_a_caption_keeps_its_lines() -> None:
    root = table("<caption><span>Name</span><span>Hint</span></caption><tbody><tr><th>One</th><td></td></tr></tbody>")
    assert root.findtext(".//th/strong") == "One"
    assert [child.tag for child in root.iterfind(".//caption/*")] == ["span", "br", "span"]


def test_words_of_the_other_direction_keep_their_full_stop() -> None:
    root = fromstring('<p>الف <span dir="ltr">A <b>b</b>.</span></p>')  # noqa: S314 - our own text
    with_direction_marks(root, "rtl")
    assert "".join(root.itertext()) == "الف \u200eA b.\u200e"


def test_the_code_of_a_paper_is_whole_in_each_paper_of_a_pack() -> None:
    media = [content for name, content in parts(docx.render(booklet(), fonts()).content).items() if "/media/" in name]
    pictures = [Image.open(io.BytesIO(content)) for content in media]
    codes = [picture for picture in pictures if picture.mode == "L"]
    assert len(codes) == len(booklet().parts) + 1
    for code in codes:
        left, above, right, below = ImageOps.invert(code).getbbox() or (0, 0, 0, 0)
        assert left == above > 0
        assert (code.width - right, code.height - below) == (left, above)
