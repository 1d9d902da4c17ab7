"""Pages in memory: every kind, every number, words in their own language, and text that stays text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import markdown  # type: ignore[import-untyped]
import polib
import pytest

from generator.library import Document, Library, load
from generator.model import Label, Line, Prose, Unit
from generator.model.units import State, map_units
from generator.site import PAGE_KINDS, Download, Facts, Page, pages, tree
from generator.site.markdown import as_markdown
from generator.site.places import Places
from generator.site.tree import numbers
from generator.translate.interface import Interface
from tests.site.browsing import ROOT

DAY = date(2026, 11, 22)
HOSTILE = (
    "<script>alert(1)</script>",
    '{: onclick="alert(1)" }',
    "{#top .x onclick=alert(1)}",
    "[x]: javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://elsewhere.example/x.png)",
    "*[NHS]: alert",
    "</div></article><h2>out</h2>",
    "`code` **strong** _em_ {{ config }} {% include 'x' %} &lt; &#60;",
    "--8<-- '/etc/passwd'",
    "# heading",
    "~~~\ncode\n~~~",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


def _interface(language: str = "en", **translated: str) -> Interface:
    catalogue = polib.POFile()
    catalogue.extend(polib.POEntry(msgid=english, msgstr=words) for english, words in translated.items())
    return Interface(language, catalogue)


def _facts(library: Library, *downloads: Download) -> Facts:
    return Facts(DAY, tuple(library.languages.values()), downloads)


def _changed(library: Library, change: dict[str, Unit], language: str = "en") -> Library:
    """The library with some units changed, by address, and seen in a language."""

    def changed(document: Document) -> Document:
        entry = map_units(document.entry, lambda unit, address, path: change.get(address, unit), document.address)
        return replace(document, entry=entry)

    return Library(tuple(map(changed, library.documents)), language=language)


def _page(library: Library, path: str, interface: Interface | None = None, *downloads: Download) -> Page:
    interface = interface or _interface(library.language)
    return next(page for page in pages(library, interface, _facts(library, *downloads)) if page.path == path)


@pytest.fixture(scope="module")
def every(library: Library) -> list[Page]:
    download = Download("en/downloads/keyworking-participant.pdf", "Keyworking", "en", "participant", "standard", "pdf", ("keyworking",), 4, 88_400, "abc1234", "9p")  # fmt: skip
    return list(pages(library, _interface(), _facts(library, download)))


def test_every_kind_of_the_table_makes_a_page(every: list[Page]) -> None:
    made = {page.kind for page in every}
    assert set(PAGE_KINDS) <= made
    assert made - set(PAGE_KINDS) == {"copies", "missing", "section-page"}


def test_no_two_pages_stand_in_one_place(every: list[Page]) -> None:
    assert [path for path, times in Counter(page.path for page in every).items() if times > 1] == []


def test_each_topic_tool_letter_story_briefing_route_and_page_has_its_page(library: Library, every: list[Page]) -> None:
    places = Places(library)
    paths = {page.path for page in every}
    kinds = ("topic", "tool", "letter", "story", "briefing", "route", "page")
    wanted = {target for target in library.by_target if target.partition(":")[0] in kinds}
    assert [target for target in wanted if f"{places.of(target)}index.md" not in paths] == []


def test_every_question_and_part_is_on_its_topics_page_and_in_the_table_that_the_search_reads(
    library: Library, every: list[Page]
) -> None:
    by_path = {page.path: page.text for page in every}
    table = numbers(library)
    for topic in library.topics:
        text = by_path[f"topics/{topic.id}/index.md"]
        for question in topic.discussion.questions:
            for number in (question.number, *(part.number for part in question.parts)):
                assert f'<span dir="ltr">{number}</span>' in text
                place, anchor = table[number][0].split("#")
                assert place == f"topics/{topic.id}/"
                assert f'id="{anchor}"' in text
    assert len(table) == 22 + 239 + 57


def test_a_page_with_a_source_can_be_edited_and_a_mail_names_its_address(every: list[Page]) -> None:
    page = next(page for page in every if page.path == "topics/keyworking/index.md")
    assert str(page.meta["edit"]).endswith("/edit/main/discussion_topics/09-keyworking.yml")
    assert "topic%2Fkeyworking%20%28en%29" in str(page.meta["suggest"]) or "topic/keyworking%20%28en%29" in str(
        page.meta["suggest"]
    )


def test_without_addresses_nothing_offers_to_write_or_to_edit(library: Library) -> None:
    site = library.site.model_copy(update={"contact_email": None, "repo_url": None, "site_url": None})
    documents = tuple(
        replace(document, entry=site) if document.kind == "site" else document for document in library.documents
    )
    for page in pages(Library(documents), _interface(), _facts(library)):
        assert "edit" not in page.meta
        assert "suggest" not in page.meta
        assert 'class="suggest"' not in page.text
        assert "mailto:hello" not in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_stays_text_wherever_it_stands(library: Library, hostile: str) -> None:
    label, line = hostile.replace("\n", " "), hostile.replace("\n", " ")
    change: dict[str, Unit] = {
        "topic/keyworking/title": Label(label, "topic/keyworking/title"),
        "topic/keyworking/approaches_title": Label(label, "topic/keyworking/approaches_title"),
        "topic/keyworking/summary": Prose(hostile, "topic/keyworking/summary"),
        "topic/keyworking/question/limits/text": Line(line, "topic/keyworking/question/limits/text"),
        "glossary/word/keyworker/definition": Prose(hostile, "glossary/word/keyworker/definition"),
    }
    plain = markdown.markdown(_page(library, "topics/keyworking/index.md").text, extensions=["attr_list"])
    html = markdown.markdown(
        _page(_changed(library, change), "topics/keyworking/index.md").text, extensions=["attr_list"]
    )
    assert _tags(html) <= _tags(plain) | Counter(
        dict.fromkeys(("p", "/p", "ul", "/ul", "li", "/li", "strong", "/strong", "em", "/em"), 30)
    )
    assert not re.search(r'<[^>]*(javascript:|\son[a-z]+=|src="https)', html)
    assert "root:" not in html


def _tags(html: str) -> Counter[str]:
    return Counter(name.lower() for name in re.findall(r"<(/?[A-Za-z][A-Za-z0-9]*)", html))


def test_headings_become_markdown_with_their_ids_and_everything_else_one_block() -> None:
    text = as_markdown(
        '<p>One</p>\n\n    <p>*two*</p>\n<h2 id="three">1. *Three* &amp; <span lang="en">[four]</span></h2>\n\n<p>five</p>'
    )
    html = markdown.markdown(text, extensions=["attr_list"])
    assert '<h2 id="three">1. *Three* &amp; <span lang="en">[four]</span></h2>' in re.sub(
        r"&#(\d+);", lambda code: chr(int(code[1])), html
    )
    assert "<p>*two*</p>" in html
    assert text.count('<div class="part">') == 2


def test_a_word_of_the_glossary_is_a_link_and_is_explained_at_the_end_of_its_page(library: Library) -> None:
    text = _page(library, "topics/keyworking/index.md").text
    assert '<a class="word" href="../../glossary/#word-keyworker" data-word="keyworker">' in text
    assert '<dt data-explains="keyworker">' in text


def test_a_missing_unit_is_shown_in_english_and_says_so(library: Library) -> None:
    page = _page(_changed(library, {}, "ur"), "topics/keyworking/index.md")
    assert '<h1 id="top"><span lang="en" dir="ltr">Keyworking</span></h1>' in page.text
    assert 'href="../../../en/topics/keyworking/"' in page.text


def test_a_stale_unit_leads_to_the_english_beside_its_words(library: Library) -> None:
    stale = Label("کلیدی کارکن", "topic/keyworking/title", language="ur", state=State.STALE)
    page = _page(_changed(library, {"topic/keyworking/title": stale}, "ur"), "topics/keyworking/index.md")
    title = page.text.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert '<a class="stale" href="../../../en/topics/keyworking/" hreflang="en">' in title


def test_a_draft_says_so_and_a_reviewed_page_says_nothing(library: Library) -> None:
    def seen(state: State) -> str:
        change = {unit.address: replace(unit, language="ur", state=state) for unit in library.units()}
        return _page(_changed(library, change, "ur"), "topics/keyworking/index.md").text

    assert 'class="note note-draft"' in seen(State.DRAFT)
    reviewed = seen(State.REVIEWED)
    assert 'class="note note-draft"' not in reviewed
    assert 'class="note note-english"' not in reviewed


def test_words_of_the_interface_without_a_translation_say_that_they_are_english(library: Library) -> None:
    interface = _interface("ur", **{"All the questions": "تمام سوالات"})
    text = _page(_changed(library, {}, "ur"), "topics/keyworking/index.md", interface).text
    assert "## تمام سوالات {#questions}" in text
    assert re.search(r'## <span lang="en" dir="ltr">Guidance</span> \{#guidance\}', text)
    assert not re.search(r'="[^"]*<span', text)


def test_the_page_of_a_copy_names_the_newest_version_where_the_code_on_the_paper_leads(every: list[Page]) -> None:
    page = next(page for page in every if page.path == "copy/9p/index.md")
    assert 'id="v-abc1234"' in page.text
    assert "abc1234</span>" in page.text


def test_three_downloads_show_and_each_says_its_format_pages_and_size(library: Library) -> None:
    def made(copy: str, code: str) -> Download:
        return Download(
            f"en/downloads/{code}.pdf",
            "Keyworking",
            "en",
            copy,
            "standard",
            "pdf",
            ("keyworking",),
            4,
            88_400,
            "abc1234",
            code,
        )

    four = [made("participant", "a"), made("planner", "b"), made("participant", "c"), made("planner", "d")]
    text = _page(library, "topics/keyworking/index.md", None, *four).text
    shown, folded = text.split('<div class="downloads">', 1)[1].split("<details", 1)
    assert shown.count('class="download"') == 3
    assert folded.count('class="download"') == 1
    assert 'PDF · 4 pages · <span dir="ltr">88 kB</span>' in shown


def test_a_pdf_to_fill_in_says_so_and_what_was_checked(library: Library) -> None:
    paper = Download("en/downloads/keyworking-recorder.pdf", "Keyworking", "en", "recorder", "standard", "pdf", ("keyworking",), 10, 40_000, "abc1234", "9r")  # fmt: skip
    typed = replace(paper, path="en/downloads/keyworking-recorder.fillable.pdf", format="fillable", size=80_000)
    without, text = (
        _page(library, "topics/keyworking/index.md", None, *found).text for found in ([paper], [paper, typed])
    )
    (link,) = re.findall(r'<a class="download" href="[^"]*fillable\.pdf".*?</a>', text)
    assert link.index(" download>") < link.index("PDF to fill in on screen · 10 pages · ")
    assert '<span dir="ltr">80 kB</span>' in link
    assert "Nobody has tried it in every PDF program." in text
    assert "Nobody has tried it in every PDF program." not in without
    assert "The other formats hold the same words." not in text


def test_the_tree_holds_every_page_and_the_same_bytes_each_time(library: Library) -> None:
    first = tree(library, list(pages(library, _interface(), _facts(library))))
    second = tree(library, list(pages(library, _interface(), _facts(library))))
    assert first == second
    assert "search/numbers.json" in first
    assert all(f"topics/{topic.id}/index.md" in first for topic in library.topics)


def test_the_page_of_topics_offers_the_planner_copy_of_each_section_and_of_all(library: Library) -> None:
    def planner(item: str | None, title: str, *topics: str) -> Download:
        return Download(
            f"en/downloads/{title}.pdf",
            title,
            "en",
            "planner",
            "standard",
            "pdf",
            topics,
            9,
            900_000,
            "",
            "",
            item=item,
        )

    files = (
        planner(None, "All", "introduction", "keyworking"),
        planner(library.sections[0].id, "Meetings", "keyworking"),
    )
    shown = _page(library, "topics/index.md", None, *files).text
    assert shown.index("en/downloads/Meetings.pdf") < shown.index("en/downloads/All.pdf"), "sections come first"
    assert "Planner copy" in shown
    assert re.search(r"<b>[^<]*Meetings", shown), "the section has its name in the link"
