"""Contributed text becomes our own escaped HTML, whatever somebody writes; and what it means is the small subset, no more."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import markup
from generator.library import Library
from generator.markup import block, faults, inline, words
from generator.model import Label, Line, Prose
from generator.model.units import units
from generator.render import UnitRenderer
from generator.site.pieces import PagePieces
from generator.site.places import Places
from generator.workbook.pieces import PaperPieces
from tests import real_content
from tests.project import Project

BLOCK_TAGS = {"p", "ul", "ol", "li"}
INLINE_TAGS = {"em", "strong", "a", "b-word", "b-work"}
VOID = {"br"}


class Plain:
    """Pieces that show what they were given, as the pages' and the papers' own do."""

    def word(self, identifier: str, html: str) -> str:
        return f'<b-word id="{identifier}">{html}</b-word>'

    def citation(self, identifier: str, locator: str) -> str:
        return f'<b-work id="{identifier}">{locator}</b-work>'

    def link(self, target: str, html: str) -> str:
        return f'<a href="{escape(target)}">{html}</a>'


class Reader(HTMLParser):
    """Reads HTML as a browser does: which elements there are, with which attributes, and whether each is closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.odd.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.odd.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.odd.append(f"declaration {data}")


ALPHABET = st.text(alphabet=st.sampled_from("ab <>&\"'`*_[]()!|@#:/\\{}%=-+.;,0123\n \tاب😀\u200d"), max_size=60)
PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<![CDATA[", "]]>", "<?php", "</p>", "&lt;", "&#x3c;", "&colon;",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:1)", "[x](data:text/html,<b>)",
        "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](http://x)", "[x](//x)", "[x](/x)", "[x](\\\\x)", "[x](https:x)", "[x](https://a\\@b)",
        "[x](https://x \"onmouseover=alert(1)\")", "[x](<https://x\" onclick=\"y>)", "[x](topic:keyworking)", "[x](topic:../../x)", "[x](TOPIC:x)",
        "[x](https://example.org/?a=1&b=\"2\"'<>)", "[x](mailto:a@b.org?body=<b>)", "[x](tel:+1\"2)", "![x](https://x)", "[x]: https://x", "[x][x]",
        "[[keyworker]]", "[[keyworker|<b>x</b>]]", "[[keyworker|\" onclick=x]]", "[[x|y|z]]", "[[", "]]", "[@limbrick-2020]", "[@limbrick-2020, <b>7\"]", "[@",
        "{: onclick=alert(1)}", "{{ 7*7 }}", "{% include 'x' %}", "*[NHS]: x", "[^1]", "[^1]: x", "# x\n", "> x\n", "```\nx\n```", "    x\n", "| a | b |\n",
        "**", "*", "***a**", "_", "`x`", "- ", "\n- x\n", "\n  - y\n", "1. ", "\n\n", "---\n", "===\n", "\\", "\\<", "https://example.org", "a@b.org",
        "\x00", "\x0b", "\x1b[31m", "\u2028", "\u202e", "&", "<", ">", '"', "'", "$x$", "~~x~~", "==x==", "H~2~O", ":smile:", "!!! note\n", "--8<-- \"x\"",
    ]
)  # fmt: skip
NASTY = st.lists(st.one_of(PIECES, ALPHABET), max_size=12).map("".join)


def assert_harmless(html: str, allowed: set[str]) -> Reader:
    read = Reader(html)
    assert read.odd == []
    assert read.open == []
    for tag, attributes in read.tags:
        assert tag in allowed, tag
        assert set(attributes) == ({"href"} if tag == "a" else {"id"} if tag.startswith("b-") else set())
        if tag == "a":
            assert re.match(
                r"(https://|mailto:|tel:|(" + "|".join(markup.OWN_KINDS) + r"):[a-z0-9.-]+$)",
                attributes["href"] or "",
                re.IGNORECASE,
            )
            assert not re.search(r'[\s<>"\\]', attributes["href"] or "")
    return read


@settings(max_examples=600)
@given(NASTY)
@example("[x](<javascript:alert(1)>)")
@example("*a [b*](topic:x) c*")
@example("[a](topic:b\n\nc)")
def test_nothing_that_somebody_writes_becomes_html_of_theirs(text: str) -> None:
    assert_harmless(block(text, Plain()), BLOCK_TAGS | INLINE_TAGS)
    assert_harmless(inline(text, Plain()), INLINE_TAGS)


@settings(max_examples=300)
@given(NASTY)
def test_a_text_without_faults_shows_no_marks_and_loses_no_word(text: str) -> None:
    if any(faults(text)):
        return
    read = assert_harmless(block(text, Plain()), BLOCK_TAGS | INLINE_TAGS)
    shown = "".join(read.text)
    letters = re.findall(r"[^\W\d_]+", re.sub(r"\[\[[a-z0-9-]+\|?|\[@[a-z0-9-]+|\]\([^)]*\)", " ", text))
    for word in letters:
        assert word in shown


@settings(max_examples=300)
@given(NASTY)
def test_faults_and_words_answer_whatever_is_written(text: str) -> None:
    assert all(fault.message and fault.rule for fault in faults(text))
    assert isinstance(words(text), str)


@settings(max_examples=200)
@given(NASTY)
def test_a_label_is_escaped_as_it_stands(text: str) -> None:
    html = str(UnitRenderer(EMPTY, Plain()).inline(Label(text=text)))
    assert Reader(html).tags == []
    assert "".join(Reader(html).text).replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace(
        "\r", "\n"
    )


EMPTY = Library(())


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Project.copied(tmp_path_factory.mktemp("markup") / "project").library()


REAL_TAGS = {
    "p", "ul", "ol", "li", "em", "strong", "a", "span", "div", "button", "abbr", "cite", "details", "summary", "sup", "dfn",
}  # fmt: skip


@settings(max_examples=300)
@given(text=NASTY)
@example(text="[x](topic:not-there) [[not-there]] [@not-there] [[keyworker]] [@limbrick-2020, p 7]")
@example(text="[x](question:9.99) [x](word:nothing) [x](route:nothing) [x](figure:nothing)")
def test_neither_pages_nor_papers_let_anything_through(text: str, tiny: Library) -> None:
    """A stale translation may still name what is gone: that is shown as words, and stops nothing."""
    pages = PagePieces(tiny, Places(tiny), "../")
    for pieces in (pages, PaperPieces(tiny)):
        for unit in (Prose(text=text), Line(text=text)):
            read = Reader(str(UnitRenderer(tiny, pieces).block(unit)))
            assert read.odd == []
            assert {tag for tag, _ in read.tags} <= REAL_TAGS
            for tag, attributes in read.tags:
                assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
                address = attributes.get("href") or ""
                assert not re.match(r"(?i)\s*(javascript|vbscript|data|file|http):", address), address


HARM = "'<script>alert(1)</script>\" onload=\"alert(2)'"


def test_names_and_titles_are_escaped_wherever_they_are_shown(project: Project) -> None:
    for path, find, put in [
        ("content/references.yml", "short: 'Limbrick 2020'", f"short: {HARM}\n    address: 'javascript:alert(1)'\n    isbn: {HARM}\n    container: {HARM}"),
        ("content/references.yml", "publisher: 'Interconnections'", f"publisher: {HARM}"),
        ("content/references.yml", "authors: 'Limbrick, P.'", f"authors: {HARM}"),
        ("content/stories/a-nights-rest.yml", "by: Andrew Tyson and Nic Crosby", f"by: {HARM}"),
        ("content/sections.yml", "heading: 'Section 3'", f"heading: {HARM}"),
        ("content/languages.yml", "name: اردو", f"name: {HARM}"),
        ("content/languages.yml", "english_name: Urdu", f"english_name: {HARM}"),
        ("content/glossary.yml", "forms: [keyworkers]", f"forms: [{HARM}]"),
        ("content/terms.yml", "theirs: [service user, service users]", f"theirs: [{HARM}]"),
    ]:  # fmt: skip
        project.edit(path, find, put)
    assert project.problems() == []
    composed = "\n".join(project.composed().values())
    assert "alert(1)" in composed, "the names are shown somewhere"
    assert not re.search(r'<script>alert|href="javascript|" onload', composed)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo\nlines.", "<p>One.</p><p>Two\nlines.</p>"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("_a_ and __b__", "<p><em>a</em> and <strong>b</strong></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("[a *b*](topic:x)", '<p><a href="topic:x">a <em>b</em></a></p>'),
        ("[a](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">a</a></p>'),
        ("[a](mailto:a@b.org)", '<p><a href="mailto:a@b.org">a</a></p>'),
        ("[[keyworker]]", '<p><b-word id="keyworker"></b-word></p>'),
        ("[[keyworker|a *worker*]]", '<p><b-word id="keyworker">a *worker*</b-word></p>'),
        ("[@a-2020, p 7]", '<p><b-work id="a-2020">p 7</b-work></p>'),
        ("\\*a\\* \\[[b]]", "<p>*a* [[b]]</p>"),
        ("5 * 3 < 20 & so", "<p>5 * 3 &lt; 20 &amp; so</p>"),
        ("    indented", "<p>indented</p>"),
        ("[YOUR NAME]", "<p>[YOUR NAME]</p>"),
    ],
)
def test_what_the_subset_means(text: str, html: str) -> None:
    assert block(text, Plain()) == html
    assert list(faults(text)) == [] or "< 20" in text


def test_a_title_takes_no_marks_and_a_line_no_list() -> None:
    assert [fault.rule for fault in faults("*a*", plain=True)] == ["plain-words"]
    assert [fault.rule for fault in faults("- a", one_line=True)] == ["one-line"]
    assert list(faults("a [b] c, 5 * 3", plain=True, one_line=True)) == []


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("https://example.org", True), ("HTTPS://example.org/a#b", True), ("mailto:a@b.org?subject=x", True), ("tel:+44-20", True),
        ("http://example.org", False), ("https:example.org", False), ("https:///x", False), ("https://", False), ("//example.org", False),
        ("javascript:alert(1)", False), ("https://a b", False), ('https://a"b', False), ("https://a\\b", False), ("mailto:nobody", False),
        ("tel:call me", False), ("data:text/html,x", False), ("", False), ("#a", False), ("example.org", False), (" https://a.org", False),
    ],
)  # fmt: skip
def test_which_addresses_may_be_linked_to(target: str, may: bool) -> None:
    assert markup.is_open(target) == may


@pytest.mark.parametrize(
    ("target", "own"),
    [
        ("topic:keyworking", True), ("question:9.4", True), ("word:co-production", True), ("record:x", False), ("Topic:x", False),
        ("topic:", False), ("topic:../x", False), ("topic:x/y", False), ("topic:x?y", False), ("https:x", False),
    ],
)  # fmt: skip
def test_which_links_are_our_own(target: str, own: bool) -> None:
    assert markup.is_own(target) == own


def test_words_for_counting_hold_no_marks() -> None:
    text = "A [[keyworker|worker]] and [[co-production]] [@x-2020]:\n\n- *one*\n- [two](topic:x)"
    assert words(text) == "A worker and co production :\none\ntwo"


def test_no_text_of_the_tiny_library_has_a_fault(tiny: Library) -> None:
    for document in tiny.documents:
        for unit in units(document.entry):
            assert list(faults(unit.text, plain=isinstance(unit, Label), one_line=unit.one_line)) == [], unit.address


NEAR_BARE = st.text(st.sampled_from(" abz9éßÀšآپکّ۔،’“-–…().:;/%£'\"*_[]!#&<>`\\\n\t\u00a0\u2028+=~|@"), max_size=12)


@given(NEAR_BARE)
@example("1. one")
@example("- one")
@example("a  b ")
@example("javascript:alert(1)")
@settings(max_examples=2000)
def test_what_needs_no_parser_is_what_the_parser_makes_of_it(text: str) -> None:
    parsed = tuple(markup.PARSER.parse(text))
    assert markup.tokens(text) == parsed
    if markup.is_bare(text):
        assert [token.type for token in parsed] == ["paragraph_open", "inline", "paragraph_close"]
        assert list(markup.faults_of_marks(text, plain=True, one_line=True)) == []
        assert words(text) == parsed[1].content


def test_most_real_texts_need_no_parser_and_each_is_read_as_the_parser_reads_it() -> None:
    texts = {unit.text for unit in real_content.library().units()}
    assert [text for text in texts if markup.tokens(text) != tuple(markup.PARSER.parse(text))] == []
    assert sum(map(markup.is_bare, texts)) > len(texts) / 2
