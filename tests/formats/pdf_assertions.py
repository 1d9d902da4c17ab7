"""What must hold for every PDF that we make. Each function takes the bytes of a file and asserts.

`ReadPdf` (in `pdf_reading.py`) is the reading behind them, for assertions of a test's own.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import page
import pypdfium2

from tests.formats.pdf_reading import Element, Piece, ReadPdf

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # stand where the direction changes, between words
_MARKS = re.compile("[\u200e\u200f\u2060\ufeff]")
_EDGES = " .,:;!?()[]«»“”‘’،؛؟۔"


def assert_valid(content: bytes) -> None:
    """All rules of PDF/UA-1 that the validator knows."""
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def assert_accessible(content: bytes, *, language: str, title: str) -> ReadPdf:
    """Everything that holds for any document of ours, whatever is in it. Returns the reading."""
    assert_valid(content)
    read = ReadPdf(content)
    root = read.pdf.Root
    assert read.language == language
    assert str(read.pdf.docinfo["/Title"]) == title
    assert bool(root.ViewerPreferences.DisplayDocTitle), "the title is not shown"
    assert not any("Date" in key for key in read.pdf.docinfo), "a date in the metadata"
    assert b"Date" not in root.Metadata.read_bytes()
    assert read.unmarked == [], "something is neither content nor artifact"
    for element in read.document.walk():
        assert_element(element)
    for sheet in read.pdf.pages:
        for annotation in sheet.get("/Annots", []):
            name = "/TU" if annotation.Subtype == "/Widget" else "/Contents"
            assert str(annotation.get(name, "")).strip(), "a link or field has no name"
            assert "/StructParent" in annotation, "a link or field is not in the structure"
    return read


def assert_element(element: Element) -> None:
    """One structure element has what its tag needs."""
    tags = {child.tag for child in element.elements}
    if element.tag == "Figure":
        assert (element.alternative or "").strip(), "a picture has no text alternative"
    if element.tag == "TH":
        assert element.attributes.get("Scope") in {"Row", "Column", "Both"}, element.text
    if element.tag == "L":
        assert tags == {"LI"}, element.outline()
    if element.tag == "LI":
        assert tags <= {"Lbl", "LBody"}, element.outline()
        assert len(element.elements) == len(element.children), element.outline()
    if element.tag == "TR":
        assert tags <= {"TH", "TD"}, element.outline()
    if element.tag in {"Document", "Sect", "Art", "Div", "BlockQuote", "L", "Table", "TR"}:
        assert not [child for child in element.children if isinstance(child, Piece)], element.outline()


def assert_language(read: ReadPdf, text: str, language: str) -> None:
    """Every element that holds exactly this text, and each piece in it, is in the language."""
    found = [element for element in read.document.walk() if text in element.text]
    assert found, f"{text!r} is not in the document"
    assert found[-1].language == language, found[-1].outline()


def assert_one(read: ReadPdf, tag: str, *texts: str) -> Element:
    """One element of the tag holds all the texts, and no other of its kind holds any of them."""
    holding = [element for element in read.document.all(tag) if any(text in element.text for text in texts)]
    innermost = [element for element in holding if not any(inner in holding for inner in list(element.walk())[1:])]
    assert len(innermost) == 1, f"{len(innermost)} {tag} elements hold parts of {texts}"
    missing = [text for text in texts if text not in innermost[0].text]
    assert not missing, f"{missing} are not in the {tag}"
    return innermost[0]


def assert_artifact_only(read: ReadPdf, text: str) -> None:
    """The text stands on the pages, and only as an artifact."""
    assert any(text in piece.text for piece in read.artifacts), f"{text!r} is no artifact"
    assert text not in read.document.text, f"{text!r} is read as text too"


def assert_order(read: ReadPdf, *texts: str) -> None:
    """The texts come in this order in the structure."""
    whole, place = read.document.text, 0
    for text in texts:
        assert text in whole, f"{text!r} is missing"
        assert text in whole[place:], f"{text!r} comes too early"
        place = whole.index(text, place) + len(text)


def assert_smallest(read: ReadPdf, points: float) -> None:
    """No glyph on any page, page numbers included, is smaller, measured in the finished file."""
    small = [glyph for glyph in read.glyphs if glyph.points < points - 0.01 and glyph.text.strip()]
    assert not small, f"{len(small)} glyphs below {points} pt, such as {small[:3]}"


def assert_fonts(read: ReadPdf, *families: str) -> None:
    """Only these families are used, and all are embedded."""
    used = {glyph.font.partition("+")[2] for glyph in read.glyphs}
    names = tuple(family.replace(" ", "-") for family in families)
    assert all(font.startswith(names) for font in used), used
    for sheet in read.pdf.pages:
        for font in sheet.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def words(text: str) -> list[str]:
    """The words of a text as a person would compare them: no marks of direction, no punctuation."""
    plain = _MARKS.sub("", _TURNS.sub(" ", text)).split()
    return [word for word in (part.strip(_EDGES) for part in plain) if word]


def words_by_pdfium(content: bytes) -> list[str]:
    """Words as Chromium's PDF reader extracts them."""
    with pypdfium2.PdfDocument(content) as pdf:
        return words("\n".join(sheet.get_textpage().get_text_range() for sheet in pdf))


def words_by_poppler(content: bytes) -> list[str]:
    """Words as `pdftotext` extracts them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(content)
        found = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return words(found.stdout.decode())


def assert_extracts(content: bytes, text: str) -> None:
    """Both extractors find every word of the text, in its order."""
    wanted = words(text)
    for extract in (words_by_pdfium, words_by_poppler):
        found = extract(content)
        missing = [word for word in wanted if word not in found]
        assert not missing, f"{extract.__name__} misses {missing}"
        place = 0
        for word in wanted:
            assert word in found[place:], f"{extract.__name__}: {word!r} is out of order"
            place = found.index(word, place) + 1


def assert_bookmarks(read: ReadPdf, *titles: str) -> None:
    """The bookmarks are these, in order."""
    assert [title for _, title in read.bookmarks] == list(titles)
