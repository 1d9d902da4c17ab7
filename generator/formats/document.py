"""Stage `formats`: what every format receives, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.formats.fonts import FontSet

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Document:
    """One whole document in memory, in one language, ready for any format.

    Attributes:
        html: a whole HTML page. It refers to nothing outside but `asset:` addresses. What its
            elements, classes and attributes mean to a format is written in `CONVENTIONS.md`.
        styles: CSS texts, in the order in which they apply.
        language: BCP 47 tag of the whole; runs in another language carry `lang`.
        direction: the direction of the whole; runs of the other direction carry `dir`.
        title: the title that a reader's program shows in its window.
        identifier: stable name of the document, written into its metadata.
        assets: what `asset:` addresses stand for, by whole address (`asset:name.svg`). Fonts are
            added by the format.
        parts: documents that follow in the same file. Each counts its own pages.
        families: font families of the running text, the first one first, for formats without styles.
        text_points: the size of the running text, for the same.
        day: the day that the document is of, where a format has to name one.
        head: words that must stand on every page of a format that does not read the heads of the HTML (Word), such as
            that a project is made up.
        one_page: whether it is to be one page for people who edit, too: narrow margins, and no more room than reading takes.
        headings_in_line: whether, on such a page, each heading stands at the start of the first line of what it heads, for
            people who edit, too: large print has no lines to lose.
    """

    html: str
    styles: tuple[str, ...]
    language: str
    direction: Direction
    title: str
    identifier: str
    assets: Mapping[str, bytes] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    families: tuple[str, ...] = ()
    text_points: float = 12
    day: date | None = None
    head: str = ""
    one_page: bool = False
    headings_in_line: bool = False

    @property
    def fonts_by_script(self) -> tuple[str, str]:
        """The font of Latin letters and that of others: the first two families, and the first is that of the direction."""
        first, second = (*self.families, *self.families[-1:], "Arial", "Arial")[:2]
        return (first, second) if self.direction == "ltr" else (second, first)


@dataclass(frozen=True, slots=True)
class Part:
    """A document that stands after another in one file, with its own heads, feet and page numbers.

    Attributes:
        name: the bookmark that leads to it; the bookmarks of its headings stand below.
        document: in the language and direction of the whole.
    """

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file.

    Attributes:
        content: the bytes of the file.
        pages: how many pages it has; 0 for a format without pages.
    """

    content: bytes
    pages: int


class FailureKind(StrEnum):
    """Why a document did not become a file."""

    REFUSED = "refused"
    """The document breaks a rule of the format; the reason says which, and what to do instead."""
    TIME = "time"
    """It took longer than the limit."""
    MEMORY = "memory"
    """It needed more memory than the limit."""
    CRASH = "crash"
    """The worker process ended, or there is a fault in our own code."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that did not become a file: one clear reason, each problem on its own line."""

    kind: FailureKind
    reason: str


class DocumentRefused(Exception):  # noqa: N818 - it is the document's error, not the program's
    """The document breaks a rule of the format. Carries every problem that was found."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))

    def __reduce__(self) -> tuple[type[DocumentRefused], tuple[str, ...]]:
        return (DocumentRefused, self.problems)


@dataclass(frozen=True, slots=True)
class Format:
    """One entry of the table of formats.

    Attributes:
        name: what the command line and the manifest call it.
        suffix: of its files, with the dot.
        media_type: as in HTTP's `Content-Type`.
        render: document and fonts → file. Raises `DocumentRefused` for a document that breaks a
            rule; returns the same bytes for the same input.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Document, FontSet], Rendered]
