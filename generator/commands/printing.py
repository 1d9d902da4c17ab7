"""What the commands that print papers share: their options, content without a problem, and one finished file."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import polib

from generator.checks import check
from generator.commands.options import add_as_of
from generator.formats import FORMATS
from generator.formats.document import Document, DocumentRefused, Format, Rendered
from generator.formats.fonts import FontSet
from generator.formats.pandoc import UnexpectedOutputError
from generator.library import Library, load
from generator.model.editions import EDITIONS, STANDARD
from generator.problems import ContentError, Problem, Severity
from generator.publish.files import write_file
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import in_edition, interface_in_edition, view
from generator.workbook import Workbook, compose
from generator.workbook.document import Composed, Side


def add_options_of_a_paper(parser: argparse.ArgumentParser, output: str) -> None:
    """How one paper is printed; `output` is what its file is called where no name is given."""
    parser.add_argument("--edition", choices=sorted(EDITIONS), default=STANDARD, help="the edition (default: standard)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="pdf", help="the format (default: pdf)")
    parser.add_argument(
        "--screen-reader",
        action="store_true",
        help="in the font that screen readers can read, where the usual one is hard to extract",
    )
    add_as_of(parser, "the date of the paper")
    parser.add_argument(
        "--output", type=Path, help=f"the file to write, or a folder that is there (default: build/{output})"
    )


def checked_content(root: Path, languages: Collection[str] | None = None) -> tuple[Library, Catalogues]:
    """The library, and the catalogues of all languages or of some. Raises ContentError where anything stops a build."""
    library = load(root)
    catalogues = read_catalogues(library, root, languages)
    stop_at([*check(library), *catalogues.problems])
    gc.freeze()  # what was read stays, so that collecting after a document need not look at it
    return library, catalogues


def stop_at(found: Iterable[Problem]) -> None:
    """Raises ContentError with what was found, warnings too, where there is a problem among it."""
    every = list(found)
    if any(problem.severity is Severity.PROBLEM for problem in every):
        raise ContentError(every)


def side(library: Library, catalogues: Catalogues, language: str, edition: str = STANDARD) -> Side:
    """The library and the words of the interface in one language, in the words of an edition."""
    usual = Interface(language, catalogues.interfaces.get(language, polib.POFile()))
    seen = in_edition(view(library, catalogues, language), catalogues, edition)
    return Side(seen, interface_in_edition(usual, catalogues, edition))


def composed_in_its_languages(workbook: Workbook, library: Library, catalogues: Catalogues, when: date) -> Composed:
    """A workbook in its language, or in the two that face each other in it."""
    first, *second = (side(library, catalogues, code, workbook.edition) for code in workbook.languages)
    return compose(workbook, first.library, first.interface, when, None, *second)


def pinned_fonts(root: Path) -> FontSet:
    """The fonts of the project."""
    return FontSet.read(root / "site_overrides/fonts")


def rendered(document: Document, form: Format, root: Path, name: str) -> Rendered | None:
    """The finished file; None, once the reason is printed, where it cannot be made."""
    try:
        return form.render(document, pinned_fonts(root))
    except (DocumentRefused, UnexpectedOutputError) as error:
        print(f"joinedup: {name} cannot be made:\n{error}", file=sys.stderr)
        return None


def write_paper(options: argparse.Namespace, name: str, paper: Rendered, version: str) -> None:
    """Writes the file, under its usual name where only a folder is given, and says what it is."""
    output = options.output or options.root / "build" / name
    path = output / name if output.is_dir() else output
    write_file(path.resolve(), paper.content)
    pages = f"{paper.pages} pages, " if paper.pages else ""
    print(f"{path}: {pages}version {version}")
