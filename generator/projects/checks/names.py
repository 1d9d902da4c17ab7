"""Stage `projects`: whatever a file of a project names by its id exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from generator.model.evidence import Classification, Evidence
from generator.model.meeting import People, PlannedMeeting
from generator.model.money import Pay, Payment
from generator.model.project import (
    Action,
    ChosenTopic,
    Decision,
    DecisionPage,
    Gathering,
    Harm,
    IllEffects,
    LocalRecord,
    Project,
    Saving,
    Scene,
)
from generator.model.service import Service, Signed
from generator.model.units import Entry, entries
from generator.problems import Problem
from generator.projects.checks.checked import Checked, File
from generator.projects.words import types_of_integration
from generator.source import Location

RULE = "project-names"
PUBLIC = ("topic", "question", "record", "work", "type of integration", "obstacle", "language")
"""What is named in our own vocabulary, so that a message may say what comes near. Ids of a project are never repeated."""
INSTEAD = {
    "piece of evidence": "write the id of a file in the project's evidence folder",
    "session": "write the id of a file in the project's sessions folder",
    "rate": "write the id of one of the rates in this file",
    "decision": "write the id of one of the decisions in this file",
    "agreement": "write the id of one of the agreements in project.yml",
    "standard": "write the id of one of this agreement's standards in project.yml",
    "question": "write a number of the discussion lists, as in '9.4'",
}
NAMES: Mapping[type[Entry], tuple[tuple[str, str], ...]] = {
    ChosenTopic: (("topic", "topic"),),
    LocalRecord: (("record", "record"),),
    Evidence: (("session", "session"), ("source", "work")),
    Classification: (
        ("integration", "type of integration"), ("topics", "topic"), ("questions", "question"), ("obstacle", "obstacle"),
    ),
    Harm: (("evidence", "piece of evidence"),),
    Scene: (("evidence", "piece of evidence"),),
    Saving: (("evidence", "piece of evidence"),),
    IllEffects: (("quotation", "piece of evidence"),),
    DecisionPage: (("harm", "piece of evidence"), ("good_practice", "piece of evidence")),
    Gathering: (("topic", "topic"),),
    PlannedMeeting: (("topics", "topic"),),
    People: (("language", "language"),),
    Decision: (("why", "piece of evidence"), ("questions", "question")),
    Action: (
        ("why", "piece of evidence"), ("decision", "decision"), ("integration", "type of integration"),
        ("questions", "question"),
    ),
    Service: (("topics", "topic"),),
    Signed: (("agreement", "agreement"), ("standards", "standard")),
    Payment: (("session", "session"), ("rate", "rate")),
}  # fmt: skip
"""For each model, its keys that name something, and what kind of thing each names."""
Named = tuple[Location, str, str]
"""Where something is named, what kind of thing it is, and its id."""


def names(checked: Checked) -> Iterator[Problem]:
    """Every topic, question, record, obstacle, piece of evidence, session, rate, agreement and standard that is named exists."""
    shared = _vocabulary(checked)
    for file in checked.files:
        known = {**shared, **_own(file)}
        for entry, location in entries(file.entry):
            for place, kind, wanted in _named(entry):
                choices = (
                    _standards(checked, entry) if kind == "standard" and isinstance(entry, Signed) else known[kind]
                )
                if wanted not in choices:
                    yield Problem(file.source.at((*location, *place)), _missing(kind, wanted, choices), RULE)


def topics(checked: Checked) -> Iterator[Problem]:
    """A project chooses some topics, each once, and never all: it could not achieve them."""
    every = {topic.id for topic in checked.library.topics if topic.number}
    for file, project in checked.of(Project):
        chosen: set[str] = set()
        for index, one in enumerate(project.topics):
            if one.topic in chosen:
                message = "this topic is chosen twice; keep the place where it can be achieved"
                yield Problem(file.source.at(("topics", index, "topic")), message, "project-topics")
            chosen.add(one.topic)
        if len(every) > 1 and every <= chosen:
            message = "all topics are chosen; keep those that can be achieved, in the order in which they can be"
            yield Problem(file.source.at_key(("topics",)), message, "project-topics")


def _vocabulary(checked: Checked) -> dict[str, Iterable[str]]:
    library, project = checked.library, checked.project
    parts = (part.number for question in library.questions.values() for part in question.parts)
    return {
        "topic": [topic.id for topic in library.topics],
        "question": {*library.questions, *parts},
        "record": list(library.records),
        "work": list(library.references),
        "language": list(library.languages),
        "type of integration": list(types_of_integration(library)),
        "obstacle": _obstacles(checked),
        "piece of evidence": checked.evidence,
        "session": checked.sessions,
        "agreement": [one.id for one in project.agreements] if project else (),
        "standard": (),
    }


def _obstacles(checked: Checked) -> list[str]:
    found = (document.entry for document in checked.library.documents if document.kind == "obstacles")
    return [one.id for entry in found for one in getattr(entry, "obstacles", ())]


def _own(file: File) -> Mapping[str, Iterable[str]]:
    """What can be named within one file only."""
    rates = [rate.id for rate in file.entry.rates] if isinstance(file.entry, Pay) else []
    decisions = [one.id for one in file.entry.decisions] if isinstance(file.entry, Gathering) else []
    return {"rate": rates, "decision": decisions}


def _standards(checked: Checked, signed: Signed) -> set[str]:
    agreements = checked.project.agreements if checked.project else ()
    return {standard.id for one in agreements if one.id == signed.agreement for standard in one.standards}


def _missing(kind: str, wanted: str, choices: Iterable[str]) -> str:
    near = get_close_matches(wanted, choices, n=1, cutoff=0.5) if kind in PUBLIC and kind != "question" else []
    instead = f"write “{near[0]}”" if near else INSTEAD.get(kind, "correct it, or take it out")
    return f"there is no {kind} with this {'number' if kind == 'question' else 'id'}; {instead}"


def _named(entry: Entry) -> Iterator[Named]:
    for name, kind in NAMES.get(type(entry), ()):
        value = getattr(entry, name)
        if kind == "language":
            yield from (((name,), kind, code) for code in value.split("+"))
        elif isinstance(value, str):
            yield (name,), kind, value
        else:
            yield from (((name, index), kind, wanted) for index, wanted in enumerate(value or ()))
