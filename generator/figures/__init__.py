"""Between `translate` and what is shown: a figure becomes an inline SVG, for the site and for paper alike.

The letters have one size, and shapes grow with their words, so a longer language gives a larger drawing. On the site
the classes take the colours of `pieces.css`; on paper the attributes hold, in black and white. Words are in the font of
the page around the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from generator.figures.letters import SIZE
from generator.figures.letters import direction as direction_of
from generator.figures.round_layouts import cycle, petals, rings, team
from generator.figures.shapes import Drawing, Part, number
from generator.figures.square_layouts import pairs, quadrant
from generator.model import Figure

LEAST_WIDTH = 420
"""A smaller drawing stands in the middle of this width, so that letters are as large in every figure."""

MOST_WIDTH = 800
"""At this width, letters of 20 units are 15 px high where the drawing is 600 px wide."""

LINE_LIMITS = (280, 220, 180, 150, 120, 90)
"""How wide a line of words may be: the first that keeps the drawing within its width is taken, or else the best."""

EDGE = 4

LAYOUTS: Mapping[str, Callable[[Figure, str, float], Drawing]] = {
    "petals": petals,
    "quadrant": quadrant,
    "cycle": cycle,
    "rings": rings,
    "pairs": pairs,
    "team": team,
}


def draw(figure: Figure, direction: str, alternative: str, prefix: str) -> str:
    """The figure as an `<svg>` with `role="img"`, on several lines, none of them empty.

    Args:
        figure: its units in the language of the page, or in English where they are not translated.
        direction: `ltr` or `rtl`. Where order matters, `rtl` is mirrored; a cycle stays clockwise.
        alternative: its text alternative, which becomes the `<title>`.
        prefix: what its ids begin with, so that they are unique in the page.

    `width` and `height` are its natural size in px. There are no `style` attributes, so a content security policy
    without inline styles holds.
    """
    return "\n".join(_markup(compose(figure, direction), figure.title.language, direction, alternative, prefix))


def compose(figure: Figure, direction: str) -> Drawing:
    """The figure laid out, with lines of words as wide as the width of the drawing allows."""
    layout = LAYOUTS[figure.layout]
    drawings = []
    for limit in LINE_LIMITS:
        drawings.append(layout(figure, direction, limit))
        if drawings[-1].width <= MOST_WIDTH - 2 * EDGE:
            return drawings[-1]
    return min(drawings, key=lambda drawing: drawing.width)


def _markup(drawing: Drawing, language: str, direction: str, alternative: str, prefix: str) -> Iterator[str]:
    frame = drawing.frame
    width = max(drawing.width + 2 * EDGE, LEAST_WIDTH)
    height = frame.bottom - frame.top + 2 * EDGE
    left, top = (frame.left + frame.right - width) / 2, frame.top - EDGE
    size = f'width="{number(width)}" height="{number(height)}"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-drawing" role="img" aria-labelledby="{escape(prefix)}-title" '
        f'lang="{escape(language)}" viewBox="{" ".join(map(number, (left, top, width, height)))}" {size} '
        f'font-size="{SIZE}" font-weight="700" text-anchor="middle">'
    )
    yield f'<title id="{escape(prefix)}-title">{escape(alternative)}</title>'
    for item in drawing.items:
        if isinstance(item, Part):
            yield from _part(item, language, direction)
        else:
            yield item.markup
    yield "</svg>"


def _part(part: Part, language: str, direction: str) -> Iterator[str]:
    """A group of a shape and its lines, each line an element of its own, so that it is shaped and placed as a whole."""
    yield "<g>"
    yield part.shape.markup
    if part.block:
        unit = part.block.unit
        other = f' lang="{escape(unit.language)}"' if unit.language != language else ""
        towards = direction_of(unit.text, direction)
        for row in part.block.rows:
            place = f'x="{number(part.at.x)}" y="{number(part.at.y + row.baseline)}"'
            ink = f'class="{part.shape.look.ink}" fill="#000"'
            yield f'<text {ink} {place} direction="{towards}"{other}>{escape(row.text)}</text>'
    yield "</g>"
