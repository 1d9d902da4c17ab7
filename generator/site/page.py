"""Stage `site`: what a page is, and the facts of a build that pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model import Language
from generator.model.editions import EDITIONS, STANDARD


@dataclass(frozen=True)
class Download:
    """A document for printing or saving that stands on the site.

    `path` is below build/site (`en/downloads/keyworking-participant.pdf`); `version` is the short fingerprint printed on it.
    `code` names the page that says whether a copy is current (`/<language>/copy/<code>/`). `item` is the id of what it
    is about where that is no topic: a tool, a letter, a section, a page. `lens` and `minutes` are those of its session.
    `second` is the language that stands beside `language` in a paper of two.
    """

    path: str
    title: str
    language: str
    copy: str
    edition: str
    format: str
    topics: tuple[str, ...]
    pages: int
    size: int
    version: str
    code: str
    for_reader: bool = False
    item: str | None = None
    lens: str | None = None
    minutes: int | None = None
    second: str | None = None

    @property
    def edition_label(self) -> str:
        """What its edition is called; nothing for the standard one."""
        return EDITIONS[self.edition].label

    @property
    def languages(self) -> tuple[str, ...]:
        """Its language, or both of its languages, the one that leads first."""
        return (self.language, self.second) if self.second else (self.language,)


@dataclass(frozen=True)
class LocalDownload:
    """A paper or a file of data, of a local project or of a kit; `path` is below build/site.

    `name` is that of its table (`action-plan`, `plan-csv`). `pages` is 0 where it has none; `version` is printed on a paper.
    """

    path: str
    name: str
    language: str
    format: str
    pages: int
    size: int
    edition: str = STANDARD
    version: str | None = None
    for_reader: bool = False

    @property
    def edition_label(self) -> str:
        """What its edition is called; nothing for the standard one."""
        return EDITIONS[self.edition].label


@dataclass(frozen=True)
class Facts:
    """What a build knows besides the library: its date, its languages, and the documents that stand beside the pages.

    `kits` are the papers of the kits, and `audience` is whom the build is for. `shared` says whether there is any evidence outside of projects that they may see.
    """

    as_of: date
    languages: tuple[Language, ...]
    downloads: tuple[Download, ...] = ()
    kits: tuple[LocalDownload, ...] = ()
    audience: str = "public"
    shared: bool = False


@dataclass(frozen=True)
class Page:
    """One page before the site engine lays it out.

    `path` is its place in its language's tree, as a Markdown file (`topics/keyworking.md`); `kind` is one of the table of
    page kinds; `source` is the file to edit, from the project's root. `meta` becomes the page's front matter.
    """

    path: str
    kind: str
    title: str
    text: str
    source: str | None = None
    topics: tuple[str, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where the finished page stands in its language's tree: topics/keyworking/index.html."""
        stem = self.path.removesuffix(".md")
        return (
            "404.html"
            if stem == "404"
            else f"{stem.removesuffix('index')}index.html"
            if stem.endswith("index")
            else f"{stem}/index.html"
        )
