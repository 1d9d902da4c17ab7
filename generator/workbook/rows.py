"""Stage `workbook`: the pieces that a page in two languages is merged from: blocks, runs of words, marks, and the halves of a row."""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

SVG = "{http://www.w3.org/2000/svg}"
RUN = "#run"
"""Stands for a run of words beside blocks, without an element of its own."""
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
BLOCKS = HEADINGS | frozenset(
    (
        "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "header", "li",
        "main", "nav", "ol", "p", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
MARKS = frozenset(("count", "begins", "box"))
"""Classes of what stands before words and counts them, or is ticked: once for both languages."""
SAID = ("data-label", "data-running-title", "aria-label", "alt", "title")
"""Attributes that somebody hears or reads, so that both languages stand in them."""
BETWEEN = " · "


def joined(first: str, second: str) -> str:
    """Words of both languages in one line; once where they are the same, or where one says nothing."""
    return BETWEEN.join(dict.fromkeys(filter(None, (first, second))))


def pieces(element: Element) -> list[Element]:
    """The blocks of an element, and the runs of words and small things between them, as copies that share what is below."""
    found: list[Element] = []
    run = Element(RUN)
    run.text = element.text
    for child in element:
        if child.tag not in BLOCKS:
            run.append(child)
            continue
        found += [*_filled(run), shallow(child)]
        run = Element(RUN)
        run.text = child.tail
    return [*found, *_filled(run)]


def _filled(run: Element) -> list[Element]:
    return [run] if len(run) or (run.text or "").strip() else []


def shallow(element: Element) -> Element:
    """A copy with the same children, and without the words after it."""
    one = Element(element.tag, dict(element.attrib))
    one.text = element.text
    one.extend(element)
    return one


def copied(element: Element) -> Element:
    """A copy of an element and of all that is below it."""
    return copy.deepcopy(element)


def put(holder: Element, piece: Element) -> None:
    """Adds a piece at the end; of a run, what it holds."""
    if piece.tag == RUN:
        pour(holder, piece)
    else:
        holder.append(piece)


def pour(holder: Element, source: Element) -> None:
    """Adds what an element holds at the end of another."""
    add_text(holder, source.text)
    holder.extend(source)


def add_text(holder: Element, text: str | None) -> None:
    """Adds words at the end of an element."""
    if text and len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    elif text:
        holder.text = (holder.text or "") + text


def words(*elements: Element) -> str:
    """What can be read in elements, on one line. Words that stand for a picture are not among them."""
    return " ".join("".join(map(_text, elements)).split())


def _text(element: Element) -> str:
    if str(element.tag).startswith(SVG):
        return ""
    space = " " if element.tag in BLOCKS or element.tag == "br" else ""
    inner = "".join(_text(child) + (child.tail or "") for child in element)
    return f"{space}{element.text or ''}{inner}{space}"


def has_words(element: Element) -> bool:
    """Whether there is a letter in it."""
    return any(letter.isalpha() for letter in words(element))


def classes(element: Element) -> list[str]:
    """The classes of an element, in order."""
    return element.get("class", "").split()


def add_class(element: Element, name: str) -> None:
    """Gives an element one more class, the last."""
    element.set("class", " ".join([*classes(element), name]))


def attributes(one: Element, other: Element) -> dict[str, str]:
    """The attributes of the first element, with what is said in both languages."""
    said = {name: joined(one.get(name, ""), other.get(name, "")) for name in SAID if one.get(name)}
    return {**one.attrib, **said}


def once(one: Element, other: Element) -> Element:
    """What stands only once: the first element, with what is said of it in both languages."""
    result = copy.deepcopy(one)
    mine, theirs = list(result.iter()), list(other.iter())
    if [element.tag for element in mine] == [element.tag for element in theirs]:
        for left, right in zip(mine, theirs, strict=True):
            left.attrib = attributes(left, right)
            if left.tag == f"{SVG}title":
                left.text = joined(left.text or "", right.text or "")
    return result


def take_mark(one: Element, other: Element, *, loose: bool = False) -> Element | None:
    """Takes what both blocks begin with if it counts them or is ticked; `loose` takes any number of its own direction."""
    if not len(one) or not len(other) or (one.text or "").strip() or (other.text or "").strip():
        return None
    if not _is_mark(one[0], loose=loose) or words(one[0]) != words(other[0]):
        return None
    mark = once(one[0], other[0])
    mark.tail = None
    for block in (one, other):
        after = block[0].tail
        block.remove(block[0])
        block.text = (after or "").lstrip()
    return mark


def _is_mark(element: Element, *, loose: bool) -> bool:
    marked = bool(MARKS & {*classes(element)}) or element.get("data-tag") == "label"
    return element.tag == "span" and not has_words(element) and (marked or (loose and element.get("dir") == "ltr"))


def cell_of(mark: Element) -> Element:
    """A mark in the cell that it has in its row."""
    kind = next((name for name in classes(mark) if name in MARKS), "count")
    cell = Element("span", {"class": f"mark of-{kind}"})
    if label := mark.attrib.pop("data-tag", ""):
        cell.set("data-tag", label)
    add_class(mark, "in-mark")
    cell.append(mark)
    return cell


def with_bullets(listing: Element) -> None:
    """Writes out what the items of a list have before them, since a row has no marker of its own."""
    for number, item in enumerate(listing, start=1):
        bullet = next((child for child in item if classes(child)[-1:] == ["bullet"]), None)
        if bullet is None:
            continue
        if "choices" in classes(listing):
            SubElement(bullet, "span", {"class": "tick", "aria-hidden": "true"})
        else:
            bullet.set("data-tag", "label")
            bullet.text = f"{number}." if listing.tag == "ol" else "•"
            if "in-rows" not in classes(listing):
                add_class(listing, "in-rows")


def drop_at_ends(half: Element, unwanted: Callable[[Element], bool]) -> None:
    """Takes elements away from both ends of a half, as long as no words come after them, or before."""
    while len(half) and not (half[-1].tail or "").strip() and unwanted(half[-1]):
        half.remove(half[-1])
    while len(half) and not (half.text or "").strip() and unwanted(half[0]):
        half.text = half[0].tail
        half.remove(half[0])


def without_spaces(piece: Element) -> Element:
    """A copy without ids and without room to write in, which the other language has already."""
    result = copy.deepcopy(piece)
    for holder in result.iter():
        holder.attrib.pop("id", None)
        for child in list(holder):
            if child.tag != "td" and ("data-field" in child.attrib or {"space", "ruled"} & {*classes(child)}):
                add_before(holder, child, child.tail)
                holder.remove(child)
            child.attrib.pop("data-field", None)
    result.attrib.pop("data-field", None)
    return result


def add_before(holder: Element, child: Element, text: str | None) -> None:
    """Adds words where a child stands."""
    place = list(holder).index(child)
    if place:
        holder[place - 1].tail = (holder[place - 1].tail or "") + (text or "")
    else:
        holder.text = (holder.text or "") + (text or "")


def with_plain_drawings(page: Element) -> None:
    """Drawings under the names that they have in HTML."""
    for element in page.iter():
        if str(element.tag).startswith(SVG):
            element.tag = str(element.tag).removeprefix(SVG)
            element.attrib = {name: said for name, said in element.attrib.items() if not name.startswith("{")}
            if element.tag == "svg":
                element.set("xmlns", SVG.strip("{}"))
