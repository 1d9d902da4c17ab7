"""Stage `projects`: what is paid to people who take part, added up. Every line is rounded to the penny, and sums add rounded lines."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from generator.model.money import Pay, Payment, Rate

PENNY = Decimal("0.01")
PER_CENT = Decimal(100)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class PaidLine:
    """One payment with its rate and what it comes to."""

    payment: Payment
    rate: Rate
    amount: Decimal


def lines_of(pay: Pay) -> tuple[PaidLine, ...]:
    """Every payment, in the order of the file. Raises KeyError for a rate that is not there, which the checks refuse before."""
    rates = {rate.id: rate for rate in pay.rates}
    return tuple(PaidLine(one, rates[one.rate], amount_of(one, rates[one.rate])) for one in pay.payments)


def amount_of(payment: Payment, rate: Rate) -> Decimal:
    """A payment in full: quantity times rate; for a rate per cent, so many hundredths of the quantity, which is a sum of money then."""
    full = payment.quantity * rate.amount
    return (full / PER_CENT if rate.unit == "per-cent" else full).quantize(PENNY, ROUND_HALF_UP)


def total(lines: Iterable[PaidLine]) -> Decimal:
    """The sum of some lines, with two decimals."""
    return sum((line.amount for line in lines), Decimal("0.00"))


def totals_by(lines: Iterable[PaidLine], key: Callable[[PaidLine], Key]) -> Mapping[Key, Decimal]:
    """The sum for each key, in the order in which keys first appear."""
    found: dict[Key, Decimal] = {}
    for line in lines:
        found[key(line)] = found.get(key(line), Decimal("0.00")) + line.amount
    return found
