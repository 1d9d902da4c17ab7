"""Reviews hold for just the two texts that somebody else has read."""

from __future__ import annotations

import pytest

from generator.model import State
from generator.translate.view import review_fingerprint
from tests.project import TOPIC, TOPIC_PO, Project
from tests.translate.catalogue_files import (
    GOOD,
    GOOD_ENGLISH,
    LOCAL,
    LOCAL_ENGLISH,
    REVIEWS,
    seen,
    update,
)


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
