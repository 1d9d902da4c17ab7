"""Stage `publish`: papers and files of data, of one project or of the kits, made in worker processes and only when what goes into them changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.formats import FORMATS
from generator.formats.document import Failure, Rendered
from generator.formats.fonts import FontSet
from generator.formats.pdf import fingerprint_of_engine
from generator.formats.workers import render_all
from generator.library import Library
from generator.model.editions import EDITIONS, STANDARD
from generator.model.evidence import Audience
from generator.problems import ContentError, Position, Problem
from generator.projects.exports import EXPORTS
from generator.projects.folder import LocalProject
from generator.projects.papers import ComposedPaper, Paper, compose_paper, page_problem, papers_of, papers_of_kits
from generator.publish.documents import inputs_of, pages_and_size, with_pages
from generator.publish.store import Store, key_of
from generator.site.page import LocalDownload
from generator.translate.interface import Interface

NO_PAGES = 0


@dataclass(frozen=True)
class MadeFile:
    """A finished file: what pages say of it, and the key of the cache that holds its bytes."""

    download: LocalDownload
    key: str


@dataclass(frozen=True)
class _Wanted:
    paper: Paper
    edition: str
    reader: bool
    format: str
    language: str
    composed: ComposedPaper
    key: str

    @property
    def name(self) -> str:
        """As it is told while it is made."""
        return f"{self.composed.document.identifier}{FORMATS[self.format].suffix}"


@dataclass
class FileMaker:
    """Makes the papers and files of projects; `made` and `kept` count papers that were rendered, and that came from the cache."""

    fonts: FontSet
    store: Store
    as_of: date
    processes: int
    audience: Audience
    views: Mapping[str, Library]
    interfaces: Mapping[str, Interface]
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def use(self, key: str) -> None:
        """Notes that a file of the cache is part of this build."""
        self.used.add(key)

    def make(self, seen: LocalProject | None, loaded: LocalProject | None) -> list[MadeFile]:
        """Everything that can be downloaded of a project, or of the kits where there is none.

        `seen` is the project as the audience sees it; problems point into `loaded`, the project as it was read.
        Raises ContentError for each paper that cannot be made, or has too many pages.
        """
        wanted = [one for code in self.views for one in self._papers(seen, code)]
        missing = {one.key: one for one in wanted if self.store.file(one.key) is None}
        problems = list(self._render(missing, loaded))
        if problems:
            raise ContentError(problems)
        self.made += [one.name for one in missing.values()]
        self.kept += [one.name for one in wanted if one.key not in missing]
        made = [self._file(one, seen) for one in wanted]
        problems = list(self._too_long(wanted, made, loaded)) if loaded else []
        if problems:
            raise ContentError(problems)
        return made + [one for code in self.views for one in self._exports(seen, code)]

    def _papers(self, seen: LocalProject | None, code: str) -> Iterator[_Wanted]:
        library = self.views[code]
        papers = papers_of(seen, library) if seen else papers_of_kits(library)
        readers = (False, True) if library.languages[code].reader_fonts else (False,)
        for paper in papers:
            for edition in paper.editions:
                for reader in readers if edition == STANDARD else (False,):
                    yield from self._paper(paper, edition, reader, seen, code)

    def _paper(
        self, paper: Paper, edition: str, reader: bool, seen: LocalProject | None, code: str
    ) -> Iterator[_Wanted]:
        composed = compose_paper(
            paper.name, edition, seen, self.views[code], self.interfaces[code], self.as_of, audience=self.audience,
            reader=reader,
        )  # fmt: skip
        inputs = (fingerprint_of_engine(), self.fonts.fingerprint, *inputs_of(composed.document))
        for form in ("pdf",) if reader else paper.formats:
            yield _Wanted(paper, edition, reader, form, code, composed, key_of(form, *inputs))

    def _render(self, missing: Mapping[str, _Wanted], loaded: LocalProject | None) -> Iterator[Problem]:
        for form in FORMATS:
            jobs = [(key, one.composed.document) for key, one in missing.items() if one.format == form]
            for key, result in render_all(jobs, self.processes, self.fonts, format_name=form) if jobs else ():
                if isinstance(result, Rendered):
                    self.store.put(key, with_pages(result))
                elif isinstance(result, Failure):
                    message = f"the paper {missing[key].name} cannot be made: {result.reason}"
                    yield Problem(_place(missing[key], loaded), message, "paper")

    def _file(self, one: _Wanted, seen: LocalProject | None) -> MadeFile:
        pages, size = pages_and_size(self.store.folder / one.key)
        ending = EDITIONS[one.edition].suffix + ("-screen-reader" if one.reader else "")
        path = f"{_folder(seen, one.language)}/{one.paper.name}{ending}{FORMATS[one.format].suffix}"
        download = LocalDownload(
            path, one.paper.name, one.language, one.format, pages, size, one.edition, one.composed.version, one.reader
        )
        return MadeFile(download, one.key)

    def _too_long(self, wanted: list[_Wanted], made: list[MadeFile], loaded: LocalProject) -> Iterator[Problem]:
        for one, file in zip(wanted, made, strict=True):
            if one.format == "pdf":
                pages, library = file.download.pages, self.views[one.language]
                problem = page_problem(one.composed, pages, one.paper.name, loaded, library)
                if problem:
                    yield problem

    def _exports(self, seen: LocalProject | None, code: str) -> Iterator[MadeFile]:
        for name, export in EXPORTS.items():
            if seen and export.wanted(seen):
                data = export.export(seen, self.views[code], self.interfaces[code], self.as_of)
                key = key_of("export", data)
                if self.store.file(key) is None:
                    self.store.put(key, with_pages(Rendered(data, NO_PAGES)))
                path = f"{_folder(seen, code)}/{export.stem}{export.suffix}"
                yield MadeFile(
                    LocalDownload(path, name, code, export.suffix.removeprefix("."), NO_PAGES, len(data)), key
                )


def _folder(seen: LocalProject | None, code: str) -> str:
    return f"{code}/projects/{seen.id}/downloads" if seen else f"{code}/downloads"


def _place(one: _Wanted, loaded: LocalProject | None) -> Position:
    return Position(
        f"{loaded.folder}/project.yml" if loaded else f"content/kits/{one.paper.name.removeprefix('kit-')}.yml"
    )
