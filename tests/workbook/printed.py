"""One finished paper of the real content, and what can be read in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from generator.formats.pdf import render
from generator.translate.view import in_edition, interface_in_edition
from generator.workbook import Workbook, compose
from generator.workbook.document import Composed, Side
from tests.formats.page_reading import Sheet, sheets
from tests.formats.pdf_reading import ReadPdf
from tests.real_content import DAY, catalogues, fonts, interface, seen


@dataclass(frozen=True, eq=False)
class Paper:
    """One paper, made and measured; each kind of reading is done once."""

    workbook: Workbook
    composed: Composed
    content: bytes
    pages: int

    @cached_property
    def read(self) -> ReadPdf:
        """What it says, by its tags."""
        return ReadPdf(self.content)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Where everything stands."""
        return sheets(self.content)

    @cached_property
    def text(self) -> str:
        """Everything that is read."""
        return self.read.document.text


def made(workbook: Workbook) -> Paper:
    """The paper in its language, or its two; it is not kept, since there are thousands."""
    first, *others = (_side(code, workbook.edition) for code in workbook.languages)
    composed = compose(workbook, first.library, first.interface, DAY, None, *others)
    rendered = render(composed.document, fonts())
    return Paper(workbook, composed, rendered.content, rendered.pages)


def _side(language: str, edition: str) -> Side:
    own = in_edition(seen(language), catalogues(), edition)
    return Side(own, interface_in_edition(interface(language), catalogues(), edition))


@cache
def printed(workbook: Workbook) -> Paper:
    """The same, for papers that several tests look at."""
    return made(workbook)
