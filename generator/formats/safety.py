"""Stage `formats`: what a document may reach and say. Everything else stops it, with a clear reason."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from generator.formats.document import DocumentRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LINK_SCHEMES = frozenset({"https", "mailto", "tel"})

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}

_FONT_FACE = re.compile(r"@font-face|@import", re.IGNORECASE)
_ACTIVE = re.compile(r"<\s*(base|iframe|object|embed|script|form|frame|applet|meta\s+http-equiv)\b", re.IGNORECASE)


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hands out the assets of one document, and nothing else: no file, no network, no `data:`."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["asset"], allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The asset at an address.

        Raises:
            FatalURLFetchingError: the address is no asset of the document; stops the rendering.
        """
        content = self._assets.get(url)
        suffix = "." + url.rpartition(".")[2]
        if content is None:
            raise FatalURLFetchingError(f"{_shortened(url)} is not an asset of the document")
        if suffix not in MEDIA_TYPES:
            raise FatalURLFetchingError(f"{url}: only {', '.join(MEDIA_TYPES)} can be assets")
        return URLFetcherResponse(url, content, {"Content-Type": MEDIA_TYPES[suffix]})


def _shortened(address: str, most: int = 80) -> str:
    return repr(address if len(address) <= most else address[:most] + "…")


def check_source(html: str, styles: tuple[str, ...]) -> None:
    """Refuse elements that reach outside or run, and style sheets that bring fonts or other sheets.

    Raises:
        DocumentRefused: one line for each kind of thing found.
    """
    found = dict.fromkeys(match[1].lower() for match in _ACTIVE.finditer(html))
    problems = [f"<{name}> must not stand in a document: take it out" for name in found]
    rules = dict.fromkeys(match[0].lower() for style in (*styles, html) for match in _FONT_FACE.finditer(style))
    problems += [f"{rule} must not stand in a style sheet: fonts and sheets come from the project" for rule in rules]
    if problems:
        raise DocumentRefused(*problems)


def check_links(pages: list[Any]) -> None:
    """Refuse links that lead anywhere but to https, mailto, tel or a place in the document.

    Args:
        pages: WeasyPrint's pages, whose `links` hold every link however it was made.

    Raises:
        DocumentRefused: one line for each link.
    """
    places = {name for page in pages for name in page.anchors}
    problems = [_fault(kind, target, places) for page in pages for kind, target, _, _ in page.links]
    if found := dict.fromkeys(filter(None, problems)):
        raise DocumentRefused(*found)


def _fault(kind: str, target: str, places: set[str]) -> str:
    """What is wrong with a link; empty if nothing is."""
    if kind == "internal":
        return "" if target in places else f"a link leads to #{target}, which is not in the document"
    if kind == "external" and _scheme(target) in LINK_SCHEMES:
        return ""
    allowed = "only https, mailto, tel and places in the document are allowed"
    return f"a link leads to {_shortened(target)}: {allowed}"


def _scheme(target: str) -> str:
    try:
        return urlsplit(target).scheme.lower()
    except ValueError:
        return ""


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[record.getMessage()] = None


@contextmanager
def strict() -> Iterator[None]:
    """Turn what WeasyPrint would only log, and leave out of the pages, into a refusal.

    Raises:
        DocumentRefused: something was ignored, missing or not fetched; one line for each.
    """
    complaints = _Complaints()
    LOGGER.addHandler(complaints)
    try:
        yield
    except FatalURLFetchingError as error:
        raise DocumentRefused(_reason(error)) from None
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.lines:
        raise DocumentRefused(*complaints.lines)


def _reason(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return f"{error}: add it to the document's assets, or take the reference out"
