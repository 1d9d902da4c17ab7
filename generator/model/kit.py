"""Stage `model`: kits (survey, funding, course, research), which a project prints with its own answers in them, and obstacles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.shared import Identified, Item, Link, Number, Passage, Pointer, listed
from generator.model.units import Entry, Label, Line, Prose

Shown = Literal[
    "focus", "people", "access", "harm", "good-practice", "quotations", "heard", "decisions", "plan", "pay", "unknown"
]


class KitPassage(Passage):
    """A passage of a kit. `shows` is what a project's own copy holds there; `lines` is room to write where it has nothing yet."""

    shows: Shown | None = None
    lines: Number = Field(default=0, ge=0, le=30)
    questions: tuple[Item, ...] = listed(
        "question", "Questions to choose from, to reword and to try out with people first."
    )


class Kit(Identified):
    """Something to prepare with the people whom it is about: a survey, a request for money, a course, a study."""

    kind: Literal["survey", "funding", "course", "research"]
    order: Number = Field(ge=0)
    title: Label
    summary: Prose
    for_whom: Line
    passages: tuple[KitPassage, ...] = Field(min_length=1, json_schema_extra={"address": "passage"})
    related: tuple[Link, ...] = listed("related")
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Obstacle(Identified):
    """Something that stands in the way of joint working in many places."""

    title: Label
    text: Line


class Obstacles(Entry):
    """obstacles.yml"""

    obstacles: tuple[Obstacle, ...] = Field(min_length=1, json_schema_extra={"address": "obstacle"})
