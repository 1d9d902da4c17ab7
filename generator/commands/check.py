"""`joinedup check`: every problem of the content and of every local project, printed once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from generator.checks import check
from generator.commands.days import day, today
from generator.commands.options import add_projects, no_projects
from generator.library import Library, load
from generator.problems import ContentError, Problem
from generator.projects.checks import check_projects
from generator.projects.folder import project_folders
from generator.projects.shared import SHARED
from generator.publish.as_of import as_of
from generator.report import FORMATS, report
from generator.translate.catalogues import read_catalogues


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup check`."""
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how problems are printed (default: text)"
    )
    parser.add_argument("--no-warnings", action="store_true", help="print what stops a build, and nothing else")
    add_projects(parser)
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day on which consent must hold, or today (default: the date of a build; with --projects, today)",
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 with no problems, 1 with problems, 2 for a folder that is not there; warnings never count."""
    if wrong := no_projects(options.projects):
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    problems = _problems(options)
    if options.no_warnings:
        problems = [problem for problem in problems if problem.severity == "problem"]
    stream = sys.stderr if options.format == "text" else sys.stdout
    return int(report(problems, FORMATS[options.format], options.root, stream))


def _problems(options: argparse.Namespace) -> list[Problem]:
    try:
        library = load(options.root)
    except ContentError as error:
        return list(error.problems)
    catalogues = read_catalogues(library, options.root)
    return [*check(library), *catalogues.problems, *_of_projects(options, library)]


def _of_projects(options: argparse.Namespace, library: Library) -> Iterator[Problem]:
    """What is wrong with local projects; the date is only asked for where there are any."""
    if not project_folders(options.root, options.projects) and not (options.root / SHARED).is_dir():
        return
    try:
        when = as_of(library, options.root, options.as_of or (today() if options.projects else None))
    except ContentError as error:
        yield from error.problems
        return
    yield from check_projects(options.root, options.projects, library, when, today())
