"""The papers of the example project, and what it says that must stand on them."""

from __future__ import annotations

import re
from functools import cache

from generator.formats import FORMATS
from generator.formats.document import Rendered
from generator.model.evidence import Audience
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
