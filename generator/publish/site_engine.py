"""Stage `publish`: MkDocs or Zensical lays out the pages of one language; Pagefind indexes all of them."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

from generator.publish.site_frame import EngineError, keep_own
from generator.publish.site_letters import letters
from generator.publish.site_settings import configuration, for_preview
from generator.publish.site_whole import whole
from generator.publish.store import key_of

__all__ = [
    "ENGINES",
    "EngineError",
    "configuration",
    "fingerprint",
    "for_preview",
    "index_search",
    "letters",
    "run",
    "searched",
    "whole",
]

PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "pymdown-extensions",
    "Jinja2",
    "zensical",
    "pagefind",
    "pagefind_bin",
)
NOT_PUBLISHED = (".ttf", ".py", ".md", ".pyc")
"""What stands among the overrides for other purposes: fonts for print, and how they were made."""
SEARCHED = b"data-pagefind-body"
"""What Pagefind looks for in a page, as site_overrides/main.html writes it."""
PAGEFIND_FILES = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*.pagefind", "*.pf_meta")

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def run(folder: Path, engine: str) -> None:
    """Makes folder/site from folder/mkdocs.yml and folder/docs, and leaves only what pages need in it.

    Raises EngineError with the engine's own words for every page that it warned of.
    """
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    ENGINES[engine](folder)
    keep_own(folder, settings["extra"]["language"])


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, since a build must not pass over a broken link."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _mkdocs(folder: Path) -> None:
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    from jinja2 import TemplateError  # noqa: PLC0415
    from mkdocs.commands.build import build  # noqa: PLC0415 - half a second that only this engine needs
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    warnings, log = _Warnings(), logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        build(load_config(str(folder / "mkdocs.yml")))
    except (MkDocsException, TemplateError) as error:
        raise EngineError(f"mkdocs: {error}") from None
    finally:
        log.removeHandler(warnings)
    if warnings.said:
        raise EngineError("\n".join(f"mkdocs: {message}" for message in warnings.said))


def _zensical(folder: Path) -> None:
    _call("zensical", "build", "--clean", "--strict", "--config-file", "mkdocs.yml", folder=folder)


ENGINES: Mapping[str, Callable[[Path], None]] = {"mkdocs": _mkdocs, "zensical": _zensical}


def _call(module: str, *options: str, folder: Path) -> None:
    """Runs a tool that comes as a Python module. Raises EngineError with its own words where it fails."""
    command = [sys.executable, "-m", module, *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603 - our own tools
    if done.returncode:
        raise EngineError(f"{module}: {_plain(done.stderr or done.stdout)}")


def _plain(words: str) -> str:
    """What a tool says, without its colours and without the traceback that some end with."""
    return COLOURS.sub("", words).partition("Traceback (most recent call last):")[0].strip() or words.strip()


def searched(tree: Path) -> dict[str, str]:
    """The pages of a finished tree that the search finds, each with the hash of its bytes."""
    pages = ((page.relative_to(tree).as_posix(), page.read_bytes()) for page in sorted(tree.rglob("*.html")))
    return {path: key_of(data) for path, data in pages if SEARCHED in data}


def index_search(tree: Path) -> None:
    """Makes tree/pagefind, the index of every language, from the pages in it. Raises EngineError with Pagefind's own words.

    Pagefind takes a page's language from its `lang`; one for which it has no stemmer is indexed word by word.
    """
    _call("pagefind", "--site", ".", "--silent", folder=tree)
    for file in sorted((tree / "pagefind").iterdir()):
        if file.is_file() and not any(file.match(name) for name in PAGEFIND_FILES):
            file.unlink()
    _in_order(tree / "pagefind/pagefind-entry.json")


def _in_order(entry: Path) -> None:
    """Pagefind lists the languages in an order that changes from run to run; nothing else of its index does."""
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), ensure_ascii=False, sort_keys=True), "utf-8")


def fingerprint(root: Path) -> str:
    """A hash of what every page depends on besides its own words: overrides, settings, engines, and the code of this stage."""
    package = Path(__file__).parent.parent
    files = [root / "mkdocs.yml", *_below(root / "site_overrides"), *_below(package / "site"), *_own_code()]
    parts = [piece for file in files for piece in (file.name, file.read_bytes())]
    return key_of(*parts, *(f"{name} {_version(name)}" for name in PACKAGES))


def _own_code() -> Iterator[Path]:
    folder = Path(__file__).parent
    yield from sorted(folder.glob("site_*.py"))
    yield from sorted((folder / "templates").glob("*.j2"))


def _below(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in files if path.suffix not in NOT_PUBLISHED or path.parent.name != "fonts")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
