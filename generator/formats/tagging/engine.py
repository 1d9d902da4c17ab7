"""Stage `formats`: where WeasyPrint hands its work to us, and what of its inside is relied on.

Two functions are replaced while a document is written, and put back after it:

    weasyprint.pdf.add_tags              → our structure tree
    weasyprint.draw.text.draw_first_line → itself, then the text of clusters is added to its output

There is no public way to do either: `finisher` comes when WeasyPrint has already thrown away which
text was drawn where. So the version is pinned, and the source of each function whose inside matters
is held to a hash: a new version stops here, with the names of what to look at.
"""

from __future__ import annotations

import hashlib
import inspect
import pkgutil
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint
import weasyprint.draw.text
import weasyprint.pdf

from generator.formats.document import DocumentRefused
from generator.formats.tagging.clusters import SIMPLE, drawn_glyphs, with_text
from generator.formats.tagging.content import mark_pages
from generator.formats.tagging.form import FormWriter
from generator.formats.tagging.places import Places
from generator.formats.tagging.structure import structure_of
from generator.formats.tagging.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.tagging.typing_font import TypingFont

VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}

RELIED_ON = {
    "weasyprint.pdf.tags:add_tags": "f0e74575b0bafaf3",
    "weasyprint.pdf:generate_pdf": "626343ef25c396e8",
    "weasyprint.pdf.anchors:add_links": "262e8b9b299892a7",
    "weasyprint.pdf.stream:Stream.marked": "3fa3acacbbf66422",
    "weasyprint.pdf.stream:Stream.artifact": "be61e42186804e99",
    "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
    "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
    "weasyprint.draw:draw_inline_level": "068162a401d00efd",
    "weasyprint.anchors:gather_anchors": "373f8c676f27da3b",
    "weasyprint.formatting_structure.boxes:Box": "ff6d62300bafef85",
    "weasyprint.formatting_structure.boxes:LineBox": "1a068a4d0ed800f8",
    "weasyprint.formatting_structure.boxes:MarginBox": "79a17d1578a5dbfe",
    "weasyprint.layout.absolute:AbsolutePlaceholder": "336e26c56311f105",
    "weasyprint.text.line_break:Layout": "681b737d1ba5e004",
    "weasyprint.svg.text:text": "67a30c3e181b4a80",
    "weasyprint.images:SVGImage.draw": "bf38036046fc040b",
    "pydyf:Stream": "f17b6bdcfedf2f50",
    "pydyf:PDF": "430a7b480a612b67",
    "pydyf:Dictionary": "cfe61f79fe4f02cb",
}
"""Function or class whose inside matters → hash of its source text."""
ALL_OF_IT = "69d3e6285b93c375"
"""Hash of that table and of the whole files that hold what it names: where it fits, nobody need look at each by itself."""


class EngineChangedError(RuntimeError):
    """WeasyPrint or pydyf is not the version that our tagging was made for."""


def check_engine() -> None:
    """Raise `EngineChangedError` if anything that the tagging relies on has changed."""
    found = {"weasyprint": weasyprint.__version__, "pydyf": pydyf.__version__}
    changed = [f"{name} {found[name]}, not {want}" for name, want in VERSIONS.items() if found[name] != want]
    if hash_of_all() != ALL_OF_IT:
        changed += [name for name, want in RELIED_ON.items() if source_hash(name) != want]
    if changed:
        raise EngineChangedError(
            "the PDF engine is not the one that the tagging was made for: "
            + "; ".join(changed)
            + ". Read what changed, run tests/formats, then write the new hashes into "
            "generator/formats/tagging/engine.py"
        )


def hash_of_all() -> str:
    """A short hash of `RELIED_ON` and of the files that it names something of. It takes a hundredth of looking at each."""
    whole = hashlib.sha256("\n".join(f"{name} {want}" for name, want in RELIED_ON.items()).encode())
    for module in sorted({name.partition(":")[0] for name in RELIED_ON}):
        whole.update(Path(inspect.getfile(import_module(module))).read_bytes())
    return whole.hexdigest()[:16]


def source_hash(name: str) -> str:
    """A short hash of the source text of a function or class, named as `module:name`."""
    return hashlib.sha256(inspect.getsource(pkgutil.resolve_name(name)).encode()).hexdigest()[:16]


@contextmanager
def tagging(language: str, direction: str, font: TypingFont | None = None) -> Iterator[None]:
    """While in force, WeasyPrint writes our structure tree instead of its own; with a font to type in, a form too.

    Within it, writing a PDF raises `DocumentRefused` where the document breaks a rule.
    """

    def add_tags(pdf: pydyf.PDF, document: Any, _version: object, streams: list[Any]) -> None:
        places = Places(partial(_new_dictionary, pdf)) if font else None
        structure = structure_of([page._page_box for page in document.pages], language, direction, places)  # noqa: SLF001
        problems = structure.problems
        if font and places:
            problems += places.problems or FormWriter(pdf, font).write(places.found)
        if problems:
            raise DocumentRefused(*dict.fromkeys(problems))
        write(pdf, structure, mark_pages(structure, streams, document.fonts.values()))

    stock_tags, stock_line = weasyprint.pdf.add_tags, weasyprint.draw.text.draw_first_line
    weasyprint.pdf.add_tags = add_tags
    weasyprint.draw.text.draw_first_line = _draw_first_line
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = stock_tags
        weasyprint.draw.text.draw_first_line = stock_line


def _new_dictionary(pdf: pydyf.PDF) -> pydyf.Dictionary:
    dictionary = pydyf.Dictionary()
    pdf.add_object(dictionary)
    return dictionary


_stock_draw_first_line = weasyprint.draw.text.draw_first_line


def _draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
    start = len(stream.stream)
    emojis = _stock_draw_first_line(stream, textbox, *arguments)
    layout = textbox.pango_layout
    if stream._tags is not None and not SIMPLE.fullmatch(layout.text) and len(stream.stream) > start:  # noqa: SLF001
        line, _ = layout.get_first_line()
        glyphs = drawn_glyphs(line, layout.text, lambda font: stream.add_font(font)[0])
        stream.stream[start:] = list(with_text(stream.stream[start:], glyphs))
    return emojis
