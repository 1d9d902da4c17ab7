"""Stage `publish`: build/site/manifest.json, the list of every published file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Published:
    """One published file: where, what kind of page or document, and for documents the rest.

    `project` is the id of the local project that it belongs to, and `audience` whom it is for then.
    """

    path: str
    kind: str
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    lens: str | None = None
    minutes: int | None = None
    item: str | None = None
    edition: str | None = None
    copy: str | None = None
    format: str | None = None
    pages: int | None = None
    version: str | None = None
    project: str | None = None
    audience: str | None = None


OfProject = Callable[[str], Mapping[str, Published]]


def manifest_lines(
    tree: Path, as_of: date, known: Iterable[Published], audience: str, of_project: OfProject = lambda _: {}
) -> Iterator[str]:
    """Every file of a tree with its bytes and sha256, a line each; a file that nothing knows of is an asset.

    `of_project` gives, by the id of a local project, what is known of its files; they are asked for one project at a time,
    so that many need no more memory than one. Raises FileNotFoundError for a page that the engine did not make.
    """
    by_path = {published.path: published for published in known}
    missing = set(by_path)
    yield f'{{"as_of": "{as_of.isoformat()}", "audience": "{audience}", "files": ['
    between = "\n"
    for file in files_of(tree):
        path = file.relative_to(tree).as_posix()
        if path == MANIFEST:
            continue
        missing.discard(path)
        found = by_path.get(path) or _of_project(path, of_project) or Published(path, "asset")
        yield between + json.dumps(_row(found, file), ensure_ascii=False)
        between = ",\n"
    if missing:
        raise FileNotFoundError(f"pages that the engine did not make: {', '.join(sorted(missing)[:5])}")
    yield "\n]}\n"


def _of_project(path: str, of_project: OfProject) -> Published | None:
    """What is known of a file that stands at en/projects/<id>/…"""
    parts = path.split("/")
    return of_project(parts[2]).get(path) if len(parts) > 3 and parts[1] == "projects" else None


def _row(published: Published, file: Path) -> Mapping[str, object]:
    filled = {name: value for name, value in asdict(published).items() if value not in (None, ())}
    data = file.read_bytes()
    return {**filled, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def files_of(tree: Path) -> Iterator[Path]:
    """Every file below a folder, by the names of its folders and its own; one folder at a time is remembered."""
    for path in sorted(tree.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from files_of(path)
        elif path.is_file():
            yield path


def rows_in(file: Path) -> Iterator[dict[str, Any]]:
    """The files that a written list names, one by one."""
    with file.open(encoding="utf-8") as lines:
        next(lines, "")
        for line in lines:
            if line.startswith("{"):
                yield json.loads(line.rstrip(",\n"))
