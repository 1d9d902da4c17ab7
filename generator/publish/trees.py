"""Stage `publish`: each language's pages become a finished tree, in worker processes, and only when what they are made from changed."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.publish import site_engine
from generator.publish.files import only_one, own_folder, write_file
from generator.publish.progress import Progress
from generator.publish.site_frame import EngineError
from generator.publish.store import Store, key_of, key_of_files

MOST_TREES = 40


@dataclass
class TreeMaker:
    """Makes the trees of a build; `made` and `kept` name the languages that were laid out and that came from the cache."""

    root: Path
    engine: str
    processes: int
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)

    @cached_property
    def store(self) -> Store:
        """The finished trees, and the search index of each set of them."""
        return Store(self.root / "build/cache/trees")

    @cached_property
    def _common(self) -> str:
        return key_of(site_engine.fingerprint(self.root), self.engine)

    def make(self, sources: Mapping[str, Mapping[str, bytes]]) -> Mapping[str, Path]:
        """For each language the folder of the cache that holds its finished pages. Raises EngineError."""
        keys = {code: key_of(self._common, key_of_files(source)) for code, source in sources.items()}
        self.made = [code for code in keys if self.store.tree(keys[code]) is None]
        self.kept = [code for code in keys if code not in self.made]
        if self.made:
            self._run({code: sources[code] for code in self.made}, keys)
        for code, source in sources.items():
            write_source(self.root, code, source)
        self._keys = sorted(keys.values())
        return {code: self.store.folder / key for code, key in keys.items()}

    def search(self, tree: Path) -> Path:
        """The search index of all the languages in a finished tree, which it is made from where the cache has none."""
        key = key_of("search", self._common, *self._keys)
        if self.store.tree(key) is None:
            site_engine.index_search(tree)
            self.store.put_tree(key, tree / "pagefind")
        self.store.keep([*self._keys, key], MOST_TREES)
        return self.store.folder / key

    def _run(self, sources: Mapping[str, Mapping[str, bytes]], keys: Mapping[str, str]) -> None:
        """Runs the site engine once a language, in worker processes; each in a folder of this build's own."""
        scratch = own_folder(self.root / "build", "engine")
        try:
            with (
                ProcessPoolExecutor(self._workers(sources), mp_context=multiprocessing.get_context("spawn")) as pool,
                Progress("languages", len(sources)) as progress,
            ):
                folders = {code: _written(scratch / code, source) for code, source in sources.items()}
                futures = {pool.submit(site_engine.run, folder, self.engine): code for code, folder in folders.items()}
                for future in as_completed(futures):
                    future.result()
                    code = futures[future]
                    self.store.put_tree(keys[code], folders[code] / "site")
                    progress.step(code)
        except BrokenProcessPool:
            message = "a worker process was ended from outside, perhaps for want of memory; try again, or with --jobs 1"
            raise EngineError(message) from None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _workers(self, sources: Mapping[str, Mapping[str, bytes]]) -> int:
        return min(self.processes, len(sources))


def _written(folder: Path, source: Mapping[str, bytes]) -> Path:
    for path, data in source.items():
        write_file(folder / path, data)
    return folder


def write_source(root: Path, code: str, source: Mapping[str, bytes]) -> Path:
    """Brings build/work/<language> to what a source says, and returns it.

    Only files that differ are touched, so that a preview is quick. Builds at the same time wait for each other here.
    """
    work = root / "build/work" / code
    with only_one(root / "build/.work.lock"):
        _written(work, source)
        for file in [path for path in (work / "docs").rglob("*") if path.is_file()]:
            if file.relative_to(work).as_posix() not in source:
                file.unlink()
    return work
