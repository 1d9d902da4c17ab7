"""Stage `workbook`: one paper composed in two languages becomes one page, both languages facing row by row.

Both pages come from the same template and the same units, so they have the same shape. Whatever has words becomes a row
of two halves; whatever has none (room to write, numbers, pictures) stands once. A heading stays one heading, a list one
list, a table one table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, tostring

import tinyhtml5

from generator.model import Language
from generator.workbook import rows
from generator.workbook.rows import BLOCKS, HEADINGS, RUN, joined, pieces, words

RIGID = frozenset(("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"))
"""Elements that hold nothing but their own kind: two of them meet part by part, or as wholes."""
PROSE = frozenset(("p", "ul", "ol", "blockquote", RUN))
"""What a text of several paragraphs is made of. Without a class, those beside one another may be one text."""
INNER = frozenset(("caption", "figcaption", "th", "td"))
"""Elements that keep their place in a table or picture, so that their halves stand in a box inside them."""
SAID_IN_PASSING = frozenset(("term", "citation"))
"""Pieces of a sentence that stay in it, though the other half may say them too."""
ONE_PROSE = ("prose",)


def faced(first: str, second: str, languages: tuple[Language, Language]) -> str:
    """Two pages of the same paper as one, which begins with the first language and has its direction."""
    one, other = (tinyhtml5.parse(html, namespace_html_elements=False) for html in (first, second))
    page = Facing(*languages).merged(one, other)
    rows.with_plain_drawings(page)
    return "<!doctype html>\n" + tostring(page, encoding="unicode", method="html")


@dataclass(frozen=True)
class Facing:
    """Merges the trees of two pages; that of `first` leads."""

    first: Language
    second: Language

    def merged(self, one: Element, other: Element) -> Element:
        """The whole page: its head, and its body row by row."""
        page = Element("html", one.attrib)
        head = SubElement(page, "head")
        head.extend(child for child in one.iterfind("head/*") if child.tag != "title")
        SubElement(head, "title").text = joined(*(tree.findtext("head/title") or "" for tree in (one, other)))
        (left,), (right,) = one.findall("body"), other.findall("body")
        _unwrap(left)
        _unwrap(right)
        page.append(self._holder(left, right))
        return page

    def _holder(self, one: Element, other: Element) -> Element:
        """A block that holds blocks."""
        result = Element(one.tag, rows.attributes(one, other))
        for piece in self._pieces(pieces(one), pieces(other)):
            rows.put(result, piece)
        if one.tag in ("ul", "ol"):
            rows.with_bullets(result)
        return result

    def _pieces(self, left: list[Element], right: list[Element]) -> Iterator[Element]:
        """The pieces of two holders: pair by pair where they have the same shape, else those that belong together."""
        if _keyed(left) and _keyed(right):
            yield from self._by_key(left, right)
        elif _fit(left, right):
            yield from map(self._merge, left, right)
        else:
            yield from self._aligned(_grouped(left), _grouped(right))

    def _by_key(self, left: list[Element], right: list[Element]) -> Iterator[Element]:
        others = {one.get("data-key"): one for one in right}
        for one in left:
            other = others.pop(one.get("data-key"), None)
            yield one if other is None else self._merge(one, other)
        yield from map(self._alone, others.values())

    def _aligned(self, left: list[list[Element]], right: list[list[Element]]) -> Iterator[Element]:
        names = [[_name(group) for group in side] for side in (left, right)]
        for kind, start, end, begin, stop in SequenceMatcher(None, names[0], names[1], autojunk=False).get_opcodes():
            if kind == "equal":
                for mine, theirs in zip(left[start:end], right[begin:stop], strict=True):
                    yield from self._groups(mine, theirs)
            else:
                yield from self._groups([*chain(*left[start:end])], [*chain(*right[begin:stop])])

    def _groups(self, left: list[Element], right: list[Element]) -> Iterator[Element]:
        """Blocks that belong together: pair by pair, or all facing all; once where nothing faces them."""
        if not _fit(left, right):
            left, right = _not_doubled(left, right, self.second.id), _not_doubled(right, left, self.first.id)
        if _fit(left, right):
            yield from map(self._merge, left, right)
        elif not right or words(*left) == words(*right):
            yield from left
        elif not left:
            yield from map(self._alone, right)
        else:
            row = Element("div", {"class": "facing"})
            for place, language, side in (("first", self.first, left), ("second", self.second, right)):
                half = SubElement(row, "div", _half(place, language.id, language.direction))
                for piece in side:
                    rows.put(half, piece if place == "first" else rows.without_spaces(piece))
            yield row

    def _alone(self, piece: Element) -> Element:
        """A piece of the second language that nothing faces."""
        whole = Element("div") if piece.tag == RUN else piece
        if piece.tag == RUN:
            rows.pour(whole, piece)
        whole.attrib = {"lang": self.second.id, "dir": self.second.direction, **whole.attrib}
        return whole

    def _merge(self, one: Element, other: Element) -> Element:
        if words(one) == words(other) or not (rows.has_words(one) and rows.has_words(other)):
            return rows.once(one, other)
        if any(child.tag in BLOCKS for child in chain(one, other)):
            return self._holder(one, other)
        return self._row(one, other)

    def _row(self, one: Element, other: Element) -> Element:
        """A block of words with its two halves, and before them the mark that both have."""
        mark = rows.take_mark(one, other)
        halves = [self._words_of("first", one, self.first), self._words_of("second", other, self.second)]
        _drop_doubled(halves)
        block = Element("div" if one.tag == RUN else one.tag, rows.attributes(one, other))
        block.attrib = {name: said for name, said in block.attrib.items() if name not in ("lang", "dir")}
        spoken = [half for half in halves if rows.has_words(half)]
        if len(spoken) < len(halves):
            return _single(block, mark, spoken[0] if spoken else halves[0])
        holder = _inside(block, halves)
        if mark is None and holder is not block:
            mark = rows.take_mark(*halves, loose=True)
        rows.add_class(holder, "facing")
        if mark is not None:
            holder.append(rows.cell_of(mark))
        elif holder is block and block.tag == "li":
            SubElement(holder, "span", {"class": "mark bullet"})
        holder.extend(halves)
        for child in list(holder)[:-1]:
            child.tail = " "
        if block.tag in HEADINGS:
            said = joined(*map(words, halves))
            block.set("data-bookmark", f"{words(mark)} {said}" if mark is not None else said)
        return block

    def _words_of(self, place: str, block: Element, own: Language) -> Element:
        half = Element("span", _half(place, block.get("lang", own.id), block.get("dir", own.direction)))
        rows.pour(half, rows.copied(block))
        return half


def _half(place: str, language: str, direction: str) -> dict[str, str]:
    return {"class": f"half {place}", "lang": language, "dir": direction}


def _unwrap(holder: Element) -> None:
    """Takes away the box around a text in another language, whose blocks then say so themselves."""
    for child in list(holder):
        _unwrap(child)
        if child.tag != "div" or {*child.attrib} != {"lang", "dir"} or any(piece.tag == RUN for piece in pieces(child)):
            continue
        place = list(holder).index(child)
        rows.add_before(holder, child, child.tail)
        holder.remove(child)
        for offset, block in enumerate(child):
            block.attrib = {**block.attrib, **child.attrib}
            holder.insert(place + offset, block)


def _keyed(side: list[Element]) -> bool:
    return bool(side) and all("data-key" in piece.attrib for piece in side)


def _fit(left: list[Element], right: list[Element]) -> bool:
    """Whether pieces can be merged pair by pair."""
    return len(left) == len(right) and all(map(_meet, left, right))


def _meet(one: Element, other: Element) -> bool:
    if _signature(one) != _signature(other):
        return False
    if one.tag not in RIGID:
        return True
    left, right = pieces(one), pieces(other)
    return (_keyed(left) and _keyed(right)) or _fit(left, right)


def _signature(piece: Element) -> tuple[str | None, ...]:
    """What two pieces must have in common to say the same. Further classes may come from their words."""
    first = next(iter(rows.classes(piece)), None)
    return (str(piece.tag), first, piece.get("id"), piece.get("data-key"), piece.get("data-field"))


def _is_prose(piece: Element) -> bool:
    tag, *more = _signature(piece)
    return tag in PROSE and not any(more)


def _grouped(side: list[Element]) -> list[list[Element]]:
    """The paragraphs and lists of one text together, everything else by itself."""
    groups: list[list[Element]] = []
    for piece in side:
        if groups and _is_prose(piece) and _is_prose(groups[-1][-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _name(group: list[Element]) -> tuple[str | None, ...]:
    return ONE_PROSE if _is_prose(group[0]) else _signature(group[0])


def _not_doubled(side: list[Element], other: list[Element], language: str) -> list[Element]:
    """The blocks of one side without those that are not translated, which stand on the other side."""
    said = {words(piece) for piece in other}
    return [piece for piece in side if piece.get("lang") != language or words(piece) not in said]


def _drop_doubled(halves: list[Element]) -> None:
    """A text that is not translated stands in the half of its own language only."""
    first, second = halves
    for half, other in ((second, first), (first, second)):
        said = words(other)

        def doubled(child: Element, half: Element = half, other: Element = other, said: str = said) -> bool:
            strange = _language_of(child) == other.get("lang") != half.get("lang")
            part_of_a_sentence = SAID_IN_PASSING & set(rows.classes(child))
            return strange and child.tag == "span" and not part_of_a_sentence and words(child) in said

        rows.drop_at_ends(half, doubled)


def _language_of(element: Element) -> str | None:
    """The language of an element that says so, or all of whose words are in one that says so."""
    return element.get("lang") or (_language_of(element[0]) if _is_around_one(element) else None)


def _is_around_one(element: Element) -> bool:
    return len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()


def _single(block: Element, mark: Element | None, half: Element) -> Element:
    """A block whose words stand in one language only, as it would be by itself."""
    if mark is not None:
        mark.tail = " "
        block.append(mark)
    half.attrib.pop("class")
    block.append(half)
    return block


def _inside(block: Element, halves: list[Element]) -> Element:
    """Where the halves go: into the block, into a box in a cell, or into what both have around all their words, as a link."""
    holder = SubElement(block, "span") if block.tag in INNER else block
    while all(_wraps(half) for half in halves) and halves[0][0].tag == halves[1][0].tag:
        holder = SubElement(holder, halves[0][0].tag, dict(halves[0][0].attrib))
        for half in halves:
            (wrapper,) = half
            half.remove(wrapper)
            half.text = None
            rows.pour(half, wrapper)
    return holder


def _wraps(half: Element) -> bool:
    """Whether one link, or the entry of a table of contents, holds all the words of a half."""
    return _is_around_one(half) and (half[0].tag == "a" or rows.classes(half[0]) == ["entry"])
