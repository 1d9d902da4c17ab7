"""Stage `formats`: the head and the foot of every page of a Word file, each a part of its own, which pandoc does not write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from lxml import etree

from generator.formats.foot import Foot, foot_of
from generator.formats.pandoc import Parts, UnexpectedOutputError, mend

if TYPE_CHECKING:
    from generator.formats.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


def add_foot(parts: Parts, document: Document) -> None:
    """Gives every page the version and its number.

    Raises:
        UnexpectedOutputError: a part that pandoc wrote is not there any more.
    """
    foot = _foot(foot_of(document), right_to_left=document.direction == "rtl")
    _add(parts, "footer", "footer-of-paper.xml", "rIdFooterOfPaper", foot)


def add_head(parts: Parts, document: Document) -> None:
    """Gives every page the words that must stand on it. Raises as `add_foot`."""
    side, letters = ("<w:pPr><w:bidi/></w:pPr>", "<w:rtl/>") if document.direction == "rtl" else ("", "")
    run = f"<w:r><w:rPr><w:b/><w:bCs/>{letters}</w:rPr><w:t>{escape(document.head)}</w:t></w:r>"
    _add(parts, "header", "header1.xml", "rIdHead", f'<w:hdr xmlns:w="{_W}"><w:p>{side}{run}</w:p></w:hdr>')


def _add(parts: Parts, kind: Literal["header", "footer"], file: str, identifier: str, content: str) -> None:
    """Adds a part, names it in the types and relations, and lets every section ask for it."""

    def name_type(root: etree._Element) -> None:
        _append(root, "Override", PartName=f"/word/{file}", ContentType=_TYPE.format(kind=kind))

    def name_relation(root: etree._Element) -> None:
        _append(root, "Relationship", Id=identifier, Type=f"{_R}/{kind}", Target=file)

    def refer(root: etree._Element) -> None:
        sections = list(root.iter(f"{{{_W}}}sectPr"))
        if not sections:
            raise UnexpectedOutputError(f"word/document.xml has no section to give a {kind} to")
        asked = {f"{{{_W}}}type": "default", f"{{{_R}}}id": identifier}
        for section in sections:
            section.insert(0, etree.Element(f"{{{_W}}}{kind}Reference", asked, nsmap={"r": _R}))

    parts[f"word/{file}"] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}'.encode()
    mend(parts, "[Content_Types].xml", name_type)
    mend(parts, "word/_rels/document.xml.rels", name_relation)
    mend(parts, "word/document.xml", refer)


def _append(root: etree._Element, name: str, **attributes: str) -> None:
    etree.SubElement(root, f"{{{etree.QName(root).namespace}}}{name}", attributes)


def _foot(foot: Foot, *, right_to_left: bool) -> str:
    direction, letters = ("<w:bidi/>", "<w:rPr><w:rtl/></w:rPr>") if right_to_left else ("", "")

    def run(text: str) -> str:
        return f'<w:r>{letters}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def count(field: str) -> str:
        return f'<w:fldSimple w:instr="{field}"><w:r>{letters}<w:t>1</w:t></w:r></w:fldSimple>'

    first, *rest = map(run, foot.lines)
    numbers = run(foot.before) + count("PAGE") + run(foot.between) + count("NUMPAGES") + run(foot.after)
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{direction}</w:pPr>{line}</w:p>'
        for line in (f"{first}<w:r><w:tab/></w:r>{numbers}", *rest)
    )
    return f'<w:ftr xmlns:w="{_W}">{lines}</w:ftr>'
