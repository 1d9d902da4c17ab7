"""The words of the interface are found, shown in English where they are unsure, and follow the language."""

from __future__ import annotations

import re
from datetime import date

import polib

from generator.translate.interface import Interface, messages
from tests.project import Project
from tests.translate.catalogue_files import (
    INTERFACE,
    every_word,
    update,
)


def test_every_marked_string_is_found_in_code_and_templates() -> None:
    found = {message if isinstance(message, str) else message[0]: place for place, message, _ in messages()}
    assert found["The whole manual"].startswith("generator/workbook/document.py:")
    assert found["Questions to talk about"].startswith("generator/workbook/templates/")
    assert "(the English has changed since)" in found
    assert not [message for message in found if not message.strip()]
    assert all(re.fullmatch(r"generator/[\w./-]+:\d+", place) for place in found.values())


def test_update_writes_every_string_of_the_interface(project: Project) -> None:
    update(project)
    written = {
        (entry.msgctxt, entry.msgid) for entry in polib.pofile(str(project.root / INTERFACE)) if not entry.obsolete
    }
    assert written == {
        (context, message if isinstance(message, str) else message[0]) for _, message, context in messages()
    }
    assert Interface("ur", polib.pofile(str(project.root / INTERFACE)))("Topic") == "موضوع"


def test_a_string_that_is_gone_is_put_aside_with_all_its_forms(project: Project) -> None:
    project.write(
        INTERFACE,
        project.read(INTERFACE)
        + '\nmsgid "%(num)s gone"\nmsgid_plural "%(num)s all gone"\nmsgstr[0] "%(num)s ایک"\nmsgstr[1] "%(num)s کئی"\n',
    )
    before = every_word(project)
    update(project)
    assert every_word(project) == before
    assert [entry.msgid for entry in polib.pofile(str(project.root / INTERFACE)).obsolete_entries()] == ["%(num)s gone"]


def catalogue(words: str) -> polib.POFile:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=koi8-r\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return polib.pofile(header + words)


def test_words_that_are_unsure_or_missing_are_shown_in_english() -> None:
    interface = Interface("ur", catalogue('#, fuzzy\nmsgid "Topic"\nmsgstr "موضوع"\n\nmsgid "Page"\nmsgstr ""\n'))
    assert (interface("Topic"), interface("Page"), interface("Unknown")) == ("Topic", "Page", "Unknown")


def test_a_catalogue_is_read_as_utf_8_whatever_it_says_of_itself() -> None:
    assert Interface("ur", catalogue('msgid "Topic"\nmsgstr "موضوع"\n'))("Topic") == "موضوع"


def test_plurals_numbers_and_days_follow_the_language() -> None:
    interface = Interface(
        "ur", catalogue('msgid "{n} side"\nmsgid_plural "{n} sides"\nmsgstr[0] "{n} صفحہ"\nmsgstr[1] "{n} صفحات"\n')
    )
    assert interface.plural("{n} side", "{n} sides", 1) == "1 صفحہ"
    assert interface.plural("{n} side", "{n} sides", 1200) == "1,200 صفحات"
    assert Interface("en", polib.POFile()).day(date(2026, 11, 22)) == "22 November 2026"
    assert Interface("cy", polib.POFile()).day(date(2026, 11, 22)) == "22 Tachwedd 2026"
    assert Interface("xx-YY", polib.POFile()).day(date(2026, 11, 22)) == "22 November 2026"
    assert re.search(r"22.*2026", Interface("ar", polib.POFile()).day(date(2026, 11, 22)))


def test_things_in_a_list_stand_apart_as_the_language_writes_it() -> None:
    english, urdu = Interface("en", polib.POFile()), Interface("ur", polib.POFile())
    assert (english.comma, english.semicolon) == (", ", "; ")
    assert (urdu.comma, urdu.semicolon) == ("، ", "؛ ")
