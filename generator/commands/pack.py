"""`joinedup pack SESSION.yml`: everything that one planned session needs, counted for the people who come."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.commands.days import day
from generator.commands.workbook import sides
from generator.formats.document import Document, Failure
from generator.formats.fonts import FontSet
from generator.formats.workers import render_all
from generator.library import Library, load
from generator.model.meeting import PlannedMeeting
from generator.model.project import Gathering
from generator.problems import ContentError, Problem, Severity
from generator.publish.as_of import as_of
from generator.publish.files import write_file
from generator.report import FORMATS, report
from generator.source import read
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.validate import validate
from generator.workbook import Workbook, compose
from generator.workbook.meeting import faults, packs_of


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup pack`."""
    parser.add_argument(
        "session",
        type=Path,
        help="the file that says what is planned, as docs/example-session.yml shows; or a project's session that has a meeting:",
    )
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder for the files")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the date of the papers (default: that of the newest commit to the content)",
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when every pack is written, 1 with problems in the session's file or the content."""
    library = load(options.root)
    catalogues = read_catalogues(library, options.root)
    found = [*check(library), *catalogues.problems]
    if any(problem.severity is Severity.PROBLEM for problem in found):
        raise ContentError(found)
    planned, warnings = _planned(options.session, library)
    report(warnings, FORMATS["text"], options.root, sys.stderr) if warnings else None
    packs = list(packs_of(planned, library))
    documents = _documents(packs, library, catalogues, as_of(library, options.root, options.as_of))
    return _write(documents, options.output.resolve(), FontSet.read(options.root / "site_overrides/fonts"))


def _planned(file: Path, library: Library) -> tuple[PlannedMeeting, list[Problem]]:
    """What the file says, or what a project's session says under `meeting:`, and warnings about it.

    Raises ContentError with every problem of the file.
    """
    of_a_project = (file.resolve().parent.parent / "project.yml").is_file()
    source, problems = read(file, file.as_posix(), confidential=of_a_project)
    if source is None:
        raise ContentError(problems)
    if isinstance(source.data, dict) and "meeting" in source.data:
        gathering, problems = validate(source, Gathering)
        if gathering is None:
            raise ContentError(problems)
        source = source.below("meeting")
    planned, problems = validate(source, PlannedMeeting)
    if planned is None:
        raise ContentError(problems)
    problems = list(faults(planned, source, library))
    if any(problem.severity is Severity.PROBLEM for problem in problems):
        raise ContentError(problems)
    return planned, problems


def _documents(packs: list[Workbook], library: Library, catalogues: Catalogues, when: date) -> dict[str, Document]:
    """The document of each pack by the name of its file."""
    found = {}
    for pack in packs:
        first, second = sides(pack, library, catalogues)
        composed = compose(pack, first.library, first.interface, when, second=second)
        found[f"{pack.base_name}.{'+'.join(pack.languages)}.pdf"] = composed.document
    return found


def _write(documents: dict[str, Document], folder: Path, fonts: FontSet) -> int:
    made = dict(render_all(documents.items(), min(len(documents), os.cpu_count() or 1), fonts))
    failures = {name: made[name] for name in documents if isinstance(made[name], Failure)}
    for name, failure in failures.items():
        print(
            f"joinedup: {name} cannot be made:\n{failure.reason if isinstance(failure, Failure) else ''}",
            file=sys.stderr,
        )
    if failures:
        return 1
    for name in documents:
        rendered = made[name]
        if not isinstance(rendered, Failure):
            write_file(folder / name, rendered.content)
            print(f"{folder / name}: {rendered.pages} pages; its first page says what to print")
    return 0
