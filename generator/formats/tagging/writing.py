"""Stage `formats`: structure tree → PDF objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from generator.formats.tagging.tree import Annotation, Content, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.tagging.content import PageMarks
    from generator.formats.tagging.tree import Structure

_PRINTS = 4  # the annotation flag `Print`, without which a link is missing from the printed page


class _Writer:
    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._pages: tuple[bytes, ...] = pdf.page_references
        self.elements: dict[Node, pydyf.Dictionary] = {}
        self.annotations: list[tuple[Annotation, Node]] = []

    def element(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        """Write a node and all below it."""
        entries = {"Type": "/StructElem", "S": f"/{node.tag}", "P": parent.reference}
        element = self.elements[node] = pydyf.Dictionary(entries)
        self._pdf.add_object(element)
        page = next((child.page for child in node.children if not isinstance(child, Node)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        for key, text in node.properties.items():
            element[key] = pydyf.String(text)
        if attributes := [_attributes(*item) for item in node.attributes.items()]:
            element["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
        element["K"] = pydyf.Array(self._child(child, node, page) for child in node.children)
        return element

    def _child(self, child: Node | Content | Annotation, node: Node, page: int | None) -> object:
        if isinstance(child, Node):
            return self.element(child, self.elements[node]).reference
        if isinstance(child, Annotation):
            self.annotations.append((child, node))
            reference = {"Type": "/OBJR", "Obj": child.dictionary.reference}
            return pydyf.Dictionary({**reference, "Pg": self._pages[child.page]})
        if child.page == page:
            return child.number
        mark = {"Type": "/MCR", "Pg": self._pages[child.page], "MCID": child.number}
        return pydyf.Dictionary(mark)


def _attributes(owner: str, values: dict[str, str | int | tuple[float, ...]]) -> pydyf.Dictionary:
    entries: dict[str, object] = {"O": f"/{owner}"}
    for name, value in values.items():
        if isinstance(value, tuple):
            entries[name] = pydyf.Array(value)
        else:
            entries[name] = f"/{value}" if isinstance(value, str) else value
    return pydyf.Dictionary(entries)


def write(pdf: pydyf.PDF, structure: Structure, pages: list[PageMarks]) -> None:
    """Write the tree, what leads from pages and links to it, and drop links that nothing reaches."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writer = _Writer(pdf)
    root["K"] = pydyf.Array([writer.element(structure.document, root).reference])
    root["ParentTree"] = pydyf.Dictionary({"Nums": pydyf.Array(_parents(pdf, writer, pages))})
    if identifiers := sorted(
        (node.properties["ID"], element.reference)
        for node, element in writer.elements.items()
        if "ID" in node.properties
    ):
        names = [entry for name, reference in identifiers for entry in (pydyf.String(name), reference)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    for page, annotation in structure.dead_links:
        _page(pdf, page)["Annots"].remove(annotation.reference)
    _in_order_of_reading(pdf, writer)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _parents(pdf: pydyf.PDF, writer: _Writer, pages: list[PageMarks]) -> Iterator[object]:
    """Entries of the parent tree: page or annotation → the elements that its content belongs to."""
    for number, marks in enumerate(pages):
        parents = pydyf.Array(writer.elements[content.node].reference for content in marks.owners)
        pdf.add_object(parents)
        yield from (number, parents.reference)
    for number, (annotation, node) in enumerate(writer.annotations, start=len(pages)):
        annotation.dictionary["StructParent"] = number
        if "Contents" in annotation.dictionary:  # of a link; a field has a name of its own
            annotation.dictionary["Contents"] = pydyf.String(annotation.dictionary["Contents"])
        annotation.dictionary["F"] = _PRINTS
        yield from (number, writer.elements[node].reference)


def _in_order_of_reading(pdf: pydyf.PDF, writer: _Writer) -> None:
    """Links and fields of a page in the order of the structure, for programs that move through them as they are listed."""
    order = {annotation.dictionary.reference: place for place, (annotation, _) in enumerate(writer.annotations)}
    for page in {annotation.page for annotation, _ in writer.annotations}:
        _page(pdf, page)["Annots"].sort(key=lambda reference: order.get(reference, len(order)))


def _page(pdf: pydyf.PDF, number: int) -> Any:
    return pdf.objects[pdf.pages["Kids"][3 * number]]
