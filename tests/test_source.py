"""Stages `source`, `model` and `library` meet anything that a file can hold: an answer, a place, never a traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.checks import check
from generator.library import KINDS, load
from generator.model.units import LONGEST_TEXT
from generator.problems import ContentError, Position
from generator.source import LARGEST_FILE_BYTES, parse, read
from tests import real_content
from tests.project import LETTER, TOPIC, Project, assert_well_printed

# What YAML means


def data(text: str) -> object:
    source, problems = parse(text, "file.yml")
    assert source is not None, [problem.line for problem in problems]
    return source.data


def rules(text: str) -> list[str]:
    source, problems = parse(text, "file.yml")
    assert (source is None) == bool(problems)
    return [problem.rule for problem in problems]


def test_only_true_and_false_are_true_and_false() -> None:
    assert data("a: true\nb: false\nc: 'true'\n") == {"a": True, "b": False, "c": "true"}
    for word in ("yes", "No", "on", "OFF", "y", "n", "True", "FALSE"):
        assert rules(f"a: {word}\n") == ["boolean-word"], word
        assert data(f"a: '{word}'\n") == {"a": word}


def test_whole_numbers_are_numbers_and_all_others_must_be_quoted() -> None:
    assert data("a: 12\nb: 0\nc: -3\nd: '9.10'\n") == {"a": 12, "b": 0, "c": -3, "d": "9.10"}
    for number in ("9.10", "1_000.5", "0x10", "0o7", "007", "12:30", ".5", "+1.5"):
        assert rules(f"a: {number}\n") == ["number-word"], number


def test_a_number_too_long_to_be_one_stays_words() -> None:
    assert data(f"a: {'9' * 400}\n") == {"a": "9" * 400}


def test_dates_stay_words_until_a_model_wants_a_date() -> None:
    assert data("a: 2026-11-22\n") == {"a": "2026-11-22"}


def test_nothing_is_none_and_quoted_nothing_is_words() -> None:
    assert data("a:\nb: ~\nc: null\nd: ''\n") == {"a": None, "b": None, "c": None, "d": ""}


def test_words_are_composed_so_that_the_same_letters_are_the_same_words() -> None:
    assert data("cafe\u0301: 'cafe\u0301'\n") == {"café": "café"}
    assert rules("café: 1\ncafe\u0301: 2\n") == ["duplicate-key"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_and_the_mark_of_windows_editors_make_no_difference(ending: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yml"
    file.write_bytes(b"\xef\xbb\xbf" + f"a: 1{ending}b: |{ending}  x{ending}  y{ending}".encode())
    source, problems = read(file, "file.yml")
    assert problems == []
    assert source is not None
    assert source.data == {"a": 1, "b": "x\ny\n"}
    assert source.at(("b",)) == Position("file.yml", 2, 4)


def test_letters_that_other_scripts_need_are_let_through() -> None:
    persian, family = "می\u200cخواهم", "👩\u200d👧"
    assert data(f"a: {persian}\nb: {family}\n") == {"a": persian, "b": family}


def test_a_place_counts_characters_and_not_bytes() -> None:
    source, _ = parse("a: {b: '😀é', c: [x, z]}\n", "file.yml")
    assert source is not None
    assert source.at(("a", "c", 1)) == Position("file.yml", 1, 21)
    assert source.at_key(("a", "c")) == Position("file.yml", 1, 14)
    assert source.at(("a", "c", 9)) == Position("file.yml", 1, 17)
    assert source.at(("nowhere",)) == Position("file.yml", 1, 1)


def test_words_are_found_inside_a_text_and_a_folded_text_at_its_start() -> None:
    source, _ = parse("a: one two\nb: |\n  three\n  four five\nc: >\n  six\n  seven\nd: two\n", "file.yml")
    assert source is not None
    assert source.find(("b",), "five") == Position("file.yml", 4, 8)
    assert source.find(("c",), "six seven") == Position("file.yml", 5, 4)
    assert source.find(("a",), "two") == Position("file.yml", 1, 8)
    assert source.find(("d",), "one") == Position("file.yml", 8, 4)


def test_a_note_after_two_spaces_is_a_note() -> None:
    assert data("a: words  # why\nb: 'words' # why\n") == {"a": "words", "b": "words"}
    assert rules("a: words # why\n") == ["note-after-text"]
    assert rules("a: ticket #12\n") == ["note-after-text"]


# What YAML could do to a machine


def test_a_billion_laughs_is_one_problem_at_once() -> None:
    lines = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    started = time.monotonic()
    assert rules("\n".join(lines)) == ["anchor"]
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['touch never']",
        "!!python/object:pathlib.Path {}",
        "a: !!binary aGVsbG8=",
        "a: !!set {x}",
        "- !!omap [x: 1]",
        "a: !<tag:yaml.org,2002:python/name:os.system> x",
        "!!timestamp 2026-11-22: a",
    ],
)
def test_no_tag_makes_anything(text: str) -> None:
    assert rules(text) == ["type-mark"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "- " * 200_000,
        "? " * 200_000,
        "a: " + "'" * 300_000,
        "a: |\n" + "  \n" * 200_000 + "  x\n",
        "a: " + "x: " * 200_000,
        "&a " * 100_000,
        "\n".join(f"k{number}: {number}" for number in range(60_000)),
        'a: "' + "\\\n" * 200_000,
        "#" * 900_000,
        "a: " + "\n\n" * 300_000 + "b",
    ],
    ids=[
        "lists",
        "braces",
        "dashes",
        "question-marks",
        "quotes",
        "empty-lines",
        "colons",
        "anchors",
        "keys",
        "backslashes",
        "notes",
        "folds",
    ],
)
def test_a_file_made_to_be_slow_is_read_within_seconds(text: str) -> None:
    started = time.monotonic()
    parse(text[:LARGEST_FILE_BYTES], "file.yml")
    assert time.monotonic() - started < 10


def test_the_longest_text_that_is_let_through_is_checked_within_a_second(project: Project) -> None:
    for nasty in ("[[a|", "![", "[^", "{.a", "**a ", "*a ", "[a](", "<a ", "- - ", "`a", "&a", "\\", "[@a, "):
        words = (nasty * LONGEST_TEXT)[: LONGEST_TEXT - 10]
        started = time.monotonic()
        project.write("content/pages/nasty.yml", page("nasty", words))
        assert_well_printed(project.problems(), project.root)
        assert time.monotonic() - started < 5, nasty


def page(identifier: str, words: str) -> str:
    quoted = words.replace("'", "''")
    return (
        f"id: {identifier}\ntitle: A page\nmenu: fair\norder: 9\nsummary: '{quoted}'\n"
        "passages:\n  - {id: one, title: One, text: A text.}\n"
    )


def test_a_file_as_large_as_may_be_is_answered(project: Project) -> None:
    lines = "".join(f"  - {{id: p{number}, title: T, text: 'Words {number}.'}}\n" for number in range(20_000))
    project.write("content/pages/large.yml", (page("large", "A page.") + lines)[:LARGEST_FILE_BYTES].rsplit("\n", 1)[0])
    started = time.monotonic()
    assert project.problems() == []
    assert time.monotonic() - started < 60


# The folders


def test_every_file_that_cannot_be_read_is_named_at_once(project: Project) -> None:
    project.write(TOPIC, "a: [\n")
    project.write(LETTER, "id: x\n")
    (project.root / "content/terms.yml").unlink()
    paths = {problem.position.path for problem in project.problems()}
    assert paths == {TOPIC, LETTER, "content/terms.yml"}


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as found:
        load(tmp_path)
    assert {problem.rule for problem in found.value.problems} == {"missing-file"}
    assert len(found.value.problems) == sum(not kind.many for kind in KINDS)


def test_every_unit_has_an_address_of_its_own_and_a_place() -> None:
    real = real_content.library()
    addresses = [unit.address for unit in real.units()]
    assert len(addresses) == len(set(addresses)) > 1000
    for unit in real.units():
        place = real.place(unit.address)
        assert place.line > 1, unit.address


def test_a_library_cannot_be_changed(project: Project) -> None:
    topic = project.library().topics[0]
    with pytest.raises(ValueError, match="frozen"):
        topic.title = topic.title  # type: ignore[misc]


def test_the_same_files_in_another_folder_give_the_same_library(project: Project, tmp_path: Path) -> None:
    other = Project.copied(tmp_path / "elsewhere")
    assert list(project.library().units()) == list(other.library().units())
    assert check(project.library()) == check(other.library())
