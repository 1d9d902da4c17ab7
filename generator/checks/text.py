"""Stage `checks`: what a text may hold, and whether it stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from generator import markup as subset
from generator.library import Library
from generator.model import Label, Unit
from generator.problems import Problem, Severity

SHINGLE = 4
FEWEST_WORDS = 12
TOO_MUCH_ALIKE = 0.6


def markup(library: Library) -> Iterator[Problem]:
    """Texts hold only the small Markdown subset."""
    for unit in library.units():
        for fault in subset.faults(unit.text, plain=isinstance(unit, Label), one_line=unit.one_line):
            yield Problem(library.find(unit.address, fault.snippet), fault.message, fault.rule)


def repetition(library: Library) -> Iterator[Problem]:
    """No two topics or lenses say nearly the same words (Jaccard similarity of four-word runs)."""
    texts = [(unit, _shingles(unit)) for unit in library.units() if unit.address.startswith("topic/")]
    holders: dict[tuple[str, ...], list[int]] = {}
    for index, (_, shingles) in enumerate(texts):
        for shingle in shingles:
            holders.setdefault(shingle, []).append(index)
    shared = Counter(pair for found in holders.values() if 1 < len(found) < 40 for pair in combinations(found, 2))
    for (first, second), count in sorted(shared.items()):
        one, other = texts[first], texts[second]
        if count / len(one[1] | other[1]) >= TOO_MUCH_ALIKE and _apart(one[0], other[0]):
            message = f"this says nearly the same words as {one[0].address}; write each for its own reader"
            yield Problem(library.place(other[0].address), message, "repetition", Severity.WARNING)


def _shingles(unit: Unit) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", subset.words(unit.text).lower())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))


def _apart(one: Unit, other: Unit) -> bool:
    """Whether two units belong to different topics, or to different lenses of one; a topic's two sessions may agree."""
    first, second = one.address.split("/"), other.address.split("/")
    return first[1] != second[1] or (first[2] == second[2] == "preparation" and first[3] != second[3])
