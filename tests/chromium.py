"""The browser of tests and benchmarks: the Chromium of the system, which asks nobody for anything."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def started(playwright: Playwright) -> Browser:
    """A running Chromium, which whoever asked for it closes."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
