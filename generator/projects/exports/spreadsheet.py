"""Stage `projects`: what people are paid, as a spreadsheet whose sums work: one plan of three sheets, written as ODS and as XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.library import Library
from generator.model.money import Pay, Rate
from generator.projects.exports.ods import as_ods
from generator.projects.exports.sheets import Cell, Formula, Sheet, Spreadsheet
from generator.projects.exports.xlsx import as_xlsx
from generator.projects.folder import LocalProject
from generator.projects.sessions import names_of, spoken
from generator.projects.sums import PER_CENT, PaidLine, lines_of, total, totals_by
from generator.projects.words import kinds_of_pay, units_of_pay
from generator.render import plain
from generator.translate.interface import Interface

SPARE_ROWS = 30
"""Empty lines for further payments, with their formulas."""
FIRST_ROW = 2
"""The first row under the heads, counted from 1."""


def pay_as_ods(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """The sums of a project as an OpenDocument spreadsheet."""
    return as_ods(_spreadsheet(local, library, interface))


def pay_as_xlsx(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """The same for Excel."""
    return as_xlsx(_spreadsheet(local, library, interface))


def _spreadsheet(local: LocalProject, library: Library, interface: Interface) -> Spreadsheet:
    if local.pay is None:
        raise TypeError(local.id)
    plan = _Plan(local, local.pay, library, interface)
    title = f"{plain(local.project.title)}: {interface('paying people')}"
    return Spreadsheet(
        title=title, language=interface.language, day=local.pay.on, sheets=(plan.payments(), plan.rates(), plan.totals()),
        right_to_left=library.languages[interface.language].direction == "rtl" if interface.language in library.languages else False,
    )  # fmt: skip


class _Plan:
    """The three sheets. Rates are named once; a payment names its rate, and its sum is looked up and multiplied."""

    def __init__(self, local: LocalProject, pay: Pay, library: Library, interface: Interface) -> None:
        self.local, self.pay, self._ = local, pay, interface
        self.sessions = names_of(local, library, interface)
        self.lines = lines_of(pay)
        self.rates_name, self.payments_name = interface("Rates"), interface("Payments")
        self.last_rate = FIRST_ROW + len(pay.rates) - 1
        self.last_payment = FIRST_ROW + len(self.lines) + SPARE_ROWS - 1
        self.labels = dict(_labels(pay))

    def rates(self) -> Sheet:
        _ = self._
        heads = (_("Rate"), _("Kind"), _("Amount"), _("For each"), _("For one"), _("Agreed by"), _("Agreed on"))
        kinds, units = kinds_of_pay(_), units_of_pay(_)
        rows = [
            (
                self.labels[rate.id], kinds[rate.kind], rate.amount, units[rate.unit], self._for_one(rate, row),
                plain(rate.agreed_by), rate.agreed_on,
            )
            for row, rate in enumerate(self.pay.rates, start=FIRST_ROW)
        ]  # fmt: skip
        return Sheet(self.rates_name, (34, 20, 12, 14, 12, 30, 14), heads, tuple(rows))

    def _for_one(self, rate: Rate, row: int) -> Formula:
        """What one unit costs: the amount, or its hundredth for a rate per cent."""
        if rate.unit == "per-cent":
            return Formula(f"C{row}/100", rate.amount / PER_CENT, places=4)
        return Formula(f"C{row}", rate.amount)

    def payments(self) -> Sheet:
        _ = self._
        heads = (_("Person"), _("Session"), _("Rate"), _("Kind"), _("How many"), _("Sum"), _("Note"))
        rows = [self._payment(line, row) for row, line in enumerate(self.lines, start=FIRST_ROW)]
        first = FIRST_ROW + len(rows)
        empty = [("", "", "", self._kind(row), "", self._sum(row), "") for row in range(first, self.last_payment + 1)]
        foot = (
            _("Total"),
            "",
            "",
            "",
            "",
            Formula(f"SUM(F{FIRST_ROW}:F{self.last_payment})", total(self.lines)),
            self._note(),
        )
        return Sheet(self.payments_name, (30, 30, 34, 20, 12, 14, 40), heads, (*rows, *empty), foot)

    def _payment(self, line: PaidLine, row: int) -> tuple[Cell, ...]:
        payment, rate = line.payment, line.rate
        return (
            plain(payment.person), self._session(payment.session), self.labels[rate.id], self._kind(row, rate), payment.quantity,
            self._sum(row, line.amount), plain(payment.note),
        )  # fmt: skip

    def _kind(self, row: int, rate: Rate | None = None) -> Formula:
        known = kinds_of_pay(self._)[rate.kind] if rate else ""
        return Formula(f'IF(C{row}="","",{self._looked_up("B", row)})', known)

    def _sum(self, row: int, amount: Decimal | None = None) -> Formula:
        filled = f'OR(C{row}="",E{row}="")'
        return Formula(f'IF({filled},"",ROUND(E{row}*{self._looked_up("E", row)},2))', "" if amount is None else amount)

    def _looked_up(self, column: str, row: int) -> str:
        """A column of the rate that a payment names."""
        sheet, last = _quoted(self.rates_name), self.last_rate
        names, values = (f"{sheet}!${letter}${FIRST_ROW}:${letter}${last}" for letter in ("A", column))
        return f"INDEX({values},MATCH(C{row},{names},0))"

    def _session(self, identifier: str | None) -> str:
        """What a session is called; what belongs to none is named, too, so that it stands among the totals."""
        return spoken(self.sessions[identifier]) if identifier else self._("No session")

    def totals(self) -> Sheet:
        _ = self._
        kinds = kinds_of_pay(_)
        groups = (
            (_("By kind"), "D", {kinds[kind]: value for kind, value in totals_by(self.lines, lambda line: line.rate.kind).items()}),
            (_("By person"), "A", totals_by(self.lines, lambda line: plain(line.payment.person))),
            (_("By session"), "B", totals_by(self.lines, lambda line: self._session(line.payment.session))),
        )  # fmt: skip
        rows: list[tuple[Cell, ...]] = []
        for title, column, sums in groups:
            rows += self._group(title, column, sums, FIRST_ROW + len(rows))
        whole = Formula(f"{_quoted(self.payments_name)}!F{self.last_payment + 1}", total(self.lines))
        return Sheet(_("Totals"), (44, 16), (_("What"), _("Sum")), tuple(rows), (_("Total"), whole))

    def _group(self, title: str, column: str, sums: Mapping[str, Decimal], first: int) -> Iterator[tuple[Cell, ...]]:
        yield (f"{title}:", "")
        sheet = _quoted(self.payments_name)
        for row, (name, value) in enumerate(sums.items(), start=first + 1):
            names, amounts = (
                f"{sheet}!${letter}${FIRST_ROW}:${letter}${self.last_payment}" for letter in (column, "F")
            )
            yield (name, Formula(f"SUMIF({names},A{row},{amounts})", value))

    def _note(self) -> str:
        _, currency = self._, self.pay.currency
        said = [_("This is made up: it is part of an example.")] if self.local.project.example else []
        said.append(_("All sums in {currency}. The rates are the project’s own.").replace("{currency}", currency))
        if self.local.pay_left_out:
            said.append(_("Payments for sessions that are not shown here are left out."))
        return " ".join(said)


def _labels(pay: Pay) -> Iterator[tuple[str, str]]:
    """The name of each rate; where two have the same, its id stands with it, since payments are looked up by name."""
    every = [plain(rate.label) for rate in pay.rates]
    for rate in pay.rates:
        label = plain(rate.label)
        yield rate.id, label if every.count(label) == 1 else f"{label} ({rate.id})"


def _quoted(sheet: str) -> str:
    return f"'{sheet}'"
