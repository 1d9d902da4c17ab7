"""Local projects on a site: one at a time, from the cache where nothing changed, and none of them where one is wrong."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.model.evidence import Audience
from generator.problems import ContentError
from generator.publish import site_engine
from generator.publish.build import Report, build
from generator.publish.order import Order
from tests.project import HERE, Project
from tests.projects.planting import read

PIECE = "evidence/nobody-to-ring.yml"


class Place:
    """The tiny library with two projects outside of the content, whose pages can be built."""

    def __init__(self, folder: Path) -> None:
        self.project = Project.copied(folder / "root")
        shutil.copy(HERE.parent / "mkdocs.yml", self.project.root)
        (self.project.root / "site_overrides").symlink_to(HERE.parent / "site_overrides")
        self.outside = folder / "outside"
        for name in ("one", "two"):
            shutil.copytree(HERE / "projects/tiny", self.outside / name)
            self.edit(name, "project.yml", "id: tiny\n", f"id: {name}\n")

    def edit(self, name: str, path: str, find: str, put: str) -> None:
        file = self.outside / name / path
        text = file.read_text("utf-8")
        assert text.count(find) == 1
        file.write_text(text.replace(find, put), "utf-8")

    @property
    def tree(self) -> Path:
        return self.project.root / "build/pages"

    def build(self, audience: Audience = "public") -> Report:
        root, day = self.project.root, date(2026, 11, 22)
        return build(Order(root, self.tree, only="site", jobs=2, as_of=day, audience=audience, projects=self.outside))

    def page(self, path: str) -> str:
        return (self.tree / path / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = Place(tmp_path_factory.mktemp("place"))
    made.build()
    return made


def test_every_project_has_its_pages_in_every_language_and_the_manifest_says_whose(place: Place) -> None:
    rows = json.loads((place.tree / "manifest.json").read_text("utf-8"))["files"]
    for name in ("one", "two"):
        own = [row for row in rows if row.get("project") == name]
        assert {row["languages"][0] for row in own} == {"en", "ur"}
        assert {row["kind"] for row in own} >= {"project", "project-heard", "project-evidence", "project-directory"}
        assert {row["audience"] for row in own} == {"public"}
    assert "projects/one/" in place.page("en/projects")


def test_one_changed_piece_makes_its_project_again_and_no_other(place: Place) -> None:
    before = place.page("en/projects/two/evidence")
    place.edit("one", PIECE, "text: We never know whom to ring.", "text: We never knew whom to ring.")
    report = place.build()
    assert (report.projects_made, report.projects_kept) == (["one"], ["two"])
    assert (report.trees_made, report.trees_kept) == ([], ["en", "ur"])
    assert "never knew whom" in place.page("en/projects/one/evidence")
    assert place.page("en/projects/two/evidence") == before


def fragments(tree: Path) -> dict[str, str]:
    """What the search knows of each page, by the page's address."""
    found = (gzip.decompress(file.read_bytes()) for file in tree.glob("pagefind/fragment/*.pf_fragment"))
    pages = [json.loads(data.partition(b"{")[1] + data.partition(b"{")[2]) for data in found]
    return {page["url"].strip("/"): page["content"] for page in pages}


def test_the_search_finds_a_project_by_its_front_page_and_by_no_other(place: Place) -> None:
    place.build()
    found = fragments(place.tree)
    own = {address for address in found if "/projects/" in address}
    assert own == {f"{language}/projects/{name}" for language in ("en", "ur") for name in ("one", "two")}
    assert {"en", "en/projects", "en/stories/obstacles", "ur/projects"} <= found.keys()
    assert not {address for address in found if "/copy/" in address or address.endswith("/search")}
    service = read("services/day-centre.yml")
    project = read("project.yml")
    for words in (project["locality"], project["topics"][0]["why"], service["name"], service["organisation"]):
        assert words in found["en/projects/one"], words


def test_the_index_is_made_again_only_for_what_the_search_finds(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    made: list[Path] = []
    honest = site_engine.index_search

    def index(tree: Path) -> None:
        made.append(tree)
        honest(tree)

    monkeypatch.setattr(site_engine, "index_search", index)
    place.edit("one", PIECE, "said_by: A mother", "said_by: A grandmother")
    place.build()
    assert made == []
    place.edit("one", "project.yml", "locality: ", "locality: Greater ")
    place.build()
    assert len(made) == 1
    assert "Greater " in fragments(place.tree)["en/projects/one"]


def test_an_audience_never_gets_what_was_made_for_another(place: Place) -> None:
    assert place.build("project").projects_kept == []
    assert "For people who work on these projects only." in place.page("en/projects/one")
    place.build()
    assert "For people who work on these projects only." not in place.page("en/projects/one")


def test_one_wrong_project_keeps_everything_as_it_stands(place: Place) -> None:
    place.build()
    before = (place.tree / "manifest.json").read_bytes()
    place.edit("two", "project.yml", "topic: keyworking", "topic: no-such-topic")
    with pytest.raises(ContentError) as caught:
        place.build()
    place.edit("two", "project.yml", "topic: no-such-topic", "topic: keyworking")
    assert any(problem.position.path.endswith("two/project.yml") for problem in caught.value.problems)
    assert (place.tree / "manifest.json").read_bytes() == before


def test_two_projects_of_one_name_are_refused(place: Place) -> None:
    inside = place.project.root / "content/projects/one"
    shutil.copytree(place.outside / "one", inside)
    with pytest.raises(ContentError, match="same name"):
        place.build()
    shutil.rmtree(inside.parent)
