"""Stage `formats`: the styles of several papers in one page: what is not the same for all of them reaches its own papers only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.document import Document

_ROOT = re.compile(r"^(?:html(?:\[[^\]]*\])*|\[dir=\"?(?:rtl|ltr)\"?\])(?=\s|$)\s*")
_BODY = re.compile(r"(?<![\w.#-])body(?![\w-])")
_FIRST = re.compile(r"^(?:[^\s():]|:(?!:)|\([^()]*\))+")
"""The first of the parts of a selector, without a pseudo-element."""


class Sheets:
    """The style sheets of papers that stand in one page, each sheet once, in an order that suits every paper.

    `text` is one style sheet. In a page of several papers each is a block of the class `paper`, instead of a body.
    """

    def __init__(self, papers: list[Document]) -> None:
        self._of_all = set.intersection(*(set(paper.styles) for paper in papers))
        self._sheets: list[str] = []
        for paper in papers:
            self._add(paper.styles)
        alone = len(papers) == 1
        self.text = "\n".join(
            sheet if alone or sheet in self._of_all else "".join(_narrowed(sheet, self._name(sheet)))
            for sheet in self._sheets
        )

    def classes_of(self, paper: Document) -> list[str]:
        """The classes by which a paper gets the styles that not all have."""
        return [self._name(sheet) for sheet in paper.styles if sheet not in self._of_all]

    def _add(self, styles: tuple[str, ...]) -> None:
        place = 0
        for sheet in styles:
            if sheet not in self._sheets:
                self._sheets.insert(place, sheet)
            place = self._sheets.index(sheet) + 1

    def _name(self, sheet: str) -> str:
        return f"sheet-{self._sheets.index(sheet)}"


def _narrowed(sheet: str, name: str) -> Iterator[str]:
    """The rules of a sheet for the papers of a class only; its pages without a name become pages of that name."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        content = tinycss2.serialize(rule.content or []) if rule.type in ("qualified-rule", "at-rule") else ""
        if rule.type == "qualified-rule":
            selectors = (_selector(one, name) for one in _split(tinycss2.serialize(rule.prelude)))
            yield f"{', '.join(selectors)} {{{content}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            page = tinycss2.serialize(rule.prelude).strip()
            yield f"@page {page if page and page[0] != ':' else name + page} {{{content}}}\n"
            if not page:
                yield f":where(.{name}) {{ page: {name} }}\n"
        else:
            raise ValueError(f"a style sheet of a paper has a rule that cannot be narrowed: {rule.serialize()[:60]}")


def _split(prelude: str) -> list[str]:
    """Selectors by their commas, but for those inside brackets."""
    return [one.strip() for one in re.split(r",(?![^()]*\))", prelude)]


def _selector(selector: str, name: str) -> str:
    """A selector for what stands in papers of the class; it weighs as much as before."""
    root = _ROOT.match(selector)
    start, rest = (root[0].strip(), selector[root.end() :]) if root else ("", selector)
    again = _ROOT.match(rest)
    if again:  # html[lang] [dir="rtl"] and the like
        start, rest = f"{start} {again[0].strip()}", rest[again.end() :]
    own = f":where(.{name})"
    if _BODY.search(rest):
        return f"{start} {_BODY.sub(f'.paper{own}', rest, count=1)}".strip()
    if not rest:
        return own
    # the paper's own classes, as in `.participant .current`, or something inside of it
    narrower = _FIRST.sub(lambda found: found[0] + own, rest)
    return ", ".join(f"{start} {one}".strip() for one in (f"{own} {rest}", narrower))
