"""Stage `publish`: a build that would make what is there already has nothing to do.

The key is a hash of every byte that can matter: content, overrides, settings, our own code, the versions of all installed
packages and of the libraries that lay out text. So nothing is forgotten by keeping a list of dependencies.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from generator.publish.files import write_file
from generator.publish.store import key_of, key_of_folder

FOLDERS = ("content", "discussion_topics", "site_overrides")
LIBRARIES = (("libpango-1.0.so.0", "pango_version_string"), ("libharfbuzz.so.0", "hb_version_string"))


@dataclass(frozen=True)
class Record:
    """What is known of the tree at one output: a file of the cache, named after where the tree stands."""

    file: Path
    output: Path

    @classmethod
    def of(cls, root: Path, output: Path) -> Record:
        """The record of one output."""
        name = hashlib.sha256(str(output).encode()).hexdigest()[:12]
        return cls(root / f"build/cache/built-{name}.json", output)

    def warnings(self, key: str) -> int | None:
        """How many warnings the build had that made this very tree; None where the tree is another, or not whole."""
        try:
            known = json.loads(self.file.read_text("utf-8"))
            manifest = (self.output / "manifest.json").read_bytes()
        except (OSError, ValueError):
            return None
        if known.get("key") != key or known.get("manifest") != hashlib.sha256(manifest).hexdigest():
            return None
        return int(known["warnings"]) if _whole(self.output, json.loads(manifest)["files"]) else None

    def write(self, key: str, warnings: int) -> None:
        """Notes what has just been built."""
        manifest = hashlib.sha256((self.output / "manifest.json").read_bytes()).hexdigest()
        write_file(self.file, json.dumps({"key": key, "manifest": manifest, "warnings": warnings}).encode())


def _whole(output: Path, files: Iterable[dict[str, object]]) -> bool:
    """Whether every published file is there with its own bytes, and no other."""
    wanted = {str(row["path"]): row["sha256"] for row in files}
    found = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    if found - {"manifest.json"} != set(wanted):
        return False
    return all(hashlib.sha256((output / path).read_bytes()).hexdigest() == digest for path, digest in wanted.items())


def key_of_inputs(root: Path, *options: str) -> str:
    """The hash of everything that goes into a build, and of what the build was asked for."""
    package = Path(__file__).parent.parent
    folders = key_of_folder([package, *(root / folder for folder in FOLDERS)])
    packages = sorted(f"{found.metadata['Name']} {found.version}" for found in distributions())
    libraries = [_version(*library) for library in LIBRARIES]
    return key_of(folders, (root / "mkdocs.yml").read_bytes(), sys.version, *packages, *libraries, *options)


def _version(library: str, function: str) -> str:
    try:
        ask = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return f"no {library}"
    ask.restype = ctypes.c_char_p
    return f"{library} {ask().decode()}"
