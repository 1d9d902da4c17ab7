"""Stage `publish`: the date of a build. It is an input; the clock is never read."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from generator.library import Library
from generator.problems import ContentError, Position, Problem


def as_of(library: Library, root: Path, given: date | None) -> date:
    """The day given, or that of site.yml, or that of the newest commit that touches content.

    Raises ContentError where none of the three is known.
    """
    found = given or library.site.as_of or newest_commit(root)
    if found is None:
        message = "no date is known, since this folder is no Git checkout; write as_of: 2026-11-22 here, or use --as-of"
        raise ContentError([Problem(Position("content/site.yml"), message, "as-of")])
    return found


def newest_commit(root: Path) -> date | None:
    """The author's day, so that it is the same in every time zone and clone; None without Git.

    A shallow clone may end before that commit; there it is the day of the oldest commit it has, which seems to have made
    everything, so that the site can be built all the same.
    """
    day = _git(root, "log", "-1", "--format=%ad", "--date=format:%Y-%m-%d", "--", "content", "discussion_topics")
    return date.fromisoformat(day) if day else None


def _git(root: Path, *words: str) -> str:
    """What Git says; nothing where there is no Git, or no checkout."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
