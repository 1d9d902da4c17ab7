"""Stage `publish`: a build that would make what is there already has nothing to do.

The key is a hash of every byte that can matter: content, overrides, settings, our own code, the versions of all installed
packages and of the libraries that lay out text. So nothing is forgotten by keeping a list of dependencies.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import distributions
from itertools import zip_longest
from pathlib import Path

from generator.projects.folder import project_folders
from generator.projects.shared import SHARED
from generator.publish.files import write_file
from generator.publish.manifest import MANIFEST, files_of, rows_in
from generator.publish.store import key_of, key_of_folder

FOLDERS = ("content", "discussion_topics", "site_overrides")
OF_PROJECTS = ("content/projects", "content/evidence")
"""What stands among the content and belongs to local projects, or is shared like theirs."""
MADE_UP = re.compile(rb"(?m)^example: true\s*$")
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
            if known.get("key") != key or known.get("manifest") != _digest(self.output / MANIFEST):
                return None
            return int(known["warnings"]) if _whole(self.output) else None
        except (OSError, ValueError):
            return None

    def write(self, key: str, warnings: int) -> None:
        """Notes what has just been built."""
        manifest = _digest(self.output / MANIFEST)
        write_file(self.file, json.dumps({"key": key, "manifest": manifest, "warnings": warnings}).encode())


def _whole(output: Path) -> bool:
    """Whether every published file is there with its own bytes, and no other. Files and list have one order."""
    found = (file for file in files_of(output) if file != output / MANIFEST)
    for row, file in zip_longest(rows_in(output / MANIFEST), found):
        if (
            row is None
            or file is None
            or file.relative_to(output).as_posix() != row["path"]
            or _digest(file) != row["sha256"]
        ):
            return False
    return True


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def key_of_inputs(root: Path, *options: str, outside: Path | None = None) -> str:
    """The hash of everything that goes into a build, and of what the build was asked for.

    `outside` is a folder of local projects beside those of the content.
    """
    own = [root / folder for folder in OF_PROJECTS]
    return key_of(key_without_projects(root, *options), key_of_folder([*own, *([outside] if outside else [])]))


def key_without_projects(root: Path, *options: str) -> str:
    """The hash of everything but local projects and evidence: what the pages and papers of every project depend on."""
    package = Path(__file__).parent.parent
    folders = key_of_folder(
        [package, *(root / folder for folder in FOLDERS)], without=[root / folder for folder in OF_PROJECTS]
    )
    packages = sorted(f"{found.metadata['Name']} {found.version}" for found in distributions())
    libraries = [_version(*library) for library in LIBRARIES]
    return key_of(folders, (root / "mkdocs.yml").read_bytes(), sys.version, *packages, *libraries, *options)


def rests_on_consent(root: Path, outside: Path | None) -> bool:
    """Whether what is built may rest on what somebody agreed to: a project that is not made up, or shared evidence with consent."""
    projects = (folder / "project.yml" for folder in project_folders(root, outside))
    real = (file for file in projects if file.is_file() and not MADE_UP.search(file.read_bytes()))
    agreed = (file for file in (root / SHARED).glob("*.yml") if b"consent" in file.read_bytes())
    return any(True for _ in (*real, *agreed))


def _version(library: str, function: str) -> str:
    try:
        ask = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return f"no {library}"
    ask.restype = ctypes.c_char_p
    return f"{library} {ask().decode()}"
