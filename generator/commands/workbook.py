"""`joinedup workbook ID`: exactly one document."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from generator.commands.printing import (
    add_options_of_a_paper,
    checked_content,
    composed_in_its_languages,
    rendered,
    write_paper,
)
from generator.formats import FORMATS
from generator.library import Library
from generator.model import SOURCE_LANGUAGE
from generator.model.editions import EDITIONS
from generator.model.language_pairs import fault_of
from generator.model.shared import Lens
from generator.problems import Severity
from generator.publish.as_of import as_of
from generator.publish.documents import page_problem
from generator.workbook import COPIES, Workbook, planned
from generator.workbook.document import Composed
from generator.workbook.plan import LENSES, papers_of_session, there_is

LONGEST = 90
"""Minutes: the session that is printed where none is asked for."""
SCOPES = {"section": "planner", "tool": "form", "letter": "letter", "page": "booklet"}
"""What stands before the id of something that is no topic, and the copy that there is of it."""


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup workbook`."""
    parser.add_argument(
        "id",
        help="a topic's id, as in keyworking; manual for all topics; session for what all sessions share; section:…, tool:…, letter:… or page:… and its id",
    )
    parser.add_argument(
        "--copy",
        choices=sorted(COPIES),
        help="for whom or what it is (default: participant, or the one that a tool or letter has)",
    )
    parser.add_argument("--minutes", type=int, choices=(60, 90), help="the length of the session (default: 90)")
    parser.add_argument("--lens", choices=LENSES, help="who leads, for the facilitator copy (default: together)")
    parser.add_argument(
        "--language",
        default=SOURCE_LANGUAGE,
        metavar="CODE",
        help="the code of its language, or of two that stand side by side, as in en+ur (default: en)",
    )
    add_options_of_a_paper(parser, "<id>-<copy>.<language>.<format>")


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the document is written, 1 with problems, 2 for a topic or language that does not exist."""
    library, catalogues = checked_content(options.root, options.language.split("+"))
    wrong = _wrong_usage(options, library)
    if wrong:
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    workbook = _workbook(options, library)
    when = as_of(library, options.root, options.as_of)
    return _write(options, workbook, composed_in_its_languages(workbook, library, catalogues, when), library)


def _wrong_usage(options: argparse.Namespace, library: Library) -> str:
    """What is wrong with the options; empty if nothing is."""
    if wrong := fault_of(options.language, library.languages):
        return wrong
    if options.screen_reader and not any(library.languages[code].reader_fonts for code in options.language.split("+")):
        return f"in “{options.language}” every copy can be read by screen readers; leave out --screen-reader"
    return _wrong_subject(options, library) or _wrong_session(options, library)


def _wrong_subject(options: argparse.Namespace, library: Library) -> str:
    topics = [topic.id for topic in library.topics]
    kind, _, identifier = options.id.partition(":")
    if identifier and kind not in SCOPES:
        return f"“{options.id}” is nothing to print; write section:, tool:, letter: or page: before the id, or nothing before that of a topic"
    sections = [f"section:{section.id}" for section in library.sections]
    if identifier and options.id not in (*library.by_target, *sections):
        known = [document.id for document in library.documents if document.kind == kind]
        known += [section.id for section in library.sections if kind == "section"]
        return f"there is no {kind} “{identifier}”; those there are: {', '.join(known)}"
    if not identifier and options.id not in (*topics, "manual", "session"):
        return f"there is no topic “{options.id}”; the topics are: {', '.join(topics)}, and manual for all of them"
    booklets = {f"page:{entry.page}" for entry in library.workbooks if entry.page}
    if kind == "page" and options.id not in booklets:
        return f"{options.id} has no booklet; those that have one: {', '.join(sorted(booklets)) or 'none'}"
    return _wrong_copy(options)


def _wrong_copy(options: argparse.Namespace) -> str:
    copy, about = _copy(options), COPIES[_copy(options)].about
    if not EDITIONS[options.edition].holds(copy):
        return f"there is no {copy} copy in {options.edition}; it is for: {', '.join(EDITIONS[options.edition].copies)}"
    given = (
        options.id.partition(":")[0]
        if ":" in options.id
        else {"manual": "manual", "session": "every"}.get(options.id, "topic")
    )
    if given in ("manual", "section") and copy != "planner":
        return f"a {copy} copy holds one topic; name it, or use --copy planner"
    if given == "every" and about != "every":
        names = ", ".join(name for name in sorted(COPIES) if COPIES[name].about == "every")
        return f"for all sessions there is no {copy} copy; with session, use --copy and one of: {names}"
    fitting = {"manual": ("topic",), "section": ("topic",), "topic": ("topic", "session")}.get(given, (given,))
    if about not in fitting:
        wanted = {"every": "session", "tool": "tool:…", "letter": "letter:…", "page": "page:…"}.get(
            about, "the id of a topic"
        )
        return f"there is no {copy} copy of {options.id}; for --copy {copy} write {wanted}"
    return ""


def _wrong_session(options: argparse.Namespace, library: Library) -> str:
    copy = COPIES[_copy(options)]
    if copy.about != "session" and options.minutes:
        return f"a {copy.name} copy has no length; leave out --minutes"
    if options.lens and not copy.lenses:
        return f"a {copy.name} copy is the same whoever leads; leave out --lens"
    if copy.about != "session":
        return ""
    lengths = [session.minutes for topic in library.topics if topic.id == options.id for session in topic.sessions]
    if (options.minutes or LONGEST) in lengths:
        none = f"nothing is cut out for the session of {options.minutes or LONGEST} minutes of {options.id}; its materials have no deck"
        return "" if there_is(_workbook(options, library), library) else none
    there = " and ".join(str(length) for length in sorted(lengths))
    return f"{options.id} has no session of {options.minutes or LONGEST} minutes; it has: {there or 'none'}"


def _copy(options: argparse.Namespace) -> str:
    kind, _, identifier = options.id.partition(":")
    usual = {"manual": "planner", "session": "ground_rules"}.get(
        kind, SCOPES.get(kind, "participant") if identifier else "participant"
    )
    return str(options.copy or usual)


def _workbook(options: argparse.Namespace, library: Library) -> Workbook:
    copy = COPIES[_copy(options)]
    kind, _, identifier = options.id.partition(":")
    wanted = next(
        (section.topics for section in library.sections if options.id == f"section:{section.id}"), (options.id,)
    )
    topics = [topic for topic in library.topics if topic.id in wanted or options.id == "manual"]
    plain = Workbook(
        copy=copy.name, edition=options.edition, language=SOURCE_LANGUAGE, topics=tuple(topic.id for topic in topics),
        scope=kind if identifier or options.id == "manual" else copy.about, numbers=tuple(topic.number for topic in topics),
        reader=options.screen_reader, item=identifier or None,
    ).in_languages(options.language)  # fmt: skip
    if copy.name == "booklet":
        booklet = next(one for one in planned(library) if one.scope == "page" and one.item == identifier)
        papers = (replace(one, edition=options.edition).in_languages(options.language) for one in booklet.papers)
        return replace(plain, papers=tuple(papers))
    if copy.about != "session":
        return plain
    lens: Lens | None = (options.lens or "together") if copy.lenses else None
    whole = replace(plain, minutes=options.minutes or LONGEST, lens=lens)
    return replace(whole, papers=tuple(papers_of_session(whole, library))) if copy.name == "pack" else whole


def _write(options: argparse.Namespace, workbook: Workbook, composed: Composed, library: Library) -> int:
    form = FORMATS[options.format]
    paper = rendered(composed.document, form, options.root, workbook.name)
    if paper is None:
        return 1
    write_paper(options, f"{workbook.base_name}.{options.language}{form.suffix}", paper, composed.version)
    if problem := page_problem(workbook, paper.pages, library):
        print(replace(problem, severity=Severity.WARNING).line, file=sys.stderr)
    drawn_apart = [library.languages[code] for code in workbook.languages if library.languages[code].direction == "rtl"]
    if options.format == "fillable" and drawn_apart:
        names = " and ".join(language.english_name for language in drawn_apart)
        print(f"joinedup: programs that show a PDF draw what is typed in {names} with its letters apart and in the wrong order; to type in {names} use --format docx", file=sys.stderr)  # fmt: skip
    return 0
