"""Nothing stands on a paper of a project that is not for those who read it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from generator.formats import FORMATS
from generator.model.editions import of_every_copy
from generator.projects.audience import seen_by
from generator.projects.folder import load_project
from generator.projects.papers import papers_of
from tests.formats.pdf_reading import ReadPdf
from tests.projects.project_papers import EXAMPLE, composed, words
from tests.real_content import DAY, fonts, library

MARK = "Xyzzymark"


def planted(folder: Path, audience: str) -> None:
    """A piece of evidence with a mark in every field, cited wherever evidence can be cited."""
    shutil.copytree(EXAMPLE, folder)
    (folder / "evidence/planted.yml").write_text(
        f"""\
id: planted
title: '{MARK} title'
text: '{MARK} text'
short: '{MARK} short'
words: said
how: interview
said_by: '{MARK} said by'
gathered_by: '{MARK} gathered by'
when: '2026'
where: '{MARK} where'
media: [{{id: film, kind: film, title: '{MARK} film', address: 'https://films.example/{MARK}', transcript: '{MARK} transcript', captions: true}}]
consent: {{agreed: '{MARK} agreed', by: '{MARK} by', on: 2026-01-01, audience: {audience}, review_on: 2031-01-01}}
classified: {{kind: good-practice, touches: [people], topics: [fragmentation], by: ['{MARK} classified by'], on: 2026-02-01, got_past: '{MARK} got past'}}
translations: [{{language: ur, text: '{MARK} اردو', short: '{MARK} اردو', by: '{MARK} translator', on: 2026-02-01}}]
""",
        "utf-8",
    )
    file = folder / "project.yml"
    text = file.read_text("utf-8")
    for before, after in (
        ("touched: people, evidence: [same-story,", "touched: people, evidence: [planted, same-story,"),
        ("harm: [families-asked,", "harm: [planted, families-asked,"),
        ("good_practice: [one-morning,", "good_practice: [planted, one-morning,"),
        ("evidence: [one-morning]}\n  produced_by", "evidence: [planted]}\n  produced_by"),
        ("quotation: same-story", "quotation: planted"),
    ):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(("audience", "for_project"), [("private", False), ("project", True), ("public", True)])
def test_nothing_that_is_not_for_its_readers_stands_on_a_paper(
    tmp_path: Path, audience: str, for_project: bool
) -> None:
    planted(tmp_path / "thimblewick", audience)
    loaded = load_project(tmp_path / "thimblewick")
    for readers, wanted in (("public", audience == "public"), ("project", for_project)):
        local = seen_by(loaded, readers, DAY)  # type: ignore[arg-type]
        assert local is not None
        html = [
            composed(paper.name, edition, "en", local, readers).document.html  # type: ignore[arg-type]
            for paper in papers_of(local, library())
            for edition in of_every_copy()
        ]
        assert any(MARK in one for one in html) is wanted, (readers, audience)


def test_what_is_kept_from_readers_is_not_in_the_finished_files(tmp_path: Path) -> None:
    planted(tmp_path / "thimblewick", "project")
    local = seen_by(load_project(tmp_path / "thimblewick"), "public", DAY)
    assert local is not None
    for name in ("account", "decision"):
        document = composed(name, local=local).document
        pdf = FORMATS["pdf"].render(document, fonts()).content
        assert MARK not in ReadPdf(pdf).document.text
        with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].render(document, fonts()).content)) as archive:
            assert not [entry for entry in archive.namelist() if MARK.encode() in archive.read(entry)]


def test_a_print_for_the_project_says_so_and_leads_nowhere() -> None:
    paper = composed("decision", audience="project")
    assert "For the project only." in words(paper.document.html)
    assert "For the project only." in paper.document.head
    assert paper.address is None
    assert "<svg" not in paper.document.html, "a code would lead to a public page"
    public = composed("decision")
    assert public.address == "https://joined-up.example/en/projects/thimblewick/"
    assert "joined-up.example/en/projects/thimblewick" in words(public.document.html)


def test_names_stand_only_where_they_may_be_shown(tmp_path: Path) -> None:
    folder = tmp_path / "thimblewick"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "project.yml"
    before = "{id: mother, role: 'A mother of twins, who leads'}"
    consent = (
        "consent: {agreed: My name on paper., by: the mother, on: 2026-01-01, audience: project, review_on: 2031-01-01}"
    )
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, f"{before[:-1]}, name: {MARK}, {consent}}}"), "utf-8")
    for audience, shown in (("public", False), ("project", True)):
        local = seen_by(load_project(folder), audience, DAY)  # type: ignore[arg-type]
        html = composed("ill-effects", local=local, audience=audience).document.html  # type: ignore[arg-type]
        assert (MARK in html) is shown
