"""Stage `formats`: the structure tree while it is being made: nodes, pieces of content, artifacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

Box: TypeAlias = Any
"""A laid-out box of WeasyPrint, which has no types of its own."""


class Artifact(Enum):
    """Why something on a page is not part of the text (ISO 32000-1, 14.8.2.2.2)."""

    LAYOUT = ("Layout", None)
    HEADER = ("Pagination", "Header")
    FOOTER = ("Pagination", "Footer")
    REPEATED = ("Pagination", None)


@dataclass(eq=False, slots=True)
class Content:
    """One piece of drawn text, or one picture.

    Attributes:
        page: index of its page, from 0.
        box: the box that was drawn.
        node: the node that it belongs to.
        space_follows: whether a space follows in the text that was not drawn, since it fell at
            the end of a line or stood alone between two pieces.
        number: its marked-content identifier on its page, once known.
    """

    page: int
    box: Box
    node: Node
    space_follows: bool = False
    number: int = -1


@dataclass(eq=False, slots=True)
class Annotation:
    """One clickable rectangle of a link; a link over two lines has two."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class Node:
    """One structure element.

    Attributes:
        tag: its structure type, without the slash.
        parent: None for the document.
        language, direction: in force here, whether inherited or not.
        element: the HTML element that it was made for; of loose text, the element around it.
        children: in reading order.
        properties: entries of its dictionary, such as `Lang` and `Alt`, as text.
        attributes: owner → name → value (a name as `str`, or a number), such as
            `Table` → `Scope` → `Row`.
        is_contents: whether lists below it are tables of contents.
    """

    tag: str
    parent: Node | None
    language: str
    direction: str
    element: Any = None
    children: list[Node | Content | Annotation] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str | int | tuple[float, ...]]] = field(default_factory=dict)
    is_contents: bool = False

    def add(self, tag: str, element: Any = None, at: int | None = None) -> Node:
        """A new child, last or at the given place."""
        child = Node(tag, self, self.language, self.direction, element)
        self.children.insert(len(self.children) if at is None else at, child)
        return child

    @property
    def last_node(self) -> Node | None:
        """The last child, if it is a node."""
        last = self.children[-1] if self.children else None
        return last if isinstance(last, Node) else None

    def nearest(self, *tags: str) -> Node | None:
        """This node or the nearest around it that has one of the tags."""
        node: Node | None = self
        while node is not None and node.tag not in tags:
            node = node.parent
        return node

    @property
    def stands_in_contents(self) -> bool:
        """Whether it is in a table of contents."""
        return self.is_contents or (self.parent is not None and self.parent.stands_in_contents)


@dataclass(eq=False, slots=True)
class Structure:
    """All that the pages hold: the tree, and what is not in it.

    Attributes:
        document: the root of the tree.
        contents: every piece of content.
        artifacts: page, drawn box and reason.
        dead_links: page and annotation of links inside artifacts, which nothing could reach.
        problems: what the author of the document must mend.
    """

    document: Node
    contents: list[Content] = field(default_factory=list)
    artifacts: list[tuple[int, Box, Artifact]] = field(default_factory=list)
    dead_links: list[tuple[int, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


_STAYS_EMPTY = frozenset({"TD", "TH"})


def without_empty_nodes(node: Node) -> bool:
    """Take out nodes that hold nothing, but keep cells, which keep a table regular.

    Returns:
        Whether the node itself is worth keeping.
    """
    node.children = [child for child in node.children if not isinstance(child, Node) or without_empty_nodes(child)]
    return bool(node.children) or node.tag in _STAYS_EMPTY


def last_body(list_node: Node) -> Node | None:
    """The body of the last item of a list, if it has one."""
    item = list_node.last_node
    body = item.last_node if item else None
    return body if body and body.tag == "LBody" else None


def tables_without_header(node: Node) -> Iterator[Node]:
    """The tables in which no header cell stands, in the order of reading."""
    if node.tag == "Table" and not _holds_header(node):
        yield node
    for child in node.children:
        if isinstance(child, Node):
            yield from tables_without_header(child)


def _holds_header(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.tag == "TH" or _holds_header(child)) for child in node.children)
