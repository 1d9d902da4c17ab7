"""Real papers of Topic 9 in English and Urdu, in every format; made once for all tests."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from lxml import etree

from generator.formats import FORMATS
from generator.formats.document import Document
from generator.workbook import Workbook, compose, planned
from tests.real_content import DAY, ENGLISH, fonts, interface, library, seen


@cache
def paper(language: str = "en", copy: str = "participant", topic: str = "keyworking") -> Document:
    number = next(one.number for one in library().topics if one.id == topic)
    workbook = Workbook(copy, "standard", language, (topic,), "topic", (number,))
    return compose(workbook, seen(language), interface(language), DAY).document


@cache
def topics() -> tuple[str, ...]:
    return tuple(topic.id for topic in library().topics)


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
    found = [one for one in planned(library()) if one.copy == "form" and one.language == "en" and not one.papers]
    return {f"{one.item}-{one.edition}": one for one in found}


@cache
def form(name: str) -> Document:
    """The form of a tool, in English; its name is that of the tool and the edition, as in place-review-standard."""
    return compose(tools()[name], seen("en"), ENGLISH, DAY).document


def document(name: str) -> Document:
    """A form by its name, or the recorder’s sheet of Topic 9: `recorder en`, `recorder ur`."""
    copy, _, language = name.partition(" ")
    return paper(language, "recorder") if copy == "recorder" else form(name)
