"""`joinedup build`: check, then build the site with its downloads."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from generator.commands.days import no_day, today
from generator.commands.options import add_as_of, add_projects, no_projects
from generator.library import load
from generator.publish.as_of import newest_commit
from generator.publish.order import AUDIENCES, ENGINES, Order
from generator.publish.unchanged import Record, key_of_inputs, rests_on_consent

DEFAULT_OUTPUT = {"site": "build/pages", "workbooks": "build/workbooks", None: "build/site"}


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup build`."""
    parser.add_argument(
        "--language", type=_codes, default=(), metavar="CODES", help="only these languages, as in cy,ur"
    )
    parser.add_argument(
        "--only",
        choices=("site", "workbooks"),
        help="only the pages (into build/pages), or only the documents (into build/workbooks)",
    )
    parser.add_argument("--output", type=Path, help="where the finished tree goes (default: build/site)")
    parser.add_argument(
        "--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="worker processes (default: one a core)"
    )
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="what lays out the pages (default: mkdocs)")
    add_as_of(parser, "the date of the build")
    parser.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="who may see the result (default: public)"
    )
    add_projects(parser)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of processes; write 1 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the new tree is in place, 1 with problems, 2 for a wrong language, a missing day, a folder not ours."""
    started = time.monotonic()
    output = (options.output or options.root / DEFAULT_OUTPUT[options.only]).resolve()
    wrong = _wrong_output(options.root, output) or _unknown_languages(options) or no_projects(options.projects)
    wrong = wrong or no_day(options.projects, options.as_of)
    if wrong:
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    order = _order(options, output)
    record, key = Record.of(order.root, output), _key(order)
    warnings = record.warnings(key)
    if warnings is None:
        done = _build(order)
        if done is None:
            return 1
        said, warnings = done
        record.write(key, warnings)
    else:
        said = "nothing has changed"
    print(f"{output}: {said}; {time.monotonic() - started:.1f} s")
    if warnings:
        print(f"{warnings} warnings; joinedup check shows them", file=sys.stderr)
    return 0


def _key(order: Order) -> str:
    """The key of all that this build would be made from; what it is asked for but how many processes is part of it.

    Where the pages rest on somebody's consent, today is part of it too, since a consent may have run out overnight.
    """
    when = order.today if rests_on_consent(order.root, order.projects) else None
    asked = (order.languages, order.only, order.engine, order.as_of or newest_commit(order.root), order.audience, when)
    return key_of_inputs(order.root, *map(str, asked), outside=order.projects)


def _build(order: Order) -> tuple[str, int] | None:
    """Builds, and returns what was done and the number of warnings; None where an engine failed."""
    from generator.publish.build import build  # noqa: PLC0415 - half a second that a build with nothing to do does not need
    from generator.publish.site_frame import EngineError  # noqa: PLC0415

    try:
        report = build(order)
    except EngineError as error:
        print(f"joinedup: {error}", file=sys.stderr)
        return None
    made, kept = len(report.documents_made), len(report.documents_kept)
    trees = f"{len(report.trees_made)} languages laid out, {len(report.trees_kept)} unchanged"
    projects = f"{len(report.projects_made)} projects made, {len(report.projects_kept)} unchanged"
    return f"{made} documents made, {kept} unchanged; {trees}; {projects}", len(report.warnings)


def _order(options: argparse.Namespace, output: Path) -> Order:
    return Order(
        root=options.root, output=output, languages=options.language, only=options.only, jobs=options.jobs,
        engine=options.engine, as_of=options.as_of, audience=options.audience, projects=options.projects,
        today=today(),
    )  # fmt: skip


def _wrong_output(root: Path, output: Path) -> str:
    """A build replaces its output as a whole, so it must not be a folder with anything else in it."""
    ours = output.is_dir() and (not any(output.iterdir()) or (output / "manifest.json").is_file())
    if root.is_relative_to(output) or (output.exists() and not ours):
        return f"{output} holds something that joinedup did not build, and would be replaced; name a new folder after --output"
    return ""


def _unknown_languages(options: argparse.Namespace) -> str:
    if not options.language:
        return ""
    known = [code for code, language in load(options.root).languages.items() if language.published]
    unknown = [code for code in options.language if code not in known]
    names = ", ".join(known)
    return (
        f"{', '.join(unknown)}: no published language of content/languages.yml (these are: {names})" if unknown else ""
    )
