"""Stage `site`: what links, glossary words and citations become on a page."""

from __future__ import annotations

from html import escape

from generator.library import Library
from generator.markup import is_own
from generator.model import SOURCE_LANGUAGE
from generator.render import plain
from generator.site.places import Places, anchor


class PagePieces:
    """Links that stay inside the site, relative to one page. Remembers the glossary words met, which the page explains at its end."""

    def __init__(self, library: Library, places: Places, up: str) -> None:
        self.library = library
        self.places = places
        self.up = up
        self.met: dict[str, None] = {}

    def word(self, identifier: str, html: str) -> str:
        """A word of the glossary: a link to its entry, which a script turns into an explanation on the spot."""
        word = self.library.words.get(identifier)
        if word is None:  # a stale translation may name a word that is gone
            return html or escape(identifier.replace("-", " "))
        self.met[identifier] = None
        shown = html or escape(plain(word.term))
        other = "" if html else self._marked(word.term.language)
        place = f"{self.up}glossary/#word-{identifier}"
        return f'<a class="word" href="{place}" data-word="{identifier}"{other}>{shown}</a>'

    def citation(self, identifier: str, locator: str) -> str:
        """A work by its short name, always in its own direction; a link to its entry."""
        reference = self.library.references.get(identifier)
        name = escape(reference.short if reference else identifier)
        text = f"({name}, {locator})" if locator else f"({name})"
        return f'<a class="cite" href="{self.up}references/#{anchor(f"reference/{identifier}")}"{self._marked(SOURCE_LANGUAGE)}>{text}</a>'

    def link(self, target: str, html: str) -> str:
        """A link to our own content or to an address that markup has judged safe; bare words where nothing is there."""
        if is_own(target):
            place = self.places.of(target)
            return f'<a href="{self.up}{place}">{html}</a>' if place is not None else html
        return f'<a href="{escape(target)}" rel="noopener">{html}</a>'

    def _marked(self, language: str) -> str:
        """The lang and dir of words in another language than the page's."""
        if language == self.library.language:
            return ""
        return f' lang="{escape(language)}" dir="{self.library.languages[language].direction}"'
