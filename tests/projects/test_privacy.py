"""What is not for the audience of a build is nowhere in what is published: not a byte of it, packed, coded or drawn."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from generator.model.evidence import Audience, Consent
from generator.projects import audience as rule
from generator.publish.build import build
from generator.publish.order import Order
from tests.project import HERE, Project
from tests.projects.planting import NUMBERS_OF, PRIVATE, PROJECT, PUBLIC, Planted, plant
from tests.projects.published import forms, holders, marks_in

ROOT = HERE.parent
DAY = date(2026, 11, 22)
PAY_PAGE = """\
id: pay-and-expenses
title: Pay
menu: fair
order: 9
summary: Everybody is paid.
passages:
  - {id: benefits, title: Benefits, text: Ask first.}
  - {id: by-nation, title: By nation, text: Rules differ.}
"""
"""The paper on pay takes its caution from this page, which the tiny library does not have."""
LANGUAGES = ("en", "ur")
SUFFIXES = (".html", ".pdf", ".docx", ".csv", ".json", ".ics", ".ods", ".xlsx", ".pf_fragment")
"""Kinds of file in which marks for everybody must be found, or the search for the others would prove nothing."""


class Planting:
    """The tiny library with the planted projects, half of them in the content and half outside; built for an audience."""

    def __init__(self, folder: Path) -> None:
        self.project = Project.copied(folder / "root")
        shutil.copy(ROOT / "mkdocs.yml", self.project.root)
        (self.project.root / "site_overrides").symlink_to(ROOT / "site_overrides")
        if not (self.project.root / "content/pages/pay-and-expenses.yml").exists():
            self.project.write("content/pages/pay-and-expenses.yml", PAY_PAGE)
        self.outside = folder / "outside"
        self.planted: Planted = plant(self.outside)
        (self.project.root / "content/projects").mkdir()
        (self.outside / "tiny").rename(self.project.root / "content/projects/tiny")

    def build(self, audience: Audience) -> Path:
        """Without the checks of projects, since what they would find must be kept back even where they do not."""
        root, output = self.project.root, self.project.root / f"build/{audience}"
        order = Order(root, output, LANGUAGES, jobs=2, as_of=DAY, audience=audience, projects=self.outside)
        with patch("generator.publish.survey.check_project", return_value=[]):
            build(order)
        return output


@pytest.fixture(scope="module")
def planting(tmp_path_factory: pytest.TempPathFactory) -> Planting:
    return Planting(tmp_path_factory.mktemp("planting"))


@pytest.fixture(scope="module")
def public(planting: Planting) -> Path:
    return planting.build("public")


@pytest.fixture(scope="module")
def inside(planting: Planting, public: Path) -> Path:
    """Built after the other, so that what one audience may see could come out of the other's cache."""
    return planting.build("project")


def told(found: dict[str, set[str]], planting: Planting) -> dict[str, tuple[str, list[str]]]:
    """Each mark with the place where it was planted and some files that hold it."""
    return {mark: (planting.planted.places.get(mark, "?"), sorted(files)[:3]) for mark, files in found.items()}


def test_a_public_site_holds_nothing_that_is_not_for_everybody(planting: Planting, public: Path) -> None:
    assert told(holders(public, PRIVATE, NUMBERS_OF[PRIVATE]), planting) == {}
    assert told(holders(public, PROJECT, NUMBERS_OF[PROJECT]), planting) == {}


def test_a_site_for_the_project_holds_nothing_that_is_for_nobody(planting: Planting, inside: Path) -> None:
    assert told(holders(inside, PRIVATE, NUMBERS_OF[PRIVATE]), planting) == {}


@pytest.mark.parametrize(("audience", "mark"), [("public", PUBLIC), ("inside", PUBLIC), ("inside", PROJECT)])
def test_what_may_be_seen_is_found_in_every_kind_of_file(
    request: pytest.FixtureRequest, audience: str, mark: str
) -> None:
    tree: Path = request.getfixturevalue(audience)
    files = {place.partition(": ")[0] for places in holders(tree, mark).values() for place in places}
    for language in LANGUAGES:
        own = [file for file in files if file.startswith(f"{language}/")]
        assert {suffix for suffix in SUFFIXES[:-1] if not any(file.endswith(suffix) for file in own)} == set(), language
    assert any(file.endswith(SUFFIXES[-1]) for file in files)


@pytest.mark.parametrize(("audience", "mark"), [("public", PUBLIC), ("inside", PUBLIC), ("inside", PROJECT)])
def test_payments_for_sessions_that_may_be_seen_are_found(
    request: pytest.FixtureRequest, planting: Planting, audience: str, mark: str
) -> None:
    found = holders(request.getfixturevalue(audience), mark)
    planted = {one: place for one, place in planting.planted.places.items() if place.startswith("pay for session")}
    own = {one: place for one, place in planted.items() if one.startswith(mark)}
    kept = {Path(file.partition(": ")[0]).suffix for one in own for file in found.get(one, ())}
    assert {place.rpartition("/")[2] for one, place in own.items() if one in found} == {
        "label",
        "agreed_by",
        "person",
        "note",
    }
    assert kept == {".pdf", ".docx", ".ods", ".xlsx"}


@pytest.mark.parametrize(("audience", "mark"), [("public", PUBLIC), ("inside", PUBLIC), ("inside", PROJECT)])
def test_numbers_and_addresses_of_services_that_may_be_seen_are_found(
    request: pytest.FixtureRequest, planting: Planting, audience: str, mark: str
) -> None:
    """Each field has its own, so that one that stands where it may does not hide another that stands where it may not."""
    tree: Path = request.getfixturevalue(audience)
    files = {place.partition(": ")[0] for places in holders(tree, NUMBERS_OF[mark]).values() for place in places}
    assert {Path(file).suffix for file in files} >= {".html", ".pdf", ".csv", ".json"}
    planted = [one for one in planting.planted.places if one.startswith((mark, NUMBERS_OF[mark]))]
    kept = {place: one for one, place in planting.planted.places.items() if one in planted}
    for key in ("telephone", "email"):
        own = {one for place, one in kept.items() if place.endswith(f"/{key}")}
        assert own
        assert own & holders(tree, mark, NUMBERS_OF[mark]).keys() == own


def test_a_site_for_the_project_says_so_everywhere_and_asks_to_be_left_out(inside: Path) -> None:
    manifest = json.loads((inside / "manifest.json").read_text("utf-8"))
    assert manifest["audience"] == "project"
    assert {row["audience"] for row in manifest["files"] if row.get("project")} == {"project"}
    pages = [file for file in inside.rglob("*.html") if file.parent.name != "downloads"]
    words = "For people who work on these projects only."
    without = [file for file in pages if words not in file.read_text("utf-8")]
    found = [file for file in pages if 'name="robots" content="noindex"' not in file.read_text("utf-8")]
    assert (without, found) == ([], [])
    assert (inside / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert not (inside / "sitemap.xml").exists()


def test_the_search_would_find_a_piece_that_is_wrongly_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: Path, planting: Planting
) -> None:
    """The rule is broken on purpose: consent that was taken back counts for everybody."""

    def open_to_all(consent: Consent | None, day: date) -> Audience:
        return "public" if consent and consent.withdrawn_on else honest(consent, day)

    honest = rule.audience_of_consent
    monkeypatch.setattr(rule, "audience_of_consent", open_to_all)
    broken = Planting(tmp_path)
    shutil.copytree(planting.project.root / "build/cache/documents", broken.project.root / "build/cache/documents")
    found = holders(broken.build("public"), PRIVATE)
    files = {place.partition(": ")[0] for places in found.values() for place in places}
    assert {
        suffix
        for suffix in (".html", ".pdf", ".docx", ".pf_fragment")
        if not any(file.endswith(suffix) for file in files)
    } == set()
    assert {broken.planted.places[mark] for mark in found if mark in broken.planted.places} >= {
        "evidence, consent withdrawn/text", "evidence, consent withdrawn/title", "member 2/name",
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        f"a {PRIVATE}bcdf b".encode(), f"{PRIVATE}bcdf".encode("utf-16-be"), f"x{PRIVATE}bcdf".encode("utf-16-le")[1:],
        PRIVATE.upper().encode(), f"<{PRIVATE.encode('utf-16-be').hex()}>".encode(), PRIVATE.encode().hex().upper().encode(),
        f"{PRIVATE[:3]}-\n{PRIVATE[3:]}".encode(), f"{PRIVATE[:2]}\u00ad{PRIVATE[2:]}".encode(),
        "".join(f"&#{ord(sign)};" for sign in PRIVATE).encode(), "".join(f"%{ord(sign):02x}" for sign in PRIVATE).encode(),
        "".join(f"\\u{ord(sign):04x}" for sign in PRIVATE).encode(),
        b"tel:+441632960112", "01632\u00a0960 112".encode(), b"01632&nbsp;960-112", "01632 960112".encode("utf-16-le"),
    ],
)  # fmt: skip
def test_a_mark_is_found_in_every_coding(data: bytes) -> None:
    assert marks_in(data, PRIVATE, NUMBERS_OF[PRIVATE])
    assert not marks_in(data, PUBLIC, NUMBERS_OF[PUBLIC])


def test_what_is_packed_is_unpacked(public: Path) -> None:
    ways = {
        way.split(" ")[0]
        for file in public.rglob("*")
        if file.is_file()
        for way, _ in forms(file.name, file.read_bytes())
    }
    assert {"name", "bytes", "compressed", "packed", "stream", "string", "words"} <= ways
