"""Between `source` and `model`: plain data into a model, and every fault of it into a problem at its line and column."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.units import Entry
from generator.problems import Position, Problem
from generator.source import Location, Source

Model = TypeVar("Model", bound=Entry)

SHAPES = {
    "^([01][0-9]": "write a time of day with hours and minutes, in quotes, as in '18:30'",
    "^[a-z][a-z0-9]*": "an id has small letters, digits and single hyphens, and starts with a letter, as in local-services",
    "[1-9][0-9]?[a-z]$": "a part's number is the question's number and a letter, as in '6.2a'",
    "[1-9][0-9]?$": "a question's number is the topic, a full stop and the place, in quotes, as in '9.4'",
    "^https://": "an address starts with https:// and a name, as in https://joined-up.example/, and holds no spaces and no quotes",
    "^(topic|": "write what it leads to as kind:id, as in topic:keyworking",
    "^[\\w./-]+$": "a branch is named by letters, digits, dots, slashes and hyphens, as in main",
    "^[^@": "write an email address, as in name@organisation.org",
    "^[a-z]{2,3}": "a language is named by its code, as in cy or ur",
    "^[a-z0-9-]+\\.": "write the name of an .svg or .png file, in small letters",
    "^[a-z0-9-]+(/": "write the whole address, as in topic/keyworking/sign/whom-to-ring",
    "^[0-9a-f]{12}$": "copy the fingerprint that joinedup translate status --list draft --fingerprints prints",
}


def validate(source: Source, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The entry that a file holds, or the problems that keep it from being one."""
    if not isinstance(source.data, dict):
        return None, [
            Problem(
                source.at(()), "here keys and values are expected; start with the first key, as in id: …", "not-keys"
            )
        ]
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = {(*location[:-1], near) for location, near in _misspelt(details, model)}
        shown = [detail for detail in details if not _follows(detail, details)]
        return None, [
            _problem(_in_confidence(detail) if source.confidential else detail, source, model)
            for detail in shown
            if detail["type"] != "missing" or tuple(detail["loc"]) not in meant
        ]


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because its items are wrong."""
    depth = len(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == detail["loc"] for other in details
    )


@dataclass(frozen=True)
class Unsaid:
    """Stands in a message for what somebody wrote in confidence: only what kind of thing it is."""

    kind: type


def _in_confidence(detail: ErrorDetails) -> ErrorDetails:
    """A fault without what somebody wrote, neither as a value nor inside a reason. A key that is unknown is left out later."""
    found = detail["input"]
    kept: ErrorDetails = {**detail, "input": None if found is None else Unsaid(type(found))}
    context = kept.get("ctx", {})
    if str(found) in kept["msg"]:
        kept["msg"] = "Look at the content guide for its form"
    if str(found) in str(context.get("error", "")):
        kept["ctx"] = {**context, "error": "this has the wrong form; look at the content guide for its form"}
    return kept


def _problem(detail: ErrorDetails, source: Source, model: type[Entry]) -> Problem:
    location: Location = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        shown = "this" if source.confidential else _shown(location[-1])
        return Problem(source.at_key(location), _unknown_key(shown, location, model), "unknown-key")
    if kind == "missing":
        return Problem(_missing_place(source, location), f"“{location[-1]}” is missing here; add it", "missing-key")
    place = source.at_key(location) if kind in ("too_short", "too_long") else source.at(location)
    return Problem(place, _message(detail), RULES.get(kind, "wrong-value"))


def _missing_place(source: Source, location: Location) -> Position:
    return source.at(location[:-1])


RULES = {
    "string_pattern_mismatch": "wrong-form",
    "literal_error": "unknown-choice",
    "words": "not-words",
    "string_type": "not-words",
    "no_words": "empty-text",
    "one_line": "one-line",
    "string_too_short": "empty-text",
    "string_too_long": "too-long",
    "greater_than_equal": "wrong-size",
    "less_than_equal": "wrong-size",
    "tuple_type": "not-list",
    "model_type": "not-keys",
    "model_attributes_type": "not-keys",
    "too_short": "too-few",
    "too_long": "too-many",
    "int_type": "not-number",
    "int_parsing": "not-number",
    "bool_type": "not-true-or-false",
    "bool_parsing": "not-true-or-false",
    "value_error": "wrong-form",
    "date_type": "wrong-form",
}


Context = dict[str, Any]
MESSAGES: dict[str, Callable[[str, Any, Context], str]] = {
    "words": lambda name, found, context: f"words are expected here, but {_what(found)}; {_as_words(found)}",
    "no_words": lambda name, found, context: "there are no words here; write them, or delete the key",
    "one_line": lambda name, found, context: f"{name} must stand on one line; join its lines",
    "tuple_type": lambda name, found, context: (
        f"a list is expected here, but {_what(found)}; start each item on a line of its own with -"
    ),
    "model_type": lambda name, found, context: (
        f"keys and values are expected here, but {_what(found)}; write them as key: value"
    ),
    "literal_error": lambda name, found, context: (
        f"{_shown(found)} is not possible here; write one of: {_choices(context)}"
    ),
    "string_pattern_mismatch": lambda name, found, context: f"{_shown(found)} has the wrong form: {_shape(context)}",
    "string_too_long": lambda name, found, context: f"this is too long; use at most {context['max_length']} characters",
    "too_short": lambda name, found, context: (
        f"{name} needs at least {_items(context['min_length'])}, but has {context['actual_length'] or 'none'}; add what is missing"
    ),
    "too_long": lambda name, found, context: f"{name} may have at most {_items(context['max_length'])}; take some out",
    "int_type": lambda name, found, context: f"a number is expected here, but {_what(found)}{_without_quotes(found)}",
    "greater_than_equal": lambda name, found, context: (
        f"{_number(found)} is too small here; write {context['ge']} or more"
    ),
    "less_than_equal": lambda name, found, context: (
        f"{_number(found)} is too large here; write {context['le']} or less"
    ),
    "bool_type": lambda name, found, context: f"write true or false here; {_what(found)}",
    "date_type": lambda name, found, context: "a date is written year-month-day, as in 2026-11-22",
    "value_error": lambda name, found, context: str(context["error"]),
}
LIKE = {
    "string_type": "words", "string_too_short": "no_words", "model_attributes_type": "model_type", "int_parsing": "int_type", "int_from_float": "int_type",
    "float_type": "int_type", "float_parsing": "int_type", "bool_parsing": "bool_type", "date_from_datetime_parsing": "date_type",
}  # fmt: skip


def _message(detail: ErrorDetails) -> str:
    """A validation error in words for a person; in the library's own words where we have none for it."""
    kind, found = detail["type"], detail["input"]
    name = f"“{detail['loc'][-1]}”" if detail["loc"] else "this"
    say = MESSAGES.get(LIKE.get(kind, kind))
    if say:
        return say(name, found, detail.get("ctx", {}))
    return f"{_shown(found)} cannot stand here: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _number(found: Any) -> str:
    return "this" if isinstance(found, Unsaid) else str(found)


def _what(found: Any) -> str:
    if found is None:
        return "there is nothing"
    kind = found.kind if isinstance(found, Unsaid) else type(found)
    names = (
        (bool, "is true or false"),
        (str, "are words"),
        (int, "is a number"),
        (list, "is a list"),
        (dict, "are keys and values"),
    )
    return "there " + next((name for one, name in names if issubclass(kind, one)), "is something else")


def _as_words(found: Any) -> str:
    if isinstance(found, Unsaid) and issubclass(found.kind, int):
        return "write it in 'quotes'"
    if isinstance(found, (bool, int)):
        return f"write '{str(found).lower()}' with quotes"
    return "write them after the key" if found is None else "write a text after the key"


def _without_quotes(found: Any) -> str:
    return f"; write {found} without quotes" if isinstance(found, str) and found.isdecimal() else ""


def _shown(found: Any) -> str:
    if isinstance(found, (str, int)):
        words = " ".join(str(found).split())
        return f"“{words if len(words) <= 60 else words[:57] + '…'}”"
    return "this"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _choices(context: Context) -> str:
    """The choices, of which some hold the word “or” themselves."""
    expected = str(context["expected"])
    return ", ".join(re.findall(r"'([^']*)'", expected) or re.findall(r"[0-9]+", expected))


def _shape(context: Context) -> str:
    pattern = str(context["pattern"])
    return next((shape for key, shape in SHAPES.items() if key in pattern), "look at the content guide for its form")


def _misspelt(details: list[ErrorDetails], model: type[Entry]) -> Iterator[tuple[Location, str]]:
    """Unknown keys that are like a known one: where each stands, and what was meant, which is not missing too then."""
    for detail in details:
        if detail["type"] == "extra_forbidden":
            location = tuple(detail["loc"])
            yield from ((location, near) for near in _near(str(location[-1]), _known(location, model)))


def _known(location: Location, model: type[Entry]) -> list[str]:
    owner = _model_at(model, location[:-1])
    return [info.alias or name for name, info in owner.model_fields.items()] if owner else []


def _near(key: str, known: list[str]) -> list[str]:
    return difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.55)


def _unknown_key(shown: str, location: Location, model: type[Entry]) -> str:
    known = _known(location, model)
    if near := _near(str(location[-1]), known):
        return f"{shown} is not a key that belongs here; write “{near[0]}”"
    return f"{shown} is not a key that belongs here; the keys are: {', '.join(known)}"


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model of the entry at a location, followed through fields and lists."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int) or current is None:
            continue
        field = next((info for name, info in current.model_fields.items() if step in (name, info.alias)), None)
        current = next(_models(field.annotation), None) if field else None
    return current


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
