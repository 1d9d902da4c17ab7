"""What all tests share."""

from __future__ import annotations

import os
import random

import pytest

SEED = "JOINEDUP_SEED"


def pytest_configure(config: pytest.Config) -> None:
    """Chooses the seed of this run's samples before any worker starts, so that all of them sample the same."""
    os.environ.setdefault(SEED, str(random.randrange(10_000)))  # noqa: S311 - a sample, not a secret


def pytest_report_header(config: pytest.Config) -> str:
    """Prints the seed, so that a run can be repeated."""
    return f"samples: {SEED}={os.environ[SEED]} repeats this choice"
