"""Stage `publish`: what changed → jobs → files. The only stage that writes; the finished tree is swapped in at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from pathlib import Path

import polib

from generator import site
from generator.checks import check
from generator.formats.fonts import FontSet
from generator.library import Library, load
from generator.model import SOURCE_LANGUAGE, Language
from generator.model.editions import EDITIONS
from generator.problems import ContentError, Problem, Severity
from generator.publish import site_engine
from generator.publish.as_of import as_of
from generator.publish.documents import DocumentMaker, Made, bytes_of, content_of
from generator.publish.files import only_one, own_folder, recover, swap_folder, write_file
from generator.publish.manifest import MANIFEST, Published, manifest_lines
from generator.publish.order import Order
from generator.publish.project_files import FileMaker
from generator.publish.projects import ProjectMaker, frame, row_of_file
from generator.publish.store import Store
from generator.publish.survey import Survey, survey
from generator.publish.trees import TreeMaker, write_source
from generator.site.compose import Composer
from generator.site.local import LocalPages
from generator.site.overview import overview_pages
from generator.site.page import Download, Facts, LocalDownload, Page
from generator.site.tree import files_of_pages
from generator.translate.catalogues import Catalogues, read_catalogues, words_of
from generator.translate.interface import Interface
from generator.translate.view import in_edition, interface_in_edition, view
from generator.workbook import planned

MOST_DOCUMENTS = 3000
OVER_PROJECTS = "/projects"
"""After the code of a language, the name of the tree that looks over all projects."""


@dataclass
class Report:
    """What a build did: the documents, language trees and local projects that were made, and those that came from the cache."""

    documents_made: list[str] = field(default_factory=list)
    documents_kept: list[str] = field(default_factory=list)
    trees_made: list[str] = field(default_factory=list)
    trees_kept: list[str] = field(default_factory=list)
    projects_made: list[str] = field(default_factory=list)
    projects_kept: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def build(order: Order) -> Report:
    """Checks, then builds everything that the order asks for, and puts it in the place of the output at the end.

    Raises ContentError, with the output untouched, where anything is wrong.
    """
    library = load(order.root)
    catalogues = read_catalogues(library, order.root)
    day = as_of(library, order.root, order.as_of)
    seen = survey(order, library, day)
    found = [*check(library), *catalogues.problems, *seen.problems]
    wrong = [problem for problem in found if problem.severity is Severity.PROBLEM]
    if wrong:
        raise ContentError(found)
    warnings = [problem for problem in found if problem not in wrong]
    return Builder(order, library, catalogues, seen, day, warnings).run()


@dataclass
class Builder:
    """One build: what it was asked for, the library, catalogues and projects that it works on, its day, the warnings found."""

    order: Order
    library: Library
    catalogues: Catalogues
    seen: Survey
    as_of: date
    warnings: list[Problem]

    def run(self) -> Report:
        """Everything, into a folder of its own, which then takes the place of the output."""
        report = Report(warnings=self.warnings)
        stage = own_folder(self.order.output.parent, f"{self.order.output.name}.next")
        try:
            self._fill(stage, report)
            with only_one(self.order.root / "build/.lock"):
                recover(self.order.output)
                swap_folder(stage, self.order.output)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return report

    def _fill(self, stage: Path, report: Report) -> None:
        store = Store(self.order.root / "build/cache/documents")
        fonts = FontSet.read(self.order.root / "site_overrides/fonts")
        files = FileMaker(fonts, store, self.as_of, self.order.jobs, self.order.audience, self.views, self.interfaces)
        made = self._documents(report, fonts, store) if self.order.only != "site" else []
        kits = files.make(None, None) if self.order.only != "site" else []
        known = [*map(_published, made), *(row_of_file(one.download, self.order.audience) for one in kits)]
        for one in made:
            write_file(stage / one.download.path, content_of(one))
        for kit in kits:
            files.use(kit.key)
            write_file(stage / kit.download.path, bytes_of(store.folder / kit.key, kit.download.size))
        facts = self._facts([one.download for one in made], [one.download for one in kits])
        with TreeMaker(self.order.root, self.order.engine, self.order.jobs) as trees:
            projects = ProjectMaker(self.order, self.views, self.interfaces, facts, trees, files)
            if self.order.only != "workbooks":
                known += self._languages(stage, facts, trees)
            report.trees_made, report.trees_kept = self._counted(trees.made), self._counted(trees.kept)
            projects.make(self.seen.projects, stage)
            if self.order.only != "workbooks":
                self._whole(stage, facts, trees)
        used = [*(one.file.name for one in made), *files.used]
        store.keep(used, MOST_DOCUMENTS + 2 * len(used))
        report.documents_made += files.made
        report.documents_kept += files.kept
        report.projects_made, report.projects_kept = projects.made, projects.kept
        rows = manifest_lines(stage, self.as_of, known, self.order.audience, projects.published)
        with (stage / MANIFEST).open("w", encoding="utf-8") as file:
            file.writelines(rows)

    def preview(self, code: str) -> Path:
        """Writes the work folder of one language, with the local projects in it, and returns its mkdocs.yml."""
        language, facts = self.library.languages[code], self._facts((), (), tuple(self.library.languages.values()))
        source = {**self._source(language, facts), **self._overview(language, facts)}
        for project in self.seen.projects:
            local = project.load(self.order, self.as_of)
            pages = LocalPages(Composer(self.views[code], self.interfaces[code], facts), local).pages()
            source |= {f"docs/{path}": data for path, data in files_of_pages(pages).items()}
        settings = {"mkdocs.yml": site_engine.for_preview(source["mkdocs.yml"])}
        return write_source(self.order.root, code, {**source, **settings}) / "mkdocs.yml"

    def _facts(
        self, downloads: Iterable[Download], kits: Iterable[LocalDownload], languages: tuple[Language, ...] = ()
    ) -> Facts:
        shared = bool(self.seen.overview.shared)
        return Facts(
            self.as_of, languages or self.languages, tuple(downloads), tuple(kits), self.order.audience, shared
        )

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages that are built, in the order in which they are offered."""
        every = [language for language in self.library.languages.values() if language.published]
        return tuple(language for language in every if not self.order.languages or language.id in self.order.languages)

    @cached_property
    def views(self) -> Mapping[str, Library]:
        """The library in each of them."""
        return {language.id: view(self.library, self.catalogues, language.id) for language in self.languages}

    @cached_property
    def interfaces(self) -> Mapping[str, Interface]:
        """The words of the interface in each of them."""
        catalogues = {SOURCE_LANGUAGE: polib.POFile(), **self.catalogues.interfaces}
        return {language.id: Interface(language.id, catalogues[language.id]) for language in self.languages}

    def _documents(self, report: Report, fonts: FontSet, store: Store) -> list[Made]:
        maker = DocumentMaker(fonts, store, self.as_of, self.order.jobs)
        wanted = [workbook for workbook in planned(self.library) if self.views.keys() >= {*workbook.languages}]
        views, interfaces = dict(self.views), dict(self.interfaces)
        for code, edition in product(self.views, EDITIONS):
            words = words_of(code, edition)
            views[words] = in_edition(self.views[code], self.catalogues, edition)
            interfaces[words] = interface_in_edition(self.interfaces[code], self.catalogues, edition)
        made = maker.make(wanted, views, interfaces)
        report.documents_made, report.documents_kept = maker.made, maker.kept
        return made

    def _languages(self, stage: Path, facts: Facts, trees: TreeMaker) -> list[Published]:
        """Puts the pages of each language into the stage, and those that look over all projects; returns what they are."""
        sources = {language.id: self._source(language, facts) for language in self.languages}
        for code, tree in trees.make(sources).items():
            shutil.copytree(tree, stage / code, dirs_exist_ok=True)
        for language in self.languages:
            code, source = language.id, self._overview(language, facts)
            framed = {**source, **frame(self.order.root, self.views[code], self.interfaces[code], facts)}
            only = [page.place for page in self._overviews[code]]
            shutil.copytree(trees.begin(f"{code}{OVER_PROJECTS}", framed, only)(), stage / code, dirs_exist_ok=True)
        pages = [*self._pages.items(), *self._overviews.items()]
        return [_page(page, code) for code, found in pages for page in found]

    def _whole(self, stage: Path, facts: Facts, trees: TreeMaker) -> None:
        """What stands above the languages, and the index of the search."""
        for path, data in site_engine.whole(stage, self.views, self.interfaces, facts).items():
            write_file(stage / path, data)
        shutil.copytree(trees.search(stage), stage / "pagefind", dirs_exist_ok=True)

    @cached_property
    def _pages(self) -> dict[str, list[Page]]:
        return {}

    @cached_property
    def _overviews(self) -> dict[str, list[Page]]:
        return {}

    def _source(self, language: Language, facts: Facts) -> Mapping[str, bytes]:
        """What the site engine makes a language's pages from: mkdocs.yml, and the files below docs."""
        library, interface = self.views[language.id], self.interfaces[language.id]
        self._pages[language.id] = list(site.pages(library, interface, facts))
        files = {**site.tree(library, self._pages[language.id]), **site_engine.letters(self.order.root, library)}
        configuration = site_engine.configuration(self.order.root, library, interface, facts)
        return {"mkdocs.yml": configuration.encode(), **{f"docs/{path}": data for path, data in files.items()}}

    def _overview(self, language: Language, facts: Facts) -> Mapping[str, bytes]:
        """The same for the pages that look over all projects, without what they share with the language's other pages."""
        composer = Composer(self.views[language.id], self.interfaces[language.id], facts)
        self._overviews[language.id] = list(overview_pages(composer, self.seen.overview))
        return {f"docs/{path}": data for path, data in files_of_pages(self._overviews[language.id]).items()}

    def _counted(self, trees: Iterable[str]) -> list[str]:
        """The languages among some trees."""
        return [name for name in trees if name in self.views]


def _published(made: Made) -> Published:
    one = made.download
    return Published(
        path=one.path, kind="workbook", languages=one.languages, topics=one.topics, edition=one.edition, copy=one.copy,
        format=one.format, pages=one.pages, version=one.version, lens=one.lens, minutes=one.minutes, item=one.item,
    )  # fmt: skip


def _page(page: Page, code: str) -> Published:
    return Published(path=f"{code}/{page.place}", kind=page.kind, languages=(code,), topics=page.topics, format="html")
