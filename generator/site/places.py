"""Stage `site`: where each piece of content stands in a language's tree, and what its anchor is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.library import Library
from generator.model import Page as ContentPage
from generator.model import Topic

FOLDERS = {
    "start": "start",
    "topics": "topics",
    "sessions": "sessions",
    "tools": "tools",
    "stories": "stories",
    "fair": "fair-and-safe",
    "about": "about",
}
"""The folder of each entry of the menu. A content page that bears the folder's name is that folder's first page."""

KIND_FOLDERS = {
    "topic": "topics",
    "tool": "tools",
    "letter": "letters",
    "briefing": "briefings",
    "story": "stories",
    "route": "routes",
    "kit": "kits",
}
MENUS = {
    "topic": "topics",
    "tool": "tools",
    "letter": "tools",
    "briefing": "stories",
    "story": "stories",
    "route": "start",
    "figure": "stories",
    "kit": "tools",
}


def anchor(address: str, owner: str = "") -> str:
    """The id of a unit's or entry's place on its page: topic/keyworking/question/limits → question-limits."""
    return address.removeprefix(f"{owner}/").replace("/", "-")


@dataclass(frozen=True)
class Places:
    """Places of one library. Paths are below the language's folder and end with a slash; anchors follow a #."""

    library: Library

    def of(self, target: str) -> str | None:
        """Where a target such as topic:keyworking, question:9.4 or word:pathway stands; None where there is no such thing."""
        kind, _, identifier = target.partition(":")
        if kind == "question":
            return self._question(identifier)
        if kind == "word":
            return f"glossary/#word-{identifier}" if identifier in self.library.words else None
        if target not in self.library.by_target:
            return None
        if kind == "figure":
            return f"stories/figures/#figure-{identifier}"
        if kind == "page":
            return self.page(identifier)
        return f"{KIND_FOLDERS[kind]}/{identifier}/"

    def page(self, identifier: str) -> str:
        """Where a content page stands."""
        folder = FOLDERS[self._pages[identifier].menu]
        return f"{folder}/" if identifier == folder else f"{folder}/{identifier}/"

    @cached_property
    def _pages(self) -> dict[str, ContentPage]:
        return {page.id: page for page in self.library.all(ContentPage)}

    def _question(self, number: str) -> str | None:
        topic = self._topic_of.get(number)
        if topic is None:
            return None
        return f"topics/{topic.id}/#question-{self.library.questions[number].id}"

    @cached_property
    def _topic_of(self) -> dict[str, Topic]:
        return {question.number: topic for topic in self.library.topics for question in topic.discussion.questions}

    def topic_of(self, number: str) -> Topic:
        """The topic of a numbered question."""
        return self._topic_of[number]


def file_of(place: str) -> str:
    """The Markdown file of a place: topics/keyworking/ → topics/keyworking/index.md.

    Each page has a folder of its own, so that links mean the same beside the file and beside the finished page; one of the
    engines would rewrite them otherwise.
    """
    return f"{place}index.md"


def upwards(place: str) -> str:
    """The way from a place to its language's folder: topics/keyworking/ → ../../"""
    return "../" * place.count("/") or "./"
