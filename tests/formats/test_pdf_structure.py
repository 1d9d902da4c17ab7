"""What a screen reader finds in the tags of a PDF. Each name is the sentence that must hold."""

from __future__ import annotations

import dataclasses

import pytest

from generator.formats.document import DocumentRefused
from generator.formats.fonts import FontSet
from generator.formats.pdf import render
from tests.formats.conftest import Make, Pdf
from tests.formats.pdf_assertions import (
    assert_accessible,
    assert_artifact_only,
    assert_bookmarks,
    assert_extracts,
    assert_fonts,
    assert_language,
    assert_one,
    assert_order,
    assert_smallest,
)
from tests.formats.pdf_reading import ReadPdf

SMALL_PAGE = "@page { size: A6 }"
WORDS = "Some plain words that fill a line of the page and go on to the next one."


def numbered(count: int) -> list[str]:
    """Words that each stand once in a text: item-001, item-002 …"""
    return [f"item-{number:03}" for number in range(1, count + 1)]


WHOLE = f"""
<h1>Keyworking</h1>
<p class="running-section">One person who knows your whole story.</p>
<nav role="doc-toc" aria-label="Contents"><h2>Contents</h2><ol>
<li><a href="#ask">What to ask</a><ol><li><a href="#more">More to ask</a></li></ol></li>
<li><a href="#plan">What to plan</a></li></ol></nav>
<section id="ask"><h2>What to ask</h2>
<p>{WORDS} <abbr title="National Health Service">NHS</abbr>. <q lang="cy">Bore da</q>, somebody said.</p>
<ol class="questions"><li><span data-tag="label">9.4</span> Who is there for you?
<div class="writing" aria-hidden="true"><div class="ruled-line"></div><div class="ruled-line"></div></div></li>
<li><span data-tag="label">9.5</span> What would help?</li></ol>
<section id="more"><h3>More to ask</h3><p>See <a href="https://example.org/a">the <b>long</b> example</a>.</p></section>
</section>
<section id="plan"><h2>What to plan</h2>
<figure><svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><title>Two circles that meet</title>
<circle cx="20" cy="15" r="14"/><circle cx="40" cy="15" r="14"/></svg><figcaption>Meeting</figcaption></figure>
<dl><dt>Keyworker</dt><dd>One person to go to.</dd><dt>Plan</dt><dd>What will happen.</dd></dl>
<table><caption>Who does what</caption><thead><tr><th>What</th><th>Who</th></tr></thead>
<tbody><tr><th>Write</th><td>Recorder</td></tr></tbody></table></section>
"""


@pytest.fixture(scope="module")
def whole(pdf: Pdf) -> bytes:
    return pdf(WHOLE, "ol.questions { list-style: none; padding: 0 }")


@pytest.fixture(scope="module")
def read(whole: bytes) -> ReadPdf:
    return ReadPdf(whole)


def test_a_whole_document_is_accessible(whole: bytes) -> None:
    assert_accessible(whole, language="en", title="A pack")


def test_it_is_read_in_the_order_of_the_html(whole: bytes, read: ReadPdf) -> None:
    in_order = ("Keyworking", "Contents", "Some plain words", "9.4", "More to ask", "Two circles", "Recorder")
    assert_order(read, *in_order)
    assert_extracts(whole, "Some plain words Who is there for you? What would help? One person to go to.")


def test_headings_are_bookmarks(read: ReadPdf) -> None:
    assert_bookmarks(read, "Keyworking", "Contents", "What to ask", "More to ask", "What to plan")
    assert [level for level, _ in read.bookmarks] == [1, 2, 2, 3, 2]


def test_words_in_another_language_say_so(read: ReadPdf) -> None:
    assert_language(read, "Bore da", "cy")
    assert_language(read, "somebody said", "en")


def test_running_words_and_page_numbers_are_artifacts(read: ReadPdf) -> None:
    assert_artifact_only(read, "Running title")
    assert_artifact_only(read, "Version of 3 May")
    assert_artifact_only(read, "Page 1 of 1")
    kinds = {piece.text: (piece.kind, piece.subtype) for piece in read.artifacts}
    assert kinds["Running title"] == ("Pagination", "Header")
    assert kinds["Page 1 of 1"] == ("Pagination", "Footer")


def test_the_running_section_stands_in_the_head_of_the_page(read: ReadPdf) -> None:
    sentence = "One person who knows your whole story."
    assert sentence in [piece.text for piece in read.artifacts]
    assert_one(read, "P", sentence)


def test_lines_to_write_on_are_artifacts(read: ReadPdf) -> None:
    item = assert_one(read, "LI", "Who is there for you?")
    assert item.elements[1].children == [child for child in item.elements[1].children if child.text]
    painted = [piece for piece in read.artifacts if piece.paints]
    assert len(painted) >= 2


def test_a_written_number_is_the_label_of_its_item(read: ReadPdf) -> None:
    item = assert_one(read, "LI", "Who is there for you?")
    assert [(child.tag, child.text.strip()) for child in item.elements] == [
        ("Lbl", "9.4"),
        ("LBody", "Who is there for you?"),
    ]


def test_contents_are_a_table_of_contents_with_one_link_for_each_entry(read: ReadPdf) -> None:
    contents = read.document.all("TOC")[0]
    links = contents.all("Link")
    assert [link.text for link in links] == ["What to ask 1", "More to ask 1", "What to plan 1"]
    assert [len(link.links) for link in links] == [1, 1, 1]
    assert [link.links[0]["Contents"] for link in links] == ["What to ask", "More to ask", "What to plan"]
    assert {entry.tag for entry in contents.elements} == {"TOCI"}
    assert contents.elements[0].all("TOC")[0].text.endswith("More to ask 1")


def test_a_link_is_called_by_its_text(read: ReadPdf) -> None:
    link = assert_one(read, "Link", "the long example")
    assert [annotation["Contents"] for annotation in link.links] == ["the long example"]


def test_a_short_form_carries_the_long_one(read: ReadPdf) -> None:
    spans = [span for span in read.document.all("Span") if span.text == "NHS"]
    assert [span.expansion for span in spans] == ["National Health Service"]


def test_a_picture_in_svg_has_its_title_as_alternative_and_its_caption_beside_it(read: ReadPdf) -> None:
    figure = read.document.all("Figure")[0]
    assert figure.alternative == "Two circles that meet"
    assert [caption.text for caption in read.document.all("Caption")] == ["Meeting", "Who does what"]


def test_terms_are_labels_and_definitions_their_items(read: ReadPdf) -> None:
    item = assert_one(read, "LI", "One person to go to.")
    assert [(child.tag, child.text.strip()) for child in item.elements] == [
        ("Lbl", "Keyworker"),
        ("LBody", "One person to go to."),
    ]


def test_header_cells_say_what_they_head(read: ReadPdf) -> None:
    scopes = {cell.text: cell.attributes["Scope"] for cell in read.document.all("TH")}
    assert scopes == {"What": "Column", "Who": "Column", "Write": "Row"}


def test_letters_are_as_large_as_the_style_says_page_numbers_too(read: ReadPdf) -> None:
    assert_smallest(read, 12)
    assert any(glyph.mark == "Artifact" and glyph.text == "P" for glyph in read.glyphs)


def test_only_pinned_fonts_are_used(read: ReadPdf) -> None:
    assert_fonts(read, "Atkinson Hyperlegible Next")


def test_pages_have_labels(read: ReadPdf) -> None:
    assert read.pdf.Root.PageLabels.Nums[0] == 0


def test_a_date_in_the_html_does_not_get_into_the_file(make: Make, fonts: FontSet) -> None:
    document = make("<p>x</p>")
    meta = '<meta name="dcterms.created" content="2020-05-03"><meta name="author" content="Somebody">'
    dated = dataclasses.replace(document, html=document.html.replace("<title>", f"{meta}<title>"))
    assert meta in dated.html
    assert render(dated, fonts) == render(document, fonts)


# Over the page


def test_a_list_over_several_pages_is_one_list(pdf: Pdf) -> None:
    items = numbered(60)
    content = pdf("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>", SMALL_PAGE)
    read = assert_accessible(content, language="en", title="A pack")
    found = assert_one(read, "L", *items)
    assert len(found.pages) > 2
    assert [item.elements[1].text for item in found.elements] == items


def test_an_item_over_two_pages_is_one_item(pdf: Pdf) -> None:
    body = f"<ul><li>first<p>{WORDS * 30}</p></li><li>second</li></ul>"
    read = assert_accessible(pdf(body, SMALL_PAGE), language="en", title="A pack")
    item = assert_one(read, "LI", "first", "Some plain words")
    assert len(item.pages) > 1
    assert item.text == f"• first{(WORDS * 30).strip()}"


def test_a_table_over_several_pages_is_one_table_and_its_header_is_read_once(pdf: Pdf) -> None:
    rows = numbered(50)
    body = (
        "<table><thead><tr><th>What <a href='https://example.org/'>we said</a></th><th>Who</th></tr></thead>"
        + "".join(f"<tr><td>{row}</td><td>somebody</td></tr>" for row in rows)
        + "</table>"
    )
    read = assert_accessible(pdf(body, SMALL_PAGE), language="en", title="A pack")
    table = assert_one(read, "Table", *rows)
    assert len(table.pages) > 2
    assert [cell.text for cell in table.all("TH")] == ["What we said", "Who"]
    repeated = [piece.text for piece in read.artifacts if "What" in piece.text]
    assert len(repeated) == len(read.pdf.pages) - 1
    assert sum(len(sheet.get("/Annots", [])) for sheet in read.pdf.pages) == 1


def test_a_row_over_two_pages_is_one_row(pdf: Pdf) -> None:
    style = "tr { break-inside: auto } td { vertical-align: top }"
    body = f"<table><tr><th>a</th><th>b</th></tr><tr><td>{WORDS * 20}</td><td>short</td></tr></table>"
    read = assert_accessible(pdf(body, SMALL_PAGE, style), language="en", title="A pack")
    assert [len(row.elements) for row in read.document.all("TR")] == [2, 2]
    assert len(assert_one(read, "TD", "Some plain").pages) > 1


def test_a_paragraph_and_a_link_over_two_pages_are_one(pdf: Pdf) -> None:
    text = " ".join(numbered(300))
    body = f"<p>before <a href='https://example.org/'>{text}</a> after</p>"
    read = assert_accessible(pdf(body, SMALL_PAGE), language="en", title="A pack")
    assert [part.text for part in read.document.all("P")] == [f"before {text} after"]
    link = read.document.all("Link")[0]
    assert len(link.pages) > 1
    assert len(link.links) > 20
    assert {annotation["Contents"] for annotation in link.links} == {text}


def test_words_do_not_run_together_where_a_line_or_a_piece_ends(pdf: Pdf) -> None:
    body = f"<div>{WORDS} <b>bold</b> <i>plain</i> co-operation <span>{WORDS}</span></div>"
    content = pdf(body, "body { width: 5cm }")
    assert ReadPdf(content).document.text == f"{WORDS} bold plain co-operation {WORDS}"


# Elements one by one


def test_loose_text_becomes_paragraphs(pdf: Pdf) -> None:
    read = ReadPdf(pdf("<div>one <b>two</b><p>three</p>four</div><div>five</div>"))
    assert [part.text for part in read.document.all("P")] == ["one two", "three", "four", "five"]


def test_a_footnote_is_read_where_it_is_called(pdf: Pdf) -> None:
    body = "<p>Before<span class='note'>the small print</span> after.</p><p>End.</p>"
    content = pdf(body, ".note { float: footnote }")
    read = assert_accessible(content, language="en", title="A pack")
    note = assert_one(read, "Note", "the small print")
    assert note.identifier
    assert_order(read, "Before", "the small print", " after.", "End.")


def test_leaders_are_artifacts(pdf: Pdf) -> None:
    style = "p::after { content: leader('.') 'end' }"
    read = ReadPdf(pdf("<p>start</p>", style))
    assert read.document.text == "startend"
    assert sum(piece.text == "." for piece in read.artifacts) > 10


def test_decoration_is_an_artifact(pdf: Pdf) -> None:
    star = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    image = {"asset:dot.svg": star.encode()}
    body = f"<p>text <span aria-hidden='true'>* {star}</span> <img src='asset:dot.svg' alt=''></p>"
    read = assert_accessible(pdf(body, assets=image), language="en", title="A pack")
    assert [(part.tag, part.text) for part in read.document.elements] == [("P", "text ")]


def test_an_image_has_its_alternative_and_its_place_on_the_page(pdf: Pdf) -> None:
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96"/></svg>'
    body = "<img src='asset:dot.svg' alt='A  square' style='display: block'>"
    content = pdf(body, "@page { margin: 1in } body { margin: 0 }", assets={"asset:dot.svg": dot})
    figure = ReadPdf(content).document.all("Figure")[0]
    assert figure.alternative == "A square"
    box = [float(number) for number in figure.attributes["BBox"].split()]
    assert box == pytest.approx([72, 841.89 - 144, 144, 841.89 - 72], abs=0.1)


def test_a_drawing_made_of_boxes_can_be_one_picture(pdf: Pdf) -> None:
    read = ReadPdf(pdf("<div role='img' aria-label='Four steps'><p>1</p><p>2</p></div>"))
    assert [(part.tag, part.alternative) for part in read.document.elements] == [("Figure", "Four steps")]


def test_a_table_for_layout_is_no_table(pdf: Pdf) -> None:
    read = ReadPdf(pdf("<table role='presentation'><tr><td>left</td><td>right</td></tr></table>"))
    assert [(part.tag, part.text) for part in read.document.elements] == [("P", "left"), ("P", "right")]


def test_spanning_cells_say_so(pdf: Pdf) -> None:
    body = "<table><tr><th colspan=2>a</th></tr><tr><td rowspan=2>b</td><td>c</td></tr><tr><td>d</td></tr></table>"
    read = assert_accessible(pdf(body), language="en", title="A pack")
    assert read.document.all("TH")[0].attributes == {"Scope": "Column", "ColSpan": "2"}
    assert read.document.all("TD")[0].attributes == {"RowSpan": "2"}


def test_an_element_at_a_fixed_place_is_read_in_its_turn(pdf: Pdf) -> None:
    body = "<p>one</p><p style='position: absolute; top: 0'>two</p><p style='float: right'>three</p><p>four</p>"
    read = assert_accessible(pdf(body), language="en", title="A pack")
    assert [part.text for part in read.document.all("P")] == ["one", "two", "three", "four"]


def test_a_block_in_another_language_keeps_it_over_the_page(pdf: Pdf) -> None:
    body = f"<div lang='cy'><p>{WORDS * 20}</p><p>diwedd</p></div><p>end</p>"
    read = ReadPdf(pdf(body, SMALL_PAGE))
    assert_language(read, "diwedd", "cy")
    assert_language(read, "Some plain words", "cy")
    assert_language(read, "end", "en")
    assert [part.own_language for part in read.document.elements] == ["cy", None]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<img src='asset:dot.svg'>", "<img> has no text alternative"),
        ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect/></svg>", "<svg> has no text alternative"),
        ("<table><tr><td>a</td></tr></table>", "a table has no <th>"),
        ("<a href='https://example.org/'><span aria-hidden='true'>x</span></a>", "has no name"),
        ("<div role='img' aria-label='x'><a href='https://example.org/'>y</a></div>", "put it beside"),
        ("<p style='opacity: 0.5'>pale</p>", "use a solid colour"),
        ("<p>\u4f60\u597d</p>", "unsupported by fonts"),
        ("<p style='kolour: red'>x</p>", "kolour"),
    ],
    ids=["image", "drawing", "table", "link", "link in a picture", "opacity", "letter", "style"],
)
def test_what_cannot_be_accessible_is_refused(pdf: Pdf, body: str, reason: str) -> None:
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    with pytest.raises(DocumentRefused, match=reason):
        pdf(body, assets={"asset:dot.svg": dot})
