"""A new project, question by question: the questions are those of the booklet, and what is written is a project."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.commands import new
from generator.library import load
from generator.model import Tool
from generator.model.project import Project as LocalProject
from generator.projects.asking import QUESTIONS, Question, Several, Within, id_of
from generator.projects.folder import load_project, project_folders
from generator.projects.unfinished import UNFINISHED, UnreadableAnswersError, answers_of, line_of, whole_lines
from generator.projects.written import way_to_schema
from generator.publish.store import key_of_folder
from tests.project import HERE, Project, environment, said

ROOT = HERE.parent
TITLE, TITLE_WORDS = "One list", "What do you call the project?"
ANSWERS = """\
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
"""What is answered after the name and the folder. A wrong answer here and there, and “?”, are asked again."""


def asked(project: Project, answers: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--root", str(project.root), "new", "project", *more]
    done = subprocess.run(
        command, cwd=ROOT, input=answers, capture_output=True, text=True, check=False, env=environment()
    )
    assert "Traceback" not in done.stderr
    return done


def test_answers_from_a_pipe_become_a_project_without_problems(project: Project) -> None:
    done = asked(project, f"{TITLE}\n\n{ANSWERS}")
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
        "write at least 1", "keyworking: Keyworking", "there is no topic with this id", "this stands there already",
        "a language is named by its code",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert project.check()[2] == "0 problems, 0 warnings\n"


def test_a_folder_outside_of_the_content_can_be_named(project: Project, tmp_path: Path) -> None:
    assert asked(project, f"{TITLE}\nours\n{ANSWERS}", "--projects", str(tmp_path / "mine")).returncode == 0
    assert load_project(tmp_path / "mine/ours").id == "ours"
    assert not (project.root / "content/projects/one-list").exists()


ALL = [TITLE, "", *ANSWERS.splitlines()]


def run_out_after(project: Project, lines: int) -> subprocess.CompletedProcess[str]:
    """The first lines, and then the power goes."""
    return asked(project, "".join(f"{line}\n" for line in ALL[:lines]))


@pytest.mark.parametrize("lines", [0, 1])
def test_answers_that_end_before_the_folder_has_a_name_leave_nothing(project: Project, lines: int) -> None:
    done = run_out_after(project, lines)
    assert done.returncode == 1
    assert "so nothing is kept" in done.stderr
    assert not (project.root / "content/projects").exists()


def test_somebody_who_stops_after_any_answer_goes_on_with_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever line was the last: what was answered is not asked again, and the project becomes the same."""
    here(monkeypatch, project, [TITLE, "whole", *ALL[2:]])
    whole = project.read("content/projects/whole/project.yml").replace("id: 'whole'", "id: one-list")
    for lines in range(2, len(ALL)):
        status, _, error = here(monkeypatch, project, ALL[:lines])
        assert status == 1
        assert error.endswith("To go on: joinedup new project --continue one-list\n")
        status, printed, error = here(monkeypatch, project, ALL[lines:], going_on="one-list")
        assert (status, error) == (0, ""), lines
        assert "answers are kept. The questions that are left follow." in printed
        folder = project.root / "content/projects/one-list"
        assert [file.name for file in folder.iterdir()] == ["project.yml"]
        assert project.read("content/projects/one-list/project.yml") == whole, lines
        (folder / "project.yml").unlink()
        folder.rmdir()


def here(
    monkeypatch: pytest.MonkeyPatch, project: Project, lines: list[str], going_on: str | None = None
) -> tuple[int, str, str]:
    """The same in this process, where the answers end after some lines; whoever goes on is not asked for the first again."""
    waiting = iter(lines)

    def ask(words: str) -> str:
        assert not (going_on and TITLE_WORDS in words)
        line = next(waiting, None)
        if line is None:
            raise EOFError
        return line

    monkeypatch.setattr("builtins.input", ask)
    return said(new.run, root=project.root, projects=None, going_on=going_on)


def test_an_unfinished_project_is_private_and_no_project(project: Project) -> None:
    before = key_of_folder([project.root])
    run_out_after(project, 12)
    file = project.root / "content/projects/one-list" / UNFINISHED
    assert [one.name for one in file.parent.iterdir()] == [UNFINISHED]
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Three streets" in file.read_text("utf-8")
    assert project_folders(project.root) == []
    assert project.check()[2] == "0 problems, 0 warnings\n"
    assert key_of_folder([project.root]) == before
    ignored = subprocess.run(["git", "check-ignore", f"content/projects/one-list/{UNFINISHED}"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


def test_ctrl_c_says_in_one_line_how_to_go_on(project: Project, tmp_path: Path) -> None:
    place = tmp_path / "our projects"
    command = [
        sys.executable,
        "-m",
        "generator",
        "--root",
        str(project.root),
        "new",
        "project",
        "--projects",
        str(place),
    ]
    process, terminal = pty.fork()
    if not process:
        os.chdir(ROOT)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background has it ignored
        os.execve(command[0], command, environment(TERM="dumb"))  # noqa: S606 - our own command, in a terminal of its own
    for words, line in ((TITLE_WORDS, TITLE), ("its folder", ""), ("two sentences?", "We want one person to ring.")):
        until(terminal, words)
        os.write(terminal, f"{line}\n".encode())
    until(terminal, "Who leads?")
    shown = until(terminal, "--projects '", keys=b"\x03")
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    line = next(line for line in shown.replace("\r", "").split("\n") if "--continue" in line)
    assert line == (
        "joinedup: stopped; your answers are kept. "
        f"To go on: joinedup new project --continue one-list --projects '{place}'"
    )
    assert "Traceback" not in shown


def until(terminal: int, words: str, keys: bytes = b"") -> str:
    """What a terminal shows, to the end of the line with these words; for at most a minute.

    Keys are pressed whenever it has been still for a second: Python does not hear Ctrl-C between a prompt and its reading.
    """
    shown, end = "", time.monotonic() + 60
    while not re.search(f"{re.escape(words)}[^\n]*\n", shown) and time.monotonic() < end:
        still = not select.select([terminal], [], [], 1)[0]
        if still and keys:
            os.write(terminal, keys)
        elif not still:
            try:
                shown += os.read(terminal, 1).decode("latin-1")
            except OSError:  # the other side has ended
                break
    assert words in shown
    return shown


def test_a_second_project_can_be_begun_beside_an_unfinished_one(project: Project) -> None:
    run_out_after(project, 12)
    done = asked(project, f"{TITLE}\n\nanother\n{ANSWERS}")
    assert "Not finished yet: one-list. To go on with it: joinedup new project --continue one-list\n" in done.stdout
    assert done.stdout.count("a project in a folder of this name is not finished") == 1
    assert load_project(project.root / "content/projects/another").id == "another"
    assert (project.root / "content/projects/one-list" / UNFINISHED).is_file()


def test_a_kept_answer_that_is_deleted_or_wrong_by_now_is_asked_again(project: Project) -> None:
    run_out_after(project, 12)
    path = f"content/projects/one-list/{UNFINISHED}"
    kept = project.read(path).replace('led_by: "together"\n', 'led_by: "everybody"\n')
    project.write(path, "".join(line for line in kept.splitlines(keepends=True) if not line.startswith("group.ages")))
    done = asked(project, "managers\n\n5 to 25\n", "--continue", "one-list")
    assert "write one of: people, managers, together" in done.stdout
    answers = answers_of(project.read(path).encode())
    assert (answers["led_by"], answers["group.ages"], answers["group.who"]) == (
        "managers",
        "5 to 25",
        "Children with needs",
    )


def test_a_last_line_that_was_cut_off_is_asked_again(project: Project) -> None:
    run_out_after(project, 9)
    path = f"content/projects/one-list/{UNFINISHED}"
    project.write(path, project.read(path)[:-5])
    done = asked(project, "Those with three helpers.\n", "--continue", "one-list")
    assert "Who belongs to this group" in done.stdout
    assert answers_of(project.read(path).encode())["group.text"] == "Those with three helpers."


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("one-lis", "holds no unfinished project of this name; those it holds: one-list"),
        ("../projects/one-list", "holds no unfinished project of this name"),
        ("tiny", "project.yml is written already, so nothing is left to ask"),
    ],
)
def test_what_cannot_be_gone_on_with_is_said(project: Project, name: str, message: str) -> None:
    project.with_tiny_project()
    run_out_after(project, 12)
    done = asked(project, "", "--continue", name)
    assert done.returncode == 1
    assert message in done.stderr


def test_a_line_that_cannot_be_read_is_named_and_never_repeated(project: Project) -> None:
    run_out_after(project, 12)
    path = f"content/projects/one-list/{UNFINISHED}"
    before = project.read(path)
    project.write(path, before + "secret words\n")
    done = asked(project, "", "--continue", "one-list")
    number = before.count("\n") + 1
    assert f"{UNFINISHED}: line {number} cannot be read; mend it, or delete it to be asked again" in done.stderr
    assert "secret" not in done.stderr + done.stdout
    assert project.read(path) == before + "secret words\n"


@pytest.mark.parametrize("answer", ["", 'with "quotes" and \\ and: colons', "ایک فہرست", "#", "> 5"])
def test_every_answer_comes_back_as_it_was(answer: str) -> None:
    text = line_of("laws.2.title", answer).encode()
    assert answers_of(text) == {"laws.2.title": answer}
    assert whole_lines(text + b"half a line") == text


@pytest.mark.parametrize("line", ["words", "led_by: together", 'led_by: "a\nb', "led_by: 5", 'led_by: "a" "b"', "- x"])
def test_a_line_of_another_kind_is_refused(line: str) -> None:
    with pytest.raises(UnreadableAnswersError):
        answers_of(f"{line}\n".encode())


def test_an_editor_finds_the_schema_from_wherever_the_folder_stands(tmp_path: Path) -> None:
    root = tmp_path / "joined-up"
    (root / "generator/schemas").mkdir(parents=True)
    (root / "generator/schemas/project.json").write_text("{}", "utf-8")
    (tmp_path / "linked").symlink_to(root)
    for folder in (
        root / "content/projects/ours",
        tmp_path / "private/ours",
        tmp_path / "linked/content/projects/ours",
    ):
        folder.mkdir(parents=True, exist_ok=True)
        way = way_to_schema(root, folder, "project")
        assert (folder / way).resolve() == root / "generator/schemas/project.json"
    assert way_to_schema(root, root / "content/projects/ours", "project") == "../../../generator/schemas/project.json"


def test_no_way_to_a_schema_is_written_where_none_is_right(tmp_path: Path) -> None:
    root = tmp_path / "joined up"
    (root / "generator/schemas").mkdir(parents=True)
    (root / "generator/schemas/project.json").write_text("{}", "utf-8")
    assert way_to_schema(root, tmp_path / "ours", "project") == ""
    assert way_to_schema(root, root / "content/projects/ours", "project") == "../../../generator/schemas/project.json"
    assert way_to_schema(root, root / "content/projects/ours", "evidence") == ""
    assert way_to_schema(root, Path("/nowhere/ours"), "project") == ""


def test_nothing_is_overwritten(project: Project) -> None:
    project.write("content/projects/one-list/project.yml", "kept")
    done = asked(project, f"{TITLE}\n\nA name\none-list\nanother\n{ANSWERS}")
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
