"""Stages `source`, `model` and `library` meet anything that a file can hold: an answer, a place, never a traceback."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.checks import check
from generator.library import KINDS, Kind, Library, load
from generator.model.units import LONGEST_TEXT
from generator.problems import ContentError, Position, Problem, Severity
from generator.report import FORMATS
from generator.source import LARGEST_FILE_BYTES, parse, read
from generator.translate.catalogues import read_catalogues
from generator.translate.view import view
from tests.project import HERE, LETTER, LIBRARY, TOPIC, Project

REAL = HERE.parent
LINE = re.compile(r"[^\n]+?:[1-9][0-9]*:[1-9][0-9]*: \S[^\n]*")
QUICK, SLOW = range(200), range(200, 3200)


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
        answers(project.problems(), project.root)
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


# Files of the project, changed at random

Mutation = Callable[[random.Random, str], str]
PIECES = [
    "{", "}", "[", "]", ": ", "- ", "&a ", "*a", "!!python/object:x ", "!", "|", ">", ">-\n", "'", '"', "#", " # ", "\t", "---\n", "...\n",
    "%YAML 1.1\n", "<<: ", "? ", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\u2028", "\r", "\\", "\\u0000", "\n", "\n\n", "  ", ",", "@", "`",
    "[[", "]]", "[[x|", "[@", "](", "](javascript:x)", "<b>", "{{", "**", "1. ", "😀", "e\u0301", "«", "\N{ARABIC LETTER BEH}",
]  # fmt: skip
VALUES = [
    "", "[]", "{}", "~", "true", "no", "0", "-1", "99999999999", "9" * 400, "1e999", ".inf", ".nan", "0x7f", "2026-99-99", "'2026-02-30'", "''",
    "' '", "{id: a}", "[[[]]]", "[{}]", "- a", "|", "null", "\"\\ud800\"", "\"\\0\"", "x" * 20_000, "topic:", "question:9.99", "kind:id", "en-XX-YY",
]  # fmt: skip


def _lines(change: Callable[[random.Random, list[str]], None]) -> Mutation:
    def changed(chance: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(chance, lines)
        return "\n".join(lines)

    return changed


def _delete(chance: random.Random, lines: list[str]) -> None:
    start = chance.randrange(len(lines))
    del lines[start : start + chance.choice([1, 1, 1, 5, 50])]


def _repeat(chance: random.Random, lines: list[str]) -> None:
    start = chance.randrange(len(lines))
    lines[start:start] = lines[start : start + chance.choice([1, 2, 30])]


def _swap(chance: random.Random, lines: list[str]) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _indent(chance: random.Random, lines: list[str]) -> None:
    number = chance.randrange(len(lines))
    lines[number] = " " * chance.randrange(12) + lines[number].lstrip()


def _value(chance: random.Random, lines: list[str]) -> None:
    number = chance.randrange(len(lines))
    key, colon, _ = lines[number].partition(": ")
    lines[number] = f"{key}: {chance.choice(VALUES)}" if colon else lines[number]


def _key(chance: random.Random, lines: list[str]) -> None:
    number = chance.randrange(len(lines))
    words = re.findall(r"[a-z_]+(?=:)", "\n".join(lines)) or ["id"]
    lines[number] = re.sub(r"[a-z_]+(?=:)", chance.choice(words), lines[number], count=1)


def _piece(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(PIECES) + text[place:]


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    _lines(_delete), _lines(_repeat), _lines(_swap), _lines(_indent), _lines(_value), _lines(_value), _lines(_key), _piece, _piece, _piece, _cut,
)  # fmt: skip


def chances(seed: int) -> random.Random:
    """Chances that come out the same each time, so that the number of a test is enough to run it again."""
    return random.Random(seed)  # noqa: S311 - nothing is secret here


def mutated(chance: random.Random, text: str) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 4])):
        text = chance.choice(MUTATIONS)(chance, text) or "\n"
    changed = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        place = chance.randrange(len(changed) + 1)
        changed = changed[:place] + chance.randbytes(chance.choice([1, 2, 8])) + changed[place:]
    return changed


def answers(problems: list[Problem], root: Path) -> None:
    """What is printed about problems has the form that editors and machines read."""
    for problem in problems:
        assert LINE.fullmatch(problem.line), repr(problem.line)
        assert problem.position.path, problem
    for form in FORMATS.values():
        form(problems, root).encode()


def real_files(*kinds: Kind) -> list[Path]:
    return [file for kind in kinds for file in sorted(REAL.glob(kind.pattern))]


def fuzz_content(seed: int, root: Path) -> None:
    """One real file, changed at random, among the files of the tiny library."""
    chance = chances(seed)
    file = chance.choice(real_files(*KINDS))
    project = Project.copied(root / "project")
    project.write(file.relative_to(REAL).as_posix(), mutated(chance, file.read_text("utf-8")))
    answers(project.problems(), project.root)


@pytest.fixture(scope="module")
def real() -> Library:
    return load(REAL)


def fuzz_translations(seed: int, root: Path, real: Library) -> None:
    """One real catalogue or list of reviews, changed at random, read for the real library."""
    chance = chances(seed)
    files = [*sorted(LIBRARY.glob("content/translations/**/*.*")), *sorted(REAL.glob("content/translations/**/*.*"))]
    file = chance.choice(files)
    base = LIBRARY if file.is_relative_to(LIBRARY) else REAL
    library = load(base) if base is LIBRARY else real
    path = root / file.relative_to(base)
    path.parent.mkdir(parents=True)
    path.write_bytes(mutated(chance, file.read_text("utf-8")))
    catalogues = read_catalogues(library, root)
    answers(list(catalogues.problems), root)
    assert len(list(view(library, catalogues, "ur").units())) == len(list(library.units()))


@pytest.mark.parametrize("seed", QUICK)
def test_a_real_file_changed_at_random_gives_an_answer(seed: int, tmp_path: Path) -> None:
    fuzz_content(seed, tmp_path)


@pytest.mark.parametrize("seed", range(60))
def test_a_real_catalogue_changed_at_random_gives_an_answer(seed: int, tmp_path: Path, real: Library) -> None:
    fuzz_translations(seed, tmp_path, real)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(0, len(SLOW), 100))
def test_thousands_of_files_changed_at_random_give_answers(block: int, tmp_path: Path, real: Library) -> None:
    for seed in SLOW[block : block + 100]:
        print(f"seed {seed}")
        fuzz_content(seed, tmp_path / f"content-{seed}")
        fuzz_translations(seed, tmp_path / f"translations-{seed}", real)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_the_whole_real_library_with_one_file_changed_is_checked(seed: int, real: Library, tmp_path: Path) -> None:
    """Checks between real files: the tiny library has few of the names that a change could break."""
    chance = chances(seed)
    project = Project(tmp_path / "project")
    for kind in KINDS:
        for file in sorted(REAL.glob(kind.pattern)):
            project.write(file.relative_to(REAL).as_posix(), file.read_bytes())
    file = chance.choice(real_files(*KINDS))
    project.write(file.relative_to(REAL).as_posix(), mutated(chance, file.read_text("utf-8")))
    answers(project.problems(), project.root)


# What passes its checks


def fuzz_pages(seed: int, root: Path) -> None:
    """One file of the tiny library, changed at random: what has no problem has pages and papers too."""
    chance = chances(seed)
    project = Project.copied(root / "project")
    file = chance.choice([*sorted(LIBRARY.rglob("*.yml")), *sorted(LIBRARY.rglob("*.po"))])
    project.write(file.relative_to(LIBRARY).as_posix(), mutated(chance, file.read_text("utf-8")))
    if not any(problem.severity is Severity.PROBLEM for problem in project.problems()):
        assert len(project.composed()) > 20


@pytest.mark.parametrize("seed", range(40))
def test_what_passes_its_checks_has_pages_and_papers(seed: int, tmp_path: Path) -> None:
    fuzz_pages(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(40, 1040, 100))
def test_a_thousand_changes_that_pass_have_pages_and_papers(block: int, tmp_path: Path) -> None:
    for seed in range(block, block + 100):
        print(f"seed {seed}")
        fuzz_pages(seed, tmp_path / str(seed))


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


def test_every_unit_has_an_address_of_its_own_and_a_place(real: Library) -> None:
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
