"""Files of the project, changed at random: stages `source`, `model`, `library` and `translate` give an answer, never a traceback."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.library import KINDS, Kind, load
from generator.problems import Severity
from generator.translate.catalogues import read_catalogues
from generator.translate.view import view
from tests.project import LIBRARY, Project, assert_well_printed
from tests.real_content import ROOT
from tests.real_content import library as real_library

QUICK, SLOW = range(200), range(200, 3200)
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


def real_files(*kinds: Kind) -> list[Path]:
    return [file for kind in kinds for file in sorted(ROOT.glob(kind.pattern))]


def fuzz_content(seed: int, root: Path) -> None:
    """One real file, changed at random, among the files of the tiny library."""
    chance = chances(seed)
    file = chance.choice(real_files(*KINDS))
    project = Project.copied(root / "project")
    project.write(file.relative_to(ROOT).as_posix(), mutated(chance, file.read_text("utf-8")))
    assert_well_printed(project.problems(), project.root)


def fuzz_translations(seed: int, root: Path) -> None:
    """One real catalogue or list of reviews, changed at random, read for the real library."""
    chance = chances(seed)
    files = [*sorted(LIBRARY.glob("content/translations/**/*.*")), *sorted(ROOT.glob("content/translations/**/*.*"))]
    file = chance.choice(files)
    base = LIBRARY if file.is_relative_to(LIBRARY) else ROOT
    library = load(base) if base is LIBRARY else real_library()
    path = root / file.relative_to(base)
    path.parent.mkdir(parents=True)
    path.write_bytes(mutated(chance, file.read_text("utf-8")))
    catalogues = read_catalogues(library, root)
    assert_well_printed(list(catalogues.problems), root)
    assert len(list(view(library, catalogues, "ur").units())) == len(list(library.units()))


@pytest.mark.parametrize("seed", QUICK)
def test_a_real_file_changed_at_random_gives_an_answer(seed: int, tmp_path: Path) -> None:
    fuzz_content(seed, tmp_path)


@pytest.mark.parametrize("seed", range(60))
def test_a_real_catalogue_changed_at_random_gives_an_answer(seed: int, tmp_path: Path) -> None:
    fuzz_translations(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(0, len(SLOW), 100))
def test_thousands_of_files_changed_at_random_give_answers(block: int, tmp_path: Path) -> None:
    for seed in SLOW[block : block + 100]:
        print(f"seed {seed}")
        fuzz_content(seed, tmp_path / f"content-{seed}")
        fuzz_translations(seed, tmp_path / f"translations-{seed}")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_the_whole_real_library_with_one_file_changed_is_checked(seed: int, tmp_path: Path) -> None:
    """Checks between real files: the tiny library has few of the names that a change could break."""
    chance = chances(seed)
    project = Project(tmp_path / "project")
    for kind in KINDS:
        for file in sorted(ROOT.glob(kind.pattern)):
            project.write(file.relative_to(ROOT).as_posix(), file.read_bytes())
    file = chance.choice(real_files(*KINDS))
    project.write(file.relative_to(ROOT).as_posix(), mutated(chance, file.read_text("utf-8")))
    assert_well_printed(project.problems(), project.root)


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
