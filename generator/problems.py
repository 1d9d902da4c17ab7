"""What every stage reports in: a problem or a warning, at a place in a file, in words for a person who does not program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """A problem stops a build; a warning never does."""

    PROBLEM = "problem"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a file: the path as seen from the project's root, line and column counted from 1.

    `confidential` says that the file holds what people said, so that no line of it is ever printed.
    """

    path: str
    line: int = 1
    column: int = 1
    confidential: bool = False


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to put right: where, what is wrong and what to write instead, and the rule that says so."""

    position: Position
    message: str
    rule: str
    severity: Severity = Severity.PROBLEM

    @property
    def line(self) -> str:
        """`path:line:column: message`, the form that editors and terminals turn into a link; always one line.

        A message may quote what somebody wrote, so whatever could move a terminal's cursor comes out as a space.
        """
        mark = "warning: " if self.severity is Severity.WARNING else ""
        where = self.position
        line = f"{where.path}:{where.line}:{where.column}: {mark}{self.message}"
        return "".join(character if character.isprintable() else " " for character in line)


class ContentError(Exception):
    """Bad input that cannot be worked on any further; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line for problem in self.problems))


class SetupError(Exception):
    """Something around the content is missing or broken; the message says what, for a person."""


def in_confidence(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems, of a file that holds what people said: no line of it is printed."""
    return [replace(one, position=replace(one.position, confidential=True)) for one in problems]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, sorted by file, line and column."""
    return sorted(set(problems))
