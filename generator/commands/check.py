"""`joinedup check`: every problem of the content, printed once."""

from __future__ import annotations

import argparse
import sys

from generator.checks import check
from generator.library import load
from generator.problems import ContentError, Problem
from generator.report import FORMATS, report
from generator.translate.catalogues import read_catalogues


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup check`."""
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how problems are printed (default: text)"
    )
    parser.add_argument("--no-warnings", action="store_true", help="print what stops a build, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Exit status 0 with no problems, 1 with problems; warnings never count."""
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
    return [*check(library), *catalogues.problems]
