"""Stage `workbook`: what links, glossary words and citations become on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from generator.library import Library
from generator.markup import is_own
from generator.model import Topic, Unit


class PaperPieces:
    """Nothing can be clicked on paper: topics are named by number, works by their short name, addresses are printed.

    Remembers which glossary words were met, so that a document can explain them at its end.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.met: dict[str, None] = {}

    def word(self, identifier: str, html: str) -> str:
        """A word of the glossary, as `html` or by its term."""
        word = self.library.words.get(identifier)
        if word is None:  # a stale translation may name a word that is gone
            return html or escape(identifier.replace("-", " "))
        self.met[identifier] = None
        return html or _spanned(word.term, self.library)

    def citation(self, identifier: str, locator: str) -> str:
        """A work by its short name, always in its own direction."""
        reference = self.library.references.get(identifier)
        name = escape(reference.short if reference else identifier)
        text = f"{name}, {locator}" if locator else name
        if self.library.language == "en":
            return f"({text})"
        return f'<span class="citation" lang="en" dir="ltr">({text})</span>'

    def link(self, target: str, html: str) -> str:
        """A link's words, with the topic's number or the address after them."""
        if not is_own(target):
            return f'{html} <span class="address" dir="ltr">({escape(target.removeprefix("mailto:").removeprefix("tel:"))})</span>'
        document = self.library.by_target.get(target)
        number = document.entry.number if document and isinstance(document.entry, Topic) else None
        shown = str(number)
        return html if number is None or shown in html else f'{html} (<span dir="ltr">{shown}</span>)'


def _spanned(term: Unit, library: Library) -> str:
    """A glossary term in its own language."""
    text = escape(term.text)
    if term.language == library.language:
        return text
    direction = library.languages[term.language].direction if term.language in library.languages else "ltr"
    return f'<span class="term" lang="{escape(term.language)}" dir="{direction}">{text}</span>'


def citation(library: Library, identifier: str) -> str:
    """A work as one line: authors, year, title, container, publisher."""
    work = library.references[identifier]
    year = f" ({work.year})" if work.year else ""
    pieces = [f"{work.authors or ''}{year}".strip(), work.title, work.container or "", work.publisher or ""]
    return ". ".join(piece.rstrip(".") for piece in pieces if piece) + "."


def references(topics: Iterable[Topic], library: Library) -> list[str]:
    """The works that topics are after, each once."""
    wanted = dict.fromkeys(pointer.source for topic in topics for pointer in topic.sources)
    return [citation(library, identifier) for identifier in wanted if identifier in library.references]
