"""Consent that has run out shows nothing any more, whatever date a build has, and whatever somebody forgot to write."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import cli
from generator.commands import build, check, days, paper, serve
from generator.library import Library
from generator.problems import ContentError, Problem
from generator.projects.checks import check_project
from generator.projects.folder import load_project
from generator.publish.order import Order
from generator.publish.unchanged import rests_on_consent
from tests.project import HERE, Project

ROOT = HERE.parent
DAY, LAST_DAY, OVER = date(2026, 11, 22), date(2027, 9, 30), date(2027, 10, 10)
"""The date of the tiny library; the last day of all consent of the tiny project; the day on which the last one has run out."""
SAID = "We never know whom to ring"


@pytest.fixture
def real(project: Project) -> Path:
    """The tiny project as if its people were not made up."""
    folder = project.with_tiny_project()
    text = (folder / "project.yml").read_text("utf-8")
    assert "\nexample: true\n" in text
    (folder / "project.yml").write_text(text.replace("\nexample: true\n", "\n"), "utf-8")
    for name in ("mkdocs.yml", "site_overrides"):
        (project.root / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Says which day the command line takes for today."""

    def set_day(day: date) -> None:
        for module in (days, build, check, paper, serve):
            monkeypatch.setattr(module, "today", lambda: day)

    return set_day


def edit(folder: Path, find: str, put: str) -> None:
    text = (folder / "project.yml").read_text("utf-8")
    assert text.count(find) == 1
    (folder / "project.yml").write_text(text.replace(find, put), "utf-8")


def found(folder: Path, library: Library, day: date, today: date) -> list[Problem]:
    return check_project(load_project(folder), library, day, today)


def test_what_was_agreed_until_yesterday_stops_a_build_of_an_earlier_date(project: Project, real: Path) -> None:
    library = project.library()
    assert found(real, library, DAY, LAST_DAY) == []
    problems = found(real, library, DAY, OVER)
    assert [(problem.position.path.removeprefix(f"{real}/"), problem.severity) for problem in problems] == [
        ("evidence/nobody-to-ring.yml", "problem"), ("project.yml", "problem")
    ]  # fmt: skip
    assert all("use --as-of today, which keeps it back" in problem.message for problem in problems)
    kept_back = found(real, library, OVER, OVER)
    assert [problem.severity for problem in kept_back] == ["warning"] * 3


def test_consent_that_begins_tomorrow_stops_a_build_of_a_later_date(project: Project, real: Path) -> None:
    problems = found(real, project.library(), DAY, date(2026, 9, 30))
    assert {problem.severity for problem in problems} == {"problem"}


@pytest.mark.parametrize(
    ("find", "put"),
    [("audience: public\nlanguage", "audience: private\nlanguage"), ("led_by:", "example: true\nled_by:")],
)
def test_nobody_is_wronged_by_what_is_private_or_made_up(project: Project, real: Path, find: str, put: str) -> None:
    edit(real, find, put)
    assert found(real, project.library(), DAY, OVER) == []


def test_the_check_counts_consent_on_the_real_day(
    project: Project, real: Path, on: Callable[[date], None], capsys: pytest.CaptureFixture[str]
) -> None:
    on(LAST_DAY)
    assert project.check()[2] == "0 problems, 0 warnings\n"
    on(OVER)
    assert project.check()[2].endswith("2 problems, 0 warnings\n")
    assert cli.main(["--root", str(project.root), "check", "--as-of", "today"]) == 0
    assert capsys.readouterr().err.endswith("0 problems, 3 warnings\n")


def test_projects_outside_of_the_content_are_checked_as_of_today(
    project: Project, real: Path, tmp_path: Path, on: Callable[[date], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ours").mkdir()
    real.rename(tmp_path / "ours/tiny")
    on(OVER)
    assert cli.main(["--root", str(project.root), "check", "--projects", str(tmp_path / "ours")]) == 0
    assert capsys.readouterr().err.endswith("0 problems, 3 warnings\n")


@pytest.mark.parametrize("words", [["build", "--only", "site"], ["paper", "tiny", "decision"]])
def test_nothing_is_built_of_projects_outside_of_the_content_on_an_unknown_day(
    project: Project, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ours").mkdir()
    project.with_tiny_project().rename(tmp_path / "ours/tiny")
    assert cli.main(["--root", str(project.root), *words, "--projects", str(tmp_path / "ours")]) == 2
    assert capsys.readouterr().err.endswith("Say which day it is: --as-of today\n")
    assert not (project.root / "build").exists()


def test_a_build_and_a_paper_of_an_earlier_date_show_nothing_that_ran_out(
    project: Project, real: Path, on: Callable[[date], None], capsys: pytest.CaptureFixture[str]
) -> None:
    on(OVER)
    for words in (["build", "--only", "site", "--as-of", "2026-11-22"], ["paper", "tiny", "decision"]):
        assert cli.main(["--root", str(project.root), *words]) == 1
        assert "2 problems" in capsys.readouterr().err
    assert not (project.root / "build").exists()


def test_a_build_looks_again_on_another_day_only_where_somebody_agreed_to_something(
    project: Project, real: Path
) -> None:
    def key(today: date) -> str:
        return build._key(Order(project.root, project.root / "build/site", as_of=DAY, today=today))

    assert rests_on_consent(project.root, None)
    assert key(LAST_DAY) != key(OVER)
    edit(real, "led_by:", "example: true\nled_by:")
    assert not rests_on_consent(project.root, None)
    assert key(LAST_DAY) == key(OVER)
    shutil.copy(real / "evidence/nobody-to-ring.yml", project.root / "content/evidence")
    assert rests_on_consent(project.root, None)


def test_a_preview_shows_projects_outside_of_the_content_as_of_today(
    project: Project, real: Path, tmp_path: Path, on: Callable[[date], None]
) -> None:
    (tmp_path / "ours").mkdir()
    real.rename(tmp_path / "ours/tiny")
    options = argparse.Namespace(
        root=project.root, language="en", projects=tmp_path / "ours", audience="public", address=""
    )
    on(LAST_DAY)
    pages = serve._prepare(options).parent / "docs"
    assert SAID in "".join(file.read_text("utf-8") for file in pages.rglob("*.md"))
    on(OVER)
    serve._prepare(options)
    assert SAID not in "".join(file.read_text("utf-8") for file in pages.rglob("*.md"))


def test_a_preview_of_the_content_keeps_its_date_and_shows_nothing_that_ran_out(
    project: Project, real: Path, on: Callable[[date], None]
) -> None:
    options = argparse.Namespace(root=project.root, language="en", projects=None, audience="public", address="")
    on(OVER)
    with pytest.raises(ContentError):
        serve._prepare(options)


def test_today_is_a_day_and_next_week_is_none(on: Callable[[date], None]) -> None:
    on(OVER)
    assert (days.day("today"), days.day("2026-11-22")) == (OVER, DAY)
    with pytest.raises(argparse.ArgumentTypeError, match="or today"):
        days.day("next week")
