"""A project folder that a test may change, and what the command line says about it."""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib

from generator import site
from generator.checks import check as every_check
from generator.commands import check, translate
from generator.library import Library, load
from generator.problems import ContentError, Problem, in_order
from generator.report import FORMATS
from generator.site.page import Facts
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import view
from generator.workbook import compose, planned

HERE = Path(__file__).parent
LIBRARY = HERE / "library"
TOPIC = "discussion_topics/01-keyworking.yml"
LETTER = "content/letters/service-manager.yml"
TOPIC_PO = "content/translations/ur/discussion_topics/01-keyworking.po"
LINE = re.compile(r"[^\n]+?:[1-9][0-9]*:[1-9][0-9]*: \S[^\n]*")


@dataclass(frozen=True)
class Project:
    """A copy of the tiny library in a folder of its own."""

    root: Path

    @classmethod
    def copied(cls, root: Path, source: Path = LIBRARY) -> Project:
        """A copy of a library; the folder must not be there yet."""
        shutil.copytree(source, root, symlinks=True)
        return cls(root)

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, words: str | bytes) -> None:
        """Write a file, with the folders around it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words.encode() if isinstance(words, str) else words)

    def edit(self, path: str, find: str, put: str) -> None:
        """Put some words of a file in the place of others, which must stand there exactly once."""
        text = self.read(path)
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {path}"
        self.write(path, text.replace(find, put))

    def with_tiny_project(self, name: str = "tiny") -> Path:
        """Puts the tiny project in, in a folder of a name; returns that folder."""
        folder = self.root / "content/projects" / name
        shutil.copytree(HERE / "projects/tiny", folder)
        return folder

    def library(self) -> Library:
        return load(self.root)

    def catalogues(self) -> Catalogues:
        return read_catalogues(self.library(), self.root)

    def problems(self) -> list[Problem]:
        """Everything that `joinedup check` would print."""
        try:
            library = load(self.root)
        except ContentError as error:
            return in_order(error.problems)
        return in_order([*every_check(library), *read_catalogues(library, self.root).problems])

    def composed(self) -> dict[str, str]:
        """Every page and paper of every language, in memory: where it belongs, and its text."""
        library, catalogues, day = self.library(), self.catalogues(), date(2026, 11, 22)
        found: dict[str, str] = {}
        for code in library.languages:
            seen = view(library, catalogues, code)
            words = Interface(code, catalogues.interfaces.get(code) or polib.POFile())
            pages = site.pages(seen, words, Facts(day, tuple(library.languages.values())))
            found |= {f"{code}/{page.place}": page.text for page in pages}
            papers = (workbook for workbook in planned(library) if workbook.language == code)
            found |= {f"{code}/{paper.name}": compose(paper, seen, words, day).document.html for paper in papers}
        return found

    def check(
        self, form: str = "text", *, no_warnings: bool = False, projects: Path | None = None
    ) -> tuple[int, str, str]:
        """The exit status of `joinedup check` and what it prints: standard output, standard error."""
        day = date(2026, 11, 22) if projects else None
        return said(check.run, root=self.root, format=form, no_warnings=no_warnings, projects=projects, as_of=day)

    def translate(self, *words: str) -> tuple[int, str, str]:
        """The same for `joinedup translate`."""
        parser = argparse.ArgumentParser()
        translate.options(parser)
        return said(translate.run, root=self.root, **vars(parser.parse_args(words)))

    def joinedup(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """The command line itself, in a process of its own."""
        command = [sys.executable, "-m", "generator", "--root", str(self.root), *words]
        return subprocess.run(
            command, cwd=HERE.parent, capture_output=True, text=True, check=False, env=environment(**more)
        )


def environment(**more: str) -> dict[str, str]:
    """The environment that commands run in: little of this machine's own."""
    return {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **more}


def said(run: object, **options: object) -> tuple[int, str, str]:
    """What a command prints, without a process around it."""
    assert callable(run)
    out, error = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        status = run(argparse.Namespace(**options))
    return int(status), out.getvalue(), error.getvalue()


def assert_well_printed(problems: list[Problem], root: Path) -> None:
    """What is printed about problems has the form that editors and machines read."""
    for problem in problems:
        assert LINE.fullmatch(problem.line), repr(problem.line)
        assert problem.position.path, problem
    for form in FORMATS.values():
        form(problems, root).encode()
