"""Real workbooks from the real content: valid, accessible, within their pages, and with nothing on them that does not belong there.

`make test` takes a sample that differs from run to run; its seed is printed, and JOINEDUP_SEED repeats it. `make verify` takes all.
"""

from __future__ import annotations

import re

import pytest

from generator.library import load
from generator.model import Topic
from generator.model.units import units
from generator.render import plain
from generator.translate.view import view
from generator.workbook import Workbook, compose, planned
from tests.formats.pdf_assertions import (
    assert_artifact_only,
    assert_extracts,
    assert_language,
    assert_one,
)
from tests.real_content import DAY, ENGLISH, ROOT, catalogues, library, seen
from tests.workbook.printed import printed

ALL = tuple(workbook for workbook in planned(library()) if not workbook.papers and not workbook.second)
"""Every single paper in one language; packs, and papers in two languages, have tests of their own."""
MANUAL = next(workbook for workbook in ALL if workbook.scope == "manual")


def topic_of(workbook: Workbook) -> Topic:
    return next(topic for topic in seen(workbook.language).topics if topic.id == workbook.topics[0])


@pytest.mark.parametrize("topic", [topic.id for topic in library().topics])
def test_a_participant_copy_holds_nothing_for_the_facilitator(topic: str) -> None:
    workbook = next(one for one in ALL if one.topics == (topic,) and one.copy == "participant" and one.language == "en")
    html = compose(workbook, library(), ENGLISH, DAY).document.html
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    entry = topic_of(workbook)
    hidden = [*units_of(entry.preparation), *(unit for session in entry.sessions for unit in units_of(session))]
    shown = [unit for unit in hidden if len(unit.split()) > 5 and unit in text]
    assert shown == []


def units_of(entry: object) -> list[str]:
    return [plain(unit) for unit in units(entry)]  # type: ignore[arg-type]


def test_the_whole_manual_has_contents_bookmarks_and_every_question() -> None:
    one = printed(MANUAL)
    read = one.read
    titles = [plain(topic.title) for topic in library().topics]
    contents = assert_one(read, "TOC", *titles)
    assert all(re.search(rf"{re.escape(title)}\s*\d+", contents.text) for title in titles), (
        "each entry ends with its page"
    )
    assert set(titles) <= {title for _, title in read.bookmarks}
    for question in library().questions.values():
        assert question.number in read.document.text
    assert_artifact_only(read, f"Page 1 / {one.pages}")


def test_a_list_over_two_pages_is_one() -> None:
    read = printed(MANUAL).read
    explained = assert_one(read, "L", "rationalise:", "young carer:")
    assert len(explained.pages) > 1, "the list of words takes more than a page, so this test sees what it is for"


def test_urdu_is_right_to_left_and_marks_what_is_in_english() -> None:
    workbook = next(one for one in ALL if one.language == "ur" and one.reader)
    one = printed(workbook)
    topic = topic_of(workbook)
    assert 'dir="rtl"' in one.composed.document.html
    starter = plain(topic.starters[0].text)
    assert_extracts(one.content, starter)
    english = [unit for unit in units(topic.discussion) if unit.language == "en"]
    for unit in english[:1]:
        assert_language(one.read, plain(unit), "en")


def test_the_fingerprint_on_paper_changes_with_the_words_and_only_with_them() -> None:
    workbook = next(one for one in ALL if one.topics == ("keyworking",) and one.copy == "participant")
    same = compose(workbook, library(), ENGLISH, DAY)
    assert same.version == compose(workbook, load(ROOT), ENGLISH, DAY).version
    changed = view(library(), catalogues(), "ur")
    assert compose(workbook, changed, ENGLISH, DAY).version != same.version
