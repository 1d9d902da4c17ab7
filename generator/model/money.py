"""Stage `model`: what a project pays the people who take part. All rates are the project's own, and dated."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.model.evidence import Audience
from generator.model.shared import Day, Identified, Identifier, Nation, listed
from generator.model.units import Entry, Label, Line

AMOUNT = r"^[0-9]{1,7}(\.[0-9]{1,2})?$"


def _amount(value: Any) -> Any:
    """An amount in quotes with two decimals, since pydantic and YAML would round: '12.50'."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(AMOUNT, value):
        raise ValueError("an amount is written in quotes with digits and at most two decimals, as in '12.50'")
    return Decimal(value)


Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "string", "pattern": AMOUNT})]
PayKind = Literal[
    "fee", "preparation", "meeting", "travel", "replacement-care", "assistant", "interpreter", "payroll", "other"
]


class Rate(Identified):
    """A rate that the project has agreed."""

    kind: PayKind
    label: Label
    unit: Literal["hour", "half-day", "day", "session", "mile", "kilometre", "journey", "each", "per-cent"]
    amount: Amount
    agreed_by: Label
    agreed_on: Day


class Payment(Identified):
    """One line: who is paid what for which session. People stand here in roles or by a sign, never by name."""

    person: Label
    session: Identifier | None = None
    rate: Identifier
    quantity: Amount = Field(
        description="How many of the rate’s unit; for a rate per cent the sum of money that it is taken from."
    )
    note: Line | None = None


class Pay(Entry):
    """pay.yml"""

    audience: Audience = "private"
    nation: Nation
    currency: Literal["GBP", "EUR", "USD"] = "GBP"
    on: Day = Field(description="The day that the sums are of.")
    rates: tuple[Rate, ...] = Field(min_length=1, json_schema_extra={"address": "rate"})
    payments: tuple[Payment, ...] = listed("payment")
