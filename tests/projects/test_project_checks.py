"""The rules of projects that no folder of tests/problems can show: those that need a second folder, or more topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

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
