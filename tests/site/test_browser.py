"""The finished site in Chromium: search, weight, movement, and what it must not ask for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response, expect

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
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#search-status")).to_have_text(re.compile(r"^[^…]+$"))
    return window, [
        urlsplit(link.evaluate("(link) => link.href"))._replace(scheme="", netloc="").geturl().removeprefix(SUB_PATH)
        for link in page.locator("#results a").all()
    ]


def place_of(tree: Path, number: str) -> str:
    """Where a numbered question stands below its language's root."""
    table: dict[str, list[str]] = json.loads((tree / "en/search/numbers.json").read_text("utf-8"))
    return table[number][0]


@pytest.mark.parametrize("number", ["9.4", "6.2a"])
def test_search_finds_exactly_the_question_of_a_number(visit: Open, tree: Path, number: str) -> None:
    window, found = answers(visit, number)
    place = place_of(tree, number)
    assert found == [f"en/{place}"]
    expect(window.page.locator("#search-status")).to_have_text(f"1 result for “{number}”")
    window.page.locator("#results a").click()
    question = window.page.locator(f"#{place.partition('#')[2]}")
    expect(question).to_be_in_viewport()
    expect(question).to_contain_text(number)
    assert window.complaints == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("keyworking", "en/topics/keyworking/"),
        ("co-location", "en/topics/co-location/"),
        ("9", "en/topics/keyworking/"),
        ("time bank", "en/glossary/#word-time-bank-name"),
        ("expenses", "en/fair-and-safe/pay-and-expenses/"),
        ("directory", "en/tools/"),
    ],
)
def test_search_finds_topics_words_and_tools(visit: Open, query: str, expected: str) -> None:
    window, found = answers(visit, query)
    assert any(address.startswith(expected) for address in found[:5]), found
    assert window.complaints == []


def test_search_finds_inflected_words_and_more_than_ten_results(visit: Open) -> None:
    window, found = answers(visit, "families")
    assert len(found) == 10
    window.page.get_by_role("button", name="Show more results").click()
    expect(window.page.locator("#results li")).not_to_have_count(10)
    expect(window.page.locator("#results li").nth(10).get_by_role("link")).to_be_focused()


def test_search_in_a_language_without_a_stemmer(visit: Open, tree: Path) -> None:
    window, found = answers(visit, "۹٫۴", "ur")
    assert found == [f"ur/{place_of(tree, '9.4')}"]
    page = window.go("ur/topics/keyworking/")
    word = max(page.locator("h1").inner_text().split(), key=len)  # a short one is in every Urdu page
    _, found = answers(visit, word, "ur")
    assert "ur/topics/keyworking/" in [address.partition("#")[0] for address in found]


@pytest.mark.parametrize(("query", "language"), [("respixyz", "en"), ("keywxyz", "en"), ("کلیدی", "ur")])
def test_a_word_that_no_page_has_finds_no_other_word(visit: Open, query: str, language: str) -> None:
    window, found = answers(visit, query, language)
    assert found == []
    expect(window.page.locator("#search-status")).to_contain_text(query)
    assert window.complaints == []


def test_results_name_sessions_as_sessions(visit: Open) -> None:
    window, _ = answers(visit, "keyworking")
    names = window.page.locator("#results a").all_inner_texts()
    assert len(set(names)) == len(names)


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


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("kind", ["home", "topic", "topics", "tool", "session", "page", "story"])
def test_a_first_view_weighs_at_most_100_kilobytes_without_fonts(
    visit: Open, pages: Pages, kind: str, language: str
) -> None:
    """Uncompressed, since not every host compresses."""
    window = visit(**SCREENS["phone"])
    asked: list[Response] = []
    window.page.on("response", lambda response: asked.append(response))  # noqa: PLW0108 - Playwright takes no built-in
    window.go(pages.of_kind(language)[kind].address).wait_for_load_state("networkidle")
    weights = {response.url: len(response.body()) for response in asked if not response.url.endswith(".woff2")}
    assert sum(weights.values()) <= MOST_BYTES, weights


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
