"""Stage `translate`: reads the PO files and the reviews of every language. Nothing here writes.

One PO file for each source file and language; `msgctxt` is the unit's address, `msgid` the English that the translation
was made from. So staleness needs no bookkeeping: it is there when `msgid` differs from the English of now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

from generator import markup
from generator.library import Document, Library
from generator.model import SOURCE_LANGUAGE, Label, Unit
from generator.model.translation import Review, Reviews
from generator.model.units import fingerprint, former_addresses, units
from generator.problems import Position, Problem, Severity
from generator.source import read
from generator.validate import validate

FOLDER = "content/translations"
INTERFACE = "interface.po"
REVIEWS = "reviews.yml"
LARGEST_FILE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated unit: the English it was made from, the words, who drafted it, and where it stands."""

    english: str
    text: str
    fuzzy: bool
    drafted_by: str
    position: Position


@dataclass(frozen=True)
class Catalogues:
    """Every language's translations by address, its reviews by address, and what is wrong with them."""

    translations: Mapping[str, Mapping[str, Translation]]
    reviews: Mapping[str, Mapping[str, Review]]
    interfaces: Mapping[str, polib.POFile]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a folder."""
        return tuple(sorted(self.translations))


def path_of(document: Document, language: str) -> str:
    """Where the PO file of a source file and a language stands."""
    stem = document.path.removeprefix("content/").removesuffix(".yml")
    return f"{FOLDER}/{language}/{stem}.po"


def read_catalogues(library: Library, root: Path) -> Catalogues:
    """Reads the catalogues of every language of languages.yml but the source language."""
    translations: dict[str, Mapping[str, Translation]] = {}
    reviews: dict[str, Mapping[str, Review]] = {}
    interfaces: dict[str, polib.POFile] = {}
    problems: list[Problem] = list(_unknown_folders(library, root))
    known = {unit.address: unit for unit in library.units()}
    former = {
        old: new for document in library.documents for old, new in former_addresses(document.entry, document.address)
    }
    for language in library.languages:
        if language == SOURCE_LANGUAGE:
            continue
        reader = _Reader(language, known, former, root)
        translations[language] = reader.translations(library)
        reviews[language] = reader.reviews()
        interfaces[language] = reader.catalogue(f"{FOLDER}/{language}/{INTERFACE}") or polib.POFile()
        problems += reader.problems
    return Catalogues(translations, reviews, interfaces, tuple(problems))


def _unknown_folders(library: Library, root: Path) -> Iterator[Problem]:
    for folder in sorted((root / FOLDER).glob("*/")):
        if folder.name not in library.languages or folder.name == SOURCE_LANGUAGE:
            message = f"“{folder.name}” is not a language of content/languages.yml; add it there, or delete the folder"
            yield Problem(Position(f"{FOLDER}/{folder.name}"), message, "unknown-language")


class _Reader:
    """Reads one language's files; gathers problems as it goes."""

    def __init__(self, language: str, known: Mapping[str, Unit], former: Mapping[str, str], root: Path) -> None:
        self.language, self.known, self.former, self.root = language, known, former, root
        self.problems: list[Problem] = []

    def translations(self, library: Library) -> Mapping[str, Translation]:
        found: dict[str, Translation] = {}
        wanted = {path_of(document, self.language): document for document in library.documents}
        for path, document in wanted.items():
            catalogue = self.catalogue(path)
            if catalogue is not None:
                own = {unit.address for unit in units(document.entry)}
                found |= dict(self._entries(catalogue, path, own))
        self._strange_files(set(wanted))
        return found

    def _strange_files(self, wanted: set[str]) -> None:
        folder = self.root / FOLDER / self.language
        for file in sorted(folder.rglob("*.po")):
            path = file.relative_to(self.root).as_posix()
            if path not in wanted and file.name != INTERFACE:
                message = (
                    "this catalogue belongs to no source file; run joinedup translate update, which keeps its words"
                )
                self.problems.append(Problem(Position(path), message, "strange-catalogue", Severity.WARNING))

    def catalogue(self, path: str) -> polib.POFile | None:
        file = self.root / path
        if not file.is_file():
            return None
        try:
            if file.stat().st_size > LARGEST_FILE_BYTES:
                self.problems.append(
                    Problem(Position(path), "this catalogue is larger than 4 MB; it holds something else", "huge-file")
                )
                return None
            return polib.pofile(str(file), encoding="utf-8", check_for_duplicates=False)
        except UnicodeDecodeError:
            self.problems.append(
                Problem(Position(path), "this catalogue is not stored as UTF-8; save it as UTF-8", "wrong-encoding")
            )
        except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
            said = str(error)
            number = re.search(r"line (\d+)", said)
            message = "this catalogue cannot be read from here on; check its quotes, and that each line starts with msgctxt, msgid, msgstr, # or a quote"
            self.problems.append(Problem(Position(path, int(number[1]) if number else 1), message, "catalogue"))
        return None

    def _entries(self, catalogue: polib.POFile, path: str, own: set[str]) -> Iterator[tuple[str, Translation]]:
        drafted_by = catalogue.metadata.get("Last-Translator", "")
        seen: set[str] = set()
        for entry in catalogue:
            position = Position(path, entry.linenum or 1)
            if entry.obsolete or not entry.msgctxt:
                continue
            address = self.former.get(entry.msgctxt, entry.msgctxt)
            if address in seen:
                self.problems.append(
                    Problem(position, f"{address} stands twice in this catalogue; keep one", "duplicate-unit")
                )
                continue
            seen.add(address)
            if address not in own:
                message = (
                    f"there is no unit {address} any more; run joinedup translate update, which keeps the words aside"
                )
                self.problems.append(Problem(position, message, "unknown-unit", Severity.WARNING))
                continue
            text = entry.msgstr.strip()
            if text:
                self.problems += _faults(self.known[address], entry, text, position)
                yield address, Translation(entry.previous_msgid or entry.msgid, text, entry.fuzzy, drafted_by, position)

    def reviews(self) -> Mapping[str, Review]:
        path = f"{FOLDER}/{self.language}/{REVIEWS}"
        if not (self.root / path).is_file():
            return {}
        source, problems = read(self.root / path, path)
        reviews = None
        if source is not None:
            reviews, problems = validate(source, Reviews)
        self.problems += problems
        return {self.former.get(review.unit, review.unit): review for review in reviews.reviews} if reviews else {}


def _faults(unit: Unit, entry: polib.POEntry, text: str, position: Position) -> Iterator[Problem]:
    for fault in markup.faults(text, plain=isinstance(unit, Label), one_line=unit.one_line):
        yield Problem(position, f"in the translation: {fault.message}", fault.rule)
    if unit.one_line and "\n" in text:
        yield Problem(position, "this translation must stand on one line; take the line break (\\n) out", "one-line")
    if entry.fuzzy or fingerprint(entry.msgid) != unit.fingerprint:
        return
    for name, pieces in (("glossary words", markup.words_used), ("works", markup.works_cited)):
        here, there = {one for one, _ in pieces(text)}, {one for one, _ in pieces(unit.text)}
        if here != there:
            yield Problem(
                position,
                f"the translation must mark the same {name} as the English: {_list(there)}",
                "translated-marks",
            )
    if set(markup.links(text)) != set(markup.links(unit.text)):
        yield Problem(
            position,
            f"the translation must lead to the same places as the English: {_list(set(markup.links(unit.text)))}",
            "translated-links",
        )


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
