"""The site engines, run on a few pages of the tiny library."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import polib
import pytest
import yaml
from fontTools.ttLib import TTFont

from generator.library import Library, load
from generator.publish import site_engine
from generator.publish.site_engine import EngineError
from generator.publish.site_frame import PARTS, own_page
from generator.publish.site_settings import OVERRIDES
from generator.site.frame import words
from generator.site.page import Facts
from generator.translate.catalogues import read_catalogues
from generator.translate.interface import Interface, messages
from generator.translate.view import view

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ur")
HOME = '---\ntitle: Joined Up\nkind: home\nsearched: true\n---\n\n<header class="opening"><h1 id="top">Home</h1></header>\n'
TOPIC = """---
title: "Topic 1: Keyworking"
kind: topic
searched: true
menu: topics
edit: https://example.org/edit
description: One person & "more"
---

<header class="opening"><h1 id="top">Keyworking</h1></header>

## All the questions {#all-questions}

<ol class="questions">
<li id="q-1-1"><p>1.1 Who? &lt;b&gt; {: onclick=x} *[NHS]: a</p></li>
</ol>
"""
SEARCH = '---\ntitle: Search\nkind: search\ntemplate: search.html\n---\n\n<h1 id="search-title">Search</h1>\n'
PAGES = {"index.md": HOME, "topics/keyworking/index.md": TOPIC, "search/index.md": SEARCH}


class Project:
    """A copy of the tiny library with our theme beside it, and its pages laid out by an engine."""

    def __init__(self, root: Path, site: str = "") -> None:
        self.root = root
        shutil.copytree(ROOT / "tests/library", root, dirs_exist_ok=True)
        with (root / "content/site.yml").open("a") as file:
            file.write(f"{site}\n")
        shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
        (root / "site_overrides").symlink_to(ROOT / "site_overrides")
        library = load(root)
        catalogues = read_catalogues(library, root)
        self.facts = Facts(date(2026, 11, 22), tuple(library.languages.values()))
        self.views = {code: view(library, catalogues, code) for code in LANGUAGES}
        found = {"en": polib.POFile(), **catalogues.interfaces}
        self.interfaces = {code: Interface(code, found[code]) for code in LANGUAGES}

    def write(self, code: str, name: str = "a", pages: Mapping[str, str] = PAGES) -> Path:
        """The folder of one language, ready for an engine."""
        folder = self.root / "build" / name / code
        library = self.views[code]
        settings = site_engine.configuration(self.root, library, self.interfaces[code], self.facts)
        letters = site_engine.letters(self.root, library)
        files = {path: text.encode() for path, text in pages.items()} | dict(letters)
        for path, data in {
            "mkdocs.yml": settings.encode(),
            **{f"docs/{path}": data for path, data in files.items()},
        }.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def run(folder: Path, engine: str) -> Path:
    """In a process of its own, as a build does it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(site_engine.run, folder, engine).result()
    return folder / "site"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def outline(html: str, path: str) -> tuple[list[str], list[str], str]:
    """The ids of a page, where its links lead, and its words."""
    links = [
        urljoin(f"https://example.org/en/{path}", unescape(link))
        for link in re.findall(r'<a\b[^>]* href="([^"]*)"', html)
    ]
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.findall(r'\bid="([^"]*)"', html), links, unescape(words)


def test_both_engines_give_the_same_pages_ids_links_and_words(project: Project) -> None:
    one = files(run(project.write("en", "mkdocs"), "mkdocs"))
    other = files(run(project.write("en", "zensical"), "zensical"))
    assert list(one) == list(other)
    for path in (path for path in one if path.endswith(".html")):
        assert outline(one[path].decode(), path) == outline(other[path].decode(), path)


@pytest.mark.parametrize("engine", sorted(site_engine.ENGINES))
def test_nothing_of_the_theme_is_published(project: Project, engine: str) -> None:
    made = files(run(project.write("ur", engine), engine))
    fonts = {path for path in made if path.startswith("fonts/")}
    assert fonts == {
        "fonts/AtkinsonHyperlegibleNext-Bold.woff2",
        "fonts/AtkinsonHyperlegibleNext-Regular.woff2",
        "fonts/NotoNastaliqUrdu-Bold.woff2",
        "fonts/NotoNastaliqUrdu-Regular.woff2",
        "fonts/OFL-AtkinsonHyperlegibleNext.txt",
        "fonts/OFL-NotoNastaliqUrdu.txt",
    }
    assert {path for path in made if path not in fonts and not path.endswith(".html")} == {
        "pictures/mark.svg",
        "scripts/early.js",
        "scripts/search.js",
        "scripts/site.js",
        "styles/letters.css",
        "styles/pieces.css",
        "styles/projects.css",
        "scripts/directory.js",
        "styles/print.css",
        "styles/site.css",
    }
    for path in (path for path in made if path.endswith(".html")):
        text = made[path].decode()
        assert "md-" not in text, path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r"<style|style=|javascript:|tabindex=\"\"", text), path


def test_a_page_says_its_language_and_direction_and_marks_english_words(project: Project) -> None:
    page = (run(project.write("ur"), "mkdocs") / "index.html").read_text("utf-8")
    assert '<html lang="ur" dir="rtl" class="no-js">' in page
    assert '<a class="skip" href="#content"><span lang="en" dir="ltr">Skip to the content</span></a>' in page


def test_contributed_words_reach_a_page_as_they_are(project: Project) -> None:
    page = (run(project.write("en"), "mkdocs") / "topics/keyworking/index.html").read_text("utf-8")
    assert "<p>1.1 Who? &lt;b&gt; {: onclick=x} *[NHS]: a</p>" in page
    assert 'content="One person &amp; &#34;more&#34;"' in page


def test_only_the_search_page_may_compile_webassembly(project: Project) -> None:
    made = files(run(project.write("en"), "mkdocs"))
    allowed = {path for path in made if path.endswith(".html") and b"wasm-unsafe-eval" in made[path]}
    assert allowed == {"search/index.html"}


def test_the_same_pages_are_the_same_bytes_in_another_folder(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = Project(tmp_path_factory.mktemp("elsewhere"))
    assert files(run(project.write("ur"), "mkdocs")) == files(run(elsewhere.write("ur", "other"), "mkdocs"))


def test_settings_name_no_folder_of_this_machine(project: Project) -> None:
    settings = (project.write("en") / "mkdocs.yml").read_text("utf-8")
    assert str(project.root) not in settings
    assert (project.write("en") / OVERRIDES / "main.html").is_file()


def test_a_preview_has_no_policy_since_its_server_puts_a_script_into_pages(project: Project) -> None:
    folder = project.write("en")
    assert "Content-Security-Policy" in (run(folder, "zensical") / "index.html").read_text("utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_bytes(site_engine.for_preview(settings.read_bytes()))
    page = (run(folder, "zensical") / "index.html").read_text("utf-8")
    assert "Content-Security-Policy" not in page
    assert '<link rel="icon"' in page


@pytest.mark.parametrize("engine", sorted(site_engine.ENGINES))
def test_a_link_to_no_page_stops_the_build_and_names_the_page(project: Project, engine: str) -> None:
    broken = {**PAGES, "topics/keyworking/index.md": f"{TOPIC}\n[more](../nowhere/index.md)\n"}
    folder = project.write("en", pages=broken)
    with pytest.raises(EngineError, match=r"topics/keyworking/index\.md(.|\n)*nowhere"):
        run(folder, engine)


def test_a_page_that_cannot_be_laid_out_stops_the_build(project: Project) -> None:
    folder = project.write("en", pages={**PAGES, "index.md": "---\ntitle: A\ntemplate: none.html\n---\n"})
    with pytest.raises(EngineError, match="mkdocs"):
        run(folder, "mkdocs")


LANGUAGE = {"lang": "en", "dir": "ltr"}


def page_of(parts: tuple[str, ...]) -> str:
    return "theme".join(f"<!--[{part}]-->own {part}<!--[/{part}]-->" for part in parts)


def test_what_the_theme_writes_around_our_parts_is_left_out() -> None:
    page = own_page(page_of(PARTS), LANGUAGE, "index.html")
    assert "theme" not in page
    assert all(f"own {part}" in page for part in PARTS)


@pytest.mark.parametrize(
    "parts",
    [PARTS[1:], (*PARTS, "footer"), (PARTS[1], PARTS[0], *PARTS[2:]), ()],
    ids=["one is missing", "one is there twice", "two have changed places", "none is there"],
)
def test_a_theme_that_no_longer_shows_our_parts_is_loud(parts: tuple[str, ...]) -> None:
    with pytest.raises(EngineError, match=r"^topics/index\.html: the page's parts are .*main\.html"):
        own_page(page_of(parts), LANGUAGE, "topics/index.html")


def test_a_part_that_does_not_end_is_loud() -> None:
    with pytest.raises(EngineError, match=r"site_overrides/main\.html"):
        own_page(page_of(PARTS).replace("<!--[/header]-->", ""), LANGUAGE, "index.html")


def whole_tree(project: Project, tree: Path) -> Path:
    for code in LANGUAGES:
        shutil.copytree(run(project.write(code), "mkdocs"), tree / code)
    for path, data in site_engine.whole(tree, project.views, project.interfaces, project.facts).items():
        (tree / path).write_bytes(data)
    return tree


def test_the_first_page_offers_each_language_by_its_own_name(project: Project, tmp_path: Path) -> None:
    tree = whole_tree(project, tmp_path / "tree")
    page = (tree / "index.html").read_text("utf-8")
    assert re.findall(
        r'<li class="card" lang="(\w+)" dir="(\w+)"><h2><a href="([^"]+)" hreflang="\w+">(.*?)</a>', page
    ) == [
        ("en", "ltr", "en/", "English"),
        ("ur", "rtl", "ur/", "اردو"),
    ]
    assert "<script" not in page
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) == 3
    assert all((tree / sheet).is_file() for sheet in sheets)


def test_there_is_a_sitemap_only_where_the_site_has_an_address(project: Project, tmp_path: Path) -> None:
    assert not (whole_tree(project, tmp_path / "tree") / "sitemap.xml").exists()
    assert b"Sitemap" not in (tmp_path / "tree/robots.txt").read_bytes()


def test_the_sitemap_names_every_page_with_its_languages(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", "site_url: https://example.org/guide")
    tree = whole_tree(project, tmp_path / "tree")
    shutil.copytree(tree / "en/topics", tree / "en/copy/topics")
    sitemap = site_engine.whole(tree, project.views, project.interfaces, project.facts)["sitemap.xml"]
    space, link = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"
    rows = ET.fromstring(sitemap).findall(f"{space}url")  # noqa: S314 - our own
    assert [row.findtext(f"{space}loc") for row in rows] == [
        "https://example.org/guide/en/",
        "https://example.org/guide/ur/",
        "https://example.org/guide/en/topics/keyworking/",
        "https://example.org/guide/ur/topics/keyworking/",
    ]
    assert [(one.get("hreflang"), one.get("href")) for one in rows[3].findall(link)] == [
        ("en", "https://example.org/guide/en/topics/keyworking/"),
        ("ur", "https://example.org/guide/ur/topics/keyworking/"),
    ]
    for page in ("404.html", "en/404.html"):
        assert 'href="/guide/en/styles/site.css"' in (tree / page).read_text("utf-8")


def test_the_search_index_is_the_same_bytes_each_time(project: Project, tmp_path: Path) -> None:
    tree = whole_tree(project, tmp_path / "tree")
    made = []
    for _ in range(4):
        site_engine.index_search(tree)
        made.append(files(tree / "pagefind"))
        shutil.rmtree(tree / "pagefind")
    assert all(one == made[0] for one in made)
    assert {"pagefind.js", "pagefind-entry.json"} <= set(made[0])
    assert not [path for path in made[0] if "ui" in path or "highlight" in path]


def test_pagefind_failing_is_said_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="pagefind: "):
        site_engine.index_search(tmp_path)


def test_the_fingerprint_follows_everything_that_pages_depend_on(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    seen = [site_engine.fingerprint(tmp_path)]
    for path in ("mkdocs.yml", "site_overrides/main.html", "site_overrides/scripts/site.js", "site_overrides/fonts/fonts.yml",
                 "site_overrides/fonts/AtkinsonHyperlegibleNext-Bold.woff2"):  # fmt: skip
        with (tmp_path / path).open("ab") as file:
            file.write(b"\n")
        seen.append(site_engine.fingerprint(tmp_path))
    assert len(set(seen)) == len(seen)
    (tmp_path / "site_overrides/fonts/README.md").write_text("other words")
    (tmp_path / "site_overrides/fonts/AtkinsonHyperlegibleNext-Bold.ttf").write_bytes(b"for print only")
    assert site_engine.fingerprint(tmp_path) == seen[-1]


def test_the_words_of_the_frame_are_those_of_mkdocs_yml_and_translators_find_them() -> None:
    english = dict(words(str))
    assert yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["extra"]["words"] == english
    assert set(english.values()) <= {message for _, message, _ in messages()}


def test_everybody_sees_the_name_of_each_language_in_its_own_letters(project: Project) -> None:
    made = files(run(project.write("en"), "mkdocs"))
    font = made["fonts/NotoNastaliqUrdu-name-ur.woff2"]
    assert len(font) < 3000
    assert set("اردو") == {chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()}
    assert "fonts/OFL-NotoNastaliqUrdu.txt" in made
    assert b':lang(ur) { --letters: "Noto Nastaliq Urdu"' in made["styles/letters.css"]
    assert b'--name: "Name ur"' in made["styles/letters.css"]


def test_what_people_said_has_its_letters_on_a_page_of_another_language_and_only_there(project: Project) -> None:
    """A whole font is a hundred kilobytes: it is named for the words on pages of projects, and for nothing else."""
    made = files(run(project.write("en"), "mkdocs"))
    sheet = made["styles/letters.css"].decode()
    face = re.search(
        r'"Words ur"; font-weight: 400; font-display: swap; src: url\("\.\./(fonts/[\w-]+\.woff2)"\)', sheet
    )
    assert face
    letters = {chr(code) for code in TTFont(io.BytesIO(made[face[1]])).getBestCmap()}
    assert letters >= set("ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے۔،؟")
    assert re.search(r':lang\(ur\) \{[^}]*--words: "Words ur"', sheet)
    users = [path for path, data in made.items() if path.endswith(".css") and b"var(--words)" in data]
    assert users == ["styles/projects.css"]
    assert b"main [lang] { font-family: var(--words); }" in made["styles/projects.css"]


def test_letters_give_each_language_its_fonts_and_line_height(project: Project) -> None:
    library: Library = project.views["ur"]
    sheet = site_engine.letters(project.root, library)["styles/letters.css"].decode()
    assert re.search(
        r':root \{ --letters: "Noto Nastaliq Urdu", "Atkinson Hyperlegible Next", [^}]*--line-height: 2\.2', sheet
    )
    assert re.search(r':lang\(en\) \{ --letters: "Atkinson', sheet)
    assert re.search(
        r'"Noto Nastaliq Urdu"; font-weight: 700; font-display: swap; src: url\("\.\./fonts/NotoNastaliqUrdu-Bold',
        sheet,
    )
