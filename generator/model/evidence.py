"""Stage `model`: one piece of what people told a project, with their consent; what it was classified as, later, with them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.shared import Day, Identified, Identifier, Number, QuestionNumber, Words, listed
from generator.model.tables import LanguageTag
from generator.model.units import Entry, Label, Line, Prose

Audience = Literal["public", "project", "private"]
AUDIENCES: tuple[Audience, ...] = ("private", "project", "public")
"""From the fewest readers to the most."""

How = Literal["interview", "group-discussion", "session", "survey", "reading"]
EvidenceKind = Literal["harm", "good-practice", "gap", "obstacle", "story", "survey", "research"]
Touched = Literal["people", "close", "practitioners", "services"]
When = Annotated[
    str,
    StringConstraints(pattern=r"^(1[89]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
    Field(description="In quotes: a year, a month or a day, as in '2026', '2026-11' or '2026-11-22'."),
]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[\w.-]+(:[0-9]+)?(/[^\s<>\"'\\]*)?$")]


class Consent(Entry):
    """What somebody agreed to. Without it, with `withdrawn_on`, or after `review_on`, a piece is private."""

    agreed: Line = Field(description="What they said yes to, in words that can be read back to them.")
    by: Label = Field(description="Who agreed, in their role and never by name: a mother of two.")
    on: Day
    audience: Audience = Field(
        description="public: anybody; project: those who work on it; private: kept out of everything that is built."
    )
    review_on: Day = Field(
        description="When they are asked again. From that day on the piece is private until they have been."
    )
    withdrawn_on: Day | None = Field(
        default=None, description="When they took it back; from then on it appears nowhere."
    )


class Media(Identified):
    """A film, a recording or a picture that goes with a piece. It stays where it is; we only lead to it."""

    kind: Literal["film", "audio", "picture"]
    title: Label
    address: WebAddress
    transcript: Prose | None = Field(
        default=None, description="Every word said, and what can be heard and seen. A film or recording must have it."
    )
    captions: bool = Field(default=False, description="Whether the film has captions. It must.")
    alternative: Line | None = Field(default=None, description="What a picture shows. It must have it.")


class AgreedTranslation(Entry):
    """The words of a piece in another language, read back to those who said them, or checked by somebody they trust."""

    language: LanguageTag
    text: Prose
    short: Line | None = None
    by: Label = Field(description="Who translated it, in a role: an interpreter.")
    on: Day


class Classification(Entry):
    """What a piece was found to be, in a later step, together with those who said it."""

    kind: EvidenceKind
    touches: tuple[Touched, ...] = Field(
        min_length=1, description="Whom it touches: people of the group; those close to them; practitioners; services."
    )
    integration: tuple[Identifier, ...] = Field(
        default=(), description="Types of integration: ids of the approaches of topic 1, as in place or keyworker."
    )
    topics: tuple[Identifier, ...] = Field(min_length=1)
    questions: tuple[QuestionNumber, ...] = ()
    by: tuple[Label, ...] = Field(
        min_length=1, description="Who took part in classifying it, in their roles; those who said it among them."
    )
    on: Day
    obstacle: Identifier | None = Field(
        default=None, description="The obstacle that was met: an id of content/obstacles.yml."
    )
    got_past: Prose | None = Field(default=None, description="What got past the obstacle, if anything did.")


class Evidence(Identified):
    """One piece of what was said or found, as people said or agreed it. Named after nobody."""

    title: Label
    language: LanguageTag = Field(
        default="en",
        description="That of `text`, `short` and `media`; the rest stands in the project's own language.",
    )
    text: Prose
    words: Literal["said", "agreed"] = Field(
        default="agreed", description="said: their own words; agreed: words that they agreed to."
    )
    short: Line | None = Field(default=None, description="The same in one line, for reports of one page; agreed, too.")
    how: How
    said_by: Label | None = Field(default=None, description="Who said it, in a role: a father; three care workers.")
    people: Number | None = Field(default=None, ge=1, le=100_000, description="How many people said it, or were asked.")
    gathered_by: Label = Field(description="Who gathered it, in a role.")
    when: When
    where: Label
    session: Identifier | None = Field(default=None, description="The session that it was said in.")
    source: Identifier | None = Field(default=None, description="A work of content/references.yml, for what was read.")
    citation: Line | None = Field(default=None, description="Any other source, in full, for what was read.")
    media: tuple[Media, ...] = listed("media")
    consent: Consent | None = None
    published_for: Audience = Field(
        default="private",
        description="For what was read in a published work, which needs no consent: who may see it here.",
    )
    classified: Classification | None = None
    translations: tuple[AgreedTranslation, ...] = ()
    draft: bool = Field(
        default=False, description="True for what was imported and nobody has looked through. Drafts are private."
    )
    noted: tuple[Words, ...] = Field(
        default=(), description="What the paper says besides, for the person who looks it through. Never shown."
    )
    imported_from: Words | None = Field(
        default=None, description="The paper or table that it was read from. Never shown."
    )
