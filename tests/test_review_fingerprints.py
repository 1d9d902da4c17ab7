"""`joinedup translate status --fingerprints` gives a reviewer what a review records."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import polib
import pytest

from generator.commands import translate

ROOT = Path(__file__).parent.parent
REVIEW = """reviews:
  - unit: site/name
    fingerprint: '{fingerprint}'
    by: Urdu readers of a family centre
    on: 2026-11-22
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("content", "discussion_topics"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("translations"))
    return tmp_path


def translated(project: Path, words: str) -> None:
    name = re.search("(?m)^name: (.*)$", (project / "content/site.yml").read_text("utf-8"))
    assert name is not None
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Last-Translator": "a first drafter"}
    catalogue.append(polib.POEntry(msgctxt="site/name", msgid=name[1], msgstr=words))
    place = project / "content/translations/ur/site.po"
    place.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(place))


def status(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    parser = argparse.ArgumentParser()
    translate.options(parser)
    chosen = parser.parse_args(["status", "ur", *options])
    chosen.root = project
    assert translate.run(chosen) == 0
    return capsys.readouterr().out.splitlines()[2:]


def test_a_review_with_the_printed_fingerprint_counts_until_the_words_change(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translated(project, "مل کر")
    [line] = status(project, capsys, "--list", "draft", "--fingerprints")
    found = re.fullmatch("ur site/name ([0-9a-f]{12})", line)
    assert found is not None, line

    reviews = REVIEW.format(fingerprint=found[1])
    (project / "content/translations/ur/reviews.yml").write_text(reviews, "utf-8")
    assert status(project, capsys, "--list", "reviewed") == ["ur site/name"]

    translated(project, "ایک ساتھ")
    assert status(project, capsys, "--list", "reviewed") == []
    [changed] = status(project, capsys, "--list", "draft", "--fingerprints")
    assert changed.startswith("ur site/name ")
    assert changed != line


def test_a_unit_without_a_translation_has_no_fingerprint(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translated(project, "مل کر")
    assert "ur site/strapline" in status(project, capsys, "--list", "missing", "--fingerprints")
