"""Stage `projects`: a spreadsheet before it has a format: sheets of cells, and formulas in the usual notation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Formula:
    """A formula without the sign of equality, as in SUM(F2:F9), with what it comes to now and how many decimals show."""

    text: str
    value: Decimal | str
    places: int = 2


Cell = str | Decimal | date | Formula


@dataclass(frozen=True)
class Sheet:
    """One sheet: the widths of its columns in characters, its heads, its rows, and a last row that stands out."""

    name: str
    widths: tuple[int, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Spreadsheet:
    """A whole spreadsheet file. `day` stands in its metadata, since the clock is never read."""

    title: str
    language: str
    day: date
    sheets: tuple[Sheet, ...]
    right_to_left: bool = False
