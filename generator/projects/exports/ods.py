"""Stage `projects`: a spreadsheet as ODS, by odfdo."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from odfdo import Cell as OdfCell
from odfdo import Column, Document, Row, Style, Table

from generator.projects.exports.sheets import Cell, Formula, Sheet, Spreadsheet

CHARACTER_WIDTH = 0.21
"""Centimetres of a character, about."""
PLACE = re.compile(
    r"(?:'(?P<sheet>[^']+)'!)?(?P<first>\$?[A-Z]{1,2}\$?[0-9]+)(?::(?P<last>\$?[A-Z]{1,2}\$?[0-9]+))?(?![A-Za-z0-9(])"
)
STRING = re.compile(r'("[^"]*")')
OLDEST = (1980, 1, 1, 0, 0, 0)


def as_ods(spreadsheet: Spreadsheet) -> bytes:
    """The file."""
    document = Document("spreadsheet")
    document.body.clear()
    when = datetime.combine(spreadsheet.day, time())
    meta = document.meta
    meta.title = spreadsheet.title
    meta.set_language(spreadsheet.language)
    meta.set_creation_date(when)
    meta.set_modification_date(when)
    meta.set_generator("Joined Up")
    _styles(document, right_to_left=spreadsheet.right_to_left)
    for sheet in spreadsheet.sheets:
        document.body.append(_table(document, sheet))
    data = io.BytesIO()
    document.save(data)
    return _settled(data.getvalue())


def _settled(data: bytes) -> bytes:
    """The same file without the time of its making in each of its members."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(settled, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, OLDEST)
            entry.compress_type = member.compress_type
            new.writestr(entry, old.read(member))
    return settled.getvalue()


def _styles(document: Document, *, right_to_left: bool) -> None:
    direction = "rl-tb" if right_to_left else "lr-tb"
    _page(document, direction)
    sheet = f'<style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties style:writing-mode="{direction}"/></style:style>'
    for xml in (sheet, *_cell_styles()):
        document.insert_style(xml, automatic=True)


def _page(document: Document, direction: str) -> None:
    """A4 across, as wide as the sheet, with its name above and the number of the page below."""
    for layout in document.get_styles("page-layout"):
        shape = layout.get_element("style:page-layout-properties")
        if shape is not None:
            shape.set_attribute("fo:page-width", "29.7cm")
            shape.set_attribute("fo:page-height", "21cm")
            shape.set_attribute("style:print-orientation", "landscape")
            shape.set_attribute("style:scale-to-X", "1")
            shape.set_attribute("style:scale-to-Y", "0")
            shape.set_attribute("style:writing-mode", direction)
    for master in document.get_styles("master-page"):
        for line in master.get_elements("style:footer/text:p"):
            line.text = ""


def _cell_styles() -> Iterator[str]:
    """Cells of words, of days, and of numbers with two and with four decimals; words and numbers as usual and bold."""
    for places in (2, 4):
        yield (
            f'<number:number-style style:name="number{places}"><number:number number:decimal-places="{places}" '
            f'number:min-decimal-places="{places}" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
        )
    yield (
        '<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>'
    )
    yield '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>'
    for end, weight in (("", "normal"), ("-strong", "bold")):
        text = f'<style:text-properties fo:font-weight="{weight}"/></style:style>'
        yield f'<style:style style:name="words{end}" style:family="table-cell">{text}'
        for places in (2, 4):
            yield f'<style:style style:name="sum{places}{end}" style:family="table-cell" style:data-style-name="number{places}">{text}'


def _table(document: Document, sheet: Sheet) -> Table:
    table = Table(sheet.name, style="sheet")
    for number, width in enumerate(sheet.widths):
        name = f"width{width}"
        if document.get_style("table-column", name) is None:
            style = Style("table-column", name=name, width=f"{width * CHARACTER_WIDTH:.2f}cm")
            document.insert_style(style, automatic=True)
        table.insert_column(number, Column(style=name))
    for cells, bold in ((sheet.heads, True), *((row, False) for row in sheet.rows), (sheet.foot, True)):
        row = Row()
        for cell in cells:
            row.append_cell(_cell(cell, bold=bold))
        table.append_row(row)
    return table


def _cell(cell: Cell, *, bold: bool) -> OdfCell:
    match cell:
        case Formula():
            style = f"sum{cell.places}" + ("-strong" if bold else "")
            return OdfCell(cell.value, formula=f"of:={open_formula(cell.text)}", style=style)
        case Decimal():
            return OdfCell(cell, style="sum2-strong" if bold else "sum2")
        case date():
            return OdfCell(cell, style="day")
        case _:
            return OdfCell(cell or None, style="words-strong" if bold else "words")


def open_formula(formula: str) -> str:
    """A formula in the notation of OpenDocument: 'Rates'!$A$2:$A$9 becomes [$'Rates'.$A$2:.$A$9], and commas semicolons."""
    return "".join(
        part if part.startswith('"') else PLACE.sub(_place, part).replace(",", ";") for part in STRING.split(formula)
    )


def _place(found: re.Match[str]) -> str:
    sheet = f"$'{found['sheet']}'" if found["sheet"] else ""
    last = f":.{found['last']}" if found["last"] else ""
    return f"[{sheet}.{found['first']}{last}]"
