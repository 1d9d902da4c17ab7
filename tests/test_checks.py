"""What each check lets pass and what it does not: the edges that a folder of bad input does not show."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.checks import CHECKS, check, language
from generator.checks.sessions import PREPARATION, SHARED_SAFETY
from generator.problems import Position, Problem, Severity, in_order
from tests.project import HERE, LETTER, TOPIC, Project, environment

PAGE = "content/pages/consent.yml"
SUMMARY = "summary: How to ask, and how to ask again."
TERMS = "content/terms.yml"


def rules(project: Project) -> list[str]:
    return [problem.rule for problem in project.problems()]


def with_summary(project: Project, text: str) -> list[str]:
    project.edit(PAGE, SUMMARY, "summary: |\n  " + text.replace("\n", "\n  "))
    return rules(project)


def test_every_check_has_a_name_of_its_own_and_says_its_purpose() -> None:
    assert len({one.name for one in CHECKS}) == len(CHECKS) >= 24
    assert [one.name for one in CHECKS if not one.purpose.endswith(".")] == []


def test_no_check_stops_at_the_first_problem(project: Project) -> None:
    project.edit(LETTER, "[[keyworker]]", "[[keyworkers]] [[another]]")
    project.edit(PAGE, "(topic:keyworking)", "(topic:key)")
    project.edit("content/routes/nobody-to-ring.yml", "to: 'letter:service-manager'", "to: 'letter:manager'")
    assert rules(project) == ["words", "words", "links", "links"]


def test_problems_are_sorted_and_each_stands_once() -> None:
    one = Problem(Position("b.yml", 2), "two", "rule")
    other = Problem(Position("b.yml", 10), "one", "rule")
    third = Problem(Position("a.yml", 30), "three", "rule")
    assert in_order([other, one, third, one]) == [third, one, other]


def test_what_check_finds_depends_on_nothing_but_the_files(project: Project) -> None:
    project.edit(LETTER, "[[keyworker]]", "[[keyworkers]] [[another]] [x](topic:y) [@z]")
    said = {project.joinedup("check", PYTHONHASHSEED=seed).stderr for seed in ("1", "2", "3")}
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One two three. " * 4, []),
        ("One two three. " * 5, ["sentences"]),
        ("word " * 10 + "– " + "word " * 10 + ".", []),
        ("word " * 21 + ".", ["sentences"]),
        ("They wrote “" + "word " * 30 + "” in it.", []),
        ("First this:\n\n- " + "word " * 18 + "\n- " + "word " * 18, []),
        ("- one.\n- two.\n- three.\n- four.\n- five.", []),
        ("Is it so? Yes! It is: so.", []),
    ],
)
def test_which_sentences_are_too_long(project: Project, text: str, found: list[str]) -> None:
    assert with_summary(project, text) == found


def test_a_long_sentence_is_a_warning_and_a_very_long_one_a_problem(project: Project) -> None:
    project.edit(PAGE, SUMMARY, "summary: " + "word " * 25 + "end.")
    assert {problem.severity for problem in project.problems()} == {Severity.PROBLEM}
    project.edit(PAGE, "word " * 25, "word " * 24)
    assert {problem.severity for problem in project.problems()} == {Severity.WARNING}


def test_a_marked_quotation_may_be_long_and_hold_any_word(project: Project) -> None:
    story = "content/stories/a-nights-rest.yml"
    project.edit(story, "text: The need for a person centred approach", f"text: A service user said {'word ' * 40}")
    assert rules(project) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Team Around the Child (TAC) met. Then TAC met again.", []),
        ("The TAC met.", ["acronyms"]),
        ("Two TACs met.", ["acronyms"]),
        ("The NHS has a PDF.", []),
        ("A or an OK.", []),
        ("Dear [NAME OF THE MANAGER], hello.", []),
    ],
)
def test_which_acronyms_must_be_spelt_out(project: Project, text: str, found: list[str]) -> None:
    assert with_summary(project, text) == found


def test_an_acronym_of_the_glossary_needs_no_more(project: Project) -> None:
    project.edit("content/glossary.yml", "term: directory", "term: team around the child (TAC)")
    assert with_summary(project, "The TAC met.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Service User came.", ["terms"]),
        ("A service\n  user came.", []),
        ("They said “service user” then.", []),
        ("Wheelchair users came.", []),
        ("Wheelchair users and users came.", ["terms"]),
        ("A superuser came.", []),
        ("A multi-service user came.", []),
        ("An [[keyworker]] and a [link](https://users.example.org/users) came.", []),
        ("A [[keyworker|service user]] came.", ["terms"]),
    ],
)
def test_which_words_are_not_ours(project: Project, text: str, found: list[str]) -> None:
    assert with_summary(project, text) == found


def test_the_glossary_may_explain_a_word_that_is_not_ours(project: Project) -> None:
    project.edit("content/glossary.yml", "term: directory", "term: service user")
    assert rules(project) == []


def test_a_table_without_terms_finds_nothing(project: Project) -> None:
    assert language.smog("") < 4
    project.write(TERMS, "terms:\n  - {id: one, theirs: [zzz], ours: ours, reason: A reason.}\n")
    assert rules(project) == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("I", 1), ("made", 1), ("table", 2), ("wanted", 2), ("asked", 1), ("integration", 4), ("rhythm", 1)],
)
def test_syllables_are_estimated(word: str, count: int) -> None:
    assert language.syllables(word) == count


def test_plain_words_have_a_low_grade_and_long_ones_a_high_one() -> None:
    plain = "You ring one person. They know you. They help. " * 10
    hard = "Organisational interdependency necessitates accountability. " * 30
    assert language.smog(plain) < 6 < language.HARD_SMOG < language.smog(hard)


def test_two_topics_may_share_short_words_and_two_sessions_of_one_all_of_them(project: Project) -> None:
    words = "Write down who rings whom in one week, and mark the lines that nobody answers."
    project.edit(TOPIC, "do: Say when half the time is over.", f"do: {words}")
    project.edit(TOPIC, "do: Fill in the form together.", f"do: {words}")
    assert rules(project) == []


@pytest.mark.parametrize("wanted", [passage for passages in PREPARATION.values() for passage in passages])
def test_each_passage_of_a_preparation_must_be_there(project: Project, wanted: str) -> None:
    topic = project.read(TOPIC)
    line = next(line for line in topic.splitlines() if f"{{id: {wanted}," in line)
    project.write(TOPIC, topic.replace(line + "\n", ""))
    assert "preparation" in rules(project)


@pytest.mark.parametrize("wanted", SHARED_SAFETY)
def test_each_safety_step_must_be_there(project: Project, wanted: str) -> None:
    project.edit("content/sessions.yml", f"  - id: {wanted}\n", f"  - id: {wanted}-no-more\n")
    assert rules(project) == ["session-safety"]


def test_a_break_after_exactly_seventy_five_minutes_is_in_time(project: Project) -> None:
    project.edit(TOPIC, "kind: warm-up\n        minutes: 20", "kind: warm-up\n        minutes: 35")
    project.edit(
        TOPIC,
        "  - id: role\n        kind: discuss\n        minutes: 30",
        "  - id: role\n        kind: discuss\n        minutes: 15",
    )
    assert rules(project) == []


@pytest.mark.parametrize("kind", ["welcome", "decide", "close"])
def test_a_session_needs_its_fixed_steps(project: Project, kind: str) -> None:
    first, _, second = project.read(TOPIC).partition("  - id: ninety")
    project.write(TOPIC, first.replace(f"kind: {kind},", "kind: warm-up,") + "  - id: ninety" + second)
    assert rules(project) == ["session-steps"]


def test_an_introduction_stands_in_no_section(project: Project) -> None:
    topic = project.read(TOPIC)
    for old, new in [("number: 1\n", "number: 0\n"), ("'1.", "'0.")]:
        topic = topic.replace(old, new)
    (project.root / TOPIC).unlink()
    project.write("discussion_topics/00-keyworking.yml", topic)
    for path in ("content/tools/keyworker-role.yml", "content/records.yml"):
        project.write(path, project.read(path).replace("'1.", "'0."))
    assert "sections" not in rules(project)
    project.edit("content/sections.yml", "topics: [keyworking]", "topics: [nothing]")
    assert rules(project).count("sections") == 0


def test_a_work_that_is_only_further_reading_needs_no_citation(project: Project) -> None:
    works = project.read("content/references.yml")
    entry = "  - {{id: limbrick-2001, short: 'Limbrick 2001', title: 'The Team Around the Child', kind: {}}}\n"
    project.write("content/references.yml", works + entry.format("further-reading"))
    assert rules(project) == []
    project.write("content/references.yml", works + entry.format("reference"))
    assert rules(project) == ["uncited"]


def test_a_picture_that_is_a_link_out_of_the_project_is_not_there(project: Project) -> None:
    entry = "pictures:\n  - {id: meeting, file: meeting.svg, alternative: People meet, author: Joined Up, licence: CC BY 4.0}"
    project.edit("content/pictures.yml", "pictures: []", entry)
    (project.root / "content/pictures").mkdir()
    (project.root / "content/pictures/meeting.svg").symlink_to("/etc/hostname")
    assert rules(project) == ["pictures"]
    (project.root / "content/pictures/meeting.svg").unlink()
    project.write("content/pictures/meeting.svg", "<svg/>")
    assert rules(project) == []


def test_a_link_out_of_the_project_shows_nothing_of_what_it_leads_to(project: Project, tmp_path: object) -> None:
    secret = project.root.parent / "secret.yml"
    secret.write_text("a line that is nobody's business\n")
    (project.root / "content/letters/outside.yml").symlink_to(secret)
    _, _, printed = project.check()
    assert "outside.yml:1:1: this is a link" in printed
    assert "business" not in printed


def test_checks_need_no_network_no_clock_and_no_engine(project: Project) -> None:
    """Modules that could reach out are not even loaded by a check."""
    code = (
        "import sys; from pathlib import Path; from generator.cli import main; "
        "main(['--root', sys.argv[1], 'check']); "
        "print(*sorted({'weasyprint', 'mkdocs', 'http.client', 'urllib.request', 'ssl'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(project.root)],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert done.stdout.strip() == ""


def test_the_real_content_has_no_problems() -> None:
    project = Project(HERE.parent)
    assert [problem.line for problem in check(project.library()) if problem.severity is Severity.PROBLEM] == []
