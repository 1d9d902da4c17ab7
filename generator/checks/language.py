"""Stage `checks`: plain English (NHS and GOV.UK limits, see the content guide) and the table of terms. English only."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from generator import markup
from generator.library import Library
from generator.model import Label, Term, Topic, Unit
from generator.problems import Position, Problem, Severity

LONG_SENTENCE = 20
TOO_LONG_SENTENCE = 25
LONG_PARAGRAPH = 4
TOO_LONG_PARAGRAPH = 6
HARD_SMOG = 14
QUOTED = re.compile(r"“[^”]*”")
SENTENCE_END = re.compile(r"(?<=[.!?:])[”)]?\s+")
ACRONYM = re.compile(r"\b[A-Z]{3,}s?\b")
KNOWN_ACRONYMS = {"NHS", "PDF", "GOV", "DVD", "YAML"}


def _paragraphs(unit: Unit) -> list[str]:
    return [QUOTED.sub("“…”", line) for line in markup.words(unit.text).split("\n") if line.strip()]


def _sentences(paragraph: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(paragraph) if sentence.strip()]


def sentences(library: Library) -> Iterator[Problem]:
    """Sentences of at most 25 words (GOV.UK), better 20 (NHS); paragraphs of at most 4 sentences. Quotations are exempt."""
    for document in library.documents:
        long: list[Position] = []
        for unit in document.units:
            if unit.address.endswith("/quotation/text"):
                continue
            for paragraph in _paragraphs(unit):
                found = _sentences(paragraph)
                yield from _long_paragraph(library, unit, found)
                for sentence in found:
                    count = len(re.findall(r"\S*\w\S*", sentence))  # a dash between spaces is no word
                    if count > TOO_LONG_SENTENCE:
                        message = f"this sentence has {count} words (“{_start(sentence, 6)} …”); make two of it, with at most {TOO_LONG_SENTENCE} words each"
                        yield Problem(library.find(unit.address, _start(sentence, 3)), message, "sentences")
                    elif count > LONG_SENTENCE:
                        long.append(library.find(unit.address, _start(sentence, 3)))
        if long:
            number = f"{len(long)} sentences" if len(long) > 1 else "one sentence"
            more = ", the first of them here" if len(long) > 1 else ", here"
            message = (
                f"this file has {number} of more than {LONG_SENTENCE} words{more}; shorter ones are easier to read"
            )
            yield Problem(long[0], message, "sentences", Severity.WARNING)


def _start(words: str, count: int) -> str:
    """The first words of a sentence, to show it and to find it."""
    return " ".join(words.split()[:count])


def _long_paragraph(library: Library, unit: Unit, found: list[str]) -> Iterator[Problem]:
    if len(found) > LONG_PARAGRAPH:
        severity = Severity.PROBLEM if len(found) > TOO_LONG_PARAGRAPH else Severity.WARNING
        message = f"this paragraph has {len(found)} sentences; break it after the fourth at the latest"
        yield Problem(library.find(unit.address, _start(found[0], 3)), message, "sentences", severity)


def reading_age(library: Library) -> Iterator[Problem]:
    """SMOG grade of a topic's own text above 14. A score says nothing on whether people understand."""
    for document in library.documents:
        if isinstance(document.entry, Topic):
            grade = smog(" ".join(_stopped(unit) for unit in document.units))
            if grade > HARD_SMOG:
                message = f"long words make this hard to read (SMOG grade {grade:.1f}, at most {HARD_SMOG}); use shorter ones where you can"
                yield Problem(document.source.at(()), message, "reading-age", Severity.WARNING)


def _stopped(unit: Unit) -> str:
    text = " ".join(_paragraphs(unit))
    return text if text.endswith((".", "?", "!")) else f"{text}."


def smog(text: str) -> float:
    """The SMOG grade of McLaughlin (1969): from the words of three syllables or more in each 30 sentences."""
    found = _sentences(text)
    words = Counter(re.findall(r"[A-Za-z]+", text))
    hard = sum(count for word, count in words.items() if syllables(word) >= 3)
    return 1.0430 * math.sqrt(hard * 30 / max(len(found), 1)) + 3.1291


def syllables(word: str) -> int:
    """An estimate of an English word's syllables: its groups of vowels, less a silent final e."""
    count = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(
        1, count - (word.lower().endswith(("e", "es", "ed")) and not word.lower().endswith(("le", "ted", "ded")))
    )


def acronyms(library: Library) -> Iterator[Problem]:
    """An acronym is spelt out, as in “Team Around the Child (TAC)”, somewhere in the same file or in the glossary."""
    explained = " ".join(unit.text for unit in library.units() if unit.address.startswith("glossary/"))
    for document in library.documents:
        if document.kind in ("references", "terms", "languages"):
            continue
        whole = " ".join(unit.text for unit in document.units)
        for unit in document.units:
            for found in ACRONYM.findall(re.sub(r"\[[A-Z][^\]]*\]", "", unit.text)):
                name = found.rstrip("s")
                if name not in KNOWN_ACRONYMS and f"({name})" not in whole and name not in explained:
                    message = (
                        f"{name} is not spelt out; write the whole name, with ({name}) after it, where it first stands"
                    )
                    yield Problem(library.find(unit.address, found), message, "acronyms", Severity.WARNING)


def terms(library: Library) -> Iterator[Problem]:
    """Our own words stand where terms.yml says so; quotations, the glossary, references and terms.yml itself are exempt."""
    wordings = [wording for term in library.terms for wording in term.theirs]
    patterns = [(term, _wording(*term.theirs)) for term in library.terms]
    for document in library.documents:
        if document.kind in ("glossary", "references", "terms"):
            continue
        whole = "\n".join(unit.text for unit in document.units).casefold()
        there = [wording for wording in wordings if wording.casefold() in whole]  # most files hold none at all
        any_of_them = _wording(*there)
        for unit in document.units if there else ():
            if any_of_them.search(unit.text) and not unit.address.endswith("/quotation/text"):
                yield from _terms(library, unit, patterns)


def _wording(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(map(re.escape, wordings))})(?![\w-])")


def _terms(library: Library, unit: Unit, patterns: list[tuple[Term, re.Pattern[str]]]) -> Iterator[Problem]:
    marks = re.compile(r"\[\[[a-z0-9-]+|\]\(.*?\)|\[@[^\]]*\]")
    text = QUOTED.sub("“…”", unit.text if isinstance(unit, Label) else marks.sub("", unit.text))
    for term, pattern in patterns:
        rest = text
        for name in term.allowed_in:
            rest = re.sub(re.escape(name), "", rest, flags=re.IGNORECASE)
        if found := pattern.search(rest):
            message = f"“{found[0]}” is not our word; write “{term.ours}” ({term.reason.text.rstrip('.')})"
            yield Problem(library.find(unit.address, found[0]), message, "terms", Severity(term.severity))
