"""Stages `checks` and `workbook`: the decks of a session, with the words on their cards."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import Library
from generator.model import Session, Tool, Topic
from generator.model.content import FormField
from generator.model.topic import Deck
from generator.model.units import Unit


def decks_of(topic: Topic, session: Session, library: Library) -> Iterator[tuple[Deck, tuple[Unit, ...]]]:
    """Each deck and what its cards say; the empty ones are counted in the deck."""
    for material in session.materials:
        if material.deck:
            yield material.deck, cards_of(material.deck, topic, library)


def cards_of(deck: Deck, topic: Topic, library: Library) -> tuple[Unit, ...]:
    """What the cards of a deck say: its own words, then those that it takes from a form, or from the topic."""
    own = tuple(card.text for card in deck.cards)
    if deck.cards_of == "approaches":
        return (*own, *(one.title for one in topic.approaches))
    field = field_named(deck.cards_of, library) if deck.cards_of else None
    return (*own, *(one.label for one in (*field.starts_with, *field.options))) if field else own


def field_named(place: str, library: Library) -> FormField | None:
    """The field of a form, as in keyworker-role/eight; None where there is none of that name."""
    tool, _, wanted = place.partition("/")
    fields = (field for one in library.all(Tool) if one.id == tool for part in one.sections for field in part.fields)
    return next((field for field in fields if field.id == wanted), None)
