"""Every message that a contributor may meet: one folder of bad input each, with what is printed about it.

A folder of `tests/problems` holds `change.yml` (edits of the tiny library: words to find once, words to put there; words
to put at the end; a file to delete; the tiny project to be put in under a name), or `in/` (files that are laid over the library), or both. What must be printed stands in
`expected.txt`, to the letter. After changing a message: `pytest tests/test_problems.py --bless`, then read the difference aloud.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator import source
from generator.checks import CHECKS, check
from generator.library import Library
from generator.problems import ContentError, Severity
from generator.projects.checks import PROJECT_CHECKS
from generator.projects.checks.checked import Checked, of_project, of_shared
from generator.projects.folder import load_project, project_folders
from generator.projects.shared import load_shared
from generator.translate.catalogues import read_catalogues
from tests.project import HERE, Project

FOLDERS = sorted(path for path in (HERE / "problems").iterdir() if path.is_dir())
DAY = date(2026, 11, 22)
PACKAGE = HERE.parent / "generator"
STAGES = [
    "source.py",
    "library.py",
    "validate.py",
    "markup.py",
    "translate/po.py",
    "translate/faults.py",
    "translate/catalogues.py",
    "projects/folder.py",
]
RULE = re.compile(
    r"[a-z]+(-[a-z]+)+|tab|key|yaml|alias|anchor|image|footnote|heading|code|rule|table|abbreviation|catalogue"
)


def broken(folder: Path, root: Path) -> Project:
    """The tiny library with the changes of a folder."""
    project = Project.copied(root)
    if (folder / "in").is_dir():
        shutil.copytree(folder / "in", root, symlinks=True, dirs_exist_ok=True)
    if (folder / "change.yml").is_file():
        for change in yaml.safe_load((folder / "change.yml").read_text("utf-8")):
            apply(project, change)
    return project


def apply(project: Project, change: dict[str, object]) -> None:
    """Make one change; `times` repeats the words that are put."""
    words = str(change.pop("put", "")) * int(str(change.pop("times", 1)))
    match change:
        case {"project": str(name)}:
            project.with_tiny_project(name)
        case {"delete": str(path)}:
            (project.root / path).unlink()
        case {"link": str(path), "to": str(target)}:
            (project.root / path).symlink_to(target)
        case {"end_of": str(path)}:
            project.write(path, project.read(path) + words)
        case {"write": str(path)}:
            project.write(path, words)
        case {"edit": str(path), "find": str(find)}:
            project.edit(path, find, words)
        case _:
            raise AssertionError(f"no such change: {change}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_input_is_named_at_its_place_in_words_that_help(folder: Path, tmp_path: Path, bless: bool) -> None:
    project = broken(folder, tmp_path / "project")
    status, out, printed = project.check()
    expected = folder / "expected.txt"
    if bless:
        expected.write_text(printed, "utf-8")
    assert printed == expected.read_text("utf-8")
    assert out == ""
    assert status == (not printed.splitlines()[-1].startswith("0 problems"))
    assert printed.splitlines()[-1] != "0 problems, 0 warnings"


def literals(file: Path) -> Iterator[str]:
    """The names of rules in a module: strings that stand last in a tuple, or last or as `rule` in a call."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        last: list[ast.expr] = []
        if isinstance(node, ast.Tuple):
            last = node.elts[-2:]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "Fault", "problem"):
            last = node.args[1:]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_report":
            last = node.args[-1:]
        elif (
            isinstance(node, ast.Assign)
            and getattr(node.targets[0], "id", "") == "RULES"
            and isinstance(node.value, ast.Dict)
        ):
            last = node.value.values
        yield from (
            one.value
            for one in last
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and RULE.fullmatch(one.value)
        )


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """For each folder, the rules that its input breaks, and the checks that found something in it."""
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        project = broken(folder, tmp_path_factory.mktemp("problems") / "project")
        try:
            library = project.library()
        except ContentError as error:
            found[folder.name] = {problem.rule for problem in error.problems}
            continue
        checked = {one.name: {problem.rule for problem in one.find(library)} for one in CHECKS}
        checked |= of_projects(project, library)
        catalogues = {problem.rule for problem in read_catalogues(library, project.root).problems}
        found[folder.name] = catalogues.union(
            *checked.values(), {f"check {name}" for name, rules in checked.items() if rules}
        )
    return found


def of_projects(project: Project, library: Library) -> dict[str, set[str]]:
    """For each check of projects, the rules that it finds broken."""
    found: list[Checked] = []
    try:
        found.append(of_shared(load_shared(project.root)[0], library, DAY))
        found += [of_project(load_project(folder), library, DAY) for folder in project_folders(project.root)]
    except ContentError as error:
        return {"": {problem.rule for problem in error.problems}}
    return {one.name: {problem.rule for checked in found for problem in one.find(checked)} for one in PROJECT_CHECKS}


def test_each_check_has_a_folder(met: dict[str, set[str]]) -> None:
    seen = set().union(*met.values())
    names = [one.name for one in CHECKS] + [one.name for one in PROJECT_CHECKS]
    assert [name for name in names if f"check {name}" not in seen] == []


@pytest.mark.parametrize("stage", STAGES)
def test_each_rule_of_a_stage_has_a_folder(stage: str, met: dict[str, set[str]]) -> None:
    rules = set(literals(PACKAGE / stage))
    assert rules, f"{stage} names no rules; is this test still right?"
    assert sorted(rules - set().union(*met.values())) == []


def test_each_explanation_of_yaml_has_a_folder() -> None:
    printed = "\n".join((folder / "expected.txt").read_text("utf-8") for folder in FOLDERS)
    wanted = [*(explanation for _, explanation in source.EXPLANATIONS), source.CLOSED_EARLY]
    assert [explanation for explanation in wanted if explanation not in printed] == []


def test_the_tiny_library_has_neither_problems_nor_warnings(project: Project) -> None:
    assert project.check() == (0, "", "0 problems, 0 warnings\n")


def test_warnings_stop_nothing_and_problems_do(project: Project) -> None:
    project.edit(
        "content/stories/a-nights-rest.yml", "What would you have said first?", "What would users have said first?"
    )
    library = project.library()
    assert {problem.severity for problem in check(library)} == {Severity.WARNING}
    assert project.check()[0] == 0
    assert project.check(no_warnings=True) == (0, "", "0 problems, 0 warnings\n")
    assert read_catalogues(library, project.root).problems == ()
