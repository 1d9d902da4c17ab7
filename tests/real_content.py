"""The real content, read once for all tests of a process: in its own languages, and in the two that are made up."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import polib

from generator.formats.fonts import FontSet
from generator.library import Library, load
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.translate.interface import Interface, messages
from generator.translate.pseudo import LANGUAGES, pseudo, pseudo_catalogues
from generator.translate.view import view

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
SEED = int(os.environ["JOINEDUP_SEED"])
"""Of the samples of this run; `tests/conftest.py` chooses it."""
ENGLISH = Interface("en", polib.POFile())


@cache
def library() -> Library:
    return load(ROOT)


@cache
def catalogues() -> Catalogues:
    return read_catalogues(library(), ROOT)


@cache
def fonts() -> FontSet:
    return FontSet.read(ROOT / "site_overrides/fonts")


@cache
def seen(code: str) -> Library:
    """The library in a language, which may be one that languages.yml does not hold."""
    if code not in LANGUAGES:
        return view(library(), catalogues(), code)
    found = view(library(), pseudo_catalogues(library()), code)
    found.__dict__["languages"] = {**library().languages, code: LANGUAGES[code]}
    return found


@cache
def interface(code: str) -> Interface:
    if code in LANGUAGES:
        return Interface(code, _made_up_words(code))
    return Interface(code, catalogues().interfaces.get(code, polib.POFile()))


def _made_up_words(code: str) -> polib.POFile:
    """The words of templates and code, too, in a made-up language."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": "nplurals=2; plural=(n != 1);", "Last-Translator": "Machine draft"}
    for message in dict.fromkeys(message for _, message, _ in messages()):
        if isinstance(message, str):
            catalogue.append(polib.POEntry(msgid=message, msgstr=pseudo(message, code)))
        else:
            forms = {place: pseudo(form, code) for place, form in enumerate(message[:2])}
            catalogue.append(polib.POEntry(msgid=message[0], msgid_plural=message[1], msgstr_plural=forms))
    return catalogue
