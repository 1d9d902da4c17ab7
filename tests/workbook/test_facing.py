"""Papers in two languages: nothing is lost, what belongs together stands in one row, room to write stands once."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import polib
import pytest
from weasyprint.formatting_structure import boxes

from generator.cli import main
from generator.formats import FORMATS, pdf
from generator.formats.document import DocumentRefused, Rendered
from generator.library import Library
from generator.model import Letter, Tool
from generator.model.editions import EDITIONS
from generator.model.meeting import PlannedMeeting
from generator.publish.documents import most_pages
from generator.render import Words
from generator.site.downloads import name_of, of_topic, offered
from generator.site.page import Download
from generator.source import parse
from generator.translate.interface import Interface
from generator.translate.pseudo import LANGUAGES, pseudo_catalogues
from generator.translate.view import view
from generator.validate import validate
from generator.workbook import COPIES, Workbook, compose, planned
from generator.workbook.document import Side
from generator.workbook.meeting import faults, packs_of
from generator.workbook.plan import papers_of_session, there_is
from generator.workbook.rows import add_before, words
from tests.formats.page_assertions import assert_within_margins
from tests.formats.page_reading import sheets
from tests.formats.pdf_assertions import assert_accessible, assert_smallest
from tests.formats.pdf_reading import ReadPdf
from tests.project import Project
from tests.real_content import DAY, ROOT, SEED, fonts, interface, library, seen
from tests.workbook.trees import tree, without

MADE_UP = "en-XA+ar-XB"
PAIRS = (MADE_UP, "ar-XB+en", "en+ar-XB", "en-XA+en")
"""Accented letters that no font has whole cannot stand in the head of a page whose first font is an Arabic one."""
CHOSEN = random.Random(SEED)  # noqa: S311
HIGH = 1.5
"""Pixels that the first lines of two halves may lie apart, where letters of two scripts stand on one line."""


@cache
def side(code: str) -> Side:
    """A language; a made-up one has the English words of the interface."""
    return Side(seen(code), Interface(code, polib.POFile()) if code in LANGUAGES else interface(code))


def paper(copy: str, code: str, edition: str = "standard", choice: random.Random = CHOSEN) -> Workbook:
    """A paper of that kind about something chosen by the seed."""
    about = COPIES[copy].about
    plain = Workbook(copy, edition, "en", (), about, ())
    topic = choice.choice(library().topics)
    if about in ("topic", "session"):
        plain = replace(plain, topics=(topic.id,), numbers=(topic.number,))
    if about == "session":
        session = choice.choice(topic.sessions)
        plain = replace(plain, minutes=session.minutes, lens="together" if COPIES[copy].lenses else None)
        if not there_is(plain, library()):
            return paper(copy, code, edition, choice)
        plain = replace(plain, papers=tuple(papers_of_session(plain, library()))) if copy == "pack" else plain
    if about == "page":
        booklet = next(one for one in planned(library()) if one.copy == "booklet")
        plain = replace(booklet, edition=edition, papers=tuple(replace(one, edition=edition) for one in booklet.papers))
    if about in ("tool", "letter"):
        plain = replace(plain, item=choice.choice(library().all(Tool if about == "tool" else Letter)).id)
    return plain.in_languages(code)


@dataclass(frozen=True)
class Made:
    """One paper in two languages, and in each of them alone."""

    workbook: Workbook
    html: str
    first: str
    second: str
    document: Any


@cache
def made(workbook: Workbook) -> Made:
    first, second = (side(code) for code in workbook.languages)
    both = compose(workbook, first.library, first.interface, DAY, None, second)
    alone = [
        compose(workbook.in_languages(one.library.language), one.library, one.interface, DAY) for one in (first, second)
    ]
    return Made(workbook, both.document.html, alone[0].document.html, alone[1].document.html, both.document)


@cache
def printed(workbook: Workbook) -> Rendered:
    return pdf.render(made(workbook).document, fonts())


def body(html: str) -> Element:
    """What stands in the body, without what speaks of the paper itself: its version, address and notice."""
    found = tree(html).find("body")
    assert found is not None
    for child in list(found):
        if child.tag == "aside" or child.get("class") == "current":
            found.remove(child)
    return found


def counted(element: Element) -> Counter[str]:
    return Counter(words(element).split())


def by_kind() -> Iterator[object]:
    """Every copy in both editions and with either direction first; a sample for each day, all for `make verify`."""
    every = [
        (copy, code, edition)
        for copy in COPIES
        for code in PAIRS
        for edition in EDITIONS
        if EDITIONS[edition].holds(copy)
    ]
    today = {*CHOSEN.sample(every, 5), ("participant", MADE_UP, "standard"), ("recorder", "ar-XB+en", "standard")}
    for one in every:
        marks = () if one in today else pytest.mark.slow
        yield pytest.param(*one, marks=marks, id=f"{one[0]}-{one[1]}-{one[2]}-seed-{SEED}")


EVERY_COPY = [
    pytest.param(copy, code, id=f"{copy}-{code}-seed-{SEED}") for copy in COPIES for code in (MADE_UP, "en+ur")
]


@pytest.mark.parametrize(("copy", "code"), EVERY_COPY)
def test_both_languages_are_there_whole_and_each_once(copy: str, code: str) -> None:
    # The first page of a pack in usual print counts two slips to a sheet in one language, and one where there are two.
    one = made(paper(copy, code, "large_print" if copy == "pack" else "standard"))
    first, second = one.workbook.languages
    left, right = (without(body(one.html), name) for name in ("second", "first"))
    alone, other = without(body(one.first), "second"), without(body(one.second), "first")
    assert counted(left) == counted(alone)
    if code == MADE_UP:
        assert counted(right) == counted(other)
    else:  # what is not translated stands once, in the half of its own language
        assert not counted(other) - counted(right) - counted(alone), (first, second)


@pytest.mark.parametrize(("copy", "code"), EVERY_COPY)
def test_room_to_write_and_numbers_stand_once(copy: str, code: str) -> None:
    one = made(paper(copy, code))
    for found in (
        r'data-field="[^"]*"',
        r'data-choice="[^"]*"',
        r'class="ruled-line"',
        r'class="space"',
        r"<svg",
        r"<h[1-6]\b",
        r"<table",
        r"<li\b",
        r"<t[dh]\b",
    ):
        assert Counter(re.findall(found, one.html)) == Counter(re.findall(found, one.first)), found
    names = re.findall(r'data-field="([^"]*)"', one.html)
    assert len(names) == len(set(names))
    numbers = [
        Counter(words(mark) for mark in body(html).iter("span") if "count" in mark.get("class", "").split())
        for html in (one.html, one.first)
    ]
    assert numbers[0].keys() == numbers[1].keys()


@pytest.mark.parametrize(("copy", "code", "edition"), list(by_kind()))
def test_a_paper_of_two_languages_is_accessible_and_its_rows_hold(copy: str, code: str, edition: str) -> None:
    one = made(paper(copy, code, edition))
    read = assert_accessible(printed(one.workbook).content, language=one.workbook.language, title=one.document.title)
    assert_smallest(read, EDITIONS[edition].smallest)
    assert_all_is_drawn(one, read)
    assert_rows_hold(one)


def test_english_and_urdu_face_each_other_in_topic_nine() -> None:
    published = [one for one in planned(library()) if one.second]
    assert {(one.copy, one.languages, one.topics, one.reader) for one in published} == {
        (copy, ("en", "ur"), ("keyworking",), reader)
        for copy in ("participant", "recorder")
        for reader in (False, True)
    }
    for workbook in published:
        one = made(workbook)
        rendered = printed(workbook)
        read = assert_accessible(rendered.content, language="en", title=one.document.title)
        most = most_pages(workbook, library())
        assert most is None or rendered.pages <= most
        assert_rows_hold(one)
        urdu = [element for element in read.document.walk() if element.own_language == "ur"]
        assert len(urdu) > len(read.document.all("H3")) > 1
        assert "where it comes from (CC BY 4.0)." in read.document.text, "brackets are turned round by those of Urdu"
        used = {glyph.font.partition("+")[2] for glyph in read.glyphs}
        assert any("Nastaliq" in font for font in used) != workbook.reader
    assert most_pages(next(one for one in published if one.copy == "participant"), library()) == 8


@pytest.mark.parametrize("code", ["en+ur", "ur+en"])
@pytest.mark.parametrize("reader", [False, True])
def test_a_poster_in_two_languages_has_all_that_hangs_on_the_wall_on_its_first_page(code: str, reader: bool) -> None:
    poster = replace(Workbook("poster", "standard", "en", ("keyworking",), "topic", (9,)), reader=reader)
    rendered = printed(poster.in_languages(code))
    assert rendered.pages == most_pages(poster.in_languages(code), library()) == 2
    read = ReadPdf(rendered.content)
    (table,) = read.document.all("Table")
    assert {page for part in table.walk() for page in part.pages} == {0}
    assert {page for part in read.document.all("P")[-1].walk() for page in part.pages} == {1}
    assert_within_margins(sheets(rendered.content))


def assert_all_is_drawn(one: Made, read: ReadPdf) -> None:
    """Every letter of the page is in the tags of its file, and none twice. Parts of a pack come after its first page."""
    pages = [one.html, *(part.document.html for part in one.document.parts)]
    shown = [_without_hidden(tree(html)) for html in pages]
    wanted = Counter(letter for page in shown for letter in words(page) if letter.isalpha())
    found = Counter(letter for letter in _text(read) if letter.isalpha())
    assert not wanted - found, f"{wanted - found} are not drawn"
    assert not found - wanted, f"{found - wanted} are drawn twice"


def _text(read: ReadPdf) -> str:
    figures = "".join(figure.text for figure in read.document.all("Figure"))
    return "".join((Counter(read.document.text) - Counter(figures)).elements())


def _without_hidden(page: Element) -> Element:
    for holder in list(page.iter()):
        for child in list(holder):
            if child.get("aria-hidden") == "true" or child.tag == "head":
                add_before(holder, child, child.tail)
                holder.remove(child)
    return page


def assert_rows_hold(one: Made) -> None:
    """Both halves of a row begin on the same line of the same page, and no word leaves the page."""
    begins: dict[Element, tuple[int, float]] = {}
    beside: set[Element] = set()
    roots: dict[Element, None] = {}
    for number, page in enumerate(pdf.put_together(one.document, fonts()).pages):
        sheet = page._page_box
        left, right = sheet.content_box_x() - HIGH, sheet.content_box_x() + sheet.width + HIGH
        for part in (child for child in sheet.children if not isinstance(child, boxes.MarginBox)):
            roots[part.element] = None
            for box in part.descendants():
                if isinstance(box, boxes.TextBox) and box.text.strip():
                    assert left <= box.position_x, box.text
                    assert box.position_x + box.width <= right, box.text
                if isinstance(box, boxes.LineBox):
                    begins.setdefault(box.element, (number, box.position_y + box.baseline))
                if isinstance(box, boxes.TableCellBox):
                    beside.add(box.element)
    rows = [halves for root in roots for halves in _rows(root) if all(half in begins for half in halves)]
    assert rows
    for first, second in rows:
        said = f"{words(first)!r} and {words(second)!r}"
        assert begins[first][0] == begins[second][0], f"{said} are on two pages"
        assert (first in beside) == (second in beside)
        if first in beside:
            assert abs(begins[first][1] - begins[second][1]) <= HIGH, f"{said} are not on one line"


def _rows(root: Element) -> Iterator[tuple[Element, Element]]:
    for row in root.iter():
        halves = [child for child in row if child.tag == "span" and "half" in child.get("class", "").split()]
        if halves:
            first, second = halves
            yield first, second


@pytest.mark.parametrize("form", ["docx", "epub", "html", "txt", "odt"])
def test_in_other_formats_the_second_language_comes_below_the_first(form: str) -> None:
    workbook = next(one for one in planned(library()) if one.second and one.copy == "participant" and not one.reader)
    document = made(workbook).document
    if form == "odt":
        with pytest.raises(DocumentRefused, match="keep no direction for a part of a text"):
            FORMATS[form].render(document, fonts())
        return
    content = FORMATS[form].render(document, fonts()).content
    assert content
    if form == "txt":
        text = content.decode()
        assert "In the full list: 9.1, 9.2\n\nپوری فہرست میں: 9.1, 9.2\n" in text
        assert "•" not in text.replace("- ", "")


def test_a_pair_is_named_and_offered_to_readers_of_both_languages() -> None:
    workbook = next(one for one in planned(library()) if one.second and one.copy == "participant")
    assert (workbook.name, workbook.code) == ("keyworking-participant-en-ur", "9p-ur")
    assert workbook.in_languages("en").name == "keyworking-participant"
    plain = Download("en/a.pdf", "", "en", "participant", "standard", "pdf", ("keyworking",), 4, 1, "", "9p")
    pair = replace(plain, path="en/b.pdf", second="ur", code="9p-ur")
    assert offered([pair, plain], "en", of_topic("keyworking")) == [plain, pair]
    assert offered([pair, plain], "ur", of_topic("keyworking")) == [pair]
    assert offered([pair, plain], "cy", of_topic("keyworking")) == [plain]
    assert name_of(pair, Words(side("en").interface)) == "Participant copy, English and Urdu side by side"


def test_a_pack_in_two_languages_prints_each_paper_once() -> None:
    one = made(paper("pack", "en+ur", choice=random.Random(1)))  # noqa: S311
    rows = [row for row in tree(one.html).iter("tr") if row.get("data-version")]
    assert len(rows) == len(one.workbook.papers) == len(one.document.parts)
    assert all(paper.languages == ("en", "ur") for paper in one.workbook.papers)
    assert "Participant copy · " in [part.name for part in one.document.parts][4]


def test_a_planned_meeting_may_ask_for_two_languages() -> None:
    text = "topics: [keyworking]\nminutes: 90\npeople:\n  - {count: 7}\n  - {count: 2, language: en+ur}\n"
    source, _ = parse(text, "session.yml")
    assert source is not None
    plan, _ = validate(source, PlannedMeeting)
    assert plan is not None
    assert list(faults(plan, source, library())) == []
    english, both = packs_of(plan, library())
    assert (english.languages, both.languages) == (("en",), ("en", "ur"))
    assert {paper.languages for paper in both.papers} == {("en", "ur")}
    wrong = text.replace("en+ur", "en+en")
    source, _ = parse(wrong, "session.yml")
    assert source is not None
    plan, _ = validate(source, PlannedMeeting)
    assert plan is not None
    assert [problem.line for problem in faults(plan, source, library())] == [
        "session.yml:5:26: “en+en” names the same language twice; write en alone, or another language after the +"
    ]


def test_the_tiny_library_works_in_any_pair(project: Project) -> None:
    tiny, made_up = project.library(), pseudo_catalogues(project.library())
    first = Side(view(tiny, project.catalogues(), "ur"), Interface("ur", polib.POFile()))
    second = Side(_made_up(tiny, made_up), Interface("en-XA", polib.POFile()))
    workbook = next(one for one in planned(tiny) if one.copy == "participant").in_languages("ur+en-XA")
    html = compose(workbook, first.library, first.interface, DAY, None, second).document.html
    assert html.startswith('<!doctype html>\n<html lang="ur" dir="rtl">')
    assert 'class="half second" lang="en-XA" dir="ltr"' in html


def _made_up(tiny: Library, made_up: Any) -> Library:
    language = LANGUAGES["en-XA"]
    documents = tuple(
        replace(one, entry=one.entry.model_copy(update={"languages": (*one.entry.languages, language)}))  # type: ignore[attr-defined]
        if one.kind == "languages"
        else one
        for one in tiny.documents
    )
    return view(Library(documents, language="en", picture_files=tiny.picture_files), made_up, "en-XA")


def test_a_paper_is_not_composed_from_other_languages_than_its_own() -> None:
    with pytest.raises(ValueError, match="cannot be composed from 1 languages"):
        compose(paper("participant", "en+ur"), seen("en"), side("en").interface, DAY)


def test_the_drafts_of_a_pair_are_named_in_both_languages() -> None:
    html = made(next(one for one in planned(library()) if one.second)).html
    notice = next(one for one in tree(html).iter("aside"))
    assert "The words in Urdu are a draft made by a machine" in words(notice)
    assert "اردو کے لفظ" in words(notice)


def test_the_command_reads_the_words_of_both_languages(tmp_path: Path) -> None:
    paper_of_two = tmp_path / "poster.txt"
    words_of_command = ["workbook", "keyworking", "--copy", "poster", "--language", "en+ur", "--format", "txt"]
    assert main(["--root", str(ROOT), *words_of_command, "--output", str(paper_of_two)]) == 0
    title = seen("ur").by_target["topic:keyworking"].entry.title.text  # type: ignore[attr-defined]
    assert title in paper_of_two.read_text("utf-8")
