"""Stage `workbook`: a pack: one file that holds every paper of a session, and before them a print order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from generator.formats.document import Part
from generator.library import Library
from generator.papers import copy_name
from generator.render import Words
from generator.translate.interface import Interface
from generator.workbook import document
from generator.workbook.document import Composed, Side
from generator.workbook.plan import COPIES, Meeting, Workbook
from generator.workbook.rows import joined

GROUPS = (6, 9, 12)
"""The numbers of people that a pack for any meeting is counted for."""

TABLE = 4
"""How many people sit at one table, with one form and one set of cards."""


@dataclass(frozen=True)
class Share:
    """How many of a paper a meeting takes: so many for each person, or for each few who share one, others besides.

    People share a form at their table, and a sheet with slips to be cut apart. It is printed on one side of the sheet where
    it is cut or hung up.
    """

    each: int = 0
    shared_by: int = 1
    besides: int = 1
    one_side: bool = False

    def copies(self, people: int) -> int:
        """How many to print for a number of people."""
        return self.each * ceil(people / self.shared_by) + self.besides


SHARES: Mapping[str, Share] = {
    "co_lead": Share(one_side=True),
    "signals": Share(each=1, besides=0, one_side=True),
    "participant": Share(each=1, besides=5),
    "recorder": Share(besides=3),
    "form": Share(each=1, shared_by=TABLE, besides=0),
    "deck": Share(each=1, shared_by=TABLE, besides=0, one_side=True),
    "cards": Share(one_side=True),
    "poster": Share(one_side=True),
    "ground_rules": Share(one_side=True),
    "access_needs": Share(each=1, besides=0),
    "evaluation": Share(each=1, besides=0),
}
"""What is not here is printed once. The numbers are those of the materials in content/sessions.yml."""

FEW_SPARE = 1
"""Copies for participants besides those for each, in the packs of a meeting that are not for those who lead."""


@dataclass(frozen=True)
class Row:
    """One line of a print order. `copies` goes with the numbers of people; `version` is the fingerprint on the paper; `slips` says that two are on a sheet."""

    number: int
    name: str
    one_side: bool
    copies: tuple[int, ...]
    version: str
    slips: bool = False


Known = MutableMapping[Workbook, Composed]


def compose(
    workbook: Workbook, library: Library, interface: Interface, as_of: date, known: Known | None = None, second: Side | None = None
) -> Composed:  # fmt: skip
    """Lays out one workbook, or a pack of them; `known` spares a second composing.

    `library` is seen in the workbook's language; `second` is the language that faces it in a paper of two.
    """
    known = {} if known is None else known
    if workbook not in known:
        known[workbook] = (
            _pack(workbook, (Side(library, interface), second), as_of, known)
            if workbook.papers
            else document.compose(workbook, library, interface, as_of, second=second)
        )
    return known[workbook]


def _pack(pack: Workbook, sides: tuple[Side, Side | None], as_of: date, known: Known) -> Composed:
    first, second = sides
    papers = [(paper, compose(paper, first.library, first.interface, as_of, known, second)) for paper in pack.papers]
    opening = document.compose(
        pack, first.library, first.interface, as_of, lambda side: _opening(pack, papers, side), second
    )
    last = second or first
    parts = tuple(
        Part(joined(*(name_of(paper, composed, side, side.interface) for side in (first, last))), composed.document)
        for paper, composed in papers
    )
    return replace(opening, document=replace(opening.document, parts=parts))


def _opening(pack: Workbook, papers: list[tuple[Workbook, Composed]], side: Side) -> Mapping[str, object]:
    """What the first page of a pack says, in one language."""
    interface, meeting = side.interface, pack.meeting
    people = (meeting.people,) if meeting else GROUPS
    rows = [
        Row(number, name_of(paper, composed, side, Words(interface)), share.one_side, tuple(share.copies(number) for number in people), composed.version, two_slips(paper, side.library))
        for number, (paper, composed) in enumerate(papers, start=1)
        for share in (_share(paper, meeting, side.library) if pack.copy == "pack" else Share(),)
    ]  # fmt: skip
    elsewhere = [copy_name(copy, interface) for copy in (meeting.with_first_topic if meeting else ())]
    return {"rows": rows, "people": people, "meeting": meeting, "elsewhere": interface.listed(elsewhere)}


def _share(paper: Workbook, meeting: Meeting | None, library: Library) -> Share:
    share = SHARES.get(paper.copy, Share())
    if two_slips(paper, library):
        share = replace(share, shared_by=2, one_side=True)
    few = meeting is not None and not meeting.leaders and share.each and share.besides
    return replace(share, besides=FEW_SPARE) if few else share


def two_slips(paper: Workbook, library: Library) -> bool:
    """Whether two slips for access needs stand on its sheet, as access_needs.css has it: not in large or tall lines, or two languages."""
    if paper.copy != "access_needs":
        return False
    return not paper.large and not paper.second and library.languages[paper.language].direction == "ltr"


def name_of(paper: Workbook, composed: Composed, side: Side, _: Callable[[str], str]) -> str:
    """What a paper is called among others in one of its languages: its copy, or the title of a form or letter."""
    named = COPIES[paper.copy].about in ("tool", "letter")
    return composed.titles[side.library.language] if named else copy_name(paper.copy, _)
