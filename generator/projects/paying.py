"""Stage `projects`: what the page on paying people is given: the sums by rate, by person and session, and the caution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model import Page, Passage, Unit
from generator.model.money import Rate
from generator.model.project import Gathering
from generator.problems import ContentError, Position, Problem
from generator.projects import words
from generator.projects.sessions import Name, names_of
from generator.projects.setting import Crowd, Setting, Subject
from generator.projects.sums import PaidLine, lines_of, total, totals_by
from generator.workbook.sentences import first_sentence, page_of

PAY_PAGE, CAUTION, BY_NATION = "pay-and-expenses", "benefits", "by-nation"

MOST_ROWS, MOST_SESSIONS, ROWS_OF_A_NOTE = 16, 3, 4
"""Rates and people, and sessions, with which their table fits on the page, measured in all languages; what a second nation’s note takes."""


@dataclass(frozen=True)
class RateSum:
    """What all payments at one rate come to."""

    rate: Rate
    sum: Decimal


@dataclass(frozen=True)
class PaidSession:
    """A column: a session by its name; `id` is None for what belongs to no session."""

    id: str | None
    name: Name
    sum: Decimal


@dataclass(frozen=True)
class PaidPerson:
    """A row: what somebody is paid for each session, and together."""

    label: Unit
    amounts: tuple[Decimal, ...]
    sum: Decimal


@dataclass(frozen=True)
class AgreedBy:
    """Rates that the same people agreed."""

    by: Unit
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Agreed:
    """Rates that were agreed on one day."""

    on: date
    groups: tuple[AgreedBy, ...]


def pay(given: Setting) -> Subject:
    """What is paid, by rate, by person and by session; who agreed the rates; the caution. Raises TypeError without pay.yml."""
    own = given.own.pay
    if own is None:
        raise TypeError("no pay")
    lines = lines_of(own)
    by_rate = totals_by(lines, lambda line: line.rate.id)
    used = [RateSum(rate, by_rate[rate.id]) for rate in own.rates if rate.id in by_rate]
    sessions = _sessions(lines, given)
    people = list(_people(lines, sessions))
    notes = [note for note in _passage(given, BY_NATION).nations if note.nation in _nations(own.nation)]
    rows = len(used) + len(people) + given.own.pay_left_out + ROWS_OF_A_NOTE * len(notes[1:])
    fits = rows <= MOST_ROWS and len(sessions) <= MOST_SESSIONS and all(len(one.name) == 1 for one in sessions)
    return {
        "pay": own, "left_out": given.own.pay_left_out, "total": total(lines), "sessions": sessions, "people": people,
        "fits": fits,
        "by_rate": sorted(used, key=_order), "agreements": list(_agreements(one.rate for one in used)), "several": len({one.rate.agreed_by.text for one in used}) > 1,
        "caution": _passage(given, CAUTION),
        "notes": [(note, first_sentence(note.text) if given.large or not fits else note.text) for note in notes],
        "crowd": Crowd("pay.yml", f"{len(used)} rates, {len(people)} people and {len(sessions)} sessions"),
    }  # fmt: skip


def by_kind(given: Setting) -> list[tuple[str, Decimal]]:
    """The sum of each kind of payment, in the order in which kinds show."""
    lines = lines_of(given.own.pay) if given.own.pay else ()
    sums = totals_by(lines, lambda line: str(line.rate.kind))
    return [(kind, sums[kind]) for kind in words.kinds_of_pay(str) if kind in sums]


def _order(one: RateSum) -> int:
    return list(words.kinds_of_pay(str)).index(one.rate.kind)


def _nations(nation: str) -> tuple[str, ...]:
    """The nations whose notes hold in one: Northern Ireland has its own office for benefits."""
    return (nation,) if nation == "northern-ireland" else ("united-kingdom", nation)


def _agreements(rates: Iterable[Rate]) -> Iterator[Agreed]:
    found: dict[date, dict[str, list[Rate]]] = {}
    for rate in rates:
        found.setdefault(rate.agreed_on, {}).setdefault(rate.agreed_by.text, []).append(rate)
    for day in sorted(found):
        yield Agreed(day, tuple(AgreedBy(rates[0].agreed_by, tuple(rates)) for rates in found[day].values()))


def _sessions(lines: Iterable[PaidLine], given: Setting) -> list[PaidSession]:
    sums = totals_by(lines, lambda line: line.payment.session)
    known = {gathering.id: gathering for gathering in given.own.gatherings}
    names = names_of(given.own, given.library, given.interface)
    order = sorted(sums, key=lambda one: (one is None, _day(known.get(one or "")), one or ""))
    return [PaidSession(one, names[one] if one else (given.words("No session"),), sums[one]) for one in order]


def _day(gathering: Gathering | None) -> date:
    return gathering.day if gathering and gathering.day else date.max


def _people(lines: tuple[PaidLine, ...], sessions: list[PaidSession]) -> Iterator[PaidPerson]:
    labels = {line.payment.person.text: line.payment.person for line in lines}
    cells = totals_by(lines, lambda line: (line.payment.person.text, line.payment.session))
    for name, label in labels.items():
        amounts = tuple(cells.get((name, session.id), Decimal(0)) for session in sessions)
        yield PaidPerson(label, amounts, sum(amounts, Decimal("0.00")))


def _passage(given: Setting, identifier: str) -> Passage:
    """A passage of the page on pay. Raises ContentError where it is gone."""
    page: Page = page_of(PAY_PAGE, given.library)
    for passage in page.passages:
        if passage.id == identifier:
            return passage
    message = (
        f"the paper on paying people takes its caution from the passage “{identifier}”, and it is gone; put it back"
    )
    raise ContentError([Problem(Position(f"content/pages/{PAY_PAGE}.yml"), message, "missing-file")])
