"""Word files: what a reader's program needs stands in them, and space to write is space to type."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.formats import docx
from generator.formats.pandoc import UnexpectedOutputError
from tests.formats.papers import fonts, made, paper, parts, xml

NAMES = docx._NAMES
both = pytest.mark.parametrize("language", ["en", "ur"])


def body(language: str = "en", copy: str = "participant") -> etree._Element:
    return xml(made("docx", language, copy), "word/document.xml")


def styled(root: etree._Element, style: str) -> list[etree._Element]:
    found: list[etree._Element] = root.xpath(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=NAMES)
    return found


@both
def test_headings_are_headings_in_their_order(language: str) -> None:
    levels = body(language).xpath("//w:pStyle/@w:val[starts-with(., 'Heading')]", namespaces=NAMES)
    assert levels == ["Heading1", "Heading2", *["Heading3"] * 4, *["Heading2"] * 4]


@both
def test_a_table_has_a_header_row_over_the_whole_width(language: str) -> None:
    (table,) = body(language).xpath("//w:tbl", namespaces=NAMES)
    first, *rest = table.xpath("w:tr", namespaces=NAMES)
    assert first.xpath("w:trPr/w:tblHeader", namespaces=NAMES)
    assert len(rest) == 4
    assert all(row.xpath("w:trPr/w:trHeight[@w:hRule='atLeast']", namespaces=NAMES) for row in rest)
    assert table.xpath("w:tblPr/w:tblW/@w:w", namespaces=NAMES) == ["5000"]
    mirrored = bool(table.xpath("w:tblPr/w:bidiVisual", namespaces=NAMES))
    assert mirrored == (language == "ur")


def test_languages_are_said() -> None:
    defaults = xml(made("docx", "ur"), "word/styles.xml").xpath("//w:docDefaults//w:lang", namespaces=NAMES)
    assert defaults[0].get(f"{docx.W}bidi") == "ur"
    runs = body("ur").xpath("//w:rPr[w:rtl]", namespaces=NAMES)
    assert len(runs) > 20
    assert {run.find(f"{docx.W}lang").get(f"{docx.W}bidi") for run in runs} == {"ur"}
    assert b"<dc:language>ur</dc:language>" in parts(made("docx", "ur"))["docProps/core.xml"]


def test_right_to_left_paragraphs_say_so() -> None:
    paragraphs = [one for one in body("ur").iter(f"{docx.W}p") if "".join(one.itertext()).strip()]
    own = [one for one in paragraphs if one.find(f"{docx.W}pPr/{docx.W}bidi") is not None]
    base = xml(made("docx", "ur"), "word/styles.xml").xpath(
        "//w:style[@w:styleId='Normal']/w:pPr/w:bidi", namespaces=NAMES
    )
    assert own
    assert base, "what has no mark of its own takes that of the style"


@both
def test_pictures_have_words_and_no_path(language: str) -> None:
    content = made("docx", language)
    (outer,) = body(language).xpath("//wp:docPr", namespaces=NAMES)
    (inner,) = body(language).xpath("//pic:cNvPr", namespaces=NAMES)
    assert outer.get("descr") == inner.get("descr") == f"joined-up.example/{language}/copy/9p"
    assert inner.get("name") == ""
    assert not any(
        b"/tmp" in part or b"file:" in part for name, part in parts(content).items() if name.endswith(".xml")
    )


def test_space_to_write_is_empty_lines_of_a_named_style() -> None:
    root = body()
    boxes, lines = styled(root, "WritingSpace"), styled(root, "WritingLine")
    assert (len(boxes), len(lines)) == (4 * 6, 5 + 2)
    assert not any("".join(line.itertext()).strip() for line in [*boxes, *lines])
    kept = [box.find(f"{docx.W}pPr/{docx.W}keepNext") is not None for box in boxes]
    assert kept == ([True] * 5 + [False]) * 4, "a box stays on one page"


def test_the_planner_copy_keeps_its_numbers_and_boxes_to_tick() -> None:
    text = "".join(body("en", "planner").xpath("//w:t/text()", namespaces=NAMES))
    assert [text.index(f"9.{number} ") for number in range(1, 11)] == sorted(
        text.index(f"9.{n} ") for n in range(1, 11)
    )
    numbering = parts(made("docx", "en", "planner"))["word/numbering.xml"].decode()
    assert "a public service" in text
    assert "☐" in numbering, "pandoc makes the box the sign of the list"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert docx.render(paper(), fonts()).content == made("docx")


def test_a_style_that_pandoc_begins_to_use_is_named() -> None:
    root = etree.fromstring(etree.tostring(body()))
    root.find(f".//{docx.W}pStyle").set(f"{docx.W}val", "SomethingNew")
    with pytest.raises(UnexpectedOutputError, match="SomethingNew"):
        docx._mend_body(root, paper())


def test_a_table_without_the_style_that_is_relied_on_is_told() -> None:
    root = etree.fromstring(etree.tostring(body()))
    style = root.find(f".//{docx.W}tblStyle")
    style.getparent().remove(style)
    with pytest.raises(UnexpectedOutputError, match="a table has no style"):
        docx._mend_body(root, paper())
