"""Draws the pictures of papers in this folder anew: python docs/pictures/draw.py, from the folder of the project."""  # noqa: INP001

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

HERE = Path(__file__).parent
WIDTH = 560
"""Pixels; twice the width at which the pages show them, so that letters stay sharp."""
GREYS = 16
PICTURES: dict[str, tuple[int, str]] = {
    "pack": (1, "keyworking --copy pack"),
    "run-sheet": (1, "keyworking --copy facilitator"),
    "co-lead": (5, "keyworking --copy co_lead"),
    "recorder": (3, "keyworking --copy recorder"),
    "question-cards": (2, "keyworking --copy cards"),
    "deck": (1, "keyworking --copy deck"),
    "poster": (1, "keyworking --copy poster"),
    "signals": (1, "session --copy signals"),
    "supporter": (1, "session --copy supporter"),
    "ground-rules": (1, "session --copy ground_rules"),
    "access-slip": (1, "session --copy access_needs"),
    "evaluation": (1, "session --copy evaluation"),
    "ill-effects": (1, "tool:ill-effects-report"),
    "letter": (1, "letter:another-parent"),
    "large-print": (2, "keyworking --edition large_print"),
    "two-languages": (1, "keyworking --language en+ur"),
    "fill-in": (1, "tool:action-plan --format fillable"),
    "decision": (1, "paper thimblewick decision"),
}
"""What each picture shows: the page, and what `joinedup workbook` makes it from, or another command that is named."""


def page_of(document: Path, number: int) -> Image.Image:
    """A page as a screen shows it, in shades of grey, with a thin frame round it; fields to fill in are shaded."""
    pages = pdfium.PdfDocument(document)
    pages.init_forms()
    if pages.formenv:
        pdfium.raw.FPDF_SetFormFieldHighlightColor(pages.formenv.raw, 0, 0xBBBBBB)
        pdfium.raw.FPDF_SetFormFieldHighlightAlpha(pages.formenv.raw, 120)
    page = pages[number - 1]
    drawn = page.render(scale=WIDTH / page.get_width(), may_draw_forms=True).to_pil().convert("L")
    return ImageOps.expand(drawn, border=1, fill=120).quantize(GREYS, dither=Image.Dither.NONE)


def main(chosen: list[str]) -> None:
    """Draws those that are named, or all."""
    for name in chosen or PICTURES:
        number, words = PICTURES[name]
        command = words.split() if words.startswith("paper ") else ["workbook", *words.split()]
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "paper.pdf"
            subprocess.run([sys.executable, "-m", "generator", *command, "--output", str(made)], check=True)  # noqa: S603 - our own words
            page_of(made, number).save(HERE / f"paper-{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
