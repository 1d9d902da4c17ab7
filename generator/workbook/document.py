"""Stage `workbook`: one workbook as a Document, ready for any format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TypedDict

import segno
from markupsafe import Markup

from generator.columns import widths
from generator.decks import decks_of
from generator.formats.document import Document
from generator.library import Library
from generator.model import (
    SOURCE_LANGUAGE,
    Language,
    Letter,
    Page,
    Question,
    State,
    Tool,
    Topic,
    Word,
)
from generator.model.editions import EDITIONS
from generator.papers import copy_name
from generator.render import UnitRenderer, Words, plain, templates, with_gaps
from generator.translate.interface import Interface
from generator.workbook.facing import faced
from generator.workbook.margins import VERY_TALL_LINES, head_and_foot, large_margins, lines_of_foot
from generator.workbook.pieces import PaperPieces, references
from generator.workbook.plan import COPIES, Workbook, session_of
from generator.workbook.rows import joined
from generator.workbook.sentences import CO_LEAD_PAGE, CO_LEAD_PASSAGES, SUPPORTER_PAGE, in_sentences, page_of, thoughts
from generator.workbook.times import longer, times_of, timetable

VERSION_MARK = "%VERSION%"


@dataclass(frozen=True)
class Composed:
    """A workbook's document, the short fingerprint printed on it, its title, and the address of its version page.

    `titles` are its titles by language; `title` joins them.
    """

    document: Document
    version: str
    title: str
    address: str | None
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """One language of a paper: the library seen in it, and the words of its interface."""

    library: Library
    interface: Interface


Given = Callable[[Side], Mapping[str, object]]


def compose(
    workbook: Workbook, library: Library, interface: Interface, as_of: date, given: Given | None = None, second: Side | None = None
) -> Composed:  # fmt: skip
    """Lays out one workbook. `library` is seen in the workbook's language, and `second` in the one that faces it.

    Its template receives besides what `given` says in each language. The printed fingerprint covers everything on the paper
    but itself; so two papers that show the same fingerprint say the same.
    """
    sides = (Side(library, interface), second) if second else (Side(library, interface),)
    if len(workbook.languages) != len(sides):
        raise ValueError(
            f"{workbook.name} is in {workbook.languages}; it cannot be composed from {len(sides)} languages"
        )
    alone = [replace(workbook, language=code, second=None) for code in workbook.languages]
    languages = [side.library.languages[code] for side, code in zip(sides, workbook.languages, strict=True)]
    layout = {"facing": bool(second), "tall": not second and languages[0].line_height > TALL_LINES}
    bodies = [
        _Body.of(one, side, layout | dict(given(side) if given else {})) for one, side in zip(alone, sides, strict=True)
    ]
    pages = [_page(body, bodies, as_of) for body in bodies]
    html = faced(pages[0], pages[1], (languages[0], languages[1])) if second else pages[0]
    title = joined(bodies[0].title, bodies[-1].title)
    name = joined(bodies[0].name, bodies[-1].name)
    composed = _stamped(html, workbook, library, languages, title, name)
    titles = {body.workbook.language: body.title for body in bodies}
    document = replace(composed.document, **_look(workbook, languages), day=as_of)
    return replace(composed, document=document, titles=titles)


@dataclass(frozen=True)
class _Body:
    """What a paper says in one language, and the states of its units."""

    workbook: Workbook
    side: Side
    title: str
    html: Markup
    states: set[State]

    @property
    def unchecked(self) -> bool:
        """Whether nobody has reviewed some of its words, or those of the interface are the usual ones."""
        return bool(self.states - {State.REVIEWED}) or not self.side.interface.catalogue.translated_entries()

    @property
    def translated(self) -> set[State]:
        """The states that are told as those of a translation; a draft in the source language is that of an edition's words."""
        return self.states - {State.DRAFT} if self.workbook.language == SOURCE_LANGUAGE else self.states

    @property
    def name(self) -> str:
        """What tells a loose sheet or a file from others: the title, and which copy of its topic it is where there are several."""
        copy = COPIES[self.workbook.copy]
        says_it = self.workbook.scope not in ("topic", "session") or copy.name == "pack"
        return self.title if says_it else f"{self.title}: {copy_name(copy.name, self.side.interface)}"

    @classmethod
    def of(cls, workbook: Workbook, side: Side, given: Mapping[str, object]) -> _Body:
        library, interface = side.library, side.interface
        topics = [topic for topic in library.topics if topic.id in workbook.topics]
        pieces = PaperPieces(library)
        renderer = UnitRenderer(library, pieces, stale_note=interface("(the English has changed since)"))
        title = _title(workbook, topics, library, interface)
        html = templates("generator.workbook", _words(interface)).get_template(f"{workbook.copy}.html.j2").render(
            workbook=workbook, library=library, topics=topics, title=title, show=renderer, plain=plain, gaps=with_gaps, writing_lines=writing_lines,
            explained=lambda: _explained(pieces, library), references=references(topics, library), sessions=library.sessions, day=interface.day,
            **SUBJECTS[COPIES[workbook.copy].about](workbook, library), **given,
        )  # fmt: skip
        states = renderer.states | ({State.DRAFT} if interface.is_draft else set())
        return cls(workbook, side, title, Markup(html), states)  # noqa: S704 - our own template, autoescaped


def _page(body: _Body, every: list[_Body], as_of: date) -> str:
    """The whole page around a body. Its notice speaks of every language of the paper."""
    library, interface, workbook = body.side.library, body.side.interface, body.workbook
    states = set().union(*(one.translated for one in every))
    drafted = [interface.language_name(one.workbook.language) for one in every if State.DRAFT in one.translated]
    unchecked = EDITIONS[workbook.edition].unchecked if any(one.unchecked for one in every) else ""
    return templates("generator.workbook", _words(interface)).get_template("paper.html.j2").render(
        workbook=workbook, library=library, language=library.languages[workbook.language], title=body.name, body=body.html,
        states=states, unchecked=unchecked, drafted=interface.listed(drafted) if len(every) > 1 else "", as_of=interface.day(as_of),
        own_line=_own_line(workbook, library.languages[workbook.language]), version=VERSION_MARK, address="" if workbook.meeting else f"{VERSION_MARK}address", code=f"{VERSION_MARK}code",
    )  # fmt: skip


@cache
def _words(interface: Interface) -> Words:
    """One object for each interface, so that its templates are compiled once and not for each paper."""
    return Words(interface)


def _title(workbook: Workbook, topics: list[Topic], library: Library, interface: Interface) -> str:
    if workbook.scope in ("tool", "letter"):
        return plain(_item(workbook, library).title)
    if workbook.scope == "section":
        return plain(next(section.title for section in library.sections if section.id == workbook.item))
    if workbook.scope == "every":
        return _title_of_every(workbook.copy, library, interface)
    if workbook.scope == "page":
        return interface("{title}: booklet").replace("{title}", plain(_page_of(workbook, library).title))
    if workbook.copy == "pack":
        title = interface("{title}: pack for {minutes} minutes").replace("{minutes}", str(_length(workbook)))
        return title.replace("{title}", plain(topics[0].title))
    return interface("The whole manual") if workbook.scope == "manual" else plain(topics[0].title)


def _length(workbook: Workbook) -> int:
    """Minutes of a session, with the time that interpreting takes in a planned meeting."""
    return longer(workbook.minutes or 0, workbook.meeting.interpreters if workbook.meeting else 0)


def _title_of_every(copy: str, library: Library, interface: Interface) -> str:
    if copy == "supporter":
        return plain(page_of(SUPPORTER_PAGE, library).title)
    return {
        "signals": interface("Cards to hold up"),
        "ground_rules": interface("Our ground rules"),
        "access_needs": interface("What helps you to take part?"),
        "evaluation": interface("How was the session?"),
        "leaders_evaluation": interface("How was the session for those who led?"),
    }[copy]


def _item(workbook: Workbook, library: Library) -> Tool | Letter:
    entry = library.by_target[f"{workbook.scope}:{workbook.item}"].entry
    if not isinstance(entry, Tool | Letter):
        raise TypeError(workbook.item)
    return entry


def _nothing(workbook: Workbook, library: Library) -> Mapping[str, object]:
    return {}


def _every(workbook: Workbook, library: Library) -> Mapping[str, object]:
    return {"page": page_of(SUPPORTER_PAGE, library)} if workbook.copy == "supporter" else {}


def _session(workbook: Workbook, library: Library) -> Mapping[str, object]:
    """The session that a paper is for, and its steps with the minutes from the start."""
    topic = next(topic for topic in library.topics if topic.id == workbook.topics[0])
    session = session_of(workbook, library)
    slots = list(timetable(session, library.sessions))
    own = page_of(CO_LEAD_PAGE, library).passages if workbook.copy == "co_lead" else ()
    wanted = [passage for passage in own if passage.id in CO_LEAD_PASSAGES]
    said = {
        "topic": topic, "session": session, "slots": slots, "passages": wanted, "in_sentences": in_sentences,
        "thoughts": thoughts, "decks": list(decks_of(topic, session, library)),
    }  # fmt: skip
    return {**said, **times_of(workbook.meeting)}


def _entry(workbook: Workbook, library: Library) -> Mapping[str, object]:
    return {workbook.scope: _item(workbook, library), "widths": widths}


def _of_page(workbook: Workbook, library: Library) -> Mapping[str, object]:
    return {"page": _page_of(workbook, library)}


def _page_of(workbook: Workbook, library: Library) -> Page:
    return next(page for page in library.all(Page) if page.id == workbook.item)


SUBJECTS: Mapping[str, Callable[[Workbook, Library], Mapping[str, object]]] = {
    "topic": _nothing, "every": _every, "session": _session, "tool": _entry, "letter": _entry,
    "page": _of_page,
}  # fmt: skip
"""What a template is given besides, by what its copy is about."""


class _Look(TypedDict):
    families: tuple[str, ...]
    text_points: float


def _look(workbook: Workbook, languages: list[Language]) -> _Look:
    """The fonts and the size of the text, for formats that do not read our styles."""
    in_the_room = COPIES[workbook.copy].name in ("participant", "co_lead")
    size = EDITIONS[workbook.edition].text
    return {"families": _families(workbook, languages), "text_points": max(size, 14) if in_the_room else size}


def _families(workbook: Workbook, languages: Iterable[Language]) -> tuple[str, ...]:
    """The fonts of the languages, each once, those of the first language first."""
    wanted = (one.reader_fonts if workbook.reader and one.reader_fonts else one.print_fonts for one in languages)
    return tuple(dict.fromkeys(chain.from_iterable(wanted)))


def _stamped(
    html: str, workbook: Workbook, library: Library, languages: list[Language], title: str, name: str
) -> Composed:
    language = languages[0]
    styles = (
        _fonts(languages, workbook),
        _style("workbook.css"),
        *_styles(workbook),
        _foot(languages, workbook, _address(workbook, library), name),
    )
    version = hashlib.sha256("\n".join((html, *styles)).encode()).hexdigest()[:7]
    address = _address(workbook, library)
    html = html.replace(f"{VERSION_MARK}address", shown_address(address)).replace(
        f"{VERSION_MARK}code", qr_code(address, version)
    )
    html = html.replace(VERSION_MARK, version)
    document = Document(
        html=html, styles=styles, language=workbook.language, direction=language.direction, title=name,
        identifier=f"{workbook.language}/{workbook.name}", assets={},
    )  # fmt: skip
    return Composed(document, version, title, address)


def _address(workbook: Workbook, library: Library) -> str | None:
    """Where a copy can be compared with the one of today; nothing where the site has no address.

    The papers of a planned meeting with its times and its room are made on somebody's own machine; no page of the site knows
    them, so no address could say whether they are current.
    """
    site_url = library.site.site_url
    if not site_url or workbook.meeting:
        return None
    return f"{site_url.rstrip('/')}/{workbook.language}/copy/{workbook.code}/"


def shown_address(address: str | None) -> str:
    """An address as it is printed: without what every address begins with, and without its last slash."""
    return re.sub(r"^https://", "", address or "").rstrip("/")


def qr_code(address: str | None, version: str) -> str:
    """A QR code (error correction M, four modules of quiet zone) as inline SVG; nothing where the site has no address."""
    if not address:
        return ""
    code = segno.make(f"{address}#v-{version}", error="m", micro=False)
    return str(code.svg_inline(border=4, omitsize=True, svgclass="code", lineclass=None, title=shown_address(address)))


def _styles(workbook: Workbook) -> Iterator[str]:
    """The styles of a copy, of an edition, and of two languages, where there are any."""
    pair = ["facing.css", f"facing_{workbook.edition}.css"] if workbook.second else []
    yield from filter(None, map(_style, (f"{workbook.copy}.css", f"{workbook.edition}.css", *pair)))


@cache
def _style(name: str) -> str:
    """A style sheet of papers; empty where there is none of that name."""
    file = files("generator.workbook").joinpath(name)
    return file.read_text("utf-8") if file.is_file() else ""


LATIN_LINE = 1.5
TALL_LINES = 1.8
"""The line height from which on a paper of one language has fewer lines to write on, so that what belongs together stays on one side."""
DRAWING_SPACE_MILLIMETRES = 66


def _fonts(languages: list[Language], workbook: Workbook) -> str:
    """The languages' letters and lines; a script with taller lines leaves less room to write, so that four sides stay four."""
    tallest = max(language.line_height for language in languages)
    space = round(DRAWING_SPACE_MILLIMETRES * min(1.0, LATIN_LINE / tallest) ** 1.5)
    first = languages[0]
    rules = [
        f"html {{ {_letters(_families(workbook, languages))}; line-height: {first.line_height}; }}",
        f".space {{ height: {space}mm; }}",
        f"[lang={SOURCE_LANGUAGE}]:not(html) {{ line-height: {LATIN_LINE}; }}",
    ]
    for language in languages if workbook.second else ():
        own = _letters(_families(workbook, [language]))
        rules.append(f"[lang={language.id}]:not(html) {{ {own}; line-height: {language.line_height}; }}")
    return "\n".join([*rules, ""])


def _letters(families: Iterable[str]) -> str:
    names = ", ".join(f'"{family}"' for family in families)
    return f"font-family: {names}"


def _foot(languages: list[Language], workbook: Workbook, address: str | None, name: str) -> str:
    """The head and the foot of each page, and where letters are large margins that hold all of their lines."""
    tallest = max(language.line_height for language in languages)
    styles = head_and_foot(tallest, name)
    if not _large(workbook):
        return styles
    text = EDITIONS[workbook.edition].text
    wide = large_margins(text, tallest, 1, 3 if _own_line(workbook, languages[0]) else 2.1, page="wide")
    return styles + large_margins(text, tallest, 2, lines_of_foot(shown_address(address))) + wide


def _large(workbook: Workbook) -> bool:
    """Whether its letters are large: in its edition, or in every one, as on what somebody leads from."""
    return workbook.large or workbook.copy == "co_lead"


def _own_line(workbook: Workbook, language: Language) -> bool:
    """Whether the address in the foot begins a line of its own: where letters are large, and lines not so tall that each counts."""
    return _large(workbook) and language.line_height < VERY_TALL_LINES


def writing_lines(question: Question) -> int:
    """How many ruled lines the planner copy leaves under a question: more for evidence and decisions, few for a catch-all."""
    wanted = {"evidence": 4, "decision": 4, "action": 4, "example": 4, "experience": 3}
    lines = max(wanted[kind] for kind in question.asks_for)
    return 2 if question.parts else lines


def _explained(pieces: PaperPieces, library: Library) -> list[Word]:
    """The glossary words met so far, by their term."""
    return sorted((library.words[identifier] for identifier in pieces.met), key=lambda word: word.term.text.lower())
