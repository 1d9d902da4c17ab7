"""Stage `workbook`: the decks of a session, with the words on their cards."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import Library
from generator.model import Session, Tool, Topic
from generator.model.topic import Deck
from generator.model.units import Unit


def decks_of(topic: Topic, session: Session, library: Library) -> Iterator[tuple[Deck, tuple[Unit, ...]]]:
    """Each deck and what its cards say; the empty ones are counted in the deck."""
    for material in session.materials:
        if material.deck:
            own = tuple(card.text for card in material.deck.cards)
            yield material.deck, (*own, *_taken(material.deck.cards_of, topic, library))


def _taken(place: str | None, topic: Topic, library: Library) -> tuple[Unit, ...]:
    """The words that a deck takes from a form, as in keyworker-role/eight, or from the topic."""
    if place is None:
        return ()
    if place == "approaches":
        return tuple(one.title for one in topic.approaches)
    tool, _, wanted = place.partition("/")
    fields = {field.id: field for one in library.all(Tool) if one.id == tool for part in one.sections for field in part.fields}  # fmt: skip
    return tuple(one.label for one in (*fields[wanted].starts_with, *fields[wanted].options))
