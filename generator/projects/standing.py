"""Stage `projects`: how things stand in a project, for pages, papers and files alike. Nothing here knows how it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.evidence import AgreedTranslation, Evidence
from generator.model.project import Action, Decision, Gathering, Project
from generator.model.service import Service
from generator.model.units import Line, Prose
from generator.projects.folder import LocalProject

LONGEST_UNCHECKED = timedelta(days=365)
"""After so long an entry of the directory is old."""
LEAST_URGENT = 100


@dataclass(frozen=True)
class Said:
    """The words of a piece as one language shows them; `translated` says who put them into it, where they were said in another."""

    text: Prose
    short: Line | None
    translated: AgreedTranslation | None = None


@dataclass(frozen=True)
class PlannedAction:
    """An action with the session that it comes from. `number` is its place in the whole plan, on page, paper and in files alike."""

    number: int
    action: Action
    gathering: Gathering

    @property
    def decision(self) -> Decision | None:
        """The decision that it follows from."""
        return next((one for one in self.gathering.decisions if one.id == self.action.decision), None)

    @property
    def why(self) -> tuple[str, ...]:
        """The ids of the pieces that it rests on: its own, then those of its decision, each once."""
        return tuple(dict.fromkeys((*self.action.why, *(self.decision.why if self.decision else ()))))


def words_in(piece: Evidence, language: str) -> Said:
    """A piece in its own words, or in those of an agreed translation where there is one into the language."""
    for translation in piece.translations:
        if translation.language == language != piece.language:
            return Said(translation.text, translation.short, translation)
    return Said(piece.text, piece.short)


def by_topic_and_kind(local: LocalProject) -> Mapping[tuple[str, str], int]:
    """How many pieces speak to each chosen topic, by kind. A piece that speaks to two topics counts in both."""
    chosen = {one.topic for one in local.project.topics}
    pairs = (
        (topic, piece.classified.kind)
        for piece in local.evidence
        if piece.classified
        for topic in piece.classified.topics
        if topic in chosen
    )
    return Counter(pairs)


def collated_actions(local: LocalProject) -> tuple[PlannedAction, ...]:
    """The actions of all sessions: those left for later last, then by priority, by day, and in the order of sessions and files."""
    every = [(action, gathering) for gathering in local.gatherings for action in gathering.actions]
    ordered = sorted(every, key=lambda one: _urgency(one[0]))
    return tuple(PlannedAction(number, *one) for number, one in enumerate(ordered, start=1))


def _urgency(action: Action) -> tuple[bool, int, date]:
    return action.standing == "later", action.priority or LEAST_URGENT, action.by or action.ask_again or date.max


def approved(service: Service, project: Project, day: date) -> bool:
    """Whether a service may be called integration-approved: it signed an agreement of this project, with every standard, in date."""
    agreement = next((one for one in project.agreements if service.signed and one.id == service.signed.agreement), None)
    if agreement is None or service.signed is None:
        return False
    every = {standard.id for standard in agreement.standards}
    return every <= set(service.signed.standards) and service.signed.signed_on <= day <= service.signed.until


def old(service: Service, day: date) -> bool:
    """Whether nobody has looked at an entry for a year."""
    return day - service.checked_on > LONGEST_UNCHECKED
