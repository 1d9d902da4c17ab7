"""What the tests of the formats share: the pinned fonts, and a document around a piece of HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.formats.document import Direction, Document
from generator.formats.fonts import FontSet
from generator.formats.pdf import render

pytest.register_assert_rewrite("tests.formats.pdf_assertions", "tests.formats.pdf_reading")

FONTS = Path(__file__).parents[2] / "site_overrides" / "fonts"
LATIN = "body { font-family: 'Atkinson Hyperlegible Next', 'Noto Naskh Arabic'; font-size: 12pt }"
NASKH = "body { font-family: 'Noto Naskh Arabic', 'Atkinson Hyperlegible Next'; font-size: 14pt }"

Make = Callable[..., Document]
Pdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet.read(FONTS)


def document(
    body: str,
    *styles: str,
    language: str = "en",
    direction: Direction = "ltr",
    title: str = "A pack",
    assets: dict[str, bytes] | None = None,
) -> Document:
    """A document around the body, with running words as workbooks have them."""
    words = (
        'data-running-title="Running title" data-version-line="Version of 3 May" '
        'data-page-before="Page " data-page-between=" of " data-page-after=""'
    )
    html = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><title>{title}</title></head>'
        f"<body {words}>{body}</body></html>"
    )
    base = LATIN if direction == "ltr" else NASKH
    return Document(html, (base, *styles), language, direction, title, "pack-1", assets or {})


@pytest.fixture(scope="session")
def make() -> Make:
    return document


@pytest.fixture(scope="session")
def pdf(fonts: FontSet) -> Pdf:
    """A function from a body to the bytes of its PDF; takes what `document` takes."""

    def made(body: str, *styles: str, **options: object) -> bytes:
        return render(document(body, *styles, **options), fonts).content  # type: ignore[arg-type]

    return made
