"""Stage `translate`: reads one PO file, strictly: a library that guesses would lose the words around a missing quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from generator.library import is_inside
from generator.problems import Position, Problem
from generator.source import CLASH, CONFLICT, CONTROL

LARGEST_FILE_BYTES = 4_000_000
PIECE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s+|\s*)"(?:[^"\\]|\\.)*"\s*')
NOT_A_PIECE = "this line is no part of a catalogue; it starts with msgctxt, msgid, msgstr, # or a quote, and its words end with a quote"


@dataclass(frozen=True)
class Catalogue:
    """One PO file: its entries, its lines, and where its pieces stand."""

    path: str
    file: polib.POFile
    lines: tuple[str, ...]

    def at(self, entry: polib.POEntry, piece: str = "msgstr") -> Position:
        """The line of a piece of an entry: msgctxt, msgid or msgstr."""
        start = max((entry.linenum or 1) - 1, 0)
        found = (number for number, line in enumerate(self.lines[start:], start) if line.startswith(piece))
        return Position(self.path, next(found, start) + 1)

    def header(self, name: str) -> Position:
        """The line of one field of the header."""
        found = (number for number, line in enumerate(self.lines) if line.startswith(f'"{name}:'))
        return Position(self.path, next(found, 0) + 1)


def read_po(path: str, root: Path) -> tuple[Catalogue | None, list[Problem]]:
    """Reads a PO file; neither a catalogue nor problems where there is none."""
    file = root / path
    if not file.is_file():
        return None, []
    text, problems = _text(file, path, root)
    problems = problems or list(_lines(text, path))
    if problems:
        return None, problems[:1]
    try:
        parsed = polib.pofile(str(file), encoding="utf-8", check_for_duplicates=False)
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        number = re.search(r"line (\d+)", str(error))
        message = "this entry is not whole; it has one msgctxt, one msgid and one msgstr, in this order"
        return None, [Problem(Position(path, int(number[1]) if number else 1), message, "catalogue")]
    return Catalogue(path, parsed, tuple(text.split("\n"))), []


def _text(file: Path, path: str, root: Path) -> tuple[str, list[Problem]]:
    def problem(message: str, rule: str, line: int = 1) -> tuple[str, list[Problem]]:
        return "", [Problem(Position(path, line), message, rule)]

    if not is_inside(file, root):
        return problem("this is a link to a file outside the project; put the file itself here", "outside-file")
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            return problem("this catalogue is larger than 4 MB; it holds something else", "huge-file")
        data = file.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        return problem(
            "here is a character that is not stored as UTF-8; save the catalogue as UTF-8", "wrong-encoding", line
        )
    except OSError as error:
        return problem(f"this catalogue cannot be read ({error.strerror}); check its permissions", "unreadable-file")


def _lines(text: str, path: str) -> Iterator[Problem]:
    """The first line that is no part of a catalogue."""
    for number, line in enumerate(text.split("\n"), 1):
        if control := CONTROL.search(line):
            message = f"here is a character that cannot be shown (U+{ord(control[0]):04X}); delete it"
            yield Problem(Position(path, number, control.start() + 1), message, "control-character")
        elif CONFLICT.match(line):
            yield Problem(Position(path, number), CLASH, "conflict")
        elif line.strip() and not line.startswith("#") and not PIECE.fullmatch(line):
            yield Problem(Position(path, number), NOT_A_PIECE, "catalogue")
