"""Stage `projects`: what stands on a recorder's sheet, by the names of its fields → drafts of evidence and of a session.

Nothing that is written on the sheet is left out and nothing is guessed: what has no place of its own, and a day in free words,
goes into `noted`, where the person who looks the drafts through reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.library import Library
from generator.projects.days import day_of
from generator.projects.written import clean, one_line

MOST_PEOPLE = 1000
UNSAID = "Not written down"
QUESTION = re.compile(r"q\.(\d{1,2}\.\d{1,2})([a-z]?)\.(answer|consent|audience|choice)(?:\.([\w-]+))?")
ROW = re.compile(r"(decision|disagreement|unknown|action|reply|cannot)\.(\d{1,2})\.(\w+)")
LISTS = {
    "decision": ("decisions", {"what": True, "present": False}),
    "disagreement": ("disagreements", {"one": True, "other": True}),
    "unknown": ("unknown", {"what": True, "whom": False}),
    "action": ("actions", {"what": True, "who": True, "helps": False, "by": False}),
    "reply": ("replies", {"said": True, "do": True, "by": False}),
    "cannot": ("refusals", {"what": True, "why": True}),
}
"""Table of the sheet → list of a session, and its columns; those marked must be there."""
MEETING = ("meeting.day", "meeting.place", "meeting.people")
LEFT = re.compile(r"left\.(\d{1,2})\.(\w+)")
LEFT_EARLY = {
    "when": "when", "decide": "what they would decide", "keep": "what may be kept", "paid": "paid",
}  # fmt: skip
ENDING = {
    "read": "We read this out, and changed what people wanted changed",
    "agreed": "Everybody knows who will read this, and how to take something back",
    "hear": "By which day everybody hears from us, and from whom",
}
"""What stands at the end of the sheet and has no place in a session; written out for the person who looks it through."""
AUDIENCES = {"room": "people who were there", "project": "the project", "anybody": "anybody"}


@dataclass(frozen=True)
class Facts:
    """What the sheet itself does not say for certain: the session's id and topic, its day, the language, the sheet's name.

    `written` is the language that the project writes in.
    """

    session: str
    topic: str
    day: date
    language: str
    sheet: str
    written: str


@dataclass(frozen=True)
class Drafts:
    """Files to be: evidence by id, the session; and the names of the fields that had no place of their own."""

    evidence: Mapping[str, Mapping[str, Any]]
    session: Mapping[str, Any]
    unplaced: list[str] = field(default_factory=list)


def topics_of(fields: Mapping[str, str], library: Library) -> set[str]:
    """Ids of the topics whose questions the fields name."""
    numbers = {int(found[1].split(".")[0]) for name in fields if (found := QUESTION.fullmatch(name))}
    return {topic.id for topic in library.topics if topic.number in numbers}


def drafts_of(fields: Mapping[str, str], facts: Facts, library: Library) -> Drafts:
    """The drafts that a sheet holds. Texts are as they were written, but for signs that a file cannot hold."""
    left = {one_line(name): text for name, value in fields.items() if (text := clean(value))}
    noted = [f"Who wrote this down: {left.pop('meeting.recorder')}"] if "meeting.recorder" in left else []
    session = {**_meeting(left, facts, noted), **_lists(left, facts, noted)}
    evidence = dict(_evidence(left, facts, library, noted, session["place"] or UNSAID))
    unplaced = list(left)
    noted += [_noted(name, text) for name, text in left.items()]
    ending = {"noted": noted, "draft": True, "imported_from": facts.sheet}
    return Drafts(
        evidence, {**session, **ending}, [name for name in unplaced if not name.startswith(("ending.", "left."))]
    )


def _noted(name: str, text: str) -> str:
    """A field that has no place of its own, in words."""
    start, _, which = name.partition(".")
    if start == "ending" and which in ENDING:
        return f"{ENDING[which]}: {text}"
    early = LEFT.fullmatch(name)
    if early and early[2] in LEFT_EARLY:
        return f"Somebody who left early ({early[1]}), {LEFT_EARLY[early[2]]}: {text}"
    return f"{name}: {text}"


def _meeting(left: dict[str, str], facts: Facts, noted: list[str]) -> dict[str, Any]:
    day, place, people = (left.pop(name, "") for name in MEETING)
    if day and day_of(day, facts.language) != facts.day:
        noted.append(f"Day: {day}")
    count = int(people) if re.fullmatch(r"[0-9]{1,4}", people) and 0 < int(people) <= MOST_PEOPLE else None
    if people and count is None:
        noted.append(f"How many people were there: {people}")
    return {
        "id": facts.session, "topic": facts.topic, "language": facts.language, "held": True, "day": facts.day.isoformat(),
        "place": one_line(place), "people": count,
    }  # fmt: skip


def _lists(left: dict[str, str], facts: Facts, noted: list[str]) -> dict[str, Any]:
    """The tables of the sheet; the rows keep their numbers as ids."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for name in list(left):
        row = ROW.fullmatch(name)
        if row and row[3] in LISTS[row[1]][1]:
            text = one_line(left.pop(name))
            kept = found.setdefault(row[1], {}).setdefault(int(row[2]), {"id": f"{row[1]}-{int(row[2])}"})
            day = day_of(text, facts.language) if row[3] == "by" else None
            if row[3] == "by" and day is None:
                noted.append(f"{row[1]} {row[2]}, by when: {text}")
            else:
                kept[row[3]] = day.isoformat() if day else text
    return {LISTS[table][0]: [_row(table, rows[number]) for number in sorted(rows)] for table, rows in found.items()}


def _row(table: str, row: dict[str, Any]) -> dict[str, Any]:
    needed = [name for name, must in LISTS[table][1].items() if must]
    return {"id": row["id"], **{name: row.get(name, UNSAID) for name in needed}, **row}


def _evidence(
    left: dict[str, str], facts: Facts, library: Library, noted: list[str], place: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One piece for each question that people answered, its parts below it.

    Where it was said stands in the project's own language, so a place in another waits under `noted` for somebody to write it.
    """
    for number, fields in _by_question(left, library).items():
        answers = [fields.pop(("", "answer", ""), "")]
        answers += [
            f"{number}{part}: {fields.pop(key)}" for key in list(fields) if (part := key[0]) and key[1] == "answer"
        ]
        besides = list(_besides(number, fields))
        if place != UNSAID and facts.written != facts.language:
            besides.append(f"Where: {place}")
        text = "\n\n".join(filter(None, answers))
        if not text:
            noted += besides
            continue
        identifier = f"{facts.session}-q{number.replace('.', '-')}"
        yield identifier, {
            "id": identifier, "title": f"What people said to question {number}", "language": facts.language, "text": text,
            "words": "said", "how": "session", "gathered_by": "The recorder of the session", "when": facts.day.isoformat(),
            "where": place if facts.written == facts.language else UNSAID, "session": facts.session, "noted": besides, "draft": True, "imported_from": facts.sheet,
        }  # fmt: skip


def _by_question(left: dict[str, str], library: Library) -> dict[str, dict[tuple[str, str, str], str]]:
    """What is said of each question that there is: (part, kind of field, choice) → text. Takes it out of what is left."""
    found: dict[str, dict[tuple[str, str, str], str]] = {}
    for name in list(left):
        match = QUESTION.fullmatch(name)
        if match and match[1] in library.questions:
            found.setdefault(match[1], {})[match[2], match[3], match[4] or ""] = left.pop(name)
    return found


def _besides(number: str, fields: Mapping[tuple[str, str, str], str]) -> Iterator[str]:
    """What the sheet says of one question but for the answer, in words."""
    yield f"Question: {number}"
    for (_, kind, which), text in fields.items():
        if kind == "consent":
            yield f"Who agreed that we keep this: {text}"
        elif kind == "audience":
            yield f"Ticked for who may read it: {_ticked(AUDIENCES.get(which, which), text)}"
        else:
            yield f"Ticked: {_ticked(which, text)}"


def _ticked(what: str, text: str) -> str:
    """What was ticked; a table may say of a box that it was not, or something else."""
    return what if text.lower() in ("yes", "x") else ", ".join(filter(None, (what, text)))
