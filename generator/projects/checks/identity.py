"""Stage `projects`: ids, and the names of files and folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.model.shared import Identified
from generator.model.units import Entry, entries
from generator.problems import Problem
from generator.projects.checks.checked import Checked, File
from generator.source import Location

RULE = "project-ids"


def ids(checked: Checked) -> Iterator[Problem]:
    """An id stands once in its list; a file is named after its id, and a folder after its project."""
    for file in checked.files:
        if isinstance(file.entry, Identified):
            yield from _file_name(file, checked.folder)
        for entry, location in entries(file.entry):
            yield from _lists(file, entry, location)


def _file_name(file: File, folder: str | None) -> Iterator[Problem]:
    path = PurePosixPath(file.path)
    identifier = getattr(file.entry, "id", "")
    if path.name == "project.yml":
        if folder != identifier:
            message = "the project's folder and this id differ; name the folder by the id"
            yield Problem(file.source.at(("id",)), message, RULE)
    elif path.stem != identifier:
        message = "the name of this file and the id in it differ; name the file by the id, with .yml after it"
        yield Problem(file.source.at(("id",)), message, RULE)


def _lists(file: File, entry: Entry, location: Location) -> Iterator[Problem]:
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        seen: set[str] = set()
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            identifier = getattr(item, "id", None)
            if identifier is not None and identifier in seen:
                message = "this id stands twice in this list; give one of the two another id"
                yield Problem(file.source.at((*location, name, index, "id")), message, RULE)
            if identifier is not None:
                seen.add(identifier)
