"""A page as a tree, as browsers read it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import tinyhtml5


def tree(html: str) -> Element:
    parsed: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return parsed


def without(element: Element, name: str) -> Element:
    """The page without the halves of a language, and without bullets, which lists draw themselves elsewhere."""
    for holder in list(element.iter()):
        for child in list(holder):
            if {name, "bullet"} & {*child.get("class", "").split()}:
                holder.remove(child)
    return element
