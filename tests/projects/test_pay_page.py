"""The printed page on pay: one page for a large project too, sums that add up, and where to ask about benefits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from generator.formats import FORMATS
from generator.model.editions import EDITIONS
from generator.projects.folder import load_project
from generator.projects.papers import page_problem
from generator.render import plain
from generator.translate.pseudo import LANGUAGES
from tests.projects.project_papers import EXAMPLE, composed, example, paying, words
from tests.real_content import fonts, interface, library

TONGUES = ["en", "ur", *LANGUAGES]


@pytest.mark.parametrize("edition", sorted(EDITIONS))
@pytest.mark.parametrize("language", TONGUES)
def test_the_page_on_pay_stays_one_page_for_a_large_project(language: str, edition: str) -> None:
    """The table is at its limit with seven people and three sessions; with more, sums by session and person stand in its place."""
    for people, sessions, table in ((7, 3, True), (8, 3, False), (6, 4, False), (16, 8, False)):
        paper = composed("pay", edition, language, local=paying(people, sessions))
        assert FORMATS["pdf"].render(paper.document, fonts()).pages == 1, (people, sessions)
        assert paper.document.html.count("<table") == (2 if table and edition == "standard" else 1)
        said = str(interface(language)("The spreadsheet has each payment."))
        assert (said in words(paper.document.html)) is not table


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
@pytest.mark.parametrize("edition", sorted(EDITIONS))
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_page_on_pay_says_where_to_ask_in_each_nation(language: str, edition: str, nation: str) -> None:
    pay = example().pay
    assert pay
    local = replace(example(), pay=pay.model_copy(update={"nation": nation}), pay_left_out=True)
    paper = composed("pay", edition, language, local=local)
    assert FORMATS["pdf"].render(paper.document, fonts()).pages == 1
    office = {"scotland": "Social Security Scotland runs", "northern-ireland": "Department for Communities."}[nation]
    assert office in words(paper.document.html)
    left_out = interface(language)("Payments for sessions that are not shown here are left out.")
    assert str(left_out) in words(paper.document.html)


def test_too_many_to_pay_for_one_page_are_counted_before_any_text_is_named() -> None:
    loaded = load_project(EXAMPLE, "content/projects/thimblewick")
    problem = page_problem(composed("pay", local=paying(16, 8)), 2, "pay", loaded, library())
    assert problem is not None
    assert problem.line.startswith("content/projects/thimblewick/pay.yml:")
    before, _, after = problem.message.partition(
        "pay.yml has 9 rates, 16 people and 8 sessions: join those that are alike; "
    )
    assert "letters" not in before
    assert "letters" in after


def test_the_sums_on_the_page_on_pay_add_up() -> None:
    html = composed("pay").document.html
    tables = etree.fromstring(f"<div>{''.join(re.findall('(?s)<table.*?</table>', html))}</div>")
    by_rate, by_person = ([[number(cell) for cell in row.findall("td")] for row in table.find("tbody").findall("tr")] for table in tables)  # fmt: skip
    assert sum(row[-1] for row in by_rate[:-1]) == by_rate[-1][-1]
    assert by_person[-1][-1] == by_rate[-1][-1]
    for column in range(len(by_person[-1])):
        assert sum(row[column] for row in by_person[:-1]) == by_person[-1][column]
    for row in by_person:
        assert sum(row[:-1]) == row[-1]


def number(cell: etree._Element) -> int:
    """A sum in pence; nothing for a cell without one."""
    return int(re.sub(r"\D", "", "".join(cell.itertext())) or 0)


def test_the_page_on_pay_dates_its_rates_and_its_caution() -> None:
    text = words(composed("pay").document.html)
    pay = example().pay
    assert pay
    assert all(plain(rate.agreed_by) in text for rate in pay.rates)
    assert all(interface("en").day(rate.agreed_on) in text for rate in pay.rates)
    assert "So never hand over money first and ask later." in text
    assert re.search(r"United Kingdom · looked up on \d+ \w+ 2026", text)
    large = words(composed("pay", "large_print").document.html)
    assert re.search(r"is run by the Department for Work and Pensions\. · looked up on \d+ \w+ 2026", large)


def test_a_session_without_a_day_yet_is_called_by_its_topic() -> None:
    session = next(one for one in example().gatherings if one.id == "fragmentation-march")
    others = tuple(one for one in example().gatherings if one != session)
    later = replace(example(), gatherings=(session.model_copy(update={"day": None}), *others))
    topic = next(topic for topic in library().topics if topic.id == session.topic)
    for edition in EDITIONS:
        html = composed("pay", edition, local=later).document.html
        assert session.id not in html
        assert plain(topic.title) in words(html)
