"""Stage `projects`: the answers of a project that is not finished, one a line, as `joinedup new project` keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

UNFINISHED = "project.unfinished"
"""The file in the project's own folder. No project is read from it, and nothing is ever built of it."""
FIRST_LINES = """\
# Answers for a project that is not finished. Nothing is built of them, and they are private.
# To be asked again, delete a line. To go on: joinedup new project --continue NAME
"""
LINE = re.compile(r"([a-z_]+(?:\.[a-z_0-9]+)*): (\".*\")")


class UnreadableAnswersError(Exception):
    """A line of the file is not as it was written. Its words never stand in the message."""


def line_of(question: str, answer: str) -> str:
    """The line for one answer."""
    return f"{question}: {json.dumps(answer, ensure_ascii=False)}\n"


def whole_lines(content: bytes) -> bytes:
    """What was written to its end: the last line may have been cut off."""
    return content[: content.rfind(b"\n") + 1]


def answers_of(content: bytes) -> Mapping[str, str]:
    """The answers by the place of their question; the last one counts where a question was answered again.

    Raises UnreadableAnswersError with the number of the line.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(whole_lines(content).decode("utf-8", "replace").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        matched = LINE.fullmatch(line.rstrip())
        try:
            answer = json.loads(matched[2]) if matched else None
        except ValueError:
            answer = None
        if matched is None or not isinstance(answer, str):
            raise UnreadableAnswersError(f"line {number} cannot be read; mend it, or delete it to be asked again")
        found[matched[1]] = answer
    return found
