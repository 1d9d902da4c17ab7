"""From the first page to the papers of one meeting, on a phone, by what is written on links and buttons."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.site.browsing import SCREENS, SUB_PATH, Open

pytestmark = pytest.mark.browser

MOST_TAPS = 5
PACKS = {
    "en/downloads/keyworking-pack-90.pdf": r"^90 minutes \(PDF, \d+ pages\) ?: Keyworking$",
    "en/downloads/keyworking-pack-90-large-print.pdf": r"^90 minutes, large print \(PDF, \d+ pages\) ?: Keyworking$",
    "ur/downloads/keyworking-pack-90.pdf": r"^90 minutes, Urdu \(PDF, \d+ pages\) ?: Keyworking$",
}
"""What nine people need, of whom one reads Urdu and one needs large print: each file, and the name of its link."""


def tapped(target: Locator) -> str | None:
    """Taps something that can be seen and that nothing lies upon; gives back where it leads. A file is fetched by the caller."""
    expect(target).to_have_count(1)
    address = target.get_attribute("href")
    is_file = bool(address and address.endswith(".pdf"))
    target.tap(trial=is_file)
    return str(target.evaluate("(link) => link.href")) if is_file else None


def test_the_packs_for_nine_people_are_five_taps_from_the_first_page(visit: Open) -> None:
    window = visit(**SCREENS["phone"])
    page = window.go("")
    tapped(page.get_by_role("link", name="English", exact=True))
    page.wait_for_url(f"**{SUB_PATH}en/")
    tapped(page.get_by_role("main").get_by_role("link", name="All sessions, ready to print", exact=True))
    page.wait_for_url(f"**{SUB_PATH}en/sessions/")
    taps = 2
    for path, name in PACKS.items():
        address = tapped(page.get_by_role("link", name=re.compile(name)))
        assert address == f"{window.origin}{SUB_PATH}{path}"
        assert page.request.get(address).body().startswith(b"%PDF-")
        taps += 1
    assert taps <= MOST_TAPS
    assert window.complaints == []
