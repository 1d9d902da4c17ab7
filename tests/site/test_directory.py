"""The directory of a local project: words and filters choose from the list, without a server; without scripts it is all there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site.browsing import SCREENS, Open

pytestmark = pytest.mark.browser

DIRECTORY = "en/projects/thimblewick/directory/"


def test_words_and_filters_choose_by_keyboard_and_the_address_remembers(visit: Open) -> None:
    window = visit()
    page = window.go(DIRECTORY)
    entries, status = page.locator(".service"), page.get_by_role("status")
    total = entries.count()
    expect(status).to_have_text(f"{total} entries shown of {total}")
    page.get_by_label("Words", exact=True).focus()
    page.keyboard.type("POOL")
    expect(status).not_to_have_text(f"{total} entries shown of {total}")
    shown = page.locator(".service:visible").count()
    assert 0 < shown < total
    assert page.url.endswith("?q=POOL")
    page.reload()
    assert page.locator(".service:visible").count() == shown
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".service:visible")).to_have_count(total)
    page.get_by_label("Words", exact=True).fill("no such thing at all")
    expect(status).to_have_text("No entry fits. Choose less, or show all.")
    assert window.complaints == []


def test_only_approved_entries_have_the_badge_and_the_filter_finds_just_them(visit: Open) -> None:
    page = visit().go(DIRECTORY)
    page.get_by_label("Integration-approved here", exact=True).check()
    expect(page.locator(".service:not(:has(.badge)):visible")).to_have_count(0)
    assert page.locator(".service:visible").count() == page.locator(".badge").count() > 0


def test_a_link_to_an_entry_shows_it_whatever_was_chosen(visit: Open) -> None:
    page = visit().go(f"{DIRECTORY}?q=zzzz#service-thimblewick-pool")
    expect(page.locator("#service-thimblewick-pool")).to_be_visible()


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_every_filter_is_large_enough_to_touch(visit: Open, screen: str) -> None:
    page = visit(**SCREENS[screen]).go(DIRECTORY)
    for field in page.locator(".filter > input, .filter select, .filter-tick label, .filter button").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 44, field


def test_without_scripts_the_whole_list_is_there(visit: Open) -> None:
    page = visit(java_script_enabled=False).go(DIRECTORY)
    expect(page.locator(".search-filters")).to_be_hidden()
    assert page.locator(".service:visible").count() == page.locator(".service").count() > 3
