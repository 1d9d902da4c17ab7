"""Stage `projects`: what a project's own copy of a kit is given, for the passages that show something of the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Unit
from generator.projects.citing import Claim
from generator.projects.paying import by_kind
from generator.projects.planning import counts_of, decided, sentence
from generator.projects.setting import Setting, Subject
from generator.projects.standing import collated_actions
from generator.projects.sums import lines_of, total

MOST_QUOTATIONS = 3
"""A kit is read in a meeting; everything stands in the account."""


@dataclass(frozen=True)
class Question:
    """What nobody knows yet, and whom to ask."""

    text: Unit
    whom: Unit | None


def kit(given: Setting) -> Subject:
    """The kit, and what its passages may show; only the kit in its general copy. Raises TypeError without a kit."""
    if given.kit is None:
        raise TypeError("no kit")
    if given.local is None:
        return {"kit": given.kit}
    counts, quotations = counts_of(given), _quotations(given)
    return {
        "kit": given.kit, "languages_planned": [given.interface.language_name(tag) for tag in given.project.languages],
        "of_kind": {kind: _of_kind(kind, given) for kind in ("harm", "good-practice")},
        "quotations": quotations[:MOST_QUOTATIONS], "more_quotations": any(claim.number for claim in quotations[MOST_QUOTATIONS:]),
        "counts": counts if counts.kinds else None, "sentence": sentence(given, counts), "decisions": list(decided(given)),
        "actions": collated_actions(given.own), "pay_by_kind": by_kind(given),
        "pay_total": total(lines_of(given.own.pay)) if given.own.pay else None, "pay_left_out": given.own.pay_left_out, "unknowns": list(_unknowns(given)),
    }  # fmt: skip


def _of_kind(kind: str, given: Setting) -> tuple[Claim, ...]:
    return given.claims(piece.id for piece in given.own.evidence if piece.classified and piece.classified.kind == kind)


def _quotations(given: Setting) -> tuple[Claim, ...]:
    """The pieces that stand as they were said and were classified with those who said them; first those of the account, in its order."""
    every = given.claims(piece.id for piece in given.own.evidence if piece.words == "said" and piece.classified)
    return tuple(sorted(every, key=lambda claim: (not claim.number, claim.number)))


def _unknowns(given: Setting) -> Iterator[Question]:
    page = given.project.decision
    yield from (Question(one.text, None) for one in (page.unknown if page else ()))
    for gathering in given.own.gatherings:
        yield from (Question(one.what, one.whom) for one in gathering.unknown)
