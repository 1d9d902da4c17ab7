"""Stage `translate`: what is wrong with the translation of one unit, or of one string of the interface."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator

import polib

from generator import markup
from generator.model import Label, Unit
from generator.model.units import LONGEST_TEXT, fingerprint
from generator.problems import Position, Problem
from generator.translate.po import Catalogue

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
RAW = re.compile(r'[<>"]|&[#A-Za-z0-9]+;')
PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=([^;]+);?\s*")


def unit_faults(unit: Unit, entry: polib.POEntry, text: str, position: Position) -> Iterator[Problem]:
    """What does not belong in a translation; where it is of the English of now, also what it lacks."""
    if len(text) > LONGEST_TEXT:
        yield Problem(position, f"this is too long; use at most {LONGEST_TEXT} characters", "too-long")
        return
    for fault in markup.faults(text, plain=isinstance(unit, Label), one_line=unit.one_line):
        yield Problem(position, f"in the translation: {fault.message}", fault.rule)
    if unit.one_line and "\n" in text:
        yield Problem(position, "this translation must stand on one line; take the line break (\\n) out", "one-line")
    if entry.fuzzy or fingerprint(entry.msgid) != unit.fingerprint:
        return
    for name, found in MARKS:
        here, there = set(found(text)), set(found(unit.text))
        if here != there:
            message = f"the translation must {name} as the English: {', '.join(sorted(there)) or 'none'}"
            yield Problem(position, message, "translated-marks")


MARKS: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
    ("explain the same glossary words", lambda text: (word for word, _ in markup.words_used(text))),
    ("cite the same works", lambda text: (work for work, _ in markup.works_cited(text))),
    ("link to the same places", markup.links),
)


def interface_faults(catalogue: Catalogue) -> Iterator[Problem]:
    """What would break a page, since templates trust their own words: gaps, HTML, the rule of the plurals."""
    rule = catalogue.file.metadata.get("Plural-Forms")
    count = 0 if rule is None else _forms(rule)
    if count is None:
        message = "this rule for plurals cannot be read; copy the one of your language from another project, as in nplurals=2; plural=(n != 1);"
        yield Problem(catalogue.header("Plural-Forms"), message, "plural-forms")
    for entry in catalogue.file:
        if entry.obsolete:
            continue
        filled = [text for text in entry.msgstr_plural.values() if text.strip()]
        if count and filled and len(entry.msgstr_plural) != count:
            message = f"plural forms: {len(entry.msgstr_plural)} here, {count} by the rule at the top of the file; write as many as it says"
            yield Problem(catalogue.at(entry), message, "plural-forms")
        if not entry.fuzzy:
            english = f"{entry.msgid} {entry.msgid_plural}"
            for text in filled or [entry.msgstr]:
                yield from _string_faults(english, text, catalogue.at(entry), counted=bool(filled))


def _forms(rule: str) -> int | None:
    """How many forms a rule for plurals has; None where it cannot be read, or gives a form that there is not."""
    found = PLURAL_FORMS.fullmatch(rule)
    try:
        form = gettext.c2py(found[2]) if found else None
        if found and form and all(form(number) < int(found[1]) for number in range(1000)):
            return int(found[1])
    except (ValueError, ArithmeticError, RecursionError):
        pass
    return None


def _string_faults(english: str, text: str, position: Position, *, counted: bool) -> Iterator[Problem]:
    if not text.strip():
        return
    wanted, found = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(text))
    missing = set() if counted else wanted - found  # “one session” needs no number
    if found - wanted or missing:
        names = ", ".join(sorted(wanted)) or "none"
        yield Problem(position, f"the translation must hold the same gaps as the English: {names}", "interface-gaps")
    elif "%" in PLACEHOLDER.sub("", text).replace("%%", ""):
        yield Problem(position, "a percent sign is written %% here", "interface-gaps")
    marks = [mark for mark in RAW.findall(text) if mark not in english]
    if marks:
        message = f"{marks[0]} has no place in the words of the interface; write plain words, and “ ” for quotes"
        yield Problem(position, message, "raw-html")
