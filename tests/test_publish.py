"""Files appear whole or not at all, whoever is killed and whoever works at the same time."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.publish import files
from generator.publish.files import only_one, own_folder, recover, remove_file, swap_folder, write_file
from generator.publish.manifest import Published, manifest_lines
from generator.publish.store import Store, key_of, key_of_files, key_of_folder
from tests.project import HERE, environment

FILES = 40

WRITER = """
import sys; from pathlib import Path; from generator.publish.files import write_file
number = 0
while True:
    number += 1
    write_file(Path(sys.argv[1]), (str(number % 10) * 300_000).encode())
"""

SWAPPER = f"""
import sys; from pathlib import Path; from generator.publish import files
if sys.argv[2] == "slow":
    files._exchange = lambda one, other: False
place = Path(sys.argv[1]); number = int(sys.argv[3])
while True:
    files.recover(place)
    new = files.own_folder(place.parent, "site.next")
    for name in range({FILES}):
        (new / f"{{name % 5}}").mkdir(exist_ok=True)
        (new / f"{{name % 5}}" / f"{{name}}.txt").write_text(str(number))
    files.swap_folder(new, place)
    number += 1
"""

COUNTER = """
import sys; from pathlib import Path; from generator.publish.files import only_one
count = Path(sys.argv[1])
for _ in range(100):
    with only_one(Path(sys.argv[2])):
        count.write_text(str(int(count.read_text()) + 1))
"""


def start(code: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=HERE.parent, env=environment(), stderr=subprocess.PIPE
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process as a power cut would; it must have been at work until now."""
    assert process.poll() is None, (process.stderr or sys.stdin).read()
    process.send_signal(signal.SIGKILL)
    process.communicate()


def moments(seed: int, count: int) -> Iterator[float]:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    return (chance.uniform(0.001, 0.08) for _ in range(count))


def wait_for(path: Path) -> None:
    for _ in range(1000):
        if path.exists():
            return
        time.sleep(0.01)
    pytest.fail(f"{path} never came")


# One file


def test_a_file_is_written_with_the_folders_around_it_and_only_when_it_differs(tmp_path: Path) -> None:
    file = tmp_path / "a/b/c.txt"
    assert write_file(file, b"one")
    before = file.stat()
    assert not write_file(file, b"one")
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert write_file(file, b"two")
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in file.parent.iterdir()] == ["c.txt"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder/inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_file(tmp_path / "folder", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_link_is_replaced_and_what_it_leads_to_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    write_file(tmp_path / "link", b"ours")
    assert (tmp_path / "outside").read_text() == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_readers_never_see_half_a_file_whoever_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    for moment in moments(1, 8):
        process = start(WRITER, str(file))
        wait_for(file)
        end = time.monotonic() + moment
        while time.monotonic() < end:
            data = file.read_bytes()
            assert (len(data), len(set(data))) == (300_000, 1)
        kill(process)
        data = file.read_bytes()
        assert (len(data), len(set(data))) == (300_000, 1)


def test_removing_says_whether_there_was_anything(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert remove_file(tmp_path / "file")
    assert not remove_file(tmp_path / "file")


# One tree


def tree(folder: Path, words: str) -> Path:
    folder.mkdir()
    (folder / "page.html").write_text(words)
    return folder


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "in two steps"])
def test_a_finished_folder_takes_the_place_of_the_old_one(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    place = tmp_path / "build/site"
    swap_folder(tree(tmp_path / "first", "one"), place)
    swap_folder(tree(tmp_path / "second", "two"), place)
    assert (place / "page.html").read_text() == "two"
    assert [path.name for path in place.parent.iterdir()] == ["site"]
    assert not (tmp_path / "second").exists()


def test_this_system_exchanges_folders_in_one_step(tmp_path: Path) -> None:
    one, other = tree(tmp_path / "one", "1"), tree(tmp_path / "other", "2")
    assert files._exchange(one, other)
    assert ((one / "page.html").read_text(), (other / "page.html").read_text()) == ("2", "1")
    assert not files._exchange(one, tmp_path / "nothing")


def test_a_kill_between_two_renames_is_mended(tmp_path: Path) -> None:
    place = tree(tmp_path / "site", "old")
    place.rename(files._aside(place))
    recover(place)
    assert (place / "page.html").read_text() == "old"
    tree(files._aside(place), "older")
    recover(place)
    assert (place / "page.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("way", ["exchange", "slow"])
def test_a_kill_at_any_moment_leaves_the_old_tree_or_the_new_one(tmp_path: Path, way: str) -> None:
    place = tmp_path / "site"
    number = 0
    for moment in moments(2, 12):
        process = start(SWAPPER, str(place), way, str(number))
        wait_for(place)
        time.sleep(0.15 + moment)  # Python needs a while before it swaps anything
        kill(process)
        if way == "exchange":
            assert place.is_dir(), "there is a tree at every moment"
        recover(place)
        found = [file.read_text() for file in place.rglob("*.txt")]
        assert (len(found), len(set(found))) == (FILES, 1)
        assert int(found[0]) >= number, "the tree is never older than it was"
        number = int(found[0])
    own_folder(tmp_path, "site.next").rmdir()
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "what killed builds left is cleared away"


def test_a_folder_of_a_process_that_still_works_is_left_alone(tmp_path: Path) -> None:
    mine = own_folder(tmp_path, "site.next")
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / f".site.next.{ended.pid}-abc").mkdir()
    (tmp_path / ".site.next.of-mine").mkdir()
    (tmp_path / f".site.next.{os.getppid()}-abc").mkdir()
    again = own_folder(tmp_path, "site.next")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {mine.name, again.name, ".site.next.of-mine", f".site.next.{os.getppid()}-abc"}
    assert mine.stat().st_mode & 0o777 == 0o755, "a web server may read what takes its place"


def test_one_waits_for_the_other(tmp_path: Path) -> None:
    count = tmp_path / "count"
    count.write_text("0")
    working = [start(COUNTER, str(count), str(tmp_path / "build/.lock")) for _ in range(4)]
    assert [process.wait() for process in working] == [0, 0, 0, 0]
    for process in working:
        process.communicate()
    assert count.read_text() == "400"


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from generator.publish.files import only_one\n"
        "with only_one(Path(sys.argv[1])):\n    Path(sys.argv[1] + '.held').touch(); time.sleep(600)"
    )
    process = start(holder, str(tmp_path / "lock"))
    wait_for(tmp_path / "lock.held")
    kill(process)
    with only_one(tmp_path / "lock"):
        pass


# The cache


def test_keys_tell_lists_of_parts_apart() -> None:
    keys = {key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of(b"abc", b"d"), key_of()}
    assert len(keys) == 6
    assert key_of("é") == key_of("é".encode())
    assert (
        key_of_files({"a": b"1", "b": b"2"})
        == key_of_files({"b": b"2", "a": b"1"})
        != key_of_files({"a": b"12", "b": b""})
    )


def test_the_key_of_a_folder_is_that_of_its_names_and_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        write_file(folder / "a/b.txt", b"x")
    os.utime(second / "a/b.txt", (1, 1))
    write_file(second / "a/__pycache__/b.pyc", b"y")
    before = key_of_folder([first])
    assert before == key_of_folder([second])
    (second / "a/b.txt").rename(second / "a/c.txt")
    assert before != key_of_folder([second])


def test_a_store_keeps_what_was_made_and_forgets_what_is_old(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    for number in range(6):
        store.put(f"key{number}", b"%d" % number)
        os.utime(store.folder / f"key{number}", (number, number))
    write_file(store.folder / ".being-written", b"by another build")
    store.keep(["key0"], most=3)
    assert sorted(path.name for path in store.folder.iterdir()) == [".being-written", "key0", "key4", "key5"]
    assert store.file("key1") is None
    assert store.file("key4") is not None


def test_a_tree_of_the_store_may_be_put_twice(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    for words in ("one", "two"):
        folder = tree(tmp_path / words, words)
        store.put_tree("key", folder)
    found = store.tree("key")
    assert found is not None
    assert (found / "page.html").read_text() == "one", "the same key is the same tree, so the first one stays"
    assert [path.name for path in store.folder.iterdir()] == ["key"]


# The list of what is published


def test_the_manifest_lists_every_file_with_its_bytes(tmp_path: Path) -> None:
    write_file(tmp_path / "en/index.html", b"page")
    write_file(tmp_path / "en/a.pdf", b"paper")
    write_file(tmp_path / "style.css", b"style")
    known = [
        Published("en/index.html", "home", languages=("en",), format="html"),
        Published("en/a.pdf", "workbook", languages=("en",), topics=("keyworking",), copy="participant", pages=4),
    ]
    said = json.loads("".join(manifest_lines(tmp_path, date(2026, 11, 22), known, "public")))
    assert said["as_of"] == "2026-11-22"
    assert [row["path"] for row in said["files"]] == ["en/a.pdf", "en/index.html", "style.css"]
    assert [row["kind"] for row in said["files"]] == ["workbook", "home", "asset"]
    assert said["files"][0]["pages"] == 4
    assert "lens" not in said["files"][0]
    assert [row["bytes"] for row in said["files"]] == [5, 4, 5]
    assert all(len(row["sha256"]) == 64 for row in said["files"])


def test_a_page_that_was_not_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"did not make: en/index\.html"):
        list(manifest_lines(tmp_path, date(2026, 11, 22), [Published("en/index.html", "home")], "public"))
