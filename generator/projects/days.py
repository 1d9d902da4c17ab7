"""Stage `projects`: the day that somebody wrote by hand, where it can only mean one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")


def day_of(text: str, language: str) -> date | None:
    """2026-11-22, or 22 November 2026 in English or the language; None for “next Friday”, and for 1/2/2026, which is two days."""
    words = text.strip().lower()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            return date.fromisoformat(words)
        if found := WRITTEN.fullmatch(words):
            month = months("en").get(found[2]) or months(language).get(found[2])
            return date(int(found[3]), month, int(found[1])) if month else None
    except ValueError:
        return None
    return None


@lru_cache(maxsize=64)
def months(language: str) -> Mapping[str, int]:
    """The names of the months in a language as Unicode's CLDR gives them, in small letters; none where it knows none."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, locale)
            found |= {name.rstrip(".").lower(): number for number, name in names.items() if not name.isdecimal()}
    return found
