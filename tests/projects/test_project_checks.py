"""The rules of projects that no folder of tests/problems can show: those that need a second folder, or more topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model import Topic
from generator.projects.checks import check_project
from generator.projects.folder import load_project
from tests.project import Project


def test_two_projects_of_one_name_are_refused(project: Project, tmp_path: Path) -> None:
    inside = project.with_tiny_project()
    outside = tmp_path / "outside/tiny"
    outside.parent.mkdir()
    inside.rename(outside)
    assert project.check(projects=outside.parent)[2] == "0 problems, 0 warnings\n"
    project.with_tiny_project()
    printed = project.check(projects=outside.parent)[2]
    assert "content/projects/tiny has the same name" in printed or f"{outside} has the same name" in printed
    assert "1 problem, 0 warnings" in printed


def test_a_folder_of_projects_that_is_not_there_is_wrong_usage(project: Project, tmp_path: Path) -> None:
    status, _, printed = project.check(projects=tmp_path / "nowhere")
    assert status == 2
    assert "is no folder" in printed


def test_a_project_that_chooses_every_topic_is_told_to_leave_some_out(project: Project) -> None:
    folder, library = project.with_tiny_project(), project.library()
    first = library.by_target["topic:keyworking"]
    assert isinstance(first.entry, Topic)
    second = replace(first, entry=first.entry.model_copy(update={"id": "partnership", "number": 2}))
    larger = replace(library, documents=(*library.documents, second))
    text = (folder / "project.yml").read_text("utf-8")
    assert check_project(load_project(folder), larger, date(2026, 11, 22)) == []
    (folder / "project.yml").write_text(
        text.replace("topics:\n", "topics:\n  - {topic: partnership, why: It comes first.}\n", 1), "utf-8"
    )
    found = check_project(load_project(folder), larger, date(2026, 11, 22))
    assert [problem.rule for problem in found] == ["project-topics"]


@pytest.mark.parametrize(
    ("when", "warned"),
    [("2026", 0), ("2026-10", 0), ("2026-10-10", 0), ("2026-10-11", 1), ("2026-11", 2), ("2027", 2), ("2026-10-31", 2)],
)
def test_consent_and_classification_come_on_the_day_of_a_piece_or_after(
    project: Project, when: str, warned: int
) -> None:
    file = project.with_tiny_project() / "evidence/nobody-to-ring.yml"
    file.write_text(file.read_text("utf-8").replace("when: 2026-10\n", f"when: '{when}'\n"), "utf-8")
    found = check_project(load_project(file.parent.parent), project.library(), date(2026, 11, 22))
    assert [problem.rule for problem in found] == ["order-of-days"] * warned


def test_a_day_that_no_month_has_stops_no_check(project: Project) -> None:
    file = project.with_tiny_project() / "evidence/nobody-to-ring.yml"
    file.write_text(file.read_text("utf-8").replace("when: 2026-10\n", "when: '2026-02-31'\n"), "utf-8")
    assert check_project(load_project(file.parent.parent), project.library(), date(2026, 11, 22)) == []
