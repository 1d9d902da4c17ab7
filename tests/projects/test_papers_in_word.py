"""The papers of a project as Word files: headings, tables, heads, fonts and directions."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from generator.formats import FORMATS
from generator.render import plain
from generator.workbook import EDITIONS
from tests.projects.project_papers import ONE_PAGE, composed, example, page, report
from tests.real_content import fonts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", ["decision", "action-plan", "account"])
def test_a_word_file_opens_with_headings_tables_and_the_words_on_every_page(name: str, language: str) -> None:
    paper = composed(name, language=language)
    content = FORMATS["docx"].render(paper.document, fonts()).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        body = etree.fromstring(archive.read("word/document.xml"))
        head = etree.fromstring(archive.read("word/header1.xml"))
        kinds = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    levels = [one.get(f"{W}val") for one in body.iter(f"{W}pStyle")]
    assert levels.count("Heading1") == 1
    assert levels.count("Heading2") > 2
    assert name == "account" or list(body.iter(f"{W}tbl"))
    assert "".join(head.itertext()) == paper.document.head != ""
    assert "/word/header1.xml" in kinds
    (relation,) = re.findall(r'<Relationship [^>]*Target="header1.xml"[^>]*>', relations)
    (asked,) = [reference for section in body.iter(f"{W}sectPr") for reference in section.iter(f"{W}headerReference")]
    assert f'Id="{next(value for key, value in asked.attrib.items() if key.endswith("}id"))}"' in relation


@pytest.mark.parametrize("edition", sorted(EDITIONS))
@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", ONE_PAGE)
def test_a_word_file_of_one_page_has_narrow_margins_its_code_beside_the_title_and_no_small_letters(name: str, language: str, edition: str) -> None:  # fmt: skip
    content = FORMATS["docx"].render(composed(name, edition, language).document, fonts()).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    (margins,) = body.iter(f"{W}pgMar")
    assert max(int(margins.get(f"{W}{side}")) for side in ("top", "bottom", "left", "right")) < 1000
    assert min(int(size.get(f"{W}val")) for size in styles.iter(f"{W}sz", f"{W}szCs")) == EDITIONS[edition].text * 2
    assert not list(body.iter(f"{W}sz")), "a size of its own"
    (picture,) = (one for one in body.iter() if etree.QName(one).localname in {"inline", "anchor"})
    assert etree.QName(picture).localname == "anchor"
    assert "".join(next(picture.iterancestors(f"{W}p")).itertext()).strip(), "the code has a line for itself"
    line = styles.find(f"{W}docDefaults//{W}spacing")
    assert int(line.get(f"{W}line")) >= 240
    if line.get(f"{W}lineRule") == "exact":
        assert int(line.get(f"{W}line")) >= EDITIONS[edition].text * 20 * 1.2


@pytest.mark.parametrize(("language", "name"), [("en", "account"), ("ur", "ill-effects")])
def test_words_of_the_other_direction_run_their_own_way_in_word(language: str, name: str) -> None:
    content = FORMATS["docx"].render(composed(name, language=language).document, fonts()).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        letters = etree.fromstring(archive.read("word/styles.xml")).find(f".//{W}rFonts")
    lines = {"".join(one.itertext()): one.find(f"{W}pPr/{W}bidi") for one in body.iter(f"{W}p")}
    english = plain(page().ask) if name == "account" else plain(report().ask)
    (mark,) = (own for text, own in lines.items() if english in text)
    assert (mark is None) if language == "en" else (mark.get(f"{W}val") == "0")
    piece = next(piece for piece in example().evidence if piece.text.language == "ur")
    said = plain(piece.text if name == "account" else piece.short or piece.title)[:30]
    (mark,) = (own for text, own in lines.items() if said in text)
    assert mark is not None
    assert mark.get(f"{W}val") is None
    assert letters.get(f"{W}ascii").startswith("Atkinson")
    assert letters.get(f"{W}cs").startswith("Noto")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_table_of_the_plan_may_begin_on_the_first_page_in_word(language: str) -> None:
    content = FORMATS["docx"].render(composed("action-plan", language=language).document, fonts()).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    first = next(body.iter(f"{W}tbl"))
    kept = [bool(list(row.iter(f"{W}keepNext"))) for row in first.findall(f"{W}tr")]
    assert kept == [True] + [False] * (len(kept) - 1), "only the header row stays with what follows"
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in first.findall(f"{W}tr"))
