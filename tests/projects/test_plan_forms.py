"""The plan says the same in each of its forms: one number, one reason and one type of integration for an action, whoever reads it where."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from itertools import pairwise

import pytest
from icalendar import Calendar
from lxml import etree, html

from generator.formats import FORMATS
from generator.model import Topic
from generator.model.editions import of_every_copy
from generator.model.project import Action, Gathering
from generator.projects.citing import numbers
from generator.projects.exports import EXPORTS
from generator.render import plain
from generator.site.compose import Composer
from generator.site.local import LocalPages
from generator.site.page import Facts
from tests.formats.pdf_reading import ReadPdf
from tests.projects.project_papers import composed, example, printed
from tests.real_content import DAY, fonts, interface, library, seen

LANGUAGES = ["en", "ur"]


def test_types_of_integration_have_namesakes_in_other_topics() -> None:
    """Else the tests below could not tell whose titles stand in a form."""
    used = {kind for action, _ in plan() for kind in action.integration}
    others = {approach.id for topic in library().topics if topic.number != 1 for approach in topic.approaches}
    assert used & others


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_plan(language: str, edition: str) -> None:
    holds(
        by_number(spaced(ReadPdf(printed("action-plan", edition, language).content).document.text)), language, "print"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_as_a_word_file(language: str) -> None:
    content = FORMATS["docx"].render(composed("action-plan", language=language).document, fonts()).content
    holds(by_number(text_of_word(content)), language, "print")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_plan(language: str) -> None:
    site = Composer(seen(language), interface(language), Facts(DAY, tuple(library().languages.values())))
    (page,) = (page for page in LocalPages(site, example()).pages() if page.kind == "project-plan")
    items = html.fromstring(page.text).xpath("//li[starts-with(@id, 'action-')]")
    holds({number_of(item): spaced(" ".join(item.itertext())) for item in items}, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_the_plan(language: str) -> None:
    data = EXPORTS["plan-csv"].export(example(), seen(language), interface(language), DAY).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))[1:]
    holds({int(row[0]): spaced(" ".join(row)) for row in rows}, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_of_the_plan(language: str) -> None:
    data = EXPORTS["plan-ics"].export(example(), seen(language), interface(language), DAY)
    events = [(str(event["summary"]), str(event["description"])) for event in Calendar.from_ical(data).walk("VEVENT")]
    dated = [(number, *one) for number, one in enumerate(plan(), start=1) if one[0].by or one[0].ask_again]
    for number, action, gathering in dated:
        if action.standing == "already":
            continue
        (text,) = (text for title, text in events if title.endswith(f"{number}. {plain(action.what)}"))
        assert all(said in text for said in (*reasons(action, gathering), *types(action, language)))


def holds(found: Mapping[int, str], language: str, form: str = "") -> None:
    """Under each number of the plan stand its action, all its reasons (on paper by their numbers), and its types."""
    assert sorted(found) == list(range(1, len(plan()) + 1))
    for number, (action, gathering) in enumerate(plan(), start=1):
        wanted = [plain(action.what), *reasons(action, gathering, form), *types(action, language)]
        assert [said for said in wanted if said not in found[number]] == []


def types(action: Action, language: str) -> list[str]:
    """Its types of integration, as the topic about them calls them."""
    (topic,) = (topic for topic in seen(language).all(Topic) if topic.number == 1)
    titles = {approach.id: plain(approach.title) for approach in topic.approaches}
    return [titles[kind] for kind in action.integration]


def plan() -> list[tuple[Action, Gathering]]:
    """What is left for later comes last; the example gives every action a place in the order."""
    every = [(action, gathering) for gathering in example().gatherings for action in gathering.actions]
    return sorted(every, key=lambda one: (one[0].standing == "later", one[0].priority))


def reasons(action: Action, gathering: Gathering, form: str = "") -> list[str]:
    """The decision, and the pieces behind action and decision."""
    decided = [one for one in gathering.decisions if one.id == action.decision]
    pieces = [*action.why, *(piece for one in decided for piece in one.why)]
    known = numbers(example())
    named = [f"[{known[piece]}]" if form == "print" else plain(example().by_id[piece].title) for piece in pieces]
    return [*(plain(one.what) for one in decided), *named]


def by_number(text: str) -> dict[int, str]:
    """What stands on paper from the number of one action to that of the next."""
    found = [
        (text.find(f"{number}. {plain(action.what)}"), number) for number, (action, _) in enumerate(plan(), start=1)
    ]
    places = [*sorted(one for one in found if one[0] >= 0), (len(text), 0)]
    return {number: text[start:end] for (start, number), (end, _) in pairwise(places)}


def number_of(item: html.HtmlElement) -> int:
    return int(item.xpath("string(.//b[@class='plan-turn'])"))


def spaced(text: str) -> str:
    """A text with single spaces, and without the marks that only turn its direction."""
    return re.sub(r"\s+", " ", re.sub("[\u200e\u200f\u2066-\u2069]", "", text))


def text_of_word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return spaced(" ".join("".join(one.itertext()) for one in body.iter("{*}p")))
