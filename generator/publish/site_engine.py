"""Stage `publish`: MkDocs or Zensical lays out the pages of one language; what its theme leaves over is taken away after."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language
from generator.publish.store import key_of, key_of_folder
from generator.site.frame import words
from generator.site.page import Facts
from generator.translate.interface import Interface

LETTERS = "styles/letters.css"
OVERRIDES = "../../../site_overrides"
"""From the folder of one language to the overrides; work folders and the folders of builds stand equally deep."""
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pagefind", "pagefind_bin", "zensical")


class EngineError(Exception):
    """The site engine could not make the pages; the message is the engine's own."""


def configuration(root: Path, library: Library, interface: Interface, facts: Facts) -> str:
    """The mkdocs.yml of one language, derived from the top-level one."""
    settings: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    language = library.languages[library.language]
    site = library.site
    settings |= {"site_name": site.name.text, "site_description": site.strapline.text, "docs_dir": "docs", "site_dir": "site"}
    settings["theme"]["custom_dir"] = OVERRIDES
    if site.site_url:
        settings["site_url"] = f"{site.site_url.rstrip('/')}/{language.id}/"
    settings["extra"] |= {
        "language": _entry(language),
        "languages": [_entry(other) for other in facts.languages],
        "preload": [f"fonts/{font['web_file']}" for font in _fonts(root) if font["family"] == language.screen_fonts[0] and font["weight"] == 400],
        "words": dict(words(interface)),
        "version": interface.day(facts.as_of),
    }  # fmt: skip
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=True, width=1000)


def _entry(language: Language) -> dict[str, str]:
    return {"lang": language.id, "name": language.name, "dir": language.direction}


def _fonts(root: Path) -> list[dict[str, Any]]:
    fonts: list[dict[str, Any]] = yaml.safe_load((root / "site_overrides/fonts/fonts.yml").read_text("utf-8"))["fonts"]
    return fonts


def letters(root: Path, library: Library) -> Mapping[str, bytes]:
    """The style sheet that gives each language its letters and its line height; only fonts that it names are published.

    Latin fonts are `optional`: a font that comes late waits for the next page, so that no words move. A script that needs
    its own font swaps it in, since no other font shows it as readers know it.
    """
    own = library.languages[library.language]
    families = [*own.screen_fonts, *library.languages[SOURCE_LANGUAGE].screen_fonts]
    faces = [_face(font) for font in _fonts(root) if font["family"] in families]
    stacks = [_stack(language) for language in library.languages.values() if language.id in (SOURCE_LANGUAGE, own.id)]
    return {LETTERS: "".join([*faces, f":root {{ {_variables(own)} }}\n", *stacks]).encode()}


def _face(font: Mapping[str, Any]) -> str:
    display = "optional" if "Latn" in font["scripts"] else "swap"
    return (
        f'@font-face {{ font-family: "{font["family"]}"; font-weight: {font["weight"]}; font-display: {display}; '
        f'src: url("../fonts/{font["web_file"]}") format("woff2"); }}\n'
    )


def _variables(language: Language) -> str:
    names = ", ".join(f'"{family}"' for family in language.screen_fonts)
    height = max(float(language.line_height), 1.6)
    return f"--letters: {names}, system-ui, sans-serif; --line-height: {height:g};"


def _stack(language: Language) -> str:
    return f":lang({language.id}) {{ {_variables(language)} }}\n"


def run(folder: Path, engine: str) -> None:
    """Makes folder/site from folder/mkdocs.yml and folder/docs. Raises EngineError with the engine's own words."""
    ENGINES[engine](folder)
    _tidy(folder / "site")
    _mend(folder)


def _mkdocs(folder: Path) -> None:
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "DISABLE_MKDOCS_2_WARNING": "true"}
    from mkdocs.commands.build import build  # noqa: PLC0415 - half a second that only this engine needs
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        config = load_config(str(folder / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except MkDocsException as error:
        raise EngineError(f"mkdocs: {error}") from None


def _zensical(folder: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603 - our own engine
    if done.returncode:
        raise EngineError(f"zensical: {(done.stderr or done.stdout).strip()}")


ENGINES = {"mkdocs": _mkdocs, "zensical": _zensical}


def _tidy(site: Path) -> None:
    """Throws away what the engine and theme add and no page uses: their bundle, the fonts for print, their own sitemap."""
    shutil.rmtree(site / "assets", ignore_errors=True)
    named = (site / LETTERS).read_text("utf-8")
    for file in sorted((site / "fonts").iterdir()):
        if file.is_dir() or (file.name not in named and not file.name.startswith("OFL-")):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
    for name in ("sitemap.xml", "sitemap.xml.gz", "search.json", "objects.inv", "404/index.html"):
        (site / name).unlink(missing_ok=True)
    for folder in ("search/search_index.json",):
        (site / folder).unlink(missing_ok=True)


@dataclass(frozen=True)
class Mend:
    """Something that the theme's base template leaves in every page, what stands in its place, and how often it is there."""

    what: str
    pattern: re.Pattern[str]
    instead: str = ""
    times: tuple[int, ...] = (1,)


def _mends(language: Mapping[str, str]) -> Iterable[Mend]:
    tag = re.escape(language["lang"])
    yield Mend("direction of the page", re.compile(rf'<html lang="{tag}" class="no-js">'), f'<html lang="{language["lang"]}" dir="{language["dir"]}" class="no-js">')
    yield Mend("toggles", re.compile(r'\s*<input class="md-toggle"[^>]*>'), times=(2,))
    yield Mend("overlay", re.compile(r'\s*<label class="md-overlay"[^>]*></label>'))
    yield Mend("the theme's skip link", re.compile(r'\s*<div data-md-component="skip">.*?</div>', re.DOTALL))
    yield Mend("banner", re.compile(r'\s*<div data-md-component="announce">\s*</div>'))
    yield Mend("message box", re.compile(r'\s*<div class="md-dialog".*?</div>\s*</div>', re.DOTALL))
    yield Mend("script of the theme's settings", re.compile(r"\s*<script>__md_scope=.*?</script>", re.DOTALL))
    yield Mend("script of the theme's tabs", re.compile(r"\s*<script>var target=.*?</script>", re.DOTALL), times=(0, 1))
    yield Mend("attributes of the theme", re.compile(r' data-md-component="(?:container|main)"'), times=(2,))


def _mend(folder: Path) -> None:
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    mends = tuple(_mends(settings["extra"]["language"]))
    for file in sorted((folder / "site").rglob("*.html")):
        file.write_text(mended(file.read_text("utf-8"), mends, file.relative_to(folder).as_posix()), "utf-8")


def mended(html: str, mends: Iterable[Mend], name: str) -> str:
    """A page without what the theme leaves over. Raises EngineError where the theme has changed and a mend no longer fits."""
    for mend in mends:
        html, count = mend.pattern.subn(lambda _, mend=mend: mend.instead, html)
        if count not in mend.times:
            raise EngineError(f"{name}: {mend.what} was found {count} times; the theme has changed, see the post-pass")
    return re.sub(r"\n\s*\n+", "\n", html)


def index_search(tree: Path) -> None:
    """Makes tree/pagefind, the index of every language. Raises EngineError with Pagefind's own words."""
    command = [sys.executable, "-m", "pagefind", "--site", str(tree), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    if done.returncode:
        raise EngineError(f"pagefind: {(done.stderr or done.stdout).strip()}")
    for file in (tree / "pagefind").glob("pagefind-*"):
        if file.name.startswith(("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")):
            file.unlink()


def fingerprint(root: Path) -> str:
    """A hash of what every page depends on besides its own words: overrides, settings, engines, and this stage's code."""
    package = Path(__file__).parent.parent
    code = [package / "site", root / "site_overrides"]
    files = [root / "mkdocs.yml", Path(__file__), package / "markup.py", package / "render.py"]
    packages = [f"{name} {_version(name)}" for name in PACKAGES]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return key_of(key_of_folder(code), *digests, *packages)


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:
        return "none"
