"""Real papers of Topic 9 in English and Urdu, in every format; made once for all tests."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import polib
from lxml import etree

from generator.formats import FORMATS
from generator.formats.document import Document
from generator.formats.fonts import FontSet
from generator.library import load
from generator.translate.catalogues import read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import view
from generator.workbook import Workbook, compose, planned

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)


@cache
def fonts() -> FontSet:
    return FontSet.read(ROOT / "site_overrides/fonts")


@cache
def paper(language: str = "en", copy: str = "participant", topic: str = "keyworking") -> Document:
    library = load(ROOT)
    number = next(one.number for one in library.topics if one.id == topic)
    catalogues = read_catalogues(library, ROOT)
    workbook = Workbook(copy, "standard", language, (topic,), "topic", (number,))
    interface = Interface(language, catalogues.interfaces.get(language, polib.POFile()))
    return compose(workbook, view(library, catalogues, language), interface, DAY).document


@cache
def topics() -> tuple[str, ...]:
    return tuple(topic.id for topic in load(ROOT).topics)


@cache
def made(name: str, language: str = "en", copy: str = "participant") -> bytes:
    return FORMATS[name].render(paper(language, copy), fonts()).content


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts(content)[name])


@cache
def tools() -> dict[str, Workbook]:
    found = [one for one in planned(load(ROOT)) if one.copy == "form" and one.language == "en" and not one.papers]
    return {f"{one.item}-{one.edition}": one for one in found}


@cache
def form(name: str) -> Document:
    """The form of a tool, in English; its name is that of the tool and the edition, as in place-review-standard."""
    library = load(ROOT)
    seen = view(library, read_catalogues(library, ROOT), "en")
    return compose(tools()[name], seen, Interface("en", polib.POFile()), DAY).document


def document(name: str) -> Document:
    """A form by its name, or the recorder’s sheet of Topic 9: `recorder en`, `recorder ur`."""
    copy, _, language = name.partition(" ")
    return paper(language, "recorder") if copy == "recorder" else form(name)
