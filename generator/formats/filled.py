"""Stage `formats`: a paper that somebody filled in on a screen → what they wrote, by the names of the fields.

The other way round from all other formats. The file comes from a stranger's machine: nothing in it is run or fetched, what is
in it is counted before it is taken, and whatever is wrong with it ends in one error with plain words.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pikepdf.settings
from lxml import etree

MOST_BYTES = 20_000_000
"""Of a whole file, and of what it holds once unpacked. Our largest paper to fill in is a hundredth of it."""
MOST_FIELDS = 5_000
MOST_LETTERS = 50_000
"""In one field: twenty pages of typing."""
DEEPEST = 20
NESTED = 3
"""Content controls around one another in a Word file; ours never are."""
TICKED = "yes"
"""What a box says that is ticked; one that is not is left out."""
CHOICE = ":"
"""In a Word file, between the name of a field and that of a choice it offers."""

_RADIO = 1 << 15
_PUSH = 1 << 16
_OFF = "/Off"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""What nobody types: control characters, and those that turn whole lines around and can hide what a text says."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two ways in which a Word file may be packed (ISO/IEC 29500-2). Others can ask for gigabytes before they are read."""
_LOCKED = 1
"""The flag of an entry that is encrypted (the same standard)."""
_DAMAGED = (
    zipfile.BadZipFile,  # no zipped file, one packed in another way, or one whose checksums are wrong
    KeyError,  # no part that holds the text
    RuntimeError,  # a version of the format, or a patched file, that zipfile does not read
    zlib.error,  # the packed bytes are wrong,
    EOFError,  # or end too early
    ValueError,  # a place before the beginning of the file, or a name that is no text
)
"""What reading raises where a zipped file is damaged or is none."""


class NotReadableError(Exception):
    """The file cannot be read as a filled paper; says why, and what to do, in words for the person who has it."""


def read_pdf(content: bytes) -> dict[str, str]:
    """What was written in the fields of a PDF, in the order of the form.

    Returns:
        Field name → text; a ticked box is `yes`, a choice is the id of what was chosen. Fields that nobody touched are left out.

    Raises:
        NotReadableError: no PDF, damaged, locked by a password, without fields, or too large.
    """
    with _opened(content) as pdf:
        return _said(_fields_of(pdf))


def language_of_pdf(content: bytes) -> str:
    """The code of the language that the paper says it is in; empty where it does not say. Raises as `read_pdf`."""
    with _opened(content) as pdf:
        tag = pdf.Root.get("/Lang")
        return _primary(str(tag)) if isinstance(tag, pikepdf.String) else ""


@contextmanager
def _opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF to read, within limits; whatever is wrong with it becomes NotReadableError."""
    _hold_to_limit(content)
    with _limits():
        try:
            with pikepdf.open(io.BytesIO(content)) as pdf:
                yield pdf
        except pikepdf.PasswordError as error:
            raise NotReadableError("the PDF is locked by a password: save it without one") from error
        except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError) as error:
            raise NotReadableError("the file is no PDF, or it is damaged: save it again as a PDF") from error


@contextmanager
def _limits() -> Iterator[None]:
    """As long as one file is read, nothing in it may unpack to more than a file may hold."""
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_BYTES, png_max_memory=MOST_BYTES, tiff_max_memory=MOST_BYTES,
        run_length_max_memory=MOST_BYTES, dct_max_memory=MOST_BYTES,
    )  # fmt: skip
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


def _fields_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    form = pdf.Root.get("/AcroForm")
    roots = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(roots, pikepdf.Array) or not len(roots):
        raise NotReadableError("the PDF has no fields to fill in: use the PDF to fill in on screen")
    for root in roots:
        yield from _below(root, (), {}, set())


def _below(
    field: Any, names: tuple[str, ...], inherited: dict[str, Any], met: set[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """The fields of one branch; what a field does not say itself, the one above it says (ISO 32000-1, 12.7.3.1)."""
    if not isinstance(field, pikepdf.Dictionary) or field.objgen in met or len(names) > DEEPEST:
        raise NotReadableError("the form in the PDF is not built as forms are: fill in a new copy")
    if field.objgen != (0, 0):
        met.add(field.objgen)
    if len(met) > MOST_FIELDS:
        raise NotReadableError(
            f"the PDF has more than {MOST_FIELDS} fields, as none of our papers has: fill in a new copy"
        )
    own = {key: field.get(key, inherited.get(key)) for key in ("/FT", "/Ff", "/V")}
    names = (*names, str(field.T)) if "/T" in field else names
    below = [kid for kid in field.get("/Kids", ()) if isinstance(kid, pikepdf.Dictionary) and "/T" in kid]
    for kid in below:
        yield from _below(kid, names, own, met)
    if not below and (value := _value(own)):
        yield ".".join(names), value


def _value(own: dict[str, Any]) -> str:
    kind, flags, value = str(own["/FT"]), int(own["/Ff"] or 0), own["/V"]
    if kind == "/Tx" and isinstance(value, pikepdf.Stream):
        raise NotReadableError(
            "a text in the PDF is stored in a way that is not read here: save it with another program"
        )
    if kind == "/Tx" and isinstance(value, pikepdf.String):
        return str(value)
    if kind != "/Btn" or not isinstance(value, pikepdf.Name) or value == _OFF or flags & _PUSH:
        return ""
    return str(value).removeprefix("/") if flags & _RADIO else TICKED


def read_docx(content: bytes) -> dict[str, str]:
    """What was written in the named fields of a Word file, in their order; as `read_pdf`.

    Of a choice where several are ticked, all are given, with commas between them.

    Raises:
        NotReadableError: no Word file, damaged, locked, without named fields, or too large.
    """
    _hold_to_limit(content)
    body = _parsed(_part_of(content, "word/document.xml"))
    controls = [(tag.get(f"{_W}val", ""), tag.getparent().getparent()) for tag in body.iter(f"{_W}tag")]
    found = [(name, control) for name, control in controls if name and control.tag == f"{_W}sdt"]
    if any(sum(1 for _ in control.iterancestors(f"{_W}sdt")) > NESTED for _, control in found):
        raise NotReadableError("the fields in the Word file stand inside each other: fill in a new copy")
    if not found:
        raise NotReadableError(
            "the Word file has no named fields: they were never there, or the program that saved it took them out, as LibreOffice 7.4 does; use Word, or the PDF to fill in on screen"
        )
    return _said(_with_choices(found))


def language_of_docx(content: bytes) -> str:
    """The same of a Word file: the language of its text where nothing else is said. Empty where its styles cannot be read."""
    try:
        styles = _parsed(_part_of(content, "word/styles.xml"))
    except NotReadableError:
        return ""
    found = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    return _primary(found.get(f"{_W}val", "")) if found is not None else ""


def _primary(tag: str) -> str:
    """The language of a tag, without its region or script: Word makes ur-PK of ur."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _with_choices(found: list[tuple[str, etree._Element]]) -> Iterator[tuple[str, str]]:
    """What each control says; the boxes of one choice are one field."""
    chosen: dict[str, list[str]] = {}
    for name, control in found:
        field, _, choice = name.partition(CHOICE)
        if choice:
            chosen.setdefault(field, [])
        if choice and _written(control):
            chosen[field].append(choice)
    for name, control in found:
        field, _, choice = name.partition(CHOICE)
        yield field, ", ".join(chosen[field]) if choice else _written(control)


def _part_of(content: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entry = archive.getinfo(name)
            if entry.flag_bits & _LOCKED:
                raise NotReadableError("the Word file is locked by a password: save it without one")
            if entry.compress_type not in _PACKED:
                raise zipfile.BadZipFile("packed in another way")
            with archive.open(entry) as part:
                body = part.read(MOST_BYTES + 1)
    except _DAMAGED as error:
        raise NotReadableError("the file is no Word file (.docx), or it is damaged: save it again as .docx") from error
    if len(body) > MOST_BYTES:
        raise NotReadableError("the Word file holds more than any paper of ours: fill in a new copy")
    return body


def _parsed(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadableError("the Word file is damaged: save it again as .docx") from error
    if root.getroottree().docinfo.doctype:
        raise NotReadableError("the Word file holds what no word processor writes: fill in a new copy")
    return root


def _written(control: etree._Element) -> str:
    """What one content control holds; nothing where it still shows the words that stand in for an answer."""
    properties, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    if properties is None or content is None:
        return ""
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        checked = box.find(f"{_W14}checked")
        return TICKED if checked is not None and checked.get(f"{_W14}val") in ("1", "true") else ""
    if properties.find(f"{_W}showingPlcHdr") is not None:
        return ""
    return "\n".join(_text(paragraph) for paragraph in content.iter(f"{_W}p")) or _text(content)


def _text(around: etree._Element) -> str:
    breaks = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
    return "".join(breaks.get(part.tag, part.text or "") for part in around.iter(f"{_W}t", *breaks))


def _hold_to_limit(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NotReadableError(
            f"the file is larger than {MOST_BYTES // 1_000_000} MB, as none of our papers is: fill in a new copy"
        )


def _said(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields that say something, with one sign for the end of a line and no signs that nobody types.

    A name that comes twice is one field that somebody copied: the first that says something counts.
    """
    said: dict[str, str] = {}
    for name, value in found:
        text = _CONTROLS.sub("", re.sub("\r\n?|\u2028|\u2029", "\n", value)).strip()
        if len(text) > MOST_LETTERS:
            raise NotReadableError(f"the field {name[:80]} holds more than {MOST_LETTERS} letters: shorten it")
        if text:
            said.setdefault(name, text)
        if len(said) > MOST_FIELDS:
            raise NotReadableError("the file holds more than any paper of ours: fill in a new copy")
    return said
