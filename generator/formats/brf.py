"""Stage `formats`: a document → braille ready for an embosser (BRF), by liblouis where it is installed. Nobody has proofread it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.formats.document import DocumentRefused, Rendered
from generator.formats.txt import plain_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

PROGRAM = "file2brl"
TABLES: Mapping[str, str] = MappingProxyType({"en": "en-ueb-g2.ctb"})
"""The braille code of each language, as liblouis names its table: Unified English Braille, contracted. The table for Urdu
knows neither brackets nor the Latin letters that stand among its words, so it is not offered."""
DISPLAY = "en-us-brf.dis"
"""The letters that stand for the dots, as embossers read them."""
SETTINGS = ("cellsPerLine=40", "linesPerPage=25", "hyphenate=no", "inputTextEncoding=utf8", "outputEncoding=ascii8")


def render(document: Document, fonts: FontSet) -> Rendered:
    """Braille in 40 cells and 25 lines, in the code of the document's language; words in another language are in it too.

    Raises:
        DocumentRefused: liblouis is not installed, or has no table for the language; says what to do.
    """
    program, table = shutil.which(PROGRAM), TABLES.get(document.language)
    if program is None:
        raise DocumentRefused("braille needs liblouis, which is not installed: sudo apt install liblouisutdml-bin")
    if table is None:
        raise DocumentRefused(f"no braille table is named for “{document.language}”; there are: {', '.join(TABLES)}")
    settings = [option for setting in (f"literaryTextTable={DISPLAY},{table}", *SETTINGS) for option in ("-C", setting)]
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "-w", folder, *settings]
        done = subprocess.run(  # noqa: S603 - liblouis's own program, our own options
            command, input=plain_page(document).encode(), capture_output=True, check=False, cwd=folder
        )
    if done.returncode or not done.stdout.strip():
        reason = done.stderr.decode(errors="replace").strip() or "it wrote nothing"
        raise DocumentRefused(f"{PROGRAM} cannot make braille of this document: {reason}")
    return Rendered(done.stdout, 0)
