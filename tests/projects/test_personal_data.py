"""What shows who somebody is, found by its shape; numbers and dates that show nothing are left alone."""

from __future__ import annotations

import pytest

from generator.problems import Severity
from generator.projects.checks.personal import is_health_number, personal
from tests.project import Project


@pytest.mark.parametrize(
    ("text", "language", "snippet", "what"),
    [
        ("Ring 01632 960 001 after six.", "en", "01632 960 001", "a telephone number"),
        ("Ring (020) 7946-0958.", "en", "(020) 7946-0958", "a telephone number"),
        ("[Ring](tel:+441632960001)", "en", "+441632960001", "a telephone number"),
        ("۰۱۶۳۲ ۹۶۰۰۰۱ پر فون کریں", "ur", "۰۱۶۳۲ ۹۶۰۰۰۱", "a telephone number"),
        ("Write to a.parent@joined-up.example now.", "en", "a.parent@joined-up.example", "an email address"),
        ("parent (at) joined-up (dot) example", "en", "parent (at) joined-up (dot) example", "an email address"),
        ("The number is 943 476 5919.", "en", "943 476 5919", "an NHS number"),
        ("The number is 9434765919.", "en", "9434765919", "an NHS number"),
        ("They live in AB1 2BD.", "en", "AB1 2BD", "a postcode"),
        ("They live in sw1a 1aa.", "en", "sw1a 1aa", "a postcode"),
        ("QQ 12 34 56 C", "en", "QQ 12 34 56 C", "a National Insurance number"),
        ("She was born on 3 March 2014.", "en", "3 March 2014", "a date of birth"),
        ("DOB 03/03/2014", "en", "03/03/2014", "a date of birth"),
        ("Cafodd ei geni ar 3 Mawrth 2014.", "cy", "3 Mawrth 2014", "a date of birth"),
        ("پیدائش ۳ مارچ ۲۰۱۴", "ur", "۳ مارچ ۲۰۱۴", "a date of birth"),
        ("urodzona 3 marca 2014", "pl", "3 marca 2014", "a date of birth"),
    ],
)
def test_what_shows_who_somebody_is_is_found(text: str, language: str, snippet: str, what: str) -> None:
    assert [(text[one.start : one.end], one.what) for one in personal(text, language)] == [(snippet, what)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2014, 12 of 30 waited 10 to 12 months.",
        "It costs 1,000 pounds in 2024-2025.",
        "From 18:30 to 20:00, in rooms 1 to 4.",
        "The number 943 476 5918 fails its own check digit.",
        "We meet on the 2nd, in year 1 2nd term.",
        "Topic 9.4 and 12.10; born in 2014.",
        "She is 12.",
    ],
)
def test_plain_numbers_and_years_are_left_alone(text: str) -> None:
    assert personal(text) == []


def test_a_whole_day_is_a_warning_where_no_birth_is_spoken_of() -> None:
    assert [one.severity for one in personal("We met on 3 March 2026.")] == [Severity.WARNING]


@pytest.mark.parametrize(("digits", "right"), [("9434765919", True), ("9434765910", False), ("1111111111", False)])
def test_the_check_digit_of_an_nhs_number(digits: str, right: bool) -> None:
    assert is_health_number(digits) is right


def test_the_projects_own_number_may_be_repeated_and_no_other(project: Project) -> None:
    project.with_tiny_project()
    file = "content/projects/tiny/project.yml"
    project.edit(
        file, "complaints: Tell the core group.", "complaints: Ring 01632-960 001, and nobody on 01632 960002."
    )
    printed = project.check()[2]
    assert printed.startswith(f"{file}:57:51: this looks like a telephone number")
    assert "1 problem, 0 warnings" in printed
