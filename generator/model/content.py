"""Stage `model`: briefings, stories, pages, figures, tools, letters, routes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.shared import (
    Day,
    Disagreement,
    Identified,
    Identifier,
    Item,
    Lens,
    Link,
    Number,
    Passage,
    Pointer,
    QuestionNumber,
    listed,
)
from generator.model.units import Label, Line, Prose

Menu = Literal["start", "topics", "sessions", "tools", "stories", "fair", "about"]
FieldKind = Literal["line", "lines", "tick", "choice", "date", "table", "drawing"]


class Briefing(Identified):
    """A short paper for reading before a meeting. `ours` says that we wrote it, whatever its theme."""

    title: Label
    summary: Prose
    origin: Line = Field(description="Whose ideas these are: restated from a source, or ours.")
    ours: bool
    for_whom: Line | None = None
    passages: tuple[Passage, ...] = Field(min_length=1, json_schema_extra={"address": "passage"})
    related: tuple[Link, ...] = listed("related")
    disagreements: tuple[Disagreement, ...] = listed("disagreement")
    checked_on: Day | None = None
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Story(Identified):
    """A story from a source, restated; `standing` says what is known of it (real people, or made up to explain)."""

    title: Label
    summary: Prose
    standing: Line
    passages: tuple[Passage, ...] = Field(min_length=1, json_schema_extra={"address": "passage"})
    questions: tuple[Item, ...] = listed("question", "Questions to talk about after reading it together.")
    related: tuple[Link, ...] = listed("related")
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Page(Identified):
    """A page of its own: how to start, Fair and safe, About and help."""

    title: Label
    menu: Menu
    order: Number = Field(ge=0, description="Its place among the pages of its menu entry.")
    summary: Prose
    passages: tuple[Passage, ...] = Field(min_length=1, json_schema_extra={"address": "passage"})
    related: tuple[Link, ...] = listed("related")
    checked_on: Day | None = None
    sources: tuple[Pointer, ...] = ()


class FigurePart(Identified):
    """One part of a figure: the few words drawn in it, and what they mean."""

    label: Label
    text: Line
    pair: Identifier | None = Field(
        default=None, description="In a figure of pairs: the part that stands facing this one."
    )
    group: Identifier | None = Field(
        default=None, description="In a figure of pairs: the column that the part belongs to."
    )


class Figure(Identified):
    """A figure, drawn from its parts by a layout. Its text alternative is the caption, the description and the parts."""

    title: Label
    layout: Literal["petals", "quadrant", "cycle", "rings", "pairs", "team"]
    caption: Line
    description: Prose = Field(description="What the figure shows, in full, for people who do not see it.")
    centre: Label | None = None
    groups: tuple[FigurePart, ...] = listed("group", "In a figure of pairs: its columns.")
    parts: tuple[FigurePart, ...] = Field(min_length=2, json_schema_extra={"address": "part"})
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Column(Identified):
    """A column of a table to fill in."""

    label: Label
    hint: Line | None = None
    width: Literal["narrow", "wide"] | None = Field(
        default=None,
        description="narrow: a number, a letter, a date or a name; wide: sentences; else something between.",
    )


class Option(Identified):
    """One answer to choose or to tick."""

    label: Label


class FormField(Identified):
    """Something to fill in. Its id is stable, since filled copies are read back."""

    label: Label
    hint: Line | None = None
    kind: FieldKind
    rows: Number = Field(default=1, ge=1, le=30, description="Ruled lines, or rows of a table.")
    columns: tuple[Column, ...] = listed("column")
    options: tuple[Option, ...] = listed("option")
    starts_with: tuple[Option, ...] = listed("row", "Rows of a table that are already named.")
    feeds_from: tuple[QuestionNumber, ...] = Field(default=(), description="Questions whose answers belong here.")


class FormSection(Identified):
    """A part of a tool with its fields."""

    title: Label
    text: Prose | None = None
    fields: tuple[FormField, ...] = Field(min_length=1, json_schema_extra={"address": "field"})


class Tool(Identified):
    """A template that the manual asks a project to fill in."""

    title: Label
    summary: Prose
    purpose: Line
    filled_by: Line
    when: Line
    one_page: bool = Field(default=False, description="True where the printed form must be one A4 page.")
    privacy: Line | None = Field(default=None, description="Who may see the filled form, and what not to write in it.")
    sections: tuple[FormSection, ...] = Field(min_length=1, json_schema_extra={"address": "section"})
    tips: tuple[Item, ...] = listed("tip")
    feeds_from: tuple[QuestionNumber, ...] = Field(min_length=1, description="Questions that fill this tool.")
    topics: tuple[Identifier, ...] = Field(min_length=1)
    related: tuple[Link, ...] = listed("related")
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Letter(Identified):
    """A letter to adapt. Gaps to fill in stand in square brackets in capitals: [YOUR NAME]."""

    title: Label
    summary: Prose
    when: Line
    subject: Line
    greeting: Line
    paragraphs: tuple[Item, ...] = Field(min_length=1, json_schema_extra={"address": "paragraph"})
    closing: Line
    tips: tuple[Item, ...] = listed("tip")
    related: tuple[Link, ...] = listed("related")
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Route(Identified):
    """A way into the material: by trouble (“I keep repeating my story”), by task, or by person."""

    kind: Literal["trouble", "task", "person"]
    order: Number = Field(ge=0)
    title: Label
    summary: Prose
    lens: Lens | None = None
    stops: tuple[Link, ...] = Field(min_length=2, json_schema_extra={"address": "stop"})
    first_step: Line = Field(description="One thing that somebody can do today.")


Address = Annotated[str, StringConstraints(pattern=r"^https://[\w.-]+(:[0-9]+)?(/[^\s<>\"'\\]*)?$")]
