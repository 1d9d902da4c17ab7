"""Stage `source`: reads YAML safely and keeps the line and column of every node. It does not know what a topic is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml

from generator.problems import Position, Problem

Location: TypeAlias = tuple[str | int, ...]

LARGEST_FILE_BYTES = 1_000_000
DEEPEST_NESTING = 16
TRUE_OR_FALSE = {"true": True, "false": False}
EMPTY = {"", "~", "null"}
LOOKS_BOOLEAN = re.compile(r"(?i)^(yes|no|on|off|y|n|true|false)$")
WHOLE_NUMBER = re.compile(r"^-?(0|[1-9][0-9]*)$")
LOOKS_NUMERIC = re.compile(
    r"^[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9]+|0[0-9xob][0-9a-fA-F_]*|[0-9][0-9_]*(:[0-5]?[0-9])+)$"
)
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands: line and column of its first and of its last character, counted from 0."""

    line: int
    column: int
    last_line: int
    last_column: int


@dataclass(frozen=True)
class Source:
    """One YAML file as plain data, with the place of every node.

    `data` holds only dict, list, str, int, bool and None. `spans` gives the place of the value at a location
    (a tuple of keys and list indexes); `keys` the place of the key that leads to it.
    """

    path: str
    data: Any
    lines: tuple[str, ...]
    spans: Mapping[Location, Span]
    keys: Mapping[Location, Span]

    def at(self, location: Location) -> Position:
        """The place of a value; of the nearest thing around it where the value itself is missing."""
        return self._place(self.spans, location)

    def at_key(self, location: Location) -> Position:
        """The place of a key."""
        return self._place(self.keys, location) if location in self.keys else self.at(location)

    def find(self, location: Location, snippet: str) -> Position:
        """The place where some words stand inside a text value; the start of the value where they are folded."""
        span = self.spans.get(location)
        if span is not None and snippet:
            for number in range(span.line, min(span.last_line + 1, len(self.lines))):
                start = span.column if number == span.line else 0
                column = self.lines[number].find(snippet, start)
                if column >= 0:
                    return Position(self.path, number + 1, column + 1)
        return self.at(location)

    def _place(self, spans: Mapping[Location, Span], location: Location) -> Position:
        while location and location not in spans:
            location = location[:-1]
        span = spans.get(location)
        return Position(self.path, span.line + 1, span.column + 1) if span else Position(self.path)


def read(file: Path, path: str) -> tuple[Source | None, list[Problem]]:
    """Reads one YAML file; `path` is how problems name it. The source is None where nothing can be made of it."""
    text, problems = _text(file, path)
    if text is None:
        return None, problems
    return parse(text, path)


def parse(text: str, path: str) -> tuple[Source | None, list[Problem]]:
    """Turns YAML text into plain data with places, or into problems; the source is None when there are any."""
    lines = tuple(text.split("\n"))
    problems = list(_characters(lines, path)) or list(_structure(text, lines, path))
    if problems:
        return None, problems
    node = yaml.compose(text, Loader=Loader)
    spans: dict[Location, Span] = {}
    keys: dict[Location, Span] = {}
    if node is None:
        return None, [
            Problem(Position(path), "this file is empty; write its content, or delete the file", "empty-file")
        ]
    data = _plain(node, (), path, spans, keys, problems)
    if problems:
        return None, problems
    return Source(path, data, lines, MappingProxyType(spans), MappingProxyType(keys)), []


def _text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    def problem(message: str, rule: str, line: int = 1, column: int = 1) -> tuple[None, list[Problem]]:
        return None, [Problem(Position(path, line, column), message, rule)]

    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            return problem(f"this file is larger than {LARGEST_FILE_BYTES // 1000} kB; split it", "huge-file")
        data = file.read_bytes()
    except OSError as error:
        return problem(
            f"this file cannot be read ({error.strerror}); check its name and its permissions", "unreadable-file"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return problem("this file is stored as UTF-16; save it as UTF-8", "wrong-encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").split("\n")
        message = "this character is not stored as UTF-8; save the file as UTF-8 and type the character again"
        return problem(message, "wrong-encoding", len(before), len(before[-1]) + 1)
    return text.replace("\r\n", "\n"), []


def _characters(lines: tuple[str, ...], path: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield Problem(
                Position(path, number, line.index("\t") + 1), "here is a tab; indent with spaces instead", "tab"
            )
            return
        if mark := DIRECTION_MARKS.search(line):
            message = f"here is an invisible mark ({unicodedata.name(mark[0]).lower()}) that hides the order of the text; delete it"
            yield Problem(Position(path, number, mark.start() + 1), message, "invisible-mark")
            return
        for column, character in enumerate(line, 1):
            if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") or character in "\u2028\u2029\ufeff\u0085":
                message = f"here is a character that cannot be shown (U+{ord(character):04X}); delete it"
                yield Problem(Position(path, number, column), message, "control-character")
                return


def _structure(text: str, lines: tuple[str, ...], path: str) -> Iterator[Problem]:
    """What is wrong with the YAML itself; only the first problem of the file, since the rest would follow from it."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            fault = _fault(event, documents, depth)
            mark = event.start_mark
            if fault and mark:
                yield Problem(Position(path, mark.line + 1, mark.column + 1), *fault)
                return
    except yaml.MarkedYAMLError as error:
        yield _yaml_problem(error, lines, path)
    except (yaml.YAMLError, ValueError) as error:
        yield Problem(Position(path), f"this is not YAML that can be read: {error}", "yaml")


def _fault(event: yaml.Event, documents: int, depth: int) -> tuple[str, str] | None:
    """What one piece of YAML does that content may not do: the message and the rule."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if documents > 1:
        return "a second document starts here; one file holds one document, so delete the ---", "second-document"
    if isinstance(event, yaml.AliasEvent):
        return f"*{anchor} repeats another part of the file; write the words out here", "alias"
    if anchor:
        return f"&{anchor} marks this part for repeating; delete the mark", "anchor"
    if tag:
        return f"the type mark {_short(tag)} is not used here; delete it", "type-mark"
    if depth > DEEPEST_NESTING:
        return (
            f"this is nested more than {DEEPEST_NESTING} levels deep; no content needs that, so check the indents",
            "deep-nesting",
        )
    return None


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


EXPLANATIONS = (
    ("mapping values are not allowed", "here is a colon that YAML cannot place; put the whole text in 'quotes', or check the indent"),
    ("could not find expected ':'", "the line before this one lacks a colon after its key, or its text lacks 'quotes'"),
    ("did not find expected key", "YAML expected a key here; check the indent, and whether a quote before it is closed or an apostrophe needs doubling"),
    ("did not find expected '-' indicator", "YAML expected a list item here; give every - of one list the same indent"),
    ("did not find expected ',' or '}'", "a { … } is not closed, or lacks a comma; text with commas or colons inside it needs 'quotes'"),
    ("did not find expected ',' or ']'", "a [ … ] is not closed, or lacks a comma; text with commas inside it needs 'quotes'"),
    ("found unexpected end of stream", "a quote opened before this place is never closed; close it"),
    ("cannot start any token", "a text cannot start with this character; put the text in 'quotes'"),
    ("unknown escape character", 'inside "double quotes" a backslash has a meaning; use \'single quotes\''),
    ("undefined alias", "a text cannot start with *; put it in 'quotes'"),
    ("block sequence entries are not allowed", "a list cannot start here; move the - to a line of its own"),
    ("found undefined tag handle", "a text cannot start with !; put it in 'quotes'"),
)  # fmt: skip


def _yaml_problem(error: yaml.MarkedYAMLError, lines: tuple[str, ...], path: str) -> Problem:
    said = error.problem or str(error)
    mark = error.problem_mark or error.context_mark
    place = Position(path, min(mark.line, len(lines) - 1) + 1, mark.column + 1) if mark else Position(path)
    for key, explanation in EXPLANATIONS:
        if key in said:
            return Problem(place, explanation, "yaml")
    return Problem(place, f"this is not YAML that can be read: {said}", "yaml")


def _plain(
    node: yaml.Node,
    location: Location,
    path: str,
    spans: dict[Location, Span],
    keys: dict[Location, Span],
    problems: list[Problem],
) -> Any:
    spans[location] = _span(node)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path, problems)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(child, (*location, index), path, spans, keys, problems) for index, child in enumerate(node.value)
        ]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _key(key_node, path, problems)
        if key is None:
            continue
        place = _position(key_node, path)
        if key in result:
            first = keys[(*location, key)].line + 1
            problems.append(
                Problem(place, f"“{key}” stands twice here (first on line {first}); keep one of them", "duplicate-key")
            )
            continue
        keys[(*location, key)] = _span(key_node)
        result[key] = _plain(value_node, (*location, key), path, spans, keys, problems)
    return result


def _key(node: yaml.Node, path: str, problems: list[Problem]) -> str | None:
    if not isinstance(node, yaml.ScalarNode) or not isinstance(node.value, str):
        problems.append(
            Problem(_position(node, path), "a key is a plain word; write the name of a field before the colon", "key")
        )
        return None
    if node.value == "<<":
        problems.append(
            Problem(_position(node, path), "<< copies from another part of the file; write the words out here", "alias")
        )
        return None
    return node.value


def _scalar(node: yaml.ScalarNode, path: str, problems: list[Problem]) -> str | int | bool | None:
    value = str(node.value)
    if node.style:
        return unicodedata.normalize("NFC", value)
    if value in EMPTY:
        return None
    if value in TRUE_OR_FALSE:
        return TRUE_OR_FALSE[value]
    if LOOKS_BOOLEAN.match(value):
        message = f"without quotes, {value} is read as true or false by some programs; write '{value}' for the word, or true or false"
        problems.append(Problem(_position(node, path), message, "boolean-word"))
    elif WHOLE_NUMBER.match(value) and len(value) < 16:
        return int(value)
    elif LOOKS_NUMERIC.match(value):
        message = f"without quotes, {value} is read as a number and may lose digits; write '{value}'"
        problems.append(Problem(_position(node, path), message, "number-word"))
    return unicodedata.normalize("NFC", value)


def _position(node: yaml.Node, path: str) -> Position:
    return Position(path, node.start_mark.line + 1, node.start_mark.column + 1)


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line, start.column, end.line, end.column)
