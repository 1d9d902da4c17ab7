"""Stage `model`: reviews of translated units."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.shared import Day, Words
from generator.model.units import Entry


class Review(Entry):
    """Somebody other than the drafter has read one unit in both languages.

    `fingerprint` covers the English and the translation together, so any later change of either ends the review.
    `cosmetic` records that only the look of the English changed, and that the translation still says the same.
    """

    unit: Words
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    by: Words = Field(description="Who reviewed: a name, or a role and an organisation.")
    on: Day
    cosmetic: bool = False


class Reviews(Entry):
    """reviews.yml of one language"""

    reviews: tuple[Review, ...] = ()
