"""Stage `projects`: a spreadsheet as XLSX, by XlsxWriter."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from generator.projects.exports.sheets import Cell, Formula, Sheet, Spreadsheet

DAY = "yyyy-mm-dd"


def as_xlsx(spreadsheet: Spreadsheet) -> bytes:
    """The file. What people wrote is always text, and never a formula or a link."""
    data = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, settings)
    book.set_properties({"title": spreadsheet.title, "created": datetime.combine(spreadsheet.day, time())})
    for sheet in spreadsheet.sheets:
        _write(book, sheet, right_to_left=spreadsheet.right_to_left)
    book.close()
    return data.getvalue()


def _write(book: Any, sheet: Sheet, *, right_to_left: bool) -> None:
    page = book.add_worksheet(sheet.name)
    if right_to_left:
        page.right_to_left()
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    styles = _Styles(book)
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, head, styles.of(head, bold=True))
    for row, cells in enumerate(sheet.rows, start=1):
        _write_row(page, row, cells, styles, bold=False)
    _write_row(page, len(sheet.rows) + 1, sheet.foot, styles, bold=True)


def _write_row(page: Any, row: int, cells: tuple[Cell, ...], styles: _Styles, *, bold: bool) -> None:
    for column, cell in enumerate(cells):
        style = styles.of(cell, bold=bold)
        match cell:
            case Formula():
                value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
                page.write_formula(row, column, f"={cell.text}", style, value)
            case Decimal():
                page.write_number(row, column, float(cell), style)
            case date():
                page.write_datetime(row, column, datetime.combine(cell, time()), style)
            case str() if cell:
                page.write_string(row, column, cell, style)
            case _:
                page.write_blank(row, column, None, style)


class _Styles:
    """The styles of one sheet, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, dict[tuple[str, bool], Any]()

    def of(self, cell: Cell, *, bold: bool) -> Any:
        form = _form(cell)
        if (form, bold) not in self._made:
            shape = {"num_format": form} if form else {"text_wrap": True, "valign": "top"}
            self._made[form, bold] = self._book.add_format({**shape, "bold": bold})
        return self._made[form, bold]


def _form(cell: Cell) -> str:
    if isinstance(cell, Formula):
        return "#,##0." + "0" * cell.places
    if isinstance(cell, Decimal):
        return "#,##0.00"
    return DAY if isinstance(cell, date) else ""
