"""Stage `model`: the language of a paper, or the two that face each other in it, as in en+ur."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import StringConstraints

LanguageChoice = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(\+[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*$")
]


def fault_of(choice: str, known: Collection[str]) -> str:
    """What is wrong with the language or the two languages that somebody names; empty if nothing is."""
    codes = choice.split("+")
    for code in codes:
        if code not in known:
            return f"there is no language “{code}”; the languages are: {', '.join(known)}"
    if len(codes) > 2:
        return f"“{choice}” names {len(codes)} languages; at most two stand side by side, as in {codes[0]}+{codes[1]}"
    if len(codes) > len(set(codes)):
        return f"“{choice}” names the same language twice; write {codes[0]} alone, or another language after the +"
    return ""
