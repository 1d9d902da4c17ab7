"""Stages `checks` and `workbook`: how wide the columns of a form are, by what people write in them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.content import Column

NARROW, NARROW_OF_FEW = 17, 24
"""Per cent of a sheet that a narrow column takes; the second where letters are large and columns few."""
WIDE, USUAL = 9, 5
"""What is left is shared in this proportion."""
NAME_BY_HAND = 16
"""Per cent of the 174 mm of a sheet in which somebody writes a name by hand: 28 mm."""


def widths(columns: Sequence[Column], *, few: bool = False) -> list[float]:
    """The width of each column in per cent, 100 together; all alike where they do not fit as they say."""
    narrow = NARROW_OF_FEW if few else NARROW
    kinds = [column.width for column in columns]
    shares = WIDE * kinds.count("wide") + USUAL * kinds.count(None)
    left = 100 - narrow * kinds.count("narrow")
    found = [narrow if kind == "narrow" else left * (WIDE if kind == "wide" else USUAL) / shares for kind in kinds]
    return found if shares and min(found) >= NAME_BY_HAND else [100 / len(kinds)] * len(kinds)


def fit(columns: Sequence[Column]) -> bool:
    """Whether each has room for a name by hand, and those that are narrow are narrower than others."""
    found = widths(columns)
    said = {column.width for column in columns}
    return min(found) >= NAME_BY_HAND and (len(said) == 1 or len(set(found)) > 1) and said != {"narrow"}
