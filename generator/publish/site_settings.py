"""Stage `publish`: what the site engine is told for one language: its mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language
from generator.publish.site_letters import fonts_of
from generator.site.frame import words
from generator.site.page import Facts
from generator.translate.interface import Interface

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""What a finished page may load: things of its own origin, and no script or style that stands inside it."""
OVERRIDES = "../../../site_overrides"
"""From the folder of one language to the overrides; work folders and the folders of builds stand equally deep."""


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
        "policy": POLICY,
        "audience": facts.audience,
        "language": _entry(language),
        "languages": [_entry(other) for other in facts.languages],
        "preload": [f"fonts/{font['web_file']}" for font in fonts_of([language.screen_fonts[0]], root)],
        "words": dict(words(interface)),
        "english": list(_english(library, interface)),
        "version": interface.day(facts.as_of),
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=True, width=1000)


def for_preview(configuration: bytes) -> bytes:
    """A language's mkdocs.yml for a preview, which puts a script of its own into pages to follow changes."""
    settings = yaml.safe_load(configuration)
    del settings["extra"]["policy"]
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=True, width=1000).encode()


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
