"""Stage `model`: one entry of a local directory of services and places."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.evidence import Audience, WebAddress
from generator.model.meeting import Clock
from generator.model.shared import Day, Identified, Identifier, Number, Words
from generator.model.tables import LanguageTag
from generator.model.units import Entry, Label, Line, Prose

Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{3,24}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"'\\]+@[\w-]+(\.[\w-]+)+$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
AccessFeature = Literal[
    "step-free", "accessible-toilet", "changing-place", "hearing-loop", "quiet-space", "parking", "sign-language",
    "easy-read", "large-print", "braille", "text-relay", "home-visits", "online", "assistance-dogs",
]  # fmt: skip


class PostalAddress(Entry):
    """Where a service is."""

    lines: tuple[Words, ...] = Field(min_length=1, max_length=4)
    town: Words
    region: Words | None = None
    postcode: Words
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "GB"


class Opening(Entry):
    """When it is open."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Clock
    closes: Clock


class Signed(Entry):
    """An agreement that a service or place has signed: which of its standards it meets, and until when it holds."""

    agreement: Identifier
    standards: tuple[Identifier, ...] = Field(min_length=1)
    signed_on: Day
    until: Day
    confirmed_by: Label = Field(description="Who of the project looked, in a role.")


class Service(Identified):
    """One service or place. Work numbers only: a person's own number or home address never goes in."""

    name: Label
    organisation: Label
    sector: Literal["public", "voluntary", "private", "community"]
    language: LanguageTag = "en"
    audience: Audience = "private"
    summary: Prose
    for_whom: Line
    ages: tuple[Number, Number] | None = Field(default=None, description="Youngest and oldest, in years.")
    topics: tuple[Identifier, ...] = ()
    languages: tuple[LanguageTag, ...] = Field(min_length=1, description="Languages that people are answered in.")
    access: tuple[AccessFeature, ...] = ()
    access_note: Line | None = None
    cost: Line
    ask: Line = Field(description="How to ask a question, and who answers.")
    telephone: Telephone | None = None
    email: Email | None = None
    website: WebAddress | None = None
    address: PostalAddress | None = None
    area: Label = Field(description="Where the people live whom it serves.")
    openings: tuple[Opening, ...] = ()
    network: bool = Field(
        default=False, description="Whether it belongs to the network for potential joint working (topic 19)."
    )
    signed: Signed | None = None
    checked_on: Day = Field(description="When somebody last rang, wrote or went there.")
