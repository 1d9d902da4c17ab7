"""`joinedup build` from end to end, on the tiny library: what it makes again, what it keeps, and what survives."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import HERE, TOPIC, TOPIC_PO, Project, environment

ROOT = HERE.parent
DONE = re.compile(r"(\d+) documents made, (\d+) unchanged; (\d+) languages laid out, (\d+) unchanged")


@dataclass(frozen=True)
class Built:
    """What a build said it did: documents and language trees, made and kept."""

    documents: tuple[int, int]
    trees: tuple[int, int]


@pytest.fixture
def whole(tmp_path: Path) -> Project:
    """The tiny library with the theme and our own code beside it, so that a test may change those too."""
    project = Project.copied(tmp_path / "whole")
    shutil.copytree(ROOT / "site_overrides", project.root / "site_overrides")
    shutil.copytree(ROOT / "generator", project.root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project.root)
    return project


def command(project: Project, *words: str) -> list[str]:
    return [sys.executable, "-m", "generator", *words]


def run(project: Project, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command of the project's own copy of the code."""
    return subprocess.run(
        command(project, *words), cwd=project.root, capture_output=True, text=True, check=False, env=environment(**more)
    )


def build(project: Project, *words: str, **more: str) -> Built:
    """Builds as of a fixed day and returns what was done; fails with what was printed."""
    done = run(project, "build", "--as-of", "2026-11-22", *words, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    if "nothing has changed" in done.stdout:
        return Built((0, 0), (0, 0))
    made = DONE.search(done.stdout)
    assert made, done.stdout
    numbers = [int(number) for number in made.groups()]
    return Built((numbers[0], numbers[1]), (numbers[2], numbers[3]))


def files(tree: Path) -> dict[str, str]:
    """Every file of a tree with the hash of its bytes."""
    return {
        file.relative_to(tree).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(tree.rglob("*"))
        if file.is_file()
    }


def assert_whole(tree: Path) -> None:
    """The manifest lists every file of the tree, and each has the bytes that it says."""
    listed = {row["path"]: row["sha256"] for row in json.loads((tree / "manifest.json").read_text("utf-8"))["files"]}
    found = files(tree)
    del found["manifest.json"]
    assert found == listed


def test_the_same_input_gives_the_same_bytes(whole: Project, tmp_path: Path) -> None:
    other = Project.copied(tmp_path / "elsewhere" / "deeper", whole.root)
    build(whole, "--jobs", "1", TZ="Asia/Karachi", PYTHONHASHSEED="1", LANG="C")
    build(other, "--jobs", "2", TZ="America/Los_Angeles", PYTHONHASHSEED="77")
    assert files(whole.root / "build/site") == files(other.root / "build/site")
    assert_whole(whole.root / "build/site")


def test_a_change_makes_again_what_depends_on_it_and_nothing_else(whole: Project) -> None:
    first = build(whole)
    documents, trees = first.documents[0], first.trees[0]
    assert first == Built((documents, 0), (2, 0))

    assert build(whole) == Built((0, 0), (0, 0)), "nothing has changed"

    topic = whole.read(TOPIC)
    changed = re.sub(r"(number: '1\.1'\n\s+text: )(.+)", r"\1What has changed in this question?", topic)
    assert changed != topic
    whole.write(TOPIC, changed)
    again = build(whole)
    planners = sum(1 for row in manifest(whole) if row.get("copy") == "planner")
    assert again.documents == (planners, documents - planners), "only planner copies hold the numbered questions"
    assert again.trees == (trees, 0), "English has new words, and Urdu shows that its translation is old"

    whole.edit(TOPIC_PO, f'msgstr "{urdu_title(whole)}"', 'msgstr "بدلا ہوا عنوان"')
    again = build(whole)
    urdu = sum(1 for row in manifest(whole) if row["kind"] == "workbook" and row["languages"] == ["ur"])
    assert again.documents[0] <= urdu
    assert again.trees == (1, 1), "only Urdu is laid out again"

    whole.edit("generator/workbook/templates/participant.html.j2", 'class="starters"', 'class="starters all"')
    participants = sum(1 for row in manifest(whole) if row.get("copy") == "participant")
    again = build(whole)
    assert again.documents == (participants, documents - participants), "only participant copies have this template"
    assert again.trees[0] == 2, "the pages name the version of each copy"

    whole.write(
        "site_overrides/styles/print.css", whole.read("site_overrides/styles/print.css") + "\n.new { color: #000; }\n"
    )
    assert build(whole) == Built((0, documents), (2, 0)), "the theme is for pages only"


def manifest(project: Project) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((project.root / "build/site/manifest.json").read_text("utf-8"))["files"]
    return rows


def urdu_title(project: Project) -> str:
    """The translated title, as it stands in the catalogue."""
    found = re.search(r'msgctxt "topic/keyworking/title"\nmsgid "[^"]*"\nmsgstr "([^"]+)"', project.read(TOPIC_PO))
    assert found
    return found[1]


def test_a_font_is_part_of_every_document(whole: Project) -> None:
    build(whole, "--only", "workbooks")
    listing = whole.read("site_overrides/fonts/fonts.yml")
    whole.write("site_overrides/fonts/fonts.yml", listing.replace("weight: 700", "weight: 800", 1))
    done = build(whole, "--only", "workbooks")
    assert done.documents[1] == 0, "no document is kept when a font is another"


def test_problems_leave_the_last_good_site_as_it_was(whole: Project) -> None:
    build(whole)
    before = files(whole.root / "build/site")
    whole.edit(TOPIC, "id: keyworking\n", "id: keyworking\nsummery: x\n")
    done = run(whole, "build", "--as-of", "2026-11-22")
    assert done.returncode == 1
    assert "write “summary”" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(whole.root / "build/site") == before


def test_a_build_killed_at_any_moment_leaves_the_old_tree_or_the_new_one(whole: Project) -> None:
    build(whole)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    started = time.monotonic()
    whole.edit("content/site.yml", "name: ", "name: New ")
    build(whole)
    length = time.monotonic() - started
    for attempt in range(5):
        whole.write(
            "content/site.yml", re.sub(r"name: New\w* ", f"name: New{attempt} ", whole.read("content/site.yml"))
        )
        working = subprocess.Popen(
            command(whole, "build", "--as-of", "2026-11-22"), cwd=whole.root, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(chance.uniform(0.3, length * 1.1))
        subprocess.run(["kill", "-9", "--", f"-{working.pid}"], check=False, capture_output=True)
        working.wait()
        assert_whole(whole.root / "build/site")
    assert build(whole) is not None
    assert_whole(whole.root / "build/site")
    left = [path.name for path in (whole.root / "build").iterdir() if path.name.startswith((".site.next", ".engine"))]
    assert left == [], "what killed builds left behind is cleared away"


def test_two_builds_at_once_do_not_mix(whole: Project) -> None:
    days = ("2026-01-01", "2026-02-02")
    working = [
        subprocess.Popen(
            command(whole, "build", "--as-of", day),
            cwd=whole.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for day in days
    ]
    said = [one.communicate()[0].decode() for one in working]
    assert [one.returncode for one in working] == [0, 0], said
    assert_whole(whole.root / "build/site")
    assert json.loads((whole.root / "build/site/manifest.json").read_text("utf-8"))["as_of"] in days


def test_a_language_is_added_from_nothing_without_code(whole: Project) -> None:
    languages = whole.read("content/languages.yml")
    welsh = (
        "  - id: cy\n    name: Cymraeg\n    english_name: Welsh\n"
        "    screen_fonts: [Atkinson Hyperlegible Next]\n    print_fonts: [Atkinson Hyperlegible Next]\n"
    )
    whole.write("content/languages.yml", languages.rstrip() + "\n" + welsh)
    assert run(whole, "translate", "new", "cy").returncode == 0
    path = TOPIC_PO.replace("/ur/", "/cy/")
    catalogue = whole.read(path)
    titled = re.sub(
        r'(msgctxt "topic/keyworking/title"\nmsgid "[^"]*"\nmsgstr )""', r'\1"Gweithiwr allweddol"', catalogue
    )
    assert titled != catalogue
    whole.write(path, titled)
    assert build(whole).trees == (3, 0)
    page = (whole.root / "build/site/cy/topics/keyworking/index.html").read_text("utf-8")
    assert '<html lang="cy" dir="ltr"' in page
    assert "Gweithiwr allweddol" in page
    assert 'lang="en" dir="ltr"' in page, "what is not translated stands in English and says so"
    assert 'hreflang="cy"' in (whole.root / "build/site/en/index.html").read_text("utf-8")
    assert "Cymraeg" in (whole.root / "build/site/index.html").read_text("utf-8")


def test_the_date_is_asked_for_where_nothing_says_it(whole: Project) -> None:
    whole.edit("content/site.yml", "as_of: 2026-11-22\n", "")
    done = run(whole, "build", GIT_CEILING_DIRECTORIES=str(whole.root.parent))
    assert done.returncode == 1
    assert "content/site.yml:1:1: no date is known" in done.stderr


def test_everything_works_below_another_folder_name(whole: Project) -> None:
    build(whole, "--language", "en", "--output", "elsewhere/public")
    tree = whole.root / "elsewhere/public"
    assert_whole(tree)
    assert not (tree / "ur").exists()
