"""Stage `projects`: evidence that is shared outside of any project, so that lessons add up. The same rule of audiences holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.model.evidence import Evidence
from generator.model.units import SOURCE_LANGUAGE
from generator.problems import Problem
from generator.projects.folder import named_units, read_entry
from generator.source import Source

SHARED = "content/evidence"
Shared = Mapping[str, tuple[Evidence, Source]]
"""The pieces, each with its text, by the path of its file."""


def load_shared(root: Path) -> tuple[Shared, list[Problem]]:
    """Every shared piece with its text, by the path of its file, in the order of paths; and what is wrong with files."""
    found: dict[str, tuple[Evidence, Source]] = {}
    problems: list[Problem] = []
    for file in sorted((root / SHARED).glob("*.yml")):
        piece, source, wrong = read_entry(root / SHARED, file.name, Evidence, SHARED)
        problems += wrong
        if isinstance(piece, Evidence) and source:
            found[source.path] = (named_units(piece, f"evidence/{piece.id}", SOURCE_LANGUAGE), source)
    return found, problems
