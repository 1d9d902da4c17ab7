"""Pages of the finished tree, and windows of the browser that visit them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
SUB_PATH = "/a/sub-path/"
"""Every page is served here as well as at the root, and nearly every test asks for it here."""


@dataclass(frozen=True)
class Listed:
    """A page of the tree, as manifest.json lists it."""

    path: str
    kind: str
    language: str

    @property
    def address(self) -> str:
        """The page's address from the top of the tree."""
        return self.path.removesuffix("index.html")


@dataclass(frozen=True)
class Pages:
    """The pages of a tree."""

    tree: Path

    @cached_property
    def all(self) -> tuple[Listed, ...]:
        """Every page, by its path; a paper as one HTML file is a download, with a test of its own."""
        files = json.loads((self.tree / "manifest.json").read_text("utf-8"))["files"]
        rows = [row for row in files if row["path"].endswith(".html") and row["kind"] != "workbook"]
        return tuple(Listed(row["path"], row["kind"], (*row.get("languages", ()), "")[0]) for row in rows)

    def of_kind(self, language: str) -> dict[str, Listed]:
        """One page of each kind in a language: the largest, since most can go wrong there."""
        largest: dict[str, Listed] = {}
        for page in sorted(self.all, key=lambda page: ((self.tree / page.path).stat().st_size, page.path)):
            if page.language == language:
                largest[page.kind] = page
        return largest


@dataclass
class Visit:
    """A page in a browser window of its own, what it asked for, and what it complained of."""

    page: Page
    origin: str
    requests: list[str]
    complaints: list[str]

    def go(self, address: str) -> Page:
        """Opens an address below the sub-path, or, with a slash at its front, below the origin."""
        base = f"{self.origin}{'' if address.startswith('/') else SUB_PATH}"
        self.page.goto(f"{base}{address}")
        return self.page


Open = Callable[..., Visit]
TOPIC = "en/topics/keyworking/"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": DESKTOP},
}


def address_of(page: Listed) -> str:
    """Pages for addresses that do not exist know their own place from the top of the host only."""
    return f"/{page.address}" if page.address.endswith("404.html") else page.address
