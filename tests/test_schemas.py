"""The JSON Schemas that editors use: up to date, found from each file, and right about what the files hold."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from generator.commands import schema
from generator.library import Kind

ROOT = Path(__file__).parent.parent
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def run(folder: Path, *, check: bool = False) -> int:
    return schema.run(argparse.Namespace(output=folder, check=check))


def test_the_schemas_in_the_project_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(schema.FOLDER, check=True)
    assert status == 0, capsys.readouterr().out


def test_no_schema_is_left_over() -> None:
    names = {file.stem for file in schema.FOLDER.glob("*.json")}
    assert names == {kind.name for kind in schema.WRITTEN_BY_HAND}


def test_the_schemas_are_written_into_an_empty_folder(tmp_path: Path) -> None:
    assert run(tmp_path / "schemas") == 0
    assert run(tmp_path / "schemas", check=True) == 0


def test_check_names_a_schema_that_is_old_and_leaves_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path)
    (tmp_path / "topic.json").write_text("{}\n", "utf-8")
    assert run(tmp_path, check=True) == 1
    assert capsys.readouterr().out == "topic.json is not up to date; run joinedup schema\n"
    assert (tmp_path / "topic.json").read_text("utf-8") == "{}\n"


@pytest.mark.parametrize("kind", schema.WRITTEN_BY_HAND, ids=lambda kind: kind.name)
def test_every_file_leads_an_editor_to_its_schema(kind: Kind) -> None:
    for file in sorted(ROOT.glob(kind.pattern)):
        found = FIRST_LINE.match(file.read_text("utf-8"))
        assert found, f"{file.relative_to(ROOT)} does not say where its schema is"
        assert (file.parent / found[1]).resolve() == schema.FOLDER / f"{kind.name}.json", file.relative_to(ROOT)


def test_the_editor_settings_name_the_schema_of_every_content_type() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    wanted = {f"generator/schemas/{kind.name}.json": kind.pattern for kind in schema.WRITTEN_BY_HAND}
    assert settings["yaml.schemas"] == wanted


def test_a_schema_refuses_unknown_keys_and_lists_the_needed_ones() -> None:
    letter = json.loads((schema.FOLDER / "letter.json").read_text("utf-8"))
    assert letter["additionalProperties"] is False
    assert {"id", "title", "paragraphs", "sources"} <= set(letter["required"])
    assert "tips" not in letter["required"]


def test_a_schema_says_what_a_key_means() -> None:
    topic = json.loads((schema.FOLDER / "topic.json").read_text("utf-8"))
    assert topic["properties"]["signs"]["description"] == "Signs that this topic is yours."


def test_no_schema_asks_for_a_number_with_a_point_which_content_writes_in_quotes() -> None:
    for file in schema.FOLDER.glob("*.json"):
        assert '"type": "number"' not in file.read_text("utf-8"), file.name
