"""What many tests share: a project folder to change, `--bless` for expected output, the seed of this run's samples, one browser."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import started
from tests.project import Project

SEED = "JOINEDUP_SEED"

# The same examples each time: a test that fails only now and then tells a contributor nothing.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write what is printed now into the expected files")


def pytest_configure(config: pytest.Config) -> None:
    """Chooses the seed before any worker starts, so that all of them sample the same."""
    os.environ.setdefault(SEED, str(random.randrange(10_000)))  # noqa: S311 - a sample, not a secret


def pytest_report_header(config: pytest.Config) -> str:
    """Prints the seed, so that a run can be repeated."""
    return f"samples: {SEED}={os.environ[SEED]} repeats this choice"


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--bless"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the tiny library, free to change."""
    return Project.copied(tmp_path / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all the tests of a process, since Playwright can be started only once in it."""
    with sync_playwright() as playwright:
        chromium = started(playwright)
        yield chromium
        chromium.close()
