"""Word files: what a reader's program needs stands in them, and space to write is space to type."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
import tinyhtml5
from lxml import etree

from generator.formats import docx
from generator.formats.controls import Controls
from generator.formats.filled import read_docx
from generator.formats.pandoc import UnexpectedOutputError, zipped
from generator.formats.tree import tree_of
from tests.formats.papers import document, made, paper, parts, xml
from tests.real_content import fonts

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


@both
def test_the_code_stays_with_what_is_said_about_the_paper(language: str) -> None:
    (picture,) = body(language).xpath("//w:p[.//w:drawing]", namespaces=NAMES)
    assert picture.find(f"{docx.W}pPr/{docx.W}keepNext") is not None


def test_space_to_write_is_empty_lines_of_a_named_style() -> None:
    root = body()
    boxes, lines = styled(root, "WritingSpace"), styled(root, "WritingLine")
    assert (len(boxes), len(lines)) == (4 * 6, 5 + 2)
    assert not any("".join(line.itertext()).strip() for line in [*boxes, *lines])
    kept = [box.find(f"{docx.W}pPr/{docx.W}keepNext") is not None for box in boxes]
    assert kept == ([True] * 5 + [False]) * 4, "a box stays on one page"


@both
def test_consent_stays_with_what_it_is_for(language: str) -> None:
    """From the first line to write on below a question to the last choice of who may read it."""
    lines = list(body(language, "recorder").iter(f"{docx.W}p"))
    labels = [number for number, line in enumerate(lines) if docx._style_of(line) == "Consent"]
    assert len(labels) == 2 * 12
    before = [lines[number - 1] for number in labels]
    assert {docx._style_of(line) for line in before} == {"WritingLine"}
    before += [
        line
        for line, after in pairwise(lines)
        if (docx._style_of(line), docx._style_of(after)) == ("Choice", "WritingLine")
    ]
    assert len(before) > len(labels)
    assert all(line.find(f"{docx.W}pPr/{docx.W}keepNext") is not None for line in before)
    (style,) = xml(made("docx", language, "recorder"), "word/styles.xml").xpath(
        "//w:style[@w:styleId='Consent']/w:basedOn/@w:val", namespaces=NAMES
    )
    assert style == "Label", "which stays with what follows"


def test_the_planner_copy_keeps_its_numbers_and_boxes_to_tick() -> None:
    text = "".join(body("en", "planner").xpath("//w:t/text()", namespaces=NAMES))
    assert [text.index(f"9.{number} ") for number in range(1, 11)] == sorted(
        text.index(f"9.{n} ") for n in range(1, 11)
    )
    assert "☐ a public service" in text, "a box in the text can be replaced by a tick"


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


# Named places to write in


def controls(content: bytes) -> dict[str, etree._Element]:
    """The content controls of a Word file, by their tags."""
    found = xml(content, "word/document.xml").xpath("//w:sdt[w:sdtPr/w:tag]", namespaces=NAMES)
    by_tag = {str(one.find("w:sdtPr/w:tag", NAMES).get(f"{docx.W}val")): one for one in found}
    assert len(by_tag) == len(found), "a name stands twice"
    return by_tag


def filled_in(content: bytes, text: str) -> tuple[bytes, dict[str, str]]:
    """The paper as a word processor saves it: the text in every control, each box ticked; and what that says."""
    said: dict[str, str] = {}
    by_tag = controls(content)
    for name, control in by_tag.items():
        field, _, choice = name.partition(":")
        box = control.find("w:sdtPr/{%s}checkbox/{%s}checked" % (W14, W14), NAMES)  # noqa: UP031 - braces
        if box is not None:
            box.set(f"{{{W14}}}val", "1")
            said[field] = f"{said[field]}, {choice}" if choice and field in said else choice or "yes"
        else:
            paragraph = next(control.find("w:sdtContent", NAMES).iter(f"{docx.W}p"))
            etree.SubElement(etree.SubElement(paragraph, f"{docx.W}r"), f"{docx.W}t").text = text
            said[name] = text
    tree = next(iter(by_tag.values())).getroottree()
    return zipped({**parts(content), "word/document.xml": etree.tostring(tree)}), said


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
FORMS = ("recorder en", "recorder ur", "place-review-standard", "whole-picture-standard")
named = pytest.mark.parametrize("name", FORMS)


@cache
def form_in_word(name: str) -> bytes:
    return docx.render(document(name), fonts()).content


def places(name: str) -> dict[str, str]:
    """Name → label of every place in the paper; each box of a choice by itself."""
    root = tinyhtml5.parse(document(name).html, namespace_html_elements=False)
    found: dict[str, str] = {}
    for one in (element for element in root.iter() if element.get("data-field")):
        boxes = [box for box in one.iter() if box.get("data-choice")]
        own = {
            f"{one.get('data-field')}:{box.get('data-choice')}": f"{one.get('data-label')}: {box.get('data-label')}"
            for box in boxes
        }
        found |= own or {one.get("data-field"): one.get("data-label")}
    return {key: " ".join(value.split())[:64] for key, value in found.items()}


@named
def test_every_place_to_write_in_is_a_control_with_its_name(name: str) -> None:
    found = controls(form_in_word(name))
    assert {tag: one.find("w:sdtPr/w:alias", NAMES).get(f"{docx.W}val") for tag, one in found.items()} == places(name)
    assert list(found) == list(places(name)), "in the order of reading"
    numbers = [one.find("w:sdtPr/w:id", NAMES).get(f"{docx.W}val") for one in found.values()]
    assert len(set(numbers)) == len(numbers)
    assert "\ue0f0" not in "".join(xml(form_in_word(name), "word/document.xml").itertext())


@named
@pytest.mark.parametrize("text", ["Łukasz, Siân: “yes”", "ثنا نے کہا کہ وہ ۳ مئی کو آئیں گی۔", "long " * 2000])
def test_what_is_written_into_the_controls_is_read_back(name: str, text: str) -> None:
    assert read_docx(form_in_word(name)) == {}
    content, said = filled_in(form_in_word(name), text.strip())
    assert read_docx(content) == said
    assert set(said) == {tag.partition(":")[0] for tag in places(name)}


@named
def test_controls_keep_lines_and_rows_as_they_were(name: str) -> None:
    root = xml(form_in_word(name), "word/document.xml")
    lines = len(re.findall('class="(?:ruled-line|drawing-row)"', document(name).html))
    assert len(styled(root, "WritingLine")) == lines
    for row in root.xpath("//w:tr[w:sdt]", namespaces=NAMES):
        cells = row.xpath("w:tc | w:sdt/w:sdtContent/w:tc", namespaces=NAMES)
        heads = row.xpath("ancestor::w:tbl[1]/w:tr[w:trPr/w:tblHeader]/w:tc", namespaces=NAMES)
        assert len(cells) == len(heads)
        assert all(cell.xpath("w:p", namespaces=NAMES) for cell in cells), "Word opens no cell without a paragraph"
        empty = not "".join(row.itertext()).strip()
        assert bool(row.xpath("w:trPr/w:trHeight", namespaces=NAMES)) == empty


def test_a_box_to_tick_has_words_beside_it_and_both_signs() -> None:
    control = controls(form_in_word("recorder en"))["q.9.1.choice.public"]
    paragraph = control.getparent()
    assert "".join(paragraph.itertext()) == "☐ a public service"
    assert styled(paragraph.getparent(), "Choice")
    signs = {one.tag.partition("}")[2]: one.get(f"{{{W14}}}val") for one in control.find("w:sdtPr", NAMES)[-1]}
    assert signs == {"checked": "0", "checkedState": "2612", "uncheckedState": "2610"}


def test_a_label_stays_with_its_lines() -> None:
    (label, *_) = [
        one for one in styled(body("en", "recorder"), "Consent") if "".join(one.itertext()) == "Who may read it"
    ]
    (style,) = xml(made("docx"), "word/styles.xml").xpath("//w:style[@w:styleId='Label']", namespaces=NAMES)
    assert style.xpath("w:pPr/w:keepNext and w:rPr/w:b", namespaces=NAMES)
    assert label.getnext() is not None


def test_a_place_that_pandoc_loses_is_told() -> None:
    root = tree_of(document("place-review-standard"))
    taken = Controls(root)
    without = etree.fromstring(f'<w:body xmlns:w="{docx.W.strip("{}")}"><w:p/></w:body>')
    with pytest.raises(UnexpectedOutputError, match="lost a place to write in"):
        taken.marked(without)
