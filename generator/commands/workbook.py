"""`joinedup workbook ID`: exactly one document."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import polib

from generator.checks import check
from generator.commands.build import day
from generator.formats import FORMATS
from generator.formats.document import DocumentRefused
from generator.formats.fonts import FontSet
from generator.library import Library, load
from generator.model import SOURCE_LANGUAGE
from generator.problems import ContentError, Severity
from generator.publish.as_of import as_of
from generator.publish.files import write_file
from generator.translate.catalogues import read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import view
from generator.workbook import COPIES, EDITIONS, Workbook, compose


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup workbook`."""
    parser.add_argument("id", help="a topic's id, as in keyworking, or manual for all topics")
    parser.add_argument(
        "--copy", choices=sorted(COPIES), default="participant", help="for whom it is (default: participant)"
    )
    parser.add_argument("--edition", choices=sorted(EDITIONS), default="standard", help="the edition (default: standard)")
    parser.add_argument("--language", default=SOURCE_LANGUAGE, help="the code of its language (default: en)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="pdf", help="the format (default: pdf)")
    parser.add_argument(
        "--screen-reader",
        action="store_true",
        help="in the font that screen readers can read, where the usual one is hard to extract",
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the date of the paper (default: that of the newest commit to the content)",
    )
    parser.add_argument(
        "--output", type=Path, help="the file to write (default: build/<id>-<copy>.<language>.<format>)"
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the document is written, 1 with problems, 2 for a topic or language that does not exist."""
    library = load(options.root)
    catalogues = read_catalogues(library, options.root)
    found = [*check(library), *catalogues.problems]
    if any(problem.severity is Severity.PROBLEM for problem in found):
        raise ContentError(found)
    wrong = _wrong_usage(options, library)
    if wrong:
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    workbook = _workbook(options, library)
    catalogue = catalogues.interfaces.get(options.language, polib.POFile())
    seen = view(library, catalogues, options.language)
    return _write(
        options, workbook, seen, Interface(options.language, catalogue), as_of(library, options.root, options.as_of)
    )


def _wrong_usage(options: argparse.Namespace, library: Library) -> str:
    topics = [topic.id for topic in library.topics]
    if options.id not in (*topics, "manual"):
        return f"there is no topic “{options.id}”; the topics are: {', '.join(topics)}, and manual for all of them"
    if options.id == "manual" and options.copy == "participant":
        return "a participant copy holds one topic; name it, or use --copy planner"
    if options.language not in library.languages:
        return f"there is no language “{options.language}”; the languages are: {', '.join(library.languages)}"
    if options.screen_reader and not library.languages[options.language].reader_fonts:
        return f"in “{options.language}” every copy can be read by screen readers; leave out --screen-reader"
    return ""


def _workbook(options: argparse.Namespace, library: Library) -> Workbook:
    topics = [topic for topic in library.topics if options.id in (topic.id, "manual")]
    return Workbook(
        copy=options.copy, edition=options.edition, language=options.language, topics=tuple(topic.id for topic in topics),
        scope="manual" if options.id == "manual" else "topic", numbers=tuple(topic.number for topic in topics), reader=options.screen_reader,
    )  # fmt: skip


def _write(options: argparse.Namespace, workbook: Workbook, library: Library, interface: Interface, when: date) -> int:
    composed = compose(workbook, library, interface, when)
    form = FORMATS[options.format]
    fonts = FontSet.read(options.root / "site_overrides/fonts")
    try:
        rendered = form.render(composed.document, fonts)
    except DocumentRefused as error:
        print(f"joinedup: {workbook.name} cannot be made:\n{error}", file=sys.stderr)
        return 1
    path = options.output or options.root / f"build/{workbook.name}.{workbook.language}{form.suffix}"
    write_file(path.resolve(), rendered.content)
    print(f"{path}: {rendered.pages} pages, version {composed.version}")
    return 0
