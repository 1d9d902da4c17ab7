"""Stage `translate`: two made-up languages that show what a real one will meet: en-XA (longer, accented), ar-XB (right to left).

Their names are those that Android and ICU use. They are for tests and previews, and are never published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.library import Library
from generator.model import Language
from generator.problems import Position
from generator.translate.catalogues import Catalogues, Translation

ACCENTS = str.maketrans("aceghijklnorstuwyzACEGHIJKLNORSTUWYZ", "áćéĝĥíĵḱłñóŕśťúŵýžÁĆÉĜĤÍĴḰŁÑÓŔŚŤÚŴÝŽ")
ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابسدەفقهيجكلمنوپصرشتعڤضخغزابسدەفقهيجكلمنوپصرشتعڤضخغز",
)
MARKS = re.compile(r"\[\[[a-z0-9-]+\|?|\[@[^\]]*\]|\]\([^)]*\)|\]\]|[\[\]*]|\{[^}]*\}|%\([a-z_]+\)[sd]|[A-Z]{3,}")
LANGUAGES: Mapping[str, Language] = {
    "en-XA": Language(
        id="en-XA", name="Þśéúđó łéƒţ", english_name="Accented English", direction="ltr",
        screen_fonts=("Atkinson Hyperlegible Next",), print_fonts=("Atkinson Hyperlegible Next",),
    ),
    "ar-XB": Language(
        id="ar-XB", name="پسەعدو", english_name="Mirrored English", direction="rtl",
        screen_fonts=("Noto Naskh Arabic", "Atkinson Hyperlegible Next"), print_fonts=("Noto Naskh Arabic", "Atkinson Hyperlegible Next"), line_height=1.9,
    ),
}  # fmt: skip


def pseudo(text: str, language: str) -> str:
    """A text in a made-up language; marks, ids and addresses stay as they are."""
    parts: list[str] = []
    end = 0
    for mark in MARKS.finditer(text):
        parts += [_changed(text[end : mark.start()], language), mark[0]]
        end = mark.end()
    return "".join([*parts, _changed(text[end:], language)])


def _changed(words: str, language: str) -> str:
    if language == "ar-XB":
        return words.translate(ARABIC)
    return re.sub(r"\w{5,}", lambda word: word[0] + word[0][-2:], words).translate(ACCENTS)


def pseudo_catalogues(library: Library) -> Catalogues:
    """Catalogues that translate every unit into both made-up languages, as drafts."""
    nowhere = Position("made up")
    translations = {
        language: {
            unit.address: Translation(
                unit.text, pseudo(unit.text, language), fuzzy=False, drafted_by="a program", position=nowhere
            )
            for unit in library.units()
        }
        for language in LANGUAGES
    }
    return Catalogues(translations, {}, {})
