"""LibreOffice calculates the spreadsheets of pay anew, after a rate was changed in the file, and comes to our sums."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from generator.projects.exports import EXPORTS
from generator.projects.folder import LocalProject
from tests.office import convert
from tests.projects.project_papers import example
from tests.real_content import DAY, interface, seen

MORE = Decimal("12.35")
RATES_SHEET = 1
SUMS = {0: 5, 1: 4, 2: 1}
"""The column of sums in each sheet."""
RECALCULATE = "".join(
    f'<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{name}" oor:op="fuse"><value>0</value></prop></item>'
    for name in ("OOXMLRecalcMode", "ODFRecalcMode")
)
"""Always, when a file is opened, as the program does for what depends on a cell that somebody changes."""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_rate_changed_in_the_file_changes_every_sum_that_rests_on_it(
    form: str, language: str, tmp_path: Path
) -> None:
    local = example("project")
    before, wanted = exported(local, form, language), exported(with_first_rate(local, MORE), form, language)
    file = tmp_path / f"pay.{form}"
    file.write_bytes(changed(before, form, str(first_rate(local) + MORE)))
    assert sums(file.read_bytes())[0] == sums(before)[0], "the file must hold the old sums still"
    folder = tmp_path / "calculated"
    (calculated,) = convert([file], "xlsx", folder, settings=RECALCULATE)
    assert sums(wanted) != sums(before)
    assert sums(calculated.read_bytes()) == sums(wanted)


def exported(local: LocalProject, form: str, language: str) -> bytes:
    return EXPORTS[f"pay-{form}"].export(local, seen(language), interface(language), DAY)


def first_rate(local: LocalProject) -> Decimal:
    assert local.pay
    return local.pay.rates[0].amount


def with_first_rate(local: LocalProject, more: Decimal) -> LocalProject:
    assert local.pay
    first, *others = local.pay.rates
    rates = (first.model_copy(update={"amount": first.amount + more}), *others)
    return replace(local, pay=local.pay.model_copy(update={"rates": rates}))


def changed(data: bytes, form: str, new: str) -> bytes:
    """The file with another amount in the cell of the first rate; the sums that were kept beside the formulas stay."""
    member = "xl/worksheets/sheet2.xml" if form == "xlsx" else "content.xml"
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(result, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == member:
                content = CHANGES[form](content.decode(), new).encode()
            after.writestr(entry, content)
    return result.getvalue()


def in_xlsx(text: str, new: str) -> str:
    return re.sub(r'(<c r="C2"[^>]*><v>)[^<]*', rf"\g<1>{new}", text, count=1)


def in_ods(text: str, new: str) -> str:
    start = [found.start() for found in re.finditer("<table:table ", text)][RATES_SHEET]
    cell = re.compile(r'(<table:table-cell office:value-type="float" calcext:value-type="float" )office:value="[^"]*" calcext:value="[^"]*"')  # fmt: skip
    return text[:start] + cell.sub(rf'\g<1>office:value="{new}" calcext:value="{new}"', text[start:], count=1)


CHANGES = {"xlsx": in_xlsx, "ods": in_ods}


def sums(data: bytes) -> list[list[tuple[str, Decimal]]]:
    """For each sheet its lines that have a sum: their name and the sum, in pence."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = (book.get_sheet_by_index(index).to_python() for index in SUMS)
    return [
        [(str(row[0]), Decimal(str(row[column])).quantize(Decimal("0.01"))) for row in rows if isinstance(row[column], int | float)]
        for rows, column in zip(sheets, SUMS.values(), strict=True)
    ]  # fmt: skip
