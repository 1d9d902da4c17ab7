"""Stage `publish`: what a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

ENGINES = ("mkdocs", "zensical")
AUDIENCES = ("public", "project")


@dataclass(frozen=True)
class Order:
    """What a build is asked for."""

    root: Path
    output: Path
    languages: tuple[str, ...] = ()
    only: str | None = None
    jobs: int = 1
    engine: str = "mkdocs"
    as_of: date | None = None
    audience: str = "public"
