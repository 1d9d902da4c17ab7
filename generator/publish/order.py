"""Stage `publish`: what a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model.evidence import Audience

ENGINES = ("mkdocs", "zensical")
AUDIENCES: tuple[Audience, ...] = ("public", "project")
"""Whom a site can be built for. What is private is built for nobody."""


@dataclass(frozen=True)
class Order:
    """What a build is asked for. `projects` is a folder of local projects outside of the content.

    `as_of` is the date of what is built; `today`, where it is another, a day on which consent must hold besides.
    """

    root: Path
    output: Path
    languages: tuple[str, ...] = ()
    only: str | None = None
    jobs: int = 1
    engine: str = "mkdocs"
    as_of: date | None = None
    audience: Audience = "public"
    projects: Path | None = None
    today: date | None = None
