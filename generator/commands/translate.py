"""`joinedup translate update|status|new`: the catalogues of the languages."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.library import Library, load
from generator.model import Language, State
from generator.model.units import Unit, units
from generator.problems import Severity
from generator.publish.files import remove_file, write_file
from generator.report import FORMATS, report
from generator.translate.catalogues import VARIANT, Catalogues, read_catalogues, worded
from generator.translate.update import reviews_path, reviews_template, updated
from generator.translate.view import review_fingerprint, view

STATES = (State.REVIEWED, State.DRAFT, State.STALE, State.MISSING)


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup translate`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    update = actions.add_parser("update", help="bring the PO files up to date with the English; no translation is lost")
    update.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help="codes of languages (default: all that have a folder)"
    )
    status = actions.add_parser("status", help="show how much of each language is reviewed, draft, stale, missing")
    status.add_argument("languages", nargs="*", metavar="LANGUAGE", help="codes of languages (default: all)")
    status.add_argument(
        "--list", choices=[state.value for state in STATES], help="also print the address of every unit in this state"
    )
    status.add_argument(
        "--fingerprints",
        action="store_true",
        help="with --list: print beside each address the fingerprint that a review of the unit records",
    )
    status.add_argument("--format", choices=("text", "json"), default="text", help="a table, or JSON (default: text)")
    new = actions.add_parser("new", help="begin a language that stands in content/languages.yml")
    new.add_argument("languages", nargs="+", metavar="LANGUAGE", help="code of the language, as in cy")


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when done, 1 where a catalogue cannot be read, 2 for a language that is not known."""
    library = load(options.root)
    unknown = [code for code in options.languages if code not in worded(library)]
    if unknown:
        names = ", ".join(code for code in worded(library) if VARIANT not in code)
        print(
            f"joinedup: {', '.join(unknown)}: not a language of content/languages.yml; add it there first (it has: {names})",
            file=sys.stderr,
        )
        return 2
    begun = {language.id for language in _languages(library, (), options.root, begun=True)}
    not_begun = [code for code in options.languages if code not in begun]
    if options.action == "update" and not_begun:
        names = " ".join(not_begun)
        print(f"joinedup: {names}: not begun yet; begin with: joinedup translate new {names}", file=sys.stderr)
        return 2
    catalogues = read_catalogues(library, options.root)
    broken = [problem for problem in catalogues.problems if problem.severity is Severity.PROBLEM]
    if broken and options.action != "status":
        report(broken, FORMATS["text"], options.root, sys.stderr)
        return 1
    return {"update": _update, "new": _new, "status": _status}[options.action](library, catalogues, options)


def _languages(library: Library, codes: Iterable[str], root: Path, *, begun: bool) -> list[Language]:
    known = worded(library)
    folder = root / "content/translations"
    return [known[code] for code in list(codes) or known if not begun or (folder / code).is_dir()]


def _update(library: Library, catalogues: Catalogues, options: argparse.Namespace) -> int:
    for language in _languages(library, options.languages, options.root, begun=True):
        changed = _write(updated(library, language, options.root), options.root)
        print(f"{language.id}: {changed} files changed")
    return 0


def _write(files: Mapping[str, str | None], root: Path) -> int:
    """Writes the files that changed and deletes those that are not needed; returns how many."""
    return sum(
        remove_file(root / path) if text is None else write_file(root / path, text.encode())
        for path, text in files.items()
    )


def _new(library: Library, catalogues: Catalogues, options: argparse.Namespace) -> int:
    for language in _languages(library, options.languages, options.root, begun=False):
        files = dict(updated(library, language, options.root))
        if not (options.root / reviews_path(language.id)).exists():
            files[reviews_path(language.id)] = reviews_template()
        print(f"{language.id}: {_write(files, options.root)} files written to content/translations/{language.id}")
    return 0


def _status(library: Library, catalogues: Catalogues, options: argparse.Namespace) -> int:
    every = _languages(library, (), options.root, begun=False)
    begun = {language.id for language in _languages(library, (), options.root, begun=True)}
    codes = options.languages or [one.id for one in every if VARIANT not in one.id or one.id in begun]
    seen = {code: _units(view(library, catalogues, code)) for code in codes}
    {"json": _print_json, "text": _print_table}[options.format](seen, options)
    return 0


def _listed(found: list[Unit], options: argparse.Namespace) -> list[str]:
    """The addresses of the units in the state that is asked for, with their fingerprints where they are."""
    wanted = [unit for unit in found if unit.state == options.list]
    return [f"{unit.address}{_fingerprint(unit) if options.fingerprints else ''}" for unit in wanted]


def _print_json(seen: dict[str, list[Unit]], options: argparse.Namespace) -> None:
    rows: dict[str, dict[str, object]] = {}
    for code, found in seen.items():
        count = Counter(unit.state for unit in found)
        rows[code] = {state.value: count[state] for state in STATES}
        if options.list:
            rows[code]["units"] = _listed(found, options)
    print(json.dumps(rows, indent=1))


def _print_table(seen: dict[str, list[Unit]], options: argparse.Namespace) -> None:
    print(f"{'language':<12}" + "".join(f"{state.value:>10}" for state in STATES) + f"{'units':>10}")
    for code, found in seen.items():
        count = Counter(unit.state for unit in found)
        print(f"{code:<12}" + "".join(f"{count[state]:>10}" for state in STATES) + f"{len(found):>10}")
    for code, found in seen.items():
        for address in _listed(found, options):
            print(f"{code} {address}")


def _fingerprint(unit: Unit) -> str:
    """What a review of this unit records now; nothing where there are no translated words to review."""
    missing = unit.state is State.MISSING
    return "" if missing else f" {review_fingerprint(unit.english, unit.text)}"


def _units(library: Library) -> list[Unit]:
    return [unit for document in library.documents for unit in units(document.entry)]
