"""What the tests of the site share: one build of the real project, a server for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.publish.build import build
from generator.publish.files import only_one
from generator.publish.order import Order
from tests.site.browsing import DESKTOP, ROOT, SUB_PATH, Open, Pages, Visit


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
