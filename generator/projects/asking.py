"""Stage `projects`: what `joinedup new project` asks, in the order of the project-start booklet, and what the answers become.

Each question names the place on paper that holds the same, so that a project can begin on either. Every answer has a place of
its own, as in `laws.2.title`, under which it is kept until the last one is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator import markup
from generator.library import Library
from generator.model.project import Project
from generator.model.units import Label, Prose, Unit
from generator.projects.written import one_line, yaml_of
from generator.source import parse
from generator.validate import validate

Answer = dict[str, Any]
Ask = Callable[[str], str]
Tell = Callable[[str], None]
Keep = Callable[[str, str], None]
NATIONS = ("england", "wales", "scotland", "northern-ireland", "united-kingdom")


@dataclass(frozen=True)
class Question:
    """One question: the key of its answer, its words, and where the booklet asks the same (tool.field).

    `marks` are the marks that its text may hold; `choices` what can be answered, where not everything can.
    """

    key: str
    words: str
    on_paper: str
    marks: type[Unit] | None = Label
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Several:
    """Questions that are asked again and again, until the first of them is left empty. `item` begins the ids of what is listed."""

    key: str
    words: str
    questions: tuple[Question, ...]
    item: str = ""
    least: int = 0
    most: int = 20


@dataclass(frozen=True)
class Within:
    """Questions whose answers stand together under one key."""

    key: str
    questions: tuple[Question, ...]


TITLE = Question("title", "What do you call the project?", "focus-sheet.name")
QUESTIONS: tuple[Question | Several | Within, ...] = (
    TITLE,
    Question("summary", "What is it, in two sentences?", "focus-sheet.in-short", Prose),
    Question("led_by", "Who leads?", "focus-sheet.led-by", None, ("people", "managers", "together")),
    Question("contact", "How do people reach the project? (empty: not yet)", "focus-sheet.contact", Unit),
    Within("group", (
        Question("who", "Whom is it for, in a few words?", "focus-sheet.kind-of-group"),
        Question("text", "Who belongs to this group, and who does not?", "focus-sheet.in-our-words", Unit),
        Question("stage", "Are they children, adults, or both?", "focus-sheet.ages", None, ("children", "adults", "both")),
        Question("ages", "From which age to which?", "focus-sheet.age-limits"),
    )),
    Question("locality", "Which area?", "focus-sheet.locality"),
    Question("nation", "Whose laws hold there?", "focus-sheet.nation", None, NATIONS),
    Several("laws", "Laws and guidance that matter", (
        Question("title", "A law or guidance (empty: go on)", "focus-sheet.laws"),
        Question("text", "What does it say for you?", "focus-sheet.laws", Unit),
        Question("dated", "Of which year is it?", "focus-sheet.laws", None),
        Question("checked_on", "On which day did you look it up? (as in 2026-11-22)", "focus-sheet.laws", None),
    ), item="law"),
    Several("topics", "Your topics, in the order in which you can achieve them; a few, never all", (
        Question("topic", "The id of a topic (empty: go on; ?: list them)", "focus-sheet.chosen", None),
        Question("why", "Why this one now?", "focus-sheet.chosen", Unit),
    ), least=1, most=12),
    Several("core_group", "Who is in the core group? Roles only; a name needs consent, and is added later", (
        Question("role", "A role, as in: a mother; a community nurse (empty: go on)", "core-group.members"),
    ), item="member", least=1),
    Several("languages", "Languages to plan for, the most spoken first", (
        Question("", "The code of a language, as in en or ur (empty: go on)", "languages-access.list", None),
    ), least=1),
    Several("access", "Access needs to plan for. Write what is needed, never who needs it", (
        Question("need", "A need (empty: go on)", "languages-access.check"),
        Question("plan", "What do you do about it?", "languages-access.check", Unit),
    ), item="need"),
)  # fmt: skip


class Asking:
    """One conversation: asks until every answer is one that project.yml can hold.

    `kept` are answers that were given before, by their places: they are not asked for again, unless something is wrong with
    them by now. `keep` is told each new one.
    """

    def __init__(self, ask: Ask, tell: Tell, library: Library, kept: Mapping[str, str], keep: Keep) -> None:
        self._ask, self._tell, self._library = ask, tell, library
        self._kept, self._keep, self._heading = kept, keep, ""
        self.data: Answer = {"id": "project"}

    def title(self) -> str:
        """The first answer, which suggests the name of the folder that the others are kept in."""
        self._put((), TITLE)
        return str(self.data[TITLE.key])

    def all(self) -> Answer:
        """The data of project.yml, but for its id. Private, until somebody writes otherwise."""
        for question in QUESTIONS:
            match question:
                case Question() if question.key in self.data:
                    continue
                case Question():
                    self._put((), question)
                case Within():
                    self.data[question.key] = {}
                    for inner in question.questions:
                        self._put((question.key,), inner)
                case Several():
                    self._several(question)
        return {**self.data, "audience": "private"}

    def one(self, place: str, words: str, fault: Callable[[str], str | None]) -> str:
        """An answer in which nothing is wrong, to the question of a place."""
        answer = self._kept.get(place)
        message = fault(answer) if answer is not None else None
        if answer is not None and message is None:
            return answer
        for said in filter(None, (self._heading, message and f"  {message}")):
            self._tell(said)
        self._heading = ""
        return self._asked(place, words, fault)

    def _asked(self, place: str, words: str, fault: Callable[[str], str | None]) -> str:
        while True:
            answer = one_line(self._ask(words))
            if answer == "?" and "?" in words:
                self._topics()
            elif message := fault(answer):
                self._tell(f"  {message}")
            else:
                self._keep(place, answer)
                return answer

    def _put(self, place: tuple[str, ...], question: Question) -> None:
        around = self.data
        for step in place:
            around = around[step]
        answer = self.one(".".join((*place, question.key)), _words(question), partial(self._fault, around, question))
        if answer:
            around[question.key] = answer

    def _several(self, several: Several) -> None:
        self._heading = several.words + "."
        rows: list[Any] = []
        self.data[several.key] = rows
        while len(rows) < several.most and self._row(several, rows):
            pass
        self._heading = ""

    def _row(self, several: Several, rows: list[Any]) -> bool:
        """Asks for one more item of a list; returns whether there is one."""
        first, *others = several.questions
        row: Answer = {"id": f"{several.item}-{len(rows) + 1}"} if several.item else {}
        row |= {"nation": self.data["nation"]} if several.key == "laws" else {}
        place = f"{several.key}.{len(rows) + 1}"
        said = self.one(f"{place}.{first.key or 'code'}", _words(first), partial(self._first_fault, row, several, rows))
        if not said:
            return False
        rows.append(row if first.key else said)
        if first.key:
            row[first.key] = said
        for other in others:
            row[other.key] = self.one(f"{place}.{other.key}", _words(other), partial(self._fault, row, other))
        return True

    def _first_fault(self, row: Answer, several: Several, rows: list[Any], said: str) -> str | None:
        first = several.questions[0]
        if not said:
            return f"write at least {several.least}" if len(rows) < several.least else None
        if said in [one.get(first.key) if first.key else one for one in rows]:
            return "this stands there already; write another, or nothing to go on"
        if first.key == "topic" and said not in [topic.id for topic in self._library.topics if topic.number]:
            return "there is no topic with this id; write ? to see them"
        rows.append(row if first.key else said)
        message = self._fault(row, first, said) if first.key else _wrong(self.data)
        rows.pop()
        return message

    def _fault(self, around: Answer, question: Question, said: str) -> str | None:
        """What is wrong with an answer, in the model's own words."""
        if not said:
            return None if "empty" in question.words else "an answer is needed here; “we do not know yet” is one"
        if question.choices and said not in question.choices:
            return f"write one of: {', '.join(question.choices)}"
        around[question.key] = said
        message = _wrong(self.data)
        del around[question.key]
        marks = question.marks
        faults = markup.faults(said, plain=marks is Label, one_line=marks is not Prose) if marks else ()
        return message or next((fault.message for fault in faults), None)

    def _topics(self) -> None:
        for topic in self._library.topics:
            if topic.number:
                self._tell(f"  {topic.id}: {topic.title}")


def _words(question: Question) -> str:
    return f"{question.words} ({', '.join(question.choices)})" if question.choices else question.words


def _wrong(data: Mapping[str, Any]) -> str | None:
    """What the model says of the answers so far, but for what is still to come."""
    source, problems = parse(yaml_of(data, ""), "project.yml")
    if source is not None:
        _, problems = validate(source, Project)
    return next((one.message for one in problems if one.rule not in ("missing-key", "too-few")), None)


def id_of(title: str) -> str:
    """An id that a title suggests: its Latin letters and digits; empty where it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")[:40].strip("-")
