"""Stage `projects`: what sessions are called where they stand in a line: by their day, and by more where that is not enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.library import Library
from generator.model.project import Gathering
from generator.model.units import Unit
from generator.projects.folder import LocalProject
from generator.render import plain
from generator.translate.interface import Interface

Name = tuple[str | Unit, ...]
"""The parts of a name: days and numbers in the language of the page, and units, which carry their own."""


def names_of(local: LocalProject, library: Library, interface: Interface) -> Mapping[str, Name]:
    """A name for each session by id, no two alike: its day, or its topic before there is one; then more of it; then a number."""
    titles = {topic.id: topic.title for topic in library.topics}
    whole = {one.id: tuple(_parts(one, titles, interface)) for one in local.gatherings}
    found: dict[str, Name] = {}
    alike: Counter[str] = Counter()
    for identifier, parts in whole.items():
        alike[spoken(parts)] += 1
        others = [other for name, other in whole.items() if name != identifier]
        name = next((start for start in _starts(parts) if not any(_begins(other, start) for other in others)), None)
        found[identifier] = name or (*parts, str(alike[spoken(parts)]))
    return found


def spoken(name: Name) -> str:
    """A name in plain words."""
    return " · ".join(part if isinstance(part, str) else plain(part) for part in name)


def _parts(gathering: Gathering, titles: Mapping[str, Unit], interface: Interface) -> Iterator[str | Unit]:
    if gathering.day:
        yield interface.day(gathering.day)
    yield titles.get(gathering.topic) or interface("Session")
    if gathering.place:
        yield gathering.place


def _starts(parts: Name) -> Iterator[Name]:
    return (parts[:length] for length in range(1, len(parts) + 1))


def _begins(parts: Name, start: Name) -> bool:
    return spoken(parts[: len(start)]) == spoken(start)
