"""Stage `workbook`: which papers there are: the table of copies, and what content/workbooks asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from itertools import product

from generator.library import Library
from generator.model import Letter, Session, Tool, WorkbookEntry
from generator.model.editions import EDITIONS, STANDARD
from generator.model.shared import Lens


@dataclass(frozen=True)
class Copy:
    """A kind of copy.

    `about` says what one paper of it is about: a topic, a session of a topic, a tool, a letter, or every session alike.
    `letter` stands for it in short addresses. `lenses` says whether it differs by who leads.
    """

    name: str
    about: str
    letter: str
    most_pages: int | None = None
    lenses: bool = False


COPIES: Mapping[str, Copy] = {
    copy.name: copy
    for copy in (
        Copy("participant", "topic", "p", most_pages=4),
        Copy("facilitator", "session", "l", lenses=True),
        Copy("co_lead", "session", "c"),
        Copy("deck", "session", "d"),
        Copy("recorder", "topic", "r"),
        Copy("planner", "topic", "f"),
        Copy("cards", "topic", "q"),
        Copy("poster", "topic", "w", most_pages=1),
        Copy("supporter", "every", "s"),
        Copy("signals", "every", "g"),
        Copy("ground_rules", "every", "h"),
        Copy("access_needs", "every", "a"),
        Copy("evaluation", "every", "e"),
        Copy("leaders_evaluation", "every", "v"),
        Copy("form", "tool", "t"),
        Copy("letter", "letter", "m"),
        Copy("pack", "session", "k"),
        Copy("booklet", "page", "b"),
    )
}


@dataclass(frozen=True)
class Meeting:
    """One meeting that somebody plans: what the first page of its packs says, and when its steps begin.

    `start` is in minutes after midnight. `people` is how many take this pack's language and edition, `together` how many
    come in all; `leaders` says whether this pack holds the papers of those who lead, too. `with_first_topic` are the copies
    that stand in the pack of the meeting's first topic and not in this one, since they are the same for every topic.
    """

    day: date | None
    start: int | None
    room: str
    people: int
    together: int
    interpreters: int
    leave_early: tuple[int, ...]
    leaders: bool
    with_first_topic: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """One printable paper: what it is about × copy × edition × lens (where it applies) × language, or a pair of languages.

    `second` is the language that faces `language` in a paper of two.

    `scope` is topic, section, manual, session, tool, letter, page or every; `item` is the id of the section, tool, letter or page.
    A pack holds `papers`, in the order in which they are printed; `meeting` is the one that it was made for, if it was.
    `formats` are those that it is published in, and make no other paper of it.
    `reader` marks the version of a paper in a script that no program extracts well, set in a font that all of them do.
    """

    copy: str
    edition: str
    language: str
    topics: tuple[str, ...]
    scope: str
    numbers: tuple[int, ...]
    reader: bool = False
    lens: Lens | None = None
    minutes: int | None = None
    item: str | None = None
    papers: tuple[Workbook, ...] = ()
    meeting: Meeting | None = None
    second: str | None = None
    formats: tuple[str, ...] = field(default=("pdf",), compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Its language, or both of its languages, the one that leads first."""
        return (self.language, self.second) if self.second else (self.language,)

    def in_languages(self, code: str) -> Workbook:
        """The same paper, and the papers in it, in another language, or in two of them, as in en+ur."""
        first, _, second = code.partition("+")
        papers = tuple(paper.in_languages(code) for paper in self.papers)
        return replace(self, language=first, second=second or None, papers=papers)

    @property
    def large(self) -> bool:
        """Whether it is laid out for large letters."""
        return EDITIONS[self.edition].large

    @property
    def subject(self) -> str:
        """What it is about, in a word: a topic's id, a tool's, or `manual` or `session` for what is about all of them."""
        if self.scope in ("topic", "session"):
            return self.topics[0]
        return self.item or {"manual": "manual", "every": "session"}[self.scope]

    @property
    def name(self) -> str:
        """The name of its file, without suffix: keyworking-facilitator-60-managers-large-print, keyworking-participant-en-ur."""
        return "-".join((self.base_name, *self.languages)) if self.second else self.base_name

    @property
    def base_name(self) -> str:
        """The same without the codes of two languages, for files whose suffix says the language."""
        parts = [self.subject, self.copy.replace("_", "-"), self.minutes, self.lens]
        reader = "-screen-reader" if self.reader else ""
        return "-".join(str(part) for part in parts if part) + EDITIONS[self.edition].suffix + reader

    @property
    def code(self) -> str:
        """The end of the short address that says whether a copy is current: 9p, 9l60m, allf, 9p-ur."""
        start = (
            str(self.numbers[0])
            if self.scope in ("topic", "session")
            else {"manual": "all", "every": "any"}.get(self.scope, f"{self.item}-")
        )
        minutes, lens = str(self.minutes or ""), (self.lens or "")[:1]
        return f"{start}{COPIES[self.copy].letter}{minutes}{lens}{EDITIONS[self.edition].letter}{'x' if self.reader else ''}{f'-{self.second}' if self.second else ''}"


def planned(library: Library) -> Iterator[Workbook]:
    """Every workbook of content/workbooks, each once, in every format that an entry asks for.

    A pack's own papers are printed alone too, since a worker lays them out anyway; its other formats are its own.
    """
    formats: dict[Workbook, dict[str, None]] = {}
    for entry in library.workbooks:
        for workbook in _of_entry(entry, library):
            for paper in workbook.papers:
                formats.setdefault(paper, {})["pdf"] = None
            formats.setdefault(workbook, {}).update(dict.fromkeys(workbook.formats))
    yield from (replace(one, formats=tuple(names)) for one, names in formats.items())


def _of_entry(entry: WorkbookEntry, library: Library) -> Iterator[Workbook]:
    for code, edition in product(entry.languages, entry.editions):
        for subject in _subjects(entry, library):
            plain = replace(subject, edition=edition, formats=entry.formats).in_languages(code)
            for lens, minutes in product(_lenses(entry), _lengths(entry, library, subject)):
                whole = replace(plain, lens=lens, minutes=minutes)
                if not there_is(whole, library):
                    continue
                if entry.copy_ in PACKS:
                    yield replace(whole, papers=tuple(PACKS[entry.copy_](whole, entry, library)))
                else:
                    yield from _versions(whole, library)


SESSION_PAPERS = (
    "facilitator", "co_lead", "supporter", "signals", "participant", "recorder", "form", "deck", "cards", "ground_rules", "access_needs",
    "evaluation", "leaders_evaluation",
)  # fmt: skip
"""What a session's pack holds, in the order in which it is printed; `form` stands for each of the session's forms."""


def papers_of_session(
    pack: Workbook, library: Library, lens: Lens = "together", copies: Iterable[str] = SESSION_PAPERS
) -> Iterator[Workbook]:
    """The papers that a session needs, of those that have a template."""
    session = session_of(pack, library)
    for name in copies:
        copy = COPIES[name]
        if not there_is(replace(pack, copy=name), library):
            continue
        if files("generator.workbook").joinpath(f"templates/{name}.html.j2").is_file():
            one = replace(pack, copy=name, scope=copy.about, lens=lens if copy.lenses else None)
            if copy.about != "session":
                one = replace(one, minutes=None, meeting=None)
            if copy.about in ("every", "tool"):
                one = replace(one, topics=(), numbers=())
            yield from (replace(one, item=form) for form in session.forms) if copy.about == "tool" else (one,)


def there_is(workbook: Workbook, library: Library) -> bool:
    """Whether there is such a paper: cards to cut out only for a session that has some."""
    return workbook.copy != "deck" or any(one.deck for one in session_of(workbook, library).materials)


def session_of(workbook: Workbook, library: Library) -> Session:
    """The session that a paper is about, by its topic and its length."""
    topic = next(topic for topic in library.topics if topic.id == workbook.topics[0])
    return next(session for session in topic.sessions if session.minutes == workbook.minutes)


def _papers_of_booklet(booklet: Workbook, entry: WorkbookEntry, _: Library) -> Iterator[Workbook]:
    for paper in entry.papers:
        about = COPIES[paper.copy_].about
        yield replace(booklet, copy=paper.copy_, scope=about, item=paper.of)


PACKS: Mapping[str, Callable[[Workbook, WorkbookEntry, Library], Iterator[Workbook]]] = {
    "pack": lambda pack, _, library: papers_of_session(pack, library), "booklet": _papers_of_booklet,
}  # fmt: skip
"""The copies that hold other papers."""


LENSES: tuple[Lens, ...] = ("people", "managers", "together")


def _lenses(entry: WorkbookEntry) -> tuple[Lens | None, ...]:
    return entry.lenses if COPIES[entry.copy_].lenses else (None,)


def _lengths(entry: WorkbookEntry, library: Library, subject: Workbook) -> tuple[int | None, ...]:
    if subject.scope != "session":
        return (None,)
    topic = next(topic for topic in library.topics if topic.id == subject.topics[0])
    return tuple(session.minutes for session in topic.sessions if session.minutes in entry.minutes)


def _subjects(entry: WorkbookEntry, library: Library) -> Iterator[Workbook]:
    """What an entry asks for, before language, edition, lens and length are known."""
    topics = [topic for topic in library.topics if not entry.topics or topic.id in entry.topics]
    empty = Workbook(entry.copy_, STANDARD, "en", (), entry.scope, ())
    match entry.scope:
        case "topic" | "session":
            yield from (replace(empty, topics=(topic.id,), numbers=(topic.number,)) for topic in topics)
        case "manual":
            yield replace(
                empty, topics=tuple(topic.id for topic in topics), numbers=tuple(topic.number for topic in topics)
            )
        case "section":
            for section in library.sections:
                own = [topic for topic in topics if topic.id in section.topics]
                yield replace(
                    empty,
                    topics=tuple(topic.id for topic in own),
                    numbers=tuple(topic.number for topic in own),
                    item=section.id,
                )
        case "tool":
            yield from (replace(empty, item=tool.id) for tool in library.all(Tool))
        case "letter":
            yield from (replace(empty, item=letter.id) for letter in library.all(Letter))
        case "every":
            yield empty
        case "page":
            yield replace(empty, item=entry.page)


def _versions(plain: Workbook, library: Library) -> Iterator[Workbook]:
    yield plain
    if any(library.languages[code].reader_fonts for code in plain.languages):
        yield replace(plain, reader=True, formats=("pdf",))
