"""Stage `formats`: HTML and styles in memory → a tagged PDF/UA-1 file in memory."""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import os
import tempfile
import warnings
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.formats import metadata, parts, safety
from generator.formats.document import Document, DocumentRefused, Rendered

with warnings.catch_warnings():  # it warns where a machine has no fonts; we bring our own
    warnings.filterwarnings("ignore", message="No fonts configured|FontConfig cannot load")
    import weasyprint

from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import harfbuzz, pango
from weasyprint.text.fonts import FontConfiguration

from generator.formats.lettering import lettering
from generator.formats.tagging.engine import check_engine, tagging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.fonts import FontSet
    from generator.formats.tagging.typing_font import TypingFont

PRINT_STYLES = Path(__file__).with_name("print.css")

_NO_SYSTEM_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'


def render(document: Document, fonts: FontSet, typed: TypingFont | None = None) -> Rendered:
    """Lay out a document and write it as PDF/UA-1; the same input gives the same bytes.

    With a font for what is typed, each place to write in becomes a field of a form.

    Raises:
        DocumentRefused: the document reaches outside, misses a text alternative, uses a letter
            that no font has, or breaks another rule; names everything that was found.
        EngineChangedError: another version of WeasyPrint is installed than this was made for.
    """
    check_engine_once()
    with safety.strict(), _without_collector():
        laid_out = put_together(document, fonts)
        with lettering(), tagging(document.language, document.direction, typed):
            content = laid_out.write_pdf(
                pdf_variant="pdf/ua-1",
                finisher=lambda _, pdf: metadata.describe(pdf, document),
            )
    return Rendered(content, len(laid_out.pages))


check_engine_once = cache(check_engine)


def put_together(document: Document, fonts: FontSet) -> weasyprint.Document:
    """The document and its parts in pages, each laid out by itself, so that each counts its own pages.

    The document itself is laid out last, since it may name the pages of its parts.

    Raises:
        DocumentRefused: as `render`, or a part has a language or direction of its own.
    """
    if not document.parts:
        return _checked(document, fonts)
    if wrong := [part.name for part in document.parts if _tongue(part.document) != _tongue(document)]:
        raise DocumentRefused(
            *(f"the part “{name}” is in another language: give it a file of its own" for name in wrong)
        )
    found = [_checked(part.document, fonts).pages for part in document.parts]
    opening = _opening(document, found, fonts)
    pages, blank = [*opening.pages], _blank(document.language, document.direction, fonts)
    for number, (part, own) in enumerate(zip(document.parts, found, strict=True), start=1):
        pages += [*blank.pages] if len(pages) % 2 else []
        pages += parts.as_part(own, part.name, f"part-{number}-")
    return opening.copy(pages)


def _tongue(document: Document) -> tuple[str, str]:
    return document.language, document.direction


def _opening(document: Document, found: list[list[Any]], fonts: FontSet) -> weasyprint.Document:
    """The pages before the parts, which name the pages of the parts; how many they are is known when they are there."""
    before = 0
    for _ in range(_TRIES):
        lengths = [len(pages) for pages in found]
        html = parts.with_page_numbers(document.html, before, lengths)
        laid_out = _checked(dataclasses.replace(document, html=html), fonts)
        if len(laid_out.pages) == before:
            return laid_out
        before = len(laid_out.pages)
    raise DocumentRefused("the pages before the parts change with the numbers in them: make them shorter")


_TRIES = 4


def _blank(language: str, direction: str, fonts: FontSet) -> weasyprint.Document:
    """The empty back of a sheet."""
    html = f'<html lang="{language}" dir="{direction}"><head><title>-</title></head><body></body></html>'
    return lay_out(Document(html, (parts.BLANK_STYLE,), language, direction, "", ""), fonts)  # type: ignore[arg-type]


def _checked(document: Document, fonts: FontSet) -> weasyprint.Document:
    """The document in pages, which may be those of another file that it stands in: nothing in them changes when they are written."""
    if (kept := _kept.get(document, fonts)) is not None:
        return kept.copy()
    safety.check_source(document.html, document.styles)
    laid_out = lay_out(document, fonts)
    safety.check_links(laid_out.pages)
    _keep_one_link_each(laid_out.pages)
    _kept.put(document, fonts, laid_out, len(laid_out.pages))
    return laid_out.copy()


_kept: parts.Layouts[weasyprint.Document] = parts.Layouts()


def keep_layouts(most_pages: int) -> None:
    """From now on this process keeps layouts of so many pages, at about 1 MB a page, for papers that are parts of packs too."""
    _kept.most_pages = most_pages


def lay_out(document: Document, fonts: FontSet) -> weasyprint.Document:
    """The document in pages, not yet written.

    Raises:
        DocumentRefused: its language or direction is not that of its HTML.
    """
    fetcher = safety.AssetFetcher(document.assets)
    html = weasyprint.HTML(string=document.html, url_fetcher=fetcher)
    root = html.etree_element
    said = (root.get("lang"), root.get("dir", "ltr"))
    if said != (document.language, document.direction):
        raise DocumentRefused(
            f"<html> says lang and dir {said}, but the document is in {(document.language, document.direction)}"
        )
    configuration = _font_configuration(fonts)
    counters = CounterStyle()
    styles = [
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=configuration, counter_style=counters)
        for text in (_print_styles(document.direction), *document.styles)
    ]
    return html.render(
        font_config=configuration,
        counter_style=counters,
        stylesheets=styles,
        pdf_variant="pdf/ua-1",
    )


@cache
def _print_styles(direction: str) -> str:
    start, end = ("left", "right") if direction == "ltr" else ("right", "left")
    styles = PRINT_STYLES.read_text(encoding="utf-8")
    return styles.replace("-start {", f"-{start} {{").replace("-end {", f"-{end} {{")


def _keep_one_link_each(pages: list[Any]) -> None:
    """Drop rectangles of what stands inside a link: the link's own rectangle holds them.

    Pictures and inline blocks keep theirs, since they can be taller than the line of the link.
    """
    taller = (boxes.ReplacedBox, boxes.InlineBlockBox)
    for page in pages:
        page.links[:] = [link for link in page.links if link[3].link is not None or isinstance(link[3], taller)]


@lru_cache(maxsize=1)
def _font_configuration(fonts: FontSet) -> FontConfiguration:
    """The pinned fonts, and none of the system's; made once in a process, since it takes long."""
    with _own_font_settings():
        configuration = FontConfiguration()
    fetcher = safety.AssetFetcher(fonts.assets)
    weasyprint.CSS(string=fonts.styles, url_fetcher=fetcher, font_config=configuration)
    return configuration


@contextmanager
def _own_font_settings() -> Iterator[None]:
    """Point Fontconfig to settings without any folder, only as long as it reads them.

    The variable must not stay set: browsers started from this process would have no fonts.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as settings:
        settings.write(_NO_SYSTEM_FONTS)
        settings.flush()
        os.environ["FONTCONFIG_FILE"] = settings.name
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _without_collector() -> Iterator[None]:
    """Render without garbage collection, which takes a quarter of the time, and collect after."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        _collect()


def _collect() -> None:
    """Collect what is no longer used. Kept layouts are frozen meanwhile, since looking through them takes long."""
    if _kept.let_go > _kept.most_pages // 2:
        gc.unfreeze()
        _kept.let_go = 0
    gc.collect()
    if _kept.most_pages:
        gc.freeze()


@cache
def fingerprint_of_engine() -> str:
    """A hash of all that shapes a page besides document and fonts, for cache keys.

    WeasyPrint and pydyf, pandoc, Pango and HarfBuzz, and the text of this package.
    """
    parts = [
        f"{name} {version(name)}"
        for name in ("weasyprint", "pydyf", "tinycss2", "fonttools", "pypandoc-binary", "lxml", "pypdfium2")
    ]
    parts += [f"pango {pango.pango_version()}", f"harfbuzz {_harfbuzz_version()}"]
    digest = hashlib.sha256("\n".join(parts).encode())
    here = Path(__file__).parent
    for path in sorted(here.rglob("*")):
        if path.suffix in {".py", ".css", ".xml"}:
            digest.update(path.relative_to(here).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _harfbuzz_version() -> tuple[int, ...]:
    """HarfBuzz only answers whether it is at least some version, so climb to its own."""
    found = [0, 0, 0]
    for place in range(len(found)):
        while harfbuzz.hb_version_atleast(*found[:place], found[place] + 1, *([0] * (2 - place))):
            found[place] += 1
    return tuple(found)
