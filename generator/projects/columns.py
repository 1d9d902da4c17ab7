"""Stage `projects`: a table (CSV) that somebody filled in → drafts of evidence, or the fields of a recorder's sheet.

A table comes from a stranger's machine. A cell that a spreadsheet would run as a formula is only words here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from generator.model.evidence import How
from generator.projects.days import day_of
from generator.projects.written import clean, one_line

MOST_BYTES, MOST_ROWS, MOST_CELL = 5_000_000, 2_000, 50_000
COLUMNS: Mapping[str, str] = {
    "text": "what was said, in people’s own words; it must be there",
    "title": "a few words to find it by",
    "said_by": "who said it, in a role, never by name",
    "people": "how many people said it",
    "how": f"one of: {', '.join(get_args(How))}; it must be there",
    "gathered_by": "who gathered it, in a role; it must be there",
    "when": "a day, a month or a year, as in 2026-11-22, 2026-11 or 2026; it must be there",
    "where": "where it was said; it must be there",
    "language": "the code of the language it was said in, as in ur",
    "citation": "for what was read: the source in full",
    "question": "the number of the question it answers, as in 9.4",
    "consent": "who agreed to what, in words; it is kept for the person who checks, and makes nothing public",
    "audience": "who may read it, in words; kept in the same way",
}
"""The columns of a table of evidence, in the order of the template, with what each holds."""
NEEDED = ("text", "how", "gathered_by", "when", "where")
SHEET = ("field", "text")
"""The header of a table that holds a recorder's sheet: the name of each field, and what was written in it."""
KEPT_ASIDE = ("question", "consent", "audience")


class NotATableError(Exception):
    """The file cannot be read as one of our tables; says why and what to do, in words for the person who has it."""


@dataclass(frozen=True)
class Table:
    """A table as it was read: its header, and its rows, each with the number of its line."""

    header: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]

    @property
    def is_sheet(self) -> bool:
        """Whether it holds the fields of a recorder's sheet."""
        return set(self.header) == set(SHEET)

    def fields(self) -> dict[str, str]:
        """The fields of a sheet; of a name that stands twice, the first counts."""
        found: dict[str, str] = {}
        for _, row in self.rows:
            if row["field"] and row["text"]:
                found.setdefault(row["field"], row["text"])
        return found


def template() -> str:
    """An empty table: the header, for a spreadsheet to open."""
    return ",".join(COLUMNS) + "\n"


def table_of(content: bytes) -> Table:
    """Reads a CSV file with commas, semicolons or tabs between its cells.

    Raises:
        NotATableError: too large, not UTF-8, damaged, or without the columns.
    """
    if len(content) > MOST_BYTES:
        raise NotATableError(f"the table is larger than {MOST_BYTES // 1_000_000} MB; split it")
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotATableError("the table is not stored as UTF-8; save it as “CSV UTF-8”") from None
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        lines = list(_lines(text.replace("\0", ""), sign))
    except csv.Error:
        raise NotATableError(
            "the table is damaged: a quotation mark is opened and never closed, or a cell is too long; close it, or shorten the cell"
        ) from None
    return _table(lines)


def _lines(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    for cells in reader:
        if any(len(cell) > MOST_CELL for cell in cells):
            raise csv.Error
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _table(lines: list[tuple[int, list[str]]]) -> Table:
    header = tuple(one_line(cell).lower().replace(" ", "_") for cell in lines[0][1]) if lines else ()
    missing = [name for name in NEEDED if name not in header]
    unknown = sum(name not in COLUMNS for name in header)
    if set(header) != set(SHEET) and (missing or unknown or len(set(header)) != len(header)):
        said = f"it lacks {', '.join(missing)}" if missing else "it has columns that are not ours, or one twice"
        raise NotATableError(
            f"the first line of the table must name its columns, and {said}; joinedup import --columns lists them"
        )
    if len(lines) > MOST_ROWS:
        raise NotATableError(f"the table has more than {MOST_ROWS} rows; split it")
    rows = [(number, dict(zip(header, [*cells, *[""] * len(header)], strict=False))) for number, cells in lines[1:]]
    return Table(header, rows)


def evidence_of(table: Table, name: str, language: str) -> dict[int, dict[str, Any]]:
    """The draft of each row by the number of its line, without an id; `name` is the table's.

    Raises NotATableError with every row that lacks something.
    """
    found, wrong = {}, []
    for number, row in table.rows:
        kept = {key: clean(value) for key, value in row.items()}
        lacks = [key for key in NEEDED if not kept.get(key)]
        when = _when(kept["when"], language)
        lacks += ["when (as in 2026-11-22)"] if kept["when"] and when is None else []
        lacks += ["how (one of the list)"] if kept["how"] and kept["how"] not in get_args(How) else []
        if lacks:
            wrong.append(f"line {number}: {', '.join(lacks)}")
        else:
            found[number] = _draft(kept, str(when), number, name, language)
    if wrong:
        raise NotATableError("these lines lack something, so nothing was written:\n" + "\n".join(wrong[:50]))
    return found


def _when(text: str, language: str) -> str | None:
    day = day_of(text, language)
    if day:
        return day.isoformat()
    year, _, month = text.partition("-")
    right = year.isascii() and year.isdecimal() and 1800 <= int(year[:9]) < 2100 and len(year) == 4
    return (
        text if right and (not month or month in {f"{one:02d}" for one in range(1, 13)}) and text[-1] != "-" else None
    )


def _draft(row: Mapping[str, str], when: str, number: int, name: str, language: str) -> dict[str, Any]:
    people = row.get("people", "")
    count = int(people) if people.isascii() and people.isdecimal() and len(people) <= 5 and int(people) else None
    aside = [f"{key.title()}: {row[key]}" for key in KEPT_ASIDE if row.get(key)]
    aside += [f"People: {people}"] if people and count is None else []
    return {
        "title": one_line(row.get("title", "")) or f"Line {number} of the table", "language": row.get("language") or language,
        "text": row["text"], "words": "said", "how": row["how"], "said_by": one_line(row.get("said_by", "")),
        "people": count, "gathered_by": one_line(row["gathered_by"]), "when": when, "where": one_line(row["where"]),
        "citation": one_line(row.get("citation", "")), "noted": aside, "draft": True, "imported_from": name,
    }  # fmt: skip
