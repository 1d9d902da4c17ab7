"""Stage `projects`: what people agreed to, until when, and whether they took it back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.evidence import Consent, Evidence
from generator.model.project import Project
from generator.problems import Problem, Severity
from generator.projects.audience import audience_of_consent
from generator.projects.checks.checked import Checked, File
from generator.source import Location

RULE = "consent"


def held(checked: Checked) -> Iterator[Problem]:
    """Consent that was taken back or has to be asked for again is named; the piece is kept back until somebody has seen to it."""
    for file, piece in checked.of(Evidence):
        if piece.consent:
            yield from _held(file, piece.consent, ("consent",), checked, "piece")
        if piece.how != "reading" and piece.published_for != "private":
            message = (
                "published_for is only for what was read; what people said needs their consent, so take this line out"
            )
            yield Problem(file.source.at_key(("published_for",)), message, RULE)
    for file, project in checked.of(Project):
        for index, member in enumerate(project.core_group):
            if member.consent:
                yield from _held(file, member.consent, ("core_group", index, "consent"), checked, "name")


def _held(file: File, consent: Consent, place: Location, checked: Checked, what: str) -> Iterator[Problem]:
    if consent.review_on <= consent.on:
        message = "consent is asked for again after the day it was given; write a later day"
        yield Problem(file.source.at((*place, "review_on")), message, RULE)
    elif consent.withdrawn_on:
        message = f"consent for this {what} was taken back, so it appears nowhere; delete what they do not want kept"
        yield Problem(file.source.at((*place, "withdrawn_on")), message, RULE, Severity.WARNING)
    elif consent.review_on <= checked.day and consent.audience != "private":
        message = (
            f"the day to ask again has come, so this {what} is kept back; ask those who agreed, and write the new days"
        )
        yield Problem(file.source.at((*place, "review_on")), message, RULE, Severity.WARNING)
    elif consent.on > checked.day:
        message = f"this consent begins after the date of the build, so this {what} is kept back; correct the day, or give a later --as-of"
        yield Problem(file.source.at((*place, "on")), message, RULE, Severity.WARNING)
    elif _shown(checked) and audience_of_consent(consent, checked.today) != consent.audience:
        message = (
            f"consent for this {what} holds on the date of the build, and no longer (or not yet) today; "
            "ask those who agreed and write the new days, or use --as-of today, which keeps it back"
        )
        yield Problem(file.source.at((*place, "review_on")), message, RULE)


def order(checked: Checked) -> Iterator[Problem]:
    """Nobody agrees to what is not said yet, or classifies it. A year or month counts from its first day, as its letters sort."""
    for file, piece in checked.of(Evidence):
        given = {"consent": piece.consent, "classified": piece.classified}
        for name, entry in given.items():
            if entry and entry.on.isoformat() < piece.when:
                what = "was agreed to" if name == "consent" else "was classified"
                message = f"this piece {what} before it was gathered; correct this day, or the one under when"
                yield Problem(file.source.at((name, "on")), message, "order-of-days", Severity.WARNING)


def _shown(checked: Checked) -> bool:
    """Whether anything of the project can be seen by anybody who could be wronged by it."""
    return checked.project is None or (checked.project.audience != "private" and not checked.project.example)


def members(checked: Checked) -> Iterator[Problem]:
    """A member of the core group is named only with their own recorded consent."""
    for file, project in checked.of(Project):
        for index, member in enumerate(project.core_group):
            if member.name and not member.consent:
                message = "a name stands here without consent; write down what this person agreed to, or only the role"
                yield Problem(file.source.at(("core_group", index, "name")), message, "member-names")
