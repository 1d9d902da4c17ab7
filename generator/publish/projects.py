"""Stage `publish`: local projects, one at a time: composed, laid out, put among what is published.

What was made for a project is remembered by a hash of its folder and of all that every project depends on. So one changed
piece makes one project again, and many projects need no more memory than a few.
"""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from generator.library import Library
from generator.projects.folder import LocalProject, load_project
from generator.publish import site_engine
from generator.publish.documents import bytes_of
from generator.publish.files import write_file
from generator.publish.manifest import Published
from generator.publish.order import Order
from generator.publish.progress import Progress
from generator.publish.project_files import FileMaker
from generator.publish.site_letters import LETTERS
from generator.publish.store import Store, key_of, key_of_folder
from generator.publish.survey import Seen
from generator.publish.trees import TreeMaker
from generator.publish.unchanged import key_without_projects
from generator.site.compose import Composer
from generator.site.local import FOLDER, LocalPages
from generator.site.page import Facts, LocalDownload, Page
from generator.site.tree import files_of_pages
from generator.translate.interface import Interface

MOST_RECORDS = 200
"""How many projects are remembered that a build does not use."""


@dataclass(frozen=True)
class Record:
    """What was made for a project: its published files, the keys of its tree in each language, and of papers and data by path.

    Behind the key of a file stands its size, since the cache notes more behind its bytes.
    """

    published: list[Published]
    trees: Mapping[str, str]
    files: Mapping[str, tuple[str, int]]

    def written(self) -> bytes:
        """As a file of the cache."""
        rows = [asdict(one) for one in self.published]
        told = {"published": rows, "trees": dict(self.trees), "files": dict(self.files)}
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def read(cls, file: Path) -> Record:
        """From a file of the cache."""
        found = json.loads(file.read_text("utf-8"))
        rows: list[dict[str, Any]] = found["published"]
        for row in rows:
            row |= {name: tuple(row[name]) for name in ("languages", "topics")}
        files = {path: (str(key), int(size)) for path, (key, size) in found["files"].items()}
        return cls([Published(**row) for row in rows], found["trees"], files)


@dataclass
class ProjectMaker:
    """Makes what is published of projects; `made` and `kept` name those that were made and those that came from the cache."""

    order: Order
    views: Mapping[str, Library]
    interfaces: Mapping[str, Interface]
    facts: Facts
    trees: TreeMaker
    files: FileMaker
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)

    def make(self, projects: list[Seen], stage: Path) -> None:
        """Puts the files of every project into the stage. Raises ContentError and EngineError."""
        waiting: deque[tuple[Seen, Callable[[], Record]]] = deque()
        with Progress("projects", len(projects)) as progress:
            for project in projects:
                waiting.append((project, self._begun(project)))
                if len(waiting) > self.order.jobs:
                    self._put(*waiting.popleft(), stage)
                    progress.step(project.id)
            while waiting:
                self._put(*waiting.popleft(), stage)
        self._store.keep(self._keys.values(), MOST_RECORDS + len(self._keys))

    def published(self, project: str) -> Mapping[str, Published]:
        """What is published of a project, by path; nothing for one that this build does not have."""
        return self._published(project)

    @cached_property
    def _published(self) -> Callable[[str], Mapping[str, Published]]:
        @lru_cache(1)
        def rows(project: str) -> Mapping[str, Published]:
            file = self._store.file(self._keys.get(project, ""))
            return {one.path: one for one in Record.read(file).published} if file else {}

        return rows

    @cached_property
    def _store(self) -> Store:
        return Store(self.order.root / "build/cache/projects")

    @cached_property
    def _common(self) -> str:
        asked = (*self.views, self.order.engine, self.order.audience, str(self.facts.as_of), str(self.order.only))
        return key_without_projects(self.order.root, *asked)

    def _begun(self, project: Seen) -> Callable[[], Record]:
        key = key_of(self._common, project.id, key_of_folder([project.folder]))
        self._keys[project.id] = key
        known = self._known(key)
        if known:
            self.kept.append(project.id)
            return lambda: known
        self.made.append(project.id)
        loaded = load_project(project.folder, project.shown)
        local = project.seen(loaded, self.order, self.facts.as_of)
        files = self.files.make(local, loaded) if self.order.only != "site" else []
        rows = [row_of_file(one.download, self.order.audience, local) for one in files]
        begun: dict[str, Callable[[], Path]] = {}
        if self.order.only != "workbooks":
            for code in self.views:
                found, begun[code] = self._tree(local, code, tuple(one.download for one in files))
                rows += found
        kept = {one.download.path: (one.key, one.download.size) for one in files}

        def finished() -> Record:
            for tree in begun.values():
                tree()
            record = Record(rows, {code: self.trees.key(_name(project.id, code)) for code in begun}, kept)
            write_file(self._store.folder / key, record.written())
            return record

        return finished

    def _known(self, key: str) -> Record | None:
        file = self._store.file(key)
        record = Record.read(file) if file else None
        if record is None or not all(self.trees.store.tree(tree) for tree in record.trees.values()):
            return None
        return record if all(self.files.store.file(key) for key, _ in record.files.values()) else None

    def _tree(
        self, local: LocalProject, code: str, files: tuple[LocalDownload, ...]
    ) -> tuple[list[Published], Callable[[], Path]]:
        """The pages of a project in one language as the manifest lists them, and what waits for their tree."""
        pages = list(LocalPages(self._composers[code], local, files).pages())
        source = {f"docs/{path}": data for path, data in files_of_pages(pages).items()}
        tree = self.trees.begin(_name(local.id, code), {**self._frames[code], **source}, [page.place for page in pages])
        return [_row(page, code, local, self.order.audience) for page in pages], tree

    def _put(self, project: Seen, finished: Callable[[], Record], stage: Path) -> None:
        record = finished()
        for code, key in record.trees.items():
            self.trees.use(_name(project.id, code), key)
            shutil.copytree(self.trees.store.folder / key, stage / code, dirs_exist_ok=True)
        for path, (key, size) in record.files.items():
            self.files.use(key)
            write_file(stage / path, bytes_of(self.files.store.folder / key, size))

    @cached_property
    def _composers(self) -> Mapping[str, Composer]:
        return {code: Composer(view, self.interfaces[code], self.facts) for code, view in self.views.items()}

    @cached_property
    def _frames(self) -> Mapping[str, Mapping[str, bytes]]:
        return {
            code: frame(self.order.root, view, self.interfaces[code], self.facts) for code, view in self.views.items()
        }


def frame(root: Path, library: Library, interface: Interface, facts: Facts) -> Mapping[str, bytes]:
    """What a root of pages needs besides them, where the rest of their language is laid out elsewhere."""
    settings = site_engine.configuration(root, library, interface, facts).encode()
    return {"mkdocs.yml": settings, f"docs/{LETTERS}": site_engine.letters(root, library)[LETTERS]}


def _name(project: str, code: str) -> str:
    return f"{code}/{FOLDER}/{project}"


def _row(page: Page, code: str, local: LocalProject, audience: str) -> Published:
    topics = tuple(one.topic for one in local.project.topics)
    return Published(
        path=f"{code}/{page.place}", kind=page.kind, languages=(code,), topics=topics, format="html", project=local.id,
        audience=audience,
    )  # fmt: skip


def row_of_file(file: LocalDownload, audience: str, local: LocalProject | None = None) -> Published:
    """A paper or a file of data as the manifest lists it, of a project or of a kit."""
    topics = tuple(one.topic for one in local.project.topics) if local else ()
    return Published(
        path=file.path, kind="paper" if file.version else "data", languages=(file.language,), topics=topics, edition=file.edition if file.version else None,
        format=file.format, pages=file.pages or None, version=file.version, item=file.name, project=local.id if local else None,
        audience=audience if local else None,
    )  # fmt: skip
