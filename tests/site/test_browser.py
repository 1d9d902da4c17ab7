"""The finished site in Chromium: search, weight, movement, and what it must not ask for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site.browsing import SCREENS, SUB_PATH, Open, Pages, Visit, address_of

pytestmark = pytest.mark.browser


def test_no_request_leaves_the_origin(visit: Open, pages: Pages) -> None:
    window = visit()
    for page in pages.of_kind("en").values():
        window.go(address_of(page))
    window.go("en/search/?q=keyworker")
    expect(window.page.locator("#results li").first).to_be_visible()
    assert len(window.requests) > 50
    assert [request for request in window.requests if not request.startswith(f"{window.origin}/")] == []


def answers(visit: Open, query: str, language: str = "en") -> tuple[Visit, list[str]]:
    """The addresses that the search page lists for a query, below the sub-path, in order."""
    window = visit()
    page = window.go(f"{language}/")
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator("#search-status")).not_to_contain_text("…")
    base = f"{window.origin}{SUB_PATH}"
    return window, [str(link.get_attribute("href")).removeprefix(base) for link in page.locator("#results a").all()]


def test_search_finds_exactly_the_question_of_a_number(visit: Open) -> None:
    window, found = answers(visit, "9.4")
    assert found == ["en/topics/keyworking/#q-9-4"]
    expect(window.page.locator("#search-status")).to_have_text("1 result for “9.4”")
    window.page.locator("#results a").click()
    expect(window.page.locator("#q-9-4")).to_be_in_viewport()
    assert window.complaints == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("keyworking", "en/topics/keyworking/"),
        ("co-location", "en/topics/co-location/"),
        ("9", "en/topics/keyworking/"),
        ("respite", "en/glossary/"),
        ("expenses", "en/fair-and-safe/pay-and-expenses/"),
        ("directory", "en/tools/"),
        ("9.3b", "en/topics/keyworking/#"),
    ],
)
def test_search_finds_topics_words_tools_and_parts(visit: Open, query: str, expected: str) -> None:
    window, found = answers(visit, query)
    assert any(address.startswith(expected) for address in found[:5]), found
    assert window.complaints == []


def test_search_finds_inflected_words_and_more_than_ten_results(visit: Open) -> None:
    window, found = answers(visit, "families")
    assert len(found) == 10
    window.page.get_by_role("button", name="Show more results").click()
    expect(window.page.locator("#results li")).not_to_have_count(10)
    expect(window.page.locator("#results li").nth(10).get_by_role("link")).to_be_focused()


def test_search_in_a_language_without_a_stemmer(visit: Open) -> None:
    window, found = answers(visit, "۹٫۴", "ur")
    assert found == ["ur/topics/keyworking/#q-9-4"]
    page = window.go("ur/topics/keyworking/")
    word = page.locator("h1").inner_text().split()[0]
    _, found = answers(visit, word, "ur")
    assert "ur/topics/keyworking/" in [address.partition("#")[0] for address in found]


def test_a_search_that_finds_nothing_says_so(visit: Open) -> None:
    window, found = answers(visit, "zzyzx <b>$&</b>")
    assert found == []
    expect(window.page.locator("#search-status")).to_contain_text("Nothing found for “zzyzx <b>$&</b>”")


SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize("screen", sorted(SCREENS))
@pytest.mark.parametrize(("language", "most"), [("en", 0.01), ("ur", 0.1)])
def test_words_do_not_move_while_a_page_loads(
    visit: Open, pages: Pages, language: str, most: float, screen: str
) -> None:
    window = visit(**SCREENS[screen])
    shifts = {}
    for kind in ("home", "topic", "topics", "tool", "session", "glossary"):
        page = window.go(pages.of_kind(language)[kind].address)
        shifts[kind] = page.evaluate(SHIFT)
    assert {kind: shift for kind, shift in shifts.items() if shift > most} == {}


MOST_BYTES = 100_000


@pytest.mark.parametrize("kind", ["home", "topic", "topics", "tool", "session", "page", "story"])
def test_a_first_view_weighs_at_most_100_kilobytes_without_fonts(visit: Open, pages: Pages, kind: str) -> None:
    """Uncompressed, since not every host compresses."""
    window = visit(**SCREENS["phone"])
    weights: dict[str, int] = {}
    window.page.on("response", lambda response: weights.update({response.url: len(response.body())}))
    window.go(pages.of_kind("en")[kind].address)
    counted = {url: size for url, size in weights.items() if not url.endswith(".woff2")}
    assert sum(counted.values()) <= MOST_BYTES, counted


def test_policies_in_the_pages_are_at_least_as_strict_as_the_headers(tree: Path, visit: Open) -> None:
    def directives(policy: str) -> dict[str, set[str]]:
        return {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}

    header = directives(re.findall(r"Content-Security-Policy: (.*)", (tree / "_headers").read_text("utf-8"))[0])
    for path in ("index.html", "en/index.html", "en/search/index.html", "ur/404.html"):
        policy = re.findall(
            r'http-equiv="Content-Security-Policy" content="([^"]*)"', (tree / path).read_text("utf-8")
        )[0]
        own = directives(policy)
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
        for name, values in own.items():
            allowed = header.get(name, header["default-src"])
            assert values <= allowed | {"'none'"}, (path, name)
