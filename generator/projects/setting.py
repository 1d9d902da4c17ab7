"""Stage `projects`: what a paper of a project is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.library import Library
from generator.model.editions import EDITIONS, STANDARD
from generator.model.evidence import Audience
from generator.model.kit import Kit
from generator.model.project import Project
from generator.projects.citing import Claim, claims
from generator.projects.folder import LocalProject
from generator.render import Words
from generator.translate.interface import Interface

Subject = Mapping[str, object]


@dataclass(frozen=True)
class Crowd:
    """How many of something stand on a paper of one page, and in which file of the project; said where the page is too long."""

    path: str
    counted: str


@dataclass(frozen=True)
class Setting:
    """A project as one audience may see it, the Library in the language of the paper, and the edition.

    `reader` asks for the font that screen readers can read. `local` is None for the general copy of a kit.
    """

    local: LocalProject | None
    library: Library
    interface: Interface
    as_of: date
    edition: str = STANDARD
    audience: Audience = "public"
    reader: bool = False
    kit: Kit | None = None

    @property
    def large(self) -> bool:
        """Whether it is laid out for large letters."""
        return EDITIONS[self.edition].large

    @property
    def words(self) -> Words:
        """The words of the interface as HTML."""
        return words_of(self.interface)

    @property
    def own(self) -> LocalProject:
        """The project. Raises TypeError for a paper that has none."""
        if self.local is None:
            raise TypeError("a paper without a project")
        return self.local

    @property
    def project(self) -> Project:
        """The project's own file."""
        return self.own.project

    def claims(self, identifiers: Iterable[str]) -> tuple[Claim, ...]:
        """Pieces by their ids, as the paper names them."""
        return claims(identifiers, self.own, self.library.language)


@cache
def words_of(interface: Interface) -> Words:
    """One object for each interface, so that its templates are compiled once and not for each paper."""
    return Words(interface)
