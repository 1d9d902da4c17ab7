"""`joinedup paper` writes one paper, and says what there is where it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import cli
from tests.projects.project_papers import EXAMPLE
from tests.real_content import DAY, ROOT


def command(*arguments: str) -> int:
    return cli.main(["--root", str(ROOT), "paper", *arguments, "--as-of", DAY.isoformat()])


def test_the_command_writes_one_paper_from_a_folder_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "outside/our-own")
    file = tmp_path / "outside/our-own/project.yml"
    file.write_text(file.read_text("utf-8").replace("id: thimblewick\n", "id: our-own\n").replace("audience: public\nlanguage", "audience: project\nlanguage"), "utf-8")  # fmt: skip
    where = ("--projects", str(tmp_path / "outside"))
    assert command("our-own", "decision", *where) == 2
    assert "add --audience project" in capsys.readouterr().err
    target = tmp_path / "decision.pdf"
    assert command("our-own", "decision", *where, "--audience", "project", "--output", str(target)) == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere", "decision"), "there is no project “nowhere”; those there are: thimblewick"),
        (("thimblewick", "nothing"), "there is no paper “nothing”; the papers of the project for this audience are: ill-effects"),
        (("kits", "nothing"), "the general copies of kits are: kit-"),
        (("thimblewick", "decision", "--language", "xx"), "there is no language “xx”"),
        (("thimblewick", "decision", "--screen-reader"), "leave out --screen-reader"),
    ],
)  # fmt: skip
def test_the_command_says_what_there_is_instead(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("audience", ["public", "project"])
def test_a_private_project_says_what_opens_it(
    audience: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "outside/our-own")
    file = tmp_path / "outside/our-own/project.yml"
    text = file.read_text("utf-8").replace("id: thimblewick\n", "id: our-own\n")
    file.write_text(text.replace("audience: public\nlanguage", "audience: private\nlanguage"), "utf-8")
    assert command("our-own", "decision", "--projects", str(tmp_path / "outside"), "--audience", audience) == 2
    assert "it is private; write audience: project or audience: public in its project.yml" in capsys.readouterr().err
