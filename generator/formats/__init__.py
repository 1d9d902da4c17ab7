"""Stage `formats`: a document in memory → a file in memory. One module per format, one table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.formats import pdf
from generator.formats.document import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("pdf", ".pdf", "application/pdf", pdf.render),
    }
)
"""Every format, by name."""
