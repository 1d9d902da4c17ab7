"""Words whose English has changed lead to the English, wherever a link may stand."""

from __future__ import annotations

import pytest

from generator.site.compose import stale_words_linked

NOTE = '<span class="stale">(changed)</span>'
LINK = '<a class="stale" href="../en/" hreflang="en">(changed)</a>'


def test_a_note_leads_to_the_english_page() -> None:
    assert stale_words_linked(f"<p>One {NOTE}</p><p><a href='b'>Two</a> {NOTE}</p>", "../en/") == (
        f"<p>One {LINK}</p><p><a href='b'>Two</a> {LINK}</p>"
    )


@pytest.mark.parametrize("html", [f'<a href="b">Two\n{NOTE}</a>', f"<summary><h3>Three {NOTE}</h3></summary>"])
def test_a_note_inside_something_that_is_pressed_is_no_link(html: str) -> None:
    assert stale_words_linked(html, "../en/") == html
