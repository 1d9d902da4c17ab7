"""Stage `translate`: the Library seen in one language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polib

from generator.library import Document, Library
from generator.model import SOURCE_LANGUAGE, State, Unit, fingerprint
from generator.model.translation import Review
from generator.model.units import map_units
from generator.translate.catalogues import Catalogues, Translation, same_person, words_of
from generator.translate.interface import Interface


def view(library: Library, catalogues: Catalogues, language: str) -> Library:
    """The library with every unit in a language where there is a translation, and in English, marked so, where there is none."""
    if language == SOURCE_LANGUAGE:
        return library
    translations = catalogues.translations.get(language, {})
    reviews = catalogues.reviews.get(language, {})

    def translated(unit: Unit, address: str, path: tuple[str | int, ...]) -> Unit:
        return translate(unit, translations.get(unit.address), reviews.get(unit.address), language)

    documents = tuple(_seen(document, translated) for document in library.documents)
    return Library(documents, language=language, picture_files=library.picture_files)


def in_edition(seen: Library, catalogues: Catalogues, edition: str) -> Library:
    """The library, seen in a language, in the words of an edition. A unit without any keeps the usual words, and counts as nobody's review."""
    words = words_of(seen.language, edition)
    if words == seen.language:
        return seen
    translations, reviews = catalogues.translations.get(words, {}), catalogues.reviews.get(words, {})

    def worded(unit: Unit, address: str, path: tuple[str | int, ...]) -> Unit:
        if unit.address in translations:
            return translate(unit, translations[unit.address], reviews.get(unit.address), seen.language)
        return replace(unit, state=State.SOURCE) if unit.state is State.REVIEWED else unit

    return replace(seen, documents=tuple(_seen(document, worded) for document in seen.documents))


def interface_in_edition(usual: Interface, catalogues: Catalogues, edition: str) -> Interface:
    """The words of the interface in a language, in the words of an edition where it has its own."""
    words = words_of(usual.language, edition)
    return (
        usual
        if words == usual.language
        else Interface(usual.language, catalogues.interfaces.get(words, polib.POFile()), usual)
    )


def _seen(document: Document, change: Any) -> Document:
    return replace(document, entry=map_units(document.entry, change, document.address))


def translate(unit: Unit, translation: Translation | None, review: Review | None, language: str) -> Unit:
    """One unit in a language, with its state."""
    if translation is None:
        return replace(unit, state=State.MISSING)
    state = state_of(unit, translation, review)
    previous = translation.english if state is State.STALE else ""
    return replace(unit, text=translation.text, language=language, state=state, previous=previous)


def state_of(unit: Unit, translation: Translation, review: Review | None) -> State:
    """Stale when the English has changed since; reviewed when somebody other than the drafter read just these words."""
    reviewed = (
        review is not None
        and not same_person(review.by, translation.drafted_by)
        and review.fingerprint == review_fingerprint(unit.english, translation.text)
    )
    changed = translation.fuzzy or fingerprint(translation.english) != unit.fingerprint
    if changed and not (reviewed and review and review.cosmetic):
        return State.STALE
    return State.REVIEWED if reviewed else State.DRAFT


def review_fingerprint(english: str, translation: str) -> str:
    """The fingerprint that a review records: of the English and the translation together."""
    return fingerprint(f"{fingerprint(english)} {fingerprint(translation)}")
