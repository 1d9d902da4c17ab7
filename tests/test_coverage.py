"""The library holds everything that the sources hold: tests/coverage.yml is the table that it is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import library, model
from generator.library import Library

ROOT = Path(__file__).resolve().parent.parent
TABLE: dict[str, Any] = yaml.safe_load((ROOT / "tests/coverage.yml").read_text(encoding="utf-8"))
TOTALS: dict[str, int] = TABLE["totals"]
PIECES: dict[str, list[str]] = TABLE["pieces"]
ROWS = [(topic["id"], row) for topic in TABLE["topics"] for row in topic["questions"]]
MANUAL = "limbrick-2020"

each_topic = pytest.mark.parametrize("expected", TABLE["topics"], ids=lambda topic: f"{topic['number']}-{topic['id']}")
each_question = pytest.mark.parametrize(("topic", "row"), ROWS, ids=[row["number"] for _, row in ROWS])


@pytest.fixture(scope="module")
def shelf() -> Library:
    """The project's own content, in English."""
    return library.load(ROOT)


def _topic(shelf: Library, identifier: str) -> model.Topic:
    found = [topic for topic in shelf.topics if topic.id == identifier]
    assert found, f"no topic has the id {identifier}"
    return found[0]


def _question(shelf: Library, number: str) -> model.Question:
    assert number in shelf.questions, f"no question is numbered {number}"
    return shelf.questions[number]


def _counted(table: dict[str, Any]) -> Iterator[tuple[str, int]]:
    rows = [row for _, row in ROWS]
    yield "topics", len(table["topics"])
    yield "questions", len(rows)
    yield "parts", sum(row.get("parts", 0) for row in rows)
    yield "choices", sum(row.get("choices", 0) for row in rows)
    yield "catch_alls", sum("open" in row.get("flags", ()) for row in rows)
    yield "notes", sum(topic.get("note", False) for topic in table["topics"])
    yield "sections", len(table["sections"])
    yield "records", len(table["records"])
    for name in ("tools", "letters", "briefings", "stories", "figures", "words", "sources"):
        yield name, len(PIECES[name])
    yield "manual_references", len(PIECES["manual_references"])
    yield "manual_resources", len(PIECES["manual_resources"])


def test_the_table_adds_up() -> None:
    assert dict(_counted(TABLE)) == TOTALS


def test_the_library_has_as_many_topics_questions_parts_and_catch_alls(shelf: Library) -> None:
    questions = [question for topic in shelf.topics for question in topic.discussion.questions]
    counted = {
        "topics": len(shelf.topics),
        "questions": len(questions),
        "parts": sum(len(question.parts) for question in questions),
        "catch_alls": sum(question.open for question in questions),
    }
    assert counted == {name: TOTALS[name] for name in counted}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tools", model.Tool),
        ("letters", model.Letter),
        ("briefings", model.Briefing),
        ("stories", model.Story),
        ("figures", model.Figure),
    ],
)
def test_every_piece_is_there(shelf: Library, name: str, kind: type[model.Tool]) -> None:
    missing = set(PIECES[name]) - {entry.id for entry in shelf.all(kind)}
    assert not missing, f"{name} that are not there: {', '.join(sorted(missing))}"


def test_every_word_of_the_glossary_is_there(shelf: Library) -> None:
    missing = set(PIECES["words"]) - set(shelf.words)
    assert not missing, f"words that the glossary lacks: {', '.join(sorted(missing))}"


@pytest.mark.parametrize("name", ["sources", "manual_references", "manual_resources", "footnote_works"])
def test_every_work_is_listed(shelf: Library, name: str) -> None:
    missing = set(PIECES[name]) - set(shelf.references)
    assert not missing, f"works that references.yml lacks: {', '.join(sorted(missing))}"


def test_only_the_five_sources_are_called_sources(shelf: Library) -> None:
    found = {identifier for identifier, work in shelf.references.items() if work.kind == "source"}
    assert found == set(PIECES["sources"])


def test_the_sections_hold_the_topics_in_order(shelf: Library) -> None:
    found = [{"id": item.id, "number": item.number, "topics": list(item.topics)} for item in shelf.sections]
    assert found == TABLE["sections"]


def test_every_record_gathers_its_questions(shelf: Library) -> None:
    found = {identifier: sorted(record.questions) for identifier, record in shelf.records.items()}
    assert found == {identifier: sorted(numbers) for identifier, numbers in TABLE["records"].items()}


@each_topic
def test_a_topic_has_its_number_and_its_list_in_order(shelf: Library, expected: dict[str, Any]) -> None:
    topic = _topic(shelf, expected["id"])
    assert topic.number == expected["number"], f"{topic.id} has the wrong number"
    numbers = [question.number for question in topic.discussion.questions]
    assert numbers == [row["number"] for row in expected["questions"]], f"{topic.id}: its list is not the manual's"


@each_topic
def test_a_topic_keeps_the_manuals_note(shelf: Library, expected: dict[str, Any]) -> None:
    if expected.get("note"):
        assert _topic(shelf, expected["id"]).discussion.note, f"{expected['id']}: the note above its list is missing"


@each_topic
def test_a_topic_has_a_passage_for_each_subheading(shelf: Library, expected: dict[str, Any]) -> None:
    topic = _topic(shelf, expected["id"])
    for name, entries in (("guidance", topic.guidance), ("approaches", topic.approaches)):
        wanted = expected.get(name, [])
        found = [entry.id for entry in entries if entry.id in wanted]
        assert found == wanted, f"{topic.id}: {name} lacks some of these, or has them in another order"


@each_topic
def test_a_passage_has_every_item_of_the_list_it_restates(shelf: Library, expected: dict[str, Any]) -> None:
    topic = _topic(shelf, expected["id"])
    found = {passage.id: len(passage.points) + len(passage.steps) for passage in topic.guidance}
    for identifier, count in expected.get("inside", {}).items():
        assert found.get(identifier) == count, f"{topic.id}, {identifier}: {count} points belong there"


@each_topic
def test_a_topic_points_to_its_place_in_the_manual(shelf: Library, expected: dict[str, Any]) -> None:
    topic = _topic(shelf, expected["id"])
    heading = "introduction" if topic.number == 0 else f"topic {topic.number}:"
    headings = [(pointer.heading or "").lower() for pointer in topic.sources if pointer.source == MANUAL]
    assert any(found.startswith(heading) for found in headings), f"{topic.id}: sources lacks the manual's {heading}"
    assert topic.discussion.source.source == MANUAL, f"{topic.id}: its list comes from the manual"
    assert topic.discussion.source.heading, f"{topic.id}: its list has no heading to find it by"


@each_question
def test_a_question_points_to_its_place_in_the_list(shelf: Library, topic: str, row: dict[str, Any]) -> None:
    source = _question(shelf, row["number"]).source
    place = int(row["number"].split(".")[1])
    assert (source.source, source.place) == (MANUAL, place), f"{topic} {row['number']}: wrong pointer"


@each_question
def test_a_question_asks_for_what_the_manual_asks_for(shelf: Library, topic: str, row: dict[str, Any]) -> None:
    question, flags = _question(shelf, row["number"]), set(row.get("flags", ()))
    asked = set(question.asks_for)
    found = {
        "evidence": "evidence" in asked,
        "example": "example" in asked,
        "action or decision": bool(asked & {"action", "decision"}),
        "co-production": question.coproduction,
        "open": question.open,
    }
    wanted = {
        "evidence": "evidence" in flags,
        "example": "example" in flags,
        "action or decision": bool(flags & {"action", "scope"}),
        "co-production": "coproduction" in flags,
        "open": "open" in flags,
    }
    wrong = {name: wanted[name] for name in wanted if wanted[name] != found[name]}
    assert not wrong, f"{topic} {row['number']} asks for {sorted(asked)}; it should be {wrong}"


@each_question
def test_a_question_has_its_parts_and_choices(shelf: Library, topic: str, row: dict[str, Any]) -> None:
    question = _question(shelf, row["number"])
    letters = [part.number for part in question.parts]
    wanted = [f"{row['number']}{letter}" for letter in "abcdefghijkl"[: row.get("parts", 0)]]
    assert letters == wanted, f"{topic} {row['number']}: its parts"
    if "choices" in row:  # elsewhere a sentence may offer choices that were not counted, such as three kinds of service
        assert len(question.choices) == row["choices"], f"{topic} {row['number']}: its choices"
    if row.get("open_within"):
        inside = [part.open for part in question.parts] + [choice.open for choice in question.choices]
        assert sum(inside) == 1, f"{topic} {row['number']}: one part or choice means “something else” (open: true)"


@each_question
def test_a_question_feeds_its_records(shelf: Library, topic: str, row: dict[str, Any]) -> None:
    question = _question(shelf, row["number"])
    wanted = sorted(name for name, numbers in TABLE["records"].items() if row["number"] in numbers)
    assert sorted(question.records) == wanted, f"{topic} {row['number']}: its records should be {wanted}"


@each_question
def test_a_question_points_on_to_the_topics_it_names(shelf: Library, topic: str, row: dict[str, Any]) -> None:
    missing = set(row.get("see", ())) - set(_question(shelf, row["number"]).see)
    assert not missing, f"{topic} {row['number']}: see lacks {', '.join(sorted(missing))}"


@pytest.mark.parametrize("expected", TABLE["pointers"], ids=lambda expected: expected["piece"])
def test_a_briefing_or_story_names_its_source(shelf: Library, expected: dict[str, Any]) -> None:
    document = shelf.by_target.get(expected["piece"])
    assert document, f"{expected['piece']} is not there"
    entry = document.entry
    assert isinstance(entry, model.Briefing | model.Story)
    assert expected["source"] in [pointer.source for pointer in entry.sources]
    figures = Counter(passage.figure for passage in entry.passages if passage.figure)
    missing = set(expected.get("figures", ())) - set(figures)
    assert not missing, f"{expected['piece']}: figures that it does not show: {', '.join(sorted(missing))}"
    if isinstance(entry, model.Briefing):
        assert entry.ours is expected["ours"], f"{expected['piece']}: ours should be {expected['ours']}"
