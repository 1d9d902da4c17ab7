"""Made-up languages keep every mark, and any number of items can be counted up in any language."""

from __future__ import annotations

import re

import polib
import pytest

from generator import markup
from generator.library import Library
from generator.model import Label, State
from generator.translate.catalogues import Catalogues, made_from
from generator.translate.interface import Interface, messages
from generator.translate.pseudo import LANGUAGES, pseudo, pseudo_catalogues
from generator.translate.view import view
from tests.project import HERE, Project


@pytest.fixture(scope="module")
def real() -> Library:
    return Project(HERE.parent).library()


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_made_up_languages_keep_every_mark_of_every_real_text(code: str, real: Library) -> None:
    changed = 0
    for unit in real.units():
        text = pseudo(unit.text, code)
        changed += text != unit.text
        assert [word for word, _ in markup.words_used(text)] == [word for word, _ in markup.words_used(unit.text)], (
            unit.address
        )
        assert [work for work, _ in markup.works_cited(text)] == [work for work, _ in markup.works_cited(unit.text)], (
            unit.address
        )
        assert list(markup.links(text)) == list(markup.links(unit.text)), unit.address
        assert list(markup.faults(text, plain=isinstance(unit, Label), one_line=unit.one_line)) == [], unit.address
        assert text.count("\n") == unit.text.count("\n"), unit.address
    assert changed > 0.9 * sum(1 for _ in real.units())


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_made_up_languages_keep_the_gaps_of_the_interface(code: str) -> None:
    gaps = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
    for _, message, _ in messages():
        for text in [message] if isinstance(message, str) else message:
            assert gaps.findall(pseudo(text, code)) == gaps.findall(text)


def test_a_library_seen_in_a_made_up_language_is_a_draft_in_that_language(project: Project) -> None:
    library = project.library()
    catalogues: Catalogues = pseudo_catalogues(library)
    for code, language in LANGUAGES.items():
        found = list(view(library, catalogues, code).units())
        assert {unit.language for unit in found} == {code}
        assert {unit.state for unit in found} == {State.DRAFT}
        assert language.direction in ("ltr", "rtl")
    assert len({language.direction for language in LANGUAGES.values()}) == 2


def test_what_a_translation_was_made_from_is_the_previous_english_only_while_it_is_unsure() -> None:
    entry = polib.POEntry(msgctxt="a", msgid="new", msgstr="x", previous_msgid="old", flags=["fuzzy"])
    assert made_from(entry) == "old"
    entry.flags = []
    assert made_from(entry) == "new"


@pytest.mark.parametrize("language", ["en", "ur", "cy", "pl", "pa", "bn", "ar", "so"])
def test_any_number_of_items_can_be_counted_up_in_any_language(language: str) -> None:
    say = Interface(language, polib.POFile())
    for count in range(6):
        items = [f"item{number}" for number in range(count)]
        assert all(item in say.listed(items) for item in items)
