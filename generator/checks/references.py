"""Stage `checks`: whatever names something else names something that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from generator import markup
from generator.library import Document, Library
from generator.model import (
    Figure,
    FormField,
    Link,
    Passage,
    Pointer,
    Question,
    Record,
    Tool,
    Topic,
    Word,
    WorkbookEntry,
)
from generator.model.editions import EDITIONS
from generator.model.language_pairs import fault_of
from generator.model.shared import Disagreement, NationNote, Quotation
from generator.model.tables import Picture, Section, Trouble
from generator.model.topic import Session, Starter, Step
from generator.model.units import Entry
from generator.problems import Problem
from generator.source import Location


def _instead(wanted: str, known: Iterable[str]) -> str:
    near = get_close_matches(wanted, known, n=1, cutoff=0.5)
    return f"write “{near[0]}”" if near else "correct it, or add what it names"


def _named(entry: Entry) -> Iterator[tuple[Location, str]]:
    """What an entry names: the place inside the entry, and the target as kind:id."""
    match entry:
        case Link():
            yield ("to",), entry.to
        case Trouble():
            yield ("to",), entry.to
            yield from _each(entry, "routes", "route")
        case Passage(figure=str(figure)):
            yield ("figure",), f"figure:{figure}"
        case Starter():
            yield from _each(entry, "opens", "question")
        case Step():
            yield from _each(entry, "prompts", "question")
        case Session():
            yield from _each(entry, "forms", "tool")
            yield from _of_forms(entry)
        case Question():
            yield from _each(entry, "see", "topic")
            yield from _each(entry, "records", "record")
        case Tool():
            yield from _each(entry, "topics", "topic")
            yield from _each(entry, "feeds_from", "question")
        case FormField():
            yield from _each(entry, "feeds_from", "question")
        case Word() | Section():
            yield from _each(entry, "topics", "topic")
        case Record():
            yield from _each(entry, "questions", "question")


def _of_forms(session: Session) -> Iterator[tuple[Location, str]]:
    for index, material in enumerate(session.materials):
        if material.deck and material.deck.cards_of not in (None, "approaches"):
            yield ("materials", index, "deck", "cards_of"), f"field:{material.deck.cards_of}"


def _each(entry: Entry, name: str, kind: str) -> Iterator[tuple[Location, str]]:
    return (((name, index), f"{kind}:{wanted}") for index, wanted in enumerate(getattr(entry, name)))


def _targets(library: Library) -> set[str]:
    targets = {target for target in library.by_target if target.split(":")[0] in markup.OWN_KINDS}
    targets |= {f"question:{number}" for number in library.questions}
    targets |= {f"question:{part.number}" for question in library.questions.values() for part in question.parts}
    targets |= {f"field:{one.id}/{field.id}" for one in library.all(Tool) for part in one.sections for field in part.fields}  # fmt: skip
    return targets | {f"word:{word}" for word in library.words} | {f"record:{record}" for record in library.records}


def links(library: Library) -> Iterator[Problem]:
    """Every link and every named topic, tool, page, figure or question exists."""
    known = _targets(library)
    for document in library.documents:
        for entry, location in document.entries:
            for place, target in _named(entry):
                if target not in known:
                    kind, wanted = target.split(":", 1)
                    instead = "correct the number" if kind == "question" else _instead(wanted, _of_kind(kind, known))
                    position = document.source.at((*location, *place))
                    yield Problem(position, f"there is no {kind} “{wanted}”; {instead}", "links")
        yield from _links_in_text(document, known)


def _of_kind(kind: str, known: Iterable[str]) -> list[str]:
    return [target.removeprefix(f"{kind}:") for target in known if target.startswith(f"{kind}:")]


def _links_in_text(document: Document, known: set[str]) -> Iterator[Problem]:
    for unit, location in document.places:
        for target in markup.links(unit.text):
            if markup.is_own(target) and target not in known:
                kind, wanted = target.split(":", 1)
                message = f"there is no {kind} “{wanted}”; {_instead(wanted, _of_kind(kind, known))}"
                yield Problem(document.source.find(location, target), message, "links")


def words(library: Library) -> Iterator[Problem]:
    """Every glossary word that a text explains exists."""
    for document in library.documents:
        for unit, location in document.places:
            for word, snippet in markup.words_used(unit.text):
                if word not in library.words:
                    message = f"the glossary has no word “{word}”; {_instead(word, library.words)}"
                    yield Problem(document.source.find(location, snippet), message, "words")


def _pointed(entry: Entry) -> Iterator[tuple[str, str]]:
    match entry:
        case Pointer() | Quotation():
            yield "source", entry.source
        case NationNote(source=str(source)):
            yield "source", source
        case Disagreement():
            yield from (("sources", source) for source in entry.sources)


def works(library: Library) -> Iterator[Problem]:
    """Every work that is cited or pointed to is in the references."""
    for document in library.documents:
        for work, location, snippet in _works(document):
            if work not in library.references:
                message = f"the references have no work “{work}”; {_instead(work, library.references)}"
                yield Problem(document.source.find(location, snippet), message, "works")


def _works(document: Document) -> Iterator[tuple[str, Location, str]]:
    for entry, location in document.entries:
        for name, work in _pointed(entry):
            yield work, (*location, name), work
    for unit, location in document.places:
        for work, snippet in markup.works_cited(unit.text):
            yield work, location, snippet


def uncited(library: Library) -> Iterator[Problem]:
    """Every reference is cited somewhere, or is listed as further reading."""
    cited = {work for document in library.documents for work, _, _ in _works(document)}
    for document in library.documents:
        for entry, location in document.entries:
            if (
                document.kind == "references"
                and location
                and getattr(entry, "kind", "further-reading") != "further-reading"
            ):
                identifier = getattr(entry, "id", "")
                if identifier not in cited:
                    message = (
                        f"nothing cites “{identifier}”; cite it with [@{identifier}], or write kind: further-reading"
                    )
                    yield Problem(document.source.at((*location, "id")), message, "uncited")


def records(library: Library) -> Iterator[Problem]:
    """A shared record and its questions name each other."""
    for document in library.documents:
        for entry, location in document.entries:
            if isinstance(entry, Question):
                yield from _unlisted(library, document, entry, location)
            elif isinstance(entry, Record):
                for index, number in enumerate(entry.questions):
                    question = library.questions.get(number)
                    if question and entry.id not in question.records:
                        message = (
                            f"question {number} does not name the record “{entry.id}”; add {entry.id} to its “records”"
                        )
                        yield Problem(document.source.at((*location, "questions", index)), message, "records")


def _unlisted(library: Library, document: Document, question: Question, location: Location) -> Iterator[Problem]:
    for index, name in enumerate(question.records):
        record = library.records.get(name)
        if record and question.number not in record.questions:
            message = f"the record “{name}” does not list question {question.number}; add it in content/records.yml"
            yield Problem(document.source.at((*location, "records", index)), message, "records")


def sections(library: Library) -> Iterator[Problem]:
    """Every topic but the introduction stands in one section."""
    placed = [topic for section in library.sections for topic in section.topics]
    for document in library.documents:
        if isinstance(document.entry, Topic) and document.entry.number and placed.count(document.entry.id) != 1:
            count = placed.count(document.entry.id)
            named = f"named {count} times" if count else "not named"
            message = f"the topic “{document.entry.id}” is {named} in content/sections.yml; name it in one section"
            yield Problem(document.source.at(("id",)), message, "sections")


def pictures(library: Library) -> Iterator[Problem]:
    """A figure of pairs names groups and pairs that exist; a figure of quarters has four parts."""
    for document in library.documents:
        for entry, location in document.entries:
            if isinstance(entry, Figure):
                yield from _figure(document, entry)
            elif isinstance(entry, Picture) and entry.file not in library.picture_files:
                message = f"there is no file content/pictures/{entry.file}; add it, or correct the name"
                yield Problem(document.source.at((*location, "file")), message, "pictures")


def _figure(document: Document, figure: Figure) -> Iterator[Problem]:
    if figure.layout == "quadrant" and len(figure.parts) != 4:
        yield Problem(document.source.at_key(("parts",)), "a figure of quarters has exactly four parts", "pictures")
    known = {part.id for part in (*figure.parts, *figure.groups)}
    for index, part in enumerate(figure.parts):
        for name in ("pair", "group"):
            wanted = getattr(part, name)
            if wanted and wanted not in known:
                message = f"this figure has no part or group “{wanted}”; {_instead(wanted, known)}"
                yield Problem(document.source.at(("parts", index, name)), message, "pictures")


def workbooks(library: Library) -> Iterator[Problem]:
    """A workbook names topics and languages that exist, and editions that its copy is in."""
    topics = {topic.id for topic in library.topics}
    for document in library.documents:
        for entry, location in document.entries:
            if isinstance(entry, WorkbookEntry):
                for name, values, known in (
                    ("topics", entry.topics, topics),
                    ("languages", [value for value in entry.languages if "+" not in value], set(library.languages)),
                ):
                    for value in values:
                        if value not in known:
                            message = f"there is no “{value}” among the {name}; {_instead(value, known)}"
                            yield Problem(document.source.find((*location, name), value), message, "workbooks")
                for pair in (value for value in entry.languages if "+" in value):
                    if message := fault_of(pair, library.languages):
                        yield Problem(document.source.find((*location, "languages"), pair), message, "workbooks")
                for edition in entry.editions:
                    if not EDITIONS[edition].holds(entry.copy_):
                        message = f"there is no {entry.copy_} copy in {edition}, which is for: {', '.join(EDITIONS[edition].copies)}; take it out, or write an entry of its own for those"
                        yield Problem(document.source.find((*location, "editions"), edition), message, "workbooks")
                for message, place in _booklet(entry, library):
                    yield Problem(document.source.at((*location, *place)), message, "workbooks")


def _booklet(entry: WorkbookEntry, library: Library) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """What is wrong with the page and the papers of a booklet, and where in its entry."""
    if (entry.copy_ == "booklet") != bool(entry.page and entry.papers and entry.scope == "page"):
        yield "a booklet has copy: booklet, scope: page, the id of its page, and papers; write all of them, or none", ()
    if entry.page and f"page:{entry.page}" not in library.by_target:
        yield f"there is no page “{entry.page}”; name a file of content/pages", ("page",)
    for index, paper in enumerate(entry.papers):
        kind = {"form": "tool", "letter": "letter"}.get(paper.copy_)
        if kind and f"{kind}:{paper.of}" not in library.by_target:
            yield f"there is no {kind} “{paper.of or ''}”; write of: and the id of a {kind}", ("papers", index)
