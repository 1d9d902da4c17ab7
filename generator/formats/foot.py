"""Stage `formats`: what the foot of every page says where people edit: the version, and the number of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.formats.document import Document

_SAID = re.compile(r'\bdata-(version-line|page-before|page-between|page-after)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Foot:
    """What a foot says: one line or more, and the words before, between and after the page and the number of pages."""

    lines: tuple[str, ...]
    before: str
    between: str
    after: str


def foot_of(document: Document) -> Foot:
    """The foot as the page's body names it; see CONVENTIONS.md. Without a part's own, since this counts all pages."""
    body = document.html.partition("<body")[2].partition(">")[0]
    said = {name: unescape(value) for name, value in _SAID.findall(body)}
    words = (said.get(f"page-{name}", "") for name in ("before", "between", "after"))
    lines = [" ".join(line.split()) for line in said.get("version-line", "").splitlines() if line.strip()]
    return Foot(tuple(lines or [""]), *words)
