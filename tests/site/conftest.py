"""What the tests of the site share: one build of the real project, a server for it."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.library import Library
from generator.model import Letter, Tool
from generator.publish.build import build
from generator.publish.files import only_one
from generator.publish.order import Order
from generator.workbook import Workbook, planned
from tests.site.browsing import DESKTOP, ROOT, SUB_PATH, Open, Pages, Visit

ALWAYS = {"keyworking", "ill-effects-report", "focus-sheet"}
"""Topics and tools whose pages some tests open by name."""
OTHERS = 3
"""How many more topics, and how many more tools and letters, a run takes."""


def _sampled(library: Library) -> Iterator[Workbook]:
    """The papers of a few topics, tools and letters, others each run; all those of no single topic or tool."""
    chance = random.Random(int(os.environ["JOINEDUP_SEED"]))  # noqa: S311 - a sample, not a secret
    topics = chance.sample([topic.id for topic in library.topics], OTHERS)
    items = chance.sample([entry.id for kind in (Tool, Letter) for entry in library.all(kind)], OTHERS)
    chosen = ALWAYS | {*topics, *items}
    single = ("topic", "session", "tool", "letter")
    yield from (one for one in planned(library) if one.scope not in single or one.subject in chosen)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory, worker_id: str, pytestconfig: pytest.Config) -> Path:
    """The finished tree of the real project. The workers of a test run build it once between them.

    `make test` builds every page, and a sample of the documents that differs from run to run by the printed seed; with the
    slow tests, as `make verify` runs them, every document is there.
    """
    of_build = _sampled if pytestconfig.getoption("markexpr") == "not slow" else planned
    temporary = tmp_path_factory.getbasetemp()
    shared = temporary if worker_id == "master" else temporary.parent
    output = shared / "real-build" / "site"
    with only_one(shared / "real-build.lock"):
        if not output.is_dir():
            with patch("generator.publish.build.planned", of_build):
                build(Order(root=ROOT, output=output, jobs=2, as_of=date(2026, 11, 22)))
    return output


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
