"""Between `translate` and what is shown: a unit becomes HTML in its own language and direction, inside a page of another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html import escape

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from markupsafe import escape as markup_escape

from generator import markup
from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Label, Prose, State, Unit
from generator.translate.interface import Interface


@dataclass(frozen=True)
class UnitRenderer:
    """Renders the units of a library for one page or document; `pieces` decides what links and glossary words become."""

    library: Library
    pieces: markup.Inline
    states: set[State] = field(default_factory=set)
    """The states of the units shown so far, for the notice of a page or a paper."""
    stale_note: str = ""
    """What to say beside a unit whose English has changed since it was translated."""

    def inline(self, unit: Unit | None) -> Markup:
        """A unit inside a line of the page; a `span` with lang and dir around it where its language is another."""
        if unit is None:
            return Markup()
        html = escape(unit.text) if isinstance(unit, Label) else markup.inline(unit.text, self.pieces)
        attributes = self.attributes(unit)
        return Markup(f"<span{attributes}>{html}</span>" if attributes else html) + self._noted(unit)  # noqa: S704 - escaped above

    def block(self, unit: Unit | None) -> Markup:
        """A unit as paragraphs and lists; a `div` with lang and dir around them where its language is another."""
        if unit is None:
            return Markup()
        html = (
            markup.block(unit.text, self.pieces)
            if isinstance(unit, Prose)
            else f"<p>{markup.inline(unit.text, self.pieces)}</p>"
        )
        attributes = self.attributes(unit)
        return Markup(f"<div{attributes}>{html}</div>" if attributes else html) + self._noted(unit)  # noqa: S704 - escaped above

    def _noted(self, unit: Unit) -> Markup:
        """Remembers the unit's state; says so beside a unit that is stale."""
        self.states.add(unit.state)
        if unit.state is not State.STALE or not self.stale_note:
            return Markup()
        return Markup(f' <span class="stale">{escape(self.stale_note)}</span>')  # noqa: S704 - escaped above

    def attributes(self, unit: Unit) -> Markup:
        """The lang and dir of a unit where they are not those of the page; empty where they are."""
        if unit.language == self.library.language:
            return Markup()
        return Markup(f' lang="{escape(unit.language)}" dir="{self.direction(unit.language)}"')  # noqa: S704 - escaped above

    def direction(self, language: str) -> str:
        """The direction in which a language is written."""
        known = self.library.languages.get(language)
        return known.direction if known else "ltr"


def plain(unit: Unit | None) -> str:
    """The bare words of a unit on one line, for titles, names and search."""
    if unit is None:
        return ""
    return unit.text if isinstance(unit, Label) else " ".join(markup.words(unit.text).split())


GAP = re.compile(r"\[([^\]\[<@]+)\]")


def with_gaps(html: Markup) -> Markup:
    """Gaps to fill in, [LIKE THIS], set apart from the words around them."""
    return Markup(GAP.sub(r'<span class="gap">[\1]</span>', str(html)))  # noqa: S704 - rendered by us before


@dataclass(frozen=True, eq=False)
class Words:
    """The words of the interface, for templates: HTML that says so where it is English for want of a translation."""

    interface: Interface

    def __call__(self, text: str) -> Markup:
        """The words for some English words."""
        return self._marked(self.interface(text), same=text)

    def counted(self, singular: str, plural: str, number: int) -> Markup:
        """The form for a number."""
        found = self.interface.translations.ngettext(singular, plural, number)
        return self._marked(found, same=singular if number == 1 else plural)

    def listed(self, items: Iterable[str]) -> Markup:
        """Items in one line, with the comma of the language; what is not HTML yet is escaped."""
        return Markup(self.interface.listed(str(markup_escape(item)) for item in items))  # noqa: S704 - escaped

    def _marked(self, text: str, same: str) -> Markup:
        if text != same or self.interface.language == SOURCE_LANGUAGE:
            return Markup(escape(text))  # noqa: S704 - escaped
        return Markup(f'<span lang="en" dir="ltr">{escape(text)}</span>')  # noqa: S704 - escaped


@cache
def templates(package: str, words: Words) -> Environment:
    """The templates of a package in one language; a misspelt name in one is an error. `bare` takes the tags out of words."""
    environment = Environment(
        loader=PackageLoader(package), autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_callables(words, words.counted, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["listed"] = words.listed
    environment.globals.update(comma=words.interface.comma, semicolon=words.interface.semicolon)
    environment.filters["bare"] = lambda html: Markup(html).striptags()  # noqa: S704 - only to take the tags out
    return environment
