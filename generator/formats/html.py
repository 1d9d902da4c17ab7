"""Stage `formats`: a document → one HTML file that opens from a disk: styles and letters are inside it, and it asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from generator.formats import safety
from generator.formats.document import Document, DocumentRefused, Rendered
from generator.formats.sheets import Sheets
from generator.formats.tree import data_of
from generator.formats.whole import PLACE, with_links_to_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.fonts import Font, FontSet

SCREEN_STYLES = Path(__file__).with_name("screen.css")
POLICY = (
    "default-src 'none'; style-src 'sha256-{hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the file may load: nothing. Its one style sheet is named by its hash, so no other style can stand in it."""
_HEAD_ENDS = re.compile(r"</head>")
_BODY = re.compile(r"(<body\b[^>]*>)(.*)(</body>)", re.DOTALL)
_CLASS = re.compile(r'\bclass="([^"]*)"')
_ASSET = re.compile(r'(?<=src=")asset:[^"]+')
_ASIDE = re.compile(r"<aside\b|</aside>")
_TABLE = re.compile(r"<table\b(?![^>]*\brole=).*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_IDS = re.compile(r'(\s(?:id="|href="#))')


def render(document: Document, fonts: FontSet) -> Rendered:
    """One page with everything in it. It keeps the look of the paper, and prints like it.

    Raises:
        DocumentRefused: the document reaches outside, or is not one page with a head and a body.
    """
    for one in (document, *(part.document for part in document.parts)):
        safety.check_source(one.html, one.styles)
    sheets = Sheets([document, *(part.document for part in document.parts)])
    first = _BODY.search(document.html)
    if not first or len(_HEAD_ENDS.findall(document.html)) != 1:
        raise DocumentRefused("the page needs one <head> and one <body>")
    faces = [_face(font) for font in fonts.fonts if font.web_content and font.family in document.families]
    style = f"{''.join(faces)}{sheets.text}{SCREEN_STYLES.read_text('utf-8')}"
    policy = POLICY.format(hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode())
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head>"
    )
    body = _body(document) if not document.parts else _paper("", document, sheets) + "".join(_parts(document, sheets))
    page = f"{_HEAD_ENDS.split(document.html)[0]}{head}{first[1]}<main>{body}</main></body></html>"
    return Rendered(page.encode(), 0)


def _parts(document: Document, sheets: Sheets) -> Iterator[str]:
    for number, part in enumerate(document.parts, start=1):
        place = f"{PLACE}{number}"
        paper = _IDS.sub(rf"\1{place}-", _paper(part.name, part.document, sheets))
        yield f'<section class="in-pack" id="{place}" aria-label="{escape(part.name)}">{paper}</section>'


def _paper(name: str, document: Document, sheets: Sheets) -> str:
    """A paper among others: its body is a block of the body's classes, and of those that its own styles ask for."""
    opening = _BODY.search(document.html)
    own = _CLASS.search(opening[1]) if opening else None
    classes = " ".join(["paper", own[1] if own else "", *sheets.classes_of(document)])
    label = f'<p class="name-of-part">{escape(name)}</p>' if name not in ("", document.title) else ""
    return f'<div class="{classes}">{label}{_body(document)}</div>'


def _body(document: Document) -> str:
    """What stands in the body, with pictures as bytes; an aside is a note, since nothing but the page may be its landmark."""
    found = _BODY.search(with_links_to_parts(document.html) if document.parts else document.html)
    if not found:
        raise DocumentRefused("the page needs one <head> and one <body>")
    body = _ASIDE.sub(lambda tag: "</div>" if tag[0].startswith("</") else '<div role="note"', found[2])
    body = _TABLE.sub(lambda table: _scroller(table[0], document.title), body)
    return _ASSET.sub(lambda address: data_of(address[0], document), body)


def _scroller(table: str, title: str) -> str:
    """A table that is wider than a small screen moves in a frame of its own, by keys too; the page around it stays."""
    caption = _CAPTION.search(table)
    name = " ".join(unescape(_TAGS.sub(" ", caption[1])).split()) if caption else title
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(name)}">{table}</div>'


def _face(font: Font) -> str:
    data = base64.b64encode(font.web_content).decode()
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}\n'
    )
