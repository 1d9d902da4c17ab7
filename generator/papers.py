"""Stages `site` and `workbook`: what kinds of paper are called, in the same words on pages and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Text = TypeVar("Text", bound=str)


def copy_name(copy: str, _: Callable[[str], Text], *, alone: bool = False) -> Text:
    """The name of a kind of copy; in HTML with `Words`, in plain words with `Interface`.

    Some are called otherwise where they stand `alone`, and not among the papers of a pack, whose titles say the rest.
    """
    names = {
        "participant": _("Participant copy"), "facilitator": _("Facilitator copy"), "co_lead": _("Co-lead copy"),
        "recorder": _("Recorder’s sheet"), "planner": _("Planner copy"), "deck": _("Cards to cut out"), "cards": _("Question cards"), "poster": _("Poster"),
        "supporter": _("Supporter sheet"), "signals": _("Cards for stop, pass and explain"), "ground_rules": _("Ground rules"),
        "access_needs": _("Slip for access needs"), "evaluation": _("Evaluation form"),
        "leaders_evaluation": _("Evaluation by those who led"), "form": _("Form"), "letter": _("Letter"), "pack": _("Pack"), "booklet": _("Booklet"),
    }  # fmt: skip
    fuller = {"form": _("Form to fill in"), "letter": _("Letter to adapt"), "pack": _("Pack for a session")}
    return fuller.get(copy, names[copy]) if alone else names[copy]
