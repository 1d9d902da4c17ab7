"""`joinedup new project`: asks what project.yml holds, one thing after the other, and writes the folder of a project.

What was answered is kept in that folder from the second answer on, so that nobody loses it who has to stop.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.library import load
from generator.projects.asking import Asking, id_of
from generator.projects.folder import PROJECTS
from generator.projects.unfinished import (
    FIRST_LINES,
    UNFINISHED,
    UnreadableAnswersError,
    answers_of,
    line_of,
    whole_lines,
)
from generator.projects.written import way_to_schema, yaml_of
from generator.publish.files import write_file
from generator.validate import SHAPES

WELCOME = """The questions are those of the project-start booklet, in its order. Ctrl-C stops: what you answered is kept, and you can go on later.
The project is private until you write otherwise: nobody sees anything of it."""
GOING_ON = """{count} answers are kept. The questions that are left follow.
To change an answer, stop, delete its line in {file}, and go on."""
NEXT = """{file} is written. What to do now:
1. Read it through. The guide to local projects says what else can stand there.
2. Put what people said into {evidence}, with their consent, and sessions into {sessions}.
3. Run joinedup check{projects}."""


@dataclass
class Answers:
    """The answers so far. Once the folder is known they are in a file that nobody else may read, each before the next question."""

    kept: Mapping[str, str]
    folder: Path | None = None
    waiting: str = field(default=FIRST_LINES, init=False)

    def keep(self, question: str, answer: str) -> None:
        """Writes an answer down, so that it is still there when the power goes."""
        self.waiting += line_of(question, answer)
        if self.folder:
            self._write(self.folder / UNFINISHED)

    def into(self, folder: Path) -> Path:
        """Makes the folder, and keeps there what was answered before it had a name. Returns it."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        self.folder = folder
        self._write(folder / UNFINISHED)
        return folder

    def _write(self, file: Path) -> None:
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.fchmod(opened, 0o600)
            os.write(opened, self.waiting.encode())
            os.fsync(opened)
        finally:
            os.close(opened)
        self.waiting = ""


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup new`."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="THING")
    project = things.add_parser("project", help="ask what a local project is, and write its folder")
    project.add_argument(
        "--projects", type=Path, metavar="DIR", help="the folder that the new one goes into (default: content/projects)"
    )
    project.add_argument(
        "--continue",
        dest="going_on",
        metavar="NAME",
        help="go on with a project that is not finished: its folder's name",
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the project is written, 1 where the answers end too early or cannot be gone on with, 130 when stopped.

    It never overwrites anything.
    """
    place = options.projects or options.root / PROJECTS
    answers = Answers({})
    try:
        if options.going_on is not None:
            answers = _again(place, options.going_on)
        folder = _asked(options, place, answers)
    except (NotThereError, UnreadableAnswersError) as error:
        print(f"joinedup: {error}", file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt) as stopped:
        print(f"\njoinedup: {_stopped(options, answers)}", file=sys.stderr)
        return 1 if isinstance(stopped, EOFError) else 130
    shown = "" if options.projects is None else f" --projects {shlex.quote(str(place))}"
    print(
        NEXT.format(
            file=folder / "project.yml", evidence=folder / "evidence", sessions=folder / "sessions", projects=shown
        )
    )
    return 0


class NotThereError(Exception):
    """There is nothing to go on with; says why."""


def _again(place: Path, name: str) -> Answers:
    """The answers of a project that is not finished. Raises NotThereError, and UnreadableAnswersError with the file."""
    folder = place / name
    file = folder / UNFINISHED
    if (folder / "project.yml").exists():
        left = f"; what is left in {file} can be deleted" if file.exists() else ""
        raise NotThereError(f"{folder / 'project.yml'} is written already, so nothing is left to ask{left}")
    if "/" in name or not file.is_file():
        names = ", ".join(_unfinished(place)) or "none"
        raise NotThereError(f"{place} holds no unfinished project of this name; those it holds: {names}")
    content = file.read_bytes()
    try:
        answers = Answers(answers_of(content), folder)
    except UnreadableAnswersError as error:
        raise UnreadableAnswersError(f"{file}: {error}") from None
    os.truncate(file, len(whole_lines(content)))
    answers.waiting = ""
    return answers


def _unfinished(place: Path) -> list[str]:
    return sorted(
        file.parent.name for file in place.glob(f"*/{UNFINISHED}") if not (file.parent / "project.yml").exists()
    )


def _asked(options: argparse.Namespace, place: Path, answers: Answers) -> Path:
    """Asks all that is left, and writes the project; returns its folder."""
    asking = Asking(_ask, print, load(options.root), answers.kept, answers.keep)
    folder = answers.folder
    if folder:
        print(GOING_ON.format(count=len(answers.kept), file=folder / UNFINISHED))
        asking.title()
    else:
        print(WELCOME)
        for name in _unfinished(place):
            print(f"Not finished yet: {name}. To go on with it: {_command(options, name)}")
        folder = answers.into(place / _name(asking, place))
    schema = way_to_schema(options.root, folder, "project")
    write_file(folder / "project.yml", yaml_of({**asking.all(), "id": folder.name}, schema).encode())
    (folder / UNFINISHED).unlink()
    return folder


def _name(asking: Asking, place: Path) -> str:
    suggested = id_of(asking.title())
    words = "The name of its folder, in small letters and hyphens"
    hint = f" (empty: {suggested})" if suggested else ""
    return asking.one("folder", words + hint, lambda said: _wrong_id(said or suggested, place)) or suggested


def _ask(words: str) -> str:
    return input(f"{words}\n> ")


def _wrong_id(said: str, place: Path) -> str | None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", said) or len(said) > 60:
        return SHAPES["^[a-z][a-z0-9]*"]
    if said in _unfinished(place):
        return (
            "a project in a folder of this name is not finished; choose another name, or stop and go on with that one"
        )
    return "a folder of this name is there already; choose another" if (place / said).exists() else None


def _stopped(options: argparse.Namespace, answers: Answers) -> str:
    if answers.folder is None:
        return "stopped before the project had a name, so nothing is kept"
    return f"stopped; your answers are kept. To go on: {_command(options, answers.folder.name)}"


def _command(options: argparse.Namespace, name: str) -> str:
    projects = f" --projects {shlex.quote(str(options.projects))}" if options.projects else ""
    return f"joinedup new project --continue {name}{projects}"
