"""Stage `model`: small entries that several content types share."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, Strict, StringConstraints

from generator.model.units import Entry, Label, Line, Prose

Identifier = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60),
    Field(description="Small letters, digits and hyphens, starting with a letter; never changed and never used again."),
]
Lens = Literal["people", "managers", "together"]
Nation = Literal["england", "wales", "scotland", "northern-ireland", "united-kingdom"]
QuestionNumber = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]?)\.[1-9][0-9]?$")]


def _date(value: Any) -> Any:
    """A day written year-month-day only: pydantic would read a number as seconds since 1970."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written year-month-day, as in 2026-11-22")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day; look at the calendar") from None


Day = Annotated[date, BeforeValidator(_date)]
Number = Annotated[int, Strict()]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain words that are the same in every language: a name, a title as a work prints it."""


def listed(word: str, description: str = "") -> Any:
    """A list of entries; `word` stands for the list in the address of its items."""
    return Field(default=(), json_schema_extra={"address": word}, description=description or None)


class Identified(Entry):
    """Anything with an id of its own. `formerly` records ids that it had before, so that nothing that hangs on them is lost."""

    id: Identifier
    formerly: tuple[Identifier, ...] = ()


class Pointer(Entry):
    """Where something comes from: a source (an id of references.yml), the heading in it, and the place in a list."""

    source: Identifier
    heading: Words | None = None
    place: Number | None = Field(default=None, ge=1, description="Position in the list of the source, counted from 1.")


class Item(Identified):
    """A short text in a list."""

    text: Line


class Point(Identified):
    """A key point: one line, with an optional short heading."""

    title: Label | None = None
    text: Line


class Passage(Identified):
    """A titled piece of text, with points, a figure or a marked quotation if it needs them."""

    title: Label
    text: Prose | None = None
    points: tuple[Point, ...] = listed("point")
    quotation: Quotation | None = None
    figure: Identifier | None = None
    steps: tuple[Point, ...] = listed("step", "Points whose order matters; they come out numbered.")
    nations: tuple[NationNote, ...] = listed("nation", "What differs by nation, each with the day it was looked up.")


class Quotation(Entry):
    """A short quotation, word for word, with its author and source."""

    text: Line
    by: Words
    source: Identifier


class NationNote(Identified):
    """What the law or guidance of one nation says, and on which day somebody looked it up; None says that nobody has."""

    nation: Nation
    text: Prose
    checked_on: Day | None = None
    source: Identifier | None = None


class Approach(Identified):
    """Something that a text describes by name: a type of integration, a phase, a function, a factor."""

    title: Label
    text: Prose
    example: Prose | None = None


class Disagreement(Identified):
    """Where sources see something differently, said openly."""

    text: Prose
    sources: tuple[Identifier, ...] = ()


class Link(Entry):
    """A pointer to another piece of content, with the reason for going there."""

    id: Identifier
    to: Annotated[
        str, StringConstraints(pattern=r"^(topic|tool|letter|briefing|story|page|figure|route|kit):[a-z0-9-]+$")
    ] = Field(description="What it leads to, as in topic:keyworking or tool:directory.")
    text: Line


Passage.model_rebuild()
