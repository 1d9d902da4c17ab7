"""The papers of a session: who leads finds times and safety at once, who takes part finds nothing that is not for them."""

from __future__ import annotations

import random
import re
from functools import cache
from html import unescape

import pytest

from generator.model import Lens, Prose, Session, Topic
from generator.model.editions import of_every_copy
from generator.model.topic import Preparation
from generator.model.units import Entry, Unit, units
from generator.render import UnitRenderer, plain
from generator.workbook import Workbook, compose
from generator.workbook.document import Composed
from generator.workbook.pieces import PaperPieces
from generator.workbook.sentences import in_sentences, thoughts
from generator.workbook.times import timetable
from tests.formats.pdf_assertions import assert_one, assert_order, assert_smallest
from tests.formats.pdf_reading import Element
from tests.real_content import DAY, ENGLISH, SEED, library
from tests.workbook.printed import printed

LENSES: tuple[Lens, ...] = ("people", "managers", "together")
EVERY = ("supporter", "signals", "ground_rules", "access_needs", "evaluation", "leaders_evaluation")
PAIRS = [(topic, session) for topic in library().topics for session in topic.sessions]
SAMPLE = random.Random(SEED).sample(PAIRS, 3)  # noqa: S311
LONGEST = [max(PAIRS, key=lambda pair: (len(pair[1].steps), sum(len(step.prompts) for step in pair[1].steps)))]


def about(
    topic: Topic, session: Session, copy: str, lens: Lens | None = None, edition: str = "standard", language: str = "en"
) -> Workbook:
    return Workbook(
        copy, edition, language, (topic.id,), "session", (topic.number,), lens=lens, minutes=session.minutes
    )


def for_every(copy: str, edition: str = "standard", language: str = "en") -> Workbook:
    return Workbook(copy, edition, language, (), "every", ())


@cache
def composed(workbook: Workbook) -> Composed:
    return compose(workbook, library(), ENGLISH, DAY)


def words(one: Composed) -> str:
    """The words of a paper without its tags."""
    return without_tags(one.document.html)


def without_tags(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def shown(unit: Unit | None) -> str:
    """The words of a unit as paper shows them."""
    renderer = UnitRenderer(library(), PaperPieces(library()))
    return without_tags(renderer.block(unit) if isinstance(unit, Prose) else renderer.inline(unit))


def name(pair: tuple[Topic, Session]) -> str:
    return f"{pair[0].id}-{pair[1].minutes}-seed-{SEED}"


def pages_of(element: Element) -> set[int]:
    return {page for part in element.walk() for page in part.pages}


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
@pytest.mark.parametrize("pair", [*SAMPLE, *LONGEST], ids=name)
def test_the_run_sheet_is_one_page(pair: tuple[Topic, Session], edition: str) -> None:
    read = printed(about(*pair, "facilitator", "managers", edition)).read
    titles = [plain(slot.step.title) for slot in timetable(pair[1], library().sessions)]
    sheet = assert_one(read, "Table", "From the start", "The end", *titles)
    page = 0 if edition == "standard" else 1
    assert pages_of(sheet) == {page}
    facts = assert_one(read, "Table", "Day and place")
    assert pages_of(facts) == {0}
    assert "Person to go to" in facts.text
    steps = next(element for element in read.document.all("H2") if "Step by step" in element.text)
    assert pages_of(steps) == {page + 1}, "the steps begin on the page after it"


@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_the_times_add_up(pair: tuple[Topic, Session]) -> None:
    topic, session = pair
    html = composed(about(topic, session, "facilitator", "together")).document.html
    table = html[html.index('<table class="times">') : html.index("</table>")]
    times = [
        (int(hours) * 60 + int(minutes))
        for hours, minutes in re.findall(r'<td><span dir="ltr">(\d+):(\d\d)</span>', table)
    ]
    starts, longer = times[0::2], times[1::2]
    assert starts == [
        *(sum(step.minutes for step in session.steps[:place]) for place in range(len(session.steps))),
        session.minutes,
    ]
    assert all(0 <= later - start * 1.25 < 1 for start, later in zip(starts, longer, strict=True)), (
        "a quarter more, in whole minutes"
    )


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_every_facilitator_copy_keeps_people_safe(pair: tuple[Topic, Session], lens: Lens) -> None:
    topic, session = pair
    text = words(composed(about(topic, session, "facilitator", lens)))
    safety = {passage.id: passage for passage in library().sessions.safety}
    for identifier in ("disclosure", "leaving-early", "contact-line", "stop-and-pass"):
        passage = safety[identifier]
        assert all(shown(one.text) in text for one in (*passage.points, *passage.steps)), identifier
    assert all(shown(rule.text) in text for rule in library().sessions.ground_rules)
    assert shown(session.upsetting) in text
    asked = next(passage for passage in library().sessions.before if passage.id == "ask-each-person")
    assert all(shown(point.text) in text for point in asked.points)
    for other in LENSES:
        titles = {shown(passage.text) for passage in getattr(topic.preparation, other) if passage.text}
        assert all((title in text) == (other == lens) for title in titles), f"{other} in the copy for {lens}"


def test_every_contact_has_an_empty_cell_to_write_in_on_the_page_that_asks_for_it() -> None:
    """What to write stands beside the room for it, and two lines of handwriting need 20 mm."""
    paper = printed(about(*PAIRS[0], "facilitator", "together"))
    table = assert_one(paper.read, "Table", "Person to go to in the room", "Somebody to talk to tonight")
    assert [cell.text.strip() for cell in table.all("TD")] == [""] * 5
    asks = next(one for one in paper.read.document.all("P") if "Do not start without it." in one.text)
    assert pages_of(table) == pages_of(asks)
    assert "#contact-line td { height: 24mm; }" in "".join(composed(paper.workbook).document.styles)


@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_a_facilitator_reads_every_step_and_the_words_of_its_questions(pair: tuple[Topic, Session]) -> None:
    text = words(composed(about(*pair, "facilitator", "together")))
    for slot in timetable(pair[1], library().sessions):
        step = slot.step
        for unit in (step.say, step.do, step.listen_for, step.access, step.if_short, step.result):
            assert shown(unit) in text
        for number in step.prompts:
            assert f"{number} {shown(library().questions[number].text)}" in text


@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_a_co_lead_copy_has_own_lines_and_nothing_for_the_facilitator(pair: tuple[Topic, Session]) -> None:
    text = words(composed(about(*pair, "co_lead")))
    slots = list(timetable(pair[1], library().sessions))
    assert all(shown(slot.step.say) in text for slot in slots)
    hidden: list[Unit] = [
        unit
        for slot in slots
        for unit in (slot.step.do, slot.step.listen_for, slot.step.if_short, slot.step.result)
        if unit
    ]
    hidden += [
        unit
        for passages in (pair[0].preparation, library().sessions.safety)
        for entry in as_entries(passages)
        for unit in units(entry)
    ]
    assert [shown(unit) for unit in hidden if len(shown(unit).split()) > 5 and shown(unit) in text] == []


def as_entries(value: Preparation | tuple[Entry, ...]) -> tuple[Entry, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("pair", SAMPLE, ids=name)
def test_a_co_lead_copy_is_large_and_has_one_step_a_page(pair: tuple[Topic, Session]) -> None:
    read = printed(about(*pair, "co_lead")).read
    assert_smallest(read, 18)
    titles = [plain(slot.step.title) for slot in timetable(pair[1], library().sessions)]
    headings = [next(one for one in read.document.all("H2") if one.text.strip() == title) for title in titles]
    pages = [page for heading in headings for page in pages_of(heading)]
    assert pages == sorted(set(pages)), "two steps share a page"
    assert 0 not in pages
    assert_order(read, *titles)
    starts: dict[str, set[int]] = {}
    for line in (*read.document.all("P"), *read.document.all("LBody")):
        starts.setdefault(" ".join(line.text.split()), set()).update(pages_of(line))
    for slot in timetable(pair[1], library().sessions):
        for thought in thoughts(slot.step.say) if slot.step.say else ():
            sentences = [plain(Prose(line.removeprefix("- "))) for line in thought.text.splitlines() if line]
            assert len(set().union(*(starts[one] for one in sentences))) == 1, f"a page turns within {sentences}"


def test_a_sentence_is_a_line_and_a_mark_stays_whole() -> None:
    split = in_sentences(
        Prose("One. Two? “Three!” Four.\n\n- five. six.\n\nA [link. with stop](https://example.org) here. End.")
    )
    assert split.text.split("\n\n") == [
        "One.", "Two?", "“Three!”", "Four.", "- five. six.", "A [link. with stop](https://example.org) here. End.",
    ]  # fmt: skip


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
def test_each_card_has_a_drawn_sign_with_words(edition: str) -> None:
    read = printed(for_every("signals", edition)).read
    signs = [element.alternative for element in read.document.all("Figure")]
    assert len(set(signs[:6])) == 6
    cards = ["Stop", "Pass", "Please explain", "Break", "I agree", "I disagree"]
    assert_order(read, *cards)
    headings = [element for element in read.document.all("H2") if element.text.strip() in cards]
    assert len(headings) == 6
    assert len({page for heading in headings for page in pages_of(heading)}) == 1, "one set is one sheet"


def test_two_slips_stand_on_one_sheet_and_are_read_once() -> None:
    read = printed(for_every("access_needs")).read
    table = assert_one(read, "Table", "What shall we call you?", "When must you leave?")
    decoration = {piece.page for piece in read.artifacts if "When must you leave?" in piece.text}
    assert decoration == pages_of(table)
