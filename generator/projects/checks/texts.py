"""Stage `projects`: what the texts of a project may hold. How plain they are is nobody's business: they are what people said."""

from __future__ import annotations

from collections.abc import Iterator

from generator import markup as subset
from generator.model.units import Label, Unit, map_units
from generator.problems import Problem
from generator.projects.checks.checked import Checked, File
from generator.source import Location

RULE = "project-words"


def markup(checked: Checked) -> Iterator[Problem]:
    """Texts hold only the small Markdown subset; their links, glossary words and cited works exist."""
    known = _known(checked)
    for file in checked.files:
        for unit, location in texts_of(file):
            for fault in subset.faults(unit.text, plain=isinstance(unit, Label), one_line=unit.one_line):
                yield Problem(file.source.find(location, fault.snippet), fault.message, fault.rule)
            for kind, wanted, snippet in _named(unit):
                if f"{kind}:{wanted}" not in known:
                    message = f"there is no {kind} with this id; correct it, or take the mark out and keep the words"
                    yield Problem(file.source.find(location, snippet), message, RULE)


def texts_of(file: File) -> Iterator[tuple[Unit, Location]]:
    """Every unit of a file with its place in it."""
    found: list[tuple[Unit, Location]] = []

    def note(unit: Unit, address: str, path: Location) -> Unit:
        found.append((unit, path))
        return unit

    map_units(file.entry, note, "")
    return iter(found)


def _named(unit: Unit) -> Iterator[tuple[str, str, str]]:
    yield from (("word", word, snippet) for word, snippet in subset.words_used(unit.text))
    yield from (("work", work, snippet) for work, snippet in subset.works_cited(unit.text))
    for target in subset.links(unit.text):
        if subset.is_own(target):
            kind, _, wanted = target.partition(":")
            yield kind, wanted, target


def _known(checked: Checked) -> set[str]:
    library = checked.library
    parts = (part.number for question in library.questions.values() for part in question.parts)
    known = {f"question:{number}" for number in (*library.questions, *parts)}
    known |= {f"word:{word}" for word in library.words} | {f"work:{work}" for work in library.references}
    return known | set(library.by_target)
