"""Stage `workbook`: which workbooks there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.library import Library
from generator.model import Language, Topic, WorkbookEntry


@dataclass(frozen=True)
class Copy:
    """A kind of copy: the letter that stands for it in short addresses, and the most sides that it may have."""

    name: str
    letter: str
    most_pages: int | None = None


COPIES: Mapping[str, Copy] = {
    copy.name: copy
    for copy in (
        Copy("participant", "p", most_pages=4),
        Copy("planner", "f"),
    )
}


@dataclass(frozen=True)
class Workbook:
    """One printable document: topics × copy × edition × language.

    `reader` marks the version of a document in a script that no program extracts well, set in a font that all of them do.
    """

    copy: str
    edition: str
    language: str
    topics: tuple[str, ...]
    scope: str
    numbers: tuple[int, ...]
    reader: bool = False

    @property
    def subject(self) -> str:
        """The topic's id, or `manual` for all of them."""
        return self.topics[0] if self.scope == "topic" else "manual"

    @property
    def name(self) -> str:
        """The name of its file, without suffix: keyworking-participant."""
        return f"{self.subject}-{self.copy}" + ("-screen-reader" if self.reader else "")

    @property
    def code(self) -> str:
        """The end of the short address that says whether a copy is current: 9p, allf."""
        start = str(self.numbers[0]) if self.scope == "topic" else "all"
        return f"{start}{COPIES[self.copy].letter}" + ("r" if self.reader else "")


def planned(library: Library) -> Iterator[Workbook]:
    """Every workbook of content/workbooks, each once."""
    seen: set[Workbook] = set()
    for entry in library.workbooks:
        for workbook in _of_entry(entry, library):
            if workbook not in seen:
                seen.add(workbook)
                yield workbook


def _of_entry(entry: WorkbookEntry, library: Library) -> Iterator[Workbook]:
    topics = [topic for topic in library.topics if not entry.topics or topic.id in entry.topics]
    for code in entry.languages:
        groups: list[list[Topic]] = [[topic] for topic in topics] if entry.scope == "topic" else [topics]
        for group in groups:
            yield from _versions(entry, library.languages[code], group)


def _versions(entry: WorkbookEntry, language: Language, topics: list[Topic]) -> Iterator[Workbook]:
    plain = Workbook(
        copy=entry.copy_, edition=entry.edition, language=language.id, topics=tuple(topic.id for topic in topics),
        scope=entry.scope, numbers=tuple(topic.number for topic in topics),
    )  # fmt: skip
    yield plain
    if language.reader_fonts:
        yield Workbook(**{**plain.__dict__, "reader": True})
