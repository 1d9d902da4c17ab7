"""Stage `publish`: what changed → jobs → files. The only stage that writes; the finished tree is swapped in at the end."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import polib

from generator import site
from generator.checks import check
from generator.formats.fonts import FontSet
from generator.library import Library, load
from generator.model import SOURCE_LANGUAGE, Language
from generator.problems import ContentError, Problem, Severity
from generator.publish import site_engine
from generator.publish.as_of import as_of
from generator.publish.documents import DocumentMaker, Made, content_of
from generator.publish.files import only_one, own_folder, recover, swap_folder, write_file
from generator.publish.manifest import Published, manifest
from generator.publish.order import Order
from generator.publish.store import Store
from generator.publish.trees import TreeMaker, write_source
from generator.site.page import Facts, Page
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import view
from generator.workbook import planned

MOST_DOCUMENTS = 3000


@dataclass
class Report:
    """What a build did: the documents and language trees that were made, and those that came from the cache."""

    documents_made: list[str] = field(default_factory=list)
    documents_kept: list[str] = field(default_factory=list)
    trees_made: list[str] = field(default_factory=list)
    trees_kept: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def build(order: Order) -> Report:
    """Checks, then builds everything that the order asks for, and puts it in the place of the output at the end.

    Raises ContentError, with the output untouched, where anything is wrong.
    """
    library = load(order.root)
    catalogues = read_catalogues(library, order.root)
    found = [*check(library), *catalogues.problems]
    wrong = [problem for problem in found if problem.severity is Severity.PROBLEM]
    if wrong:
        raise ContentError(found)
    return Builder(order, library, catalogues, [problem for problem in found if problem not in wrong]).run()


@dataclass
class Builder:
    """One build: what it was asked for, the library and catalogues that it works on, the warnings found."""

    order: Order
    library: Library
    catalogues: Catalogues
    warnings: list[Problem]

    def run(self) -> Report:
        """Everything, into a folder of its own, which then takes the place of the output."""
        report = Report(warnings=self.warnings)
        made = self._documents(report) if self.order.only != "site" else []
        facts = Facts(self.as_of, self.languages, tuple(one.download for one in made))
        stage = own_folder(self.order.output.parent, f"{self.order.output.name}.next")
        try:
            known = [_published(one) for one in made]
            for one in made:
                write_file(stage / one.download.path, content_of(one))
            if self.order.only != "workbooks":
                known += self._site(stage, facts, report)
            write_file(stage / "manifest.json", manifest(stage, self.as_of, known, self.order.audience).encode())
            with only_one(self.order.root / "build/.lock"):
                recover(self.order.output)
                swap_folder(stage, self.order.output)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return report

    def preview(self, code: str) -> Path:
        """Writes the work folder of one language and returns its mkdocs.yml."""
        language = self.library.languages[code]
        source = self._source(language, Facts(self.as_of, tuple(self.library.languages.values())))
        settings = {"mkdocs.yml": site_engine.for_preview(source["mkdocs.yml"])}
        return write_source(self.order.root, code, {**source, **settings}) / "mkdocs.yml"

    @cached_property
    def as_of(self) -> date:
        """The date of the build."""
        return as_of(self.library, self.order.root, self.order.as_of)

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

    def _documents(self, report: Report) -> list[Made]:
        store = Store(self.order.root / "build/cache/documents")
        maker = DocumentMaker(
            FontSet.read(self.order.root / "site_overrides/fonts"), store, self.as_of, self.order.jobs
        )
        wanted = [workbook for workbook in planned(self.library) if workbook.language in self.views]
        made = maker.make(wanted, self.views, self.interfaces)
        store.keep((one.file.name for one in made), MOST_DOCUMENTS)
        report.documents_made, report.documents_kept = maker.made, maker.kept
        return made

    def _site(self, stage: Path, facts: Facts, report: Report) -> list[Published]:
        maker = TreeMaker(self.order.root, self.order.engine, self.order.jobs)
        sources = {language.id: self._source(language, facts) for language in self.languages}
        for code, tree in maker.make(sources).items():
            shutil.copytree(tree, stage / code, dirs_exist_ok=True)
        for path, data in site_engine.whole(stage, self.views, self.interfaces, facts).items():
            write_file(stage / path, data)
        shutil.copytree(maker.search(stage), stage / "pagefind", dirs_exist_ok=True)
        report.trees_made, report.trees_kept = maker.made, maker.kept
        return [_page(page, code) for code in sources for page in self._pages[code]]

    @cached_property
    def _pages(self) -> dict[str, list[Page]]:
        return {}

    def _source(self, language: Language, facts: Facts) -> Mapping[str, bytes]:
        """What the site engine makes a language's pages from: mkdocs.yml, and the files below docs."""
        library, interface = self.views[language.id], self.interfaces[language.id]
        self._pages[language.id] = list(site.pages(library, interface, facts))
        files = {**site.tree(library, self._pages[language.id]), **site_engine.letters(self.order.root, library)}
        configuration = site_engine.configuration(self.order.root, library, interface, facts)
        return {"mkdocs.yml": configuration.encode(), **{f"docs/{path}": data for path, data in files.items()}}


def _published(made: Made) -> Published:
    one = made.download
    return Published(
        path=one.path, kind="workbook", languages=(one.language,), topics=one.topics, edition=one.edition, copy=one.copy,
        format=one.format, pages=one.pages, version=one.version, lens=one.lens, minutes=one.minutes, item=one.item,
    )  # fmt: skip


def _page(page: Page, code: str) -> Published:
    return Published(path=f"{code}/{page.place}", kind=page.kind, languages=(code,), topics=page.topics, format="html")
