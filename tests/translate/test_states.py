"""The state of each unit is computed from the files alone, and a missing one is shown in English."""

from __future__ import annotations

from generator.model import Label, State
from generator.translate.view import view
from tests.project import TOPIC, Project
from tests.translate.catalogue_files import (
    GOOD,
    GOOD_ENGLISH,
    LOCAL,
    LOCAL_ENGLISH,
    START,
    TRANSLATED,
    in_state,
    seen,
    update,
)


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
