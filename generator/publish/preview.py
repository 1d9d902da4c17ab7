"""Stage `publish`: the pages of one language, written for a preview; no documents, no search index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.library import load
from generator.model.evidence import Audience
from generator.problems import ContentError, Position, Problem, Severity
from generator.publish.as_of import as_of as day_of
from generator.publish.build import Builder
from generator.publish.order import Order
from generator.publish.survey import survey
from generator.translate.catalogues import read_catalogues


def prepare(
    root: Path,
    language: str,
    projects: Path | None = None,
    audience: Audience = "public",
    *,
    as_of: date | None = None,
    today: date | None = None,
) -> Path:
    """Writes build/work/<language>, touching only what changed; returns its mkdocs.yml.

    Raises ContentError, with nothing written, where a file cannot be read, or a local project is wrong. Problems between
    other files do not stop a preview.
    """
    library = load(root)
    if language not in library.languages:
        raise ContentError(
            [
                Problem(
                    Position("content/languages.yml"),
                    f"there is no language “{language}” here; add it",
                    "unknown-language",
                )
            ]
        )
    order = Order(
        root=root, output=root / "build/site", languages=(language,), projects=projects, audience=audience, today=today
    )
    day = day_of(library, root, as_of)
    seen = survey(order, library, day)
    if any(problem.severity is Severity.PROBLEM for problem in seen.problems):
        raise ContentError(seen.problems)
    return Builder(order, library, read_catalogues(library, root), seen, day, []).preview(language)
