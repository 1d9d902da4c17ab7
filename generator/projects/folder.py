"""Stage `projects`: the folder of one project becomes one LocalProject, with every unit in its own language and with its address.

Projects are read one at a time and are no part of the Library, so that two hundred of them need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator.model.evidence import Evidence
from generator.model.money import Pay
from generator.model.project import Gathering, Project
from generator.model.service import Service
from generator.model.units import Entry, Unit, map_units
from generator.problems import ContentError, Position, Problem
from generator.source import Source, read
from generator.validate import validate

PROJECTS = "content/projects"
FOLDERS: Mapping[str, type[Entry]] = {"evidence": Evidence, "sessions": Gathering, "services": Service}
"""Folders of a project that hold a file for each entry."""
FILES: Mapping[str, type[Entry]] = {"project.yml": Project, "pay.yml": Pay}
"""Its other files; the first must be there."""

EntryType = TypeVar("EntryType", bound=Entry)


@dataclass(frozen=True)
class LocalProject:
    """One project with all that stands in its folder, each list sorted by the name of its file.

    `sources` gives, by the path of a file from the project's folder, the text that problems point into; it is empty in what
    an audience sees. `folder` is how the folder is named in problems. `pay_left_out` says that there are payments for sessions
    which the audience does not see.
    """

    project: Project
    evidence: tuple[Evidence, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    services: tuple[Service, ...] = ()
    pay: Pay | None = None
    pay_left_out: bool = False
    folder: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """The project's id, which is the name of its folder."""
        return self.project.id

    @cached_property
    def by_id(self) -> Mapping[str, Evidence]:
        """The pieces of evidence by id."""
        return {piece.id: piece for piece in self.evidence}

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every file's entry, with the path of the file from the project's folder."""
        yield "project.yml", self.project
        if self.pay:
            yield "pay.yml", self.pay
        for name, group in (("evidence", self.evidence), ("sessions", self.gatherings), ("services", self.services)):
            yield from ((f"{name}/{entry.id}.yml", entry) for entry in group)


def project_folders(root: Path, outside: Path | None = None) -> list[Path]:
    """The folders of all projects: those of the content, and those in a folder outside of it; sorted by name.

    A folder without project.yml counts where it holds other files of a project, so that what is missing is said.
    """
    places = [root / PROJECTS, *([outside] if outside else [])]
    found = [folder for place in places if place.is_dir() for folder in place.iterdir()]
    return sorted(filter(_holds_a_project, found), key=lambda folder: (folder.name, folder.as_posix()))


def _holds_a_project(folder: Path) -> bool:
    if folder.name.startswith(".") or not folder.is_dir():
        return False
    return any((folder / name).is_file() for name in FILES) or any((folder / name).is_dir() for name in FOLDERS)


def load_project(folder: Path, shown: str | None = None) -> LocalProject:
    """Reads one project. `shown` is the folder's name in problems, else its path as given.

    Raises ContentError with every problem of every file.
    """
    shown = shown or folder.as_posix()
    if folder.is_symlink():
        message = "this is a link to a folder elsewhere; put the project's folder itself here, or name its place with --projects"
        raise ContentError([Problem(Position(shown, confidential=True), message, "outside-file")])
    found: dict[str, tuple[Entry, Source]] = {}
    problems = list(_unread(folder, shown))
    for path, model in _files(folder):
        entry, source, wrong = read_entry(folder, path, model, shown)
        problems += wrong
        if entry and source:
            found[path] = (entry, source)
    if problems:
        raise ContentError(problems)
    return _put_together(found, shown)


def _files(folder: Path) -> Iterator[tuple[str, type[Entry]]]:
    for name, model in FILES.items():
        if (folder / name).is_file():
            yield name, model
    for name, model in FOLDERS.items():
        yield from ((f"{name}/{file.name}", model) for file in sorted((folder / name).glob("*.yml")))


def read_entry(
    folder: Path, path: str, model: type[Entry], shown: str
) -> tuple[Entry | None, Source | None, list[Problem]]:
    """The entry of one file below a folder, its text, and what is wrong with it."""
    file, where = folder / path, f"{shown}/{path}"
    if not file.resolve().is_relative_to(folder.resolve()):
        message = "this is a link to a file outside the project; put the file itself here"
        return None, None, [Problem(Position(where, confidential=True), message, "outside-file")]
    source, problems = read(file, where, confidential=True)
    if source is None:
        return None, None, problems
    entry, problems = validate(source, model)
    return entry, source, problems


def _unread(folder: Path, shown: str) -> Iterator[Problem]:
    """Files of a project that nothing reads."""
    known = {path for path, _ in _files(folder)}
    if "project.yml" not in known:
        message = "project.yml is missing; write it as docs/local-projects.md shows, or start with joinedup new project"
        yield Problem(Position(f"{shown}/project.yml", confidential=True), message, "missing-file")
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix in (".yml", ".yaml") and path not in known:
            message = "nothing reads this file; docs/local-projects.md says where each kind of file of a project stands"
            yield Problem(Position(f"{shown}/{path}", confidential=True), message, "unread-file")


def _put_together(found: Mapping[str, tuple[Entry, Source]], shown: str) -> LocalProject:
    project = found["project.yml"][0]
    if not isinstance(project, Project):
        raise TypeError(shown)
    start = f"project/{project.id}"
    named = {
        path: named_units(entry, f"{start}/{path.removesuffix('.yml')}", project.language)
        for path, (entry, _) in found.items()
    }
    return LocalProject(
        project=named["project.yml"],  # type: ignore[arg-type]
        evidence=_of(Evidence, named), gatherings=_of(Gathering, named), services=_of(Service, named),
        pay=next(iter(_of(Pay, named)), None), folder=shown, sources={path: source for path, (_, source) in found.items()},
    )  # fmt: skip


def _of(model: type[EntryType], named: Mapping[str, Entry]) -> tuple[EntryType, ...]:
    return tuple(entry for _, entry in sorted(named.items()) if isinstance(entry, model))


WORDS = ("text", "short", "media")
"""What stands in the language that people spoke, or that a translation is in; all around it is the project's own."""


def named_units(entry: EntryType, address: str, usual: str) -> EntryType:
    """The entry with each unit's address and language: that of the entry, or of the project where it has none.

    Of a piece of evidence only the words are in the language of those who said them: who gathered it, and where, is
    written by the project.
    """
    if not isinstance(entry, Evidence):
        return _in(entry, address, getattr(entry, "language", usual), usual, ())
    named = _in(entry, address, usual, entry.language, WORDS)
    own = tuple(
        _in(one, f"{address}/translation/{one.language}", usual, one.language, WORDS) for one in named.translations
    )
    return named.model_copy(update={"translations": own})


def _in(entry: EntryType, address: str, language: str, spoken: str, words: tuple[str, ...]) -> EntryType:
    def name(unit: Unit, place: str, path: tuple[str | int, ...]) -> Unit:
        return replace(unit, address=place, language=spoken if path[0] in words else language)

    return map_units(entry, name, address)
