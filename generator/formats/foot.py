"""Stage `formats`: the foot of every page where people edit: the version, and the number of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from generator.formats.pandoc import Parts, UnexpectedOutputError, mend

if TYPE_CHECKING:
    from generator.formats.document import Document

_SAID = re.compile(r'\bdata-(version-line|page-before|page-between|page-after)="([^"]*)"')
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FILE, _ID = "footer-of-paper.xml", "rIdFooterOfPaper"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


@dataclass(frozen=True, slots=True)
class Foot:
    """What a foot says: one line or more, and the words before, between and after the page and the number of pages."""

    lines: tuple[str, ...]
    before: str
    between: str
    after: str


def foot_of(document: Document) -> Foot:
    """The foot as the page's body names it; see CONVENTIONS.md. Without a part's own, since this counts all pages."""
    body = document.html.partition("<body")[2].partition(">")[0]
    said = {name: unescape(value) for name, value in _SAID.findall(body)}
    words = (said.get(f"page-{name}", "") for name in ("before", "between", "after"))
    lines = [" ".join(line.split()) for line in said.get("version-line", "").splitlines() if line.strip()]
    return Foot(tuple(lines or [""]), *words)


def add_to_docx(parts: Parts, document: Document) -> None:
    """Gives every page of a Word file its foot.

    Raises:
        UnexpectedOutputError: a part that pandoc wrote is not there any more.
    """
    parts[f"word/{_FILE}"] = _docx(foot_of(document), document.direction == "rtl")
    mend(
        parts,
        "[Content_Types].xml",
        lambda root: _append(root, "Override", PartName=f"/word/{_FILE}", ContentType=_TYPE),
    )
    mend(
        parts,
        "word/_rels/document.xml.rels",
        lambda root: _append(root, "Relationship", Id=_ID, Type=f"{_R}/footer", Target=_FILE),
    )
    mend(parts, "word/document.xml", _refer)


def _append(root: etree._Element, name: str, **attributes: str) -> None:
    etree.SubElement(root, f"{{{root.nsmap[None]}}}{name}", attributes)


def _refer(root: etree._Element) -> None:
    sections = list(root.iter(f"{{{_W}}}sectPr"))
    if not sections:
        raise UnexpectedOutputError("word/document.xml has no section to give a foot to")
    for section in sections:
        section.insert(0, etree.Element(f"{{{_W}}}footerReference", {f"{{{_W}}}type": "default", f"{{{_R}}}id": _ID}))


def _docx(foot: Foot, right_to_left: bool) -> bytes:
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
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr xmlns:w="{_W}">{lines}</w:ftr>'.encode()
