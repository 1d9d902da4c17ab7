"""Stage `formats`: the pinned fonts, as style rules and bytes. Never a font of the system."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.problems import SetupError

LIST_NAME = "fonts.yml"
ASSET_FOLDER = "asset:fonts/"


class FontListError(SetupError):
    """The list of fonts, or a file that it names, is not as it must be."""


@dataclass(frozen=True, slots=True)
class Font:
    """One font file.

    Attributes:
        family: the name that style sheets use.
        weight: CSS weight, 1 to 1000.
        file: file name, without a folder.
        content: the bytes of the TTF or OTF file.
        web_content: the bytes of the WOFF2 file with the same glyphs; none where the list names no such file.
    """

    family: str
    weight: int
    file: str
    content: bytes
    web_content: bytes = b""

    @property
    def address(self) -> str:
        """The `asset:` address of the file."""
        return ASSET_FOLDER + self.file

    @property
    def rule(self) -> str:
        """The `@font-face` rule."""
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f'font-style: normal; src: url("{self.address}"); }}'
        )


@dataclass(frozen=True)
class FontSet:
    """All pinned fonts."""

    fonts: tuple[Font, ...]

    @classmethod
    def read(cls, folder: Path) -> FontSet:
        """Read `fonts.yml` in the folder, and the files that it names, and hold each to its hash.

        Raises:
            FontListError: something is missing or differs; says the file and what to do.
        """
        listing = folder / LIST_NAME
        return cls(tuple(_font(listing, entry) for entry in _entries(listing)))

    @property
    def styles(self) -> str:
        """The `@font-face` rules of all fonts."""
        return "\n".join(font.rule for font in self.fonts)

    @property
    def assets(self) -> dict[str, bytes]:
        """`asset:` address → bytes of all fonts."""
        return {font.address: font.content for font in self.fonts}

    @cached_property
    def fingerprint(self) -> str:
        """A hash over names, weights and bytes, for cache keys."""
        digest = hashlib.sha256(self.styles.encode())
        for font in self.fonts:
            digest.update(hashlib.sha256(font.content).digest())
            digest.update(hashlib.sha256(font.web_content).digest())
        return digest.hexdigest()


def _entries(listing: Path) -> list[dict[str, Any]]:
    try:
        content = yaml.safe_load(listing.read_text(encoding="utf-8"))
    except OSError as error:
        raise FontListError(f"{listing}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FontListError(f"{listing}: is not YAML: {error}") from error
    fonts = content.get("fonts") if isinstance(content, dict) else None
    if not isinstance(fonts, list) or not all(isinstance(entry, dict) for entry in fonts):
        raise FontListError(f"{listing}: write a list of fonts under the key `fonts`")
    return fonts


def _font(listing: Path, entry: dict[str, Any]) -> Font:
    for key, kind in (("family", str), ("weight", int), ("file", str), ("sha256", str)):
        if not isinstance(entry.get(key), kind):
            raise FontListError(f"{listing}: each font needs `{key}` ({kind.__name__}): {entry}")
    web = _content(listing, entry["web_file"], entry.get("web_sha256")) if "web_file" in entry else b""
    return Font(entry["family"], entry["weight"], entry["file"], _content(listing, entry["file"], entry["sha256"]), web)


def _content(listing: Path, name: str, expected: str | None) -> bytes:
    path = listing.parent / name
    if Path(name).name != name:
        raise FontListError(f"{listing}: `{name}` must be a file name without a folder")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FontListError(f"{path}: cannot be read: {error.strerror}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise FontListError(f"{path}: its sha256 is {found}, but {LIST_NAME} says {expected}")
    return content
