"""Stage `projects`: which pieces the reports rest on, under which numbers, and what can honestly be said of how they were gathered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.evidence import Evidence
from generator.model.units import Unit
from generator.projects.folder import LocalProject
from generator.projects.standing import Said, collated_actions, words_in


@dataclass(frozen=True)
class Claim:
    """A piece as a report names it: under its number, in one line, in its own words or an agreed translation."""

    piece: Evidence
    number: int
    said: Said

    @property
    def line(self) -> Unit:
        """The piece in one line: the short words that people agreed to, else its title."""
        return self.said.short or self.piece.short or self.piece.title

    @property
    def year(self) -> str:
        """The year that it is of."""
        return self.piece.when[:4]


@dataclass(frozen=True)
class Basis:
    """What a report rests on.

    `people` adds what the pieces say of how many said them, so somebody may be counted more than once; `uncounted` is how
    many pieces do not say. What was read has no people. `own_words` is how many stand as they were said.
    """

    pieces: int
    people: int
    uncounted: int
    ways: Mapping[str, int]
    own_words: int
    first: str
    last: str


def cited(local: LocalProject) -> tuple[Evidence, ...]:
    """The pieces that reports and plan rest on, each once: the report on harm first, then the page for a decision, then the plan."""
    found = dict.fromkeys(identifier for identifier in _named(local) if identifier in local.by_id)
    return tuple(local.by_id[identifier] for identifier in found)


def numbers(local: LocalProject) -> Mapping[str, int]:
    """The number of each cited piece, the same on every paper of the project."""
    return {piece.id: number for number, piece in enumerate(cited(local), start=1)}


def claims(identifiers: Iterable[str], local: LocalProject, language: str) -> tuple[Claim, ...]:
    """The pieces of these ids, as a report in a language names them; a piece that no report rests on has the number 0."""
    known = numbers(local)
    pieces = (local.by_id[identifier] for identifier in identifiers if identifier in local.by_id)
    return tuple(Claim(piece, known.get(piece.id, 0), words_in(piece, language)) for piece in pieces)


def basis(pieces: Iterable[Evidence]) -> Basis:
    """What can be said of how some pieces were gathered. Raises ValueError for none."""
    every = list(pieces)
    told = [piece for piece in every if piece.how != "reading"]
    years = sorted(piece.when[:4] for piece in every)
    if not years:
        raise ValueError("no pieces to count")
    return Basis(
        pieces=len(every), people=sum(piece.people or 0 for piece in told), uncounted=sum(piece.people is None for piece in told),
        ways=Counter(piece.how for piece in every), own_words=sum(piece.words == "said" for piece in told), first=years[0], last=years[-1],
    )  # fmt: skip


def _named(local: LocalProject) -> Iterator[str]:
    if report := local.project.ill_effects:
        for harm in report.harm:
            yield from harm.evidence
        yield from [report.quotation] if report.quotation else []
        for scene in report.scenes:
            yield from scene.evidence
    if page := local.project.decision:
        yield from (*page.harm, *page.good_practice)
        for saving in page.savings:
            yield from saving.evidence
    for planned in collated_actions(local):
        yield from planned.action.why
    for gathering in local.gatherings:
        for decision in gathering.decisions:
            yield from decision.why
