"""Stage `projects`: the little that the main site remembers of each project: one row of the list, and which obstacles it met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.project import Project
from generator.model.units import Prose, Unit
from generator.projects.folder import LocalProject


@dataclass(frozen=True, slots=True)
class Met:
    """How often one obstacle was met in one project, and the first words on what got past it there.

    `piece` is the id of the piece that those words belong to, else of the first piece that met the obstacle.
    """

    obstacle: str
    count: int
    past: int
    piece: str
    got_past: Prose | None


@dataclass(frozen=True, slots=True)
class Row:
    """One project in the list of projects, as its audience sees it."""

    id: str
    title: Unit
    summary: Unit
    who: Unit
    locality: Unit
    led_by: str
    example: bool
    topics: tuple[str, ...]
    met: tuple[Met, ...]


def row_of(local: LocalProject) -> Row:
    """A project in a row; `local` is what an audience sees of it."""
    project: Project = local.project
    return Row(
        id=project.id, title=project.title, summary=project.summary, who=project.group.who, locality=project.locality,
        led_by=project.led_by, example=project.example, topics=tuple(one.topic for one in project.topics), met=tuple(_met(local)),
    )  # fmt: skip


def _met(local: LocalProject) -> Iterator[Met]:
    pieces = [piece for piece in local.evidence if piece.classified and piece.classified.obstacle]
    for obstacle in sorted({str(piece.classified.obstacle) for piece in pieces if piece.classified}):
        own = [piece for piece in pieces if piece.classified and piece.classified.obstacle == obstacle]
        past = [piece for piece in own if piece.classified and piece.classified.got_past]
        first = (past or own)[0]
        words = first.classified.got_past if first.classified else None
        yield Met(obstacle, len(own), len(past), first.id, words)
