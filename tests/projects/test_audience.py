"""What an audience may see of a project: nothing without consent that holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.units import units
from generator.projects.audience import seen_by
from generator.projects.folder import load_project
from generator.projects.sums import lines_of, total

PROJECT = """\
id: tiny
title: Tiny
summary: A tiny project.
audience: public
led_by: together
group: {who: children, text: All children here., ages: 0 to 18, stage: children}
locality: Here
nation: england
languages: [en]
core_group:
  - {id: parent, role: a parent, name: Named Person}
topics: [{topic: keyworking, why: It comes first.}]
"""
EVIDENCE = """\
id: one
title: Nobody to ring
text: We never know whom to ring.
how: interview
gathered_by: a member of the core group
when: '2026'
where: At home
"""
CONSENT = "consent: {{agreed: Anybody may read it., by: a parent, on: 2026-01-10, audience: {audience}, review_on: 2027-01-10{more}}}\n"
DAY = date(2026, 5, 5)


def project(folder: Path, consent: str) -> Path:
    (folder / "evidence").mkdir(parents=True)
    (folder / "project.yml").write_text(PROJECT, "utf-8")
    (folder / "evidence/one.yml").write_text(EVIDENCE + consent, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("consent", "day", "public", "inside"),
    [
        ("", DAY, False, False),
        (CONSENT.format(audience="private", more=""), DAY, False, False),
        (CONSENT.format(audience="project", more=""), DAY, False, True),
        (CONSENT.format(audience="public", more=""), DAY, True, True),
        (CONSENT.format(audience="public", more=", withdrawn_on: 2026-03-01"), DAY, False, False),
        (CONSENT.format(audience="public", more=""), date(2027, 1, 10), False, False),
        (CONSENT.format(audience="public", more=""), date(2026, 1, 9), False, False),
        (CONSENT.format(audience="public", more="") + "draft: true\n", DAY, False, False),
    ],
)
def test_a_piece_is_seen_by_those_whom_consent_is_for(
    tmp_path: Path, consent: str, day: date, public: bool, inside: bool
) -> None:
    local = load_project(project(tmp_path / "tiny", consent))
    for audience, wanted in (("public", public), ("project", inside)):
        seen = seen_by(local, audience, day)  # type: ignore[arg-type]
        assert seen is not None
        assert bool(seen.evidence) is wanted


def test_a_name_without_consent_is_left_out(tmp_path: Path) -> None:
    seen = seen_by(load_project(project(tmp_path / "tiny", "")), "project", DAY)
    assert seen is not None
    assert seen.project.core_group[0].name is None


def paying(folder: Path, audience: str = "public") -> Path:
    """The project with a session for each audience, and a payment for each at a rate of its own."""
    project(folder, "")
    (folder / "sessions").mkdir()
    rate = (
        "  - {{id: {0}, kind: fee, label: Rate {0}, unit: each, amount: '10', agreed_by: all, agreed_on: 2026-01-01}}\n"
    )
    payment = "  - {{id: {0}, person: Person {0}, rate: {0}, quantity: '1'{1}}}\n"
    for name in ("private", "project", "public"):
        (folder / f"sessions/for-{name}.yml").write_text(
            f"id: for-{name}\ntopic: keyworking\naudience: {name}\n", "utf-8"
        )
    rates = "".join(rate.format(name) for name in ("private", "project", "public", "none", "unused"))
    payments = "".join(payment.format(name, f", session: for-{name}") for name in ("private", "project", "public"))
    head = f"audience: {audience}\nnation: england\non: 2026-05-01\n"
    (folder / "pay.yml").write_text(f"{head}rates:\n{rates}payments:\n{payments}{payment.format('none', '')}", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("audience", "wanted"), [("public", ["public", "none"]), ("project", ["project", "public", "none"])]
)
def test_payments_and_rates_of_sessions_that_are_not_seen_are_left_out(
    tmp_path: Path, audience: str, wanted: list[str]
) -> None:
    seen = seen_by(load_project(paying(tmp_path / "tiny")), audience, DAY)  # type: ignore[arg-type]
    assert seen is not None
    assert seen.pay is not None
    assert [payment.id for payment in seen.pay.payments] == wanted
    assert [rate.id for rate in seen.pay.rates] == [*wanted, "unused"]
    assert total(lines_of(seen.pay)) == 10 * len(wanted)
    assert seen.pay_left_out


def test_pay_is_seen_whole_or_not_at_all_where_that_is_due(tmp_path: Path) -> None:
    folder = paying(tmp_path / "tiny", "project")
    public = seen_by(load_project(folder), "public", DAY)
    assert public is not None
    assert (public.pay, public.pay_left_out) == (None, False)
    for name in ("private", "project"):
        file = folder / f"sessions/for-{name}.yml"
        file.write_text(file.read_text("utf-8").replace(f"audience: {name}", "audience: public"), "utf-8")
    inside = seen_by(load_project(folder), "project", DAY)
    assert inside is not None
    assert inside.pay is not None
    assert len(inside.pay.payments) == 4
    assert not inside.pay_left_out


def test_words_are_in_the_language_that_was_spoken_and_the_rest_in_the_projects(tmp_path: Path) -> None:
    translation = "translations: [{language: pl, text: Nie wiemy., by: an interpreter, on: 2026-01-10}]\n"
    piece = load_project(project(tmp_path / "tiny", f"language: ur\n{translation}")).evidence[0]
    assert (piece.text.address, piece.text.language) == ("project/tiny/evidence/one/text", "ur")
    assert (piece.title.language, piece.where.language) == ("en", "en")
    own = piece.translations[0]
    assert (own.text.address, own.text.language) == ("project/tiny/evidence/one/translation/pl/text", "pl")
    assert own.by.language == "en"


def test_each_of_several_roles_has_its_address(tmp_path: Path) -> None:
    found = (
        "classified: {kind: gap, touches: [people], topics: [keyworking], by: [a parent, a nurse], on: 2026-01-10}\n"
    )
    piece = load_project(project(tmp_path / "tiny", found)).evidence[0]
    assert piece.classified is not None
    start = "project/tiny/evidence/one/classified/by"
    assert [role.address for role in piece.classified.by] == [f"{start}/0", f"{start}/1"]
    assert set(piece.classified.by) <= set(units(piece))
