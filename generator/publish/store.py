"""Stage `publish`: the cache. What was made is kept under a hash of everything that went into it, so it can never be stale."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.projects.unfinished import UNFINISHED
from generator.publish.files import own_folder, write_file


def key_of(*parts: str | bytes) -> str:
    """The hash of some inputs; each part is hashed by itself first, so that no two lists of parts look alike."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return whole.hexdigest()[:40]


def key_of_files(files: Mapping[str, bytes]) -> str:
    """The hash of a tree of files held in memory."""
    return key_of(*(piece for path in sorted(files) for piece in (path, files[path])))


def key_of_folder(folders: Iterable[Path], without: Collection[Path] = ()) -> str:
    """The hash of every file below some folders: names and bytes, without times. One file at a time is held in memory.

    The answers of a project that is not finished are left alone: nothing is built of them, and only their owner may read them.
    """
    whole = hashlib.sha256()
    for folder in folders:
        every = (path for path in folder.rglob("*") if path.name != UNFINISHED and "__pycache__" not in path.parts)
        for file in sorted(path for path in every if path.is_file()):
            if not any(file.is_relative_to(other) for other in without):
                whole.update(key_of(file.relative_to(folder).as_posix(), file.read_bytes()).encode())
    return whole.hexdigest()[:40]


@dataclass(frozen=True)
class Store:
    """A folder of finished files and trees, each named by its key. Entries not used by a build are thrown away by `keep`."""

    folder: Path

    def file(self, key: str) -> Path | None:
        """A finished file, if it is there."""
        path = self.folder / key
        return path if path.is_file() else None

    def put(self, key: str, data: bytes) -> Path:
        """Keeps a finished file."""
        write_file(self.folder / key, data)
        return self.folder / key

    def tree(self, key: str) -> Path | None:
        """A finished tree, if it is there."""
        path = self.folder / key
        return path if path.is_dir() else None

    def put_tree(self, key: str, tree: Path, only: Iterable[str] = ()) -> Path:
        """Keeps a finished tree, or some files of it, by moving it in one step; another build may have been quicker."""
        place = self.folder / key
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting = own_folder(self.folder, "tree")
        for path in only:
            (waiting / "tree" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(tree / path, waiting / "tree" / path)
        if not only:
            shutil.copytree(tree, waiting / "tree")
        try:
            (waiting / "tree").rename(place)
        except OSError:
            if not place.is_dir():
                raise
        shutil.rmtree(waiting, ignore_errors=True)
        return place

    def keep(self, keys: Iterable[str], most: int) -> None:
        """Throws the oldest entries away, beyond `most`, but none that this build has used or that another is writing."""
        used = set(keys)
        others = [path for path in self.folder.glob("*") if path.name not in used and not path.name.startswith(".")]
        others.sort(key=_age, reverse=True)
        for path in others[max(0, most - len(used)) :]:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """When an entry was made; long ago for one that another build has just thrown away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
