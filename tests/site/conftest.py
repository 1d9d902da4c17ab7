"""What the tests of the site share: one build of the real project, a server for it, a browser."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.publish.build import Order, build
from generator.publish.files import only_one

ROOT = Path(__file__).parents[2]
SUB_PATH = "/a/sub-path/"
"""Every page is served here as well as at the root, and nearly every test asks for it here."""
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The finished tree of the real project, with its documents. The workers of a test run build it once between them."""
    temporary = tmp_path_factory.getbasetemp()
    shared = temporary if worker_id == "master" else temporary.parent
    output = shared / "real-build" / "site"
    with only_one(shared / "real-build.lock"):
        if not output.is_dir():
            build(Order(root=ROOT, output=output, jobs=2, as_of=date(2026, 11, 22)))
    return output


@dataclass(frozen=True)
class Listed:
    """A page of the tree, as manifest.json lists it."""

    path: str
    kind: str
    language: str

    @property
    def address(self) -> str:
        """The page's address from the top of the tree."""
        return self.path.removesuffix("index.html")


@dataclass(frozen=True)
class Pages:
    """The pages of a tree."""

    tree: Path

    @cached_property
    def all(self) -> tuple[Listed, ...]:
        """Every page, by its path."""
        files = json.loads((self.tree / "manifest.json").read_text("utf-8"))["files"]
        rows = [row for row in files if row["path"].endswith(".html")]
        return tuple(Listed(row["path"], row["kind"], (*row.get("languages", ()), "")[0]) for row in rows)

    def of_kind(self, language: str) -> dict[str, Listed]:
        """One page of each kind in a language: the largest, since most can go wrong there."""
        largest: dict[str, Listed] = {}
        for page in sorted(self.all, key=lambda page: ((self.tree / page.path).stat().st_size, page.path)):
            if page.language == language:
                largest[page.kind] = page
        return largest


@pytest.fixture(scope="session")
def pages(tree: Path) -> Pages:
    return Pages(tree)


def _headers(tree: Path) -> dict[str, str]:
    """What `_headers` sets on every page, so that the tests run under it."""
    lines = (tree / "_headers").read_text("utf-8").split("/*\n", 1)[1].split("\n/", 1)[0].splitlines()
    return dict(line.strip().split(": ", 1) for line in lines)


def _handler(tree: Path) -> type[SimpleHTTPRequestHandler]:
    headers = _headers(tree)

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(tree))

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(SUB_PATH).removeprefix("/"))

        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture(scope="session")
def origin(tree: Path) -> Iterator[str]:
    """The address of a server for the tree, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(tree)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page in a browser window of its own, what it asked for, and what it complained of."""

    page: Page
    origin: str
    requests: list[str]
    complaints: list[str]

    def go(self, address: str) -> Page:
        """Opens an address below the sub-path, or, with a slash at its front, below the origin; waits until all is quiet."""
        base = f"{self.origin}{'' if address.startswith('/') else SUB_PATH}"
        self.page.goto(f"{base}{address}", wait_until="networkidle")
        return self.page


Open = Callable[..., Visit]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Open]:
    """A function that opens a window; takes the options of Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Visit:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        made = Visit(context.new_page(), origin, [], [])
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.complaints.append(f"{message.type}: {message.text}"))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        return made

    yield opened
    for context in contexts:
        context.close()
