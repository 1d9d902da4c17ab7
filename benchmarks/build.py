"""How long a build takes: everything from nothing, nothing changed, one question edited, and what a writer waits for in the preview.

    python benchmarks/build.py [--rounds 3] [--jobs 2] [--only site|workbooks|document] [--engine mkdocs|zensical]

With `--only document`, what one document takes after one edited question, and no build.

Works on a copy of the project in a temporary folder. Other work on the machine changes the seconds on the clock, so compare
the ratios, which are taken in one run, and the seconds of processor. Memory is that of all processes of a build together, each shared page counted once.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from watching import Watch

ROOT = Path(__file__).parents[1]
COPIED = ("content", "discussion_topics", "site_overrides", "mkdocs.yml")
TOPIC = "discussion_topics/09-keyworking.yml"
PAGE = "topics/keyworking/"
SHOWN = "question-good-practice"
QUESTION = re.compile(r"(number: '9\.4'\n +text: ).*")
AS_OF = "2026-11-22"
LONGEST_WAIT_SECONDS = 120


@dataclass(frozen=True)
class Run:
    """What one run took: seconds on the clock, seconds of processor, the most mebibytes at one time, and its last words."""

    seconds: float
    processor: float
    mebibytes: int
    said: str


def measured(command: list[str]) -> Run:
    """Runs a command to its end; stops the benchmark where it fails."""
    started = time.perf_counter()
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    watch = Watch(process.pid)
    said, wrong = process.communicate()
    seconds = time.perf_counter() - started
    watch.stop()
    if process.returncode:
        raise SystemExit(f"{wrong}{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, sum(watch.processor.values()), watch.most // 1024, said.strip())


@dataclass(frozen=True)
class Project:
    """The copy that is built."""

    root: Path
    options: tuple[str, ...]

    def build(self) -> Run:
        """One `joinedup build`."""
        return measured([*self.command, "build", *self.options])

    @property
    def command(self) -> list[str]:
        """What starts the command line."""
        return [sys.executable, "-m", "generator", "--root", str(self.root)]

    def edit(self, number: int) -> str:
        """Changes the words of one question; returns words that only the new text has."""
        mark = f"Edit {number} of the benchmark."
        file = self.root / TOPIC
        text, count = QUESTION.subn(rf"\g<1>{mark}", file.read_text("utf-8"))
        if count != 1:
            raise SystemExit(f"{TOPIC}: the question was found {count} times; see QUESTION in this script")
        file.write_text(text, "utf-8")
        return mark


def best(project: Project, rounds: int, before: Callable[[int], object] = lambda number: None) -> Run:
    """The quickest of several builds, each after `before(number)`."""
    runs = []
    for number in range(rounds):
        before(number)
        runs.append(project.build())
    return min(runs, key=lambda run: run.seconds)


@contextmanager
def preview(project: Project) -> Iterator[str]:
    """`joinedup serve`, and the address of the page that is edited."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*project.command, "serve", "--address", f"127.0.0.1:{port}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as server:
        try:
            yield _answering([f"http://127.0.0.1:{port}/{path}{PAGE}" for path in ("", "en/")], server)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)


def _answering(addresses: list[str], server: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < end and server.poll() is None:
        for address in addresses:
            if SHOWN in _page(address):
                return address
        time.sleep(0.2)
    raise SystemExit("the preview did not start; try: joinedup serve")


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own preview
            return str(answer.read().decode())
    except (urllib.error.URLError, OSError):
        return ""


def waited(project: Project, address: str, number: int) -> float:
    """Seconds from saving a file to the moment when the page shows the new words."""
    mark = project.edit(number)
    started = time.perf_counter()
    while mark not in _page(address):
        if time.perf_counter() - started > LONGEST_WAIT_SECONDS:
            raise SystemExit("the preview does not follow; try: joinedup serve")
        time.sleep(0.02)
    return time.perf_counter() - started


def document(project: Project, rounds: int) -> str:
    """What `joinedup workbook` takes for a topic of which a question was edited: the least of several runs, and the most."""
    command = [*project.command, "workbook", "keyworking", "--output", str(project.root / "paper.pdf")]
    seconds, processor = [], []
    for number in range(rounds):
        project.edit(200 + number)
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return f"{min(seconds):.2f} to {max(seconds):.2f} s, {min(processor):.2f} to {max(processor):.2f} s of processor"


def line(name: str, run: Run, cold: Run) -> None:
    """Prints one measurement."""
    clock, processor = run.seconds / cold.seconds, run.processor / cold.processor
    print(
        f"{name:24}{run.seconds:7.1f} s {clock:7.1%} of cold {run.processor:7.1f} s of processor {processor:7.1%} {run.mebibytes:5} MiB",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is taken, but of the cold build")
    parser.add_argument("--jobs", default=str(os.cpu_count() or 1), help="worker processes")
    parser.add_argument("--only", choices=("site", "workbooks", "document"), help="measure one part only")
    parser.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="what lays out the pages")
    options = parser.parse_args()
    chosen = ("--jobs", options.jobs, "--engine", options.engine, *(("--only", options.only) if options.only else ()))
    with tempfile.TemporaryDirectory(prefix="joined-up-benchmark-") as folder:
        project = Project(_copy(Path(folder) / "project"), chosen)
        print(f"{'one document, edited':24} {document(project, 2 * options.rounds)}", flush=True)
        if options.only != "document":
            builds(project, options.rounds, preview_too=options.only != "workbooks")
    print(f"{os.cpu_count()} cores, {options.jobs} jobs, {options.engine}")


def builds(project: Project, rounds: int, preview_too: bool) -> None:
    """Measures and prints a cold build, what comes after it, and the preview."""
    cold = project.build()
    print(cold.said)
    line("cold", cold, cold)
    line("nothing changed", best(project, rounds), cold)
    edited = best(project, rounds, project.edit)
    line("one question edited", edited, cold)
    print(edited.said)
    if preview_too:
        with preview(project) as address:
            times = sorted(waited(project, address, 100 + number) for number in range(rounds))
        print(
            f"{'preview after an edit':24}{times[0]:8.2f} s {times[0] / cold.seconds:7.1%} of cold (slowest {times[-1]:.2f} s)"
        )


def _copy(place: Path) -> Path:
    place.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name)
        else:
            shutil.copyfile(source, place / name)
    with (place / "content/site.yml").open("a", encoding="utf-8") as site:
        site.write(f"as_of: {AS_OF}\n")  # the copy is no Git checkout, and the preview needs a date too
    return place


if __name__ == "__main__":
    main()
