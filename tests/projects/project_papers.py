"""The papers of the example project, and what it says that must stand on them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from string import ascii_uppercase

from generator.formats import FORMATS
from generator.formats.document import Rendered
from generator.model import Label
from generator.model.evidence import Audience
from generator.model.money import Payment
from generator.model.project import DecisionPage, IllEffects
from generator.projects.audience import seen_by
from generator.projects.folder import LocalProject, load_project
from generator.projects.papers import PAPERS, ComposedPaper, compose_paper
from tests.real_content import DAY, ROOT, fonts, interface, seen

EXAMPLE = ROOT / "content/projects/thimblewick"
ONE_PAGE = [name for name, paper in PAPERS.items() if paper.most_pages == 1]


@cache
def example(audience: Audience = "public") -> LocalProject:
    local = seen_by(load_project(EXAMPLE, "content/projects/thimblewick"), audience, DAY)
    assert local is not None
    return local


def composed(
    name: str, edition: str = "standard", language: str = "en", local: LocalProject | None = None, audience: Audience = "public"
) -> ComposedPaper:  # fmt: skip
    local = local or example(audience)
    return compose_paper(name, edition, local, seen(language), interface(language), DAY, audience=audience)


@cache
def printed(name: str, edition: str = "standard", language: str = "en") -> Rendered:
    return FORMATS["pdf"].render(composed(name, edition, language).document, fonts())


ROLES = (
    "Mother",
    "Young woman",
    "Grandmother",
    "Father",
    "Brother",
    "Interpreter",
    "Personal assistant",
    "Care worker",
)


def paying(people: int, sessions: int) -> LocalProject:
    """The example project with so many people paid for so many sessions, at its own rates in turn."""
    local = example()
    assert local.pay
    first, day = local.gatherings[0], local.pay.on
    held = tuple(
        first.model_copy(update={"id": f"session-{n}", "day": day.replace(month=n + 1)}) for n in range(sessions)
    )
    pairs = [(who, session) for session in held for who in range(people)]
    payments = tuple(
        Payment(
            id=f"payment-{n}", person=Label(f"{ROLES[who % len(ROLES)]} {ascii_uppercase[who]}", language="en"), session=session.id,
            rate=local.pay.rates[n % len(local.pay.rates)].id, quantity=Decimal("3.5"),
        )
        for n, (who, session) in enumerate(pairs)
    )  # fmt: skip
    return replace(local, gatherings=held, pay=local.pay.model_copy(update={"payments": payments}))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def report() -> IllEffects:
    found = example().project.ill_effects
    assert found
    return found


def page() -> DecisionPage:
    found = example().project.decision
    assert found
    return found
