"""Papers that come back filled in: read by the names of their fields, and harmless whatever is in them."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.formats import filled
from generator.formats.filled import NotReadableError, read_docx, read_pdf

SEED = int(os.environ["JOINEDUP_SEED"])
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RADIO, PUSH = 1 << 15, 1 << 16


def pdf(*fields: Dictionary, **options: object) -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field) for field in fields]))
        written = io.BytesIO()
        made.save(written, **options)  # type: ignore[arg-type]
        return written.getvalue()


def text(name: str, value: str) -> Dictionary:
    return Dictionary(T=String(name), FT=Name.Tx, V=String(value))


def docx(body: str, before: str = "", name: str = "word/document.xml", packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packed) as archive:
        archive.writestr(
            name, f'{before}<w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{body}</w:body></w:document>'
        )
    return written.getvalue()


def control(name: str, content: str, properties: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{name}"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def ticked(value: str) -> str:
    return f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>'


def test_a_pdf_is_read_by_the_whole_names_of_its_fields() -> None:
    answer = Dictionary(
        T=String("q"), Kids=Array([Dictionary(T=String("9"), Kids=Array([text("answer", "a\rb\r\nc")]))])
    )
    assert read_pdf(pdf(answer, text("day", "۳ مئی"))) == {"q.9.answer": "a\nb\nc", "day": "۳ مئی"}


def test_a_field_takes_over_what_the_one_above_it_says() -> None:
    above = Dictionary(T=String("q"), FT=Name.Tx, Kids=Array([Dictionary(T=String("1"), V=String("yes indeed"))]))
    assert read_pdf(pdf(above)) == {"q.1": "yes indeed"}


def test_boxes_and_choices_say_what_is_ticked_and_nothing_else() -> None:
    ticks = [Dictionary(T=String(name), FT=Name.Btn, V=value) for name, value in (("a", Name.On), ("b", Name.Off))]
    choice = Dictionary(
        T=String("how"), FT=Name.Btn, Ff=RADIO, V=Name("/in-a-letter"), Kids=Array([Dictionary(AS=Name.Off)])
    )
    button = Dictionary(T=String("send"), FT=Name.Btn, Ff=PUSH, V=Name.On)
    assert read_pdf(pdf(*ticks, choice, button)) == {"a": "yes", "how": "in-a-letter"}


def test_untouched_fields_are_left_out() -> None:
    assert read_pdf(pdf(text("a", ""), text("b", " \r "), Dictionary(T=String("c"), FT=Name.Tx))) == {}
    assert read_docx(docx(control("a", "<w:p/>"))) == {}


def test_a_word_file_is_read_by_the_tags_of_its_controls() -> None:
    lines = control(
        "a.b", paragraph("one") + paragraph("") + "<w:p><w:r><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>"
    )
    inside = f"<w:p>{control('c', '<w:r><w:t>four</w:t></w:r>')}</w:p>"
    stands_in = control("d", paragraph("Write here"), "<w:showingPlcHdr/>")
    assert read_docx(docx(lines + inside + stands_in)) == {"a.b": "one\n\ntwo\nthree", "c": "four"}


def test_boxes_and_choices_of_a_word_file() -> None:
    boxes = "".join(
        control(name, paragraph("☒"), ticked(value))
        for name, value in (
            ("a", "1"),
            ("b", "0"),
            ("how:post", "0"),
            ("how:call", "true"),
            ("who:me", "1"),
            ("who:us", "1"),
        )
    )
    assert read_docx(docx(boxes)) == {"a": "yes", "how": "call", "who": "me, us"}


def test_what_hides_or_turns_text_is_taken_out() -> None:
    assert read_pdf(pdf(text("a", "safe\x00\x1b[2J \u202eevil"))) == {"a": "safe[2J evil"}


def stream_of(value: bytes) -> bytes:
    with pikepdf.new() as made:
        field = Dictionary(T=String("a"), FT=Name.Tx, V=made.make_stream(value))
        made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))
        written = io.BytesIO()
        made.save(written)
        return written.getvalue()


def loop() -> bytes:
    with pikepdf.new() as made:
        field = made.make_indirect(text("a", "x"))
        field.Kids = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]))
        written = io.BytesIO()
        made.save(written)
        return written.getvalue()


def deep() -> Dictionary:
    field = text("a", "x")
    for _ in range(60):
        field = Dictionary(T=String("a"), Kids=Array([field]))
    return field


def shared_text() -> bytes:
    with pikepdf.new() as made:
        value = made.make_indirect(String("x" * 1_000_000))
        made.Root.AcroForm = Dictionary(
            Fields=Array([Dictionary(T=String(str(one)), FT=Name.Tx, V=value) for one in range(3000)])
        )
        written = io.BytesIO()
        made.save(written)
        return written.getvalue()


def object_bomb(spaces: int = 10 * filled.MOST_BYTES) -> bytes:
    """A PDF whose catalogue lies in a stream that unpacks to ten times of what a file may hold."""
    field = b"<</Fields[<</T(a)/FT/Tx/V(x)>>]>>"
    packed = zlib.compress(
        b"2 0 <</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>/AcroForm%b>>" % field + b" " * spaces, 9
    )
    start = b"%PDF-1.7\n"
    holder = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (
        len(packed),
        packed,
    )
    rows = b"".join(
        struct.pack(">BIB", *row) for row in ((0, 0, 255), (1, len(start), 0), (2, 1, 0), (1, len(start + holder), 0))
    )
    table = b"3 0 obj<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>stream\n%b\nendstream endobj\n" % (
        len(rows),
        rows,
    )
    return start + holder + table + b"startxref\n%d\n%%%%EOF" % len(start + holder)


def test_the_bomb_is_a_paper_but_for_its_size() -> None:
    assert read_pdf(object_bomb(10)) == {"a": "x"}


PDFS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no PDF": lambda: b"GIF89a and so on",
    "no form": pdf,
    "a form that is no form": lambda: pdf(Dictionary(Kids=Array([Dictionary(T=Name.A, Kids=Name.B)]))),
    "locked": lambda: pdf(text("a", "x"), encryption=pikepdf.Encryption(owner="o", user="u")),
    "cut off": lambda: pdf(text("a", "x"))[:200],
    "a loop": loop,
    "deep": lambda: pdf(deep()),
    "long": lambda: pdf(text("a", "x" * (filled.MOST_LETTERS + 1))),
    "long and often": shared_text,
    "a stream": lambda: stream_of(b"x"),
    "many": lambda: pdf(*(text(str(one), "x") for one in range(filled.MOST_FIELDS + 1))),
    "a bomb": object_bomb,
    "large": lambda: b"%PDF-1.7" + b" " * filled.MOST_BYTES,
}


@pytest.mark.parametrize("name", PDFS)
def test_a_broken_or_hostile_pdf_is_refused_in_words(name: str) -> None:
    with pytest.raises(NotReadableError) as caught:
        read_pdf(PDFS[name]())
    assert 20 < len(str(caught.value)) < 200


OUTSIDE = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)


def nested() -> str:
    body = paragraph("x")
    for one in range(40):
        body = control(f"a.{one}", body)
    return body


DOCXS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no Word file": lambda: b"GIF89a and so on",
    "another zip": lambda: docx("", name="mimetype"),
    "no fields": lambda: docx(paragraph("x")),
    "no XML": lambda: docx("<w:p>"),
    "an entity": lambda: docx(control("a", paragraph("&secret;")), OUTSIDE),
    "a doctype": lambda: docx(control("a", paragraph("x")), OUTSIDE),
    "laughs": lambda: docx(control("a", paragraph("&a11;")), LAUGHS),
    "inside each other": lambda: docx(nested()),
    "cut off": lambda: docx(control("a", paragraph("x")))[:-40],
    "packed in another way": lambda: docx(control("a", paragraph("x")), packed=zipfile.ZIP_LZMA),
    "a bomb": lambda: docx(control("a", paragraph(" " * (filled.MOST_BYTES + 1)))),
    "long": lambda: docx(control("a", paragraph("x" * (filled.MOST_LETTERS + 1)))),
    "many": lambda: docx("".join(control(str(one), paragraph("x")) for one in range(filled.MOST_FIELDS + 1))),
}


def marked(content: bytes, after: tuple[int, int], value: int) -> bytes:
    """A zipped file whose entry says something else of itself, in its own head and in the list at the end."""
    file = bytearray(content)
    for mark, offset in zip((b"PK\x03\x04", b"PK\x01\x02"), after, strict=True):
        file[file.index(mark) + offset] = value
    return bytes(file)


def test_a_locked_word_file_is_named_so_and_one_of_an_unknown_version_is_damaged() -> None:
    whole = docx(control("a", paragraph("x")))
    for content, message in (
        (marked(whole, (6, 8), 1), "locked by a password"),
        (marked(whole, (4, 6), 99), "no Word file"),
        (marked(whole, (6, 8), 0x20), "no Word file"),
    ):
        with pytest.raises(NotReadableError, match=message):
            read_docx(content)


@pytest.mark.parametrize("name", DOCXS)
def test_a_broken_or_hostile_word_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(NotReadableError) as caught:
        read_docx(DOCXS[name]())
    assert 20 < len(str(caught.value)) < 200


READERS: dict[str, tuple[Callable[[bytes], dict[str, str]], bytes]] = {
    "pdf": (read_pdf, pdf(text("a", "x"), deep(), static_id=True)),
    "docx": (read_docx, docx(control("a", paragraph("x")))),
}


@pytest.mark.parametrize("kind", READERS)
def test_no_damage_ends_in_anything_but_words(kind: str) -> None:
    read, whole = READERS[kind]
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(bytes(damaged[: chance.randint(1, len(damaged))] if chance.random() < 0.2 else damaged))
        except NotReadableError:
            continue


def test_the_limits_on_memory_are_put_back() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    read_pdf(pdf(text("a", "x")))
    assert pikepdf.settings.get_qpdf_limits() == before
