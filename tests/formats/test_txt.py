"""Plain text and braille: everything in the order of reading."""

from __future__ import annotations

import pytest

from generator.formats import brf, txt
from generator.formats.document import DocumentRefused
from tests.formats.conftest import Make
from tests.formats.papers import made, paper
from tests.real_content import fonts


def test_everything_stands_in_the_order_of_reading() -> None:
    text = made("txt", "en", "planner").decode()
    wanted = [
        "Topic 9",
        "Keyworking",
        *(f"\n9.{number} " for number in range(1, 11)),
        "Who does what by when",
        "About this paper",
    ]
    places = [text.index(piece) for piece in wanted]
    assert places == sorted(places)
    assert "☐ a public service" in text


def test_space_to_write_is_lines_of_underscores() -> None:
    text = made("txt").decode()
    assert text.count(txt.LINE) == 4 * 4 + 5 + 2
    assert text.count(f"Who: {txt.SHORT_LINE}\n") == 4


def test_a_table_with_words_keeps_its_heads(make: Make) -> None:
    table = "<h1>T</h1><table><caption>Named</caption><thead><tr><th>One</th><th>Two</th></tr></thead><tbody><tr><td>a</td><td><b>b</b> c</td></tr></tbody></table>"
    text = txt.render(make(table), fonts()).content.decode()
    assert "Named\n\n- One: a\n- Two: b c\n" in text


def test_urdu_is_urdu() -> None:
    assert "کی\u00a0ورکر" in made("txt", "ur").decode()


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert txt.render(paper(), fonts()).content == made("txt")


def test_braille_fits_a_page_of_forty_cells() -> None:
    lines = made("brf").decode("ascii").replace("\f", "\n").splitlines()
    assert any(',KEY"W+' in line for line in lines)
    assert max(len(line) for line in lines) <= 40


def test_without_liblouis_a_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brf, "PROGRAM", "a-program-that-is-not-there")
    with pytest.raises(DocumentRefused, match="sudo apt install liblouisutdml-bin"):
        brf.render(paper(), fonts())


def test_a_language_without_a_table_is_named() -> None:
    with pytest.raises(DocumentRefused, match="no braille table is named for “ur”"):
        brf.render(paper("ur"), fonts())
