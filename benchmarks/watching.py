"""What all processes of one session take together: workers too whose parent has ended, or is not ours."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

SAMPLE_SECONDS = 0.1


class Watch(threading.Thread):
    """Looks now and then at the processes of one session: the memory that they hold together, and their processor time.

    Asking the system for the time of ended children would miss workers whose parent is not ours.
    """

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session, self._done = session, threading.Event()
        self.most, self.processor = 0, dict[str, float]()
        self.start()

    def run(self) -> None:
        """Looks until it is stopped."""
        while not self._done.wait(SAMPLE_SECONDS):
            kibibytes = 0
            for process, seconds in _processes(self._session):
                self.processor[process.name] = seconds
                kibibytes += _kibibytes(process)
            self.most = max(self.most, kibibytes)

    def stop(self) -> None:
        """Ends the looking."""
        self._done.set()
        self.join()


def _processes(session: int) -> Iterator[tuple[Path, float]]:
    """Each process of a session, with its seconds of processor so far (proc(5): session is field 6, times are 14 and 15)."""
    tick = os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            yield folder, (int(fields[11]) + int(fields[12])) / tick


def _kibibytes(process: Path) -> int:
    """The proportional set size: memory shared by several processes is divided among them."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
