"""Stage `formats`: a document → OpenDocument text (ODT), by pandoc, with our own styles and with what pandoc leaves out."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from generator.formats.document import DocumentRefused, Rendered
from generator.formats.foot import foot_of
from generator.formats.halves import of_two_directions
from generator.formats.pandoc import UnexpectedOutputError, convert, mend, parts_of, zipped
from generator.formats.tree import html_of, made_plain, opened

if TYPE_CHECKING:
    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

STYLES = Path(__file__).with_name("odt_styles.xml")
_NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"
    for name, place in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
}
TEXT, TABLE, STYLE = ("{%s}" % _NAMES[name] for name in ("text", "table", "style"))  # noqa: UP031 - braces
SVG, FO = ("{%s}" % _NAMES[name] for name in ("svg", "fo"))  # noqa: UP031 - braces
_AUTOMATIC = """<office:automatic-styles {names}>
<style:style style:name="BlankRow" style:family="table-row"><style:table-row-properties style:min-row-height="12mm" \
fo:keep-together="always"/></style:style><style:style style:name="PartTitle" style:family="paragraph" \
style:parent-style-name="Heading_20_1"><style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>"""
_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
office:version="1.3"><office:meta><dc:title>{title}</dc:title><dc:language>{language}</dc:language>{day}\
</office:meta></office:document-meta>"""


def render(document: Document, fonts: FontSet) -> Rendered:
    """An OpenDocument file for people who edit: headings, header rows, languages, text alternatives, space to write.

    Raises:
        DocumentRefused: the document reaches outside, or a drawing in it breaks a rule.
        UnexpectedOutputError: pandoc wrote what this module does not know.
    """
    if of_two_directions(document):
        raise DocumentRefused(
            "OpenDocument files keep no direction for a part of a text, so that two languages of different directions get "
            "mixed up: make a PDF, or a Word file (docx)"
        )
    root = opened(document, fonts)
    made_plain(root, document, to_write=True)
    words = [image.get("alt", "") for image in root.iter("img")]
    parts = parts_of(convert(html_of(root), "odt+empty_paragraphs", document))
    mend(parts, "content.xml", lambda content: _mend_content(content, document, words))
    parts["styles.xml"] = styles(document)
    day = f"<dc:date>{document.day}T00:00:00Z</dc:date>" if document.day else ""
    parts["meta.xml"] = _META.format(title=escape(document.title), language=escape(document.language), day=day).encode()
    return Rendered(zipped(parts), 0)


def styles(document: Document) -> bytes:
    """Our own named styles in the document's fonts, sizes and language."""
    points = document.text_points
    latin, family = document.fonts_by_script
    right_to_left = document.direction == "rtl"
    face = f'<style:font-face style:name="{family}" svg:font-family="\'{family}\'"/>' if family != latin else ""
    said = foot_of(document)
    values = {
        "foot": escape(said.lines[0]), "more_foot": "".join(f'<text:p text:style-name="Footer">{escape(line)}</text:p>' for line in said.lines[1:]), "page_before": _kept(said.before), "page_between": _kept(said.between), "page_after": _kept(said.after),
        "latin": latin, "family": family, "complex_face": face, "mode": "rl-tb" if right_to_left else "lr-tb",
        "start": "right" if right_to_left else "left",
        "language": document.language, "bidi": document.language if right_to_left else "ar", "line": "133%",
        "size": f"{points:g}", "h1": f"{points * 1.8:g}", "h2": f"{points * 1.3:g}", "h3": f"{points * 1.1:g}",
    }  # fmt: skip
    return Template(STYLES.read_text("utf-8")).substitute(values).encode()


def _kept(words: str) -> str:
    """Words whose spaces at the ends stay, which this format would drop."""
    inner = escape(words.strip(" "))
    return f"{'<text:s/>' * words.startswith(' ')}{inner}{'<text:s/>' * (inner != '' and words.endswith(' '))}"


def _mend_content(root: etree._Element, document: Document, words: list[str]) -> None:
    """What pandoc leaves out; each line can go when pandoc does it by itself."""
    for paragraph in root.iter(f"{TEXT}p"):
        name = paragraph.get(f"{TEXT}style-name", "")
        paragraph.set(f"{TEXT}style-name", name.replace(" ", "_20_"))
    _mend_writing_space(root)
    _mend_automatic_styles(root, document)
    for table in root.iter(f"{TABLE}table"):
        _mend_table(table)
    titles = root.xpath("//text:h[@text:outline-level='1']", namespaces=_NAMES)
    for title in titles[1:]:
        title.set(f"{TEXT}style-name", "PartTitle")  # a part of a pack is handed out by itself
    frames = list(root.iterfind(".//draw:frame", _NAMES))
    if len(frames) != len(words):
        raise UnexpectedOutputError(f"{len(words)} pictures went in, {len(frames)} came out")
    for frame, alternative in zip(frames, words, strict=True):
        for old in frame.findall(f"{SVG}title"):
            frame.remove(old)
        etree.SubElement(frame, f"{SVG}title").text = alternative
    _check_styles(root, document)


def _mend_writing_space(root: etree._Element) -> None:
    """The last line of some has room below it and may end a page, since this format joins no lines of the same style."""
    for paragraph in root.iter(f"{TEXT}p"):
        following = paragraph.getnext()
        name = paragraph.get(f"{TEXT}style-name")
        last = following is None or following.get(f"{TEXT}style-name") != name
        if name == "About" and following is not None and following.tag == f"{TEXT}h":
            continue
        if name in ("Writing_20_Line", "Writing_20_Space", "Choice", "About") and last:
            paragraph.set(f"{TEXT}style-name", f"{name}_20_End")


def _mend_automatic_styles(root: etree._Element, document: Document) -> None:
    automatic = root.find("office:automatic-styles", _NAMES)
    if automatic is None:
        raise UnexpectedOutputError("content.xml has no automatic styles")
    names = " ".join(f'xmlns:{name}="{place}"' for name, place in _NAMES.items())
    automatic.extend(etree.fromstring(_AUTOMATIC.format(names=names)))
    for cell in automatic.iter(f"{STYLE}table-cell-properties"):
        cell.set(f"{FO}border", "1pt solid #000000")
        cell.set(f"{FO}padding", "1.5mm")
    for table in automatic.iter(f"{STYLE}table-properties"):
        table.set(f"{TABLE}align", "margins")
        table.set(f"{FO}margin-bottom", "4mm")
        table.set(f"{STYLE}writing-mode", "rl-tb" if document.direction == "rtl" else "lr-tb")
    for level in automatic.iter(f"{STYLE}list-level-properties"):
        level.set(f"{FO}text-align", "start")


def _mend_table(table: etree._Element) -> None:
    rows = list(table.iter(f"{TABLE}table-row"))
    for row in rows:
        if not "".join(row.itertext()).strip():
            row.set(f"{TABLE}style-name", "BlankRow")
        for cell in row:
            if len(cell) == 0:
                etree.SubElement(cell, f"{TEXT}p", {f"{TEXT}style-name": "Table_20_Contents"})


def _check_styles(root: etree._Element, document: Document) -> None:
    """Every style that stands in the text is there. Raises UnexpectedOutputError where one is not."""
    own = etree.fromstring(styles(document)).xpath("//style:style/@style:name", namespaces=_NAMES)
    known = {*own, *root.xpath("//style:style/@style:name | //text:list-style/@style:name", namespaces=_NAMES)}
    used = set(root.xpath("//@text:style-name | //@style:parent-style-name | //@table:style-name", namespaces=_NAMES))
    if unknown := used - known:
        raise UnexpectedOutputError(f"odt_styles.xml has no style for: {', '.join(sorted(unknown))}")
