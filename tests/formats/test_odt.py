"""OpenDocument files: what a reader's program needs stands in them, and space to write is space to type."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.formats import odt
from generator.formats.pandoc import UnexpectedOutputError
from tests.formats.papers import made, paper, parts, xml
from tests.real_content import fonts

NAMES = odt._NAMES
both = pytest.mark.parametrize("language", ["en", "ur"])


def content(language: str = "en", copy: str = "participant") -> etree._Element:
    return xml(made("odt", language, copy), "content.xml")


@both
def test_headings_have_levels_and_tables_header_rows(language: str) -> None:
    root = content(language)
    assert root.xpath("//text:h/@text:outline-level", namespaces=NAMES) == ["1", "2", *["3"] * 4, *["2"] * 4]
    assert len(root.xpath("//table:table/table:table-header-rows", namespaces=NAMES)) == 1
    assert len(root.xpath("//table:table-row[@table:style-name='BlankRow']", namespaces=NAMES)) == 4


@both
def test_everything_runs_in_the_direction_of_the_language(language: str) -> None:
    wanted = {"ur": "rl-tb", "en": "lr-tb"}[language]
    sheet = xml(made("odt", language), "styles.xml")
    found = [*sheet.xpath("//@style:writing-mode", namespaces=NAMES)]
    found += content(language).xpath("//style:table-properties/@style:writing-mode", namespaces=NAMES)
    assert len(found) >= 5
    assert set(found) == {wanted}
    choices = sheet.xpath(
        "//style:style[starts-with(@style:name, 'Choice')]/style:paragraph-properties", namespaces=NAMES
    )
    assert [(one.get(f"{odt.FO}margin-left"), one.get(f"{odt.FO}margin-right")) for one in choices] == [
        ("7mm", None)
    ] * 2


def test_languages_are_said() -> None:
    (text,) = xml(made("odt", "ur"), "styles.xml").xpath(
        "//style:default-style[@style:family='paragraph']/style:text-properties", namespaces=NAMES
    )
    assert text.get(f"{odt.STYLE}language-complex") == text.get(f"{odt.FO}language") == "ur"


@both
def test_pictures_have_words(language: str) -> None:
    titles = content(language).xpath("//draw:frame/svg:title/text()", namespaces=NAMES)
    assert titles == [f"joined-up.example/{language}/copy/9p"]


def test_space_to_write_is_empty_lines_of_a_named_style() -> None:
    names = content().xpath("//text:p[starts-with(@text:style-name, 'Writing')]/@text:style-name", namespaces=NAMES)
    assert names.count("Writing_20_Space") == 4 * 5
    assert names.count("Writing_20_Space_20_End") == 4
    assert (names.count("Writing_20_Line"), names.count("Writing_20_Line_20_End")) == (4 + 1, 2)


def test_the_file_starts_with_its_type_and_is_the_same_each_time() -> None:
    assert next(iter(parts(made("odt")))) == "mimetype"
    assert odt.render(paper(), fonts()).content == made("odt")


def test_a_style_or_picture_that_is_not_as_relied_on_is_named() -> None:
    root = etree.fromstring(etree.tostring(content()))
    root.find(".//text:h", NAMES).set(f"{odt.TEXT}style-name", "Something_20_New")
    with pytest.raises(UnexpectedOutputError, match="Something_20_New"):
        odt._check_styles(root, paper())
    with pytest.raises(UnexpectedOutputError, match="2 pictures went in, 1 came out"):
        odt._mend_content(root, paper(), ["one", "two"])
