"""Between `translate` and what is shown: how much room a figure's words take, and where their lines may end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

from generator.model import Unit

SIZE = 20
"""Size of the letters, in units of the drawing. It is the same in every figure and is never made smaller."""

FONT = Path(__file__).parents[2] / "site_overrides/fonts/AtkinsonHyperlegibleNext-Bold.ttf"

# Measured on the bold Noto Naskh Arabic and Noto Nastaliq Urdu: 0.35 to 0.6 em a letter, and these up to 1 em.
_WIDE_ARABIC = frozenset("سشصضکگكےٹ")
_ARABIC, _ARABIC_WIDE, _EAST_ASIAN, _OTHER_SCRIPT = 0.55, 0.95, 1.0, 0.75

_NASTALIQ = frozenset({"ur", "ks", "pnb", "skr"})
_SPACES = re.compile(r"[ \t\n]+")
_EAST = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MAY_BREAK = re.compile(rf"(?<=[-‐–/\u200b])(?=\w)|(?<=[{_EAST}])(?=[{_EAST}])")


class Reach(NamedTuple):
    """How far the letters of a script reach above and below the line that they stand on, in em."""

    above: float
    below: float


_LATIN, _NASKH, _SLOPING, _OTHER = Reach(0.9, 0.3), Reach(1.0, 0.5), Reach(1.6, 0.6), Reach(1.05, 0.45)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of words, in units of the drawing, from the middle of its block: `top` and `bottom` are its box."""

    text: str
    width: float
    top: float
    baseline: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A unit's words in lines, with its middle at 0, 0."""

    unit: Unit
    rows: tuple[Row, ...]

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max(row.width for row in self.rows)

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.rows[-1].bottom - self.rows[0].top

    @property
    def radius(self) -> float:
        """Radius of the smallest circle around the middle that holds every line."""
        return max(hypot(row.width / 2, max(-row.top, row.bottom)) for row in self.rows)


def wraps(unit: Unit, limit: float) -> list[Block]:
    """Every way of filling lines with a unit's words, none wider than the limit, the narrowest first.

    A word that is wider than the limit is divided between letters.
    """
    pieces = _pieces(unit.text, limit)
    least = max(width(piece.rstrip(" ")) for piece in pieces)
    spans = {
        width("".join(pieces[start:end]).rstrip(" "))
        for start in range(len(pieces))
        for end in range(start + 1, len(pieces) + 1)
    }
    filled = [_filled(pieces, span) for span in sorted(spans) if least <= span <= max(limit, least)]
    return [_block(unit, lines) for lines in dict.fromkeys(filled)]


def in_column(unit: Unit, limit: float) -> Block:
    """The fewest lines that the limit allows, as even as they can be."""
    blocks = wraps(unit, limit)
    return next(block for block in blocks if len(block.rows) == len(blocks[-1].rows))


def in_circle(unit: Unit, limit: float) -> Block:
    """The lines that need the smallest circle."""
    return min(wraps(unit, limit), key=lambda block: round(block.radius, 3))


def longest_word(unit: Unit) -> float:
    """Width of the widest piece that cannot be divided without need."""
    return max(width(piece.rstrip(" ")) for piece in _pieces(unit.text, float("inf")))


def width(text: str) -> float:
    """Width of a line in units: measured for the letters of the site's own font, estimated for other scripts."""
    return SIZE * sum(_advance(letter) for letter in unicodedata.normalize("NFC", text))


def direction(text: str, otherwise: str) -> str:
    """The direction of the first letter that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return otherwise


@cache
def _advances() -> Mapping[str, float]:
    with TTFont(FONT, lazy=True) as font:
        per_em, metrics = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): metrics[name][0] / per_em for code, name in font.getBestCmap().items()}


@cache
def _advance(letter: str) -> float:
    if letter in _advances():
        return _advances()[letter]
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.bidirectional(letter) == "AL":
        return _ARABIC_WIDE if letter in _WIDE_ARABIC else _ARABIC
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _EAST_ASIAN
    return _advances().get(unicodedata.normalize("NFD", letter)[0], _OTHER_SCRIPT)


def _pieces(text: str, limit: float) -> list[str]:
    """Words and parts of words between which a line may end; a piece that ends a word ends in a space."""
    words = [_MAY_BREAK.split(word) for word in _SPACES.split(text.strip())]
    marked = [part for word in words for part in [*word[:-1], word[-1] + " "]]
    return [piece for part in marked for piece in _divided(part, limit)]


def _divided(part: str, limit: float) -> Iterator[str]:
    hyphen = "-" if direction(part, "ltr") == "ltr" and part[0].lower() != part[0].upper() else ""
    while width(part.rstrip(" ")) > limit:
        count = next(count for count in range(len(part), 0, -1) if count == 1 or width(part[:count] + hyphen) <= limit)
        while count < len(part) - 1 and unicodedata.combining(part[count]):
            count += 1
        if not part[count:].strip(" "):
            break
        yield part[:count] + hyphen
        part = part[count:]
    yield part


def _filled(pieces: Sequence[str], limit: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        joined = lines[-1] + piece
        if lines[-1] and width(joined.rstrip(" ")) > limit + 0.001:
            lines.append(piece)
        else:
            lines[-1] = joined
    return tuple(line.rstrip(" ") for line in lines)


def _block(unit: Unit, lines: Sequence[str]) -> Block:
    reach = _reach(unit)
    above, below = SIZE * reach.above, SIZE * reach.below
    top = -(above + below) * len(lines) / 2
    tops = [top + (above + below) * index for index in range(len(lines))]
    rows = (
        Row(text, width(text), top, top + above, top + above + below) for top, text in zip(tops, lines, strict=True)
    )
    return Block(unit, tuple(rows))


def _reach(unit: Unit) -> Reach:
    if all(letter in _advances() or unicodedata.name(letter, "").startswith("LATIN") for letter in unit.text):
        return _LATIN
    if direction(unit.text, "ltr") == "rtl":
        return _SLOPING if unit.language.split("-")[0] in _NASTALIQ else _NASKH
    return _OTHER
