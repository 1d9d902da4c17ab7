"""Stage `formats`: many documents at once, in warm worker processes that a bad document cannot hurt."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import signal
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.formats.document import Document, DocumentRefused, Failure, FailureKind, Rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import ForkServerProcess

    from generator.formats.fonts import FontSet

Key = TypeVar("Key")
Outcome = Rendered | Failure

_CONTEXT = multiprocessing.get_context("forkserver")
_MEBIBYTE = 1024 * 1024
_GRACE_SECONDS = 2
_KEPT_PAGES = 150
LIFE = 400
"""Documents that a worker makes before another takes its place: what the libraries hold on to grows by some 24 kB a document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take.

    Attributes:
        seconds: from handing it to a worker to its file; a first document waits for its worker.
        mebibytes: address space of the worker, libraries and all.
    """

    seconds: float = 300
    mebibytes: int = 2048


DEFAULT_LIMITS = Limits()


def render_all(
    jobs: Iterable[tuple[Key, Document]],
    processes: int,
    fonts: FontSet,
    *,
    format_name: str = "pdf",
    limits: Limits = DEFAULT_LIMITS,
    group_of: Callable[[Key], str] | None = None,
) -> Iterator[tuple[Key, Outcome]]:
    """Render documents in worker processes.

    Args:
        jobs: key and document; taken one by one, as workers become free.
        processes: how many workers at most, at least 1. They live until the iterator ends.
        fonts: the pinned fonts.
        format_name: a name in `FORMATS`.
        limits: of each document.
        group_of: by its key, which documents hold the same papers, so that one worker lays each out once for all of
            them. Jobs of a group stand near each other.

    Yields:
        Each key with its file or its failure, as they finish: sort by key where order matters.
        A worker that dies or is stopped gives one failure, and another takes its place.
    """
    if processes < 1:
        raise ValueError(f"processes must be at least 1, not {processes}")
    pool: _Pool[Key] = _Pool(processes, fonts, format_name, limits, group_of)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.stop()


class _Worker:
    """One process, seen from outside."""

    def __init__(self, fonts: FontSet, format_name: str, limits: Limits, folder: str) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.deadline = 0.0
        self.group: str | None = None
        self.made = 0
        arguments = (theirs, fonts, format_name, limits, folder)
        self.process: ForkServerProcess = _CONTEXT.Process(target=_work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def crash(self) -> Failure:
        """What to say of a process that ended by itself."""
        self.process.join(5)
        code = self.process.exitcode
        if code is not None and code < 0:
            how = f"was ended by {signal.Signals(-code).name}"
        else:
            how = f"ended with code {code}"
        return Failure(FailureKind.CRASH, f"the worker process {how} while it made this document")


_NEAR = 64
"""How many jobs are looked through for one of a worker's group."""


class _Pool(Generic[Key]):
    def __init__(
        self, processes: int, fonts: FontSet, format_name: str, limits: Limits, group_of: Callable[[Key], str] | None
    ) -> None:
        _CONTEXT.set_forkserver_preload(["generator.formats"])
        self._processes = processes
        self._folder = tempfile.TemporaryDirectory(prefix="joined-up-")  # workers are killed, and clear nothing away
        self._arguments = (fonts, format_name, limits, self._folder.name)
        self._limits = limits
        self._near = _NEAR if group_of else 1
        self._group_of = group_of or (lambda _: "")
        self._waiting: list[tuple[Key, Document]] = []
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, Key] = {}

    def run(self, jobs: Iterator[tuple[Key, Document]]) -> Iterator[tuple[Key, Outcome]]:
        while True:
            while len(self._busy) < self._processes and self._any_waiting(jobs):
                worker = self._idle.pop() if self._idle else _Worker(*self._arguments)
                self._hand_over(worker, *self._chosen(worker))
            if not self._busy:
                return
            yield from self._finished()

    def _any_waiting(self, jobs: Iterator[tuple[Key, Document]]) -> bool:
        self._waiting += islice(jobs, max(0, self._near - len(self._waiting)))
        return bool(self._waiting)

    def _chosen(self, worker: _Worker) -> tuple[Key, Document]:
        """A job of the worker's own group; else of one that no other works on; else the first."""
        groups = [self._group_of(key) for key, _ in self._waiting]
        taken = {other.group for other in self._busy}
        own = (place for place, group in enumerate(groups) if group == worker.group)
        free = (place for place, group in enumerate(groups) if group not in taken)
        place = next(own, next(free, 0))
        worker.group = groups[place]
        return self._waiting.pop(place)

    def stop(self) -> None:
        for worker in (*self._idle, *self._busy):
            worker.stop()
        self._idle.clear()
        self._busy.clear()
        self._folder.cleanup()

    def _hand_over(self, worker: _Worker, key: Key, document: Document) -> None:
        self._busy[worker] = key
        worker.deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # it has just died, which is found when its answer is awaited
            worker.connection.send(document)

    def _finished(self) -> Iterator[tuple[Key, Outcome]]:
        """Wait for the next answer, end or deadline, and take all that are there."""
        nearest = min(worker.deadline for worker in self._busy)
        by_connection = {worker.connection: worker for worker in self._busy}
        ready = wait(list(by_connection), max(0.0, nearest - time.monotonic()))
        answered = {by_connection[one] for one in ready if isinstance(one, Connection)}
        late = {worker for worker in self._busy if worker.deadline <= time.monotonic()}
        for worker in answered | late:
            outcome = self._answer(worker) if worker in answered else self._too_late()
            key = self._busy.pop(worker)
            worker.made += 1
            if (isinstance(outcome, Rendered) or outcome.kind is FailureKind.REFUSED) and worker.made < LIFE:
                self._idle.append(worker)
            else:
                worker.stop()
            yield key, outcome

    @staticmethod
    def _answer(worker: _Worker) -> Outcome:
        try:
            answer: Outcome = worker.connection.recv()
        except (EOFError, OSError):
            return worker.crash()
        return answer

    def _too_late(self) -> Failure:
        return Failure(
            FailureKind.TIME,
            f"it took longer than {self._limits.seconds:g} seconds: make the document smaller, "
            "or nest its tables and boxes less deeply",
        )


def _work(connection: Connection, fonts: FontSet, format_name: str, limits: Limits, folder: str) -> None:
    """The life of one worker: documents in, files out, until the other end closes. Its temporary files go to the folder."""
    from generator.formats import FORMATS, pdf  # noqa: PLC0415 - the table imports this package's formats

    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides when to stop
    memory = limits.mebibytes * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    render = FORMATS[format_name].render
    pdf.keep_layouts(_KEPT_PAGES)
    gc.freeze()  # what is loaded now stays, so that collecting after each document need not look at it
    while True:
        try:
            document = connection.recv()
        except EOFError:
            return
        # Whoever waits for us stops us in time; should they be gone, this does.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE_SECONDS)
        outcome = _outcome(render, document, fonts, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(outcome)


def _outcome(
    render: Callable[[Document, FontSet], Rendered], document: Document, fonts: FontSet, limits: Limits
) -> Outcome:
    try:
        return render(document, fonts)
    except DocumentRefused as refusal:
        return Failure(FailureKind.REFUSED, str(refusal))
    except RecursionError:
        return Failure(FailureKind.REFUSED, "elements are nested too deeply: make it flatter")
    except MemoryError:
        reason = f"it needed more than {limits.mebibytes} MiB of memory: make the document smaller"
        return Failure(FailureKind.MEMORY, reason)
    except Exception as error:  # noqa: BLE001 - any fault becomes one failure, and spares the rest
        return Failure(FailureKind.CRASH, f"{type(error).__name__}: {error}")
