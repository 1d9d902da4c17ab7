"""Stage `projects`: plain data as a YAML file that our own strict reader takes, whatever words are in it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.source import CONTROL, INVISIBLE

FIRST_LINE = "# yaml-language-server: $schema={}\n"


class _Dumper(yaml.SafeDumper):
    """Every text in 'quotes', or as a block of lines, so that none is read as a number, a day, a mark or a note."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


class _Key(str):
    """A key, which is one of our own plain words."""

    __slots__ = ()


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = isinstance(value, _Key) or re.fullmatch(r"[a-z]+(-[a-z]+)+|20[0-9]{2}-[0-9]{2}-[0-9]{2}", value)
    style = "" if plain else "|" if "\n" in value else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style or None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Key, _text)
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def way_to_schema(root: Path, folder: Path, name: str) -> str:
    """The way from a folder to one of our JSON Schemas, as the first line of a file there names it for editors; empty where none is right.

    That is where the schema is missing, where folder and schema share no more than the root of the file system, and where the
    way has a space in it, at which editors stop reading.
    """
    schema, start = (root / f"generator/schemas/{name}.json").resolve(), folder.resolve()
    if not schema.is_file() or schema.anchor != start.anchor:
        return ""
    way = Path(os.path.relpath(schema, start)).as_posix()
    shared = Path(os.path.commonpath((schema, start)))
    return "" if shared == Path(schema.anchor) or re.search(r"\s", way) else way


def yaml_of(data: Mapping[str, Any], schema: str) -> str:
    """A file with these keys, in their order; what is None or empty is left out. `schema` is the way to its JSON Schema."""
    body = yaml.dump(_keyed(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000, indent=2)
    return (FIRST_LINE.format(schema) if schema else "") + body


def _keyed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_Key(key): _keyed(item) for key, item in value.items() if item not in (None, "", (), [], {})}
    return [_keyed(item) for item in value] if isinstance(value, (list, tuple)) else value


def clean(text: str) -> str:
    """A text as a file may hold it: no tabs, nothing that nobody sees, no spaces at the ends of lines; NFC."""
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ").split("\n")
    kept = (CONTROL.sub("", INVISIBLE.sub("", line)).strip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(kept)).strip()


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())
