"""Every paper there can be: what it is about × copy × edition × lens × length × language; and what must hold for each of them.

The languages are English, Urdu in both of its fonts, and two made-up ones: longer words with accents, and right to left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from generator.model import Letter, Session, Tool, Topic
from generator.model.editions import EDITIONS
from generator.model.units import units
from generator.publish.documents import most_pages
from generator.render import plain
from generator.translate.pseudo import LANGUAGES
from generator.workbook import COPIES, Workbook, planned
from generator.workbook.plan import LENSES, papers_of_session, there_is
from tests.formats.page_assertions import (
    assert_columns_hold_words,
    assert_columns_to_write_in,
    assert_headings_stay,
    assert_no_empty_page,
    assert_no_overlap,
    assert_nothing_struck_through,
    assert_within_margins,
    boxes,
)
from tests.formats.page_reading import DECORATION, TEXT, Box, Sheet
from tests.formats.pdf_assertions import assert_accessible, assert_order, assert_smallest
from tests.formats.pdf_reading import Element, Piece
from tests.real_content import interface, library, seen
from tests.workbook.printed import Paper

VERSIONS = (("en", False), ("ur", False), ("ur", True), *((code, False) for code in sorted(LANGUAGES)))
"""Each language, and whether the paper is the one for screen readers."""


def every() -> Iterator[Workbook]:
    """Each paper there can be, those of one language after the other."""
    booklets = {one.item: one for one in planned(library()) if one.copy == "booklet"}
    for (code, reader), edition in product(VERSIONS, EDITIONS):
        for plain_one in _subjects():
            if not EDITIONS[edition].holds(plain_one.copy):
                continue
            one = replace(plain_one, edition=edition, language=code, reader=reader)
            if not there_is(one, library()):
                continue
            if one.copy == "pack":
                one = replace(one, papers=tuple(papers_of_session(one, library())))
            if one.copy == "booklet":
                papers = booklets[one.item].papers
                one = replace(one, papers=tuple(replace(paper, edition=edition, language=code, reader=reader) for paper in papers))  # fmt: skip
            yield one


def _subjects() -> Iterator[Workbook]:
    """What there is a paper about, and in which copies, lenses and lengths."""
    for topic in library().topics:
        one = Workbook("", "standard", "en", (topic.id,), "topic", (topic.number,))
        yield from _copies_of(one)
        lengths = (session.minutes for session in topic.sessions)
        yield from (copy for minutes in lengths for copy in _copies_of(replace(one, scope="session", minutes=minutes)))
    sections = [(section.id, section.topics) for section in library().sections]
    for item, topics in (*sections, (None, tuple(topic.id for topic in library().topics))):
        numbers = tuple(topic.number for topic in library().topics if topic.id in topics)
        own = tuple(topic.id for topic in library().topics if topic.id in topics)
        yield Workbook("planner", "standard", "en", own, "section" if item else "manual", numbers, item=item)
    items = [("tool", tool.id) for tool in library().all(Tool)] + [("letter", one.id) for one in library().all(Letter)]
    items += [("page", entry.page or "") for entry in library().workbooks if entry.page]
    for scope, item in items:
        yield from _copies_of(Workbook("", "standard", "en", (), scope, (), item=item))
    yield from _copies_of(Workbook("", "standard", "en", (), "every", ()))


def _copies_of(one: Workbook) -> Iterator[Workbook]:
    for copy in COPIES.values():
        if copy.about == one.scope:
            for lens in LENSES if copy.lenses else (None,):
                yield replace(one, copy=copy.name, lens=lens)


def faults(paper: Paper) -> list[str]:
    """Everything that is wrong with a paper, and not only the first fault."""
    found = []
    for rule in RULES:
        try:
            rule(paper)
        except AssertionError as error:
            found.append(f"{rule.__name__}: {str(error).splitlines()[0] if str(error) else repr(error)}")
    return found


def accessible(paper: Paper) -> None:
    """Valid PDF/UA-1, and everything that holds for any document of ours."""
    assert_accessible(paper.content, language=paper.workbook.language, title=paper.composed.document.title)


def large_enough(paper: Paper) -> None:
    """No letter is smaller than its edition allows."""
    size = EDITIONS[paper.workbook.edition].smallest
    assert_smallest(paper.read, max(size, 18) if paper.workbook.copy == "co_lead" else size)


def marked_with_its_version(paper: Paper) -> None:
    """The version stands in the foot of every page, and once in the text."""
    assert paper.composed.version in paper.text, "the version is not in the text"
    if paper.workbook.papers:
        return  # its papers carry their own
    feet = dict.fromkeys(range(paper.pages), "")
    for piece in paper.read.artifacts:
        feet[piece.page] += piece.text
    without = [page for page, text in feet.items() if paper.composed.version not in text]
    assert not without, f"pages without the version: {without}"


def within_margins(paper: Paper) -> None:
    """Nothing is cut off."""
    assert_within_margins(paper.sheets)


def nothing_on_something_else(paper: Paper) -> None:
    """No words on words, no rule through words."""
    assert_no_overlap(paper.sheets)
    assert_nothing_struck_through(paper.sheets)


def well_broken(paper: Paper) -> None:
    """No heading at the end of a page, no page with almost nothing on it, no column one word wide."""
    if paper.workbook.papers:
        return  # each of its papers is looked at by itself; the backs of odd ones are empty
    assert_headings_stay(paper.read, paper.sheets)
    assert_no_empty_page(paper.sheets, ends_of_topics(paper))
    assert_columns_hold_words(paper.read, paper.sheets)


def wide_enough_to_write(paper: Paper) -> None:
    """Every column of a form holds a name by hand; made-up words, a third longer than ours, may take some of its room."""
    if paper.workbook.copy == "form":
        assert_columns_to_write_in(paper.sheets, 22 if paper.workbook.language in LANGUAGES else NAME_BY_HAND)


NAME_BY_HAND = 27
"""Millimetres: 28, which the template of forms gives at least, but for borders."""


def ends_of_topics(paper: Paper) -> set[int]:
    """The last page of each topic, in a paper where each begins on a page of its own."""
    if paper.workbook.scope not in ("section", "manual"):
        return set()
    titles = {plain(topic.title) for topic in seen(paper.workbook.language).topics if topic.id in paper.workbook.topics}
    return {min(one.pages) - 1 for one in paper.read.document.all("H2") if one.text.strip() in titles}


def not_about_itself_alone(paper: Paper) -> None:
    """No page carries only the lines that say what paper it is."""
    if paper.workbook.papers or paper.pages == 1:
        return
    own = next(one for one in paper.read.document.all("H2") if one.text.strip() == about_itself(paper.workbook))
    page = max(own.pages)
    mark = next(piece.number for piece in own.children if isinstance(piece, Piece))
    sheet = paper.sheets[page]
    top = max(words.box[3] for words in sheet.words if words.mark == mark)
    above = [box for role, box in contents(sheet) if box[1] > top + ABOVE_ITSELF]
    assert above, "the last page says only what paper this is"


ABOVE_ITSELF = 12
"""Points between the heading of these lines and what stands over them; the rule over them is nearer."""


def contents(sheet: Sheet) -> Iterator[tuple[str, Box]]:
    """What stands between the head and the foot of a page."""
    return ((role, box) for role, box in boxes(sheet) if role in (TEXT, DECORATION))


def numbered(paper: Paper) -> None:
    """The numbers of questions are those of the content, in Western digits."""
    assert not re.search(r"[٠-٩۰-۹]\.[٠-٩۰-۹]", paper.text), "a number of a question in other digits"
    wanted = list(numbers_in(paper.workbook))
    text = _told_apart(paper.read.document)
    missing = [number for number in wanted if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\da-z.]*\d)", text)]
    assert not missing, f"numbers that are missing: {missing}"
    found = {number for number in NUMBER.findall(text) if number != "4.0"}  # of the licence
    strange = found - known_numbers()
    assert not strange, f"numbers that no question has: {sorted(strange)}"
    if paper.workbook.copy in ("planner", "recorder", "cards"):
        assert_order(paper.read, *wanted)


NUMBER = re.compile(r"(?<![\d.:/])\d{1,2}\.\d{1,2}[a-z]?(?![\d.:])")


def _told_apart(document: Element) -> str:
    """The text with a space between what stands in different elements."""
    return " ".join("".join(one.text for one in element.children if not isinstance(one, Element)) for element in document.walk())  # fmt: skip


@cache
def known_numbers() -> frozenset[str]:
    questions = library().questions.values()
    return frozenset(number for one in questions for number in (one.number, *(part.number for part in one.parts)))


def numbers_in(workbook: Workbook) -> Iterator[str]:
    """The numbers that a copy has to show, in their order."""
    for topic in (one for one in library().topics if one.id in workbook.topics and not workbook.papers):
        opened = {starter.id: starter.opens for starter in topic.starters}
        match workbook.copy:
            case "planner" | "recorder":
                yield from _of_list(topic)
            case "cards":
                yield from (number for numbers in opened.values() for number in numbers)
                yield from _of_list(topic)
            case "participant":
                yield from (number for numbers in opened.values() for number in numbers)
            case "facilitator" | "co_lead":
                steps = [step for one in topic.sessions if one.minutes == workbook.minutes for step in one.steps]
                yield from (number for step in steps for starter in step.starters for number in opened[starter])
                if workbook.copy == "facilitator":
                    yield from (number for step in steps for number in step.prompts)


def _of_list(topic: Topic) -> Iterator[str]:
    for question in topic.discussion.questions:
        yield question.number
        yield from (part.number for part in question.parts)


def within_its_pages(paper: Paper) -> None:
    """As many sides as its copy may have."""
    most = most_sides(paper.workbook)
    assert most is None or paper.pages <= most, f"{paper.pages} pages, at most {most}"
    if paper.workbook.papers:
        own = next(one for one in paper.read.document.all("H2") if one.text.strip() == about_itself(paper.workbook))
        most = (ORDER if paper.workbook.language == "en" else LONGER_ORDER)[paper.workbook.edition]
        assert max(own.pages) < most, f"a print order of {max(own.pages) + 1} pages"
    if paper.workbook.copy == "facilitator":
        heading, steps = paper.read.document.all("H2")[:2]
        first = interface(paper.workbook.language)("From the start")
        sheet = next(one for one in paper.read.document.walk() if one.tag == "Table" and first in one.text)
        page = 1 if paper.workbook.large else 0
        assert pages_of(heading) == pages_of(sheet) == {page}, f"the run sheet is not one page, page {page + 1}"
        assert pages_of(steps) == {page + 1}, "the steps do not begin on the page after the run sheet"


ORDER, LONGER_ORDER = {"standard": 1, "large_print": 2}, {"standard": 2, "large_print": 4}
"""The most pages of the print order of a pack, in English, and with taller lines, longer words and a notice."""


def about_itself(workbook: Workbook) -> str:
    """The heading of the lines that say what paper it is, at the end of each."""
    return interface(workbook.language)("About this paper")


def most_sides(workbook: Workbook) -> int | None:
    """How many sides a paper may have; made-up words, a third longer than ours, and forms in tall lines may take one more."""
    if workbook.copy in ("pack", "booklet"):
        return None
    most = most_pages(workbook, library())
    longer = workbook.language in LANGUAGES or (workbook.scope == "tool" and workbook.language != "en")
    return most + 1 if most and longer else most


def pages_of(element: Element) -> set[int]:
    return {page for part in element.walk() for page in part.pages}


def for_the_room_only(paper: Paper) -> None:
    """Nothing that the facilitator prepares or says to themselves stands in a copy for participants."""
    if paper.workbook.copy != "participant":
        return
    text = letters(paper.text)
    shown = [words for words in hidden(paper.workbook) if letters(words) in text]
    assert not shown, f"words for the facilitator: {shown[:2]}"


def hidden(workbook: Workbook) -> list[str]:
    """The texts of a topic that are for those who lead, but for short ones that may stand anywhere."""
    own = seen(workbook.language)
    topic = next(one for one in own.topics if one.id in workbook.topics)
    entries: Iterable[Session | object] = (topic.preparation, own.sessions, *topic.sessions)
    texts = [plain(unit) for entry in entries for unit in units(entry)]  # type: ignore[arg-type]
    return [text for text in texts if len(text.split()) > 5]


def letters(text: str) -> str:
    """Only what is said, to compare texts that were set in lines."""
    return re.sub(r"\W", "", text).lower()


def a_draft_says_so(paper: Paper) -> None:
    """What no speaker of the language has checked says that it is a draft."""
    if paper.workbook.language == "en":
        return
    words = interface(paper.workbook.language)("This translation is a draft made by a machine. Nobody who speaks the language has checked it yet.")  # fmt: skip
    assert letters(words) in letters(paper.text), "it does not say that it is a draft"


RULES: tuple[Callable[[Paper], None], ...] = (
    accessible, large_enough, marked_with_its_version, within_margins, nothing_on_something_else, well_broken, wide_enough_to_write,
    not_about_itself_alone, numbered, within_its_pages, for_the_room_only, a_draft_says_so,
)  # fmt: skip
