"""Sums of what is paid: they add up, whatever is paid."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.model.money import Pay
from generator.projects.sums import lines_of, total, totals_by

amounts = st.decimals("0", "9999", places=2).map(str)
rates = st.lists(
    st.tuples(amounts, st.sampled_from(["hour", "mile", "per-cent"]), st.sampled_from(["fee", "travel", "payroll"])),
    min_size=1,
    max_size=5,
)


def pay_of(rated: list[tuple[str, str, str]], quantities: list[str]) -> Pay:
    return Pay.model_validate({
        "nation": "england", "on": "2026-11-22",
        "rates": [
            {"id": f"r{n}", "kind": kind, "label": "A rate", "unit": unit, "amount": amount, "agreed_by": "the core group", "agreed_on": "2026-01-01"}
            for n, (amount, unit, kind) in enumerate(rated)
        ],
        "payments": [
            {"id": f"p{n}", "person": f"person {n % 3}", "rate": f"r{n % len(rated)}", "quantity": quantity} for n, quantity in enumerate(quantities)
        ],
    })  # fmt: skip


@given(rates, st.lists(amounts, max_size=12))
def test_every_way_of_adding_gives_the_same_sum(rated: list[tuple[str, str, str]], quantities: list[str]) -> None:
    lines = lines_of(pay_of(rated, quantities))
    by_kind = totals_by(lines, lambda line: line.rate.kind)
    by_person = totals_by(lines, lambda line: line.payment.person.text)
    assert total(lines) == sum(by_kind.values()) == sum(by_person.values())
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in lines)


def test_a_line_is_rounded_half_up() -> None:
    lines = lines_of(pay_of([("0.45", "mile", "travel"), ("13.80", "per-cent", "payroll")], ["0.10", "120.55"]))
    assert [str(line.amount) for line in lines] == ["0.05", "16.64"]
