"""Stage `projects`: what one audience may see of a project. Everything after this stage knows only that.

A piece of evidence is private unless consent is recorded, holds on the day of the build, and was given for this audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from generator.model.evidence import AUDIENCES, Audience, Consent, Evidence
from generator.model.money import Pay
from generator.model.project import DecisionPage, Gathering, IllEffects, Member, Project
from generator.model.service import Service
from generator.projects.folder import LocalProject

Seen = TypeVar("Seen", Gathering, Service)


def audience_of(piece: Evidence, day: date) -> Audience:
    """Who may see a piece on a day: drafts, and what has no consent that holds, are private."""
    if piece.draft:
        return "private"
    if piece.how == "reading" and piece.consent is None and (piece.source or piece.citation):
        return piece.published_for
    return audience_of_consent(piece.consent, day)


def audience_of_consent(consent: Consent | None, day: date) -> Audience:
    """Whom somebody's consent is for on a day; nobody's where it is missing, taken back, or due to be asked for again."""
    if consent is None or consent.withdrawn_on or not consent.on <= day < consent.review_on:
        return "private"
    return consent.audience


def seen_by(local: LocalProject, audience: Audience, day: date) -> LocalProject | None:
    """The project as one audience may see it on a day; None where it may see nothing of it."""
    if not open_to(local.project.audience, audience):
        return None
    evidence = seen_pieces(local.evidence, audience, day)
    gatherings = tuple(_open_ones(local.gatherings, audience))
    known = {piece.id for piece in evidence}
    held = {gathering.id for gathering in gatherings}
    pay = _pay(local.pay, held, audience)
    return LocalProject(
        project=_project(local.project, known, audience, day),
        evidence=tuple(
            piece if piece.session in held else piece.model_copy(update={"session": None}) for piece in evidence
        ),
        gatherings=tuple(_gathering(gathering, known) for gathering in gatherings),
        services=tuple(_open_ones(local.services, audience)),
        pay=pay,
        pay_left_out=bool(pay and local.pay and len(pay.payments) < len(local.pay.payments)),
    )


def seen_pieces(pieces: Iterable[Evidence], audience: Audience, day: date) -> tuple[Evidence, ...]:
    """The pieces that one audience may see on a day, of a project or shared outside of any."""
    return tuple(_bare(piece) for piece in pieces if open_to(audience_of(piece, day), audience))


def open_to(allowed: Audience, wanted: Audience) -> bool:
    """Whether what is allowed for one audience may be seen by another. What is private is seen by none that is built for."""
    return allowed != "private" and AUDIENCES.index(allowed) >= AUDIENCES.index(wanted)


def _open_ones(entries: Iterable[Seen], audience: Audience) -> Iterable[Seen]:
    return (entry for entry in entries if open_to(entry.audience, audience) and not getattr(entry, "draft", False))


def _bare(piece: Evidence) -> Evidence:
    return piece.model_copy(update={"imported_from": None, "noted": ()})


def _gathering(gathering: Gathering, known: set[str]) -> Gathering:
    """A session without its plan for one meeting, and without mention of evidence that is not seen."""
    decisions = tuple(one.model_copy(update={"why": _kept(one.why, known)}) for one in gathering.decisions)
    actions = tuple(one.model_copy(update={"why": _kept(one.why, known)}) for one in gathering.actions)
    return gathering.model_copy(
        update={"decisions": decisions, "actions": actions, "meeting": None, "imported_from": None, "noted": ()}
    )


def _kept(identifiers: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(identifier for identifier in identifiers if identifier in known)


def _pay(pay: Pay | None, held: set[str], audience: Audience) -> Pay | None:
    """What is paid, without the payments for sessions that are not seen, and without the rates that only those had."""
    if pay is None or not open_to(pay.audience, audience):
        return None
    payments = tuple(one for one in pay.payments if one.session is None or one.session in held)
    hidden = {one.rate for one in pay.payments} - {one.rate for one in payments}
    rates = tuple(rate for rate in pay.rates if rate.id not in hidden)
    return pay.model_copy(update={"payments": payments, "rates": rates}) if rates else None


def _project(project: Project, known: set[str], audience: Audience, day: date) -> Project:
    return project.model_copy(
        update={
            "core_group": tuple(_member(member, audience, day) for member in project.core_group),
            "records": tuple(record for record in project.records if open_to(record.audience, audience)),
            "ill_effects": _ill_effects(project.ill_effects, known, audience),
            "decision": _decision(project.decision, known, audience),
        }
    )


def _member(member: Member, audience: Audience, day: date) -> Member:
    """A member by role, and by name only where their consent is for this audience; the consent itself is nobody's business."""
    named = open_to(audience_of_consent(member.consent, day), audience)
    return member.model_copy(update={"consent": None} if named else {"name": None, "consent": None})


def _ill_effects(report: IllEffects | None, known: set[str], audience: Audience) -> IllEffects | None:
    """The report on ill effects; without evidence of harm there is none, and a scene falls with any piece that it rests on."""
    if report is None or not open_to(report.audience, audience):
        return None
    harm = [one.model_copy(update={"evidence": _kept(one.evidence, known)}) for one in report.harm]
    quotation = report.quotation if report.quotation in known else None
    scenes = tuple(one for one in report.scenes if set(one.evidence) <= known)
    kept = tuple(one for one in harm if one.evidence)
    return report.model_copy(update={"harm": kept, "quotation": quotation, "scenes": scenes}) if kept else None


def _decision(page: DecisionPage | None, known: set[str], audience: Audience) -> DecisionPage | None:
    """The page for a decision; without evidence of harm there is none, and a saving falls with the evidence for it."""
    if page is None or not open_to(page.audience, audience):
        return None
    harm, good = _kept(page.harm, known), _kept(page.good_practice, known)
    savings = tuple(one for one in page.savings if set(one.evidence) <= known)
    return page.model_copy(update={"harm": harm, "good_practice": good, "savings": savings}) if harm else None
