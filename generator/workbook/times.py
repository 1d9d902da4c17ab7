"""Stage `workbook`: when the steps of a session begin and how long they are, the same in every paper of one meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from unicodedata import bidirectional

from generator.workbook.plan import Meeting


def times_of(meeting: Meeting | None) -> Mapping[str, Callable[..., object]]:
    """What a template of a session asks: `at` a minute from the start, what does the clock say; how many minutes something `lasts`.

    A planned meeting has times of day, and a quarter more time where somebody interprets; any other has minutes from the start.
    """
    interpreters, start = (meeting.interpreters, meeting.start) if meeting else (0, None)

    def at(minute: int) -> str:
        minute = longer(minute, interpreters)
        return from_start(minute) if start is None else clock(start + minute)

    def lasts(begins: int, ends: int) -> int:
        return longer(ends, interpreters) - longer(begins, interpreters)

    return {"at": at, "lasts": lasts, "longer": longer, "from_start": from_start, "clock": clock, "written": written}


def longer(minutes: int, interpreters: int = 1) -> int:
    """Minutes from the start as they become where somebody interprets: a quarter more, in whole minutes, rounded up."""
    return (minutes * 5 + 3) // 4 if interpreters else minutes


def from_start(minutes: int) -> str:
    """Minutes from the start of a session: 0:20, 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def clock(minutes: int) -> str:
    """Minutes after midnight as a time of day: 18:05."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def written(words: str) -> str:
    """The direction of words that somebody wrote in a language that we do not know: ltr or rtl, by their first letter."""
    first = next((bidirectional(letter) for letter in words if letter.isalpha()), "L")
    return "rtl" if first in ("R", "AL") else "ltr"
