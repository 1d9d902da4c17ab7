"""Stage `formats`: a document → one HTML file that opens from a disk: styles and letters are inside it, and it asks for nothing."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

from generator.formats import safety
from generator.formats.document import Document, DocumentRefused, Rendered
from generator.formats.tree import data_of

if TYPE_CHECKING:
    from generator.formats.fonts import Font, FontSet

SCREEN_STYLES = Path(__file__).with_name("screen.css")
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
_HEAD_ENDS = re.compile(r"</head>")
_BODY = re.compile(r"(<body\b[^>]*>)(.*)(</body>)", re.DOTALL)
_ASSET = re.compile(r'(?<=src=")asset:[^"]+')
_ASIDE = re.compile(r"<aside\b|</aside>")


def render(document: Document, fonts: FontSet) -> Rendered:
    """One page with everything in it. It keeps the look of the paper, and prints like it.

    Raises:
        DocumentRefused: the document reaches outside, or is not one page with a head and a body.
    """
    documents = (document, *(part.document for part in document.parts))
    for one in documents:
        safety.check_source(one.html, one.styles)
    bodies = [_body(one) for one in documents]
    if len(_HEAD_ENDS.findall(document.html)) != 1:
        raise DocumentRefused("the page needs one <head> and one <body>")
    styles = [*document.styles, SCREEN_STYLES.read_text("utf-8")]
    faces = [_face(font) for font in fonts.fonts if font.web_content and font.family in document.families]
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{''.join(faces)}{''.join(styles)}</style></head>"
    )
    first = _BODY.search(document.html)
    opening = first[1] if first else ""
    page = _HEAD_ENDS.split(document.html)[0] + head + opening + f"<main>{''.join(bodies)}</main></body></html>"
    return Rendered(page.encode(), 0)


def _body(document: Document) -> str:
    """What stands in the body, with pictures as bytes; an aside is a note, since nothing but the page may be its landmark."""
    found = _BODY.search(document.html)
    if not found:
        raise DocumentRefused("the page needs one <head> and one <body>")
    body = _ASIDE.sub(lambda tag: "</div>" if tag[0].startswith("</") else '<div role="note"', found[2])
    return _ASSET.sub(lambda address: data_of(address[0], document), body)


def _face(font: Font) -> str:
    data = base64.b64encode(font.web_content).decode()
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}\n'
    )
