"""Stage `formats`: the font that a PDF brings along for what people type: every letter that it has, not only those on the paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pydyf
from fontTools import subset
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_BLOCK = 100
_FOR_TYPESETTERS = ("GSUB", "GPOS", "GDEF")


@dataclass(frozen=True, slots=True)
class TypingFont:
    """The fonts for what people type, as one; the first that has a letter shows it.

    Attributes:
        contents: the bytes of TTF files that have the same units.
        points: the size of what is typed.
    """

    contents: tuple[bytes, ...]
    points: float

    def write(self, pdf: pydyf.PDF) -> pydyf.Dictionary:
        """The font as an object of the PDF: glyphs by their numbers, and the letter that each glyph stands for."""
        content = _merged(self.contents)
        font = TTFont(io.BytesIO(content), lazy=True)
        name = f"/{font['name'].getDebugName(6)}"
        file = pydyf.Stream([content], {"Length1": len(content)}, compress=True)
        letters = pydyf.Stream([_letters(font)], compress=True)
        descriptor = _descriptor(font, name)
        for item in (file, letters, descriptor):
            pdf.add_object(item)
        descriptor["FontFile2"] = file.reference
        glyphs = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name, "CIDToGIDMap": "/Identity",
            "CIDSystemInfo": pydyf.Dictionary({"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}),
            "FontDescriptor": descriptor.reference, "W": pydyf.Array([0, pydyf.Array(_widths(font))]),
        })  # fmt: skip
        pdf.add_object(glyphs)
        whole = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([glyphs.reference]), "ToUnicode": letters.reference,
        })  # fmt: skip
        pdf.add_object(whole)
        return whole


@lru_cache(maxsize=4)
def _merged(contents: tuple[bytes, ...]) -> bytes:
    """One TTF with the letters of all, and nothing that only a typesetter reads."""
    plain: list[bytes] = []
    letters: set[int] = set()
    for content in contents:
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
        own = set(font.getBestCmap()) - letters
        letters |= own
        plain.append(_plain(font, own))
    if len(plain) == 1:
        return plain[0]
    options = Options()
    options.drop_tables = list(_FOR_TYPESETTERS)
    merged = Merger(options).merge([io.BytesIO(content) for content in plain])
    merged["head"].created = merged["head"].modified = TTFont(io.BytesIO(plain[0]))["head"].modified
    return _bytes_of(merged)


def _plain(font: TTFont, letters: set[int]) -> bytes:
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[6], recalc_timestamp=False
    )
    options.drop_tables += _FOR_TYPESETTERS
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return _bytes_of(font)


def _bytes_of(font: TTFont) -> bytes:
    font.recalcTimestamp = False
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _widths(font: TTFont) -> list[int]:
    units = font["head"].unitsPerEm
    return [round(font["hmtx"][glyph][0] * 1000 / units) for glyph in font.getGlyphOrder()]


def _letters(font: TTFont) -> bytes:
    """Which letter a glyph stands for; a program that writes in the font reads it the other way round."""
    found: dict[int, int] = {}
    for letter, glyph in sorted(font.getBestCmap().items()):
        found.setdefault(font.getGlyphID(glyph), letter)
    rows = [f"<{glyph:04x}> <{chr(letter).encode('utf-16-be').hex()}>" for glyph, letter in sorted(found.items())]
    blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _MAP.format(blocks=text).encode()


def _descriptor(font: TTFont, name: str) -> pydyf.Dictionary:
    units, head, measures = font["head"].unitsPerEm, font["head"], font["OS/2"]

    def scaled(value: float) -> int:
        return int(value * 1000 / units)

    box = pydyf.Array(scaled(side) for side in (head.xMin, head.yMin, head.xMax, head.yMax))
    entries: dict[str, Any] = {
        "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "FontBBox": box, "ItalicAngle": 0, "StemV": 80,
        "Ascent": scaled(font["hhea"].ascent), "Descent": scaled(font["hhea"].descent),
        "CapHeight": scaled(getattr(measures, "sCapHeight", 0) or font["hhea"].ascent),
    }  # fmt: skip
    return pydyf.Dictionary(entries)
