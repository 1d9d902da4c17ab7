"""Stage `model`: a discussion topic, its questions and its sessions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.shared import (
    Approach,
    Day,
    Disagreement,
    Identified,
    Identifier,
    Item,
    Link,
    Number,
    Passage,
    Pointer,
    QuestionNumber,
    listed,
)
from generator.model.units import Entry, Label, Line, Prose

AsksFor = Literal["experience", "example", "evidence", "decision", "action"]
StepKind = Literal["welcome", "warm-up", "discuss", "break", "decide", "close"]
Grouping = Literal["everyone", "pairs", "threes", "small groups", "alone or with a supporter"]


class Part(Identified):
    """A sub-point printed under a question: **6.2a**."""

    number: Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]?)\.[1-9][0-9]?[a-z]$")]
    text: Line
    open: bool = Field(default=False, description="True for a part that means “something else”.")


class Choice(Identified):
    """An alternative named inside a question's sentence."""

    text: Line
    open: bool = Field(default=False, description="True for a choice that means “something else”.")


class Question(Identified):
    """One entry of a topic's discussion list: **9.4**. Its number is written here, never computed."""

    number: QuestionNumber
    text: Line
    asks_for: tuple[AsksFor, ...] = Field(min_length=1)
    coproduction: bool = Field(default=False, description="True where the question asks about co-production by name.")
    records: tuple[Identifier, ...] = Field(
        default=(), description="The shared records (records.yml) that the answer feeds."
    )
    parts: tuple[Part, ...] = listed("part")
    choices: tuple[Choice, ...] = listed("choice")
    see: tuple[Identifier, ...] = Field(default=(), description="Topics that the question points to.")
    open: bool = Field(default=False, description="True for the closing “Anything else?”.")
    source: Pointer


class Discussion(Entry):
    """A topic's whole discussion list: the planners' checklist, not a form for the room."""

    note: Prose | None = None
    questions: tuple[Question, ...] = Field(min_length=1, json_schema_extra={"address": "question"})
    source: Pointer


class Starter(Identified):
    """A question that a session opens with, in words for saying aloud, and the numbered questions that it opens up."""

    text: Line
    opens: tuple[QuestionNumber, ...] = Field(min_length=1)


class Preparation(Entry):
    """The leader's preparation, by who leads."""

    people: tuple[Passage, ...] = listed("people", "Led by people who use services, their family and friends.")
    managers: tuple[Passage, ...] = listed("managers", "Led by people who run or fund services.")
    together: tuple[Passage, ...] = listed("together", "Led by both.")


class Step(Identified):
    """One step of a session. With `common` it takes its words from the step of that id in sessions.yml."""

    kind: StepKind
    minutes: Number = Field(ge=1, le=60)
    common: Identifier | None = None
    title: Label | None = None
    grouping: Grouping | None = None
    say: Prose | None = None
    do: Prose | None = None
    prompts: tuple[QuestionNumber, ...] = ()
    starters: tuple[Identifier, ...] = ()
    listen_for: Line | None = None
    if_short: Line | None = None
    access: Line | None = None
    result: Line | None = None


class Deck(Entry):
    """Cards that a session lays out: words of its own, those of a form or of the topic, or empty ones to write on."""

    title: Label = Field(description="What the cards are. It stands small on each of them.")
    cards: tuple[Item, ...] = listed("card")
    cards_of: Annotated[str, StringConstraints(pattern=r"^(approaches|[a-z0-9-]+/[a-z0-9-]+)$")] | None = Field(
        default=None,
        description="The rows or options of a form, as in keyworker-role/eight; or approaches: those of the topic.",
    )
    blank: Number = Field(default=0, le=30, description="How many empty cards to write on.")


class Brought(Item):
    """Something to bring to one session. Its cards are printed in the pack, to cut out."""

    deck: Deck | None = None


class Session(Identified):
    """A default session plan for a topic. What every session shares (room, roles, safety …) stands in sessions.yml."""

    minutes: Literal[60, 90]
    purpose: Line
    outcomes: tuple[Item, ...] = listed("outcome")
    before: tuple[Item, ...] = listed("before", "What to do before this session, beyond what every session needs.")
    materials: tuple[Brought, ...] = listed("material")
    forms: tuple[Identifier, ...] = Field(
        default=(), description="Tools whose forms people fill in there. They are in the pack."
    )
    upsetting: Line = Field(description="What in this topic may upset somebody, and what to do about it.")
    steps: tuple[Step, ...] = Field(min_length=3, json_schema_extra={"address": "step"})


class Topic(Identified):
    """One of the manual's 21 discussion topics, or the introduction (number 0)."""

    number: Number = Field(ge=0, le=99)
    title: Label
    summary: Prose
    signs: tuple[Item, ...] = listed("sign", "Signs that this topic is yours.")
    starters: tuple[Starter, ...] = Field(min_length=3, max_length=4, json_schema_extra={"address": "starter"})
    why: Prose
    guidance: tuple[Passage, ...] = listed("guidance")
    approaches_title: Label | None = None
    approaches: tuple[Approach, ...] = listed("approach")
    preparation: Preparation
    sessions: tuple[Session, ...] = listed("session")
    discussion: Discussion
    related: tuple[Link, ...] = listed(
        "related", "Other topics, tools, letters, stories and pages that belong with this one."
    )
    disagreements: tuple[Disagreement, ...] = listed("disagreement")
    checked_on: Day | None = Field(
        default=None, description="The day on which laws, programmes and titles named here were checked."
    )
    sources: tuple[Pointer, ...] = Field(min_length=1)
