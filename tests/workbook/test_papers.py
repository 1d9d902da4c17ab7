"""Recorder's sheets, cards, posters, tools and letters: everything that belongs on them is there, and every place to write in has a name."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generator.cli import main
from generator.model import Letter, Tool, Topic
from generator.model.editions import of_every_copy
from generator.model.units import Unit
from generator.publish.documents import most_pages, page_problem
from generator.render import plain
from generator.site.downloads import of_entry, of_topic, offered
from generator.site.page import Download
from generator.workbook import Workbook, compose, planned
from generator.workbook.document import Composed
from tests.real_content import DAY, ENGLISH, ROOT, SEED, library
from tests.workbook.printed import printed

TOOLS = library().all(Tool)
LETTERS = library().all(Letter)
TOPICS = library().topics
CHOSEN = random.Random(SEED)  # noqa: S311
FIELD = re.compile(r'data-field="([^"]*)"')
NAMED = re.compile(r'data-field="([^"]*)" data-label="([^"]*)"')
ONE_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
EDITION_NAMES = sorted(of_every_copy())


def about(topic: Topic, copy: str, edition: str = "standard", language: str = "en") -> Workbook:
    return Workbook(copy, edition, language, (topic.id,), "topic", (topic.number,))


def entry(one: Tool | Letter, edition: str = "standard", language: str = "en") -> Workbook:
    scope, copy = ("tool", "form") if isinstance(one, Tool) else ("letter", "letter")
    return Workbook(copy, edition, language, (), scope, (), item=one.id)


def composed(workbook: Workbook) -> Composed:
    return compose(workbook, library(), ENGLISH, DAY)


def words(html: str) -> str:
    """The words of a paper without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def missing(html: str, units: list[Unit]) -> list[str]:
    """The units whose letters do not stand in the paper one after the other."""
    text = letters(words(html))
    return [plain(unit) for unit in units if letters(plain(unit)) not in text]


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def identifier(one: object) -> str:
    return f"{getattr(one, 'id', one)}-seed-{SEED}"


@pytest.mark.parametrize("edition", EDITION_NAMES)
@pytest.mark.parametrize("tool", TOOLS, ids=identifier)
def test_a_tool_prints_every_label_column_option_and_named_row(tool: Tool, edition: str) -> None:
    html = composed(entry(tool, edition)).document.html
    fields = [field for section in tool.sections for field in section.fields]
    columns = [column for field in fields for column in field.columns]
    labels = [*(field.label for field in fields), *(column.label for column in columns)]
    labels += [option.label for field in fields for option in (*field.options, *field.starts_with)]
    hints = [hint for hint in (*(field.hint for field in fields), *(column.hint for column in columns)) if hint]
    assert missing(html, [section.title for section in tool.sections]) == []
    assert missing(html, [*labels]) == []
    assert missing(html, [*hints]) == []
    for field in fields:
        named = html.count(f'data-field="{tool.id}.{field.id}.')
        if field.kind == "table":
            blank = max(field.rows - len(field.starts_with), 0)
            assert named == len(field.starts_with) * (len(field.columns) - 1) + blank * len(field.columns)
        elif field.kind == "tick" and field.options:
            assert named == len(field.options)
        else:
            assert html.count(f'data-field="{tool.id}.{field.id}"') == 1


@pytest.mark.parametrize("tool", TOOLS, ids=identifier)
def test_the_fields_of_a_tool_are_the_same_in_both_editions(tool: Tool) -> None:
    standard, large = (
        FIELD.findall(composed(entry(tool, edition)).document.html) for edition in ("standard", "large_print")
    )
    assert standard == large


@pytest.mark.parametrize(
    "workbook",
    [*(about(topic, copy) for topic in TOPICS for copy in ("recorder", "poster")), *(entry(tool) for tool in TOOLS)],
    ids=lambda workbook: workbook.name,
)
def test_every_place_to_write_in_has_a_name_of_its_own_and_words(workbook: Workbook) -> None:
    html = composed(workbook).document.html
    names = FIELD.findall(html)
    assert names
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if not ONE_NAME.fullmatch(name)] == []
    assert [name for name, label in NAMED.findall(html) if not label.strip()] == []
    assert len(NAMED.findall(html)) == len(names)
    ends = set(names)
    inner = {name[:place] for name in names for place in range(len(name)) if name[place] == "."}
    assert ends & inner == set(), "a field of a PDF cannot hold other fields"


@pytest.mark.parametrize("topic", TOPICS, ids=identifier)
def test_a_recorders_sheet_has_answer_consent_and_audience_for_every_question(topic: Topic) -> None:
    html = composed(about(topic, "recorder")).document.html
    names = set(FIELD.findall(html))
    for question in topic.discussion.questions:
        wanted = ("answer", "consent", "audience.room", "audience.project", "audience.anybody")
        assert {f"q.{question.number}.{end}" for end in wanted} <= names
        assert {f"q.{part.number}.answer" for part in question.parts} <= names
        assert missing(html, [question.text, *(part.text for part in question.parts)]) == []
    for name in (
        "decision.1.what",
        "disagreement.1.one",
        "action.1.who",
        "action.1.what",
        "action.1.by",
        "reply.1.said",
        "reply.1.do",
        "reply.1.by",
    ):
        assert name in names


def test_a_changed_label_leaves_the_name_of_its_field() -> None:
    tool = library().by_target["tool:ill-effects-report"].entry
    assert isinstance(tool, Tool)
    names = FIELD.findall(composed(entry(tool)).document.html)
    assert names == [
        "ill-effects-report.who-where",
        *(f"ill-effects-report.harm.{row}.what" for row in ("people", "close", "practitioners", "services")),
        "ill-effects-report.said",
        "ill-effects-report.how-we-know",
        "ill-effects-report.ask",
        *(f"ill-effects-report.plan.{row}.{column}" for row in ("longer", "film") for column in ("maker", "by")),
    ]


@pytest.mark.parametrize("topic", TOPICS, ids=identifier)
def test_cards_hold_every_starter_and_every_question_once(topic: Topic) -> None:
    html = composed(about(topic, "cards")).document.html
    assert missing(html, [starter.text for starter in topic.starters]) == []
    cards = html.split('<section class="card')[1:]
    questions = topic.discussion.questions
    assert len(cards) == len(topic.starters) + len(questions) + 2
    for question, card in zip(questions, cards[len(topic.starters) :], strict=False):
        assert f'<span class="count" dir="ltr">{question.number}</span>' in card
        assert missing(card, [question.text, *(part.text for part in question.parts)]) == []


@pytest.mark.parametrize("edition", EDITION_NAMES)
@pytest.mark.parametrize("letter", LETTERS, ids=identifier)
def test_a_letter_holds_every_paragraph_and_shows_its_gaps(letter: Letter, edition: str) -> None:
    html = composed(entry(letter, edition)).document.html
    whole = [letter.subject, letter.greeting, *(paragraph.text for paragraph in letter.paragraphs), letter.closing]
    assert missing(html, [*whole, *(tip.text for tip in letter.tips)]) == []
    gaps = re.findall(r"\[([A-Z][^\]]+)\](?!\()", " ".join(unit.text for unit in whole))
    assert gaps
    assert len(re.findall('class="gap"', html)) >= len(gaps)


ONE_SHEET = [tool for tool in TOOLS if tool.one_page]


@pytest.mark.parametrize("tool", ONE_SHEET, ids=identifier)
def test_a_tool_for_one_page_is_one_page(tool: Tool) -> None:
    workbook = entry(tool)
    assert most_pages(workbook, library()) == 1
    assert printed(workbook).pages == 1
    assert most_pages(entry(tool, "large_print"), library()) is None, (
        "large print is set anew, over as many pages as it takes"
    )


def test_the_papers_of_every_topic_tool_and_letter_are_published() -> None:
    there = {(one.copy, one.subject, one.edition) for one in planned(library()) if one.language == "en"}
    wanted = {(copy, topic.id, "standard") for topic in TOPICS for copy in ("recorder", "cards", "poster")}
    wanted |= {("form", tool.id, edition) for tool in TOOLS for edition in EDITION_NAMES}
    wanted |= {("letter", letter.id, edition) for letter in LETTERS for edition in EDITION_NAMES}
    assert wanted - there == set()


def test_large_print_and_the_form_of_a_tool_are_offered_where_people_look() -> None:
    def made(
        copy: str, edition: str, topics: tuple[str, ...], item: str | None = None, minutes: int | None = None
    ) -> Download:
        return Download("", "", "en", copy, edition, "pdf", topics, 1, 1, "", "", item=item, minutes=minutes)

    cards = made("cards", "standard", ("keyworking",))
    large, standard = (made("participant", edition, ("keyworking",)) for edition in ("large_print", "standard"))
    form = made("form", "standard", (), item="focus-sheet")
    short, long = (made("facilitator", "standard", ("keyworking",), minutes=minutes) for minutes in (60, 90))
    typed = replace(form, format="fillable")
    every = [cards, typed, large, form, standard, short, long]
    assert offered(every, "en", of_topic("keyworking")) == [standard, large, long, short, cards]
    assert offered(every, "ur", of_topic("keyworking", 60)) == [standard, large, short, cards]
    assert offered(every, "en", of_entry("form", "focus-sheet")) == [form, typed]


def test_recorder_sheets_and_forms_are_published_to_fill_in_on_screen() -> None:
    there = {(one.copy, one.subject, one.edition) for one in planned(library()) if "fillable" in one.formats}
    wanted = {("recorder", topic.id, "standard") for topic in TOPICS}
    assert there == wanted | {("form", tool.id, edition) for tool in TOOLS for edition in EDITION_NAMES}


def test_a_form_that_is_too_long_for_its_page_is_told_what_to_shorten() -> None:
    workbook = entry(ONE_SHEET[0])
    assert page_problem(workbook, 1, library()) is None
    problem = page_problem(workbook, 2, library())
    assert problem
    assert problem.position.path == f"content/tools/{workbook.item}.yml"
    assert "has 2 pages, at most 1; shorten its labels" in problem.message


def test_a_paper_that_is_printed_by_hand_says_so_when_it_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.publish.documents.most_pages", lambda workbook, library: 3)
    assert main(["--root", str(ROOT), "workbook", "keyworking", "--output", str(tmp_path / "paper.pdf")]) == 0
    said = capsys.readouterr()
    assert ": 4 pages, version" in said.out
    assert "warning: the participant copy in “en” has 4 pages, at most 3; shorten the summary" in said.err


def test_a_paper_goes_under_its_usual_name_into_a_folder(tmp_path: Path) -> None:
    order = ["--root", str(ROOT), "workbook", "letter:academic", "--format", "txt", "--output", str(tmp_path)]
    assert main(order) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["academic-letter.en.txt"]


def test_the_planner_is_published_for_each_section_and_for_the_whole_manual() -> None:
    planners = [one for one in planned(library()) if one.copy == "planner" and one.scope != "topic"]
    assert [one.item for one in planners] == [*(section.id for section in library().sections), None]
    whole = planners.pop()
    held = [topic for one in planners for topic in one.topics]
    assert sorted(held) == sorted(set(whole.topics) - {"introduction"})
    assert len({one.code for one in planners}) == 6
    for one, section in zip(planners, library().sections, strict=True):
        html = composed(one).document.html
        titles = [topic.title for topic in TOPICS if topic.id in section.topics]
        assert missing(html, [section.title, *titles]) == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_pdf_to_fill_in_says_where_typed_letters_are_drawn_wrongly(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["workbook", "tool:directory", "--format", "fillable", "--language", language]
    assert main(["--root", str(ROOT), *wanted, "--output", str(tmp_path / "form.pdf")]) == 0
    said = capsys.readouterr().err
    assert ("to type in Urdu use --format docx" in said) == (language == "ur")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_sheet_and_a_file_of_a_topic_say_which_copy_they_are(language: str) -> None:
    names = [
        printed(Workbook(copy, "standard", language, ("keyworking",), "topic", (9,))) for copy in ("recorder", "poster")
    ]
    titles = [paper.composed.document.title for paper in names]
    assert len({paper.composed.title for paper in names}) == 1, "the page of downloads says the copy beside the title"
    assert titles[0] != titles[1]
    assert f'data-running-title="{titles[0]}"' in names[0].composed.document.html
    if language == "en":
        assert titles == ["Keyworking: Recorder’s sheet", "Keyworking: Poster"]
