"""`joinedup pack SESSION.yml`: everything that one planned session needs, counted for the people who come."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from generator.commands.options import add_as_of
from generator.commands.printing import checked_content, composed_in_its_languages, pinned_fonts, stop_at
from generator.formats.document import Document, Failure, Rendered
from generator.formats.fonts import FontSet
from generator.formats.workers import render_all
from generator.library import Library
from generator.model.meeting import PlannedMeeting
from generator.model.project import Gathering
from generator.problems import ContentError, Problem
from generator.publish.as_of import as_of
from generator.publish.files import write_file
from generator.report import FORMATS, report
from generator.source import read
from generator.translate.catalogues import Catalogues
from generator.validate import validate
from generator.workbook import Workbook
from generator.workbook.meeting import faults, packs_of


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup pack`."""
    parser.add_argument(
        "session",
        type=Path,
        help="the file that says what is planned, as docs/example-session.yml shows; or a project's session that has a meeting:",
    )
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder for the files")
    add_as_of(parser, "the date of the papers")


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when every pack is written, 1 with problems in the session's file or the content."""
    library, catalogues = checked_content(options.root)
    planned, warnings = _planned(options.session, library)
    if warnings:
        report(warnings, FORMATS["text"], options.root, sys.stderr)
    packs = list(packs_of(planned, library))
    documents = _documents(packs, library, catalogues, as_of(library, options.root, options.as_of))
    return _write(documents, options.output.resolve(), pinned_fonts(options.root))


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
    stop_at(problems)
    return planned, problems


def _documents(packs: list[Workbook], library: Library, catalogues: Catalogues, when: date) -> dict[str, Document]:
    """The document of each pack by the name of its file."""
    return {
        f"{pack.base_name}.{'+'.join(pack.languages)}.pdf": composed_in_its_languages(
            pack, library, catalogues, when
        ).document
        for pack in packs
    }


def _write(documents: dict[str, Document], folder: Path, fonts: FontSet) -> int:
    made = dict(render_all(documents.items(), min(len(documents), os.cpu_count() or 1), fonts))
    finished: dict[str, Rendered] = {}
    for name in documents:
        outcome = made[name]
        if isinstance(outcome, Failure):
            print(f"joinedup: {name} cannot be made:\n{outcome.reason}", file=sys.stderr)
        else:
            finished[name] = outcome
    if len(finished) < len(documents):
        return 1
    for name, pack in finished.items():
        write_file(folder / name, pack.content)
        print(f"{folder / name}: {pack.pages} pages; its first page says what to print")
    return 0
