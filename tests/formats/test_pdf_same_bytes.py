"""The same document gives the same bytes, wherever and after whatever it is made."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.formats.fonts import FontSet
from generator.formats.pdf import fingerprint_of_engine, render
from tests.formats.conftest import Make
from tests.formats.test_pdf_languages import MIXED, NASTALIQ
from tests.formats.test_pdf_structure import WHOLE

ROOT = Path(__file__).parents[2]
PROGRAM = """
import hashlib
from tests.formats.conftest import FONTS, document
from tests.formats.test_pdf_languages import MIXED, NASTALIQ
from tests.formats.test_pdf_structure import WHOLE
from generator.formats.fonts import FontSet
from generator.formats.pdf import fingerprint_of_engine, render
fonts = FontSet.read(FONTS)
for made in (document(WHOLE), document(MIXED, NASTALIQ, language="ur", direction="rtl")):
    print(hashlib.sha256(render(made, fonts).content).hexdigest())
print(fingerprint_of_engine())
"""
SYSTEM_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>"""


def made_elsewhere(folder: Path, **changes: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **changes}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.fixture(scope="module")
def made_here(make: Make, fonts: FontSet) -> list[str]:
    documents = (make(WHOLE), make(MIXED, NASTALIQ, language="ur", direction="rtl"))
    hashes = [hashlib.sha256(render(each, fonts).content).hexdigest() for each in documents]
    return [*hashes, fingerprint_of_engine()]


def test_in_another_process_folder_zone_language_and_with_another_hash_seed(
    made_here: list[str], tmp_path: Path
) -> None:
    elsewhere = made_elsewhere(
        tmp_path, PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LANG="ur_PK.UTF-8", LC_ALL="C", TMPDIR=str(tmp_path)
    )
    assert elsewhere == made_here


def test_whatever_fonts_the_system_has(made_here: list[str], tmp_path: Path) -> None:
    for folders in ("", "<dir>/usr/share/fonts</dir><alias><family>serif</family></alias>"):
        settings = tmp_path / f"fonts{len(folders)}.conf"
        settings.write_text(SYSTEM_FONTS.format(folders=folders, cache=tmp_path / "cache"), encoding="utf-8")
        assert made_elsewhere(tmp_path, FONTCONFIG_FILE=str(settings)) == made_here


def test_after_other_documents_in_the_same_process(made_here: list[str], make: Make, fonts: FontSet) -> None:
    for size in (7, 19, 31):
        render(make(MIXED, NASTALIQ, f"body {{ font-size: {size}pt }}", language="ur", direction="rtl"), fonts)
    assert hashlib.sha256(render(make(WHOLE), fonts).content).hexdigest() == made_here[0]


def test_the_variable_for_font_settings_is_left_as_it_was(
    make: Make, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/fonts.conf")
    render(make("<p>x</p>"), FontSet(fonts.fonts[:1]))
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere/fonts.conf"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"language": "cy"},
        {"assets": {"asset:unused.svg": b""}},
    ],
    ids=["title", "language", "unused asset"],
)
def test_what_goes_into_a_file_changes_its_bytes(
    make: Make, fonts: FontSet, made_here: list[str], change: dict[str, object]
) -> None:
    changed = hashlib.sha256(render(make(WHOLE, **change), fonts).content).hexdigest()
    assert (changed == made_here[0]) == ("assets" in change)
