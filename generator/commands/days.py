"""The days that commands are given, and today. Only the command line looks at the clock: every later stage is told the day."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

TODAY = "today"
NO_DAY = """projects outside of the content have no day of their own, and consent must hold on the day that they are shown.
Say which day it is: --as-of today"""


def today() -> date:
    """The day that it is here."""
    return date.today()  # noqa: DTZ011 - the day on the calendar of whoever sits here


def day(text: str) -> date:
    """An option that is a date, or `today`."""
    if text == TODAY:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text} is not a date; write year-month-day, as in 2026-11-22, or today"
        ) from None


def no_day(projects: Path | None, given: date | None) -> str:
    """What is wrong where projects outside of the content are to be built, and nobody said of which day."""
    return NO_DAY if projects and given is None else ""
