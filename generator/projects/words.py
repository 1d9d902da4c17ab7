"""Stage `projects`: the words for the choices of a project's files: kinds of evidence, of pay, of services.

`_` gives the words of the interface in one language: `Interface` plain, `Words` as HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from generator.library import Library
from generator.model import Approach

TYPES_TOPIC = "types-of-integration"
Text = TypeVar("Text", bound=str)


def evidence_kinds(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Kinds of evidence, in the order in which they show."""
    return {
        "harm": _("Harm done when help is in pieces"), "gap": _("A gap"), "obstacle": _("An obstacle"), "good-practice": _("Good practice"),
        "story": _("A story"), "survey": _("A survey"), "research": _("Research"),
    }  # fmt: skip


def ways_of_gathering(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """How a piece was gathered."""
    return {
        "interview": _("An interview"), "group-discussion": _("A group discussion"), "session": _("A session"),
        "survey": _("A survey"), "reading": _("Reading"),
    }  # fmt: skip


def short_kinds(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Kinds of evidence in a word or two, for paper."""
    return {
        "harm": _("Harm"), "gap": _("Gap"), "obstacle": _("Obstacle"), "good-practice": _("Good practice"),
        "story": _("Story"), "survey": _("Survey"), "research": _("Research"),
    }  # fmt: skip


def short_ways(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """How a piece was gathered, in a word or two, for paper."""
    return {
        "interview": _("Interview"), "group-discussion": _("Group discussion"), "session": _("Session"), "survey": _("Survey"),
        "reading": _("Published work"),
    }  # fmt: skip


def touched(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Whom a piece touches."""
    return {
        "people": _("People in the group"), "close": _("Family, carers, friends"), "practitioners": _("Practitioners"),
        "services": _("Services"),
    }  # fmt: skip


def leads(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Who leads."""
    return {
        "people": _("People who use services, their family and friends"), "managers": _("People who run or fund services"),
        "together": _("Both together"),
    }  # fmt: skip


def nations(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Nations whose laws and guidance differ."""
    return {
        "england": _("England"), "wales": _("Wales"), "scotland": _("Scotland"), "northern-ireland": _("Northern Ireland"),
        "united-kingdom": _("United Kingdom"),
    }  # fmt: skip


def standings(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Where an action of the plan stands."""
    return {"already": _("Already in place"), "new": _("New"), "later": _("Left for later")}


def types_of_integration(library: Library) -> Mapping[str, Approach]:
    """Types of integration by their ids: they are what topic 1 holds. Another topic may have an approach of the same id."""
    topic = next((topic for topic in library.topics if topic.id == TYPES_TOPIC), None)
    return {approach.id: approach for approach in topic.approaches} if topic else {}


def sectors(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Sectors of services."""
    return {
        "public": _("Public"),
        "voluntary": _("Voluntary"),
        "private": _("Private"),
        "community": _("Community place"),
    }


def access_features(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """What makes a service easier to use."""
    return {
        "step-free": _("No steps"), "accessible-toilet": _("Accessible toilet"), "changing-place": _("Changing Places toilet"),
        "hearing-loop": _("Hearing loop"), "quiet-space": _("Quiet space"), "parking": _("Parking for disabled people"),
        "sign-language": _("Sign language"), "easy-read": _("Easy Read"), "large-print": _("Large print"), "braille": _("Braille"),
        "text-relay": _("Text relay"), "home-visits": _("Home visits"), "online": _("Online"), "assistance-dogs": _("Assistance dogs"),
    }  # fmt: skip


def weekdays(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """Days of the week."""
    return {
        "monday": _("Monday"), "tuesday": _("Tuesday"), "wednesday": _("Wednesday"), "thursday": _("Thursday"), "friday": _("Friday"),
        "saturday": _("Saturday"), "sunday": _("Sunday"),
    }  # fmt: skip


def kinds_of_pay(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """What people are paid for, in the order in which it shows."""
    return {
        "fee": _("Fee"), "preparation": _("Preparation"), "meeting": _("Meeting"), "travel": _("Travel"),
        "replacement-care": _("Cover for care"), "assistant": _("Assistant"), "interpreter": _("Interpreter"),
        "payroll": _("Payroll"), "other": _("Other"),
    }  # fmt: skip


def units_of_pay(_: Callable[[str], Text]) -> Mapping[str, Text]:
    """What a rate is for one of."""
    return {
        "hour": _("hour"), "half-day": _("half day"), "day": _("day"), "session": _("session"), "mile": _("mile"),
        "kilometre": _("kilometre"), "journey": _("journey"), "each": _("each"), "per-cent": _("per cent"),
    }  # fmt: skip
