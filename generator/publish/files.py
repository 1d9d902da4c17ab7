"""Stage `publish`: writing files so that a killed process leaves the old or the new one, never half of one."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def write_file(path: Path, data: bytes) -> bool:
    """Writes a file in one step; returns whether its bytes changed."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        written = Path(file.name)
        try:
            file.write(data)
            file.flush()
            written.chmod(0o644)
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
    return True


def remove_file(path: Path) -> bool:
    """Deletes a file; returns whether it was there."""
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def own_folder(parent: Path, name: str) -> Path:
    """A new folder for this process alone; folders of the same name that killed processes left are thrown away."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f".{name}.*-*"):
        process = left.name.removeprefix(f".{name}.").partition("-")[0]
        if process.isdigit() and not _runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(dir=parent, prefix=f".{name}.{os.getpid()}-"))
    made.chmod(0o755)
    return made


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def swap_folder(new: Path, place: Path) -> None:
    """Puts a finished folder in the place of another, which is gone afterwards.

    The two are exchanged in one step where the system can do that (Linux's renameat2); elsewhere by two renames, and
    `recover` mends what a kill between the two would leave.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        new.rename(place)
        return
    if not _exchange(new, place):
        aside = _aside(place)
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
        new.rename(place)
        shutil.rmtree(aside, ignore_errors=True)
        return
    shutil.rmtree(new, ignore_errors=True)


def recover(place: Path) -> None:
    """Brings back the old folder if a kill came between two renames."""
    aside = _aside(place)
    if aside.exists() and not place.exists():
        aside.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return int(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)) == 0


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Lets one build at a time go on; another waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
