"""Stage `site`: the docs folder of one language, in memory: Markdown with front matter, and the table of question numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import yaml

from generator.library import Library
from generator.render import plain
from generator.site.compose import Composer
from generator.site.kinds import PAGE_KINDS
from generator.site.page import Facts, Page
from generator.site.places import Places
from generator.translate.interface import Interface

MISSING = Page(path="404.md", kind="missing", title="404", text="")
"""The theme makes this page from a template of its own; it has no Markdown."""


def pages(library: Library, interface: Interface, facts: Facts) -> Iterator[Page]:
    """Every page of one language."""
    composer = Composer(library, interface, facts)
    for drafts in PAGE_KINDS.values():
        for draft in drafts(composer):
            yield composer.page(draft)
    yield MISSING


def tree(library: Library, pages: Sequence[Page]) -> Mapping[str, bytes]:
    """The files of a language's docs folder: path → bytes."""
    return {
        **files_of_pages(pages),
        "search/numbers.json": json.dumps(numbers(library), ensure_ascii=False, sort_keys=True).encode(),
    }


def files_of_pages(pages: Iterable[Page]) -> Mapping[str, bytes]:
    """The Markdown files of some pages: path → bytes."""
    return {page.path: _with_front_matter(page).encode() for page in pages if page is not MISSING}


def _with_front_matter(page: Page) -> str:
    meta = yaml.safe_dump(dict(page.meta), allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{meta}---\n\n{page.text}"


def numbers(library: Library) -> Mapping[str, tuple[str, str, str]]:
    """What the search finds for a number: 9.4 → place, title and words of the question; 9 → the topic."""
    found: dict[str, tuple[str, str, str]] = {}
    places = Places(library)
    for topic in library.topics:
        title = plain(topic.title)
        found[str(topic.number)] = (f"topics/{topic.id}/", f"{topic.number} {title}", plain(topic.summary))
        for question in topic.discussion.questions:
            place = places.of(f"question:{question.number}") or ""
            found[question.number] = (place, f"{question.number} {title}", plain(question.text))
            for part in question.parts:
                place_of_part = f"topics/{topic.id}/#question-{question.id}-part-{part.id}"
                found[part.number] = (place_of_part, f"{part.number} {title}", plain(part.text))
    return found
