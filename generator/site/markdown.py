"""Stage `site`: a page's HTML becomes the Markdown file that both engines read: headings as Markdown, all else untouched."""

from __future__ import annotations

import re

HEADING = re.compile(r'^<h2 id="([a-z0-9-]+)">(.*?)</h2>$', re.MULTILINE)
TAG_OR_CODE = re.compile(r"(<[^>]*>|&[#A-Za-z0-9]+;)")
ACTIVE = re.compile(r"[^\w\s]", re.ASCII)


def as_markdown(html: str) -> str:
    """Headings of the second level on lines of their own become Markdown headings with an explicit id.

    Everything between them is one block of HTML, which Markdown passes on unread: its lines are not indented and no line is
    empty. In headings every sign that Markdown could read is written as a character code.
    """
    lines = [line.strip() for line in html.splitlines()]
    text = "\n".join(line for line in lines if line)
    headed = HEADING.sub(lambda found: f"\n\n## {_quiet(found[2])} {{#{found[1]}}}\n\n", text)
    pieces = re.split(r"\n{2,}", headed.strip())
    return "\n\n".join(piece if piece.startswith("## ") else _whole(piece) for piece in pieces) + "\n"


def _whole(piece: str) -> str:
    """One block around a run of HTML, so that nothing in it stands at the top level of the Markdown."""
    return f'<div class="part">\n{piece.strip()}\n</div>'


def _quiet(html: str) -> str:
    return "".join(piece if TAG_OR_CODE.fullmatch(piece) else _coded(piece) for piece in TAG_OR_CODE.split(html))


def _coded(text: str) -> str:
    return ACTIVE.sub(lambda found: f"&#{ord(found[0])};" if ord(found[0]) < 128 else found[0], text)
