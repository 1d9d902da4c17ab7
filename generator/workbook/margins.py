"""Stage `workbook`: the head and the foot of each page, and the margins that hold them in large print."""

from __future__ import annotations

FOOT_ABOVE, FOOT_BELOW = 2, 7
"""Millimetres between the text and the foot of a page, and between the foot and the edge, where many printers cannot print."""
LARGE = 18
"""Points: the letters of large print, and of what somebody leads from in every edition. Smaller ones have the same margins."""
LONG_ADDRESS = 36
"""Letters of large print that fit beside the number of the page."""
HEAD_BELOW = 3.5
"""Millimetres between the head and the text, for each unit of the line height over a half: tall letters reach out of their lines."""


VERY_TALL_LINES, LONG_NAME = 2, 66
"""In lines of this height the head has one line, which holds a name of so many letters and that of a section beside it."""


def head_and_foot(line_height: float, name: str = "") -> str:
    """Styles of the head and the foot: closer lines than in the text, whose height is given as a multiple of the letters'.

    A long name stands in the head alone, without the section.
    """
    foot = f"vertical-align: top; padding-top: {FOOT_ABOVE}mm; line-height: {_leading(line_height)}"
    head = f"vertical-align: bottom; padding-bottom: {_gap(line_height)}mm; line-height: {_leading(line_height)}"
    boxes = {"@top-left": head, "@top-right": head, "@bottom-left": foot, "@bottom-right": foot}
    alone = (
        ".running-section { string-set: none; }\n" if line_height >= VERY_TALL_LINES and len(name) > LONG_NAME else ""
    )
    return f"@page {{ {' '.join(f'{place} {{ {style} }}' for place, style in boxes.items())} }}\n{alone}"


def large_margins(text: float, line_height: float, above: float, below: float, page: str = "") -> str:
    """Styles of large letters: margins for so many lines of the head and of the foot; what tall letters reach below counts as a part."""
    line = max(text, LARGE) * _leading(line_height) * 25.4 / 72
    top = round(above * line + _gap(line_height) + FOOT_BELOW + 1)
    bottom = round(below * line + FOOT_ABOVE + FOOT_BELOW)
    pages = f"@page {page}".rstrip()
    return f"{pages} {{ margin-top: {top}mm; margin-bottom: {bottom}mm }}\n"


def lines_of_foot(address: str) -> int:
    """How many lines the foot has in large print, where the address is shown like this."""
    return 4 if len(address) > LONG_ADDRESS else 3


def _leading(line_height: float) -> float:
    return round(1 + (line_height - 1) * 0.6, 2)


def _gap(line_height: float) -> float:
    return round(HEAD_BELOW * (line_height - 0.5), 1)
