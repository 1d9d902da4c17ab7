"""Stage `workbook`: what those who co-lead read: text to be spoken, one sentence a line, and the pages that are theirs."""

from __future__ import annotations

import re

from generator.library import Library
from generator.model import Line, Page, Prose, Unit
from generator.problems import ContentError, Position, Problem

CO_LEAD_PAGE = "co-lead-a-session"
CO_LEAD_PASSAGES = ("in-the-room", "hard-things")
SUPPORTER_PAGE = "supporting-a-co-leader"
END = re.compile(r"(?<=[.?!۔؟])([”’»]?)\s+")
PARAGRAPHS = re.compile(r"\n\s*\n")
LIST = re.compile(r"[ \t]*([-*+]|\d+[.)])\s")


def page_of(identifier: str, library: Library) -> Page:
    """A page whose words are printed. Raises ContentError where it is gone."""
    for page in library.all(Page):
        if page.id == identifier:
            return page
    message = f"a printed copy takes its words from the page “{identifier}”, and it is gone; put the page back"
    raise ContentError([Problem(Position(f"content/pages/{identifier}.yml"), message, "missing-file")])


def in_sentences(unit: Unit) -> Prose:
    """The same text with each sentence in a paragraph of its own.

    Lists stay as they are, and so does a paragraph in which a mark reaches over two sentences.
    """
    return _as_prose("\n\n".join(_split(paragraph) for paragraph in PARAGRAPHS.split(unit.text)), unit)


def thoughts(unit: Unit) -> list[Prose]:
    """Its paragraphs, each in sentences: what is said in one breath, and stays on one page."""
    return [in_sentences(_as_prose(paragraph, unit)) for paragraph in PARAGRAPHS.split(unit.text.strip())]


def _as_prose(text: str, unit: Unit) -> Prose:
    return Prose(text, unit.address, unit.language, unit.state, unit.english, unit.previous)


def first_sentence(unit: Unit) -> Line:
    """The first sentence of a text; the whole text where a mark reaches over its end."""
    first = re.sub(r"\s+", " ", _split(unit.text.strip()).partition("\n\n")[0])
    return Line(first, unit.address, unit.language, unit.state, unit.english, unit.previous)


def _split(paragraph: str) -> str:
    if LIST.match(paragraph):
        return paragraph
    sentences = END.sub(r"\1\n\n", paragraph)
    return sentences if all(_whole(sentence) for sentence in sentences.split("\n\n")) else paragraph


def _whole(sentence: str) -> bool:
    """Whether every mark that opens in a sentence closes in it."""
    return sentence.count("*") % 2 == 0 and sentence.count("[") == sentence.count("]")
