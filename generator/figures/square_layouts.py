"""Between `translate` and what is shown: figures whose parts stand in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.letters import Block, in_circle, in_column, longest_word
from generator.figures.shapes import Connection, Disc, Drawing, Look, Panel, Part, Point
from generator.model import Figure, Unit
from generator.model.content import FigurePart

MARGIN = 12
"""Between words and the edge of their shape, and between a panel and the cards in it."""

GAP = 14


def quadrant(figure: Figure, direction: str, limit: float) -> Drawing:
    """A square in four equal fields, read along the lines, and the middle where they meet."""
    narrow = _narrow([part.label for part in figure.parts], 170, limit)
    blocks = [in_column(part.label, narrow) for part in figure.parts]
    middle = in_circle(figure.centre, limit) if figure.centre else None
    radius = middle.radius + MARGIN if middle else 0
    side = max(
        170, max(block.width for block in blocks) + 3 * MARGIN, max(block.height for block in blocks) + 2 * (radius + 8)
    )
    parts = []
    for index, block in enumerate(blocks):
        row, column = divmod(index, 2)
        across = (side + GAP) * (column - 0.5) * (1 if direction == "ltr" else -1)
        at = Point(across, (side + GAP) * (row - 0.5))
        parts.append(Part(Panel(at, side, side, Look.SHAPE if row == column else Look.OTHER, 26), block, at))
    if middle:
        parts.append(Part(Disc(Point(0, 0), radius, Look.CENTRE), middle, Point(0, 0)))
    return Drawing(tuple(parts))


def pairs(figure: Figure, direction: str, limit: float) -> Drawing:
    """Two columns, the parts that belong together joined across, and the middle between the columns."""
    rows = _rows(figure)
    narrow = _narrow([part.label for part in figure.parts], 130, limit)
    cells = [[in_column(part.label, narrow) if part else None for part in row] for row in rows]
    heads = [in_column(group.label, narrow) for group in figure.groups[:2]]
    middle = in_column(figure.centre, _narrow([figure.centre], 80, limit)) if figure.centre else None

    width = max(block.width for block in [*heads, *(cell for row in cells for cell in row if cell)]) + 2 * MARGIN
    height = max(cell.height for row in cells for cell in row if cell) + 2 * MARGIN
    between = middle.width + 2 * MARGIN + Look.CENTRE.thickness + 2 * GAP if middle else 4 * GAP
    side = (between + width) / 2 + MARGIN
    columns = (-side, side) if direction == "ltr" else (side, -side)
    top = (max(head.height for head in heads) if heads else 0) + 2 * MARGIN
    levels = [top + (height + MARGIN) * index + height / 2 for index in range(len(rows))]
    whole = top + (height + MARGIN) * len(rows)

    parts = []
    for index, x in enumerate(columns):
        panel = Panel(Point(x, whole / 2), width + 2 * MARGIN, whole, (Look.SHAPE, Look.OTHER)[index], 26)
        parts.append(Part(panel, heads[index] if index < len(heads) else None, Point(x, top / 2)))
    lines = [
        Connection(Point(columns[0], level), Point(columns[1], level))
        for level, row in zip(levels, cells, strict=True)
        if all(row)
    ]
    cards = _cards(cells, columns, levels, (width, height))
    if middle:
        cards.append(_band(middle, (levels[0] + levels[-1]) / 2, levels[-1] - levels[0] + height, between - 2 * GAP))
    return Drawing((*parts, *lines, *cards))


def _rows(figure: Figure) -> list[tuple[FigurePart | None, FigurePart | None]]:
    """The parts in pairs, the first group's before the other's; a part without a partner stands by itself."""
    by_id = {part.id: part for part in figure.parts}
    first = figure.groups[0].id if figure.groups else None
    rows: list[tuple[FigurePart | None, FigurePart | None]] = []
    seen: set[str] = set()
    for part in figure.parts:
        partner = by_id.get(part.pair or "")
        if part.id in seen or (partner and partner.id in seen):
            continue
        seen |= {part.id} | ({partner.id} if partner else set())
        begins = part.group in (None, first)
        rows.append((part, partner) if begins else (partner, part))
    return rows


def _cards(
    cells: Sequence[Sequence[Block | None]],
    columns: Sequence[float],
    levels: Sequence[float],
    size: tuple[float, float],
) -> list[Part]:
    return [
        Part(Panel(Point(x, level), *size, Look.CARD), block, Point(x, level))
        for level, row in zip(levels, cells, strict=True)
        for x, block in zip(columns, row, strict=True)
        if block
    ]


def _band(block: Block, level: float, height: float, width: float) -> Part:
    tall = max(height, block.height + 2 * MARGIN)
    return Part(Panel(Point(0, level), width, tall, Look.CENTRE, 26), block, Point(0, level))


def _narrow(labels: Sequence[Unit], wished: float, limit: float) -> float:
    """A column that is as narrow as wished, if no word is wider; never wider than the limit."""
    return min(limit, max(wished, *(longest_word(label) for label in labels)))
