"""Everything that a published tree says, file by file: names, bytes, and what is packed, compressed, coded or drawn in them."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2

from tests.projects.planting import NUMBERS_OF

ZIPPED = b"PK\x03\x04"
GZIPPED = b"\x1f\x8b"
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff-]+")
"""Between the letters of a word that is broken over two lines."""


def holders(tree: Path, *starts: str) -> dict[str, set[str]]:
    """The marks that begin with some small letters or digits, each with the files that hold it and how."""
    return {mark: files for mark, files in everything(tree).items() if mark.startswith(starts)}


@lru_cache(maxsize=8)
def everything(tree: Path) -> dict[str, set[str]]:
    """The marks of all kinds, so that each tree, which nobody changes any more, is unpacked once."""
    found: dict[str, set[str]] = {}
    for file in sorted(path for path in tree.rglob("*") if path.is_file()):
        name = file.relative_to(tree).as_posix()
        for way, data in forms(name, file.read_bytes()):
            for hit in marks_in(data, *NUMBERS_OF, *NUMBERS_OF.values()):
                found.setdefault(hit, set()).add(f"{name}: {way}")
    return found


def marks_in(data: bytes, *starts: str) -> set[str]:
    """Marks in some bytes, words of letters or numbers of a telephone: plain, in UTF-16, as hexadecimal digits, as characters of HTML, or broken by what is not seen."""
    text = data.decode("utf-8", "ignore").lower()
    texts = [
        text, data.decode("utf-16-le", "ignore").lower(), data.decode("utf-16-be", "ignore").lower(),
        data[1:].decode("utf-16-le", "ignore").lower(), data[1:].decode("utf-16-be", "ignore").lower(),
    ]  # fmt: skip
    if "&" in text or "%" in text or "\\u" in text:
        texts += [html.unescape(text), re.sub(r"(?:%|\\u00)([0-9a-f]{2})", lambda one: chr(int(one[1], 16)), text)]
    texts += [UNSEEN.sub("", one) for one in texts]
    wanted = "|".join(rf"{start}\d{{0,2}}" if start.isdigit() else rf"{start}[a-z]{{0,4}}" for start in starts)
    found = {hit for one in texts for hit in re.findall(wanted, one)}
    coded = {start: (start.encode().hex(), start.encode("utf-16-be").hex()) for start in starts}
    return found | {start for start, codes in coded.items() if any(code in UNSEEN.sub("", text) for code in codes)}


def forms(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The name of a file and its bytes, and whatever is inside them."""
    yield "name", name.encode()
    yield "bytes", data
    if data.startswith(GZIPPED):
        yield "compressed", gzip.decompress(data)
    elif data.startswith(ZIPPED):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "comment", packed.comment
            for one in packed.infolist():
                yield f"packed {one.filename}", one.comment + one.extra
                for way, inner in forms(one.filename, packed.read(one)):
                    yield f"packed {one.filename}: {way}", inner
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as file:
        for number, one in enumerate(file.objects):
            if isinstance(one, pikepdf.Stream):
                yield f"stream {number}", one.read_bytes()
            for text in _strings(one, depth=6):
                yield f"string of {number}", text
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        yield f"words of page {number + 1}", page.get_textpage().get_text_range().encode()
    document.close()


def _strings(value: pikepdf.Object, depth: int) -> Iterator[bytes]:
    """The strings and names of an object; what it only refers to has its own turn."""
    if isinstance(value, pikepdf.String):
        yield bytes(value)
        yield str(value).encode()
    elif isinstance(value, pikepdf.Name):
        yield str(value).encode()
    elif depth and isinstance(value, pikepdf.Array):
        for one in value:
            if not getattr(one, "is_indirect", True):
                yield from _strings(one, depth - 1)
    elif depth and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in value.items():
            yield str(key).encode()
            if not getattr(one, "is_indirect", True):
                yield from _strings(one, depth - 1)
