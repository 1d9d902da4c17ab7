"""A new edition needs a row of the table, styles, and words where it has its own; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import polib
import pytest
from pydantic import TypeAdapter, ValidationError

from generator import site
from generator.cli import main
from generator.model.editions import EDITIONS, Edition, EditionName, WholeEditionName
from generator.site.page import Download, Facts
from generator.translate.interface import Interface
from generator.workbook import COPIES, Workbook, compose, document, planned
from generator.workbook.document import Composed
from tests.project import Project

DAY = date(2026, 11, 22)
EASY = Edition("easy_read", "e", text=16, smallest=16, label="Easy Read", large=True, copies=("participant",))
STYLE = "html[lang] body[class] { font-size: 16pt; }"
ENTRY = "  - id: participant-by-topic\n    copy: participant\n    scope: topic\n"
WORDS = Interface("en", polib.POFile())


@pytest.fixture
def easy(monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The row of Easy Read in the table, and its style sheet beside the others."""
    monkeypatch.setitem(cast(dict[str, Edition], EDITIONS), EASY.name, EASY)
    own = document._style
    monkeypatch.setattr(document, "_style", lambda name: STYLE if name == "easy_read.css" else own(name))
    return EASY


@pytest.fixture
def published(easy: Edition, tmp_path: Path) -> Project:
    """The tiny library, with its participant copies in Easy Read, too."""
    project = Project.copied(tmp_path / "project")
    project.edit("content/workbooks/standard.yml", ENTRY, f"{ENTRY}    editions: [standard, easy_read]\n")
    return project


def papers_of_keyworking(project: Project) -> dict[str, Workbook]:
    """The participant copy of the topic in English, by edition."""
    found = (one for one in planned(project.library()) if one.copy == "participant" and one.language == "en")
    return {one.edition: one for one in found if one.topics == ("keyworking",)}


def offered(workbook: Workbook, composed: Composed) -> Download:
    path = f"en/downloads/{workbook.name}.pdf"
    return Download(
        path, composed.title, "en", workbook.copy, workbook.edition, "pdf", workbook.topics, 4, 9, "", workbook.code
    )


def test_a_row_and_styles_make_a_paper_of_its_own_that_is_called_so_beside_its_file(published: Project) -> None:
    assert [one.line for one in published.problems() if one.severity == "problem"] == []
    papers = papers_of_keyworking(published)
    library = published.library()
    made = {name: compose(paper, library, WORDS, DAY) for name, paper in papers.items()}
    assert (papers["easy_read"].name, papers["easy_read"].code) == ("keyworking-participant-easy-read", "1pe")
    assert made["easy_read"].document.text_points == EASY.text
    assert STYLE in made["easy_read"].document.styles
    downloads = tuple(offered(paper, made[name]) for name, paper in papers.items())
    facts = Facts(DAY, tuple(library.languages.values()), downloads)
    (page,) = (
        page for page in site.pages(library, WORDS, facts) if page.kind == "topic" and page.topics == ("keyworking",)
    )
    links = [link for link in page.text.split("<a ") if "keyworking-participant" in link]
    assert [("easy-read.pdf" in link, "Easy Read" in link) for link in links] == [(False, False), (True, True)]


def test_an_edition_leaves_every_other_paper_as_it_is(
    published: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = Project.copied(tmp_path_factory.mktemp("plain") / "project").composed()
    after = published.composed()
    new = {path for path in after if "easy-read" in path or "easy_read" in path}
    assert new
    assert {path: text for path, text in after.items() if path in before} == before


def test_only_the_copies_of_a_limited_edition_can_be_asked_for(
    published: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--root", str(published.root), "workbook", "keyworking", "--edition", "easy_read", "--copy"]
    assert main([*wanted, "facilitator"]) == 2
    assert "there is no facilitator copy in easy_read; it is for: participant" in capsys.readouterr().err
    path = "content/workbooks/standard.yml"
    published.edit(path, "    scope: manual\n", "    scope: manual\n    editions: [easy_read]\n")
    (problem,) = (one for one in published.problems() if one.severity == "problem")
    assert "there is no planner copy in easy_read, which is for: participant" in problem.message
    assert published.read(path).splitlines()[problem.position.line - 1].strip() == "editions: [easy_read]"


def test_content_may_name_the_editions_of_the_table_and_no_others(easy: Edition) -> None:
    assert TypeAdapter(EditionName).validate_python("easy_read") == "easy_read"
    for kind, value in ((EditionName, "braille"), (EditionName, 3), (WholeEditionName, "easy_read")):
        with pytest.raises(ValidationError, match="'standard' or 'large_print'"):
            TypeAdapter(kind).validate_python(value)


def each_pair() -> Iterator[tuple[Edition, str]]:
    for edition in EDITIONS.values():
        yield from ((edition, copy) for copy in edition.copies)


def test_the_table_names_copies_that_there_are_and_each_edition_has_a_letter_and_a_label_of_its_own() -> None:
    assert {copy for _, copy in each_pair()} <= COPIES.keys()
    for values in ([one.letter for one in EDITIONS.values()], [one.label for one in EDITIONS.values()]):
        assert len(set(values)) == len(values)
