"""Stage `formats`: tables as pandoc understands them: columns as wide as they ask for or as what stands in them, heads of rows, captions in lines."""

from __future__ import annotations

from itertools import zip_longest
from xml.etree.ElementTree import Element

_LINE, _POINTS = 72, 12
"""Letters that stand in a line over the whole width, in a wide font of this size."""
_BLANK_COLUMN = 14
"""How many letters a column to write in asks for."""
_LONGEST_TEXT = 25
"""A longer text is set in several lines, so it asks for no more."""
_PADDING = 3


def mend_tables(root: Element, points: float) -> None:
    """Every table that holds facts gets widths; heads of rows are strong, since pandoc only knows heads of columns."""
    for table in root.iter("table"):
        for head in table.iterfind("tbody/tr/th"):
            _make_strong(head)
        for caption in table.iterfind("caption"):
            _break_lines(caption)
        if table.get("role") != "presentation":
            _give_widths(table, min(_LINE, _LINE * _POINTS / points))


def _make_strong(cell: Element) -> None:
    """What heads a row; not what is said of it in paragraphs below."""
    for holder in [one for one in cell.findall("p") if one.get("class") != "meta"] or [cell]:
        strong = Element("strong")
        strong.text, holder.text = holder.text, None
        strong[:], holder[:] = list(holder), [strong]


def _break_lines(caption: Element) -> None:
    """The label, the hint and the numbers of a caption each stand on a line of their own, as on paper."""
    for place in range(len(caption) - 1, 0, -1):
        caption.insert(place, Element("br"))


def _give_widths(table: Element, line: float) -> None:
    rows = [[_text(cell) for cell in row] for row in table.iter("tr")]
    columns = [[text or "" for text in column] for column in zip_longest(*rows)]
    has_head = int(table.find("thead") is not None)
    if len(columns) < 2 or any(cell.get("colspan") for cell in table.iter("td")):
        return
    least = [max(map(_longest_word, column)) + _PADDING for column in columns]
    asked = table.find("colgroup")
    wanted = [_wanted(column, blank=not any(column[has_head:])) for column in columns]
    if asked is not None:
        wanted = [line * _share(column) for column in asked]
        table.remove(asked)
    more = [max(0.0, want - own) for want, own in zip(wanted, least, strict=True)]
    room = max(0, line - sum(least)) / (sum(more) or 1)
    widths = [own + room * extra for own, extra in zip(least, more, strict=True)]
    group = Element("colgroup")
    for width in widths:
        group.append(Element("col", {"style": f"width: {100 * width / sum(widths):.1f}%"}))
    table.insert(len(table.findall("caption")), group)


def _share(column: Element) -> float:
    return float(column.get("style", "").removeprefix("width:").strip().removesuffix("%")) / 100


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _wanted(column: list[str], *, blank: bool) -> float:
    """How many letters a column asks for: most of its longest text, or room to write."""
    return max(min(max(map(len, column)), _LONGEST_TEXT), _BLANK_COLUMN if blank else 0)


def _text(cell: Element) -> str:
    return " ".join("".join(cell.itertext()).split())
