"""Stage `projects`: what the plan, the count of what was heard and the directory are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Approach, Line, Unit
from generator.model.project import Decision, Gathering
from generator.model.service import Service
from generator.projects import words
from generator.projects.charts import Bar, chart
from generator.projects.citing import Claim
from generator.projects.reports import types_of
from generator.projects.setting import Setting, Subject
from generator.projects.standing import PlannedAction, approved, by_topic_and_kind, collated_actions, old
from generator.workbook.document import shown_address


@dataclass(frozen=True)
class PlanEntry:
    """An action of the plan with what it rests on."""

    planned: PlannedAction
    claims: tuple[Claim, ...]
    types: tuple[Approach, ...]


@dataclass(frozen=True)
class PlanGroup:
    """Actions that stand alike; `last` heads their days."""

    name: Markup
    last: Markup
    entries: list[PlanEntry]


@dataclass(frozen=True)
class Decided:
    """A decision with its session and what it rests on."""

    decision: Decision
    gathering: Gathering
    claims: tuple[Claim, ...]


def action_plan(given: Setting) -> Subject:
    """The actions of all sessions: to do, in place, left for later; what nobody has taken on; what is not possible."""
    _, entries = given.words, [_entry(planned, given) for planned in collated_actions(given.own)]
    groups = [
        PlanGroup(_("New: what we will do"), _("By when"), _standing("new", entries)),
        PlanGroup(_("Already in place: keep it going"), _("By when"), _standing("already", entries)),
        PlanGroup(_("Left for later, and when to ask again"), _("Ask again"), _standing("later", entries)),
    ]
    claims = {claim.number: claim for entry in entries for claim in entry.claims}
    untaken = [one for one in decided(given) if not _taken(one, entries)]
    claims |= {claim.number: claim for one in untaken for claim in one.claims}
    return {
        "groups": [group for group in groups if group.entries], "untaken": untaken,
        "refusals": [refusal for gathering in given.own.gatherings for refusal in gathering.refusals],
        "claims": [claims[number] for number in sorted(claims)],
    }  # fmt: skip


def decided(given: Setting) -> Iterator[Decided]:
    """The decisions of all sessions."""
    for gathering in given.own.gatherings:
        for decision in gathering.decisions:
            yield Decided(decision, gathering, given.claims(decision.why))


def _entry(planned: PlannedAction, given: Setting) -> PlanEntry:
    return PlanEntry(planned, given.claims(planned.why), types_of(given, planned.action.integration))


def _standing(standing: str, entries: list[PlanEntry]) -> list[PlanEntry]:
    return [entry for entry in entries if entry.planned.action.standing == standing]


def _taken(one: Decided, entries: list[PlanEntry]) -> bool:
    return any(entry.planned.decision is one.decision for entry in entries)


@dataclass(frozen=True)
class CountRow:
    """How many pieces speak to a topic, by kind, with the kinds of the whole table in their order."""

    topic: str
    numbers: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(number for _, number in self.numbers)


@dataclass(frozen=True)
class Counts:
    """Pieces by chosen topic and kind; only kinds that there are."""

    kinds: tuple[str, ...]
    rows: tuple[CountRow, ...]


def counts_of(given: Setting) -> Counts:
    """How many pieces speak to each chosen topic, in the order in which the project chose them."""
    found = by_topic_and_kind(given.own)
    kinds = tuple(kind for kind in words.short_kinds(str) if any(one == kind for _, one in found))
    topics = (chosen.topic for chosen in given.project.topics)
    return Counts(kinds, tuple(CountRow(topic, tuple((kind, found.get((topic, kind), 0)) for kind in kinds)) for topic in topics))  # fmt: skip


def sentence(given: Setting, counts: Counts) -> Markup:
    """One sentence on what was heard: how many pieces, and on which topic most of them."""
    _, ngettext = given.words, given.words.counted
    heard = sum(1 for piece in given.own.evidence if piece.classified)
    first = ngettext("%(num)s piece has been heard and sorted so far.", "%(num)s pieces have been heard and sorted so far.", heard) % {"num": heard}  # fmt: skip
    most = max((row.total for row in counts.rows), default=0)
    leading = [row for row in counts.rows if row.total == most]
    if not most or len(leading) > 1:
        return first
    words_after = _("Most speak to “{topic}”: {number}.")
    named = topic_words(leading[0].topic, given)
    return Markup("{} {}").format(first, words_after.replace("{topic}", named).replace("{number}", str(most)))


def topic_words(identifier: str, given: Setting) -> str:
    """The title of a topic in plain words; its id where there is no such topic."""
    unit = topic_unit(identifier, given)
    return unit.text if unit else identifier


def topic_unit(identifier: str, given: Setting) -> Unit | None:
    """The title of a topic."""
    return next((topic.title for topic in given.library.topics if topic.id == identifier), None)


def heard(given: Setting) -> Subject:
    """What was heard so far, by topic and kind, as a chart, a table and a sentence; never how much is still to be asked."""
    counts, names = counts_of(given), words.short_kinds(given.interface)
    bars = [Bar(topic_unit(row.topic, given) or Line(row.topic), row.numbers) for row in counts.rows]
    spoken = sentence(given, counts)
    direction = given.library.languages[given.library.language].direction
    drawn = chart(bars, {kind: names[kind] for kind in counts.kinds}, spoken.striptags(), direction, given.large)
    return {"counts": counts, "sentence": spoken, "chart": drawn}


@dataclass(frozen=True)
class Listed:
    """An entry of the directory: whether it may be called approved, and whether it is old, on the day of the paper."""

    service: Service
    approved: bool
    old: bool
    languages: list[str]

    @property
    def contacts(self) -> list[str]:
        """Telephone, email and website, as they are printed."""
        service = self.service
        return [one for one in (service.telephone, service.email, shown_address(service.website)) if one]


@dataclass(frozen=True)
class Sector:
    """Services of one sector, by name."""

    sector: str
    entries: list[Listed]


def directory(given: Setting) -> Subject:
    """The directory by sector."""
    listed = [
        Listed(service, approved(service, given.project, given.as_of), old(service, given.as_of), [given.interface.language_name(tag) for tag in service.languages])
        for service in sorted(given.own.services, key=lambda service: (service.name.text.casefold(), service.id))
    ]  # fmt: skip
    groups = [Sector(sector, [one for one in listed if one.service.sector == sector]) for sector in words.sectors(str)]
    return {"groups": [group for group in groups if group.entries]}
