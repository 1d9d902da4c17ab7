"""How the cost of local projects grows with their number, and that memory does not; and what one changed piece costs.

    python benchmarks/projects.py [--numbers 25,50,100,200] [--pieces 40] [--jobs 2] [--papers]

Makes projects of the given number of pieces in a temporary folder, and builds the tiny library of the tests with them: their
pages, and with --papers their papers too, of which there are many. Compare the ratios, which are taken in one run. Memory is
that of the largest process of ours; what the search index needs, which another program makes of all pages, is told apart.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watching import Watch

ROOT = Path(__file__).parents[1]
AS_OF = "2026-11-22"
KINDS = ("harm", "good-practice", "gap", "obstacle", "story", "survey", "research")
SECTORS = ("public", "voluntary", "private", "community")
PROJECT = """\
id: {name}
title: Project {number}
summary: People of place {number} want one person to ring.
example: true
audience: public
led_by: together
group: {{who: Children of place {number}, text: Children who meet three services or more., ages: 0 to 18, stage: children}}
locality: Place {number}
nation: england
languages: [en, ur]
core_group:
  - {{id: parent, role: A parent}}
topics:
  - {{topic: keyworking, why: It comes first.}}
"""
PIECE = """\
id: {name}
title: Piece {piece} of project {number}
text: >-
  In place {number} somebody rang {piece} people before one of them knew who was in charge. It took most of a week, and by then
  the appointment was gone. She would have needed one number, and one person who answers it.
words: said
how: interview
said_by: A parent
gathered_by: A parent of the core group
when: '2026-10'
where: Place {number}
consent: {{agreed: Anybody may read it., by: a parent, on: 2026-10-01, audience: public, review_on: 2027-10-01}}
classified:
  kind: {kind}
  touches: [people]
  topics: [keyworking]
  by: [A parent, A nurse]
  on: 2026-10-20
"""
SERVICE = """\
id: {name}
name: Service {service} of place {number}
organisation: The council
sector: {sector}
audience: public
summary: Somebody answers.
for_whom: Families of place {number}
languages: [en]
cost: Nothing
ask: Ring and ask.
area: Place {number}
checked_on: 2026-10-01
"""
SESSION = """\
id: first-meeting
topic: keyworking
audience: public
held: true
day: 2026-10-10
decisions:
  - {id: one-number, what: Each family gets one number., why: [piece-0]}
actions:
  - {id: ask, what: Ask the manager., who: A nurse, by: 2026-12-01, priority: 1}
"""


@dataclass(frozen=True)
class Run:
    """What one build took: seconds, seconds of processor, the mebibytes of our largest process, its last words."""

    seconds: float
    processor: float
    mebibytes: int
    said: str


def make(place: Path, numbers: range, pieces: int) -> None:
    """Writes projects of so many pieces of evidence each."""
    for number in numbers:
        folder = place / f"place-{number}"
        _write(folder / "project.yml", PROJECT.format(name=folder.name, number=number))
        _write(folder / "sessions/first-meeting.yml", SESSION)
        for piece in range(pieces):
            name = f"piece-{piece}"
            text = PIECE.format(name=name, piece=piece, number=number, kind=KINDS[piece % len(KINDS)])
            _write(folder / f"evidence/{name}.yml", text)
        for service, sector in enumerate(SECTORS):
            name = f"service-{service}"
            _write(
                folder / f"services/{name}.yml",
                SERVICE.format(name=name, service=service, number=number, sector=sector),
            )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


MEASURE = """
import re, resource, sys, threading
from pathlib import Path
from generator.cli import main
from generator.publish import site_engine
before, most = site_engine.index_search, [0]
def watch(tree, done):
    while not done.wait(0.01):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (process / "cwd").resolve() == tree and "pagefind" in (process / "comm").read_text():
                    most[0] = max(most[0], int(re.search(r"VmHWM:\\s+(\\d+)", (process / "status").read_text())[1]))
            except (OSError, TypeError):
                pass
def index(tree):
    own, done = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, threading.Event()
    thread = threading.Thread(target=watch, args=(tree.resolve(), done))
    thread.start()
    before(tree)
    done.set()
    thread.join()
    print("search", most[0], own, file=sys.stderr)
site_engine.index_search = index
status = main(sys.argv[1:])
print("own", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""
"""What the search takes is looked up while it runs: a process that we start counts our own memory as its own most until then."""


def build(root: Path, projects: Path, options: tuple[str, ...]) -> Run:
    """One `joinedup build`."""
    command = [
        sys.executable,
        "-c",
        MEASURE,
        "--root",
        str(root),
        "build",
        "--as-of",
        AS_OF,
        "--projects",
        str(projects),
    ]
    started, pipe = time.perf_counter(), subprocess.PIPE
    process = subprocess.Popen(
        [*command, *options], stdout=pipe, stderr=pipe, text=True, cwd=ROOT, start_new_session=True
    )
    watch = Watch(process.pid)
    said, wrong = process.communicate()
    seconds = time.perf_counter() - started
    watch.stop()
    if process.returncode:
        raise SystemExit(said + wrong)
    own = int(re.findall(r"^own (\d+)", wrong, re.MULTILINE)[0])
    told = f"{said.strip()} {_search(wrong)}, all together {watch.most // 1024} MiB"
    return Run(seconds, sum(watch.processor.values()), own // 1024, told)


def _search(said: str) -> str:
    """What Pagefind took, where the index was made, and before it the workers that lay out pages."""
    found = re.findall(r"^search (\d+) (\d+)", said, re.MULTILINE)
    if not found:
        return "search as before"
    return f"search {int(found[0][0]) // 1024} MiB, workers {int(found[0][1]) // 1024} MiB"


def runs(root: Path, projects: Path, options: argparse.Namespace) -> Iterator[tuple[str, int, Run]]:
    """A cold build for each number of projects, then one with a changed piece, and one with nothing changed."""
    chosen = ("--jobs", options.jobs, *(() if options.papers else ("--only", "site")))
    there = 0
    for number in options.numbers:
        make(projects, range(there, number), options.pieces)
        there = number
        shutil.rmtree(root / "build", ignore_errors=True)
        yield f"{number} projects", number, build(root, projects, chosen)
    piece = projects / "place-0/evidence/piece-0.yml"
    piece.write_text(piece.read_text("utf-8").replace("most of a week", "a whole month"), "utf-8")
    yield "one piece changed", there, build(root, projects, chosen)
    yield "nothing changed", there, build(root, projects, chosen)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--numbers", type=lambda text: [int(one) for one in text.split(",")], default=[25, 50, 100, 200]
    )
    parser.add_argument("--pieces", type=int, default=40, help="pieces of evidence in each project")
    parser.add_argument("--jobs", default=str(os.cpu_count() or 1), help="worker processes")
    parser.add_argument("--papers", action="store_true", help="make the papers of the projects too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="joined-up-benchmark-") as folder:
        root = Path(folder) / "root"
        shutil.copytree(ROOT / "tests/library", root)
        shutil.copy(ROOT / "mkdocs.yml", root)
        (root / "site_overrides").symlink_to(ROOT / "site_overrides")
        first: Run | None = None
        for name, number, run in runs(root, Path(folder) / "projects", options):
            first = first or run
            each = run.processor / number
            print(
                f"{name:20}{run.seconds:7.1f} s {run.processor:7.1f} s of processor ({each:5.2f} a project, {run.processor / first.processor:5.2f} of the first) "
                f"{run.mebibytes:4} MiB ({run.mebibytes / first.mebibytes:4.2f} of the first)  {run.said.partition(': ')[2]}",
                flush=True,
            )
    print(f"{options.pieces} pieces a project, {os.cpu_count()} cores, {options.jobs} jobs")


if __name__ == "__main__":
    main()
