"""Stage `translate`: what a PO file should hold now, merged by address and never by likeness. Returns; `publish` writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import polib
from babel.messages.plurals import DEFAULT_PLURAL, PLURALS

from generator.library import Document, Library
from generator.model import Label, Language, Line, Unit, fingerprint
from generator.model.units import former_addresses, units
from generator.translate.catalogues import FOLDER, INTERFACE, REVIEWS, left_over, made_from, path_of, unsure
from generator.translate.interface import messages

WIDTH = 110


def updated(library: Library, language: Language, root: Path) -> Mapping[str, str | None]:
    """Every PO file of a language, or of an edition in it, as it should be now: path → text, or None for one that is not needed any more.

    Words follow their address from file to file; those that no unit needs any more are kept as obsolete where they stand.
    """
    wanted = {path_of(document, language.id): document for document in library.documents}
    old = {path: _old(path, root) for path in [*wanted, *left_over(wanted, language.id, root)]}
    words = _Words(library, old)
    new = {}
    for path, document in wanted.items():
        if any(units(document.entry)):
            before = path if old[path] else words.home(document) or path
            new[path] = _new(old[before], language, f"{language.english_name} translation of {document.path}")
            new[path].extend([_merged(unit, words.take(unit)) for unit in units(document.entry)])
    for path, left in words.left():
        new.setdefault(path, _new(old[path], language, f"{language.english_name} words that no source file needs"))
        new[path].extend(left)
    files = {path: str(new[path]) if path in new else None for path in (*new, *old) if path in new or len(old[path])}
    return {**files, f"{FOLDER}/{language.id}/{INTERFACE}": _interface(language, root)}


class _Words:
    """The entries of all catalogues of a language by address; words in use go before words that were put aside."""

    def __init__(self, library: Library, old: Mapping[str, polib.POFile]) -> None:
        former = dict(pair for one in library.documents for pair in former_addresses(one.entry, one.address))
        self.entries: dict[str, tuple[str, polib.POEntry]] = {}
        self.aside: list[tuple[str, polib.POEntry]] = []
        every = [(path, entry) for path, catalogue in old.items() for entry in catalogue]
        for path, entry in sorted(every, key=lambda pair: bool(pair[1].obsolete)):
            address = former.get(entry.msgctxt, entry.msgctxt)
            if self.entries.setdefault(address, (path, entry))[1] is not entry:
                self.aside.append((path, entry))

    def home(self, document: Document) -> str | None:
        """The catalogue that holds the words of a document now."""
        return next(
            (self.entries[unit.address][0] for unit in units(document.entry) if unit.address in self.entries), None
        )

    def take(self, unit: Unit) -> polib.POEntry | None:
        """The entry of a unit, which is then used up."""
        return self.entries.pop(unit.address, (None, None))[1]

    def left(self) -> Iterator[tuple[str, list[polib.POEntry]]]:
        """What no unit needs, as obsolete entries, file by file."""
        rest = sorted([*self.entries.values(), *self.aside], key=lambda pair: pair[0])
        for path, pairs in groupby(rest, key=lambda pair: pair[0]):
            if left := list(_obsolete(entry for _, entry in pairs)):
                yield path, left


def reviews_template() -> str:
    """A reviews.yml without reviews."""
    return (
        "# yaml-language-server: $schema=../../../generator/schemas/reviews.json\n"
        "# One entry a unit that somebody other than the drafter has read in both languages; see docs/translation-guide.md.\nreviews: []\n"
    )


def reviews_path(language: str) -> str:
    """Where a language's reviews stand."""
    return f"{FOLDER}/{language}/{REVIEWS}"


def _old(path: str, root: Path) -> polib.POFile:
    file = root / path
    return polib.pofile(str(file), encoding="utf-8") if file.is_file() else polib.POFile()


def _new(old: polib.POFile, language: Language, title: str) -> polib.POFile:
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = f"{title}\nThe text is licensed CC BY 4.0, like its English source."
    kept = {key: value for key, value in old.metadata.items() if key != "POT-Creation-Date"}
    new.metadata = {
        "Project-Id-Version": "Joined Up",
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "nobody yet",
        "Language-Team": f"{language.english_name} <>",
        "Language": language.id,
        "MIME-Version": "1.0",
        "Plural-Forms": _plural_forms(language),
        **kept,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return new


def _plural_forms(language: Language) -> str:
    """The rule for plurals as gettext writes it, of the language without its region; two forms where it is not known."""
    forms, rule = PLURALS.get(re.split("[-@]", language.id)[0], DEFAULT_PLURAL)
    return f"nplurals={forms}; plural={rule};"


def _merged(unit: Unit, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=unit.address, msgid=unit.text, msgstr="", comment=_hint(unit))
    if old is None or not old.msgstr.strip():
        return entry
    entry.msgstr, entry.tcomment = old.msgstr.strip(), old.tcomment
    entry.flags = [flag for flag in old.flags if flag != "fuzzy"]
    changed = fingerprint(made_from(old)) != unit.fingerprint
    if changed or unsure(old, unit):
        entry.flags = sorted({*entry.flags, "fuzzy"})
        entry.previous_msgid = made_from(old) if changed else None
    return entry


def _hint(unit: Unit) -> str:
    if isinstance(unit, Label):
        return "Plain words on one line."
    return "One line; keep [[…]], [@…] and (kind:id) as they are." if isinstance(unit, Line) else ""


def _obsolete(entries: Iterable[polib.POEntry]) -> Iterator[polib.POEntry]:
    for entry in entries:
        if entry.msgstr.strip() or any(entry.msgstr_plural.values()):
            entry.obsolete = True
            yield entry


def _interface(language: Language, root: Path) -> str:
    old = _old(f"{FOLDER}/{language.id}/{INTERFACE}", root)
    new = _new(old, language, f"{language.english_name} words of the interface")
    forms = int(new.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    kept: dict[tuple[str | None, str], polib.POEntry] = {}
    for entry in sorted(old, key=lambda entry: bool(entry.obsolete)):
        kept.setdefault((entry.msgctxt, entry.msgid), entry)
    wanted: dict[tuple[str | None, str], polib.POEntry] = {}
    for _, message, context in messages():
        singular, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        if (context, singular) not in wanted:
            wanted[context, singular] = _string(context, singular, plural, kept.pop((context, singular), None), forms)
    new.extend(sorted(wanted.values(), key=lambda entry: (entry.msgid, entry.msgctxt or "")))
    new.extend(_obsolete(kept.values()))
    return str(new)


def _string(context: str | None, singular: str, plural: str, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    """One string of the interface, with the words that it had."""
    entry = polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural)
    if old is not None:
        entry.tcomment, entry.flags = old.tcomment, list(old.flags)
    if plural:
        before = old.msgstr_plural if old else {}
        entry.msgstr_plural = {number: before.get(number, "").strip() for number in range(forms)}
    elif old is not None:
        entry.msgstr = old.msgstr.strip()
    return entry
