"""Stage `site`: the pages that look over all local projects and what is shared outside of them, in one table.

They are laid out apart from the language's own pages, since they change with every project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.model.evidence import Evidence
from generator.model.kit import Obstacle
from generator.projects import words
from generator.projects.overview import Met, Row
from generator.site.compose import Composer, Draft
from generator.site.downloads import of_entry, offered
from generator.site.local import FOLDER, MENU, by_kind, evidence_values
from generator.site.page import Page

Drafts = Iterator[Draft]
START = "start-a-project"
"""The page that says how to begin; its booklet can be printed."""


@dataclass(frozen=True)
class Overview:
    """What is remembered of all projects, and the evidence shared outside of them, as the audience of the build sees them."""

    rows: tuple[Row, ...] = ()
    shared: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class MetObstacle:
    """An obstacle with the projects and the shared pieces that met it, and how often that was in all."""

    obstacle: Obstacle
    projects: list[tuple[Row, Met]] = field(default_factory=list)
    shared: list[Evidence] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was met; what is made up, as an example, never counts."""
        return len(self.shared) + sum(met.count for row, met in self.projects if not row.example)


def overview_pages(site: Composer, overview: Overview) -> Iterator[Page]:
    """The pages of one language that look over all projects."""
    for drafts in OVERVIEW_KINDS:
        yield from (site.page(draft) for draft in drafts(site, overview))


def _projects(site: Composer, overview: Overview) -> Drafts:
    _, said = site.interface, site.words
    booklets = offered(site.facts.downloads, site.library.language, of_entry("booklet", START))
    values = {
        "rows": overview.rows,
        "leads": words.leads(said),
        "booklets": [one for one in booklets if one.format == "pdf"],
    }
    yield Draft("projects", f"{FOLDER}/", _("Local projects"), MENU, values=values)


def _obstacles(site: Composer, overview: Overview) -> Drafts:
    found = met_obstacles(site, overview)
    if found:
        _ = site.interface
        values = {**evidence_values(site), "found": found}
        yield Draft("obstacles", "stories/obstacles/", _("Obstacles, and what got past them"), MENU, values=values)


def met_obstacles(site: Composer, overview: Overview) -> list[MetObstacle]:
    """Every obstacle, the one met most often first; those met equally often in the order of their file."""
    every = [MetObstacle(obstacle) for obstacle in site.library.obstacles.values()]
    for one in every:
        one.projects.extend((row, met) for row in overview.rows for met in row.met if met.obstacle == one.obstacle.id)
        one.shared.extend(
            piece for piece in overview.shared if piece.classified and piece.classified.obstacle == one.obstacle.id
        )
    return sorted(every, key=lambda one: -one.count)


def _shared(site: Composer, overview: Overview) -> Drafts:
    if overview.shared:
        _ = site.interface
        values = {**evidence_values(site), "groups": by_kind(overview.shared)}
        yield Draft(
            "shared-evidence",
            "stories/shared/",
            _("Good practice and obstacles, shared by others"),
            MENU,
            values=values,
        )


OVERVIEW_KINDS: tuple[Callable[[Composer, Overview], Drafts], ...] = (_projects, _obstacles, _shared)
