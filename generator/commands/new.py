"""`joinedup new project`: asks what project.yml holds, one thing after the other, and writes the folder of a project."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from generator.library import load
from generator.projects.asking import SCHEMA, Asking, id_of
from generator.projects.folder import PROJECTS
from generator.projects.written import yaml_of
from generator.validate import SHAPES

WELCOME = """The questions are those of the project-start booklet, in its order. Nothing is written before the last answer; Ctrl-C stops.
The project is private until you write otherwise: nobody sees anything of it."""
NEXT = """{file} is written. What to do now:
1. Read it through. The guide to local projects says what else can stand there.
2. Put what people said into {evidence}, with their consent, and sessions into {sessions}.
3. Run joinedup check{projects}."""


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup new`."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="THING")
    project = things.add_parser("project", help="ask what a local project is, and write its folder")
    project.add_argument(
        "--projects", type=Path, metavar="DIR", help="the folder that the new one goes into (default: content/projects)"
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the project is written, 1 where the answers end too early. It never overwrites anything."""
    place = options.projects or options.root / PROJECTS
    asking = Asking(_ask, print, load(options.root))
    print(WELCOME)
    try:
        data = asking.all()
        suggested = id_of(str(data["title"]))
        identifier = asking.one(
            f"The name of its folder, in small letters and hyphens (empty: {suggested})" if suggested
            else "The name of its folder, in small letters and hyphens",
            lambda said: _wrong_id(said or suggested, place),
        )  # fmt: skip
    except EOFError:
        print("\njoinedup: the answers ended before the last question, so nothing was written", file=sys.stderr)
        return 1
    folder = place / (identifier or suggested)
    text = yaml_of({**data, "id": folder.name}, SCHEMA if options.projects is None else "")
    _write(folder, text)
    shown = "" if options.projects is None else f" --projects {place}"
    print(
        NEXT.format(
            file=folder / "project.yml", evidence=folder / "evidence", sessions=folder / "sessions", projects=shown
        )
    )
    return 0


def _ask(words: str) -> str:
    return input(f"{words}\n> ")


def _wrong_id(said: str, place: Path) -> str | None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", said) or len(said) > 60:
        return SHAPES["^[a-z][a-z0-9]*"]
    return "a folder of this name is there already; choose another" if (place / said).exists() else None


def _write(folder: Path, text: str) -> None:
    """Writes the folder, or leaves nothing of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    try:
        with (folder / "project.yml").open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except BaseException:
        (folder / "project.yml").unlink(missing_ok=True)
        folder.rmdir()
        raise
