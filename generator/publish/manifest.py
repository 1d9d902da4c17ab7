"""Stage `publish`: build/site/manifest.json, the list of every published file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Published:
    """One published file: where, what kind of page or document, and for documents the rest."""

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


def manifest(tree: Path, as_of: date, known: Iterable[Published], audience: str) -> str:
    """Every file of a tree with its bytes and sha256; a file that nothing knows of is an asset."""
    by_path = {published.path: published for published in known}
    rows = []
    for file in sorted(path for path in tree.rglob("*") if path.is_file()):
        path = file.relative_to(tree).as_posix()
        if path == "manifest.json":
            continue
        data = file.read_bytes()
        row = asdict(by_path.get(path) or Published(path, "asset"))
        filled = {name: value for name, value in row.items() if value not in (None, ())}
        rows.append({**filled, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    missing = sorted(set(by_path) - {str(row["path"]) for row in rows})
    if missing:
        raise FileNotFoundError(f"pages that the engine did not make: {', '.join(missing[:5])}")
    body = {"as_of": as_of.isoformat(), "audience": audience, "files": rows}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
