"""Stage `publish`: the letters of each language on the site: which fonts come with its pages, and how high its lines are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language

LETTERS = "styles/letters.css"
FOLDER = "site_overrides/fonts"
LEAST_LINE_HEIGHT = 1.6
"""On a screen; what languages.yml says is for paper too, where lines may stand closer."""


def letters(root: Path, library: Library) -> Mapping[str, bytes]:
    """The style sheet that gives each language its letters and line height, and small fonts, by path in the docs folder.

    Only fonts of this language and of English, which stands wherever a translation is missing, come whole. Of another
    language's font come the few letters of its own name, so that everybody sees them in the list of languages. Its whole
    font lies there under another name, for what people said in it on the pages of local projects: no other page names it, and
    a browser loads it only where such words stand. Latin fonts are `optional`: one that comes late waits for the next page, so that no words move. A script that needs its own font
    swaps it in, since readers do not know another form.
    """
    own = library.languages[library.language]
    families = {*own.screen_fonts, *library.languages[SOURCE_LANGUAGE].screen_fonts}
    faces = [
        _face(font["family"], font["weight"], font["web_file"], _display(font)) for font in fonts_of(families, root)
    ]
    rules = [f":root {{ {_variables(own)} }}\n"]
    files: dict[str, bytes] = {}
    for language in library.languages.values():
        names = dict(_name_font(language, root)) if language.screen_fonts[0] not in families else {}
        faces += [_face(_name_family(language), 400, name, "swap") for name in names]
        faces += _faces_for_words(language, root) if names else []
        files |= {f"fonts/{name}": data for name, data in names.items()}
        rules.append(f":lang({language.id}) {{ {_variables(language, bool(names))} }}\n")
    return {LETTERS: "".join([*faces, *rules]).encode(), **files}


def fonts_of(families: Iterable[str], root: Path) -> list[dict[str, Any]]:
    """The fonts of some families, in the order of fonts.yml."""
    wanted = set(families)
    every = yaml.safe_load((root / FOLDER / "fonts.yml").read_text("utf-8"))["fonts"]
    return [font for font in every if font["family"] in wanted]


def _display(font: Mapping[str, Any]) -> str:
    return "optional" if "Latn" in font["scripts"] else "swap"


def _face(family: str, weight: int, file: str, display: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: {display}; '
        f'src: url("../fonts/{file}") format("woff2"); }}\n'
    )


def _name_family(language: Language) -> str:
    return f"Name {language.id}"


def _faces_for_words(language: Language, root: Path) -> list[str]:
    """The faces of the first font of a language, for words in it on pages in another language."""
    found = fonts_of(language.screen_fonts[:1], root)
    return [_face(_words_family(language), font["weight"], font["web_file"], "swap") for font in found]


def _words_family(language: Language) -> str:
    return f"Words {language.id}"


def _variables(language: Language, has_name_font: bool = False) -> str:
    stack = ", ".join([*(f'"{family}"' for family in language.screen_fonts), "system-ui", "sans-serif"])
    height = max(float(language.line_height), LEAST_LINE_HEIGHT)
    own = {"name": _name_family(language), "words": _words_family(language)} if has_name_font else {}
    name, words = (f'"{own[use]}", {stack}' if use in own else stack for use in ("name", "words"))
    return f"--letters: {stack}; --name: {name}; --words: {words}; --line-height: {height:g};"


def _name_font(language: Language, root: Path) -> Iterator[tuple[str, bytes]]:
    """The letters of a language's own name as a font of about a kilobyte: file name, bytes."""
    for font in fonts_of(language.screen_fonts[:1], root):
        if font["weight"] == 400:
            stem = str(font["web_file"]).partition("-")[0]
            yield f"{stem}-name-{language.id}.woff2", _letters_of(root / FOLDER / font["web_file"], language.name)


@cache
def _letters_of(file: Path, text: str) -> bytes:
    from fontTools import subset  # noqa: PLC0415 - slow to load, and the workers that lay out pages need none of it

    options = subset.Options(flavor="woff2", layout_features=["*"])
    subsetter, made = subset.Subsetter(options), io.BytesIO()
    subsetter.populate(text=text)
    with subset.load_font(str(file), options) as font:
        subsetter.subset(font)
        font.save(made)
    return made.getvalue()
