"""The list of fonts is read, and whatever is wrong with it is said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.formats.fonts import FontListError, FontSet

ENTRY = "fonts:\n  - family: Some Family\n    weight: 400\n    file: Some.ttf\n    sha256: '{}'\n"
BYTES = b"not really a font"
HASH = hashlib.sha256(BYTES).hexdigest()


def folder_with(path: Path, listing: str) -> Path:
    path.joinpath("fonts.yml").write_text(listing, encoding="utf-8")
    path.joinpath("Some.ttf").write_bytes(BYTES)
    return path


def test_fonts_become_rules_and_assets(tmp_path: Path) -> None:
    fonts = FontSet.read(folder_with(tmp_path, ENTRY.format(HASH)))
    assert fonts.styles == (
        '@font-face { font-family: "Some Family"; font-weight: 400; '
        'font-style: normal; src: url("asset:fonts/Some.ttf"); }'
    )
    assert fonts.assets == {"asset:fonts/Some.ttf": BYTES}


def test_the_fingerprint_follows_every_part(fonts: FontSet) -> None:
    assert fonts.fingerprint == FontSet(fonts.fonts).fingerprint
    assert fonts.fingerprint != FontSet(fonts.fonts[1:]).fingerprint


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        (ENTRY.format("0" * 64), r"Some\.ttf: its sha256 is .*, but fonts\.yml says 0000"),
        (ENTRY.format(HASH).replace("Some.ttf", "Other.ttf"), r"Other\.ttf: cannot be read: No such file"),
        (ENTRY.format(HASH).replace("Some.ttf", "../Some.ttf"), "must be a file name without a folder"),
        (ENTRY.format(HASH).replace("weight: 400", "weight: bold"), r"each font needs `weight` \(int\)"),
        ("fonts: none", "write a list of fonts under the key `fonts`"),
        ("fonts: [", r"fonts\.yml: is not YAML"),
    ],
    ids=["hash", "absent", "folder", "weight", "list", "yaml"],
)
def test_a_wrong_list_says_what_is_wrong(tmp_path: Path, listing: str, reason: str) -> None:
    with pytest.raises(FontListError, match=reason):
        FontSet.read(folder_with(tmp_path, listing))


def test_a_missing_list_says_so(tmp_path: Path) -> None:
    with pytest.raises(FontListError, match=r"fonts\.yml: cannot be read: No such file"):
        FontSet.read(tmp_path)
