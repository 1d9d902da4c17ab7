"""The command line: what it prints where, and the exit status that scripts rely on."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import cli
from generator.publish.as_of import as_of, newest_commit
from tests.project import HERE, LETTER, TOPIC, Project, environment

ROOT = HERE.parent
PLACE = re.compile(r"(?m)^\S+?:\d+:\d+: ")


@pytest.fixture
def broken(project: Project) -> Project:
    """Two problems and a warning, in files that sort otherwise than they are read."""
    project.edit("content/stories/a-nights-rest.yml", "What would you have said first?", "What would users say?")
    project.edit(LETTER, "[[keyworker]]", "[[keyworkers]]")
    project.edit("content/pages/consent.yml", "(topic:keyworking)", "(topic:key)")
    return project


def shell(project: Project, pipeline: str) -> subprocess.CompletedProcess[str]:
    """A pipeline of a shell, in which J is the command line."""
    script = f'J() {{ "{sys.executable}" -m generator --root "{project.root}" "$@"; }}; {pipeline}'
    return subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, env=environment()
    )


# check


def test_no_problems_is_status_0_and_a_count(project: Project) -> None:
    done = project.joinedup("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 problems, 0 warnings\n")


def test_problems_are_status_1_on_standard_error_sorted_with_the_count_last(broken: Project) -> None:
    done = broken.joinedup("check")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    places = [line for line in lines if PLACE.match(line)]
    assert places == sorted(places)
    assert len(places) == len(set(places)) == 3
    assert lines[-1] == "2 problems, 1 warning"


def test_warnings_alone_are_status_0_and_can_be_left_out(project: Project) -> None:
    project.edit("content/stories/a-nights-rest.yml", "What would you have said first?", "What would users say?")
    assert project.joinedup("check").returncode == 0
    done = project.joinedup("check", "--no-warnings")
    assert (done.returncode, done.stderr) == (0, "0 problems, 0 warnings\n")


def test_machines_read_the_same_problems_as_people(broken: Project) -> None:
    people = PLACE.findall(broken.joinedup("check").stderr)
    done = broken.joinedup("check", "--format", "json")
    rows = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [f"{row['path']}:{row['line']}:{row['column']}: " for row in rows] == people
    assert {frozenset(row) for row in rows} == {frozenset(["path", "line", "column", "severity", "rule", "message"])}
    assert [row["severity"] for row in rows] == ["problem", "problem", "warning"]


def test_no_problems_is_an_empty_list_for_machines(project: Project) -> None:
    assert json.loads(project.joinedup("check", "--format", "json").stdout) == []
    assert project.joinedup("check", "--format", "github").stdout == ""


def test_annotations_have_the_form_that_github_reads(broken: Project) -> None:
    broken.edit(LETTER, "when: Before the first meeting.", "when: Before, 100% sure.\nsubject:x: y")
    broken.edit(LETTER, "\nsubject:x: y", "")
    done = broken.joinedup("check", "--format", "github")
    form = r"::(error|warning) file=[^,:%]+(%2C|%3A|%25|[^,:%])*,line=\d+,col=\d+,title=[a-z-]+::[^\r\n]+"
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert len(lines) == 3
    assert all(re.fullmatch(form, line) for line in lines)
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning"]


def test_annotations_keep_their_form_whatever_a_message_or_a_name_holds(project: Project) -> None:
    project.write("content/letters/a,b:c%d.yml", "id: 'a%0A::error::b'\n")
    for line in project.joinedup("check", "--format", "github").stdout.splitlines():
        head, _, message = line.removeprefix("::").partition("::")
        assert "a%2Cb%3Ac%25d.yml" in head
        assert "%0A" not in message
        assert "%250A" in message or "%" not in message


def test_a_name_that_is_no_text_gives_no_traceback(project: Project) -> None:
    (project.root / os.fsdecode(b"content/letters/caf\xe9.yml")).write_text("id: x\n")
    for form in ("text", "json", "github"):
        done = project.joinedup("check", "--format", form, PYTHONUTF8="0", LC_ALL="C")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(broken: Project, encoding: str) -> None:
    for form in ("text", "json", "github"):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "--root", str(broken.root), "check", "--format", form],
            cwd=ROOT,
            capture_output=True,
            check=False,
            env=environment(PYTHONIOENCODING=encoding),
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        if form == "json":
            assert "“keyworkers”" in json.loads(done.stdout.decode(encoding))[0]["message"]


# Wrong usage


@pytest.mark.parametrize(
    "words",
    [
        (), ("bake",), ("check", "--format", "xml"), ("check", "extra"), ("build", "--as-of", "yesterday"), ("build", "--jobs", "0"),
        ("build", "--jobs", "many"), ("build", "--only", "paper"), ("build", "--engine", "sphinx"), ("build", "--audience", "all"),
        ("build", "--language", "xx"), ("workbook",), ("workbook", "nothing"), ("workbook", "manual", "--copy", "participant"), ("workbook", "section:nothing"), ("workbook", "section:meetings", "--copy", "poster"), ("workbook", "keyworking", "--copy", "other"),
        ("workbook", "keyworking", "--language", "xx"), ("workbook", "keyworking", "--screen-reader"), ("workbook", "keyworking", "--format", "exe"),
        ("translate",), ("translate", "new"), ("translate", "new", "xx"), ("translate", "status", "--list", "done"), ("serve", "--port", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_status_2_with_one_reason(project: Project, words: tuple[str, ...]) -> None:
    done = project.joinedup(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("joinedup")
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_project_is_wrong_usage(tmp_path: Path) -> None:
    done = Project(tmp_path).joinedup("check")
    assert done.returncode == 2
    assert done.stderr.startswith(f"joinedup: {tmp_path} is no project, since it has no folder “content”")
    assert len(done.stderr.splitlines()) == 1


def test_an_unfinished_project_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = Project(tmp_path).joinedup("check")
    assert done.returncode == 1
    assert "content/site.yml is missing" in done.stderr


def test_the_project_is_found_from_any_folder_inside_it(project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=project.root / "content/letters",
        capture_output=True,
        text=True,
        check=False,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert (done.returncode, done.stderr) == (0, "0 problems, 0 warnings\n")


@pytest.mark.parametrize("name", ["check", "build"])
def test_a_folder_named_like_a_command_is_not_taken_for_it(project: Project, name: str) -> None:
    other = Project.copied(project.root / name)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--root", name, "translate", "status", "ur"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == other.joinedup("translate", "status", "ur").stdout


# Ends


@pytest.mark.parametrize(
    "pipeline",
    ["J check --format json | head -c 1", "J check 2>&1 | head -c 1", "J translate status --list missing | head -n 1"],
)
def test_a_reader_that_has_read_enough_ends_it_quietly(broken: Project, pipeline: str) -> None:
    broken.write(
        LETTER,
        broken.read(LETTER) + "".join(f"x{number}: 1\n" for number in range(3000)) * ("translate" not in pipeline),
    )
    done = shell(broken, f"{pipeline}; echo ${{PIPESTATUS[@]}} >&2")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.stderr.splitlines()[-1] in ("0 0", "1 0")


def test_a_reader_that_is_gone_before_anything_was_said_is_no_traceback(broken: Project) -> None:
    done = shell(broken, "J check --format json | true; J check 2>&1 | true; J --help | true")
    assert done.stderr == ""


def test_an_output_that_cannot_be_written_is_named(project: Project) -> None:
    project.write("file", "not a folder")
    done = project.joinedup("schema", "--output", str(project.root / "file/schemas"))
    assert done.returncode == 1
    assert re.fullmatch(r"joinedup: .*file.*: .+\n", done.stderr)


@pytest.mark.parametrize("output", [".", "content", "..", "file"])
def test_a_build_never_replaces_what_it_did_not_make(project: Project, output: str) -> None:
    project.write("file", "not a folder")
    before = sorted(project.root.rglob("*"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            "--root",
            str(project.root),
            "build",
            "--output",
            str(project.root / output),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 2
    assert "holds something that joinedup did not build" in done.stderr
    assert sorted(project.root.rglob("*")) == before


# The date


def test_the_date_is_the_one_given_or_that_of_the_site(project: Project) -> None:
    library = project.library()
    from_site = as_of(library, project.root, None)
    assert from_site.isoformat() == "2026-11-22"
    assert as_of(library, project.root, from_site.replace(year=2020)).isoformat() == "2020-11-22"


def git(root: Path, *words: str, **more: str) -> None:
    who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A Person")
    addresses = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@person.example")
    env = environment(**who, **addresses, HOME=str(root), GIT_CONFIG_NOSYSTEM="1", **more)
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=env)


def test_else_it_is_the_authors_day_of_the_newest_change_of_the_content(project: Project, tmp_path: Path) -> None:
    def commit(day: str) -> None:
        git(project.root, "add", "--all")
        git(
            project.root, "commit", "--message", day, GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE="2030-01-01T00:00:00+0000"
        )

    git(project.root, "init", "--initial-branch", "main")
    commit("2021-03-04T23:30:00-1200")
    project.edit(TOPIC, "title: Keyworking", "title: Key work")
    commit("2022-05-06T00:30:00+1400")
    project.write("README.md", "Not content.\n")
    commit("2023-07-08T12:00:00+0000")
    assert newest_commit(project.root) is not None
    assert str(newest_commit(project.root)) == "2022-05-06"
    git(tmp_path, "clone", project.root.as_uri(), "whole")
    git(tmp_path, "clone", "--depth", "1", project.root.as_uri(), "shallow")
    assert str(newest_commit(tmp_path / "whole")) == "2022-05-06"
    assert str(newest_commit(tmp_path / "shallow")) == "2023-07-08"  # all that such a clone knows


def test_the_clock_is_read_in_one_place() -> None:
    """Names that read it stand nowhere but where consent needs today; `time.monotonic` only measures how long something took."""
    reads = re.compile(r"\b(date\.today|datetime\.(now|utcnow|today)|time\.(time|localtime|gmtime|ctime)|strftime)\b")
    found = [file for file in (ROOT / "generator").rglob("*.py") if reads.search(file.read_text("utf-8"))]
    assert found == [ROOT / "generator/commands/days.py"]


# The table of commands


def test_every_command_stands_in_the_help(project: Project) -> None:
    said = project.joinedup("--help").stdout
    assert [command.name for command in cli.COMMANDS if not re.search(rf"(?m)^    {command.name} +\S", said)] == []


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument of a parser and of those inside it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from actions(inner)
        else:
            yield action


def test_every_option_says_what_it_does() -> None:
    found = list(actions(cli.parser()))
    assert len(found) > 30
    assert [action for action in found if not action.help] == []


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.name)
def test_every_command_shows_its_own_help(command: cli.Command, project: Project) -> None:
    done = project.joinedup(command.name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: joinedup {command.name}" in done.stdout


def test_each_command_is_a_module_of_its_own() -> None:
    shared = {"__init__", "days", "options", "printing"}
    modules = {file.stem for file in (ROOT / "generator/commands").glob("*.py")} - shared
    assert modules == {Path(str(command.module.__file__)).stem for command in cli.COMMANDS}
