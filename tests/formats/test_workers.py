"""Many documents at once: a bad one fails alone, with a reason, and the rest are made."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.formats import workers
from generator.formats.document import Document, Failure, FailureKind, Rendered
from generator.formats.fonts import FontSet
from generator.formats.pdf import render
from generator.formats.workers import Limits, render_all
from tests.formats.conftest import Make

ROOT = Path(__file__).parents[2]
SLOW = "<div style='display: flex'><div>" * 22 + "x"
LARGE = "<p>" + "word " * 3_000_000
LIMITS = Limits(seconds=60, mebibytes=2048)


def outcomes(
    documents: dict[str, Document], fonts: FontSet, processes: int = 1, limits: Limits = LIMITS
) -> dict[str, Rendered | Failure]:
    return dict(render_all(documents.items(), processes, fonts, limits=limits))


@pytest.mark.parametrize("processes", [1, 2])
def test_workers_make_the_same_files_as_one_process(processes: int, make: Make, fonts: FontSet) -> None:
    documents = {name: make(f"<h1>{name}</h1><p>{name * 50}</p>") for name in "abcde"}
    made = outcomes(documents, fonts, processes)
    assert made == {name: render(document, fonts) for name, document in documents.items()}


def test_a_worker_that_has_made_its_share_makes_room_for_another(
    make: Make, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LIFE", 2)
    seen: set[int] = set()
    for _ in render_all(((number, make(f"<p>{number}</p>")) for number in range(5)), 1, fonts):
        seen |= {child.pid for child in multiprocessing.active_children() if child.pid}
    assert len(seen) >= 2
    assert not multiprocessing.active_children()


def test_temporary_files_are_cleared_away(
    make: Make, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jobs = [("one", make("<p>x</p>"))]
    kept = {file for _ in render_all(jobs, 1, fonts) for file in tmp_path.glob("joined-up-*/*")}
    assert kept
    assert list(tmp_path.glob("joined-up-*")) == []


def test_results_come_as_they_finish(make: Make, fonts: FontSet) -> None:
    jobs = [("long", make("<p>" + "many words " * 40_000)), ("short", make("<p>x</p>"))]
    assert [key for key, _ in render_all(jobs, 2, fonts)] == ["short", "long"]


def test_jobs_are_taken_as_workers_become_free(make: Make, fonts: FontSet) -> None:
    taken: list[int] = []

    def jobs() -> Iterator[tuple[int, Document]]:
        for number in range(6):
            taken.append(number)
            yield number, make(f"<p>{number}</p>")

    results = render_all(jobs(), 1, fonts)
    next(results)
    assert taken == [0]
    assert len(list(results)) == 5


def test_a_refused_document_says_why_and_the_rest_are_made(make: Make, fonts: FontSet) -> None:
    documents = {"bad": make("<img alt=x src='file:///etc/hosts'>"), "good": make("<p>x</p>")}
    made = outcomes(documents, fonts)
    assert isinstance(made["good"], Rendered)
    assert made["bad"] == Failure(
        FailureKind.REFUSED,
        "'file:///etc/hosts' is not an asset of the document: "
        "add it to the document's assets, or take the reference out",
    )


def test_a_document_that_takes_too_long_is_stopped(make: Make, fonts: FontSet) -> None:
    documents = {"slow": make(SLOW), "good": make("<p>x</p>")}
    started = time.monotonic()
    made = outcomes(documents, fonts, limits=Limits(seconds=6))
    assert time.monotonic() - started < 60
    assert made["slow"] == Failure(
        FailureKind.TIME,
        "it took longer than 6 seconds: make the document smaller, or nest its tables and boxes less deeply",
    )
    assert isinstance(made["good"], Rendered)


def test_a_document_that_needs_too_much_memory_is_stopped(make: Make, fonts: FontSet) -> None:
    documents = {"large": make(LARGE), "good": make("<p>x</p>")}
    made = outcomes(documents, fonts, limits=Limits(seconds=60, mebibytes=400))
    large = made["large"]
    assert isinstance(large, Failure)
    assert large.kind in {FailureKind.MEMORY, FailureKind.CRASH}
    assert isinstance(made["good"], Rendered)


def test_elements_nested_too_deeply_are_refused(make: Make, fonts: FontSet) -> None:
    made = outcomes({"deep": make("<div>" * 5_000 + "x"), "good": make("<p>x</p>")}, fonts)
    assert made["deep"] == Failure(FailureKind.REFUSED, "elements are nested too deeply: make it flatter")
    assert isinstance(made["good"], Rendered)


def test_a_killed_worker_is_one_failure_and_is_replaced(make: Make, fonts: FontSet) -> None:
    def kill_the_first() -> None:
        while not (workers := multiprocessing.active_children()):
            time.sleep(0.01)
        time.sleep(1)
        assert workers[0].pid is not None
        os.kill(workers[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    made = outcomes({"slow": make(SLOW), "good": make("<p>x</p>")}, fonts)
    killer.join()
    assert made["slow"] == Failure(
        FailureKind.CRASH, "the worker process was ended by SIGKILL while it made this document"
    )
    assert isinstance(made["good"], Rendered)


ABANDONED = """
from generator.formats.fonts import FontSet
from generator.formats.workers import Limits, render_all
from tests.formats.conftest import FONTS, document
from tests.formats.test_workers import SLOW
if __name__ == "__main__":
    jobs = [(1, document("<p>x</p>")), (2, document(SLOW))]
    for key, outcome in render_all(jobs, 1, FontSet.read(FONTS), limits=Limits(seconds=2)):
        print(key, flush=True)
"""


def test_a_worker_ends_by_itself_when_the_one_who_started_it_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "abandoned.py"
    program.write_text(ABANDONED, encoding="utf-8")
    command, environment = [sys.executable, str(program)], {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"1\n"
        time.sleep(0.5)  # now the worker is busy with the second document
        started.kill()
    time.sleep(0.5)
    assert processes_of(started.pid) != []
    deadline = time.monotonic() + 10
    while processes_of(started.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(started.pid) == []


def processes_of(session: int) -> list[int]:
    """The processes of a session that are still there, zombies aside."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, its_session = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(stat.parent.name))
    return found


def test_no_worker_is_left_when_nobody_wants_the_rest(make: Make, fonts: FontSet) -> None:
    results = render_all([(number, make("<p>x</p>")) for number in range(9)], 2, fonts)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_no_processes_is_a_mistake(fonts: FontSet) -> None:
    with pytest.raises(ValueError, match="processes must be at least 1, not 0"):
        list(render_all([], 0, fonts))
