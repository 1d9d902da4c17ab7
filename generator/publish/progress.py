"""Stage `publish`: long work shows how far it has come, on a terminal in one line, elsewhere not at all."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import TracebackType


@dataclass
class Progress:
    """`with Progress("workbooks", 46) as progress: … progress.step("en/keyworking-planner")`"""

    title: str
    total: int
    done: int = field(default=0, init=False)

    def __enter__(self) -> Progress:
        self._show("")
        return self

    def step(self, name: str) -> None:
        """One more is finished."""
        self.done += 1
        self._show(name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.total and sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _show(self, name: str) -> None:
        if self.total and sys.stderr.isatty():
            print(f"\r\033[K{self.title}: {self.done} of {self.total} {name}", end="", file=sys.stderr, flush=True)
