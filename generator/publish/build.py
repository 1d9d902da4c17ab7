"""Stage `publish`: what changed → jobs → files. The only stage that writes; the finished tree is swapped in at the end."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
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
from generator.publish.files import only_one, recover, swap_folder, write_file
from generator.publish.manifest import Published, manifest
from generator.publish.order import Order
from generator.publish.progress import Progress
from generator.publish.store import Store, key_of, key_of_files
from generator.site.page import Facts, Page
from generator.translate.catalogues import Catalogues, read_catalogues
from generator.translate.interface import Interface
from generator.translate.view import view
from generator.workbook import planned

MOST_TREES = 40
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
        stage = self._stage()
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
        self._write_work(code, self._tree(language, Facts(self.as_of, tuple(self.library.languages.values()))))
        return self._work(code) / "mkdocs.yml"

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

    def _stage(self) -> Path:
        """A folder of this build's own, beside the output so that it can be swapped in. What killed builds left goes."""
        parent = self.order.output.parent
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=parent, prefix=f".{self.order.output.name}.next-"))

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
        store = Store(self.order.root / "build/cache/trees")
        common = key_of(site_engine.fingerprint(self.order.root), self.order.engine)
        trees = {language.id: self._tree(language, facts) for language in self.languages}
        keys = {code: key_of(common, key_of_files(tree)) for code, tree in trees.items()}
        missing = [code for code in keys if store.tree(keys[code]) is None]
        self._run_engines({code: trees[code] for code in missing}, keys, store)
        report.trees_made, report.trees_kept = missing, [code for code in keys if code not in missing]
        for code, key in keys.items():
            self._write_work(code, trees[code])
            shutil.copytree(store.folder / key, stage / code, dirs_exist_ok=True)
        for path, data in site_engine.whole(stage, self.views, self.interfaces, facts).items():
            write_file(stage / path, data)
        search = key_of("search", common, *sorted(keys.values()))
        self._search(stage, search, store)
        store.keep([*keys.values(), search], MOST_TREES)
        return [_page(page, code) for code in keys for page in self._pages[code]]

    @cached_property
    def _pages(self) -> dict[str, list[Page]]:
        return {}

    def _tree(self, language: Language, facts: Facts) -> Mapping[str, bytes]:
        library, interface = self.views[language.id], self.interfaces[language.id]
        self._pages[language.id] = list(site.pages(library, interface, facts))
        files = {**site.tree(library, self._pages[language.id]), **site_engine.letters(self.order.root, library)}
        configuration = site_engine.configuration(self.order.root, library, interface, facts)
        return {"mkdocs.yml": configuration.encode(), **{f"docs/{path}": data for path, data in files.items()}}

    def _work(self, code: str) -> Path:
        return self.order.root / "build/work" / code

    def _write_work(self, code: str, tree: Mapping[str, bytes]) -> None:
        """Brings build/work/<language> to what a tree says, touching only files that differ, so that previews stay quick."""
        work = self._work(code)
        for path, data in tree.items():
            write_file(work / path, data)
        for file in [path for path in (work / "docs").rglob("*") if path.is_file()]:
            if file.relative_to(work).as_posix() not in tree:
                file.unlink()

    def _run_engines(self, trees: Mapping[str, Mapping[str, bytes]], keys: Mapping[str, str], store: Store) -> None:
        """Runs the site engine once a language, in worker processes; each in a folder of this build's own."""
        if not trees:
            return
        context = multiprocessing.get_context("spawn")
        processes = min(self.order.jobs, len(trees))
        with (
            tempfile.TemporaryDirectory(prefix="engine-", dir=self._scratch()) as scratch,
            ProcessPoolExecutor(processes, mp_context=context) as pool,
            Progress("languages", len(trees)) as progress,
        ):
            futures = {}
            for code, tree in trees.items():
                folder = Path(scratch) / code
                for path, data in tree.items():
                    write_file(folder / path, data)
                futures[pool.submit(site_engine.run, folder, self.order.engine)] = code
            for future in as_completed(futures):
                future.result()
                code = futures[future]
                store.put_tree(keys[code], Path(scratch) / code / "site")
                progress.step(code)

    def _scratch(self) -> Path:
        scratch = self.order.root / "build"
        scratch.mkdir(parents=True, exist_ok=True)
        return scratch

    def _search(self, stage: Path, key: str, store: Store) -> None:
        kept = store.tree(key)
        if kept is None:
            site_engine.index_search(stage)
            store.put_tree(key, stage / "pagefind")
        else:
            shutil.copytree(kept, stage / "pagefind")


def _published(made: Made) -> Published:
    one = made.download
    return Published(
        path=one.path, kind="workbook", languages=(one.language,), topics=one.topics, edition=one.edition, copy=one.copy,
        format=one.format, pages=one.pages, version=one.version,
    )  # fmt: skip


def _page(page: Page, code: str) -> Published:
    return Published(path=f"{code}/{page.place}", kind=page.kind, languages=(code,), topics=page.topics, format="html")
