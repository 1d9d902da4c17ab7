"""Two pages become one: the rows of small pages that nobody wrote, and of pages that show one rule each."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.translate.pseudo import LANGUAGES
from generator.workbook.facing import faced
from generator.workbook.rows import words
from tests.real_content import library
from tests.workbook.trees import tree, without

WORDS = st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=4).map(" ".join)
BLOCKS = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from(["p", "h2", "h3"]), WORDS),
        st.tuples(st.just("prose"), st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3)),
        st.tuples(st.just("field"), st.integers(1, 3)),
        st.tuples(st.just("missing"), WORDS),
        st.tuples(st.just("table"), st.lists(WORDS, min_size=1, max_size=3)),
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["section", "div"]), st.lists(inner, max_size=4)),
        st.tuples(st.just("ul"), st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=12,
)
TWO = (LANGUAGES["en-XA"], LANGUAGES["ar-XB"])


class Writer:
    """Writes a made-up page in one of the two languages; every word says which."""

    def __init__(self, second: bool) -> None:
        self.second = second
        self.fields = 0

    def said(self, text: str, sign: str = "") -> str:
        return " ".join(f"{word}{sign or ('B' if self.second else 'A')}" for word in text.split())

    def html(self, block: tuple[Any, ...]) -> str:
        kind, *rest = block
        match kind:
            case "prose":
                return "".join(f"<p>{self.said(text)}</p>" for text in rest[1 if self.second else 0])
            case "field":
                self.fields += 1
                lines = '<div class="ruled-line"></div>' * rest[0]
                return f'<div class="ruled" aria-hidden="true" data-field="f.{self.fields}" data-label="{self.said("one")}">{lines}</div>'
            case "missing":
                words = f"<p>{self.said(rest[0], 'A')}</p>"
                return f'<div lang="en-XA" dir="ltr">{words}</div>' if self.second else words
            case "table":
                heads = "".join(f'<th scope="col">{self.said(text)}</th>' for text in rest[0])
                self.fields += 1
                return f'<table class="blank"><thead><tr>{heads}</tr></thead><tbody><tr><td data-field="t.{self.fields}"></td></tr></tbody></table>'
            case "ul":
                return f"<ul>{''.join(f'<li>{self.html(inner)}</li>' for inner in rest[0])}</ul>"
            case "section" | "div":
                return f'<{kind} class="of">{"".join(map(self.html, rest[0]))}</{kind}>'
            case _:
                return f"<{kind}>{self.said(rest[0])}</{kind}>"

    def page(self, blocks: list[tuple[Any, ...]]) -> str:
        return f"<html lang='x'><head><title>{self.said('one')}</title></head><body>{''.join(map(self.html, blocks))}</body></html>"


@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_merging_loses_nothing_doubles_nothing_and_keeps_the_page_whole(blocks: list[tuple[Any, ...]]) -> None:
    first, second = Writer(second=False).page(blocks), Writer(second=True).page(blocks)
    html = faced(first, second, TWO)
    sides = [Counter(words(without(tree(page), "bullet")).split()) for page in (html, first, second)]
    mine = {word: times for word, times in sides[0].items() if word.endswith("A")}
    theirs = {word: times for word, times in sides[0].items() if word.endswith("B")}
    assert mine == {word: times for word, times in sides[1].items() if word.endswith("A")}
    assert theirs == {word: times for word, times in sides[2].items() if word.endswith("B")}
    for found in (r'data-field="[^"]*"', r'class="ruled-line"', "<table", "<td", "<th[ >]"):
        assert Counter(re.findall(found, html)) == Counter(re.findall(found, first))
    assert faced(html, html, TWO).count("<") == html.count("<"), "a parser reads it as it was written"
    for half in tree(html).iter():
        if "second" in half.get("class", "").split():
            assert (half.get("lang"), half.get("dir")) == ("ar-XB", "rtl")


def rows_of(first: str, second: str) -> str:
    html = faced(
        f"<html lang='en'><head><title>t</title></head><body>{first}</body></html>",
        f"<html lang='ur'><head><title>t</title></head><body>{second}</body></html>",
        (library().languages["en"], library().languages["ur"]),
    )
    return html.partition("<body>")[2].removesuffix("</body></html>")


def test_a_number_stands_once_before_both_halves() -> None:
    number = '<span class="count" dir="ltr">9.4</span>'
    row = rows_of(f"<h3>{number} Who?</h3>", f"<h3>{number} کون؟</h3>")
    assert row == (
        '<h3 class="facing" data-bookmark="9.4 Who? · کون؟"><span class="mark of-count"><span class="count in-mark" dir="ltr">9.4</span></span> '
        '<span class="half first" lang="en" dir="ltr">Who?</span> <span class="half second" lang="ur" dir="rtl">کون؟</span></h3>'
    )


def test_what_is_not_translated_stands_once() -> None:
    english = '<span lang="en" dir="ltr">One page.</span>'
    assert rows_of("<p>One page.</p>", f"<p>{english}</p>") == "<p>One page.</p>"
    listening = rows_of("<p><b>Ask:</b> One page.</p>", f"<p><b>پوچھیں:</b> {english}</p>")
    assert listening.count("One page.") == 1
    assert "پوچھیں:" in listening
    label = '<span class="label">{}</span> <i>{}</i>'
    asked = rows_of(f"<p>{label.format('One page.', 'Ask')}</p>", f"<p>{label.format(english, 'پوچھیں')}</p>")
    assert asked.count("One page.") == 1
    assert '<span class="half second" lang="ur" dir="rtl"> <i>پوچھیں</i></span>' in asked


def test_a_word_and_a_source_in_a_sentence_stay_in_it_though_the_other_half_says_them_too() -> None:
    for piece in (
        '<span class="term" lang="en" dir="ltr">keyworker</span>',
        '<span class="citation" lang="en" dir="ltr">(Limbrick 2020)</span>',
    ):
        said = " ".join(tree(piece).itertext())
        for urdu in (f"{piece} خاندان کی مدد کرتا ہے۔", f"یہ خاندان کی مدد ہے۔ {piece}"):
            assert rows_of(f"<p>Help, {said}</p>", f"<p>{urdu}</p>").count(said) == 2, urdu


def test_texts_of_different_lengths_face_each_other_whole() -> None:
    row = rows_of("<div class='say'><p>A.</p><p>B.</p></div>", "<div class='say'><p>الف۔ ب۔</p></div>")
    assert row.count("<p") == 3
    assert '<div class="half first" lang="en" dir="ltr"><p>A.</p><p>B.</p></div>' in row


def test_words_explained_meet_by_what_they_explain_and_not_by_their_place() -> None:
    def listed(*items: tuple[str, str]) -> str:
        return f"<ul>{''.join(f'<li data-key={key}>{text}</li>' for key, text in items)}</ul>"

    row = rows_of(listed(("a", "apple"), ("b", "boat")), listed(("b", "کشتی"), ("a", "سیب")))
    assert [words(item).split()[1:] for item in tree(row).iter("li")] == [["apple", "سیب"], ["boat", "کشتی"]]
