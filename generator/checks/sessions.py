"""Stage `checks`: session plans are safe, add up, and can be run."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decks import cards_of, field_named
from generator.library import Document, Library
from generator.model import Session, Sessions, Topic
from generator.model.topic import Deck
from generator.problems import Problem
from generator.source import Location

LENGTHS = (60, 90)
PREPARATION = {
    "people": ("being-heard", "support", "pay", "bringing-managers-in"),
    "managers": ("sharing-power", "what-to-avoid", "what-you-answer-for"),
    "together": (),
}
SHARED_SAFETY = ("disclosure", "children-and-capacity", "contact-line", "leaving-early", "stop-and-pass")


def _topics(library: Library) -> Iterator[tuple[Document, Topic]]:
    for document in library.documents:
        if isinstance(document.entry, Topic):
            yield document, document.entry


def _sessions(library: Library) -> Iterator[tuple[Document, Topic, Session, Location]]:
    for document, topic in _topics(library):
        for index, session in enumerate(topic.sessions):
            yield document, topic, session, ("sessions", index)


def preparation(library: Library) -> Iterator[Problem]:
    """People: being heard, support, pay, bringing managers in. Managers: sharing power, what to avoid, what to answer for."""
    for document, topic in _topics(library):
        for lens, wanted in PREPARATION.items():
            passages = getattr(topic.preparation, lens)
            present = {passage.id for passage in passages}
            missing = [identifier for identifier in wanted if identifier not in present]
            if missing or not passages:
                names = ", ".join(missing) or "at least one passage"
                message = f"the preparation for “{lens}” lacks {names}; write it for this topic"
                yield Problem(document.source.at_key(("preparation", lens)), message, "preparation")


def plans(library: Library) -> Iterator[Problem]:
    """Each topic has a session of 60 and one of 90 minutes."""
    for document, topic in _topics(library):
        for minutes in LENGTHS:
            if minutes not in {session.minutes for session in topic.sessions}:
                message = f"a session of {minutes} minutes is missing; add it"
                yield Problem(document.source.at_key(("sessions",)), message, "session-plans")


def decks(library: Library) -> Iterator[Problem]:
    """A deck has cards: words of its own, those of a form or of the topic, or empty ones."""
    for document, topic, session, location in _sessions(library):
        for index, material in enumerate(session.materials):
            deck = material.deck
            if deck and not (cards_of(deck, topic, library) or deck.blank or _leads_nowhere(deck, library)):
                place = deck.cards_of
                what = f"{place} has no words for cards, so this deck has none" if place else "this deck has no cards"
                message = f"{what}; write cards:, cards_of: and a field with rows or options, or blank: and how many"
                yield Problem(document.source.at((*location, "materials", index, "deck")), message, "session-decks")


def _leads_nowhere(deck: Deck, library: Library) -> bool:
    """Whether a deck names a field that is not there, which is a problem of its own."""
    return deck.cards_of not in (None, "approaches") and field_named(deck.cards_of or "", library) is None


def time(library: Library) -> Iterator[Problem]:
    """Steps add up to the session, with a break at least every 75 minutes."""
    longest = library.sessions.longest_without_break
    for document, _, session, location in _sessions(library):
        total = sum(step.minutes for step in session.steps)
        if total != session.minutes:
            message = (
                f"the steps take {total} minutes, but the session has {session.minutes}; change the minutes of a step"
            )
            yield Problem(document.source.at((*location, "minutes")), message, "session-time")
        running = 0
        for index, step in enumerate(session.steps):
            running = 0 if step.kind == "break" else running + step.minutes
            if running > longest:
                message = f"people have sat for {running} minutes here; put a break before this step"
                yield Problem(document.source.at((*location, "steps", index)), message, "session-time")
                break


def steps(library: Library) -> Iterator[Problem]:
    """A session welcomes first, decides, closes last; a step of its own says what is said and done."""
    common = {step.id for step in library.sessions.steps}
    for document, topic, session, location in _sessions(library):
        kinds = [step.kind for step in session.steps]
        for wanted, there in (
            ("welcome", kinds[0] == "welcome"),
            ("close", kinds[-1] == "close"),
            ("decide", "decide" in kinds),
        ):
            if not there:
                message = (
                    f"this session lacks its step “{wanted}”; it starts with welcome, holds decide, and ends with close"
                )
                yield Problem(document.source.at_key((*location, "steps")), message, "session-steps")
        starters = {starter.id for starter in topic.starters}
        for index, step in enumerate(session.steps):
            here = (*location, "steps", index)
            place = document.source.at(here)
            if step.common and step.common not in common:
                yield Problem(
                    document.source.at((*here, "common")),
                    f"sessions.yml has no step “{step.common}”; its steps are: {', '.join(sorted(common))}",
                    "session-steps",
                )
            if not step.common and not (step.title and step.say and step.do):
                yield Problem(place, f"the step “{step.id}” needs title, say and do, or common", "session-steps")
            if step.kind == "discuss" and not (step.prompts or step.starters):
                yield Problem(
                    place,
                    f"the step “{step.id}” discusses nothing; name prompts (question numbers) or starters",
                    "session-steps",
                )
            for number, starter in enumerate(step.starters):
                if starter not in starters:
                    yield Problem(
                        document.source.at((*here, "starters", number)),
                        f"this topic has no starter question “{starter}”; it has: {', '.join(sorted(starters))}",
                        "session-steps",
                    )


def safety(library: Library) -> Iterator[Problem]:
    """Every session has a plan for disclosure, for children and capacity, for leaving early, for stopping, and a contact line."""
    for document in library.documents:
        if isinstance(document.entry, Sessions):
            present = {passage.id for passage in document.entry.safety}
            for wanted in SHARED_SAFETY:
                if wanted not in present:
                    message = f"the safety of every session lacks “{wanted}”; add a passage with this id"
                    yield Problem(document.source.at_key(("safety",)), message, "session-safety")
