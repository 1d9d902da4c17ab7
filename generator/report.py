"""How problems are printed: for people, for machines, and as annotations on a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from generator.problems import Position, Problem, Severity, in_order

Print = Callable[[Sequence[Problem], Path], str]
WIDTH = 100
LARGEST_SHOWN_BYTES = 4_000_000
CONFIDENTIAL_FOLDERS = ("content/projects/", "content/evidence/")


def report(problems: Iterable[Problem], form: Print, root: Path, stream: TextIO) -> bool:
    """Prints problems, each once and sorted; returns whether any of them stops a build."""
    found = in_order(problems)
    stream.write(form(found, root))
    return any(problem.severity is Severity.PROBLEM for problem in found)


def _text(problems: Sequence[Problem], root: Path) -> str:
    lines: list[str] = []
    sources = {path: _lines(root / path, root) for path in {problem.position.path for problem in problems}}
    for problem in problems:
        lines.append(problem.line)
        if not _confidential(problem.position):
            lines += _excerpt(problem.position, sources[problem.position.path])
    return "\n".join([*lines, _count(problems)]) + "\n"


def _confidential(where: Position) -> bool:
    """Whether a file holds what people said: a terminal, a log or a pull request is no place to repeat it."""
    return where.confidential or where.path.startswith(CONFIDENTIAL_FOLDERS)


def _lines(file: Path, root: Path) -> list[str]:
    """The lines of a source file; none of a file that is no source: too large, or not the project's own."""
    try:
        if file.stat().st_size > LARGEST_SHOWN_BYTES or not file.resolve().is_relative_to(root.resolve()):
            return []
        return file.read_bytes().decode("utf-8-sig", "replace").split("\n")
    except OSError:
        return []


def _excerpt(where: Position, lines: Sequence[str]) -> list[str]:
    """The source line and a caret under the place; a long line is cut around it."""
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    if "\0" in line:
        return []
    start = max(0, min(where.column - 1 - WIDTH // 2, len(line) - WIDTH))
    shown = "".join(character if character.isprintable() else " " for character in line[start : start + WIDTH])
    return [f"    {shown.rstrip()}", f"    {' ' * (where.column - 1 - start)}^"] if shown.strip() else []


def _count(problems: Sequence[Problem]) -> str:
    wrong = sum(problem.severity is Severity.PROBLEM for problem in problems)
    return f"{_plural(wrong, 'problem')}, {_plural(len(problems) - wrong, 'warning')}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _json(problems: Sequence[Problem], root: Path) -> str:
    rows = [
        {"path": one.position.path, "line": one.position.line, "column": one.position.column,
         "severity": one.severity.value, "rule": one.rule, "message": one.message}
        for one in problems
    ]  # fmt: skip
    return json.dumps(rows, indent=1) + "\n"


def _github(problems: Sequence[Problem], root: Path) -> str:
    """Workflow commands of GitHub Actions: ::error file=…,line=…,col=…,title=…::message"""
    lines = [
        f"::{'error' if one.severity is Severity.PROBLEM else 'warning'} file={_property(one.position.path)},"
        f"line={one.position.line},col={one.position.column},title={_property(one.rule)}::{_data(one.message)}"
        for one in problems
    ]
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Print] = {"text": _text, "json": _json, "github": _github}
