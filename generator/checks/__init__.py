"""Stage `checks`: the rules between files, each a small generator, all in the table `CHECKS`. No check stops at the first problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.checks import forms, identity, language, law, places, references, sessions, text
from generator.library import Library
from generator.problems import Problem, in_order

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """A rule for the library, or for a project: its name, one sentence of purpose, and the generator that finds what breaks it."""

    name: str
    purpose: str
    find: Callable[[Subject], Iterator[Problem]]


CHECKS: tuple[Check[Library], ...] = (
    Check("unique-ids", "An id stands once in its list and once among the files of its kind.", identity.unique_ids),
    Check("file-names", "A file is named after its id, so that anybody can find it.", identity.file_names),
    Check("retired-ids", "An id that was given up is never used again.", identity.retired_ids),
    Check("numbers", "Numbers are those of the source, in its order, without gaps.", identity.numbers),
    Check("links", "Every link and every named topic, tool, page, figure or question exists.", references.links),
    Check("words", "Every glossary word that a text explains exists.", references.words),
    Check("works", "Every work that is cited or pointed to is in the references.", references.works),
    Check("uncited", "Every reference is cited somewhere, or is listed as further reading.", references.uncited),
    Check("records", "A shared record and its questions name each other.", references.records),
    Check("sections", "Every topic but the introduction stands in one section.", references.sections),
    Check("pictures", "Every picture file is there, with its licence.", references.pictures),
    Check("form-columns", "The columns of a form have room for what people write.", forms.columns),
    Check("markup", "Texts hold only the small Markdown subset.", text.markup),
    Check("sentences", "Sentences and paragraphs are short enough for plain English.", language.sentences),
    Check("reading-age", "A topic's reading age is not above 14.", language.reading_age),
    Check("acronyms", "Acronyms are spelt out where they first stand.", language.acronyms),
    Check("terms", "Our own words stand where terms.yml says so.", language.terms),
    Check("repetition", "No two topics or lenses say nearly the same words.", text.repetition),
    Check(
        "preparation",
        "Each lens is prepared in earnest: the passages that it must have are there.",
        sessions.preparation,
    ),
    Check("session-plans", "Each topic has a session of 60 and one of 90 minutes.", sessions.plans),
    Check("session-decks", "A deck of a session has cards.", sessions.decks),
    Check("session-time", "Steps add up to the session, with a break at least every 75 minutes.", sessions.time),
    Check(
        "session-steps",
        "A session welcomes first, decides, closes last, and says what happens in each step.",
        sessions.steps,
    ),
    Check(
        "session-safety",
        "Every session has a plan for disclosure, for leaving early and a contact line.",
        sessions.safety,
    ),
    Check("unchecked-law", "What the law of a nation says has been looked up by somebody.", law.unchecked),
    Check("workbooks", "A workbook names topics and languages that exist.", references.workbooks),
    Check("example-addresses", "The site's addresses are real ones before it is published.", places.example_addresses),
)


def check(library: Library) -> list[Problem]:
    """Every problem and warning of a library, each once, sorted by place."""
    return in_order(problem for rule in CHECKS for problem in rule.find(library))
