"""The fonts in the project are the ones that the list of fonts describes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import web_fonts
from fontTools.ttLib import TTFont

FONTS = web_fonts.FOLDER
ENTRIES = web_fonts.listed()
each_font = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: Path(entry["file"]).stem)

LETTERS = {
    "Latn": "aâbcćdeêęfghiîjklłmnńoôópqrsśtuûvwŵxyŷzźż ÂĆÊĘÎŁŃÔÓŚÛŴŶŹŻ 0123456789 £€%‘’“”–…•·×",
    "Aran": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤۂأإآ ۰۱۲۳۴۵۶۷۸۹ 0123456789 ؟،؛۔ () َُِّْٰ",
    "Arab": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئةى پٹچڈڑژکگںہھیےۓ ٠١٢٣٤٥٦٧٨٩ 0123456789 ؟،؛۔ ًٌٍَُِّْ",
}


@each_font
@pytest.mark.parametrize(("name", "digest"), [("file", "sha256"), ("web_file", "web_sha256")])
def test_a_file_is_the_one_that_the_list_names(entry: dict[str, Any], name: str, digest: str) -> None:
    content = (FONTS / entry[name]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry[digest]


@each_font
def test_making_a_web_font_again_gives_the_same_bytes(entry: dict[str, Any]) -> None:
    assert web_fonts.web_font(FONTS / entry["file"]) == (FONTS / entry["web_file"]).read_bytes()


@each_font
def test_a_font_says_the_family_and_version_of_the_list(entry: dict[str, Any]) -> None:
    with TTFont(FONTS / entry["file"]) as font:
        names = font["name"]
    assert names.getBestFamilyName() == entry["family"]
    assert names.getBestSubFamilyName() == {400: "Regular", 700: "Bold"}[entry["weight"]]
    assert f"{entry['version']};" in f"{names.getDebugName(5).removeprefix('Version ')};"


@each_font
@pytest.mark.parametrize("name", ["file", "web_file"])
def test_a_font_has_the_letters_of_its_scripts(entry: dict[str, Any], name: str) -> None:
    with TTFont(FONTS / entry[name]) as font:
        has = font.getBestCmap()
    wanted = "".join(LETTERS[script] for script in entry["scripts"])
    assert [letter for letter in wanted if ord(letter) not in has] == []


@each_font
def test_a_licence_that_allows_changes_stands_beside_a_font(entry: dict[str, Any]) -> None:
    licence = (FONTS / entry["licence"]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "with Reserved Font Name" not in licence.split("PREAMBLE")[0]


def test_every_font_in_the_folder_is_listed_once() -> None:
    there = sorted(path.name for path in FONTS.iterdir() if path.suffix in {".ttf", ".otf", ".woff2"})
    assert there == sorted(entry[name] for entry in ENTRIES for name in ("file", "web_file"))


def test_every_family_has_a_regular_and_a_bold() -> None:
    weights = {(entry["family"], entry["weight"]) for entry in ENTRIES}
    assert weights == {(entry["family"], weight) for entry in ENTRIES for weight in (400, 700)}


def test_new_hashes_replace_old_ones_in_the_list() -> None:
    text = "    file: A.ttf\n    sha256: new\n    web_file: A.woff2\n    web_sha256: new\n"
    once = web_fonts.with_hash(text, "file", "A.ttf", "1a")
    assert web_fonts.with_hash(once, "web_file", "A.woff2", "2b") == (
        "    file: A.ttf\n    sha256: 1a\n    web_file: A.woff2\n    web_sha256: 2b\n"
    )


def test_a_missing_hash_line_is_asked_for() -> None:
    with pytest.raises(SystemExit, match="write `web_sha256: new` on the line below `web_file: A"):
        web_fonts.with_hash("    web_file: A.woff2\n", "web_file", "A.woff2", "2b")
