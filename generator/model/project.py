"""Stage `model`: a local project: who leads, for whom, where; what it has agreed; what its reports say. Names are rare here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.evidence import Audience, Consent, WebAddress
from generator.model.meeting import PlannedMeeting
from generator.model.shared import Day, Identified, Identifier, Lens, Nation, Number, QuestionNumber, Words, listed
from generator.model.tables import LanguageTag
from generator.model.units import Entry, Label, Line, Prose


class Group(Entry):
    """The group of people that a project is for."""

    who: Label = Field(description="In a few words: children with complex needs.")
    text: Line = Field(description="Who belongs to it, and who does not.")
    ages: Label
    stage: Literal["children", "adults", "both"]


class Law(Identified):
    """A law or piece of guidance that holds here, and the day on which somebody looked it up."""

    title: Label
    text: Line
    nation: Nation
    dated: Words = Field(description="Of when the law or guidance is: 2014, or March 2026.")
    address: WebAddress | None = None
    checked_on: Day


class Need(Identified):
    """A language or an access need that the project plans for. Counts only, never names."""

    need: Label
    plan: Line
    people: Number | None = Field(default=None, ge=1, le=1000)


class Member(Identified):
    """Somebody of the core group, in a role. A name only with recorded consent, and only for those it was given for."""

    role: Label
    name: Label | None = None
    consent: Consent | None = None


class ChosenTopic(Entry):
    """A topic that the project works on. Their order is that in which they can be achieved."""

    topic: Identifier
    why: Line


class LocalRecord(Entry):
    """What the project answers to a shared record (content/records.yml): written down once, shown wherever it is asked."""

    record: Identifier
    text: Prose
    audience: Audience = "private"
    on: Day


class Standard(Identified):
    """One standard of an agreement."""

    text: Line


class Agreement(Identified):
    """What services or places promise before they are named as integration-approved here. Agreed locally."""

    kind: Literal["private", "place"] = Field(
        description="private: with private services; place: with community places."
    )
    title: Label
    standards: tuple[Standard, ...] = Field(min_length=1, json_schema_extra={"address": "standard"})
    agreed_by: tuple[Label, ...] = Field(min_length=1)
    agreed_on: Day
    complaints: Line = Field(description="Where somebody goes when a standard is not kept.")


class Scene(Identified):
    """One scene of the film: what is seen, what is heard, which evidence it rests on."""

    seen: Line
    heard: Line
    evidence: tuple[Identifier, ...] = ()


class Harm(Entry):
    """What the report on ill effects says of one group: the pieces of evidence that it rests on, the worst first."""

    touched: Literal["people", "close", "practitioners", "services"]
    evidence: tuple[Identifier, ...] = Field(min_length=1)


class IllEffects(Entry):
    """The report on ill effects. Its words are those of the evidence; only the ask is written here."""

    audience: Audience = "private"
    harm: tuple[Harm, ...] = Field(min_length=1)
    quotation: Identifier | None = Field(default=None, description="The piece that is quoted in full.")
    ask: Line
    scenes: tuple[Scene, ...] = listed("scene", "The storyboard of the film.")


class WayForward(Identified):
    """One way to do what is asked, with what it costs and how that is known."""

    title: Label
    text: Line
    cost: Label | None = None
    cost_known_by: Line | None = Field(
        default=None, description="How the cost is known: an offer, a budget, a count; with its year."
    )


class Saving(Identified):
    """A saving, which may only be named with the evidence for it."""

    text: Line
    evidence: tuple[Identifier, ...] = Field(min_length=1)


class DecisionPage(Entry):
    """What a manager decides on."""

    audience: Audience = "private"
    for_whom: Label
    by: Day | None = Field(default=None, description="By when the decision is needed.")
    ask: Line
    harm: tuple[Identifier, ...] = Field(min_length=1, description="Pieces of evidence, the strongest first.")
    good_practice: tuple[Identifier, ...] = ()
    options: tuple[WayForward, ...] = Field(min_length=2, json_schema_extra={"address": "option"})
    savings: tuple[Saving, ...] = listed("saving")
    produced_by: tuple[Label, ...] = Field(min_length=1, description="Who co-produced it, in their roles.")
    strength: Line = Field(description="How strong the evidence is, and why.")
    limits: Line = Field(description="What it cannot show.")
    unknown: tuple[Standard, ...] = listed("unknown", "What nobody knows yet.")


class Project(Identified):
    """project.yml: a local project. Nothing of it is shown to more people than its own `audience`."""

    title: Label
    summary: Prose
    example: bool = Field(
        default=False, description="True for a project that is made up. Every page and print says so."
    )
    audience: Audience = "private"
    language: LanguageTag = "en"
    led_by: Lens
    group: Group
    locality: Label
    nation: Nation
    laws: tuple[Law, ...] = listed("law")
    languages: tuple[LanguageTag, ...] = Field(
        min_length=1, description="Languages to plan for, the most spoken first."
    )
    access: tuple[Need, ...] = listed("need")
    core_group: tuple[Member, ...] = Field(min_length=1, json_schema_extra={"address": "member"})
    topics: tuple[ChosenTopic, ...] = Field(
        min_length=1, max_length=12, description="In the order in which they can be achieved; never all."
    )
    contact: Line | None = Field(default=None, description="How to reach the project, for everybody who may see it.")
    records: tuple[LocalRecord, ...] = ()
    agreements: tuple[Agreement, ...] = listed("agreement")
    ill_effects: IllEffects | None = None
    decision: DecisionPage | None = None


class Decision(Identified):
    """What people in a session decided."""

    what: Line
    why: tuple[Identifier, ...] = Field(default=(), description="Pieces of evidence.")
    present: Label | None = Field(default=None, description="Who was in the room, in roles.")
    questions: tuple[QuestionNumber, ...] = ()


class TwoSides(Identified):
    """Where people did not agree, both sides as they said it."""

    one: Line
    other: Line


class Unknown(Identified):
    """What nobody knew, and whom to ask."""

    what: Line
    whom: Line | None = None


class Action(Identified):
    """Something that somebody will do. Its order in the plan is its priority."""

    what: Line
    why: tuple[Identifier, ...] = Field(default=(), description="Pieces of evidence.")
    decision: Identifier | None = Field(default=None, description="The decision of this session that it follows from.")
    integration: tuple[Identifier, ...] = Field(default=(), description="Types of integration, as for evidence.")
    approach: Label | None = None
    who: Label = Field(description="In a role.")
    helps: Label | None = None
    by: Day | None = None
    standing: Literal["already", "new", "later"] = "new"
    ask_again: Day | None = Field(default=None, description="For what is left for later: when to ask again.")
    priority: Number | None = Field(default=None, ge=1, le=99, description="1 comes first.")
    questions: tuple[QuestionNumber, ...] = ()


class Reply(Identified):
    """You said, we will do, by."""

    said: Line
    do: Line
    by: Day | None = None


class Refusal(Identified):
    """What was asked for and cannot be done, or not yet."""

    what: Line
    why: Line


class Gathering(Identified):
    """A file of sessions/: a planned or held session, and what came out of it. Not the plan of a topic's session."""

    topic: Identifier
    language: LanguageTag = "en"
    audience: Audience = "private"
    held: bool = False
    day: Day | None = None
    place: Label | None = None
    people: Number | None = Field(default=None, ge=1, le=1000)
    recorder: Label | None = Field(default=None, description="Who wrote it down, in a role.")
    meeting: PlannedMeeting | None = Field(default=None, description="What joinedup pack needs to print its papers.")
    decisions: tuple[Decision, ...] = listed("decision")
    disagreements: tuple[TwoSides, ...] = listed("disagreement")
    unknown: tuple[Unknown, ...] = listed("unknown")
    actions: tuple[Action, ...] = listed("action")
    replies: tuple[Reply, ...] = listed("reply")
    refusals: tuple[Refusal, ...] = listed("refusal")
    draft: bool = Field(
        default=False, description="True for what was imported and nobody has looked through. Drafts are private."
    )
    noted: tuple[Words, ...] = Field(
        default=(), description="What the paper says besides, for the person who looks it through. Never shown."
    )
    imported_from: Words | None = None
