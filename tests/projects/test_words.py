"""Every choice of a project's files has words."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from generator.model import evidence, money, project, service, shared
from generator.projects import words


@pytest.mark.parametrize(
    ("names", "choices"),
    [
        (words.evidence_kinds, evidence.EvidenceKind),
        (words.ways_of_gathering, evidence.How),
        (words.short_kinds, evidence.EvidenceKind),
        (words.short_ways, evidence.How),
        (words.touched, evidence.Touched),
        (words.leads, shared.Lens),
        (words.nations, shared.Nation),
        (words.standings, project.Action.model_fields["standing"].annotation),
        (words.sectors, service.Service.model_fields["sector"].annotation),
        (words.access_features, service.AccessFeature),
        (words.weekdays, service.Weekday),
        (words.kinds_of_pay, money.PayKind),
        (words.units_of_pay, money.Rate.model_fields["unit"].annotation),
    ],
)
def test_every_choice_has_words(names: Any, choices: Any) -> None:
    assert set(names(str)) == set(get_args(choices))
