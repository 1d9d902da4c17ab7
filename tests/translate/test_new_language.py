"""A language begins from one entry in languages.yml, and its state is counted."""

from __future__ import annotations

import json

import pytest

from generator.model import State
from generator.translate.catalogues import path_of
from tests.project import Project
from tests.translate.catalogue_files import (
    GOOD,
    TRANSLATED,
    entries,
    seen,
    update,
)


def test_a_language_begins_from_one_entry_in_languages_yml(project: Project) -> None:
    assert project.translate("new", "cy")[0] == 2
    project.write(
        "content/languages.yml",
        project.read("content/languages.yml")
        + "  - {id: cy, name: Cymraeg, english_name: Welsh, screen_fonts: [Noto Sans], print_fonts: [Noto Sans]}\n",
    )
    assert {unit.state for unit in seen(project, "cy").values()} == {State.MISSING}
    status, out, error = project.translate("new", "cy")
    assert (status, error) == (0, "")
    assert out == "cy: 19 files written to content/translations/cy\n"
    assert project.problems() == []
    assert {unit.state for unit in seen(project, "cy").values()} == {State.MISSING}
    library = project.library()
    wanted = {unit.address for unit in library.units()}
    written = {address for document in library.documents for address in _addresses(project, path_of(document, "cy"))}
    assert written == wanted
    assert project.translate("update", "cy")[1] == "cy: 0 files changed\n"
    project.write("content/translations/cy/reviews.yml", "reviews: [] # kept\n".replace(" #", "  #"))
    project.translate("new", "cy")
    assert "kept" in project.read("content/translations/cy/reviews.yml")


def _addresses(project: Project, path: str) -> set[str]:
    return set(entries(project, path)) if (project.root / path).is_file() else set()


def test_update_of_a_language_that_was_not_begun_says_how_to_begin(project: Project) -> None:
    project.write(
        "content/languages.yml",
        project.read("content/languages.yml")
        + "  - {id: cy, name: Cymraeg, english_name: Welsh, screen_fonts: [Noto Sans], print_fonts: [Noto Sans]}\n",
    )
    assert project.translate("update", "cy") == (
        2,
        "",
        "joinedup: cy: not begun yet; begin with: joinedup translate new cy\n",
    )
    assert "cy" not in update(project)


@pytest.mark.parametrize("words", [("update", "xx"), ("new", "en"), ("status", "xx")])
def test_a_language_that_does_not_exist_is_wrong_usage(project: Project, words: tuple[str, ...]) -> None:
    status, out, error = project.translate(*words)
    assert (status, out) == (2, "")
    assert "add it there first (it has: ur)" in error


def test_status_counts_every_unit_once(project: Project) -> None:
    status, out, _ = project.translate("status")
    units = sum(1 for _ in project.library().units())
    assert status == 0
    assert out.splitlines()[1].split() == ["ur", "1", "5", "0", str(units - 6), str(units)]
    counts = json.loads(project.translate("status", "--format", "json")[1])
    assert counts == {"ur": {"reviewed": 1, "draft": 5, "stale": 0, "missing": units - 6}}
    listed = project.translate("status", "--list", "draft")[1].splitlines()[2:]
    assert {line.split()[1] for line in listed} == TRANSLATED - {GOOD}
