"""No message about a project repeats what somebody wrote in it, whatever is wrong with whatever field."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from generator.library import Library
from generator.model.units import Entry
from generator.problems import in_order
from generator.projects.checks import check_projects
from generator.projects.folder import FILES, FOLDERS
from generator.report import FORMATS
from generator.source import parse
from tests.project import HERE, Project

DAY = date(2026, 11, 22)
MARK, NUMBER, DATE = "zqmark", 987654321, "1987-06-05"
MARKS = (MARK, str(NUMBER), DATE)
TINY = HERE / "projects/tiny"
FILE_NAMES = sorted(file.relative_to(TINY).as_posix() for file in TINY.rglob("*.yml"))
UNUSED = {"obstacle", "integration", "formerly", "noted"}
"""Keys that the tiny project leaves out: the tiny library has no such vocabulary, and what is noted is for drafts."""


def said(project: Project, library: Library) -> str:
    """What is printed about the project, in every form."""
    problems = in_order(check_projects(project.root, None, library, DAY))
    return "".join(form(problems, project.root) for form in FORMATS.values())


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a file's data, the whole first."""
    yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*place, key))


def put(data: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """The data with another value in a place."""
    if not place:
        return value
    changed = copy.deepcopy(data)
    around = changed
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = value
    return changed


WRONG = {
    "words": MARK,
    "two lines": f"{MARK}\n{MARK}",
    "a number": NUMBER,
    "a text that is a number": str(NUMBER),
    "a date": DATE,
    "a day that does not exist": "1987-06-055",
    "true": True,
    "a list": [MARK],
    "keys": {MARK: MARK, "title": NUMBER},
    "too long": f"{MARK} " * 2000,
    "empty": "",
    "nothing": None,
    "marks": f"<b>{MARK}</b> [[{MARK}]] [[{MARK} {MARK}]] [@{MARK}] [@{MARK} {MARK}] [{MARK}](http://{MARK}) [{MARK}](topic:{MARK}) [{MARK}](#{MARK}) ![{MARK}](x)",
    "personal data": f"{MARK}@joined-up.example, 01632 987654321",
}


@pytest.mark.parametrize("path", FILE_NAMES)
def test_no_value_and_no_key_of_a_broken_file_is_repeated(path: str, project: Project) -> None:
    folder, library = project.with_tiny_project(), project.library()
    text = (folder / path).read_text("utf-8")
    source, _ = parse(text, path)
    assert source is not None
    complained = 0
    for place in places(source.data):
        variants = {name: put(source.data, place, wrong) for name, wrong in WRONG.items()}
        if place and isinstance(place[-1], str):
            beside = put(source.data, (*place[:-1], f"{place[-1]}x"), MARK)
            variants |= {"a key beside it": put(beside, (*place[:-1], f"{MARK} {NUMBER}"), DATE)}
        for name, data in variants.items():
            (folder / path).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
            printed = said(project, library)
            complained += not printed.startswith("0 problems, 0 warnings")
            assert not any(mark in printed for mark in MARKS), f"{path} {place} as {name}: {printed}"
    assert complained > len(list(places(source.data)))


BROKEN = [
    f"{MARK}: {MARK}: {MARK}",
    f"{MARK}: [{MARK}",
    f"{MARK}: '{MARK}",
    f'{MARK}: "\\{MARK}"',
    f'{MARK}: "\\u200b{MARK}"',
    f"{MARK}: &{MARK} {MARK}",
    f"{MARK}: *{MARK}",
    f"{MARK}: !{MARK} {MARK}",
    f"{MARK}: !!python/object:{MARK} {MARK}",
    f"{MARK}: @{MARK}",
    f"{MARK}: % {MARK}",
    f"{MARK}:\t{MARK}",
    f"  {MARK}: {MARK}",
    f"{MARK}: 1_987654321",
    f"{MARK}: 0987654321",
    f"{MARK}: {MARK} # {MARK}",
    f"{MARK}: {MARK} #{MARK}",
    f"{MARK}: 1\n{MARK}: 2",
    f"{MARK}: {{{MARK}, {MARK}}}",
    f"? [{MARK}]\n: {MARK}",
    f"<<: {MARK}",
    f"- {MARK}",
    f"---\n{MARK}: {MARK}",
    f"%{MARK}\n---\n{MARK}",
    f"<<<<<<< {MARK}",
    f"{MARK}: |{MARK}\n  {MARK}",
    f"{MARK}: yes\nid: No",
    f"{MARK}\u202e: {MARK}",
    f"{MARK}\ue000: {MARK}",
]


@pytest.mark.parametrize("path", FILE_NAMES)
def test_no_line_that_is_no_yaml_is_repeated(path: str, project: Project) -> None:
    folder, library = project.with_tiny_project(), project.library()
    lines = (folder / path).read_text("utf-8").split("\n")
    for number in range(0, len(lines), 3):
        for broken in BROKEN:
            (folder / path).write_text("\n".join([*lines[:number], broken, *lines[number:]]), "utf-8")
            printed = said(project, library)
            assert not printed.startswith("0 problems"), f"{path}:{number + 1}: {broken}"
            assert not any(mark in printed for mark in MARKS), f"{path}:{number + 1}: {broken}: {printed}"


@pytest.mark.parametrize(
    "data", [b"\xff\xfez\x00q\x00", f"{MARK}\xff".encode("latin-1"), f"{MARK}: {MARK}\n".encode() * 100_000]
)
def test_no_byte_of_a_file_that_is_no_text_is_repeated(data: bytes, project: Project) -> None:
    folder, library = project.with_tiny_project(), project.library()
    (folder / "evidence/nobody-to-ring.yml").write_bytes(data)
    assert MARK not in said(project, library)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_command_line_repeats_nothing_of_a_project_inside_or_outside_of_the_content(
    form: str, project: Project, tmp_path: Path
) -> None:
    project.with_tiny_project()
    project.edit("content/projects/tiny/project.yml", "led_by: together", f"led_by: {MARK}\n{MARK}: {NUMBER}")
    inside = project.joinedup("check", "--format", form)
    (project.root / "mine").mkdir()
    (project.root / "content/projects/tiny").rename(project.root / "mine/tiny")
    outside = project.joinedup("check", "--format", form, "--projects", str(project.root / "mine"))
    for name in ("mkdocs.yml", "site_overrides"):
        (project.root / name).symlink_to(HERE.parent / name)
    built = project.joinedup("build", "--only", "site", "--as-of", "today", "--projects", str(project.root / "mine"))
    for done in (inside, outside, built):
        assert done.returncode == 1
        assert "project.yml" in done.stdout + done.stderr
        assert MARK not in done.stdout + done.stderr
        assert str(NUMBER) not in done.stdout + done.stderr


def test_the_tiny_project_uses_every_key_of_every_model() -> None:
    used: set[tuple[str, str]] = set()
    models: dict[str, type[BaseModel]] = {}
    for path in FILE_NAMES:
        source, _ = parse((TINY / path).read_text("utf-8"), path)
        assert source is not None
        used_in(source.data, FILES.get(path) or FOLDERS[path.partition("/")[0]], used, models)
    wanted = {(name, key) for name, model in models.items() for key in model.model_fields if key not in UNUSED}
    assert sorted(wanted - used) == []


def used_in(data: Any, model: type[BaseModel], used: set[tuple[str, str]], models: dict[str, type[BaseModel]]) -> None:
    """Notes which keys of which models some data uses, all the way down."""
    from generator.validate import _models  # noqa: PLC0415

    models[model.__name__] = model
    for key, value in data.items():
        used.add((model.__name__, key))
        inner = next(_models(model.model_fields[key].annotation), None)
        for item in value if isinstance(value, list) else [value]:
            if inner and issubclass(inner, Entry) and isinstance(item, dict):
                used_in(item, inner, used, models)


@pytest.mark.parametrize(
    "broken",
    ["topics: [zqmark]", "minutes: zqmark", "people: [{count: 1, language: xx}]", "zqmark: x", "start: '19:59'"],
)
def test_a_pack_repeats_nothing_of_a_projects_session(broken: str, project: Project) -> None:
    folder = project.with_tiny_project()
    file = folder / "sessions/first-meeting.yml"
    key = broken.partition(":")[0]
    lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith(f"  {key}:")]
    if key == "people":
        lines = [line for line in lines if not line.startswith("    - {count")]
    lines.insert(lines.index("meeting:") + 1, f"  {broken}")
    file.write_text("\n".join(lines), "utf-8")
    done = project.joinedup("pack", str(file), "--output", str(project.root / "out"))
    assert done.returncode == 1
    assert "sessions/first-meeting.yml" in done.stderr
    assert not any(mark in done.stderr for mark in (*MARKS, "xx", "19:59", "01632"))
