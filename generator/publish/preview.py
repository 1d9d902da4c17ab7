"""Stage `publish`: the pages of one language, written for a preview; no documents, no search index."""

from __future__ import annotations

from pathlib import Path

from generator.library import load
from generator.problems import ContentError, Position, Problem
from generator.publish.build import Builder
from generator.publish.order import Order
from generator.translate.catalogues import read_catalogues


def prepare(root: Path, language: str) -> Path:
    """Writes build/work/<language>, touching only what changed; returns its mkdocs.yml.

    Raises ContentError, with nothing written, where a file cannot be read. Problems between files do not stop a preview.
    """
    library = load(root)
    if language not in library.languages:
        raise ContentError(
            [
                Problem(
                    Position("content/languages.yml"),
                    f"there is no language “{language}” here; add it",
                    "unknown-language",
                )
            ]
        )
    order = Order(root=root, output=root / "build/site", languages=(language,))
    return Builder(order, library, read_catalogues(library, root), []).preview(language)
