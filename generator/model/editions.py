"""Stage `model`: the table of editions, which everything reads that prints, offers or names papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

STANDARD = "standard"


def _(text: str) -> str:
    """Marks words of the interface, which are translated where they are shown."""
    return text


@dataclass(frozen=True)
class Edition:
    """How a paper is set: the size of its text, and the smallest letter on any page, both in points.

    Its styles stand in `<name>.css`, where it has any. `letter` stands for it in short addresses; `label` is what files
    are told apart by. `large` says that the layout is that of large letters: fewer columns and lines, higher margins, no
    most pages. `copies` are the only ones that there are in it; empty, all are, and the papers of projects. `unchecked` is
    there for an edition with words of its own, in catalogues beside those of a language: what its papers say as long as
    somebody has not reviewed all of their words.
    """

    name: str
    letter: str
    text: float
    smallest: float
    label: str = ""
    large: bool = False
    copies: tuple[str, ...] = ()
    unchecked: str = ""

    @property
    def suffix(self) -> str:
        """What the names of its files end with: nothing for the standard edition, else as in -large-print."""
        return "" if self.name == STANDARD else f"-{self.name.replace('_', '-')}"

    def holds(self, copy: str) -> bool:
        """Whether there is a copy of this kind in it."""
        return not self.copies or copy in self.copies


EDITIONS: Mapping[str, Edition] = {
    edition.name: edition
    for edition in (
        Edition(STANDARD, "", text=12, smallest=12),
        Edition("large_print", "b", text=18, smallest=18, label=_("large print"), large=True),
    )
}


def of_every_copy() -> tuple[str, ...]:
    """The editions that every copy and every paper of projects is in."""
    return tuple(edition.name for edition in EDITIONS.values() if not edition.copies)


def _one_of(names: Callable[[], Iterable[str]]) -> Callable[[Any], Any]:
    """What content may say: looked up in the table when it is read."""

    def known(value: Any) -> Any:
        possible = tuple(names())
        if value not in possible:
            raise PydanticKnownError("literal_error", {"expected": " or ".join(f"'{name}'" for name in possible)})
        return value

    return known


def _schema(names: Iterable[str]) -> WithJsonSchema:
    return WithJsonSchema({"enum": [*names], "type": "string"})


EditionName = Annotated[str, PlainValidator(_one_of(lambda: EDITIONS)), _schema(EDITIONS)]
WholeEditionName = Annotated[str, PlainValidator(_one_of(of_every_copy)), _schema(of_every_copy())]
"""An edition of every copy, which a pack for a meeting can be in."""
