"""A new edition needs a row of the table, styles, and words where it has its own; nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import cast

import polib
import pytest
from pydantic import TypeAdapter, ValidationError

from generator import site
from generator.cli import main
from generator.commands.printing import composed_in_its_languages
from generator.model import Unit
from generator.model.editions import EDITIONS, Edition, EditionName, WholeEditionName
from generator.site.page import Download, Facts
from generator.translate.interface import Interface
from generator.translate.view import review_fingerprint
from generator.workbook import COPIES, Workbook, compose, document, planned
from generator.workbook.document import Composed
from tests.formats.pdf_assertions import assert_smallest
from tests.formats.pdf_reading import ReadPdf
from tests.project import HERE, Project, environment

ROOT = HERE.parent
DAY = date(2026, 11, 22)
DRAFT = "Draft: not yet checked by people who use it"
EASY = Edition(
    "made_easy", "y", text=16, smallest=16, label="Made easy", large=True, copies=("participant",), unchecked=DRAFT
)
ROW = f'''        Edition(
            "made_easy", "y", text=16, smallest=16, label=_("Made easy"), large=True, copies=("participant",),
            unchecked=_("{DRAFT}"),
        ),
'''
LAST_ROW = 'label=_("large print"), large=True),\n'
FOLDER = "content/translations/en@made_easy"
CATALOGUE = f"{FOLDER}/discussion_topics/01-keyworking.po"
HEAD = 'msgid ""\nmsgstr ""\n"Last-Translator: A writer\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
QUESTION = "topic/keyworking/starter/one-person/text"
USUAL, EASIER = "Who is the one person you would ring first?", "You need help. Who do you ring?"
SAY_NO = "You can pass on any question, and you can stop at any time. You do not have to say why."
STYLE = "html[lang] body[class] { font-size: 16pt; }"
ENTRY = "  - id: participant-by-topic\n    copy: participant\n    scope: topic\n"
WORDS = Interface("en", polib.POFile())


@pytest.fixture
def easy(monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The row of an easy edition in the table, and its style sheet beside the others."""
    monkeypatch.setitem(cast(dict[str, Edition], EDITIONS), EASY.name, EASY)
    own = document._style
    monkeypatch.setattr(document, "_style", lambda name: STYLE if name == "made_easy.css" else own(name))
    return EASY


@pytest.fixture
def published(easy: Edition, tmp_path: Path) -> Project:
    """The tiny library, with its participant copies in an easy edition, and easy words for one of its questions."""
    return with_easy_words(Project.copied(tmp_path / "project"))


def with_easy_words(project: Project) -> Project:
    project.edit("content/workbooks/standard.yml", ENTRY, f"{ENTRY}    editions: [standard, made_easy]\n")
    project.write(CATALOGUE, f'{HEAD}msgctxt "{QUESTION}"\nmsgid "{USUAL}"\nmsgstr "{EASIER}"\n')
    return project


def easy_paper(project: Project, language: str = "en") -> str:
    """The words of the paper in the edition, as HTML."""
    paper = papers_of_keyworking(project)["made_easy"].in_languages(language)
    return composed_in_its_languages(paper, project.library(), project.catalogues(), DAY).document.html


def review(project: Project, units: Iterable[Unit]) -> None:
    """Records that a group has read the easy words of some units."""
    rows = (
        f"  - {{unit: {unit.address}, fingerprint: '{review_fingerprint(unit.english, unit.text)}', by: A group of readers, on: 2026-11-22}}\n"
        for unit in units
    )
    project.write(f"{FOLDER}/reviews.yml", "reviews:\n" + "".join(rows))


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
    assert (papers["made_easy"].name, papers["made_easy"].code) == ("keyworking-participant-made-easy", "1py")
    assert made["made_easy"].document.text_points == EASY.text
    assert STYLE in made["made_easy"].document.styles
    downloads = tuple(offered(paper, made[name]) for name, paper in papers.items())
    facts = Facts(DAY, tuple(library.languages.values()), downloads)
    (page,) = (
        page for page in site.pages(library, WORDS, facts) if page.kind == "topic" and page.topics == ("keyworking",)
    )
    links = [link for link in page.text.split("<a ") if "keyworking-participant" in link]
    assert [("made-easy.pdf" in link, "Made easy" in link) for link in links] == [(False, False), (True, True)]


def test_an_edition_leaves_every_other_paper_as_it_is(
    published: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = Project.copied(tmp_path_factory.mktemp("plain") / "project").composed()
    after = published.composed()
    new = {path for path in after if "made-easy" in path or "made_easy" in path}
    assert new
    assert {path: text for path, text in after.items() if path in before} == before


def test_only_the_copies_of_a_limited_edition_can_be_asked_for(
    published: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--root", str(published.root), "workbook", "keyworking", "--edition", "made_easy", "--copy"]
    assert main([*wanted, "facilitator"]) == 2
    assert "there is no facilitator copy in made_easy; it is for: participant" in capsys.readouterr().err
    path = "content/workbooks/standard.yml"
    published.edit(path, "    scope: manual\n", "    scope: manual\n    editions: [made_easy]\n")
    (problem,) = (one for one in published.problems() if one.severity == "problem")
    assert "there is no planner copy in made_easy, which is for: participant" in problem.message
    assert published.read(path).splitlines()[problem.position.line - 1].strip() == "editions: [made_easy]"


def test_content_may_name_the_editions_of_the_table_and_no_others(easy: Edition) -> None:
    assert TypeAdapter(EditionName).validate_python("made_easy") == "made_easy"
    for kind, value in ((EditionName, "braille"), (EditionName, 3), (WholeEditionName, "made_easy")):
        with pytest.raises(ValidationError, match="'standard' or 'large_print'"):
            TypeAdapter(kind).validate_python(value)


def each_pair() -> Iterator[tuple[Edition, str]]:
    for edition in EDITIONS.values():
        yield from ((edition, copy) for copy in edition.copies)


def test_the_table_names_copies_that_there_are_and_each_edition_has_a_letter_and_a_label_of_its_own() -> None:
    assert {copy for _, copy in each_pair()} <= COPIES.keys()
    for values in ([one.letter for one in EDITIONS.values()], [one.label for one in EDITIONS.values()]):
        assert len(set(values)) == len(values)


def test_an_edition_has_its_own_words_and_the_usual_ones_where_it_has_none(published: Project) -> None:
    html = easy_paper(published)
    assert EASIER in html
    assert USUAL not in html
    assert "What does a keyworker do that really helps?" in html
    assert EASIER not in published.composed()["en/keyworking-participant"]


def test_easy_words_are_a_draft_on_every_page_until_all_of_them_are_reviewed(published: Project) -> None:
    html = easy_paper(published)
    assert f'<aside class="notice"><p>{DRAFT}</p></aside>' in html
    assert f'data-running-title="Keyworking: Participant copy · {DRAFT}"' in html
    assert "made by a machine" not in html, "nobody has translated English"
    topic = next(one for one in published.library().documents if one.address == "topic/keyworking")
    glossary = next(one for one in published.library().documents if one.address == "glossary")
    for path, file in ((CATALOGUE, topic), (f"{FOLDER}/glossary.po", glossary)):
        units = [f"msgctxt {quoted(unit.address)}\nmsgid {quoted(unit.text)}\nmsgstr {quoted(unit.text)}\n" for unit in file.units]  # fmt: skip
        published.write(path, HEAD + "\n".join(units))
    published.write(f"{FOLDER}/interface.po", f'{HEAD}msgid {quoted(SAY_NO)}\nmsgstr "You can say no."\n')
    assert DRAFT in easy_paper(published)
    review(published, (*topic.units, *glossary.units))
    assert [one.line for one in published.problems() if one.severity == "problem"] == []
    assert DRAFT not in easy_paper(published)
    assert "You can say no." in easy_paper(published)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def test_easy_words_are_stale_when_the_text_that_they_were_made_from_changes(published: Project) -> None:
    published.edit("discussion_topics/01-keyworking.yml", USUAL, "Who would you ring first?")
    html = easy_paper(published)
    assert f'{EASIER} <span class="stale">' in html
    assert DRAFT in html


def test_an_edition_in_another_language_is_in_that_language_where_it_has_no_words(published: Project) -> None:
    html = easy_paper(published, "ur")
    assert "کلیدی کارکن کا کام" in html
    assert DRAFT in html
    assert EASIER not in html


def test_the_catalogues_of_an_edition_are_begun_brought_up_to_date_and_counted_like_those_of_a_language(
    published: Project,
) -> None:
    counted = [line.split()[0] for line in published.translate("status")[1].splitlines()[1:]]
    assert counted == ["ur", "en@made_easy"], "of an edition, those that are begun"
    status, out, _ = published.translate("status", "en@made_easy", "--list", "draft")
    assert (status, out.splitlines()[-1]) == (0, f"en@made_easy {QUESTION}")
    assert published.translate("update", "en@made_easy")[0] == 0
    entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(published.root / CATALOGUE))}
    assert entries[QUESTION] == EASIER
    assert len(entries) > 1
    assert published.translate("new", "ur@made_easy")[0] == 0
    assert "Language: ur@made_easy" in published.read("content/translations/ur@made_easy/sections.po")
    published.edit(CATALOGUE, EASIER, "A mark [[keyworker]] that is not in the English")
    assert {one.rule for one in published.problems() if one.severity == "problem"} == {"translated-marks"}


def test_without_a_row_there_is_no_such_folder(tmp_path: Path) -> None:
    project = with_easy_words(Project.copied(tmp_path / "project"))
    project.edit("content/workbooks/standard.yml", "    editions: [standard, made_easy]\n", "")
    assert [one.rule for one in project.problems() if one.severity == "problem"] == ["unknown-language"]


def test_a_build_prints_and_offers_the_edition_of_a_project_that_adds_a_row_styles_and_words(tmp_path: Path) -> None:
    project = Project.copied(tmp_path / "whole")
    for folder in ("site_overrides", "generator"):
        shutil.copytree(ROOT / folder, project.root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project.root)
    with_easy_words(project)
    project.edit("generator/model/editions.py", LAST_ROW, LAST_ROW + ROW)
    sizes = project.read("generator/workbook/large_print.css").replace("18pt", "16pt")
    project.write("generator/workbook/made_easy.css", sizes)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--as-of", "2026-11-22", "--language", "en"],
        cwd=project.root, capture_output=True, text=True, check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    made = project.root / "build/site/en"
    read = ReadPdf((made / "downloads/keyworking-participant-made-easy.pdf").read_bytes())
    assert EASIER in read.document.text
    assert DRAFT in read.document.text
    assert_smallest(read, EASY.smallest)
    assert EASIER not in ReadPdf((made / "downloads/keyworking-participant.pdf").read_bytes()).document.text
    (link,) = re.findall(r"<a[^>]*participant-made-easy.*?</a>", (made / "topics/keyworking/index.html").read_text("utf-8"), re.DOTALL)  # fmt: skip
    assert "Made easy" in link
    assert "Made easy" in (made / "copy/1py/index.html").read_text("utf-8")
