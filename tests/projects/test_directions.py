"""Papers of a project in Urdu that hold English words: each line, bullet and bar goes the way of the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from generator.projects.papers import PAPERS, papers_of_kits
from tests.projects.project_papers import ONE_PAGE, composed
from tests.real_content import library

NAMES = [name for name in PAPERS if name not in (*ONE_PAGE, "heard", "directory")]
NAMES += [paper.name for paper in papers_of_kits(library())]


def paper(name: str, edition: str) -> etree._Element:
    return etree.HTML(composed(name, edition, "ur").document.html)


def direction(part: etree._Element) -> str:
    """The direction of an element: its own, or that of what is around it."""
    return next(str(one.get("dir")) for one in (part, *part.iterancestors()) if one.get("dir"))


def first_words(block: etree._Element) -> etree._Element:
    """The innermost element that holds the first words of a block; a number in brackets says nothing of the words after it."""
    for part in block.iter():
        if (part.text or "").strip() and part.get("class") != "reference":
            return part
        if part is not block and (part.tail or "").strip():
            return part.getparent()
    return block


def blocks(name: str, edition: str) -> Iterator[etree._Element]:
    yield from paper(name, edition).iter("li", "blockquote")


@pytest.mark.parametrize("edition", ["standard", "large_print"])
@pytest.mark.parametrize("name", NAMES)
def test_a_bullet_and_a_bar_stand_on_the_side_where_the_words_begin(name: str, edition: str) -> None:
    wrong = [block for block in blocks(name, edition) if direction(block) != direction(first_words(block))]
    assert [etree.tostring(block, encoding="unicode")[:200] for block in wrong] == []


def test_there_are_english_and_urdu_items_beside_each_other() -> None:
    """Or the test before would prove nothing."""
    found = {(block.tag, direction(block)) for name in NAMES for block in blocks(name, "standard")}
    assert found >= {("li", "ltr"), ("li", "rtl"), ("blockquote", "ltr")}


@pytest.mark.parametrize("name", ["account", "good-practice"])
def test_how_many_said_it_follows_who_said_it_in_a_line_from_the_right(name: str) -> None:
    facts = [
        fact for fact in paper(name, "standard").iter("dd") if re.search(r"\(.*(شخص|لوگ).*\)", "".join(fact.itertext()))
    ]
    assert facts
    assert {direction(part) for fact in facts for part in (fact, *fact.iter("p"))} == {"rtl"}
