"""Stage `model`: one planned meeting, as somebody writes it down for `joinedup pack`. It names no person."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.editions import STANDARD, WholeEditionName
from generator.model.language_pairs import LanguageChoice
from generator.model.shared import Day, Identifier, Lens, Number, Words
from generator.model.units import Entry

Clock = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    Field(description="A time of day in quotes, as in '18:30'."),
]


class People(Entry):
    """How many people take papers in a language and an edition."""

    count: Number = Field(ge=1, le=500)
    language: LanguageChoice = "en"
    edition: WholeEditionName = STANDARD


class Leaves(Entry):
    """When somebody has to go before the end."""

    time: Clock


class PlannedMeeting(Entry):
    """A meeting that is planned: what it is about, when, where, and for how many. Counts only, never names."""

    topics: tuple[Identifier, ...] = Field(
        min_length=1, max_length=4, description="One after the other, with a pause between."
    )
    minutes: Literal[60, 90] = Field(description="Of the session of each topic.")
    pause: Number = Field(default=15, ge=0, le=120, description="Minutes between two topics.")
    lens: Lens = "together"
    day: Day | None = None
    start: Clock | None = None
    room: Words | None = None
    people: tuple[People, ...] = Field(min_length=1, description="Those who lead take the papers of the first line.")
    interpreters: Number = Field(default=0, ge=0, le=50)
    co_lead: bool = Field(default=True, description="Whether somebody leads with a supporter.")
    leave_early: tuple[Leaves, ...] = ()
