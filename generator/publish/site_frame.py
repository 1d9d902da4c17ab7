"""Stage `publish`: after the site engine. Of each page only what our own templates wrote is kept; of its files, what pages use."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path

from generator.publish.site_letters import LETTERS

PARTS = ("meta", "title", "styles", "early", "header", "content", "footer", "scripts")
"""The parts that site_overrides/main.html marks, in the order in which the theme's base template places them."""
MARKED = re.compile(r"<!--\[(\w+)\]-->(.*?)<!--\[/\1\]-->", re.DOTALL)
FRAME = """<!doctype html>
<html lang="{lang}" dir="{dir}" class="no-js">
<head>{meta}{title}{styles}{early}</head>
<body>{header}
<main>{content}</main>
{footer}{scripts}</body>
</html>
"""
ENGINE_FILES = ("sitemap.xml", "sitemap.xml.gz", "search.json", "objects.inv", "404/index.html")
"""What the engines write beside the pages; the sitemap of all languages stands above them."""


class EngineError(Exception):
    """The site engine could not make the pages; the message is the engine's own, or names the page."""


def own_page(html: str, language: Mapping[str, str], name: str) -> str:
    """A page put together from the parts that our templates marked, without the theme around and between them.

    `language` has `lang` and `dir`. Raises EngineError unless every part is there once and in order: then the theme has
    changed and site_overrides/main.html has to follow.
    """
    found = MARKED.findall(html)
    names = tuple(part for part, _ in found)
    if names != PARTS or html.count("<!--[") != 2 * len(PARTS):
        message = f"{name}: the page's parts are {', '.join(names)} instead of {', '.join(PARTS)}"
        raise EngineError(f"{message}; the theme has changed, and site_overrides/main.html has to follow")
    attributes = {name: escape(value) for name, value in language.items()}
    return re.sub(r"\n\s*\n+", "\n", FRAME.format(**dict(found), **attributes))


def keep_own(folder: Path, language: Mapping[str, str]) -> None:
    """Leaves in folder/site only what pages use, and of each page only our own parts. Raises EngineError."""
    site = folder / "site"
    _throw_away(site)
    for file in sorted(site.rglob("*.html")):
        html = own_page(file.read_text("utf-8"), language, file.relative_to(site).as_posix())
        file.write_text(html, "utf-8")


def _throw_away(site: Path) -> None:
    shutil.rmtree(site / "assets", ignore_errors=True)
    for name in ENGINE_FILES:
        (site / name).unlink(missing_ok=True)
    letters = (site / LETTERS).read_text("utf-8")
    for file in sorted(path for path in (site / "fonts").rglob("*") if path.is_file()):
        if file.name not in letters and not _licence_of_one(file, letters):
            file.unlink()
    for empty in sorted((path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())), reverse=True):
        empty.rmdir()


def _licence_of_one(file: Path, letters: str) -> bool:
    """Whether a file is the licence of a font that pages use: OFL-NotoNaskhArabic.txt of NotoNaskhArabic-Bold.woff2."""
    family = re.fullmatch(r"OFL-(\w+)\.txt", file.name)
    return family is not None and f"/{family[1]}-" in letters
