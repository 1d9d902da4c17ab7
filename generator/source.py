"""Stage `source`: reads YAML safely and keeps the line and column of every node. It does not know what a topic is.

No message of this module repeats what stands in a file: its line and column point there, and some files hold what people said
in confidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml

from generator.problems import Position, Problem, in_confidence

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
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)
CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
CLASH = "here the changes of two people clash (a Git conflict); keep the words that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>"
NOTE = re.compile(r"\s{2,}# ")  # how somebody writes who means a note, and not the text's own #
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
    (a tuple of keys and list indexes); `keys` the place of the key that leads to it. Of a `confidential` file nothing is
    ever repeated in a problem, neither by its message nor by the line that it points to.
    """

    path: str
    data: Any
    lines: tuple[str, ...]
    spans: Mapping[Location, Span]
    keys: Mapping[Location, Span]
    confidential: bool = False

    def at(self, location: Location) -> Position:
        """The place of a value; of the nearest thing around it where the value itself is missing."""
        return self._place(self.spans, location)

    def at_key(self, location: Location) -> Position:
        """The place of a key."""
        return self._place(self.keys, location) if location in self.keys else self.at(location)

    def below(self, key: str) -> Source:
        """What stands under a key, as a source of its own; its places stay those of the file."""
        spans, keys = (
            MappingProxyType({location[1:]: span for location, span in places.items() if location[:1] == (key,)})
            for places in (self.spans, self.keys)
        )
        return replace(self, data=self.data[key], spans=spans, keys=keys)

    def find(self, location: Location, snippet: str) -> Position:
        """The place where some words stand inside a text value; the start of the value where they are folded."""
        span = self.spans.get(location)
        if span is not None and snippet:
            for number in range(span.line, min(span.last_line + 1, len(self.lines))):
                start = span.column if number == span.line else 0
                column = self.lines[number].find(snippet, start)
                if column >= 0:
                    return Position(self.path, number + 1, column + 1, self.confidential)
        return self.at(location)

    def _place(self, spans: Mapping[Location, Span], location: Location) -> Position:
        while location and location not in spans:
            location = location[:-1]
        span = spans.get(location)
        line, column = (span.line, span.column) if span else (0, 0)
        return Position(self.path, line + 1, column + 1, self.confidential)


def read(file: Path, path: str, *, confidential: bool = False) -> tuple[Source | None, list[Problem]]:
    """Reads one YAML file; `path` is how problems name it. The source is None where nothing can be made of it."""
    text, problems = _text(file, path)
    if text is None:
        return None, in_confidence(problems) if confidential else problems
    return parse(text, path, confidential=confidential)


def parse(text: str, path: str, *, confidential: bool = False) -> tuple[Source | None, list[Problem]]:
    """Turns YAML text into plain data with places, or into problems; the source is None when there are any."""
    source, problems = _parsed(text, path)
    if not confidential:
        return source, problems
    return (replace(source, confidential=True) if source else None), in_confidence(problems)


def _parsed(text: str, path: str) -> tuple[Source | None, list[Problem]]:
    lines = tuple(text.split("\n"))
    problems = list(_characters(lines, path)) or list(_structure(text, lines, path))
    if problems:
        return None, problems
    node = yaml.compose(text, Loader=Loader)
    if node is None:
        message = "this file is empty; write its content, or delete the file"
        return None, [Problem(Position(path), message, "empty-file")]
    reader = _Reader(path, lines)
    data = reader.plain(node, ())
    if reader.problems:
        return None, reader.problems
    return Source(path, data, lines, MappingProxyType(reader.spans), MappingProxyType(reader.keys)), []


def _text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    def problem(message: str, rule: str, line: int = 1, column: int = 1) -> tuple[None, list[Problem]]:
        return None, [Problem(Position(path, line, column), message, rule)]

    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            return problem(f"this file is larger than {LARGEST_FILE_BYTES // 1_000_000} MB; split it", "huge-file")
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
    """The first character that has no place in a file."""
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            column = line.index("\t") + 1
            yield Problem(Position(path, number, column), "here is a tab; write spaces in its place", "tab")
            return
        if CONFLICT.match(line):
            yield Problem(Position(path, number), CLASH, "conflict")
            return
        if found := _unseen(line):
            column, message, rule = found
            yield Problem(Position(path, number, column + 1), f"here is {message}; delete it", rule)
            return


def _unseen(text: str) -> tuple[int, str, str] | None:
    """The first character of a text that nobody would see: its place, what it is, and the rule."""
    if mark := INVISIBLE.search(text):
        return mark.start(), f"an invisible character ({unicodedata.name(mark[0], 'a mark').lower()})", "invisible-mark"
    if control := CONTROL.search(text):
        return control.start(), f"a character that cannot be shown (U+{ord(control[0]):04X})", "control-character"
    return None


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
    except (yaml.YAMLError, ValueError):
        yield Problem(Position(path), NOT_READABLE, "yaml")


def _fault(event: yaml.Event, documents: int, depth: int) -> tuple[str, str] | None:
    """What one piece of YAML does that content may not do: the message and the rule."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if documents > 1:
        return "a second document starts here; one file holds one document, so delete the ---", "second-document"
    if isinstance(event, yaml.AliasEvent):
        message = "this repeats another part of the file; write the words out here, or put a text that starts with * in 'quotes'"
        return message, "alias"
    if anchor:
        message = "this marks a part for repeating; delete the mark, or put a text that starts with & in 'quotes'"
        return message, "anchor"
    if tag:
        return (
            "type marks are not used here; delete it, or put a text that starts with ! in 'quotes'",
            "type-mark",
        )
    if depth > DEEPEST_NESTING:
        return (
            f"this is nested more than {DEEPEST_NESTING} levels deep; no content needs that, so check the indents",
            "deep-nesting",
        )
    return None


EXPLANATIONS = (
    ("mapping values are not allowed", "here is a second colon; put everything after the first one in 'quotes'"),
    ("could not find expected ':'", "this line is not whole: it lacks a colon after its key, the space after that colon, the - of a list, or 'quotes' around its text"),
    ("did not find expected key", "this line belongs to no list and no key above it; give it the same indent as the lines that it goes with"),
    ("did not find expected '-' indicator", "YAML expected a list item here; give every - of one list the same indent"),
    ("did not find expected ',' or '}'", "before this place a { … } is not closed, or lacks a comma; a text with commas or colons inside it needs 'quotes'"),
    ("did not find expected ',' or ']'", "before this place a [ … ] is not closed, or lacks a comma; a text with commas inside it needs 'quotes'"),
    ("found unexpected end of stream", "this quote is opened and never closed; close it at the end of the text"),
    ("cannot start any token", "a text cannot start with this character; put the text in 'quotes'"),
    ("did not find expected alphabetic or numeric", "a text cannot start with this character; put the text in 'quotes'"),
    ("escape c", 'inside "double quotes" a backslash has a meaning; use \'single quotes\''),
    ("hexdecimal", 'inside "double quotes" a backslash has a meaning; use \'single quotes\''),
    ("block sequence entries are not allowed", "a list cannot start here; move the - to a line of its own"),
    ("undefined tag handle", "a text cannot start with !; put it in 'quotes'"),
    ("expected tag URI", "a text cannot start with !; put it in 'quotes'"),
    ("expected comment or line break", "after | or > comes nothing else; start the text on the next line"),
    ("expected <document start>", "a line of dots ended the file above here; delete that line"),
    ("incompatible YAML document", "this line asks for another kind of YAML; delete it"),
)  # fmt: skip
NOT_READABLE = "this is not YAML that can be read; compare this line and those above it with a file that works"
CLOSED_EARLY = "a quote before this place ends the text; write '' for an apostrophe inside 'quotes', or close a quote that was opened above"
WRONG_DEPTH = (
    "this line stands deeper than the one above allows; give it the same indent as the lines that it goes with"
)
POINTS_BACK = (
    "found unexpected end of stream",
    "did not find expected alphabetic",
    "could not find",
    "expected tag URI",
)
FIRST_COLON = re.compile(r"\s*(- )*[\w-]+")


def _yaml_problem(error: yaml.MarkedYAMLError, lines: tuple[str, ...], path: str) -> Problem:
    said = error.problem or str(error)
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if said.startswith(POINTS_BACK) else marks), None)
    place = Position(path, min(mark.line, len(lines) - 1) + 1, mark.column + 1) if mark else Position(path)
    before = lines[place.line - 1][: place.column - 1]
    if "did not find expected" in said and before.endswith(("'", '"')):
        return Problem(place, CLOSED_EARLY, "yaml")
    if "mapping values" in said and FIRST_COLON.fullmatch(before):
        return Problem(Position(path, place.line, len(before) - len(before.lstrip()) + 1), WRONG_DEPTH, "yaml")
    known = (explanation for key, explanation in EXPLANATIONS if key in said)
    return Problem(place, next(known, NOT_READABLE), "yaml")


class _Reader:
    """Turns the nodes of one file into plain data; gathers places and problems as it goes."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path, self.lines = path, lines
        self.spans: dict[Location, Span] = {}
        self.keys: dict[Location, Span] = {}
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, location: Location) -> Any:
        """The node as plain data."""
        self.spans[location] = _span(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        return [self.plain(child, (*location, index)) for index, child in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in result:
                first = self.keys[(*location, key)].line + 1
                message = f"this key stands twice here (first on line {first}); keep one of them"
                self._report(key_node, message, "duplicate-key")
                continue
            if node.flow_style and _nothing(value_node):
                message = "this key has no value; a text with a comma inside { … } needs 'quotes' around all of it"
                self._report(key_node, message, "flow-comma")
                continue
            self.keys[(*location, key)] = _span(key_node)
            result[key] = self.plain(value_node, (*location, key))
        return result

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self._report(node, "a key is a plain word; write the name of a field before the colon", "key")
        elif node.value == "<<":
            self._report(node, "<< copies from another part of the file; write the words out here", "alias")
        elif not self._unseen(node):
            return unicodedata.normalize("NFC", str(node.value))
        return None

    def _scalar(self, node: yaml.ScalarNode) -> str | int | bool | None:
        value = str(node.value)
        if self._unseen(node) or node.style:
            return unicodedata.normalize("NFC", value)
        self._cut_short(node)
        if value in EMPTY:
            return None
        if value in TRUE_OR_FALSE:
            return TRUE_OR_FALSE[value]
        if LOOKS_BOOLEAN.match(value):
            message = "without quotes, this is read as true or false by some programs; put the word in 'quotes', or write true or false"
            self._report(node, message, "boolean-word")
        elif WHOLE_NUMBER.match(value) and len(value) < 16:
            return int(value)
        elif LOOKS_NUMERIC.match(value):
            message = "without quotes, this is read as a number and may lose digits; put it in 'quotes'"
            self._report(node, message, "number-word")
        return unicodedata.normalize("NFC", value)

    def _unseen(self, node: yaml.ScalarNode) -> bool:
        """Whether a text holds what nobody would see; only an escape inside double quotes can bring it this far."""
        found = _unseen(node.value) if node.style == '"' else None
        if found:
            message = f"the backslash in this text makes {found[1]}; use 'single quotes', where it has no meaning"
            self._report(node, message, found[2])
        return found is not None

    def _cut_short(self, node: yaml.ScalarNode) -> None:
        """Words without quotes that YAML reads otherwise than the person who wrote them."""
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if node.value and rest.lstrip().startswith("#") and not NOTE.match(rest):
            message = "what stands after # is a note that nobody sees; put the whole text in 'quotes', or two spaces before the # of a note"
            place = Position(self.path, end.line + 1, end.column + rest.index("#") + 1)
            self.problems.append(Problem(place, message, "note-after-text"))
        for number in range(node.start_mark.line + 1, end.line + 1):
            line = self.lines[number]
            if line.lstrip().startswith("- "):
                message = "this - starts no item, but goes on with the text above it; give every - of one list the same indent"
                self.problems.append(
                    Problem(Position(self.path, number + 1, line.index("-") + 1), message, "list-indent")
                )

    def _report(self, node: yaml.Node, message: str, rule: str) -> None:
        place = Position(self.path, node.start_mark.line + 1, node.start_mark.column + 1)
        self.problems.append(Problem(place, message, rule))


def _nothing(node: yaml.Node) -> bool:
    """Whether nothing at all stands where a value should."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line, start.column, end.line, end.column)
