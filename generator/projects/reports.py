"""Stage `projects`: what the reports are given: harm, account, storyboard, the page for a decision, good practice."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Approach, Tool
from generator.model.project import Saving, Scene
from generator.projects.citing import Claim, basis, cited
from generator.projects.setting import Setting, Subject
from generator.projects.words import types_of_integration

REPORT_TOOL, FILM_TIPS = "ill-effects-report", ("film", "hands")
MOST_IN_LARGE_PRINT = 1
"""So many claims of a group stand on one page in large print; the full account, in large print too, holds them all."""


@dataclass(frozen=True)
class Touched:
    """Harm to one of those whom it touches: what the page holds, and what only the account does."""

    touched: str
    claims: tuple[Claim, ...]
    more: tuple[Claim, ...]


def ill_effects(given: Setting) -> Subject:
    """The page on harm: by whom it touches, one quotation, how we know, the ask. Raises TypeError where there is no report."""
    report = given.project.ill_effects
    if report is None:
        raise TypeError("no report on ill effects")
    groups = [Touched(harm.touched, *room(given.claims(harm.evidence), given)) for harm in report.harm]
    quotation = next(iter(given.claims([report.quotation] if report.quotation else [])), None)
    rests_on = {claim.piece.id: claim.piece for group in groups for claim in (*group.claims, *group.more)}
    rests_on |= {quotation.piece.id: quotation.piece} if quotation else {}
    return {"report": report, "groups": groups, "quotation": quotation, "basis": basis(rests_on.values())}


def room(every: tuple[Claim, ...], given: Setting) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims for which one page has room in an edition, and the rest."""
    most = MOST_IN_LARGE_PRINT if given.large else len(every)
    return every[:most], every[most:]


@dataclass(frozen=True)
class Saved:
    """A saving with the evidence for it."""

    saving: Saving
    claims: tuple[Claim, ...]


def decision(given: Setting) -> Subject:
    """The page that a manager decides on. Raises TypeError where there is none."""
    page = given.project.decision
    if page is None:
        raise TypeError("no page for a decision")
    savings = [Saved(saving, given.claims(saving.evidence)) for saving in page.savings]
    harm, more_harm = room(given.claims(page.harm), given)
    good, more_good = room(given.claims(page.good_practice), given)
    pieces = dict.fromkeys(
        (*page.harm, *page.good_practice, *(piece for one in page.savings for piece in one.evidence))
    )
    return {
        "page": page, "harm": harm, "more_harm": more_harm, "good_practice": good, "more_good_practice": more_good,
        "savings": savings, "unknown": page.unknown,
        "basis": basis(given.own.by_id[identifier] for identifier in pieces),
    }  # fmt: skip


def account(given: Setting) -> Subject:
    """Every cited piece in full, and the decision in full."""
    _, pieces = given.words, cited(given.own)
    media = {"film": _("Film"), "audio": _("Recording"), "picture": _("Picture")}
    return {
        "claims": given.claims(piece.id for piece in pieces), "basis": basis(pieces), "page": given.project.decision,
        "media_kinds": media,
    }  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """A scene with the evidence that it rests on."""

    scene: Scene
    claims: tuple[Claim, ...]


def storyboard(given: Setting) -> Subject:
    """The scenes of the film, and whom to ask again before it is made."""
    report = given.project.ill_effects
    shots = [Shot(scene, given.claims(scene.evidence)) for scene in report.scenes] if report else []
    asked = {claim.number: claim for shot in shots for claim in shot.claims if claim.piece.consent}
    tools = (tool for tool in given.library.all(Tool) if tool.id == REPORT_TOOL)
    tips = [tip for tool in tools for tip in tool.tips if tip.id in FILM_TIPS]
    return {"scenes": shots, "consents": [asked[number] for number in sorted(asked)], "tips": tips}


@dataclass(frozen=True)
class Practice:
    """A piece of good practice with the types of integration that it shows."""

    claim: Claim
    types: tuple[Approach, ...]


def good_practice(given: Setting) -> Subject:
    """Every piece of good practice in full."""
    pieces = [piece for piece in given.own.evidence if piece.classified and piece.classified.kind == "good-practice"]
    found = given.claims(piece.id for piece in pieces)
    practices = [Practice(one, types_of(given, one.piece.classified.integration if one.piece.classified else ())) for one in found]  # fmt: skip
    return {"practices": practices}


def types_of(given: Setting, identifiers: tuple[str, ...]) -> tuple[Approach, ...]:
    """Types of integration by their ids."""
    known = types_of_integration(given.library)
    return tuple(known[identifier] for identifier in identifiers if identifier in known)
