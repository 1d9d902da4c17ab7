"""Stage `formats`: a document → Word (DOCX), by pandoc, with our own styles and with what pandoc leaves out."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from generator.formats import one_page
from generator.formats.controls import Controls
from generator.formats.document import Rendered
from generator.formats.every_page import add_foot, add_head
from generator.formats.pandoc import Parts, UnexpectedOutputError, convert, mend, parts_of, zipped
from generator.formats.tree import html_of, made_plain, opened

if TYPE_CHECKING:
    from generator.formats.document import Document
    from generator.formats.fonts import FontSet

STYLES = Path(__file__).with_name("docx_styles.xml")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = {
    "w": W.strip("{}"),
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_WITH_ROOM_ABOVE = {"Heading2", "Heading3", "Heading4", "TableCaption"}
_ROW_TWENTIETHS = 680
_MOST_ROWS_TOGETHER, _MOST_LETTERS_TOGETHER = 8, 900
"""A table of more rows or letters may go on over the page; its header row then stands there again."""
_MARGINS = 'w:top="1247" w:right="1134" w:bottom="1247" w:left="1134" w:header="567" w:footer="567"'
_INSTEAD = {
    "Atkinson Hyperlegible Next": "Verdana",
    "Noto Nastaliq Urdu": "Urdu Typesetting",
    "Noto Naskh Arabic": "Times New Roman",
}
"""Fonts that many machines have, for those that do not have ours."""
_NARROW_INSTEAD = {"Atkinson Hyperlegible Next": "Arial"}
"""One page has no room for letters that are much wider than ours."""
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>\
<dc:identifier>{identifier}</dc:identifier><dc:language>{language}</dc:language>{day}</cp:coreProperties>"""
_MOMENT = '<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'


def render(document: Document, fonts: FontSet) -> Rendered:
    """A Word file for people who edit: headings, header rows, languages, text alternatives, named space to write.

    Raises:
        DocumentRefused: the document reaches outside, or a drawing in it breaks a rule.
        UnexpectedOutputError: pandoc wrote what this module does not know.
    """
    root = opened(document, fonts)
    controls = Controls(root)
    made_plain(root, document, to_write=True)
    parts = parts_of(convert(html_of(root), "docx+empty_paragraphs", document))
    _mend(parts, document, controls)
    if document.head:
        add_head(parts, document)
    return Rendered(zipped(parts), 0)


def _mend(parts: Parts, document: Document, controls: Controls) -> None:
    def body(root: etree._Element) -> None:
        put_controls = controls.marked(root)
        _mend_body(root, document)
        put_controls()

    mend(parts, "word/document.xml", body)
    add_foot(parts, document)
    parts["word/styles.xml"] = styles(document)
    parts["word/fontTable.xml"] = _font_table(document)
    moments = "".join(_MOMENT.format(name=name, day=document.day) for name in ("created", "modified") if document.day)
    parts["docProps/core.xml"] = _CORE.format(
        title=escape(document.title),
        identifier=escape(document.identifier),
        language=escape(document.language),
        day=moments,
    ).encode()


def _font_table(document: Document) -> bytes:
    names = f'<w:fonts xmlns:w="{W.strip("{}")}">'
    instead = _INSTEAD | (_NARROW_INSTEAD if document.one_page else {})
    for family in document.families:
        other = f'<w:altName w:val="{instead[family]}"/>' if family in instead else ""
        names += f"<w:font w:name={quoteattr(family)}>{other}</w:font>"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{names}</w:fonts>'.encode()


def styles(document: Document) -> bytes:
    """Our own named styles in the document's fonts, sizes and language."""
    points = document.text_points
    right_to_left = document.direction == "rtl"
    latin, family = document.fonts_by_script
    values = {
        "latin": latin, "family": family, "language": document.language, "bidi": document.language if right_to_left else "ar-SA",
        "bidi_mark": "<w:bidi/>" if right_to_left else "",
        "line": 440 if right_to_left and "Nastaliq" in family else 320, "rule": "auto", "head_line": ' w:line="264" w:lineRule="auto"',
        "size": round(points * 2), "h1": round(points * 3.6), "h2": round(points * 2.6), "h3": round(points * 2.2), "quote_indent": 480,
    }  # fmt: skip
    if document.one_page:
        values |= one_page.sizes(document)
    written = Template(STYLES.read_text("utf-8")).substitute(values)
    return (one_page.tight(written) if document.one_page else written).encode()


def _page_of(document: Document) -> etree._Element:
    margins = one_page.MARGINS if document.one_page else _MARGINS
    return etree.fromstring(f'<page xmlns:w="{W.strip("{}")}"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:gutter="0"/></page>')  # fmt: skip


def _mend_body(root: etree._Element, document: Document) -> None:
    """What pandoc leaves out; each line can go when pandoc does it by itself."""
    known = set(etree.fromstring(styles(document)).xpath("//w:style/@w:styleId", namespaces=_NAMES))
    unknown = set(root.xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val | //w:rStyle/@w:val", namespaces=_NAMES)) - known
    if unknown:
        raise UnexpectedOutputError(f"docx_styles.xml has no style for: {', '.join(sorted(unknown))}")
    for table in root.iter(f"{W}tbl"):
        _mend_table(table, right_to_left=document.direction == "rtl")
    for properties in root.iter(f"{W}rPr"):
        if properties.find(f"{W}rtl") is not None:
            language = properties.find(f"{W}lang")
            language = etree.SubElement(properties, f"{W}lang") if language is None else language
            language.set(f"{W}bidi", document.language)
    for line in root.iter(f"{W}p"):
        _keep_together(line)
        if document.direction == "rtl":
            _run_left_to_right(line)
    for title in [line for line in root.iter(f"{W}p") if _style_of(line) == "Heading1"][1:]:
        _begin_page(title)
    for section in root.iter(f"{W}sectPr"):
        _mend_section(section, document)
    _mend_pictures(root)
    if document.one_page:
        one_page.lay_out(root, document)


def _mend_section(section: etree._Element, document: Document) -> None:
    for name in ("pgSz", "pgMar", "bidi"):
        for old in section.findall(f"{W}{name}"):
            section.remove(old)
    section.extend(_page_of(document))
    if document.direction == "rtl":
        etree.SubElement(section, f"{W}bidi")


def _style_of(paragraph: etree._Element | None) -> str:
    named = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return str(named.get(f"{W}val")) if named is not None else ""


def _keep_together(line: etree._Element) -> None:
    """What stays on one page: the lines below one question with the consent for them, choices, what is said about the paper."""
    after = (one for one in line.itersiblings() if not etree.QName(one).localname.startswith("bookmark"))
    own, following = _style_of(line), _style_of(next(after, None))
    about = own == "About" and following.startswith("Heading")
    answer = (own, following) in {("Choice", "WritingLine"), ("WritingLine", "Consent")}
    if own.startswith(("Writing", "Choice", "About")) and (own == following or about or answer):
        _keep_with_next(line)


def _run_left_to_right(line: etree._Element) -> None:
    """A paragraph of the other direction: pandoc marks those from right to left alone, and the styles run so, too."""
    properties = line.find(f"{W}pPr")
    if properties is None or properties.find(f"{W}bidi") is not None or not "".join(line.itertext()).strip():
        return
    later = (properties.find(f"{W}{name}") for name in ("spacing", "ind", "contextualSpacing", "jc", "rPr"))
    first = next((element for element in later if element is not None), None)
    mark = etree.Element(f"{W}bidi", {f"{W}val": "0"})
    properties.append(mark) if first is None else first.addprevious(mark)


def _begin_page(title: etree._Element) -> None:
    """A part of a pack begins on a page of its own, since it is handed out by itself."""
    title.find(f"{W}pPr/{W}pStyle").addnext(etree.Element(f"{W}pageBreakBefore"))


def _keep_with_next(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    style = properties.find(f"{W}pStyle")
    properties.insert(0 if style is None else 1, etree.Element(f"{W}keepNext"))


def _mend_table(table: etree._Element, *, right_to_left: bool) -> None:
    properties = table.find(f"{W}tblPr")
    style = properties.find(f"{W}tblStyle") if properties is not None else None
    if style is None:
        raise UnexpectedOutputError("a table has no style; pandoc gave each table one")
    width = properties.find(f"{W}tblW")
    if width is None:
        raise UnexpectedOutputError("a table has no width; pandoc gave each table one")
    width.set(f"{W}type", "pct")
    width.set(f"{W}w", "5000")
    if right_to_left:
        style.addnext(etree.Element(f"{W}bidiVisual"))
    _leave_room_after(table)
    rows = table.findall(f"{W}tr")
    short = len(rows) <= _MOST_ROWS_TOGETHER and len("".join(table.itertext())) <= _MOST_LETTERS_TOGETHER
    for row in rows[:-1] if short else rows[:1]:
        for paragraph in row.iter(f"{W}p"):
            _keep_with_next(paragraph)
    for row in rows:
        own = row.find(f"{W}trPr")
        if own is None:
            own = etree.Element(f"{W}trPr")
            row.insert(0, own)
        if "".join(row.itertext()).strip():
            own.insert(0, etree.Element(f"{W}cantSplit"))
        else:
            etree.SubElement(own, f"{W}trHeight", {f"{W}val": str(_ROW_TWENTIETHS), f"{W}hRule": "atLeast"})


def _leave_room_after(table: etree._Element) -> None:
    """A table has no space below it; so what follows has it above, unless its style says so."""
    following = table.getnext()
    if following is not None and _style_of(following.getnext()) == "TableCaption" and not "".join(following.itertext()):
        following.getparent().remove(following)
        return
    if following is None or following.tag != f"{W}p" or _style_of(following) in _WITH_ROOM_ABOVE:
        return
    properties = following.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        following.insert(0, properties)
    room = etree.Element(f"{W}spacing", {f"{W}before": "200"})
    later = properties.find(f"{W}ind"), properties.find(f"{W}jc"), properties.find(f"{W}rPr")
    first = next((element for element in later if element is not None), None)
    properties.append(room) if first is None else first.addprevious(room)


def _mend_pictures(root: etree._Element) -> None:
    """Pandoc names a picture after its file, wherever that lay; the words beside it are its name."""
    for picture in root.iterfind(".//pic:cNvPr", _NAMES):
        outer = next(picture.iterancestors("{%s}inline" % _NAMES["wp"])).find("wp:docPr", _NAMES)  # noqa: UP031 - braces
        words = outer.get("descr") if outer is not None else None
        if not words:
            raise UnexpectedOutputError("a picture has no text alternative in wp:docPr, where pandoc wrote it")
        picture.set("descr", words)
        picture.set("name", "")
