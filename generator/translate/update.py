"""Stage `translate`: what a PO file should hold now, merged by address and never by likeness. Returns; `publish` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polib

from generator.library import Document, Library
from generator.model import Label, Language, Line, Unit, fingerprint
from generator.model.units import former_addresses, units
from generator.translate.catalogues import FOLDER, INTERFACE, REVIEWS, path_of
from generator.translate.interface import messages

WIDTH = 110
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}


def updated(library: Library, language: Language, root: Path) -> Mapping[str, str]:
    """Every PO file of a language as it should be now: path → text. Words that no unit needs any more are kept as obsolete."""
    files = {
        path_of(document, language.id): _catalogue(document, language, root)
        for document in library.documents
        if any(units(document.entry))
    }
    return {**files, f"{FOLDER}/{language.id}/{INTERFACE}": _interface(language, root)}


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
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(language.id.split("-")[0], "nplurals=2; plural=(n != 1);"),
        **kept,
    }
    return new


def _catalogue(document: Document, language: Language, root: Path) -> str:
    path = path_of(document, language.id)
    old = _old(path, root)
    former = dict(former_addresses(document.entry, document.address))
    by_address = {former.get(entry.msgctxt, entry.msgctxt): entry for entry in old if entry.msgctxt}
    new = _new(old, language, f"{language.english_name} translation of {document.path}")
    for unit in units(document.entry):
        new.append(_merged(unit, by_address.pop(unit.address, None)))
    new.extend(_obsolete(by_address.values()))
    return str(new)


def _merged(unit: Unit, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=unit.address, msgid=unit.text, msgstr="", comment=_hint(unit))
    if old is None or not old.msgstr.strip():
        return entry
    entry.msgstr, entry.tcomment, entry.flags = old.msgstr, old.tcomment, list(old.flags)
    if fingerprint(old.msgid) != unit.fingerprint:
        entry.previous_msgid = old.previous_msgid or old.msgid
        entry.flags = sorted({*entry.flags, "fuzzy"})
    elif entry.fuzzy:
        entry.previous_msgid = old.previous_msgid
    return entry


def _hint(unit: Unit) -> str:
    if isinstance(unit, Label):
        return "Plain words on one line."
    return "One line; keep [[…]], [@…] and (kind:id) as they are." if isinstance(unit, Line) else ""


def _obsolete(entries: Iterable[polib.POEntry]) -> Iterator[polib.POEntry]:
    for entry in entries:
        if entry.msgstr.strip():
            entry.obsolete = True
            yield entry


def _interface(language: Language, root: Path) -> str:
    old = _old(f"{FOLDER}/{language.id}/{INTERFACE}", root)
    new = _new(old, language, f"{language.english_name} words of the interface")
    by_key: dict[tuple[str | None, str], polib.POEntry] = {(entry.msgctxt, entry.msgid): entry for entry in old}
    forms = int(new.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    wanted: dict[tuple[str | None, str], polib.POEntry] = {}
    for _, message, context in messages():
        singular, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        if (context, singular) in wanted:
            continue
        entry = polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural)
        if plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
        kept = by_key.pop((context, singular), None)
        if kept is not None:
            entry.msgstr, entry.tcomment, entry.flags = kept.msgstr, kept.tcomment, kept.flags
            entry.msgstr_plural = kept.msgstr_plural or entry.msgstr_plural
        wanted[context, singular] = entry
    new.extend(sorted(wanted.values(), key=lambda entry: (entry.msgid, entry.msgctxt or "")))
    new.extend(_obsolete([entry for entry in by_key.values() if entry.msgstr]))
    return str(new)
