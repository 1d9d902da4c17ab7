"""What a project shares as data: valid, the same each time, harmless, with sums that are right."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from generator.library import Library
from generator.projects.audience import seen_by
from generator.projects.exports import EXPORTS
from generator.projects.exports.ods import open_formula
from generator.projects.exports.tables import harmless
from generator.projects.folder import LocalProject, load_project, project_folders
from generator.projects.standing import approved, collated_actions, old
from generator.projects.sums import lines_of, total
from generator.translate.interface import Interface
from tests import real_content
from tests.real_content import DAY, ROOT

SCHEMAS = Path(__file__).parent / "open-referral"
LANGUAGES = ("en", "ur")


@pytest.fixture(scope="module")
def library() -> Library:
    return real_content.library()


@pytest.fixture(scope="module")
def local() -> LocalProject:
    seen = seen_by(load_project(project_folders(ROOT)[0]), "project", DAY)
    assert seen is not None
    return seen


@pytest.fixture(scope="module")
def interfaces() -> dict[str, Interface]:
    return {code: real_content.interface(code) for code in LANGUAGES}


def test_the_same_bytes_each_time(local: LocalProject, library: Library, interfaces: dict[str, Interface]) -> None:
    def every() -> dict[tuple[str, str], bytes]:
        return {
            (name, language): export.export(local, library, interfaces[language], DAY)
            for name, export in EXPORTS.items()
            for language in LANGUAGES
        }

    first = every()
    time.sleep(2.1)  # the times in a ZIP file go by two seconds
    assert every() == first


@pytest.mark.parametrize("schema", ["uk-profile-service", "hsds-3.0-service"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_service_fits_the_published_schema(
    schema: str, language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    page = json.loads(EXPORTS["directory-json"].export(local, library, interfaces[language], DAY))
    shape = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(shape, format_checker=jsonschema.FormatChecker(["uuid", "email"]))
    assert page["total_items"] == len(page["contents"]) == len(local.services)
    assert [error.message for service in page["contents"] for error in validator.iter_errors(service)] == []
    wrong = {**page["contents"][0], "status": "perhaps"}
    assert list(validator.iter_errors(wrong)), "the schema would let anything through"


def test_identifiers_in_open_referral_stand_once_or_mean_the_same(
    local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    page = json.loads(EXPORTS["directory-json"].export(local, library, interfaces["en"], DAY))
    found: dict[str, Any] = {}
    for entity in _entities(page["contents"]):
        assert found.setdefault(entity["id"], entity) == entity


def _entities(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _entities(item)
    elif isinstance(value, dict):
        if "id" in value:
            yield value
        for item in value.values():
            yield from _entities(item)


def test_a_badge_and_a_warning_stand_where_they_belong(
    local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    page = json.loads(EXPORTS["directory-json"].export(local, library, interfaces["en"], DAY))
    badges = ["accreditations" in service for service in page["contents"]]
    warned = ["over a year" in service.get("alert", "") for service in page["contents"]]
    assert badges == [approved(service, local.project, DAY) for service in local.services]
    assert warned == [old(service, DAY) for service in local.services]
    assert True in badges
    assert True in warned


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_is_read_back_with_every_day(
    language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    calendar = Calendar.from_ical(EXPORTS["plan-ics"].export(local, library, interfaces[language], DAY))
    days = sorted(event.decoded("dtstart") for event in calendar.walk("VEVENT"))
    actions = [one.action for one in collated_actions(local)]
    wanted = [action.by for action in actions if action.by and action.standing != "already"]
    wanted += [action.ask_again for action in actions if action.ask_again]
    wanted += [gathering.day for gathering in local.gatherings if gathering.day and not gathering.held]
    assert days == sorted(wanted)
    identifiers = [event["uid"] for event in calendar.walk("VEVENT")]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["plan-csv", "directory-csv"])
def test_a_table_has_a_line_for_each_and_its_letters(
    name: str, language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    data = EXPORTS[name].export(local, library, interfaces[language], DAY)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + (len(local.services) if name == "directory-csv" else len(collated_actions(local)))
    assert len({len(row) for row in rows}) == 1
    words = {cell for row in rows for cell in row}
    expected = {service.name.text for service in local.services} if name == "directory-csv" else set()
    assert expected <= words


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("+44 1632 960123") == "+44 1632 960123"
    assert harmless("Ring 01632") == "Ring 01632"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["pay-ods", "pay-xlsx"])
def test_a_spreadsheet_shows_the_sums_that_it_calculates(
    name: str, language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    data = EXPORTS[name].export(local, library, interfaces[language], DAY)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    payments, rates, totals = (book.get_sheet_by_index(index).to_python() for index in range(3))
    assert local.pay is not None
    lines = lines_of(local.pay)
    assert [_pence(row[5]) for row in payments[1 : len(lines) + 1]] == [line.amount for line in lines]
    assert _pence(payments[-1][5]) == _pence(totals[-1][1]) == total(lines)
    assert len(rates) == 1 + len(local.pay.rates)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["pay-ods", "pay-xlsx"])
def test_each_group_of_totals_adds_up_and_each_session_has_a_line(
    name: str, language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    """Three sessions on one day, two of them about the same and in the same room; one without a day yet; a payment for none."""
    first, second, third, *others = local.gatherings
    twin = first.model_copy(
        update={"id": "afternoon", "place": first.place and replace(first.place, address="another")}
    )
    moved = (first, second.model_copy(update={"day": first.day}), third.model_copy(update={"day": None}), twin, *others)
    assert local.pay is not None
    sessions = itertools.cycle([None, *(one.id for one in moved)])
    payments = tuple(one.model_copy(update={"session": next(sessions)}) for one in local.pay.payments)
    changed = replace(local, gatherings=moved, pay=local.pay.model_copy(update={"payments": payments}))
    data = EXPORTS[name].export(changed, library, interfaces[language], DAY)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(2).to_python()
    heads = [index for index, row in enumerate(rows) if str(row[0]).endswith(":")]
    groups = [rows[start + 1 : end] for start, end in itertools.pairwise([*heads, len(rows) - 1])]
    assert len(groups) == 3
    for group in groups:
        assert sum(_pence(row[1]) for row in group) == _pence(rows[-1][1]) == total(lines_of(changed.pay))  # type: ignore[arg-type]
    names = [row[0] for row in groups[2]]
    assert len(set(names)) == len(names) == len(moved) + 1
    assert not any(one.id in names for one in moved)


def _pence(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_lead_to_the_cells_that_they_mean(
    language: str, local: LocalProject, library: Library, interfaces: dict[str, Interface]
) -> None:
    """What they refer to; that LibreOffice comes to our sums with them is held in `test_sums_recalculated.py`."""
    data = EXPORTS["pay-ods"].export(local, library, interfaces[language], DAY)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = set(book.sheet_names)
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    formulas = re.findall(r'table:formula="of:=([^"]*)"', content)
    assert formulas
    assert {
        sheet
        for formula in formulas
        for sheet in re.findall(r"\[\$&apos;([^&]*)&apos;\.|\[\$'([^']*)'\.", formula)
        for sheet in sheet
        if sheet
    } <= names
    assert not any("!" in formula for formula in formulas)


def test_a_formula_in_the_notation_of_open_document() -> None:
    assert open_formula("""IF(C2="","",INDEX('Rates'!$B$2:$B$9,MATCH(C2,'Rates'!$A$2:$A$9,0)))""") == (
        """IF([.C2]="";"";INDEX([$'Rates'.$B$2:.$B$9];MATCH([.C2];[$'Rates'.$A$2:.$A$9];0)))"""
    )
    assert open_formula("SUM(F2:F40)") == "SUM([.F2:.F40])"


def test_nothing_is_exported_where_there_is_nothing(local: LocalProject) -> None:
    empty = LocalProject(local.project)
    assert not any(export.wanted(empty) for export in EXPORTS.values())
