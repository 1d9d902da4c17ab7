"""Stage `projects`: what shows who somebody is, in texts that more people than those who wrote them may see.

A shape is enough: a telephone number that no network gave out still leads to somebody when one digit is put right. So these are
our own patterns, and no list of the numbers that exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.model.evidence import Evidence
from generator.model.project import Gathering, Project
from generator.model.service import Service
from generator.problems import Position, Problem, Severity
from generator.projects.checks.checked import Checked, File
from generator.projects.days import months
from generator.source import Location

RULE = "personal-data"
_GAP = r"[\s().\-/\u2010-\u2015\u00b7]{0,3}"
_ZERO = "[0٠۰०০੦૦]"
_EMAIL = re.compile(r"[\w.+'-]+\s?(?:[@＠]|[(\[]at[)\]])\s?[\w-]+(?:\s?(?:\.|[(\[]dot[)\]])\s?[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(rf"(?<![\w+])(?:[+＋]{_GAP}\d|[(]?{_ZERO})(?:{_GAP}\d){{8,13}}(?!\w)")
_TEN_DIGITS = re.compile(rf"(?<!\w)\d(?:{_GAP}\d){{9}}(?!\w)")
_POSTCODE = re.compile(r"(?<!\w)(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[0-9]th)$", re.IGNORECASE)
_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2}[\s-]?(?:\d\d[\s-]?){3}[A-D](?!\w)", re.IGNORECASE)
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"https://\S+")
_BIRTH = ("born", "birth", "d.o.b", "dob", "geni", "ganed", "ganwyd", "پیدا", "پیدائش", "ولد", "ميلاد", "ولادة", "urodz", "জন্ম", "ਜਨਮ", "જન્મ", "doğum", "dhalas", "naiss", "née", "nacid", "nacim", "născu", "nașter")  # fmt: skip
"""Words of birth, or their beginnings, in languages that people in Britain are often answered in."""
_NEAR_BIRTH = 40
"""Letters between such a word and the date that it speaks of, at most."""
_EXEMPT: Mapping[type, tuple[str, ...]] = {
    Project: ("contact",),
    Service: ("ask", "telephone", "email", "website", "address"),
    Evidence: ("imported_from", "noted"),
    Gathering: ("imported_from", "meeting", "noted"),
}
"""By model, the keys of a file that hold how to reach a service or project, or that nobody is ever shown."""
_WEB = ("address", "website")


@dataclass(frozen=True)
class Found:
    """Something in a text: where it starts and ends, what it is, what to write instead, and whether it stops a build."""

    start: int
    end: int
    what: str
    instead: str
    severity: Severity = Severity.PROBLEM


def data(checked: Checked) -> Iterator[Problem]:
    """No telephone number, email address, NHS or insurance number, postcode or date of birth stands in what others may see."""
    own = _own_contacts(checked)
    for file in checked.files:
        language = str(getattr(file.entry, "language", checked.project.language if checked.project else "en"))
        for location, text in _shown(file):
            for found in personal(text, language):
                if _key(text[found.start : found.end]) in own:
                    continue
                if found.severity is Severity.WARNING and not isinstance(file.entry, Evidence):
                    continue  # plans and minutes are full of days
                place = _place(file, location, text[found.start : found.end])
                yield Problem(place, f"this looks like {found.what}; {found.instead}", RULE, found.severity)


def _own_contacts(checked: Checked) -> set[str]:
    """The numbers and addresses of the project itself, which its texts may repeat."""
    contact = checked.project.contact if checked.project else None
    text = contact.text if contact else ""
    return {_key(text[found.start : found.end]) for found in personal(text)}


def _key(snippet: str) -> str:
    """A number by its digits, however it is broken up; an address as it is."""
    digits = "".join(filter(str.isdecimal, snippet))
    return snippet.lower() if "@" in snippet else digits or snippet


def personal(text: str, language: str = "en") -> list[Found]:
    """What in a text shows who somebody is, in the order of the text; where two things overlap, the first kind counts."""
    taken: list[Found] = []
    for look in _LOOKS:
        for found in look(text, language):
            if not any(found.start < other.end and other.start < found.end for other in taken):
                taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def _place(file: File, location: Location, snippet: str) -> Position:
    """The place of what was found; of its first piece where the line is broken inside it."""
    first = snippet.split("\n", maxsplit=1)[0].strip()
    place = file.source.find(location, snippet)
    return place if place != file.source.at(location) or not first else file.source.find(location, first)


# Which texts


def _shown(file: File) -> Iterator[tuple[Location, str]]:
    """The texts of a file that more people than those who wrote them may see one day, whatever the day is now."""
    if not _open(file):
        return
    exempt = _EXEMPT.get(type(file.entry), ())
    for key, value in file.source.data.items():
        if key not in exempt:
            yield from _texts(value, (key,))


def _open(file: File) -> bool:
    entry = file.entry
    if getattr(entry, "draft", False):
        return False
    if isinstance(entry, Evidence):
        if entry.consent is None:
            return entry.published_for != "private"
        return entry.consent.withdrawn_on is None and entry.consent.audience != "private"
    return getattr(entry, "audience", "private") != "private"


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Every text below a value, but what is private by its own `audience`, and web addresses in keys that are made for them."""
    if isinstance(value, str) and not _WHOLE_DAY.fullmatch(value):
        yield location, _ADDRESS.sub(_blank, value) if location[-1] == "citation" else value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*location, index))
    elif isinstance(value, dict) and not _kept_back(value, location):
        for key, item in value.items():
            if key not in _WEB:
                yield from _texts(item, (*location, key))


def _kept_back(value: dict[str, Any], location: Location) -> bool:
    """Whether a part of project.yml with an audience of its own is private; it is when it says nothing."""
    own = location[0] in ("records", "ill_effects", "decision") and len(location) == (
        2 if location[0] == "records" else 1
    )
    return own and value.get("audience", "private") == "private"


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# What shows who somebody is


def _emails(text: str, language: str) -> Iterator[Found]:
    for one in _EMAIL.finditer(text):
        yield Found(*one.span(), "an email address", "take it out, or write how to reach the project")


def _health_numbers(text: str, language: str) -> Iterator[Found]:
    for one in _TEN_DIGITS.finditer(text):
        if is_health_number("".join(filter(str.isdecimal, one[0]))):
            yield Found(*one.span(), "an NHS number", "take it out; nobody here needs it")


def is_health_number(digits: str) -> bool:
    """Whether ten digits hold the check digit of an NHS number: modulus 11 over the first nine (NHS Data Dictionary)."""
    numbers = [int(digit) for digit in digits]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), numbers, strict=False)) % 11
    return numbers[9] == (0 if check == 11 else check) and len(set(numbers)) > 1


def _insurance_numbers(text: str, language: str) -> Iterator[Found]:
    for one in _INSURANCE.finditer(text):
        yield Found(*one.span(), "a National Insurance number", "take it out; nobody here needs it")


def _phones(text: str, language: str) -> Iterator[Found]:
    for one in _PHONE.finditer(text):
        yield Found(*one.span(), "a telephone number", "take it out, or write how to reach the project")


def _postcodes(text: str, language: str) -> Iterator[Found]:
    for one in _POSTCODE.finditer(text):
        if not _ORDINAL.search(one[0]):
            yield Found(*one.span(), "a postcode", "write the town or the area")


def _dates(text: str, language: str) -> Iterator[Found]:
    for one in _full_dates(language).finditer(text):
        around = text[max(0, one.start() - _NEAR_BIRTH) : one.end() + _NEAR_BIRTH].lower()
        if any(word in around for word in _BIRTH):
            yield Found(*one.span(), "a date of birth", "write an age in years")
        else:
            message = "write the month and the year, unless the day matters to what is said"
            yield Found(*one.span(), "a whole date, which can show who somebody is", message, Severity.WARNING)


@lru_cache(maxsize=64)
def _full_dates(language: str) -> re.Pattern[str]:
    """Day, month and year in figures or with the month's name, in English and in the language of the text."""
    month = "|".join(sorted(map(re.escape, {*months("en"), *months(language)}), key=len, reverse=True))
    day, year = r"\d{1,2}(?:st|nd|rd|th|\.|er)?", r"\d{4}"
    between = r"[\s,،]{1,3}(?:of |de )?"
    return re.compile(
        rf"(?<!\w)(?:{day}{between}(?:{month})\.?{between}{year}|(?:{month})\.?{between}{day}{between}{year}"
        rf"|\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{4}}|\d{{2}})|\d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}})(?!\w)",
        re.IGNORECASE,
    )


Look = Callable[[str, str], Iterator[Found]]
_LOOKS: tuple[Look, ...] = (_emails, _insurance_numbers, _health_numbers, _phones, _dates, _postcodes)
