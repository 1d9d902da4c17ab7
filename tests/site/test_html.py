"""Every finished page as HTML: what the Nu HTML checker says, where links lead, what a page must not hold."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.site.browsing import ROOT

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
ALLOWED = {
    # Safari's screen reader forgets that a list without marks is one, unless the role says so.
    "The “list” role is unnecessary for element “ul”.": "list",
    "The “list” role is unnecessary for element “ol”.": "list",
    # Of a file, the checker does not know that its neighbours come from the same origin; the browser tests do.
    "Resource violates Content Security Policy": "policy",
    # Two parts of a figure may have the same name: two parents, for one.
    "Duplicate “dt” name": "figure",
    "The first occurrence of “dt” name": "figure",
}
"""What the checker says and we do not follow, each with its reason."""


def html_files(tree: Path) -> list[Path]:
    """Every page; papers as HTML files have tests of their own."""
    return sorted(file for file in tree.rglob("*.html") if file.parent.name != "downloads")


def test_the_html_checker_finds_nothing_but_what_is_listed_here(tree: Path) -> None:
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said = json.loads(done.stderr)["messages"]
    found = {
        f"{message['url'].partition('/site/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in said
        if not message["message"].startswith(tuple(ALLOWED)) and "/downloads/" not in message["url"]
    }
    assert sorted(found)[:20] == []
    assert len(said) > len(html_files(tree)), "the checker has looked at the pages"


def targets(tree: Path, file: Path, html: str) -> Iterator[tuple[str, Path, str]]:
    """Each address in a page that leads to our own site: as written, the file that it means, the id in it."""
    page = f"https://own.example/{file.relative_to(tree).as_posix()}"
    for written in re.findall(r'\b(?:href|src|action)="([^"]*)"', html):
        whole = urlsplit(urljoin(page, unescape(written)))
        if whole.netloc != "own.example":
            continue
        path = unquote(whole.path).removeprefix("/")
        yield (
            unescape(written),
            tree / (f"{path}index.html" if path.endswith("/") or not path else path),
            unquote(whole.fragment),
        )


def test_every_link_and_every_id_in_a_link_exists(tree: Path) -> None:
    pages = {file: file.read_text("utf-8") for file in html_files(tree)}
    ids = {file: set(re.findall(r'\bid="([^"]*)"', html)) for file, html in pages.items()}
    broken = set()
    for file, html in pages.items():
        for written, target, fragment in targets(tree, file, html):
            if not target.is_file() or (fragment and fragment not in ids.get(target, ())):
                broken.add(f"{file.relative_to(tree)}: {written}")
    assert sorted(broken)[:20] == []


def test_links_that_leave_the_site_are_https_mail_or_telephone(tree: Path) -> None:
    schemes = set()
    for file in html_files(tree):
        for address in re.findall(r'\b(?:href|src|action)="([^"]*)"', file.read_text("utf-8")):
            schemes.add(urlsplit(unescape(address)).scheme)
    assert schemes <= {"", "https", "mailto", "tel"}


ELEMENTS_OF_OTHERS = (
    r"<(?:style|iframe|object|embed|base|form(?! class=\"search)|script(?![^>]*\bsrc=)|img(?![^>]*\balt=))\b"
)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("style attributes", r"<[a-z][^>]*\sstyle="),
        ("handlers", r"<[a-z][^>]*\son[a-z]+="),
        ("elements that the policy forbids", ELEMENTS_OF_OTHERS),
        ("empty headings", r"<h([1-6])[^>]*>\s*</h\1>"),
        ("empty links", r"<a\b[^>]*>\s*</a>"),
        ("ids that the theme made up", r'\bid="_\d+"'),
        ("template marks", r"\{\{|\{%|<!--"),
    ],
)
def test_no_page_holds(tree: Path, what: str, pattern: str) -> None:
    found = re.compile(pattern)
    holders = [str(file.relative_to(tree)) for file in html_files(tree) if found.search(file.read_text("utf-8"))]
    assert holders == [], what


def test_every_page_has_its_language_direction_title_and_one_first_heading(tree: Path) -> None:
    titles: dict[str, str] = {}
    for file in html_files(tree):
        html, path = file.read_text("utf-8"), file.relative_to(tree).as_posix()
        code = path.partition("/")[0] if "/" in path else "en"
        direction = {"en": "ltr", "ur": "rtl"}[code]
        assert f'<html lang="{code}" dir="{direction}"' in html, path
        assert len(re.findall(r"<h1\b", html)) == 1, path
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (path, levels)
        title = re.findall(r"<title>(.+?)</title>", html)[0]
        if "/" in path and not path.endswith("404.html"):
            assert titles.setdefault(f"{code} {title}", path) == path, title


def test_nothing_is_published_that_no_page_uses(tree: Path) -> None:
    """Pages, documents, what pages ask for, and the few files that hosts, robots, the search and people read."""
    used = {"_headers", "robots.txt", "sitemap.xml", "manifest.json"}
    for file in html_files(tree):
        used.add(file.relative_to(tree).as_posix())
        used |= {target.relative_to(tree).as_posix() for _, target, _ in targets(tree, file, file.read_text("utf-8"))}
    for sheet in tree.glob("*/styles/*.css"):
        for font in re.findall(r'url\("\.\./([^"]+)"\)', sheet.read_text("utf-8")):
            used.add(f"{sheet.parts[-3]}/{font}")
    found = {file.relative_to(tree).as_posix() for file in tree.rglob("*") if file.is_file()}
    spared = re.compile(r"pagefind/|\w+/fonts/OFL-\w+\.txt$|\w+/search/numbers\.json$|\w+/downloads/.*\.pdf$")
    assert sorted(path for path in found - used if not spared.match(path)) == []
