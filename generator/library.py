"""Stage `library`: the folders become one immutable Library, which yields every unit with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from generator import model
from generator.model.units import Entry, Unit, addressed, entries, map_units
from generator.problems import ContentError, Position, Problem
from generator.source import Location, Source, read
from generator.validate import validate


@dataclass(frozen=True)
class Kind:
    """A content type: the word for it in addresses, where its files stand, and its model."""

    name: str
    pattern: str
    model: type[Entry]

    @property
    def many(self) -> bool:
        """Whether there is a file for each entry, rather than one file for them all."""
        return "*" in self.pattern


KINDS: tuple[Kind, ...] = (
    Kind("site", "content/site.yml", model.Site),
    Kind("languages", "content/languages.yml", model.Languages),
    Kind("sections", "content/sections.yml", model.Sections),
    Kind("topic", "discussion_topics/*.yml", model.Topic),
    Kind("sessions", "content/sessions.yml", model.Sessions),
    Kind("briefing", "content/briefings/*.yml", model.Briefing),
    Kind("story", "content/stories/*.yml", model.Story),
    Kind("figure", "content/figures/*.yml", model.Figure),
    Kind("tool", "content/tools/*.yml", model.Tool),
    Kind("letter", "content/letters/*.yml", model.Letter),
    Kind("route", "content/routes/*.yml", model.Route),
    Kind("page", "content/pages/*.yml", model.Page),
    Kind("kit", "content/kits/*.yml", model.Kit),
    Kind("obstacles", "content/obstacles.yml", model.Obstacles),
    Kind("glossary", "content/glossary.yml", model.Glossary),
    Kind("references", "content/references.yml", model.References),
    Kind("records", "content/records.yml", model.Records),
    Kind("terms", "content/terms.yml", model.Terms),
    Kind("pictures", "content/pictures.yml", model.Pictures),
    Kind("workbooks", "content/workbooks/*.yml", model.Workbooks),
    Kind("retired", "content/retired.yml", model.Retired),
)

READ_ELSEWHERE = tuple(("content", folder) for folder in ("translations", "projects", "evidence"))
"""Folders whose files are no part of the Library: catalogues, and what belongs to local projects and their audiences."""

EntryType = TypeVar("EntryType", bound=Entry)


@dataclass(frozen=True)
class Document:
    """One content file: its kind, its entry in the library's language, and its source."""

    kind: str
    entry: Entry
    source: Source

    @cached_property
    def places(self) -> tuple[tuple[Unit, Location], ...]:
        """Every unit of the entry with its place in the file; walked once, since many rules ask for them."""
        found: list[tuple[Unit, Location]] = []

        def note(unit: Unit, address: str, path: Location) -> Unit:
            found.append((unit, path))
            return unit

        map_units(self.entry, note, self.address)
        return tuple(found)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of the entry, in the order of the file."""
        return tuple(unit for unit, _ in self.places)

    @cached_property
    def entries(self) -> tuple[tuple[Entry, tuple[str | int, ...]], ...]:
        """The entry and every entry inside it, each with its place in the file; walked once."""
        return tuple(entries(self.entry))

    @property
    def path(self) -> str:
        """The file's path from the project's root."""
        return self.source.path

    @property
    def id(self) -> str:
        """The entry's id; the kind's name for a file that is the only one of its kind."""
        return str(getattr(self.entry, "id", self.kind))

    @property
    def address(self) -> str:
        """The start of the addresses of its units: topic/keyworking, or glossary."""
        return f"{self.kind}/{self.id}" if hasattr(self.entry, "id") else self.kind


@dataclass(frozen=True)
class Library:
    """Everything people wrote, in one language.

    `documents` are sorted by path. `language` is the language that it is seen in; a unit that is not translated keeps
    its English text and says so in its own `language`.
    """

    documents: tuple[Document, ...]
    language: str = model.SOURCE_LANGUAGE
    picture_files: frozenset[str] = frozenset()

    def all(self, kind: type[EntryType]) -> tuple[EntryType, ...]:
        """Every entry of a model, in the order of its number or `order`, else of its file's name."""
        found = [document.entry for document in self.documents if isinstance(document.entry, kind)]
        return tuple(sorted(found, key=lambda entry: getattr(entry, "number", getattr(entry, "order", 0))))

    def _one(self, kind: type[EntryType]) -> EntryType:
        return next(document.entry for document in self.documents if isinstance(document.entry, kind))

    @cached_property
    def topics(self) -> tuple[model.Topic, ...]:
        """The introduction and the topics, by number."""
        return self.all(model.Topic)

    @cached_property
    def site(self) -> model.Site:
        """Name, addresses, home page."""
        return self._one(model.Site)

    @cached_property
    def sessions(self) -> model.Sessions:
        """What every session shares."""
        return self._one(model.Sessions)

    @cached_property
    def sections(self) -> tuple[model.Section, ...]:
        """The manual's six sections."""
        return self._one(model.Sections).sections

    @cached_property
    def words(self) -> Mapping[str, model.Word]:
        """The glossary by id."""
        return {word.id: word for word in self._one(model.Glossary).words}

    @cached_property
    def references(self) -> Mapping[str, model.Reference]:
        """The works by id."""
        return {reference.id: reference for reference in self._one(model.References).references}

    @cached_property
    def records(self) -> Mapping[str, model.Record]:
        """The shared records by id."""
        return {record.id: record for record in self._one(model.Records).records}

    @cached_property
    def obstacles(self) -> Mapping[str, model.Obstacle]:
        """What stands in the way of working together, by id."""
        return {obstacle.id: obstacle for obstacle in self._one(model.Obstacles).obstacles}

    @cached_property
    def terms(self) -> tuple[model.Term, ...]:
        """Wordings of the sources and ours."""
        return self._one(model.Terms).terms

    @cached_property
    def languages(self) -> Mapping[str, model.Language]:
        """The languages by code, in the order in which they are offered."""
        return {language.id: language for language in self._one(model.Languages).languages}

    @cached_property
    def workbooks(self) -> tuple[model.WorkbookEntry, ...]:
        """The workbooks that are built and published."""
        return tuple(entry for group in self.all(model.Workbooks) for entry in group.workbooks)

    @cached_property
    def questions(self) -> Mapping[str, model.Question]:
        """Every numbered question: '9.4' → question."""
        return {question.number: question for topic in self.topics for question in topic.discussion.questions}

    @cached_property
    def by_target(self) -> Mapping[str, Document]:
        """What a link can lead to: 'topic:keyworking' → its document."""
        return {f"{document.kind}:{document.id}": document for document in self.documents}

    def units(self) -> Iterator[Unit]:
        """Every unit, file by file."""
        for document in self.documents:
            yield from document.units

    @cached_property
    def retired(self) -> tuple[model.RetiredAddress, ...]:
        """Addresses that were given up and are never used again."""
        return self._one(model.Retired).retired

    def place(self, address: str) -> Position:
        """Where the unit of an address stands in its file."""
        source, path = self._places[address]
        return source.at(path)

    def find(self, address: str, snippet: str) -> Position:
        """Where some words of a unit stand in its file."""
        source, path = self._places[address]
        return source.find(path, snippet)

    @cached_property
    def _places(self) -> Mapping[str, tuple[Source, Location]]:
        return {unit.address: (document.source, path) for document in self.documents for unit, path in document.places}


def load(root: Path) -> Library:
    """Reads every content file below a project's root.

    Raises ContentError with every problem of every file, sorted out by file, if any file cannot become an entry.
    """
    problems: list[Problem] = []
    documents: list[Document] = []
    for kind in KINDS:
        files = sorted(root.glob(kind.pattern))
        if not files and not kind.many:
            problems.append(
                Problem(
                    Position(kind.pattern),
                    f"{kind.pattern} is missing; write it as the content guide shows, since nothing can be built without it",
                    "missing-file",
                )
            )
        for file in files:
            document, found = _document(file, root, kind)
            problems += found
            documents += [document] if document else []
    problems += _unread(root)
    if problems:
        raise ContentError(problems)
    pictures = frozenset(file.name for file in (root / "content/pictures").glob("*") if is_inside(file, root))
    return Library(tuple(sorted(documents, key=lambda document: document.path)), picture_files=pictures)


def is_inside(file: Path, root: Path) -> bool:
    """Whether a file is the project's own, and not a link that leads out of it."""
    return file.resolve().is_relative_to(root.resolve())


def _unread(root: Path) -> Iterator[Problem]:
    """Files that somebody wrote and that no content type reads."""
    known = {file for kind in KINDS for file in root.glob(kind.pattern)}
    for file in sorted(file for folder in ("content", "discussion_topics") for file in (root / folder).rglob("*")):
        path = file.relative_to(root)
        if file.suffix not in (".yml", ".yaml") or path.parts[:2] in READ_ELSEWHERE:
            continue
        if file not in known:
            message = (
                "nothing reads this file; the content guide says where each kind of content stands, as a .yml file"
            )
            yield Problem(Position(path.as_posix()), message, "unread-file")


def _document(file: Path, root: Path, kind: Kind) -> tuple[Document | None, list[Problem]]:
    path = file.relative_to(root).as_posix()
    if not is_inside(file, root):
        message = "this is a link to a file outside the project; put the file itself here"
        return None, [Problem(Position(path), message, "outside-file")]
    source, problems = read(file, path)
    if source is None:
        return None, problems
    entry, problems = validate(source, kind.model)
    if entry is None:
        return None, problems
    bare = Document(kind.name, entry, source)
    named: Any = map_units(entry, lambda unit, address, path: addressed(unit, address), bare.address)
    return Document(kind.name, named, source), []
