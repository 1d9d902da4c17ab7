"""`joinedup translate update` brings catalogues up to date, and loses no word that somebody wrote."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from generator.model import Language, State
from generator.translate.update import updated
from tests.project import HERE, LETTER, TOPIC, TOPIC_PO, Project
from tests.translate.catalogue_files import (
    GOOD,
    INTERFACE,
    LOCAL,
    LOCAL_ENGLISH,
    START,
    TRANSLATED,
    entries,
    every_word,
    in_state,
    put_aside,
    seen,
    update,
)


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
