"""Stage `formats`: the boxes of all pages → one structure tree, with one node for one element.

An element that goes on over the page has a box on each page, all with the same `element` and
`element_tag`; so have the anonymous boxes inside it. They all lead to the node made for the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from generator.formats.tagging import roles
from generator.formats.tagging.places import Places, is_place, rectangle_of
from generator.formats.tagging.tree import (
    Annotation,
    Artifact,
    Box,
    Content,
    Node,
    Structure,
    last_body,
    tables_without_header,
    without_empty_nodes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

_JOINED_TO_NEXT = ("-", "\u2010", "\u00ad", "\u200b", "/")
_SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


def structure_of(pages: Iterable[Box], language: str, direction: str, places: Places | None = None) -> Structure:
    """The structure of laid-out pages (page boxes of WeasyPrint, in order); with `places`, these are found on the way."""
    builder = _Builder(language, direction, places)
    for number, page in enumerate(pages):
        builder.page = number
        builder.visit(page, builder.structure.document)
    builder.finish()
    return builder.structure


def laid_out(box: Box) -> Box:
    """The box itself, also where an absolutely positioned box left a placeholder."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001


class _Builder:
    def __init__(self, language: str, direction: str, places: Places | None) -> None:
        document = Node("Document", None, language, direction)
        if direction == "rtl":
            document.attributes["Layout"] = {"WritingMode": "RlTb"}
        self.structure = Structure(document)
        self._places = places
        self.page = 0
        self._nodes: dict[tuple[Element, str], Node] = {}
        self._first_page: dict[Element, int] = {}
        self._paragraph_element: Element | None = None
        self._previous: Content | None = None
        self._notes = 0
        self._page_height = 0.0

    # From boxes to nodes

    def visit(self, box: Box, around: Node) -> None:
        box = laid_out(box)
        if isinstance(box, boxes.PageBox):
            self._page_height = box.margin_height()
        if reason := self._reason_to_set_aside(box):
            self._take_place(box, around)
            self._set_aside(box, reason)
            return
        if isinstance(box, boxes.FootnoteAreaBox):
            self._visit_notes(box)
            return
        node = self._node_of(box, around)
        self._take_place(box, node)
        if box.link_annotation is not None:
            self._annotate(box, node)
        if isinstance(box, boxes.ReplacedBox):
            self._place(box, node)
        if isinstance(box, boxes.LineBox):
            self._visit_line(box, node)
        else:
            self._visit_children(box, node)

    def _visit_children(self, box: Box, node: Node) -> None:
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                self._place_text(child, node)
            else:
                self.visit(child, node)

    def _visit_line(self, line: Box, node: Node) -> None:
        self._paragraph_element = line.element
        self._end_line()
        self._visit_children(line, node)
        last = self._end_line()
        if last is not None and (line.resume_at is not None or _stands_in_a_row(line.element)):
            last.space_follows = not last.box.text.endswith((*_JOINED_TO_NEXT, " "))

    def _end_line(self) -> Content | None:
        last, self._previous = self._previous, None
        return last

    def _visit_notes(self, area: Box) -> None:
        """A footnote is drawn at the end of its page, and read after the mark that calls it."""
        for box in area.children:
            key = (box.element, box.element_tag)
            if key not in self._nodes:
                self._nodes[key] = self._note(box)
            self.visit(box, self._nodes[key])

    def _note(self, box: Box) -> Node:
        call = self._nodes.get((box.element, f"{box.element_tag}::footnote-call"))
        if call is None or call.parent is None:
            note = self.structure.document.add("Note", box.element)
        else:
            note = call.parent.add("Note", box.element, call.parent.children.index(call) + 1)
        self._notes += 1
        note.properties["ID"] = f"note-{self._notes}"
        self._set_language(note, box.element)
        return note

    # What is not content

    def _reason_to_set_aside(self, box: Box) -> Artifact | None:
        if isinstance(box, boxes.MarginBox):
            return Artifact.HEADER if box.at_keyword.startswith("@top") else Artifact.FOOTER
        if box.is_leader:
            return Artifact.LAYOUT
        if box.element is None:
            return None
        if roles.is_hidden(box.element):
            return Artifact.LAYOUT
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            first = self._first_page.setdefault(box.element, self.page)
            return None if first == self.page else Artifact.REPEATED
        return None

    def _set_aside(self, box: Box, reason: Artifact) -> None:
        box = laid_out(box)
        if box.link_annotation is not None:
            self.structure.dead_links.append((self.page, box.link_annotation))
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self.structure.artifacts.append((self.page, box, reason))
        for child in box.children:
            self._set_aside(child, reason)

    def _take_place(self, box: Box, around: Node) -> None:
        if self._places is not None and box.element is not None and is_place(box.element):
            self._places.take(box.element, around, self.page, rectangle_of(box, self._page_height, edge="border"))

    # Content

    def _place_text(self, box: Box, node: Node) -> None:
        if box.style["visibility"] != "visible" or not box.text.strip():
            self.structure.artifacts.append((self.page, box, Artifact.LAYOUT))
            if self._previous is not None and box.text:
                self._previous.space_follows = not self._previous.box.text.endswith(" ")
            return
        self._previous = self._place(box, node)

    def _place(self, box: Box, node: Node) -> Content:
        if node.tag in roles.GROUPING:
            node = self._paragraph(node)
        content = Content(self.page, box, node)
        node.children.append(content)
        self.structure.contents.append(content)
        return content

    def _paragraph(self, around: Node) -> Node:
        """The paragraph for loose text: the last one, if it holds text of the same element."""
        last = around.last_node
        if last is not None and last.tag == "P" and last.element is self._paragraph_element:
            return last
        return around.add("P", self._paragraph_element)

    def _annotate(self, box: Box, node: Node) -> None:
        link = node.nearest("Link")
        if link is None:
            problem = f"the link to {box.element.get('href')} is a picture or a label: put it beside instead"
            self.structure.problems.append(problem)
            return
        name = roles.name_of_link(link.element)
        if not name:
            href = link.element.get("href")
            problem = f"the link to {href} has no name: put text in it, or write aria-label"
            self.structure.problems.append(problem)
        box.link_annotation["Contents"] = name
        link.children.append(Annotation(self.page, box.link_annotation))

    # Nodes

    def _node_of(self, box: Box, around: Node) -> Node:
        if box.element is None:
            return around
        key = (box.element, box.element_tag)
        if key not in self._nodes:
            self._nodes[key] = self._new_node(box, around)
        return self._nodes[key]

    def _new_node(self, box: Box, around: Node) -> Node:
        element, name = box.element, box.element_tag
        item = around.nearest("LBody", "TOCI")
        if around.tag == "Figure":
            node = around
        elif "::" in name:
            node = self._pseudo_element(box, around)
        elif item and roles.is_label(element):
            node = self._label(item, element)
        elif roles.is_picture(element):
            node = self._figure(box, around)
        elif roles.is_presentation(element):
            node = around
        elif make := self._special_elements.get(name):
            node = make(self, box, around)
        else:
            node = self._plain(box, around, roles.TAGS.get(name))
        return node

    def _plain(self, box: Box, around: Node, tag: str | None) -> Node:
        """A node of the tag; or the node around, where the element adds nothing for a reader."""
        element = box.element
        if tag is None and _language(element, around) != around.language:
            tag = "Span" if isinstance(box, boxes.InlineLevelBox) or element.tag == "span" else "Div"
        if tag is None or around.tag not in roles.NEEDS_PARENT.get(tag, {around.tag}):
            return around
        if tag in roles.INLINE and around.tag in roles.GROUPING:
            around = self._paragraph(around)
        node = around.add(tag, element)
        self._set_language(node, element)
        return node

    def _set_language(self, node: Node, element: Element) -> None:
        language = _language(element, node)
        if language != node.language:
            node.language = node.properties["Lang"] = language
        direction = element.get("dir", node.direction)
        if direction != node.direction:
            node.direction = direction
            mode = "RlTb" if direction == "rtl" else "LrTb"
            node.attributes.setdefault("Layout", {})["WritingMode"] = mode

    def _pseudo_element(self, box: Box, around: Node) -> Node:
        if box.element_tag.endswith("::marker"):
            item = around.nearest("LBody", "TOCI")
            return around if item is None else self._label(item, box.element)
        if box.element_tag.endswith("::footnote-marker"):
            return around.add("Lbl", box.element)
        if box.element_tag.endswith("::footnote-call"):
            return self._plain(box, around, "Reference")
        return around

    @staticmethod
    def _label(item: Node, element: Element) -> Node:
        holder = item.parent if item.parent and item.tag == "LBody" else item
        first = holder.children[0] if holder.children else None
        if isinstance(first, Node) and first.tag == "Lbl":
            return first
        return holder.add("Lbl", element, at=0)

    def _figure(self, box: Box, around: Node) -> Node:
        text = roles.alternative(box.element)
        if not text:
            self.structure.problems.append(
                f"<{box.element_tag.removeprefix(roles.SVG)}> has no text alternative: write alt, "
                "aria-label or, in SVG, <title>; decoration has aria-hidden=true"
            )
        last = around.last_node
        if last is not None and last.tag == "P" and last.element is self._paragraph_element:
            around = last
        node = around.add("Figure", box.element)
        node.properties["Alt"] = text
        node.attributes["Layout"] = {"BBox": rectangle_of(box, self._page_height)}
        self._set_language(node, box.element)
        return node

    def _link(self, box: Box, around: Node) -> Node:
        if box.element.get("href") is None:
            return self._plain(box, around, None)
        if around.tag == "TOCI":
            around = around.add("Reference", box.element)
        return self._plain(box, around, "Link")

    def _abbreviation(self, box: Box, around: Node) -> Node:
        title = box.element.get("title")
        node = self._plain(box, around, "Span" if title else None)
        if title:
            node.properties["E"] = title
        return node

    def _navigation(self, box: Box, around: Node) -> Node:
        node = self._plain(box, around, "Sect")
        node.is_contents = roles.is_contents(box.element)
        return node

    # Lists

    def _list(self, box: Box, around: Node) -> Node:
        if around.tag == "L":  # a list straight inside a list belongs to the entry before it
            around = last_body(around) or around
        return self._plain(box, around, "TOC" if around.stands_in_contents else "L")

    def _list_item(self, box: Box, around: Node) -> Node:
        if around.tag == "TOC":
            return self._plain(box, around, "TOCI")
        item = self._plain(box, around, "LI")
        if item is around:
            return around
        style = box.style["list_style_type"]
        numbering = roles.NUMBERING.get(style, "None") if isinstance(style, str) else "None"
        around.attributes.setdefault("List", {}).setdefault("ListNumbering", numbering)
        return item.add("LBody", box.element)

    def _term(self, box: Box, around: Node) -> Node:
        if around.tag != "L":
            return around
        item = around.last_node
        if item is None or last_body(around):
            item = around.add("LI", box.element)
        label = item.last_node or item.add("Lbl", box.element)
        self._set_language(label, box.element)
        return label

    def _definition(self, box: Box, around: Node) -> Node:
        if around.tag != "L":
            return around
        item = around.last_node or around.add("LI", box.element)
        body = last_body(around) or item.add("LBody", box.element)
        self._set_language(body, box.element)
        return body

    # Tables

    def _cell(self, box: Box, around: Node) -> Node:
        header = box.element_tag == "th"
        names_row = not around.children and any(cell.tag == "td" for cell in around.element or ())
        node = self._plain(box, around, "TH" if header else "TD")
        if node is around:
            return around
        attributes = node.attributes.setdefault("Table", {})
        if header:
            scope = box.element.get("scope", "row" if names_row else "col")
            attributes["Scope"] = _SCOPES.get(scope, "Column")
        if box.colspan != 1:
            attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            attributes["RowSpan"] = box.rowspan
        return node

    _special_elements: dict[str, Callable[[_Builder, Box, Node], Node]] = {  # noqa: RUF012
        "a": _link,
        "abbr": _abbreviation,
        "nav": _navigation,
        "ul": _list,
        "ol": _list,
        "li": _list_item,
        "dt": _term,
        "dd": _definition,
        "th": _cell,
        "td": _cell,
    }

    # The end

    def finish(self) -> None:
        without_empty_nodes(self.structure.document)
        self.structure.problems += [
            "a table has no <th>: name its columns or rows, "
            "or write role=presentation if it only arranges things on the page"
            for _ in tables_without_header(self.structure.document)
        ]


def _stands_in_a_row(element: Element | None) -> bool:
    """Whether other words of the same paragraph or heading stand beside this line: the number or half of a row."""
    return element is not None and not {"mark", "in-mark", "first"}.isdisjoint(element.get("class", "").split())


def _language(element: Element, around: Node) -> str:
    return element.get("lang") or around.language
