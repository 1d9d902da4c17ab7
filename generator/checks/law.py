"""Stage `checks`: what the pages say about the law."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import Library
from generator.model.shared import NationNote
from generator.problems import Problem, Severity


def unchecked(library: Library) -> Iterator[Problem]:
    """What the law of a nation says has been looked up by somebody: a note without a day is named, and does not stop a build."""
    for document in library.documents:
        for entry, location in document.entries:
            if isinstance(entry, NationNote) and entry.checked_on is None:
                message = (
                    f"nobody has looked up what this note says about {entry.nation.replace('-', ' ').title()}; "
                    "look it up and write checked_on with the day, or say in its text that it was not checked"
                )
                yield Problem(document.source.at(location), message, "unchecked-law", Severity.WARNING)
