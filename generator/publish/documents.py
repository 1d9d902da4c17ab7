"""Stage `publish`: workbooks become files, in worker processes, and only when what goes into them has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.formats import FORMATS
from generator.formats.document import Document, Failure, Rendered
from generator.formats.fonts import FontSet
from generator.formats.pdf import fingerprint_of_engine
from generator.formats.workers import render_all
from generator.library import Library
from generator.model import Tool
from generator.problems import ContentError, Position, Problem
from generator.publish.progress import Progress
from generator.publish.store import Store, key_of
from generator.site.page import Download
from generator.translate.catalogues import words_of
from generator.translate.interface import Interface
from generator.workbook import COPIES, Workbook, compose
from generator.workbook.document import Composed, Side


@dataclass(frozen=True)
class Made:
    """A finished document: the facts about it, and the file of the cache that holds its bytes."""

    download: Download
    file: Path
    workbook: Workbook


@dataclass(frozen=True)
class _Wanted:
    workbook: Workbook
    composed: Composed
    format: str
    key: str

    @property
    def name(self) -> str:
        """As it is told while it is made: en/keyworking-participant, and its format where it is no PDF."""
        name = self.composed.document.identifier
        return name if self.format == "pdf" else f"{name}{FORMATS[self.format].suffix}"


@dataclass
class DocumentMaker:
    """Makes the documents of a build; `made` and `kept` count what was rendered and what came from the cache."""

    fonts: FontSet
    store: Store
    as_of: date
    processes: int
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def make(
        self, workbooks: list[Workbook], views: Mapping[str, Library], interfaces: Mapping[str, Interface]
    ) -> list[Made]:
        """Every workbook in each of its formats, in the order given. `views` and `interfaces` are by language, as en, and in the words of an edition as en@easy_read.

        Raises ContentError for each one that cannot be made.
        """
        known: dict[Workbook, Composed] = {}
        wanted = [
            one
            for workbook in workbooks
            for one in self._wanted(workbook, [Side(views[code], interfaces[code]) for code in words(workbook)], known)
        ]
        problems = list(self._render([one for one in wanted if self.store.file(one.key) is None], views))
        if problems:
            raise ContentError(problems)
        made = [self._made(one) for one in wanted]
        limits = [page_problem(one.workbook, one.download.pages, views[one.workbook.language]) for one in made]
        if problems := [problem for problem in limits if problem]:
            raise ContentError(problems)
        return made

    def _wanted(self, workbook: Workbook, sides: list[Side], known: dict[Workbook, Composed]) -> Iterator[_Wanted]:
        first, *second = sides
        composed = compose(workbook, first.library, first.interface, self.as_of, known, *second)
        inputs = (fingerprint_of_engine(), self.fonts.fingerprint, *inputs_of(composed.document))
        for name in workbook.formats:
            yield _Wanted(workbook, composed, name, key_of(name, *inputs))

    def _render(self, missing: list[_Wanted], views: Mapping[str, Library]) -> Iterator[Problem]:
        by_name = {one.name: one for one in missing}
        near = sorted(
            by_name, key=lambda name: (_group(by_name[name].workbook), bool(by_name[name].workbook.papers), name)
        )
        jobs = [(name, by_name[name].composed.document) for name in near]
        with Progress("workbooks", len(jobs)) as progress:
            for name, result in self._files(jobs, by_name) if jobs else ():
                one = by_name[name]
                progress.step(name)
                if isinstance(result, Failure):
                    yield Problem(
                        _source(one.workbook, views), f"the workbook {name} cannot be made: {result.reason}", "workbook"
                    )
                elif isinstance(result, Rendered):
                    self.store.put(one.key, with_pages(result))
                    self.made.append(name)

    def _files(
        self, jobs: list[tuple[str, Document]], by_name: Mapping[str, _Wanted]
    ) -> Iterator[tuple[str, Rendered | Failure]]:
        def group_of(name: str) -> str:
            return _group(by_name[name].workbook)

        for form in FORMATS:
            own = [job for job in jobs if by_name[job[0]].format == form]
            if own:
                yield from render_all(
                    own, fonts=self.fonts, processes=self.processes, format_name=form, group_of=group_of
                )

    def _made(self, wanted: _Wanted) -> Made:
        file = self.store.folder / wanted.key
        pages, size = pages_and_size(file)
        workbook = wanted.workbook
        if wanted.name not in self.made:
            self.kept.append(wanted.name)
        path = f"{workbook.language}/downloads/{workbook.name}{FORMATS[wanted.format].suffix}"
        download = Download(
            path=path, title=wanted.composed.title, language=workbook.language, copy=workbook.copy, edition=workbook.edition,
            format=wanted.format, topics=workbook.topics, pages=pages, size=size, version=wanted.composed.version, code=workbook.code,
            for_reader=workbook.reader, item=workbook.item, lens=workbook.lens, minutes=workbook.minutes, second=workbook.second,
        )  # fmt: skip
        return Made(download, file, workbook)


def _group(workbook: Workbook) -> str:
    """The papers that a pack may hold have the group of the pack."""
    return f"{'+'.join(workbook.languages)} {workbook.edition} {workbook.subject if workbook.topics else ''}"


def inputs_of(document: Document) -> Iterator[str | bytes]:
    """Everything that a document's file depends on besides engine and fonts."""
    yield from (
        document.html,
        *document.styles,
        document.language,
        document.direction,
        document.title,
        document.identifier,
        *document.families,
        f"{document.text_points} {document.day} {document.one_page} {document.headings_in_line}",
        document.head,
    )
    for name in sorted(document.assets):
        yield from (name, document.assets[name])
    for part in document.parts:
        yield part.name
        yield key_of(*inputs_of(part.document))


def words(workbook: Workbook) -> list[str]:
    """In whose words a paper is, in each of its languages."""
    return [words_of(code, workbook.edition) for code in workbook.languages]


PAGES_END = b"\n%%pages "


def with_pages(rendered: Rendered) -> bytes:
    """A cached document: its bytes, and after them its number of pages, so that nobody has to read the PDF for it."""
    return rendered.content + PAGES_END + str(rendered.pages).encode()


def pages_and_size(file: Path) -> tuple[int, int]:
    """The number of pages of a document in a file of the cache, and its size in bytes."""
    data = file.read_bytes()
    start = data.rindex(PAGES_END)
    return int(data[start + len(PAGES_END) :]), start


def content_of(made: Made) -> bytes:
    """The bytes of a finished document."""
    return bytes_of(made.file, made.download.size)


def bytes_of(file: Path, size: int) -> bytes:
    """The bytes of a finished document in a file of the cache, without what the cache notes behind them."""
    return file.read_bytes()[:size]


WHAT_TO_SHORTEN = {"participant": "the summary or the starter questions", "poster": "the starter questions"}


def most_pages(workbook: Workbook, library: Library) -> int | None:
    """How many pages a paper may have: that of its copy, or one for the form of a tool with `one_page`; none in large letters.

    Two languages take twice as many.
    """
    if workbook.large:
        return None
    most = COPIES[workbook.copy].most_pages
    if workbook.scope == "tool":
        tool = library.by_target[f"tool:{workbook.item}"].entry
        most = 1 if isinstance(tool, Tool) and tool.one_page else None
    return most * 2 if most and workbook.second else most


def page_problem(workbook: Workbook, pages: int, library: Library) -> Problem | None:
    """What to shorten where a paper, in the language of the library, has more pages than it may have; None where it fits."""
    most = most_pages(workbook, library)
    if not most or pages <= most:
        return None
    shorten = WHAT_TO_SHORTEN.get(workbook.copy, "its labels, its privacy line, or the number of its lines and rows")
    message = f"the {workbook.copy} copy in “{'+'.join(workbook.languages)}” has {pages} pages, at most {most}; shorten {shorten}"
    return Problem(_source(workbook, {workbook.language: library}), message, "page-limit")


def _source(workbook: Workbook, views: Mapping[str, Library]) -> Position:
    """Where the words of a paper stand: its tool, letter or page; its first topic; what all sessions share."""
    library = views[workbook.language]
    if workbook.scope in ("tool", "letter", "page"):
        return library.by_target[f"{workbook.scope}:{workbook.item}"].source.at(("summary",))
    if workbook.topics:
        return library.by_target[f"topic:{workbook.topics[0]}"].source.at(("summary",))
    return next(document for document in library.documents if document.kind == "sessions").source.at(("steps",))
