"""Stage `formats`: a document in memory → a file in memory. One module per format, one table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.formats import brf, docx, epub, fillable, html, odt, pdf, txt
from generator.formats.document import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("pdf", ".pdf", "application/pdf", pdf.render),
        "fillable": Format("fillable", ".fillable.pdf", "application/pdf", fillable.render),
        "docx": Format(
            "docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render
        ),
        "odt": Format("odt", ".odt", "application/vnd.oasis.opendocument.text", odt.render),
        "epub": Format("epub", ".epub", "application/epub+zip", epub.render),
        "html": Format("html", ".html", "text/html", html.render),
        "txt": Format("txt", ".txt", "text/plain", txt.render),
        "brf": Format("brf", ".brf", "text/plain", brf.render),
    }
)
"""Every format, by name."""
