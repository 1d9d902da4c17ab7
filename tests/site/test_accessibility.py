"""The finished site in Chromium: axe-core on every kind of page, keyboard, touch, no scripts, narrow screens, print."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browsing import ROOT, SCREENS, SUB_PATH, TOPIC, Open, Pages, address_of

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const { violations, incomplete } = await axe.run(document, { runOnly: rules, resultTypes: ["violations", "incomplete"] });
  const told = (found) => found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  return { violations: told(violations), incomplete: told(incomplete) };
}"""
SCHEMES = ("light", "dark")
KINDS = (
    "briefing", "copies", "copy", "figures", "glossary", "home", "kit", "letter", "missing", "obstacles", "page", "preparing", "project",
    "project-directory", "project-evidence", "project-good-practice", "project-heard", "project-plan", "project-sessions",
    "projects", "references", "route", "search", "section-page", "session", "sessions", "shared-answers", "shared-evidence", "start", "stories",
    "story", "tool", "tools", "topic", "topics",
)  # fmt: skip


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong."""
    page.evaluate(AXE)
    found: dict[str, list[str]] = page.evaluate(RUN_AXE, RULES)
    return found["violations"]


def test_the_manifest_has_the_page_kinds_that_are_looked_at_here(pages: Pages) -> None:
    assert {page.kind for page in pages.all} - {"asset"} == set(KINDS)


@pytest.mark.parametrize(
    ("language", "screen", "scheme"),
    [
        *(("en", screen, scheme) for screen in sorted(SCREENS) for scheme in SCHEMES),
        ("ur", "phone", "light"),
        ("ur", "desktop", "dark"),
    ],
)
def test_axe_finds_nothing_on_a_page_of_each_kind(
    visit: Open, pages: Pages, language: str, screen: str, scheme: str
) -> None:
    window = visit(color_scheme=scheme, **SCREENS[screen])
    found = {}
    for kind, page in pages.of_kind(language).items():
        window.go(address_of(page))
        found[f"{kind} {page.path}"] = axe(window.page)
    assert {name: violations for name, violations in found.items() if violations} == {}
    assert window.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("screen", sorted(SCREENS))
@pytest.mark.parametrize("address", ["/", "/404.html"])
def test_axe_finds_nothing_above_the_languages(visit: Open, address: str, screen: str, scheme: str) -> None:
    window = visit(color_scheme=scheme, **SCREENS[screen])
    window.go(address)
    assert axe(window.page) == []
    assert window.complaints == []


def open_drawer(page: Page) -> None:
    page.locator(".menu-button").click()
    expect(page.locator("#drawer")).to_be_visible()


def open_languages(page: Page) -> None:
    page.locator(".languages > summary").click()
    expect(page.locator(".languages ul")).to_be_visible()


def open_explanation(page: Page) -> None:
    page.locator("a.word[aria-haspopup]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def unfold(page: Page) -> None:
    for fold in page.locator("main details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()


def show_results(page: Page) -> None:
    page.goto(re.sub(r"/(en|ur)/.*", r"/\1/search/?q=keyworker", page.url))
    expect(page.locator("#results li").first).to_be_visible()


OPENED: dict[str, tuple[Callable[[Page], None], tuple[str, ...]]] = {
    "menu": (open_drawer, ("phone",)),
    "languages": (open_languages, ("phone", "desktop")),
    "explained word": (open_explanation, ("phone", "desktop")),
    "every fold": (unfold, ("phone", "desktop")),
    "search results": (show_results, ("phone", "desktop")),
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("what", "screen"), [(what, screen) for what, (_, screens) in OPENED.items() for screen in screens]
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing_while_something_is_open(
    visit: Open, language: str, what: str, screen: str, scheme: str
) -> None:
    window = visit(color_scheme=scheme, **SCREENS[screen])
    page = window.go(f"{language}/topics/keyworking/")
    OPENED[what][0](page)
    assert axe(page) == []
    assert window.complaints == []


def test_the_skip_link_comes_first_and_leads_to_the_words(visit: Open) -> None:
    page = visit().go(TOPIC)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content') !== null")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(visit: Open) -> None:
    page = visit(**SCREENS["phone"]).go(TOPIC)
    button = page.locator(".menu-button")
    expect(page.locator("#drawer")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_list_of_languages_closes_by_escape_and_leads_to_the_same_page(visit: Open) -> None:
    page = visit().go(TOPIC)
    summary = page.locator(".languages > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".languages ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".languages ul")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.get_by_role("link", name="اردو").click()
    page.wait_for_url(f"**{SUB_PATH}ur/topics/keyworking/")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_an_explained_word_works_by_keyboard_and_by_touch(visit: Open, screen: str) -> None:
    page = visit(**SCREENS[screen]).go(TOPIC)
    word = page.locator("a.word[aria-haspopup]").first
    if screen == "phone":
        word.tap()
    else:
        word.focus()
        page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_focused()
    expect(dialog.get_by_role("heading")).to_be_in_viewport()
    expect(word).to_have_attribute("aria-expanded", "true")
    assert dialog.inner_text().strip()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(word).to_be_focused()


def test_every_tab_stop_is_on_the_screen_and_shows_that_it_is_focused(visit: Open) -> None:
    page = visit(reduced_motion="reduce", **SCREENS["phone"]).go(TOPIC)
    for _ in range(40):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
          return { name: one.outerHTML.slice(0, 90), visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                   outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
        }""")
        assert state["visible"], state["name"]
        assert state["outline"], state["name"]


def test_without_scripts_everything_is_there(visit: Open, pages: Pages) -> None:
    window = visit(java_script_enabled=False, **SCREENS["phone"])
    page = window.go(TOPIC)
    expect(page.get_by_role("navigation", name="Menu")).to_be_visible()
    expect(page.locator(".question-number").get_by_text("9.4", exact=True)).to_be_visible()
    page.locator(".languages > summary").click()
    expect(page.get_by_role("link", name="اردو")).to_be_visible()
    page.locator("a.word").first.click()
    page.wait_for_url(f"**{SUB_PATH}en/glossary/#word-*")
    page = window.go("en/search/?q=keyworker")
    expect(page.get_by_text("Searching needs scripts")).to_be_visible()
    expect(page.get_by_role("navigation", name="Menu")).to_be_visible()
    page = window.go("")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**{SUB_PATH}en/")


SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_wider_than_a_screen_of_320_pixels(visit: Open, pages: Pages, language: str) -> None:
    """That is 400 % zoom on a screen of 1280; once more with the spacing of WCAG 1.4.12."""
    window = visit(viewport={"width": 320, "height": 640}, bypass_csp=True)
    wide = []
    for kind, listed in pages.of_kind(language).items():
        page = window.go(address_of(listed))
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        widths = [page.evaluate("document.documentElement.scrollWidth")]
        page.add_style_tag(content=SPACED)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        if max(widths) > 320:
            wide.append(f"{kind} {listed.path}: {widths}")
    assert wide == []


def test_nothing_moves_for_those_who_ask_for_less_motion(visit: Open) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === "smooth" || style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
    }).map((one) => one.tagName)"""
    assert visit(reduced_motion="no-preference").go(TOPIC).evaluate(moving) == ["HTML"]
    assert visit(reduced_motion="reduce").go(TOPIC).evaluate(moving) == []


def test_colours_are_kept_from_page_to_page(visit: Open) -> None:
    window = visit(color_scheme="light")
    page = window.go(TOPIC)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator(".scheme").click()
    expect(page.locator(".scheme")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(paper)
    assert dark != light
    assert window.go("en/topics/").evaluate(paper) == dark
    expect(page.locator(".scheme")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_what_can_be_pressed_is_large_enough(visit: Open, pages: Pages, screen: str) -> None:
    """WCAG 2.2 asks for 24 pixels; controls outside running text get 44. A box to tick is as large as the words that it stands in."""
    window = visit(**SCREENS[screen])
    small = """() => [...document.querySelectorAll("button, summary, .top a, .menu a, .button, input")].filter((one) => {
      const box = (one.closest("label") ?? one).getBoundingClientRect();
      return box.width > 0 && (box.height < 43.5 || box.width < 43.5);
    }).map((one) => one.outerHTML.slice(0, 90))"""
    for listed in pages.of_kind("en").values():
        assert window.go(address_of(listed)).evaluate(small) == [], listed.path


def test_a_link_into_a_folded_part_unfolds_it(visit: Open) -> None:
    window = visit()
    page = window.go(f"{TOPIC}#role-people")
    expect(page.locator("#role-people")).to_have_attribute("open", "")


def test_the_paper_version_shows_folded_parts_and_no_menu(visit: Open) -> None:
    window = visit()
    page = window.go(TOPIC)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#role-people .fold-body")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#role-people .fold-body")).to_be_hidden()
