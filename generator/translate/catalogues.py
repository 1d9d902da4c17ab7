"""Stage `translate`: reads the PO files and the reviews of every language. Nothing here writes.

One PO file for each source file and language; `msgctxt` is the unit's address, `msgid` the English that the translation
was made from. So staleness needs no bookkeeping: it is there when `msgid` differs from the English of now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

from generator.library import Document, Library
from generator.model import SOURCE_LANGUAGE, Language, Unit, fingerprint
from generator.model.editions import EDITIONS
from generator.model.translation import Review, Reviews
from generator.model.units import former_addresses
from generator.problems import Position, Problem, Severity
from generator.source import read
from generator.translate.faults import interface_faults, unit_faults
from generator.translate.po import Catalogue, read_po
from generator.validate import validate

FOLDER = "content/translations"
INTERFACE = "interface.po"
REVIEWS = "reviews.yml"
VARIANT = "@"
"""Between a language and an edition, as gettext names a variant of a language: en@easy_read."""


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


def words_of(language: str, edition: str) -> str:
    """Whose words a paper is in: those of its language, or of its edition in that language, where that has its own."""
    return f"{language}{VARIANT}{edition}" if EDITIONS[edition].unchecked else language


def worded(library: Library) -> Mapping[str, Language]:
    """All that there can be catalogues of, by the name of its folder: each language but the source language, and each in every edition with words of its own."""
    editions = [edition for edition in EDITIONS.values() if edition.unchecked]
    variants = (
        language.model_copy(
            update={"id": words_of(code, edition.name), "english_name": f"{language.english_name} {edition.label}"}
        )
        for edition in editions
        for code, language in library.languages.items()
    )
    languages = [language for code, language in library.languages.items() if code != SOURCE_LANGUAGE]
    return {language.id: language for language in (*languages, *variants)}


def path_of(document: Document, language: str) -> str:
    """Where the PO file of a source file and a language stands."""
    stem = document.path.removeprefix("content/").removesuffix(".yml")
    return f"{FOLDER}/{language}/{stem}.po"


def read_catalogues(library: Library, root: Path, only: Collection[str] | None = None) -> Catalogues:
    """Reads the catalogues of every language of languages.yml but the source language, and of editions; or of the languages in `only`."""
    translations: dict[str, Mapping[str, Translation]] = {}
    reviews: dict[str, Mapping[str, Review]] = {}
    interfaces: dict[str, polib.POFile] = {}
    problems: list[Problem] = list(_unknown_folders(library, root))
    known = {unit.address: unit for unit in library.units()}
    former = {
        old: new for document in library.documents for old, new in former_addresses(document.entry, document.address)
    }
    for language in worded(library):
        if only is not None and language.partition(VARIANT)[0] not in only:
            continue
        reader = _Reader(language, known, former, root)
        translations[language] = reader.translations(library)
        reviews[language] = reader.reviews(translations[language])
        interfaces[language] = reader.interface()
        problems += reader.problems
    return Catalogues(translations, reviews, interfaces, tuple(problems))


def _unknown_folders(library: Library, root: Path) -> Iterator[Problem]:
    for folder in sorted((root / FOLDER).glob("*/")):
        if folder.name not in worded(library):
            message = f"“{folder.name}” is not a language of content/languages.yml; add it there, or delete the folder"
            yield Problem(Position(f"{FOLDER}/{folder.name}"), message, "unknown-language")


class _Reader:
    """Reads one language's files; gathers problems as it goes."""

    def __init__(self, language: str, known: Mapping[str, Unit], former: Mapping[str, str], root: Path) -> None:
        self.language, self.known, self.former, self.root = language, known, former, root
        self.problems: list[Problem] = []

    def translations(self, library: Library) -> Mapping[str, Translation]:
        """By address, wherever they stand: a file that was renamed with its source file keeps its words."""
        found: dict[str, Translation] = {}
        wanted = [path_of(document, self.language) for document in library.documents]
        for path in [*wanted, *left_over(wanted, self.language, self.root)]:
            catalogue = self.catalogue(path)
            if catalogue is not None:
                found |= dict(self._entries(catalogue, found))
                if path not in wanted and any(not entry.obsolete for entry in catalogue.file):
                    message = "this catalogue belongs to no source file of now; run joinedup translate update, which moves its words to where they belong"
                    self.problems.append(Problem(Position(path), message, "strange-catalogue", Severity.WARNING))
        return found

    def catalogue(self, path: str) -> Catalogue | None:
        catalogue, problems = read_po(path, self.root)
        self.problems += problems
        return catalogue

    def interface(self) -> polib.POFile:
        catalogue = self.catalogue(f"{FOLDER}/{self.language}/{INTERFACE}")
        if catalogue is None:
            return polib.POFile()
        self.problems += interface_faults(catalogue)
        return catalogue.file

    def _entries(self, catalogue: Catalogue, elsewhere: Collection[str]) -> Iterator[tuple[str, Translation]]:
        drafted_by = catalogue.file.metadata.get("Last-Translator", "")
        seen: set[str] = set(elsewhere)
        for entry in catalogue.file:
            if entry.obsolete:
                continue
            address = self.former.get(entry.msgctxt, entry.msgctxt)
            fault = self._entry_fault(address, seen)
            if fault:
                self.problems.append(Problem(catalogue.at(entry, "msgctxt" if address else "msgid"), *fault))
                continue
            seen.add(address)
            text = entry.msgstr.strip()
            if text:
                unit, place = self.known[address], catalogue.at(entry)
                self.problems += unit_faults(unit, entry, text, place)
                english = made_from(entry)
                yield address, Translation(english, text, unsure(entry, unit), drafted_by, place)

    def _entry_fault(self, address: str | None, seen: Collection[str]) -> tuple[str, str, Severity] | None:
        if not address:
            message = "this entry lacks its msgctxt, the address of its unit; add it above, or delete the entry"
            return message, "missing-context", Severity.PROBLEM
        if address in seen:
            return f"{address} stands twice in the catalogues; keep one", "duplicate-unit", Severity.PROBLEM
        if address not in self.known:
            message = f"there is no unit {address} any more; run joinedup translate update, which puts the words aside"
            return message, "unknown-unit", Severity.WARNING
        return None

    def reviews(self, translations: Mapping[str, Translation]) -> Mapping[str, Review]:
        path = f"{FOLDER}/{self.language}/{REVIEWS}"
        if not (self.root / path).is_file():
            return {}
        source, problems = read(self.root / path, path)
        reviews = None
        if source is not None:
            reviews, problems = validate(source, Reviews)
        self.problems += problems
        found: dict[str, Review] = {}
        for index, review in enumerate(reviews.reviews if reviews else ()):
            address = self.former.get(review.unit, review.unit)
            fault = self._review_fault(review, address, found, translations)
            if fault and source:
                self.problems.append(Problem(source.at(("reviews", index, "unit")), *fault))
            found[address] = review
        return found

    def _review_fault(
        self, review: Review, address: str, found: Mapping[str, Review], translations: Mapping[str, Translation]
    ) -> tuple[str, str, Severity] | None:
        if address in found:
            return f"{address} has two reviews here; keep the newer one", "duplicate-unit", Severity.PROBLEM
        if address not in self.known:
            return f"there is no unit {address} any more; delete this review", "unknown-unit", Severity.WARNING
        drafted = translations.get(address)
        if drafted and same_person(review.by, drafted.drafted_by):
            message = f"{review.by} translated this file too, so this counts as no review; somebody else reads it in both languages"
            return message, "own-review", Severity.WARNING
        return None


def left_over(wanted: Collection[str], language: str, root: Path) -> list[str]:
    """Catalogues of a language that belong to no source file of now."""
    found = (file.relative_to(root).as_posix() for file in (root / FOLDER / language).rglob("*.po"))
    return sorted({*found} - {*wanted, f"{FOLDER}/{language}/{INTERFACE}"})


def made_from(entry: polib.POEntry) -> str:
    """The English that a translation was made from; an editor may leave the previous English of one that is right again."""
    return str((entry.previous_msgid if entry.fuzzy else None) or entry.msgid)


def unsure(entry: polib.POEntry, unit: Unit) -> bool:
    """Whether a translation is marked as unsure, other than for an English text that has become what it was before."""
    return bool(entry.fuzzy and not (entry.previous_msgid and fingerprint(entry.previous_msgid) == unit.fingerprint))


def same_person(one: str, other: str) -> bool:
    """Whether two names are those of one person, whatever address stands behind them."""
    first, second = (" ".join(re.sub(r"<[^>]*>", " ", name).casefold().split()) for name in (one, other))
    return first == second
