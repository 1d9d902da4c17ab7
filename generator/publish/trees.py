"""Stage `publish`: pages become finished trees, in warm worker processes, and only when what they are made from changed.

A language has one tree, the pages that look over all projects another, and each project one for each language.
"""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.publish import site_engine
from generator.publish.files import only_one, own_folder, write_file
from generator.publish.progress import Progress
from generator.publish.site_frame import EngineError
from generator.publish.store import Store, key_of, key_of_files

MOST_TREES = 40
"""How many trees are remembered; more where a build needs more: as many again as it has used."""
MOST_RUNS = 50
"""After so many trees a worker process makes room for a new one, so that it does not grow."""


@dataclass
class TreeMaker:
    """Makes the trees of a build; `made` and `kept` name those that were laid out and those that came from the cache."""

    root: Path
    engine: str
    processes: int
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Makes the folder to work in, even where nothing will be laid out: that throws away what a killed build left."""
        self._scratch.mkdir(exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "_pool" in self.__dict__:
            self._pool.shutdown(cancel_futures=True)
        if "_scratch" in self.__dict__:
            shutil.rmtree(self._scratch, ignore_errors=True)

    @cached_property
    def store(self) -> Store:
        """The finished trees, and the search index of each set of them."""
        return Store(self.root / "build/cache/trees")

    @cached_property
    def _common(self) -> str:
        return key_of(site_engine.fingerprint(self.root), self.engine)

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.processes, mp_context=spawn, max_tasks_per_child=MOST_RUNS)

    @cached_property
    def _scratch(self) -> Path:
        return own_folder(self.root / "build", "engine")

    def make(self, sources: Mapping[str, Mapping[str, bytes]]) -> Mapping[str, Path]:
        """For each language the folder of the cache that holds its finished pages. Raises EngineError."""
        trees = {code: self.begin(code, source) for code, source in sources.items()}
        for code, source in sources.items():
            write_source(self.root, code, source)
        found = {}
        with Progress("languages", len(sources)) as progress:
            for code, finished in trees.items():
                found[code] = finished()
                progress.step(code)
        return found

    def begin(self, name: str, source: Mapping[str, bytes], only: Sequence[str] = ()) -> Callable[[], Path]:
        """Hands a tree to a worker, unless the cache has it; what is returned waits for its folder. Raises EngineError then.

        `only` names the files that are kept of it, where the rest is that of the language.
        """
        key = key_of(self._common, key_of_files(source), *only)
        self.use(name, key)
        found = self.store.tree(key)
        if found:
            self.kept.append(name)
            return lambda: found
        self.made.append(name)
        folder = written(self._scratch / key, source)
        future = self._pool.submit(site_engine.run, folder, self.engine)
        return lambda: self._finished(future, folder, key, only)

    def use(self, name: str, key: str) -> None:
        """Notes that a tree is part of this build."""
        self._keys[name] = key

    def key(self, name: str) -> str:
        """The key of a tree of this build."""
        return self._keys[name]

    def search(self, tree: Path) -> Path:
        """The search index of a finished tree, made from those pages of it that the search finds, where the cache has none.

        Pagefind holds all pages that it is given in memory, so it is given no others.
        """
        pages = site_engine.searched(tree)
        key = key_of("search", self._common, *(piece for page in pages.items() for piece in page))
        if self.store.tree(key) is None:
            folder = self._scratch / key
            for path in pages:
                write_file(folder / path, (tree / path).read_bytes())
            site_engine.index_search(folder)
            self.store.put_tree(key, folder / "pagefind")
        self.store.keep([*self._keys.values(), key], MOST_TREES + 2 * len(self._keys))
        return self.store.folder / key

    def _finished(self, future: Future[None], folder: Path, key: str, only: Sequence[str]) -> Path:
        try:
            future.result()
        except BrokenProcessPool:
            message = "a worker process was ended from outside, perhaps for want of memory; try again, or with --jobs 1"
            raise EngineError(message) from None
        place = self.store.put_tree(key, folder / "site", only)
        shutil.rmtree(folder, ignore_errors=True)
        return place


def written(folder: Path, source: Mapping[str, bytes]) -> Path:
    """A folder with the files of a source in it."""
    for path, data in source.items():
        write_file(folder / path, data)
    return folder


def write_source(root: Path, code: str, source: Mapping[str, bytes]) -> Path:
    """Brings build/work/<language> to what a source says, and returns it.

    Only files that differ are touched, so that a preview is quick. Builds at the same time wait for each other here.
    """
    work = root / "build/work" / code
    with only_one(root / "build/.work.lock"):
        written(work, source)
        for file in [path for path in (work / "docs").rglob("*") if path.is_file()]:
            if file.relative_to(work).as_posix() not in source:
                file.unlink()
    return work
