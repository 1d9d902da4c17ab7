"""Translations hang on addresses: they follow them, never each other's likeness, and nobody's words are lost."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import polib
import pytest

from generator import markup
from generator.library import Library
from generator.model import Label, Language, State, Unit
from generator.model.units import former_addresses
from generator.translate.catalogues import Catalogues, made_from, path_of
from generator.translate.interface import Interface, messages
from generator.translate.pseudo import LANGUAGES, pseudo, pseudo_catalogues
from generator.translate.update import updated
from generator.translate.view import review_fingerprint, view
from tests.project import HERE, LETTER, TOPIC, TOPIC_PO, Project

REVIEWS = "content/translations/ur/reviews.yml"
INTERFACE = "content/translations/ur/interface.po"
START = "topic/keyworking"
TRANSLATED = {
    f"{START}/title",
    f"{START}/summary",
    f"{START}/sign/whom-to-ring/text",
    f"{START}/starter/one-person/text",
    f"{START}/discussion/question/local-services/text",
    f"{START}/discussion/question/good-practice/text",
}
LOCAL, GOOD = f"{START}/discussion/question/local-services/text", f"{START}/discussion/question/good-practice/text"
LOCAL_ENGLISH, GOOD_ENGLISH = "Which services here give people a keyworker?", "What do the best of them do?"


def seen(project: Project, language: str = "ur") -> dict[str, Unit]:
    """Every unit by its address, as it is seen in a language."""
    catalogues = project.catalogues()
    return {unit.address: unit for unit in view(project.library(), catalogues, language).units()}


def in_state(project: Project, state: State) -> set[str]:
    return {address for address, unit in seen(project).items() if unit.state is state}


def entries(project: Project, path: str = TOPIC_PO) -> dict[str, polib.POEntry]:
    """The entries of a catalogue by address, without those that are put aside."""
    return {entry.msgctxt: entry for entry in polib.pofile(str(project.root / path)) if not entry.obsolete}


def put_aside(project: Project, path: str = TOPIC_PO) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(str(project.root / path)).obsolete_entries()}


def update(project: Project) -> str:
    status, out, error = project.translate("update")
    assert status == 0, error
    return out


def every_word(project: Project) -> Counter[str]:
    """Every translated text of every catalogue, put aside or not."""
    files = sorted((project.root / "content/translations").rglob("*.po"))
    found = [entry for file in files for entry in polib.pofile(str(file))]
    return Counter(text for entry in found for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)


# States


def test_states_are_computed_from_the_files_alone(project: Project) -> None:
    assert in_state(project, State.REVIEWED) == {GOOD}
    assert in_state(project, State.DRAFT) == TRANSLATED - {GOOD}
    assert in_state(project, State.STALE) == set()
    assert in_state(project, State.MISSING) == set(seen(project)) - TRANSLATED


def test_a_missing_unit_is_shown_in_english_and_says_so(project: Project) -> None:
    unit = seen(project)[f"{START}/why"]
    assert (unit.language, unit.state, unit.text) == ("en", State.MISSING, unit.english)


def test_a_translated_unit_keeps_its_english_beside_it(project: Project) -> None:
    unit = seen(project)[f"{START}/title"]
    assert (unit.language, unit.text, unit.english) == ("ur", "کلیدی کارکن کا کام", "Keyworking")
    assert isinstance(unit, Label)


def test_english_is_seen_as_it_is_written(project: Project) -> None:
    library = project.library()
    assert view(library, project.catalogues(), "en") is library
    assert {unit.state for unit in library.units()} == {State.SOURCE}


def test_a_change_of_one_english_text_makes_exactly_that_unit_stale(project: Project) -> None:
    before = seen(project)
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services nearby give people a keyworker?")
    after = seen(project)
    assert in_state(project, State.STALE) == {LOCAL}
    assert after[LOCAL].text == before[LOCAL].text
    assert after[LOCAL].previous == LOCAL_ENGLISH
    assert after[LOCAL].english == "Which services nearby give people a keyworker?"
    assert [address for address in before if address != LOCAL and before[address] != after[address]] == []


def test_a_change_of_white_space_alone_makes_nothing_stale(project: Project) -> None:
    project.edit(
        TOPIC,
        "  A [[keyworker]] is one person you know and trust.\n  This",
        "  A [[keyworker]] is one person\n  you know and trust. This",
    )
    assert in_state(project, State.STALE) == set()


def test_reordering_changes_no_state(project: Project) -> None:
    before = seen(project)
    signs = "  - id: {}\n    text: {}\n"
    project.edit(TOPIC, "signs:\n", "signs:\n" + signs.format("another", "Nobody rings back."))
    first, second = (
        "  - id: one-person\n    text: Who is the one person you would ring first?\n    opens: ['1.1']\n",
        "  - id: good-keyworker\n    text: What does a keyworker do that really helps?\n    opens: ['1.2']\n",
    )
    project.edit(TOPIC, first + second, second + first)
    after = seen(project)
    assert {address: unit.text for address, unit in after.items() if address in before} == {
        address: unit.text for address, unit in before.items()
    }
    assert in_state(project, State.STALE) == set()


def test_two_questions_whose_texts_are_swapped_keep_each_its_own_translation(project: Project) -> None:
    before = seen(project)
    project.edit(TOPIC, LOCAL_ENGLISH, "SWAP")
    project.edit(TOPIC, GOOD_ENGLISH, LOCAL_ENGLISH)
    project.edit(TOPIC, "SWAP", GOOD_ENGLISH)
    for updated_first in (False, True):
        if updated_first:
            update(project)
        after = seen(project)
        assert in_state(project, State.STALE) == {LOCAL, GOOD}
        assert (after[LOCAL].text, after[GOOD].text) == (before[LOCAL].text, before[GOOD].text)
        assert (after[LOCAL].previous, after[GOOD].previous) == (LOCAL_ENGLISH, GOOD_ENGLISH)


# Renaming


def test_a_renamed_id_keeps_its_translation(project: Project) -> None:
    before = seen(project)[f"{START}/sign/whom-to-ring/text"]
    project.edit(TOPIC, "  - id: whom-to-ring\n", "  - id: nobody-to-ring\n    formerly: [whom-to-ring]\n")
    for again in (False, True):
        if again:
            update(project)
        after = seen(project)[f"{START}/sign/nobody-to-ring/text"]
        assert (after.text, after.state) == (before.text, State.DRAFT)
    assert f"{START}/sign/nobody-to-ring/text" in entries(project)
    assert f"{START}/sign/whom-to-ring/text" not in entries(project)


def test_a_renamed_id_keeps_its_review(project: Project) -> None:
    project.edit(TOPIC, "    - id: good-practice\n", "    - id: the-best\n      formerly: [good-practice]\n")
    assert in_state(project, State.REVIEWED) == {f"{START}/discussion/question/the-best/text"}


def test_a_renamed_topic_keeps_every_translation_of_its_file_and_of_its_questions(project: Project) -> None:
    """The catalogue still stands under the old name, and one of the questions was renamed before."""
    before = every_word(project)
    project.edit(TOPIC, "id: keyworking\n", "id: key-people\nformerly: [keyworking]\n")
    project.edit(TOPIC, "    - id: local-services\n", "    - id: nearby\n      formerly: [local-services]\n")
    (project.root / TOPIC).rename(project.root / "discussion_topics/01-key-people.yml")
    for path in sorted(project.root.rglob("*.yml")):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("topic:keyworking", "topic:key-people").replace("[keyworking]", "[key-people]"), "utf-8"
        )
    project.edit("discussion_topics/01-key-people.yml", "formerly: [key-people]", "formerly: [keyworking]")
    wanted = {address.replace(START, "topic/key-people").replace("local-services", "nearby") for address in TRANSLATED}

    assert [problem.rule for problem in project.problems()] == ["strange-catalogue"]
    assert {address for address, unit in seen(project).items() if unit.language == "ur"} == wanted
    update(project)
    assert not (project.root / TOPIC_PO).exists()
    moved = "content/translations/ur/discussion_topics/01-key-people.po"
    assert {address for address, entry in entries(project, moved).items() if entry.msgstr} == wanted
    assert polib.pofile(str(project.root / moved)).metadata["Last-Translator"] == "A program"
    assert every_word(project) == before
    assert project.problems() == []


def test_every_address_that_a_unit_may_have_had_is_known(project: Project) -> None:
    project.edit(TOPIC, "id: keyworking\n", "id: keyworking\nformerly: [one, two]\n")
    project.edit(TOPIC, "    - id: local-services\n", "    - id: local-services\n      formerly: [three]\n")
    topic = next(document for document in project.library().documents if document.path == TOPIC)
    found = {old for old, new in former_addresses(topic.entry, topic.address) if new == LOCAL}
    places = [
        f"topic/{name}/discussion/question/{question}/text"
        for name in ("keyworking", "one", "two")
        for question in ("local-services", "three")
    ]
    assert found == set(places) - {LOCAL}


# Updating the catalogues


def test_update_changes_nothing_the_second_time(project: Project) -> None:
    assert update(project) == "ur: 17 files changed\n"
    assert update(project) == "ur: 0 files changed\n"


def test_update_keeps_the_old_words_with_the_english_they_were_made_from(project: Project) -> None:
    old = entries(project)[LOCAL].msgstr
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services nearby?")
    update(project)
    entry = entries(project)[LOCAL]
    assert (entry.msgid, entry.msgstr, entry.fuzzy, entry.previous_msgid) == (
        "Which services nearby?",
        old,
        True,
        LOCAL_ENGLISH,
    )
    project.edit(TOPIC, "Which services nearby?", "Which services are near?")
    update(project)
    entry = entries(project)[LOCAL]
    assert (entry.msgid, entry.fuzzy, entry.previous_msgid) == ("Which services are near?", True, LOCAL_ENGLISH)
    assert in_state(project, State.STALE) == {LOCAL}


def test_english_that_becomes_what_it_was_is_translated_again(project: Project) -> None:
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services nearby?")
    update(project)
    project.edit(TOPIC, "Which services nearby?", LOCAL_ENGLISH)
    assert in_state(project, State.STALE) == set()
    update(project)
    entry = entries(project)[LOCAL]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgid) == (False, None, LOCAL_ENGLISH)


def test_a_translator_who_clears_the_mark_has_translated_the_english_of_now(project: Project) -> None:
    """Some editors leave the previous English behind when the mark goes."""
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services nearby?")
    update(project)
    project.edit(TOPIC_PO, "#, fuzzy\n", "")
    assert f'#| msgid "{LOCAL_ENGLISH}"' in project.read(TOPIC_PO)
    assert in_state(project, State.STALE) == set()


def test_a_mark_that_a_translator_set_stays(project: Project) -> None:
    project.edit(TOPIC_PO, f'msgctxt "{START}/title"', f'#, fuzzy\nmsgctxt "{START}/title"')
    assert in_state(project, State.STALE) == {f"{START}/title"}
    update(project)
    assert entries(project)[f"{START}/title"].fuzzy


def test_a_note_of_a_translator_stays(project: Project) -> None:
    project.edit(
        TOPIC_PO,
        f'#. Plain words on one line.\nmsgctxt "{START}/title"',
        f'# Or: کارکن?\n#. Plain words on one line.\nmsgctxt "{START}/title"',
    )
    update(project)
    assert "# Or: کارکن?" in project.read(TOPIC_PO)


def test_words_that_no_unit_needs_are_put_aside_and_come_back_with_it(project: Project) -> None:
    words = entries(project)[f"{START}/sign/whom-to-ring/text"].msgstr
    sign = "  - id: whom-to-ring\n    text: Nobody can say whom you should ring.\n"
    project.edit(TOPIC, f"signs:\n{sign}", "signs: []\n")
    before = every_word(project)
    update(project)
    assert put_aside(project)[f"{START}/sign/whom-to-ring/text"].msgstr == words
    assert every_word(project) == before
    project.edit(TOPIC, "signs: []\n", f"signs:\n{sign}")
    update(project)
    assert entries(project)[f"{START}/sign/whom-to-ring/text"].msgstr == words
    assert in_state(project, State.DRAFT) == TRANSLATED - {GOOD}


def test_words_put_aside_never_take_the_place_of_words_in_use(project: Project) -> None:
    project.write(
        TOPIC_PO,
        project.read(TOPIC_PO) + f'\n#~ msgctxt "{START}/title"\n#~ msgid "Keyworking"\n#~ msgstr "پرانا"\n',
    )
    before = every_word(project)
    update(project)
    assert entries(project)[f"{START}/title"].msgstr == "کلیدی کارکن کا کام"
    assert put_aside(project)[f"{START}/title"].msgstr == "پرانا"
    assert every_word(project) == before


def test_words_of_a_file_that_is_gone_are_put_aside(project: Project) -> None:
    project.write(
        "content/translations/ur/letters/gone.po",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "letter/gone/title"\nmsgid "Gone"\nmsgstr "گیا"\n',
    )
    before = every_word(project)
    update(project)
    assert every_word(project) == before
    assert set(put_aside(project, "content/translations/ur/letters/gone.po")) == {"letter/gone/title"}
    assert project.problems() == []
    assert update(project) == "ur: 0 files changed\n"


def test_an_empty_catalogue_of_a_file_that_is_gone_goes_too(project: Project) -> None:
    update(project)
    project.edit(
        "content/routes/nobody-to-ring.yml",
        "  - {id: letter, to: 'letter:service-manager', text: 'The first lines to a manager.'}\n",
        "  - {id: tool, to: 'tool:keyworker-role', text: 'A form.'}\n",
    )
    project.edit(TOPIC, " The [letter](letter:service-manager) helps.", "")
    (project.root / LETTER).unlink()
    update(project)
    assert not (project.root / "content/translations/ur/letters/service-manager.po").exists()


def test_update_refuses_a_catalogue_that_it_would_harm(project: Project) -> None:
    project.edit(TOPIC_PO, f'msgctxt "{START}/title"\n', "")
    before = project.read(TOPIC_PO)
    status, _, error = project.translate("update")
    assert status == 1
    assert "lacks its msgctxt" in error
    assert project.read(TOPIC_PO) == before
    assert not (project.root / "content/translations/ur/glossary.po").exists()


def test_update_leaves_no_white_space_around_words(project: Project) -> None:
    project.edit(TOPIC_PO, 'msgstr "کلیدی کارکن کا کام"', 'msgstr "  کلیدی کارکن کا کام\\n"')
    assert seen(project)[f"{START}/title"].text == "کلیدی کارکن کا کام"
    update(project)
    assert entries(project)[f"{START}/title"].msgstr == "کلیدی کارکن کا کام"


def msgfmt(root: Path) -> list[str]:
    """What gettext's own checker has against the catalogues of a project."""
    said = []
    for file in sorted((root / "content/translations").rglob("*.po")):
        done = subprocess.run(
            ["msgfmt", "--check", "--output-file=/dev/null", str(file)], capture_output=True, text=True, check=False
        )
        said += [line for line in done.stderr.splitlines() if "still has the initial default value" not in line]
        assert done.returncode == 0, done.stderr
    return said


def test_gettext_accepts_all_that_update_writes(project: Project) -> None:
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services nearby?")
    project.edit(TOPIC, "signs:\n  - id: whom-to-ring\n    text: Nobody can say whom you should ring.\n", "signs: []\n")
    project.write(
        INTERFACE,
        project.read(INTERFACE)
        + '\nmsgid "%(num)s gone"\nmsgid_plural "%(num)s gone too"\nmsgstr[0] "ایک"\nmsgstr[1] "کئی"\n',
    )
    languages = project.read("content/languages.yml")
    for code in ("cy", "ar", "pl", "zh-Hans", "xx"):
        languages += f"  - {{id: {code}, name: {code}, english_name: Another, screen_fonts: [Noto Sans], print_fonts: [Noto Sans]}}\n"
    project.write("content/languages.yml", languages)
    update(project)
    assert project.translate("new", "cy", "ar", "pl", "zh-Hans", "xx")[0] == 0
    assert len(list((project.root / "content/translations").rglob("*.po"))) > 80
    assert msgfmt(project.root) == []
    assert msgfmt(HERE.parent) == []


def test_plural_rules_come_with_the_language(project: Project) -> None:
    def rule(code: str) -> str:
        language = Language(
            id=code, name=code, english_name=code, screen_fonts=("Noto Sans",), print_fonts=("Noto Sans",)
        )
        text = updated(project.library(), language, project.root)[f"content/translations/{code}/interface.po"]
        return re.search(r"nplurals=(\d)", text or "")[1]  # type: ignore[index]

    forms = {"ar": "6", "pl": "3", "cy": "5", "ur": "2", "ar-EG": "6", "zh-Hans": "1", "xx": "2"}
    assert {code: rule(code) for code in forms} == forms


# A language from nothing


def test_a_language_begins_from_one_entry_in_languages_yml(project: Project) -> None:
    assert project.translate("new", "cy")[0] == 2
    project.write(
        "content/languages.yml",
        project.read("content/languages.yml")
        + "  - {id: cy, name: Cymraeg, english_name: Welsh, screen_fonts: [Noto Sans], print_fonts: [Noto Sans]}\n",
    )
    assert {unit.state for unit in seen(project, "cy").values()} == {State.MISSING}
    status, out, error = project.translate("new", "cy")
    assert (status, error) == (0, "")
    assert out == "cy: 19 files written to content/translations/cy\n"
    assert project.problems() == []
    assert {unit.state for unit in seen(project, "cy").values()} == {State.MISSING}
    library = project.library()
    wanted = {unit.address for unit in library.units()}
    written = {address for document in library.documents for address in _addresses(project, path_of(document, "cy"))}
    assert written == wanted
    assert project.translate("update", "cy")[1] == "cy: 0 files changed\n"
    project.write("content/translations/cy/reviews.yml", "reviews: [] # kept\n".replace(" #", "  #"))
    project.translate("new", "cy")
    assert "kept" in project.read("content/translations/cy/reviews.yml")


def _addresses(project: Project, path: str) -> set[str]:
    return set(entries(project, path)) if (project.root / path).is_file() else set()


def test_update_of_a_language_that_was_not_begun_says_how_to_begin(project: Project) -> None:
    project.write(
        "content/languages.yml",
        project.read("content/languages.yml")
        + "  - {id: cy, name: Cymraeg, english_name: Welsh, screen_fonts: [Noto Sans], print_fonts: [Noto Sans]}\n",
    )
    assert project.translate("update", "cy") == (
        2,
        "",
        "joinedup: cy: not begun yet; begin with: joinedup translate new cy\n",
    )
    assert "cy" not in update(project)


@pytest.mark.parametrize("words", [("update", "xx"), ("new", "en"), ("status", "xx")])
def test_a_language_that_does_not_exist_is_wrong_usage(project: Project, words: tuple[str, ...]) -> None:
    status, out, error = project.translate(*words)
    assert (status, out) == (2, "")
    assert "add it there first (it has: ur)" in error


def test_status_counts_every_unit_once(project: Project) -> None:
    status, out, _ = project.translate("status")
    units = sum(1 for _ in project.library().units())
    assert status == 0
    assert out.splitlines()[1].split() == ["ur", "1", "5", "0", str(units - 6), str(units)]
    counts = json.loads(project.translate("status", "--format", "json")[1])
    assert counts == {"ur": {"reviewed": 1, "draft": 5, "stale": 0, "missing": units - 6}}
    listed = project.translate("status", "--list", "draft")[1].splitlines()[2:]
    assert {line.split()[1] for line in listed} == TRANSLATED - {GOOD}


# Reviews


def review(project: Project, unit: str, by: str, *, cosmetic: bool = False) -> None:
    """Record a review of a unit as it is now."""
    found = seen(project)[unit]
    project.write(
        REVIEWS,
        "reviews:\n"
        f"  - {{unit: {unit}, fingerprint: '{review_fingerprint(found.english, found.text)}', by: {by}, on: 2026-11-22, cosmetic: {str(cosmetic).lower()}}}\n",
    )


def test_a_review_ends_when_the_english_changes(project: Project) -> None:
    project.edit(TOPIC, GOOD_ENGLISH, "What do the best do?")
    assert seen(project)[GOOD].state is State.STALE


def test_a_review_ends_when_the_translation_changes(project: Project) -> None:
    project.edit(TOPIC_PO, "ان میں سے بہترین کیا کرتی ہیں؟", "بہترین کیا کرتی ہیں؟")
    assert seen(project)[GOOD].state is State.DRAFT


@pytest.mark.parametrize("name", ["A program", "a  program", "A Program <a@program.example>"])
def test_nobody_reviews_their_own_translation(project: Project, name: str) -> None:
    review(project, LOCAL, f"'{name}'")
    assert seen(project)[LOCAL].state is State.DRAFT
    assert [problem.rule for problem in project.problems()] == ["own-review"]


def test_somebody_else_reviews_a_translation(project: Project) -> None:
    review(project, LOCAL, "A second program")
    assert seen(project)[LOCAL].state is State.REVIEWED
    assert project.problems() == []


def test_a_reviewer_may_confirm_that_only_the_look_of_the_english_changed(project: Project) -> None:
    project.edit(TOPIC, LOCAL_ENGLISH, "Which services, here, give people a keyworker?")
    review(project, LOCAL, "A second reader of Urdu")
    assert seen(project)[LOCAL].state is State.STALE
    review(project, LOCAL, "A second reader of Urdu", cosmetic=True)
    assert seen(project)[LOCAL].state is State.REVIEWED
    update(project)
    assert seen(project)[LOCAL].state is State.REVIEWED
    project.edit(TOPIC, "Which services, here, give people a keyworker?", "Which services give people a keyworker?")
    assert seen(project)[LOCAL].state is State.STALE


# The words of the interface


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


# Languages that are made up


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
