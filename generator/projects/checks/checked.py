"""Stage `projects`: what the rules of a project look at: its files with their sources, the library, and the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.library import Library
from generator.model.evidence import Evidence
from generator.model.project import Gathering, Project
from generator.model.service import Service
from generator.model.units import Entry
from generator.projects.folder import LocalProject
from generator.projects.shared import Shared
from generator.source import Source

EntryType = TypeVar("EntryType", bound=Entry)


@dataclass(frozen=True)
class File:
    """One file of a project: its path from the project's folder, what it holds, and its text."""

    path: str
    entry: Entry
    source: Source


@dataclass(frozen=True)
class Checked:
    """The files of a project, or of the evidence that belongs to none; `folder` is the last name of the project's folder.

    `day` is the date of what is built, and `today` a day on which consent must hold besides.
    """

    files: tuple[File, ...]
    library: Library
    day: date
    today: date
    folder: str | None = None

    def of(self, model: type[EntryType]) -> Iterator[tuple[File, EntryType]]:
        """The files of one model, each with its entry."""
        return ((file, file.entry) for file in self.files if isinstance(file.entry, model))

    @property
    def project(self) -> Project | None:
        """The project itself; None for the evidence that belongs to none."""
        return next((project for _, project in self.of(Project)), None)

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """The pieces by id."""
        return {piece.id: piece for _, piece in self.of(Evidence)}

    @property
    def sessions(self) -> Mapping[str, Gathering]:
        """The sessions by id."""
        return {gathering.id: gathering for _, gathering in self.of(Gathering)}

    @property
    def services(self) -> Mapping[str, Service]:
        """The entries of the directory by id."""
        return {service.id: service for _, service in self.of(Service)}


def of_project(local: LocalProject, library: Library, day: date, today: date | None = None) -> Checked:
    """What there is to check of a project as it was loaded; what an audience sees has no sources any more."""
    groups = {"evidence": local.evidence, "sessions": local.gatherings, "services": local.services}
    entries: dict[str, Entry] = {"project.yml": local.project} | ({"pay.yml": local.pay} if local.pay else {})
    for name, group in groups.items():
        paths = sorted(path for path in local.sources if path.startswith(f"{name}/"))
        entries |= dict(zip(paths, group, strict=True))
    files = tuple(File(path, entry, local.sources[path]) for path, entry in entries.items())
    return Checked(files, library, day, today or day, local.folder.rpartition("/")[2])


def of_shared(shared: Shared, library: Library, day: date, today: date | None = None) -> Checked:
    """What there is to check of the evidence that belongs to no project."""
    files = tuple(File(path, piece, source) for path, (piece, source) in shared.items())
    return Checked(files, library, day, today or day)
