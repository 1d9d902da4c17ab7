"""Packs: one file for one session, its parts as they are alone, a print order that is right, and one for a planned meeting."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pytest

from generator.cli import main
from generator.formats import pdf
from generator.formats.document import DocumentRefused, Rendered
from generator.model import Tool
from generator.model.editions import EDITIONS, of_every_copy
from generator.model.meeting import PlannedMeeting
from generator.papers import copy_name
from generator.render import plain
from generator.source import parse
from generator.validate import validate
from generator.workbook import Workbook, compose, planned
from generator.workbook.document import Composed
from generator.workbook.meeting import faults, packs_of
from generator.workbook.pack import GROUPS, SHARES, Share
from generator.workbook.plan import SESSION_PAPERS
from tests.formats.pdf_assertions import assert_accessible, assert_order, assert_smallest
from tests.formats.pdf_reading import ReadPdf
from tests.real_content import DAY, ENGLISH, ROOT, fonts, interface, library, seen
from tests.workbook.printed import Paper, made

EXAMPLE = ROOT / "docs/example-session.yml"


@cache
def composed(workbook: Workbook) -> Composed:
    return compose(workbook, seen(workbook.language), interface(workbook.language), DAY)


@cache
def printed(workbook: Workbook) -> Rendered:
    return pdf.render(composed(workbook).document, fonts())


def test_the_formats_of_a_pack_are_not_those_of_its_papers() -> None:
    asked = {one.copy_ for one in library().workbooks if "html" in one.formats}
    assert {one.copy for one in planned(library()) if "html" in one.formats} == asked


PACKS = [workbook for workbook in planned(library()) if workbook.papers]
SHOWN = [one for one in PACKS if one.topics == ("keyworking",) or one.copy == "booklet"]


def pack(minutes: int = 90, edition: str = "standard") -> Workbook:
    return next(one for one in SHOWN if (one.minutes, one.edition) == (minutes, edition))


QUICK = {"keyworking-pack-90", "keyworking-pack-60-large-print", "start-a-project-booklet"}
EACH = [
    pytest.param(one, id=f"{one.language}-{one.name}", marks=() if one.name in QUICK else pytest.mark.slow)
    for one in SHOWN
]


@pytest.mark.parametrize("workbook", EACH)
def test_a_pack_is_one_accessible_document(workbook: Workbook) -> None:
    read = assert_accessible(printed(workbook).content, language=workbook.language, title=composed(workbook).title)
    assert_smallest(read, EDITIONS[workbook.edition].smallest)
    parts = [part.name for part in composed(workbook).document.parts]
    assert [title for level, title in read.bookmarks if level == 1][1:] == parts


@pytest.mark.parametrize("workbook", [pack(), pack(60, "large_print")], ids=lambda workbook: workbook.name)
def test_a_pack_is_the_same_each_time_and_when_its_papers_were_laid_out_before(workbook: Workbook) -> None:
    first = printed(workbook).content
    pdf.keep_layouts(150)
    try:
        alone = [pdf.render(composed(paper).document, fonts()) for paper in workbook.papers]
        assert pdf.render(composed(workbook).document, fonts()).content == first
        assert [printed(paper).content for paper in workbook.papers] == [one.content for one in alone]
    finally:
        pdf.keep_layouts(0)


@pytest.mark.parametrize("workbook", EACH)
def test_the_print_order_names_the_pages_of_each_part(workbook: Workbook) -> None:
    read = ReadPdf(printed(workbook).content)
    order = read.document.all("Table")[0]
    rows = {row.elements[0].text.strip(): row.elements[1].text.strip() for row in order.all("TR")}
    feet = {piece.page: "" for piece in read.artifacts}
    for piece in read.artifacts:
        feet[piece.page] += piece.text
    for part, paper in zip(composed(workbook).document.parts, workbook.papers, strict=True):
        first, _, last = rows[part.name].partition("–")
        length = int(last or first) - int(first) + 1
        assert length == printed(paper).pages
        assert int(first) % 2 == 1, "it would be printed on the back of another part"
        for number in range(1, length + 1):
            foot = feet[int(first) + number - min_page(read)]
            assert f"{number} / {length}" in foot
            assert composed(paper).version in foot


def min_page(read: ReadPdf) -> int:
    """What to take from a page counted from 1 to find it among the pieces, which count from their first page."""
    return 2 - min(piece.page for piece in read.artifacts)


def test_a_session_has_every_paper_in_one_order() -> None:
    assert [paper.copy for paper in pack().papers] == list(SESSION_PAPERS)
    bookmarks = ["The keyworker role" if copy == "form" else copy_name(copy, ENGLISH) for copy in SESSION_PAPERS]
    assert [part.name for part in composed(pack()).document.parts] == bookmarks
    assert {paper.edition for paper in pack(60, "large_print").papers} == {"large_print"}


def test_a_pack_holds_the_forms_of_its_session_one_for_each_table() -> None:
    """Topic 9 has a step “Now fill the form” in its session of 90 minutes, and no form in that of 60."""
    form = next(one for one in pack().papers if one.copy == "form")
    assert (form.scope, form.item, form.minutes, form.topics) == ("tool", "keyworker-role", None, ())
    assert not [one for one in pack(60, "large_print").papers if one.copy == "form"]
    assert [SHARES["form"].copies(people) for people in (1, 4, *GROUPS)] == [1, 1, 2, 3, 3]


def test_a_pack_holds_the_cards_of_its_session_where_it_has_some() -> None:
    """Topic 9 lays out the eight things of its form, and in the session of 60 minutes nothing."""
    deck = next(one for one in pack().papers if one.copy == "deck")
    form = next(one for one in library().all(Tool) if one.id == "keyworker-role").sections[0].fields[0]
    assert_order(ReadPdf(printed(deck).content), *(plain(row.label) for row in form.starts_with))
    assert not [one for one in pack(60, "large_print").papers if one.copy == "deck"]
    assert SHARES["deck"] == replace(SHARES["form"], one_side=True)


def test_each_card_says_that_it_is_made_up_and_empty_ones_can_be_written_on() -> None:
    """Once over all cards, and on each; `ruled` is a line to write on that nobody hears."""
    facts, tasks = (composed(Workbook("deck", "standard", "en", (topic,), "session", (number,), minutes=90)) for topic, number in (("directories", 13), ("primary-interventionists", 11)))  # fmt: skip
    assert facts.document.html.count("A fact about a made-up person") == 15 + 1
    assert tasks.document.html.count('class="ruled"') == 20


def test_whatever_stands_in_a_pack_is_published_by_itself_too() -> None:
    every = set(planned(library()))
    missing = {paper.name for workbook in PACKS for paper in workbook.papers if paper not in every}
    assert not missing, "their pages “Is my copy current?” would lead nowhere"


def test_each_topic_has_packs_and_a_project_has_its_booklet() -> None:
    found = {(one.topics, one.minutes, one.edition) for one in PACKS if one.copy == "pack"}
    wanted = {
        ((topic.id,), minutes, edition)
        for topic in library().topics
        for minutes in (60, 90)
        for edition in of_every_copy()
    }
    assert found == wanted
    booklet = next(one for one in PACKS if one.copy == "booklet")
    titles = [plain(library().by_target[f"{paper.scope}:{paper.item}"].entry.title) for paper in booklet.papers[:8]]  # type: ignore[attr-defined]
    read = ReadPdf(printed(booklet).content)
    assert_order(read, *titles)
    rows = [" ".join(row.text.split()) for row in read.document.all("Table")[0].all("TR")[1:]]
    assert [row for row in rows if not re.search(r"(one|both)\s*1$", row)] == [], (
        "nobody knows how many come, so one of each"
    )


def test_a_participant_gets_a_copy_and_there_are_some_to_spare() -> None:
    assert Share(each=1, besides=5).copies(9) == 14
    assert SHARES["participant"].copies(GROUPS[1]) == 14
    text = " ".join(ReadPdf(printed(pack()).content).document.all("Table")[0].text.split())
    assert re.search(r"Participant copy.{1,20}both.{0,4}11.{0,4}14.{0,4}17", text)


def test_the_fingerprint_of_a_pack_changes_with_those_of_its_papers() -> None:
    other = replace(pack(), papers=pack(60).papers)
    assert composed(other).version != composed(pack()).version


def test_a_part_in_another_language_is_refused() -> None:
    document = composed(pack()).document
    part = document.parts[0]
    foreign = replace(part, document=replace(part.document, language="cy"))
    with pytest.raises(DocumentRefused, match="another language"):
        pdf.render(replace(document, parts=(foreign,)), fonts())


def meeting(**changes: str) -> list[str]:
    """The problems of the example with some lines written otherwise; a key is a line's start."""
    text = EXAMPLE.read_text("utf-8")
    for start, line in changes.items():
        text = re.sub(rf"^{start}:.*$", line, text, flags=re.MULTILINE)
    source, problems = parse(text, "session.yml")
    if source is None:
        return [problem.line for problem in problems]
    found, problems = validate(source, PlannedMeeting)
    return [problem.line for problem in (problems if found is None else faults(found, source, library()))]


def test_the_example_says_that_it_is_one_and_is_right() -> None:
    assert "An example" in EXAMPLE.read_text("utf-8").splitlines()[0]
    assert meeting() == []


@pytest.mark.parametrize(
    ("key", "line", "place", "words"),
    [
        ("topics", "topics: [keyworkin]", "session.yml:2:10", "there is no topic"),
        ("minutes", "minutes: 45", "session.yml:3:10", "write one of: 60, 90"),
        ("start", "start: '25:00'", "session.yml:6:8", "a time of day"),
        ("start", "start: '20:00'", "session.yml:15:12", "not within the meeting"),
        ("start", "", "session.yml:14:1", "nobody knows when the meeting starts"),
        ("  - {count", "  - {count: 0}", "session.yml:9:13", "0 is too small"),
        ("  - {count", "  - {count: 1, language: xx}", "session.yml:9:26", "there is no language"),
        ("  - {count", "  - {count: 50}", "session.yml:8:1", "warning: 150 people come"),
        ("room", "chairs: 9", "session.yml:7:1", "chairs"),
    ],
)
def test_a_wrong_plan_is_told_where_and_what(key: str, line: str, place: str, words: str) -> None:
    found = meeting(**{key: line})
    assert any(one.startswith(f"{place}:") and words in one for one in found), found


@pytest.mark.parametrize("start", ["'10:00'", "'noon'"])
def test_a_session_of_a_project_is_planned_as_its_meeting_says(
    tmp_path: Path, start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session = tmp_path / "teams.yml"
    text = "id: teams\ntopic: keyworking\nmeeting:\n  topics: [keyworking]\n  minutes: 90\n  start: {start}\n  people: [{{count: 4}}]\n"
    session.write_text(text.format(start=start), "utf-8")
    arguments = ["--root", str(ROOT), "pack", str(session), "--output", str(tmp_path / "out"), "--as-of", "2026-11-22"]
    status = main(arguments)
    if start == "'10:00'":
        assert status == 0
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["keyworking-pack-90.en.pdf"]
    else:
        assert status == 1
        assert "teams.yml:6:10: " in capsys.readouterr().err


def test_a_time_that_does_not_fit_is_found_below_the_meeting_of_a_session() -> None:
    text = "id: teams\nmeeting:\n  topics: [keyworking]\n  minutes: 60\n  people: [{count: 9}]\n  leave_early: [{time: '11:00'}]\n"
    whole, _ = parse(text, "teams.yml")
    assert whole is not None
    planned, _ = validate(whole.below("meeting"), PlannedMeeting)
    assert planned is not None
    found = [problem.position for problem in faults(planned, whole.below("meeting"), library())]
    assert [(place.line, place.column) for place in found][:1] == [(6, 3)]


def test_a_meeting_of_nine_gets_a_pack_for_each_language_and_edition() -> None:
    source, _ = parse(EXAMPLE.read_text("utf-8"), "session.yml")
    assert source is not None
    found, _ = validate(source, PlannedMeeting)
    assert found is not None
    packs = list(packs_of(found, library()))
    assert [(one.language, one.edition, one.meeting and one.meeting.people) for one in packs] == [
        ("en", "standard", 7), ("en", "large_print", 1), ("ur", "standard", 1),
    ]  # fmt: skip
    assert [paper.copy for paper in packs[0].papers] == list(SESSION_PAPERS)
    assert {paper.copy for paper in packs[1].papers} == {
        "signals",
        "participant",
        "form",
        "deck",
        "access_needs",
        "evaluation",
    }


def test_two_slips_on_one_sheet_are_counted_as_one_sheet() -> None:
    assert Share(each=1, besides=0, shared_by=2).copies(9) == 5
    for edition, copies in (("standard", "3.{0,4}5.{0,4}6"), ("large_print", "6.{0,4}9.{0,4}12")):
        text = " ".join(ReadPdf(printed(pack(90, edition)).content).document.all("Table")[0].text.split())
        assert re.search(rf"Slip for access needs.{{1,20}}{copies}", text), edition


def test_those_who_led_fill_in_one_form_and_everybody_has_one_side_of_their_own() -> None:
    everybody, leaders = (next(one for one in pack().papers if one.copy == copy) for copy in ("evaluation", "leaders_evaluation"))  # fmt: skip
    assert SHARES["evaluation"].copies(9) == 9
    assert SHARES.get("leaders_evaluation", Share()).copies(9) == 1
    assert printed(everybody).pages == 1
    assert printed(leaders).pages == 2, "one sheet"
    for one in library().sessions.evaluation:
        shown = [plain(one.text) in composed(paper).document.html for paper in (everybody, leaders)]
        assert shown.count(True) == 1, f"{one.id} stands in one of the two forms"


PARTICIPANTS = ["signals", "participant", "access_needs", "evaluation"]


def test_several_topics_follow_each_other_with_a_pause() -> None:
    text = (
        EXAMPLE.read_text("utf-8")
        .replace("[keyworking]", "[keyworking, introduction]")
        .replace("interpreters: 1", "pause: 20")
    )
    source, _ = parse(text, "session.yml")
    assert source is not None
    found, _ = validate(source, PlannedMeeting)
    assert found is not None
    packs = list(packs_of(found, library()))
    starts = {one.topics[0]: one.meeting and one.meeting.start for one in packs}
    assert starts == {"keyworking": 18 * 60 + 30, "introduction": 20 * 60 + 20}
    own = {"form", "deck"}
    whole = [[paper.copy for paper in one.papers if paper.copy not in own] for one in packs]
    everything = [copy for copy in SESSION_PAPERS if copy not in own]
    later = ["facilitator", "co_lead", "participant", "recorder", "cards"]
    assert whole == [everything, PARTICIPANTS, PARTICIPANTS, later, ["participant"], ["participant"]]
    order = ReadPdf(printed(packs[3]).content)
    assert_order(
        order, "the same for every topic: ", "Supporter sheet", "Evaluation by those who led", "Print them from there"
    )


def test_the_command_writes_what_one_session_needs(tmp_path: Path) -> None:
    status = main(
        ["--root", str(ROOT), "pack", str(EXAMPLE), "--output", str(tmp_path / "out"), "--as-of", "2026-11-22"]
    )
    assert status == 0
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["keyworking-pack-90-large-print.en.pdf", "keyworking-pack-90.en.pdf", "keyworking-pack-90.ur.pdf"]
    read = ReadPdf((tmp_path / "out/keyworking-pack-90.en.pdf").read_bytes())
    assert_order(
        read,
        "A pack for a session of 113 minutes",
        "4 March 2027",
        "18:30–20:23",
        "The large room",
        "19:30",
        "Participant copy",
    )
    assert "18:30" in read.document.all("Table")[2].text, "the run sheet has times of day"
    about = next(one for one in read.document.all("H2") if one.text.strip() == "About this paper")
    assert set(about.pages) == {0}, "whoever prints it has all of the print order on one page"


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "session.yml"
    file.write_text("topics: [keyworking]\nminutes: 90\npeople: 9\n", "utf-8")
    assert main(["--root", str(ROOT), "pack", str(file), "--output", str(tmp_path / "out")]) == 1
    assert "session.yml:3:9: a list is expected here" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def planned_pack(language: str = "en", edition: str = "standard", **changes: str) -> Workbook:
    """The first pack of the example, for those who lead, in a language and an edition; with some lines written otherwise."""
    text = re.sub(
        r"\{count: 7\}", f"{{count: 7, language: {language}, edition: {edition}}}", EXAMPLE.read_text("utf-8")
    )
    for start, line in changes.items():
        text = re.sub(rf"^{re.escape(start)}:.*$", line, text, flags=re.MULTILINE)
    source, _ = parse(text, "session.yml")
    assert source is not None
    found, _ = validate(source, PlannedMeeting)
    assert found is not None
    return next(packs_of(found, library()))


def of_copy(pack: Workbook, copy: str) -> Paper:
    return made(next(paper for paper in pack.papers if paper.copy == copy))


TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")


NO_TIMES = {"start": "", "leave_early": "", "  - {time": ""}
"""Lines of the example to drop, where nobody knows yet when the meeting starts."""


@pytest.mark.parametrize(("changes", "column"), [({}, 2), ({"interpreters": ""}, 2), (NO_TIMES, 1)])
def test_all_who_lead_read_the_times_of_the_run_sheet(changes: dict[str, str], column: int) -> None:
    """The steps and the co-lead copy have one of its columns, and each step lasts until the next."""
    pack = planned_pack(**changes)
    facilitator, co_lead = of_copy(pack, "facilitator"), of_copy(pack, "co_lead")
    rows = [[cell.text.strip() for cell in row.elements] for row in facilitator.read.document.all("Table")[0].all("TR")]
    sheet = [row[column] for row in rows[1:]]
    steps = TIME.findall(" ".join(one.text for one in facilitator.read.document.all("H3")))
    assert steps == sheet[:-1]
    begins = [row.elements[0].text.strip() for row in co_lead.read.document.all("Table")[0].all("TR")]
    assert begins[1:] == sheet[:-1]
    spoken = TIME.findall("\n".join(one.text for one in co_lead.read.document.all("P")))
    assert spoken == [time for pair in pairwise(sheet) for time in pair]
    minutes = [int(time.split(":")[0]) * 60 + int(time.split(":")[1]) for time in sheet]
    lengths = re.findall(r"(\d+) minutes?(?: ·|$)", "\n".join(one.text for one in facilitator.read.document.all("P")), re.MULTILINE)  # fmt: skip
    wanted = [str(later - before) for before, later in pairwise(minutes)]
    assert lengths == [str(minutes[-1] - minutes[0]), *wanted]


LONG_ROOM = "room: The large room on the first floor of the community centre in Station Road, with the quiet space across the corridor"
LEAVING = "\n".join(f"  - {{time: '{time}'}}" for time in ("19:30", "19:45", "20:00"))


@pytest.mark.parametrize(
    ("language", "edition"),
    [*product(("en", "ur"), EDITIONS), ("en+ur", "standard"), ("ur+en", "standard")],
)
def test_a_planned_run_sheet_says_what_is_planned_and_its_times_stay_one_page(language: str, edition: str) -> None:
    paper = of_copy(planned_pack(language, edition, room=LONG_ROOM, **{"  - {time": LEAVING}), "facilitator")
    times = next(one for one in paper.read.document.all("Table") if "18:55" in one.text)
    assert len({page for element in times.walk() for page in element.pages}) == 1
    assert all(said in paper.read.document.text for said in ("18:30–20:23", "Station Road", "19:45"))
