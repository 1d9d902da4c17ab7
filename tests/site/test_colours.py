"""Contrast of the site's own colours, computed from the style sheet: AAA for words, 3:1 for edges, in light and in dark."""

from __future__ import annotations

import re

import pytest

from tests.site.browsing import ROOT

STYLE = (ROOT / "site_overrides/styles/site.css").read_text("utf-8")
WORDS = (
    *((ink, ground) for ink in ("ink", "quiet", "link") for ground in ("paper", "raised", "tint", "warm")),
    ("on-brand", "brand"),
)
EDGES = tuple((edge, ground) for edge in ("edge", "mark-two", "coral") for ground in ("paper", "raised"))


def _variables(selector: str) -> dict[str, str]:
    """The colours that a rule sets, on top of the light ones."""
    rules = re.findall(r"(?m)^\s*([^{}]+?)\s*\{([^{}]*)\}", STYLE)
    found: dict[str, str] = {}
    for wanted in (":root", selector):
        for name, body in rules:
            if name.split("*/")[-1].strip() == wanted:
                found |= dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+)", body))
    return found


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SCHEMES = {
    "light": _variables(":root"),
    "dark": _variables(':root[data-scheme="dark"]'),
    "dark by the system": _variables(':root:not([data-scheme="light"])'),
}


def test_the_system_and_the_button_give_the_same_dark_colours() -> None:
    assert SCHEMES["dark"] == SCHEMES["dark by the system"]
    assert SCHEMES["dark"] != SCHEMES["light"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out_seven_times(scheme: str, ink: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[ink], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_that_mean_something_stand_out_three_times(scheme: str, edge: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3
