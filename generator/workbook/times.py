"""Stage `workbook`: when the steps of a session begin and how long they are, the same in every paper of one meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import bidirectional

from generator.model import Session, Sessions, Step
from generator.workbook.plan import Meeting


@dataclass(frozen=True)
class Slot:
    """One step of a session in its place: minutes from the start, and the step with the words of the common step filled in."""

    begins: int
    ends: int
    step: Step


def timetable(session: Session, shared: Sessions) -> Iterator[Slot]:
    """The steps of a session one after the other; words that a step does not have are those of the common step it names."""
    common = {step.id: step for step in shared.steps}
    minute = 0
    for step in session.steps:
        base = common.get(step.common or "")
        empty = [name for name in type(step).model_fields if not getattr(step, name)]
        whole = step.model_copy(update={name: getattr(base, name) for name in empty}) if base else step
        yield Slot(minute, minute + step.minutes, whole)
        minute += step.minutes


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
