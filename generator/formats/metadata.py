"""Stage `formats`: what a PDF says about itself: title, language, identifier. Never a date or a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import pydyf

if TYPE_CHECKING:
    from generator.formats.document import Document

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>\
<rdf:li xml:lang={language_attribute}>{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{identifier}</dc:identifier>
<dc:format>application/pdf</dc:format>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def describe(pdf: pydyf.PDF, document: Document) -> None:
    """Write title, language, identifier, page labels and how a viewer should open the file."""
    producer = pdf.info["Producer"]
    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(document.title)
    pdf.info["Producer"] = producer
    pdf.catalog["Lang"] = pydyf.String(document.language)
    preferences = {"DisplayDocTitle": "true"}
    if document.direction == "rtl":
        preferences["Direction"] = "/R2L"
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(preferences)
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    _metadata_stream(pdf).stream[:] = [_packet(document, producer.string).encode()]


def _packet(document: Document, producer: str) -> str:
    return _PACKET.format(
        title=escape(document.title),
        language=escape(document.language),
        language_attribute=quoteattr(document.language),
        identifier=escape(document.identifier),
        producer=escape(producer),
    )


def _metadata_stream(pdf: pydyf.PDF) -> Any:
    number = int(pdf.catalog["Metadata"].split()[0])
    return pdf.objects[number]
