"""Stage `checks`: ids and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from generator.library import KINDS, Document, Library
from generator.model import Topic
from generator.model.shared import Identified
from generator.model.units import Entry
from generator.problems import Problem
from generator.source import Location, Source


def unique_ids(library: Library) -> Iterator[Problem]:
    """An id stands once in its list and once among the files of its kind."""
    seen: dict[str, str] = {}
    for document in library.documents:
        if hasattr(document.entry, "id"):
            target = f"{document.kind}:{document.id}"
            if target in seen:
                message = f"the id “{document.id}” is already used by {seen[target]}; choose another"
                yield Problem(document.source.at(("id",)), message, "unique-ids")
            seen[target] = document.path
        for entry, location in document.entries:
            yield from _unique_in_lists(document, entry, location)


def _unique_in_lists(document: Document, entry: Entry, location: Location) -> Iterator[Problem]:
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if not isinstance(value, tuple):
            continue
        seen: set[str] = set()
        for index, item in enumerate(value):
            identifier = getattr(item, "id", None)
            if identifier is None:
                continue
            if identifier in seen:
                message = f"the id “{identifier}” stands twice in this list; give one of the two another id"
                yield Problem(document.source.at((*location, name, index, "id")), message, "unique-ids")
            seen.add(identifier)


def file_names(library: Library) -> Iterator[Problem]:
    """A file is named after its id: keyworker-role.yml, or 09-keyworking.yml for a topic."""
    many = {kind.name for kind in KINDS if kind.many and kind.name != "workbooks"}
    for document in library.documents:
        if document.kind not in many:
            continue
        stem = PurePosixPath(document.path).stem
        entry = document.entry
        wanted = f"{entry.number:02d}-{entry.id}" if isinstance(entry, Topic) else document.id
        if stem != wanted:
            message = f"this file holds “{document.id}”, so it must be named {wanted}.yml"
            yield Problem(document.source.at(("id",)), message, "file-names")


def retired_ids(library: Library) -> Iterator[Problem]:
    """An id that was given up, by renaming (`formerly`) or in retired.yml, is never used again."""
    retired = {entry.address: entry.reason for entry in library.retired}
    for kind in KINDS:
        same = [document for document in library.documents if document.kind == kind.name]
        yield from _taken([(one.entry, one.source, ()) for one in same if isinstance(one.entry, Identified)])
    for document in library.documents:
        for entry, location in document.entries:
            if isinstance(entry, Identified) and entry.id in entry.formerly:
                message = f"“{entry.id}” is its own former id; take it out of “formerly”"
                yield Problem(document.source.at((*location, "formerly")), message, "retired-ids")
            yield from _reused(document, entry, location)
    starts = tuple(f"{address}/" for address in retired)
    for unit in library.units():
        if f"{unit.address}/".startswith(starts):
            address = min((start for start in starts if f"{unit.address}/".startswith(start)), key=len)[:-1]
            message = f"the address {address} is retired ({retired[address]}); choose a new id"
            yield Problem(library.place(unit.address), message, "retired-ids")


def _reused(document: Document, entry: Entry, location: Location) -> Iterator[Problem]:
    """What the items of each list of an entry take from each other."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            items = [(item, (*location, name, index)) for index, item in enumerate(value)]
            named = [(item, document.source, place) for item, place in items if isinstance(item, Identified)]
            yield from _taken(named)


def _taken(named: Sequence[tuple[Identified, Source, Location]]) -> Iterator[Problem]:
    """Of some neighbours, those that have the former id of another, or claim the same former id."""
    former: dict[str, str] = {}
    for item, source, place in named:
        for index, old in enumerate(item.formerly):
            if former.setdefault(old, item.id) != item.id:
                message = f"“{former[old]}” says that it was “{old}” before; only one of the two can have been"
                yield Problem(source.at((*place, "formerly", index)), message, "retired-ids")
    for item, source, place in named:
        new = former.get(item.id, item.id)
        if new != item.id:
            message = f"“{item.id}” is the former id of “{new}” and is never used again; choose another"
            yield Problem(source.at((*place, "id")), message, "retired-ids")


def numbers(library: Library) -> Iterator[Problem]:
    """Topics are numbered 0, 1, 2 …; questions and parts follow the source's order, without gaps."""
    taken: dict[int, str] = {}
    for document in library.documents:
        topic = document.entry
        if not isinstance(topic, Topic):
            continue
        if topic.number in taken:
            message = (
                f"the number {topic.number} is already used by {taken[topic.number]}; numbers are those of the manual"
            )
            yield Problem(document.source.at(("number",)), message, "numbers")
        taken[topic.number] = document.path
        yield from _question_numbers(document, topic)


def _question_numbers(document: Document, topic: Topic) -> Iterator[Problem]:
    for index, question in enumerate(topic.discussion.questions):
        location = ("discussion", "questions", index)
        wanted = f"{topic.number}.{index + 1}"
        if question.number != wanted:
            message = f"question “{question.id}” stands at place {index + 1}, so its number is '{wanted}', not '{question.number}'"
            yield Problem(document.source.at((*location, "number")), message, "numbers")
        if question.source.place != index + 1:
            message = f"question {question.number} must point to place {index + 1} of the source's list; write place: {index + 1}"
            yield Problem(document.source.at((*location, "source")), message, "numbers")
        for place, part in enumerate(question.parts):
            letter = f"{question.number}{chr(ord('a') + place)}"
            if part.number != letter:
                message = f"part “{part.id}” must have the number '{letter}', not '{part.number}'"
                yield Problem(document.source.at((*location, "parts", place, "number")), message, "numbers")
