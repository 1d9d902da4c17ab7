"""Stage `model`: the unit, the smallest text with an address. Translation, Easy Read, review and staleness hang on it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

SOURCE_LANGUAGE = "en"
LONGEST_TEXT = 10_000


class State(StrEnum):
    """How far a unit is translated. Always computed, never written down."""

    SOURCE = "source"
    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"


def fingerprint(text: str) -> str:
    """A short hash of a text after NFC and collapsed white space: 12 hexadecimal digits."""
    settled = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(settled.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Unit:
    """One text with its address, the language it is shown in, and how far it is translated.

    `text` is in `language`; where a translation is missing that is English. `english` is the English of now;
    `previous` is the English that a stale translation was made from.
    """

    one_line: ClassVar[bool] = True

    text: str
    address: str = ""
    language: str = SOURCE_LANGUAGE
    state: State = State.SOURCE
    english: str = ""
    previous: str = field(default="", compare=False)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the English text."""
        return fingerprint(self.english or self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def _read(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("words", "words are expected here")
        text = value.strip()
        if not text:
            raise PydanticCustomError("no_words", "this text is empty")
        if len(text) > LONGEST_TEXT:
            raise PydanticCustomError("string_too_long", "this text is too long", {"max_length": LONGEST_TEXT})
        if cls.one_line and "\n" in text:
            raise PydanticCustomError("one_line", "this text must stand on one line")
        return cls(text=text, english=text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "description": (cls.__doc__ or "").splitlines()[0]}


class Label(Unit):
    """Plain words on one line, without any marks: a title, a label."""

    __slots__ = ()


class Line(Unit):
    """Words on one line; may hold emphasis, links, [[glossary words]] and [@sources]."""

    __slots__ = ()


class Prose(Unit):
    """One or more paragraphs and lists; may hold emphasis, links, [[glossary words]] and [@sources]."""

    __slots__ = ()
    one_line = False


class Entry(BaseModel):
    """What every entry of the content shares: it cannot be changed, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=Entry)
Path = tuple[str | int, ...]


@cache
def _fields(model: type[Entry]) -> tuple[tuple[str, str], ...]:
    """Fields of a model that can hold units, each with the word that stands for it in an address."""
    return tuple((name, str((info.json_schema_extra or {}).get("address", name)))  # type: ignore[union-attr]
                 for name, info in model.model_fields.items())  # fmt: skip


def map_units(entry: Model, change: Callable[[Unit, str, Path], Unit], address: str, path: Path = ()) -> Model:
    """The same entry with each unit replaced by `change(unit, address, path)`.

    An item of a list is addressed by the list's word and its own id (`question/local-services`), a plain field by its
    name; so an address outlives reordering. Only several bare labels, as of who was there, are counted (`by/0`). `path` is where the unit stands in the file.
    """
    changes: dict[str, Any] = {}
    for name, word in _fields(type(entry)):
        value = getattr(entry, name)
        changed = _map_value(value, change, f"{address}/{word}", (*path, name))
        if changed is not value:
            changes[name] = changed
    return entry.model_copy(update=changes) if changes else entry


def _map_value(value: Any, change: Callable[[Unit, str, Path], Unit], address: str, path: Path) -> Any:
    if isinstance(value, Unit):
        return change(value, address, path)
    if isinstance(value, Entry):
        return map_units(value, change, address, path)
    if isinstance(value, tuple) and value and isinstance(value[0], Unit):
        return tuple(change(unit, f"{address}/{index}", (*path, index)) for index, unit in enumerate(value))
    if isinstance(value, tuple) and value and isinstance(value[0], Entry):
        items = enumerate(cast(tuple[Entry, ...], value))
        return tuple(
            map_units(item, change, f"{address}/{getattr(item, 'id', index)}", (*path, index)) for index, item in items
        )
    return value


def units(entry: Entry) -> Iterator[Unit]:
    """Every unit of an entry, in the order of the file."""
    for name, _ in _fields(type(entry)):
        value = getattr(entry, name)
        if isinstance(value, Unit):
            yield value
        elif isinstance(value, Entry):
            yield from units(value)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Entry):
                    yield from units(item)
                elif isinstance(item, Unit):
                    yield item


def entries(entry: Entry, path: Path = ()) -> Iterator[tuple[Entry, Path]]:
    """An entry and every entry inside it, each with its place in the file."""
    yield entry, path
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, Entry):
            yield from entries(value, (*path, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Entry):
                    yield from entries(item, (*path, name, index))


def former_addresses(entry: Entry, address: str) -> Iterator[tuple[str, str]]:
    """Addresses that units had before something was renamed, each with the address of now.

    Where a question was renamed and then its topic too, all four addresses that its text may have had are there.
    """
    kind, _, own = address.rpartition("/")
    former = [f"{kind}/{old}" for old in getattr(entry, "formerly", ())] if own else []
    yield from _former(entry, address, former)


def _former(value: Any, address: str, former: list[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Unit):
        yield from ((old, address) for old in former)
    elif isinstance(value, Entry):
        for name, word in _fields(type(value)):
            field_value = getattr(value, name)
            here, before = f"{address}/{word}", [f"{old}/{word}" for old in former]
            for item in field_value if isinstance(field_value, tuple) else ():
                if isinstance(item, Entry) and hasattr(item, "id"):
                    ids = (item.id, *getattr(item, "formerly", ()))
                    places = [f"{start}/{identifier}" for start in (here, *before) for identifier in ids]
                    yield from _former(item, places[0], places[1:])
            if not isinstance(field_value, tuple):
                yield from _former(field_value, here, before)


def addressed(unit: Unit, address: str) -> Unit:
    """The unit with its address."""
    return replace(unit, address=address)
