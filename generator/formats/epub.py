"""Stage `formats`: a document → EPUB 3, by pandoc, that says what it offers to readers who do not see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from generator.formats.document import Rendered
from generator.formats.pandoc import Parts, UnexpectedOutputError, convert, mend, parts_of, zipped
from generator.formats.tree import html_of, made_plain, opened, parent

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

STYLES = Path(__file__).with_name("epub.css")
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def render(document: Document, fonts: FontSet) -> Rendered:
    """An EPUB for reading, without the space to write that paper has.

    Raises:
        DocumentRefused: the document reaches outside, or a drawing in it breaks a rule.
        UnexpectedOutputError: pandoc wrote what this module does not know.
    """
    root = opened(document, fonts)
    made_plain(root, document, to_write=False)
    _put_title_first(root)
    content = convert(
        html_of(root), "epub3", document, "--split-level=1", "--epub-title-page=false", *_metadata(document)
    )
    parts = parts_of(content)
    _mend(parts, document)
    return Rendered(zipped(parts), 0)


def _put_title_first(root: Element) -> None:
    """A chapter starts with its title: pandoc makes a chapter of its own of whatever stands before the first one."""
    body, title = root.find("body"), root.find(".//h1")
    if body is not None and title is not None:
        parent(root, title).remove(title)
        title.tail, body.text = body.text, ""
        body.insert(0, title)


def _metadata(document: Document) -> list[str]:
    """What stands in the package about the book. The identifier is made from our own stable name, by RFC 9562's version 5."""
    identifier = uuid5(NAMESPACE_URL, document.identifier)
    return [
        f"--metadata=title={document.title}",
        f"--metadata=pagetitle={document.title}",
        f"--metadata=identifier=urn:uuid:{identifier}",
        f"--metadata=page-progression-direction={document.direction}",
    ]


def accessibility(document: Document) -> dict[str, list[str]]:
    """What the book offers, in the words of schema.org. Only what holds for every document of ours is claimed."""
    pictures = "<svg" in document.html or "<img" in document.html
    modes = ["textual", "visual"] if pictures else ["textual"]
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    return {
        "accessMode": modes,
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": [*features, *(["alternativeText"] if pictures else [])],
        "accessibilityHazard": ["none"],
    }


def _mend(parts: Parts, document: Document) -> None:
    package = next((name for name in parts if name.endswith(".opf")), "no package")
    sheets = [name for name in parts if name.endswith(".css")]
    if len(sheets) != 1:
        raise UnexpectedOutputError(f"the EPUB should have one style sheet; it has {len(sheets)}")
    parts[sheets[0]] = STYLES.read_bytes()
    mend(parts, package, lambda root: _mend_package(root, document))
    for name in [name for name in parts if name.endswith(".xhtml")]:
        mend(parts, name, lambda root: _mend_page(root, document))


def _mend_package(root: etree._Element, document: Document) -> None:
    """Our own claims instead of those that pandoc makes for every book."""
    metadata = root.find(f"{_PACKAGE}metadata")
    if metadata is None:
        raise UnexpectedOutputError("the EPUB's package has no metadata")
    for entry in metadata.findall(f"{_PACKAGE}meta"):
        if str(entry.get("property", "")).startswith("schema:access"):
            metadata.remove(entry)
    for name, values in accessibility(document).items():
        for value in values:
            entry = etree.SubElement(metadata, f"{_PACKAGE}meta", {"property": f"schema:{name}"})
            entry.text = value
    for moment in metadata.findall(f"{_PACKAGE}meta[@property='dcterms:modified']"):
        moment.text = f"{document.day or '1980-01-01'}T00:00:00Z"
    for day in metadata.findall("{http://purl.org/dc/elements/1.1/}date"):
        metadata.remove(day)
    spine = root.find(f"{_PACKAGE}spine")
    if spine is None or spine.get("page-progression-direction") != document.direction:
        raise UnexpectedOutputError("the EPUB's spine does not say which way its pages turn")


def _mend_page(root: etree._Element, document: Document) -> None:
    """Direction and language of each page; pandoc's own template says them for some pages only."""
    if root.tag != f"{_XHTML}html":
        raise UnexpectedOutputError(f"a page of the EPUB starts with {root.tag}")
    root.set("dir", document.direction)
    root.set("lang", document.language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", document.language)
