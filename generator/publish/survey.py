"""Stage `publish`: the first look at all local projects, one at a time: are they right, and which may be seen by whom we build for.

Of each project only a row stays in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.library import Library
from generator.problems import ContentError, Position, Problem
from generator.projects.audience import seen_by, seen_pieces
from generator.projects.checks import check_project, check_shared, shown_as, twice
from generator.projects.folder import LocalProject, load_project, project_folders
from generator.projects.overview import row_of
from generator.projects.shared import load_shared
from generator.publish.order import Order
from generator.site.overview import Overview


@dataclass(frozen=True)
class Seen:
    """The folder of a project that may be seen, and how problems name it."""

    id: str
    folder: Path
    shown: str

    def load(self, order: Order, day: date) -> LocalProject:
        """The project as the audience of the build sees it."""
        return self.seen(load_project(self.folder, self.shown), order, day)

    def seen(self, loaded: LocalProject, order: Order, day: date) -> LocalProject:
        """The same of a project that has been read. Raises ContentError where somebody has just made it private."""
        local = seen_by(loaded, order.audience, day)
        if local is None:
            raise ContentError([_changed(self.shown)])
        return local


@dataclass(frozen=True)
class Survey:
    """What was found: every problem and warning, the projects that may be seen, and what is remembered of all of them."""

    problems: list[Problem]
    projects: list[Seen]
    overview: Overview


def survey(order: Order, library: Library, day: date) -> Survey:
    """Looks at every project and at what is shared outside of them."""
    problems: list[Problem] = []
    projects, rows, known = [], [], dict[str, str]()
    for folder in project_folders(order.root, order.projects):
        shown = shown_as(folder, order.root)
        problems += twice(folder, shown, known)
        try:
            local = load_project(folder, shown)
        except ContentError as error:
            problems += error.problems
            continue
        problems += check_project(local, library, day, order.today)
        seen = seen_by(local, order.audience, day)
        if seen:
            projects.append(Seen(seen.id, folder, shown))
            rows.append(row_of(seen))
    shared, wrong = load_shared(order.root)
    pieces = seen_pieces((piece for piece, _ in shared.values()), order.audience, day)
    shared_there = tuple(piece.model_copy(update={"session": None}) for piece in pieces)
    problems += [*wrong, *check_shared(shared, library, day, order.today)]
    return Survey(problems, projects, Overview(tuple(rows), shared_there))


def _changed(shown: str) -> Problem:
    message = "somebody changed this project while the site was built; build it again"
    return Problem(Position(f"{shown}/project.yml"), message, "project-changed")
