"""Stage `publish`: what the site engine is told for one language: its mkdocs.yml and the style sheet of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language
from generator.site.frame import words
from generator.site.page import Facts
from generator.translate.interface import Interface

LETTERS = "styles/letters.css"
FONTS = "site_overrides/fonts/fonts.yml"
OVERRIDES = "../../../site_overrides"
"""From the folder of one language to the overrides; work folders and the folders of builds stand equally deep."""
LEAST_LINE_HEIGHT = 1.6
"""On a screen; what languages.yml says is for paper too, where lines may stand closer."""


def configuration(root: Path, library: Library, interface: Interface, facts: Facts) -> str:
    """The mkdocs.yml of one language, derived from the top-level one. It names no folder of this machine."""
    settings: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    site, language = library.site, library.languages[library.language]
    settings |= {"site_name": site.name.text, "site_description": site.strapline.text}
    settings |= {"docs_dir": "docs", "site_dir": "site"}
    settings["theme"]["custom_dir"] = OVERRIDES
    if site.site_url:
        settings["site_url"] = f"{site.site_url.rstrip('/')}/{language.id}/"
    settings["extra"] |= {
        "language": _entry(language),
        "languages": [_entry(other) for other in facts.languages],
        "preload": [f"fonts/{font['web_file']}" for font in _of([language.screen_fonts[0]], root)],
        "words": dict(words(interface)),
        "english": list(_english(library, interface)),
        "version": interface.day(facts.as_of),
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=True, width=1000)


def _entry(language: Language) -> dict[str, str]:
    return {"lang": language.id, "name": language.name, "dir": language.direction}


def _english(library: Library, interface: Interface) -> Iterable[str]:
    """The names of the words that stand in English in the frame of another language, so that they can be marked."""
    if library.language == SOURCE_LANGUAGE:
        return
    said = words(interface)
    yield from (name for name, english in words(str).items() if said[name] == english)
    for name, unit in (("site_name", library.site.name), ("site_description", library.site.strapline)):
        if unit.language != library.language:
            yield name


def letters(root: Path, library: Library) -> Mapping[str, bytes]:
    """The style sheet that gives each language its letters and line height, by its path in the docs folder.

    Only fonts of this language and of English, which stands wherever a translation is missing, come with the page; for words
    in another language the reader's machine chooses. Latin fonts are `optional`: one that comes late waits for the next
    page, so that no words move. A script that needs its own font swaps it in, since readers do not know another form.
    """
    own = library.languages[library.language]
    families = [*own.screen_fonts, *library.languages[SOURCE_LANGUAGE].screen_fonts]
    faces = [_face(font) for font in _of(families, root)]
    stacks = [f":lang({language.id}) {{ {_variables(language)} }}\n" for language in library.languages.values()]
    return {LETTERS: "".join([*faces, f":root {{ {_variables(own)} }}\n", *stacks]).encode()}


def _of(families: Iterable[str], root: Path) -> list[dict[str, Any]]:
    """The fonts of some families, in the order of fonts.yml."""
    wanted = set(families)
    return [font for font in yaml.safe_load((root / FONTS).read_text("utf-8"))["fonts"] if font["family"] in wanted]


def _face(font: Mapping[str, Any]) -> str:
    display = "optional" if "Latn" in font["scripts"] else "swap"
    return (
        f'@font-face {{ font-family: "{font["family"]}"; font-weight: {font["weight"]}; font-display: {display}; '
        f'src: url("../fonts/{font["web_file"]}") format("woff2"); }}\n'
    )


def _variables(language: Language) -> str:
    names = ", ".join(f'"{family}"' for family in language.screen_fonts)
    height = max(float(language.line_height), LEAST_LINE_HEIGHT)
    return f"--letters: {names}, system-ui, sans-serif; --line-height: {height:g};"
