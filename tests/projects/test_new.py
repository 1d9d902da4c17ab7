"""A new project, question by question: the questions are those of the booklet, and what is written is a project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.library import load
from generator.model import Tool
from generator.model.project import Project as LocalProject
from generator.projects.asking import QUESTIONS, Question, Several, Within, id_of
from generator.projects.folder import load_project
from tests.project import HERE, Project, environment

ROOT = HERE.parent
ANSWERS = """\
One list
We want one person to ring.
everybody
together

Children with <b>needs</b>
Children with needs
Those with *three* helpers.
both
0 to 18
Three streets
england
An Act
It says that services plan together.
2014
last week
2026-11-01


?
keyword
keyworking
It comes first.
keyworking

A mother: “of two” #1

NOT A CODE
en
ur
ur

A hearing loop
We book the room that has one.

"""


def asked(project: Project, answers: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--root", str(project.root), "new", "project", *more]
    done = subprocess.run(
        command, cwd=ROOT, input=answers, capture_output=True, text=True, check=False, env=environment()
    )
    assert "Traceback" not in done.stderr
    return done


def test_answers_from_a_pipe_become_a_project_without_problems(project: Project) -> None:
    done = asked(project, ANSWERS + "\n")
    assert done.returncode == 0, done.stderr
    local = load_project(project.root / "content/projects/one-list").project
    assert (str(local.title), local.led_by, local.audience, local.nation) == (
        "One list",
        "together",
        "private",
        "england",
    )
    assert [str(member.role) for member in local.core_group] == ["A mother: “of two” #1"]
    assert local.languages == ("en", "ur")
    assert [(str(law.title), law.nation) for law in local.laws] == [("An Act", "england")]
    for words in (
        "write one of: people, managers, together", "HTML has no meaning here", "a date is written year-month-day",
        "at least 1 is needed", "keyworking: Keyworking", "there is no topic with this id", "this stands there already",
        "a language is named by its code",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert project.check()[2] == "0 problems, 0 warnings\n"


def test_a_folder_outside_of_the_content_can_be_named(project: Project, tmp_path: Path) -> None:
    assert asked(project, ANSWERS + "ours\n", "--projects", str(tmp_path / "mine")).returncode == 0
    assert load_project(tmp_path / "mine/ours").id == "ours"
    assert not (project.root / "content/projects/one-list").exists()


@pytest.mark.parametrize("lines", [0, 5, 20, 34])
def test_answers_that_end_too_early_leave_nothing(project: Project, lines: int) -> None:
    done = asked(project, "\n".join(ANSWERS.split("\n")[:lines]))
    assert done.returncode == 1
    assert "so nothing was written" in done.stderr
    assert not (project.root / "content/projects").exists()


def test_nothing_is_overwritten(project: Project) -> None:
    project.write("content/projects/one-list/project.yml", "kept")
    done = asked(project, ANSWERS + "\nA name\none-list\nanother\n")
    assert done.stdout.count("a folder of this name is there already") == 2
    assert done.stdout.count("an id has small letters") == 1
    assert project.read("content/projects/one-list/project.yml") == "kept"
    assert load_project(project.root / "content/projects/another").id == "another"


def every_question() -> list[Question]:
    inner = [one.questions if isinstance(one, (Several, Within)) else (one,) for one in QUESTIONS]
    return [question for few in inner for question in few]


def test_every_question_stands_on_the_papers_of_the_booklet_in_the_same_order() -> None:
    library = load(ROOT)
    booklet = next(one for one in library.workbooks if one.id == "project-start")
    forms = [paper.of for paper in booklet.papers if paper.copy_ == "form"]
    tools = {tool.id: tool for tool in library.all(Tool)}
    fields = [
        f"{form}.{field.id}" for form in forms for section in tools[str(form)].sections for field in section.fields
    ]
    places = [fields.index(question.on_paper) for question in every_question()]
    assert places == sorted(places)


def test_every_key_that_a_new_project_needs_is_asked_for() -> None:
    needed = {name for name, info in LocalProject.model_fields.items() if info.is_required()}
    assert needed - {one.key for one in QUESTIONS} == {"id"}


@pytest.mark.parametrize(
    ("title", "identifier"),
    [("Ein Zusammen!", "ein-zusammen"), ("Siân 2 lists", "sian-2-lists"), ("ایک", ""), ("2 go", "go")],
)
def test_a_title_suggests_an_id(title: str, identifier: str) -> None:
    assert id_of(title) == identifier
