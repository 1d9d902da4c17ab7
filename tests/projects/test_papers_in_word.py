"""The papers of a project as Word files: headings, tables, heads, fonts and directions."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from generator.formats import FORMATS
from generator.model.editions import EDITIONS, of_every_copy
from generator.render import plain
from tests.office import convert
from tests.projects.project_papers import ONE_PAGE, composed, example, page, report
from tests.real_content import ROOT, fonts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ["en", "ur", "en-XA", "ar-XB"]
OUR_FONTS, SYSTEM_FONTS = ROOT / "site_overrides/fonts", Path("/usr/share/fonts")
FONT_LIST = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>
<alias binding="same"><family>Atkinson Hyperlegible Next</family><accept><family>Liberation Sans</family></accept></alias></fontconfig>"""
"""Only the fonts of a folder: Liberation Sans, which is as wide as Arial, stands for a font of ours that is not there."""


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


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
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
    assert line.get(f"{W}lineRule") == "exact"
    assert int(line.get(f"{W}line")) >= EDITIONS[edition].text * 20 * 1.2


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", ONE_PAGE)
def test_headings_in_large_print_stand_in_the_line_of_what_they_head_and_stay_headings(
    name: str, language: str
) -> None:
    body, usual = (body_of(word_file(name, edition, language)) for edition in ("large_print", "standard"))
    headings = [one for one in body.iter(f"{W}p") if style_of(one) == "Heading2"]
    assert len(headings) > 2
    for heading in headings:
        order = [etree.QName(one).localname for one in heading.find(f"{W}pPr")]
        assert order == ["pStyle", "framePr", *(["bidi"] if language == "ur" else []), "spacing"]
        assert heading.find(f"{W}pPr/{W}framePr").get(f"{W}xAlign") == ("left" if language == "en" else "right")
        following = next(one for one in heading.itersiblings() if not etree.QName(one).localname.startswith("bookmark"))
        assert following.tag == f"{W}p"
        assert style_of(following) != "Heading2", "two frames would become one"
    assert len(list(body.iter(f"{W}framePr"))) == len(headings)
    assert not list(usual.iter(f"{W}framePr"))


@pytest.mark.parametrize("name", ONE_PAGE)
def test_the_first_page_in_large_print_says_once_that_it_is_made_up_and_a_second_would_say_it_in_its_head(name: str) -> None:  # fmt: skip
    content = word_file(name, "large_print", "en")
    body = body_of(content)
    (section,) = body.iter(f"{W}sectPr")
    order = [etree.QName(one).localname for one in section]
    assert order.index("pgMar") < order.index("titlePg")
    assert [one.get(f"{W}type") for one in section if one.tag.endswith("Reference")] == ["default", "default"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        head = "".join(etree.fromstring(archive.read("word/header1.xml")).itertext())
    assert [text for one in body.iter(f"{W}p") if (text := "".join(one.itertext())).startswith(head)] == [head]


@pytest.mark.slow
@pytest.mark.parametrize("edition", sorted(of_every_copy()))
@pytest.mark.parametrize("letters", ["Atkinson", "Liberation"])
def test_a_paper_of_one_page_is_one_page_as_a_word_file(letters: str, edition: str, tmp_path: Path) -> None:
    files = {f"{name}-{language}": word_file(name, edition, language) for name in ONE_PAGE for language in LANGUAGES}
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    show(tmp_path, letters)
    pages = {}
    for name in files:
        with pikepdf.open(tmp_path / f"{name}.pdf") as shown:
            pages[name] = len(shown.pages)
            used = {str(font.BaseFont) for page in shown.pages for font in page.Resources.Font.values()}
        assert any(letters in font for font in used), used
    assert pages == dict.fromkeys(files, 1)


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


def word_file(name: str, edition: str, language: str) -> bytes:
    return FORMATS["docx"].render(composed(name, edition, language).document, fonts()).content


def body_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def style_of(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if named is None else str(named.get(f"{W}val"))


def show(folder: Path, letters: str) -> None:
    """The Word files of a folder as PDF, as LibreOffice shows them with Latin letters of that font."""
    own = folder / "fonts"
    own.mkdir()
    for font in [
        *OUR_FONTS.glob("Noto*.ttf"),
        *OUR_FONTS.glob(f"{letters}*.ttf"),
        *SYSTEM_FONTS.rglob(f"{letters}Sans-*.ttf"),
    ]:
        shutil.copy(font, own)
    assert list(own.glob(f"{letters}*")), f"the font {letters} is missing; bin/prepare verify installs it"
    (folder / "fonts.conf").write_text(FONT_LIST.format(folder=own), "utf-8")
    convert(sorted(folder.glob("*.docx")), "pdf", folder, FONTCONFIG_FILE=str(folder / "fonts.conf"))
