"""How fast PDF pages are made: ours against a plain WeasyPrint loop and against Chromium that prints the same HTML.

    python -m benchmarks.pdf [--chapters 12] [--rounds 2]
    python -m benchmarks.pdf --many 3000      the memory of the workers over so many small documents
    python -m benchmarks.pdf --packs          the memory of the workers over the packs of every session

Other work on the machine changes the seconds, so compare the ratios, which are taken in one run. The memory of ours is that
of the processes that lay out; that of Chromium is that of its processes together. Each shared page is counted once.
"""

from __future__ import annotations

import argparse
import base64
import io
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import page as validator
import polib
from playwright.sync_api import Browser, sync_playwright
from pypdfium2 import PdfDocument

from generator.formats import pdf
from generator.formats.document import Document, Rendered
from generator.formats.fonts import FontSet
from generator.formats.workers import render_all
from generator.library import load
from generator.publish.documents import DocumentMaker
from generator.publish.store import Store
from generator.translate.interface import Interface
from generator.workbook import Workbook, planned
from tests.chromium import started

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "site_overrides" / "fonts"
QUESTIONS = 13
SAMPLE_SECONDS = 0.2
STYLE = """
body { font-family: 'Atkinson Hyperlegible Next'; font-size: 12pt; line-height: 1.5 }
section { break-before: page }
ol.questions { list-style: none; padding: 0 }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid; padding: 2mm }
"""
SENTENCE = (
    "People tell their story once, to one person who listens, and who makes sure that health, "
    "education, social care and the places where we live work as one around them. "
)


def chapter(number: int) -> str:
    """One chapter as workbooks have it: text, questions with lines to write on, a table."""
    lines = "<div class='ruled-line'></div>" * 3
    questions = "".join(
        f"<li><span data-tag='label'>{number}.{place}</span> {SENTENCE}"
        f"<ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul><div aria-hidden='true'>{lines}</div></li>"
        for place in range(1, QUESTIONS + 1)
    )
    rows = "".join(f"<tr><th>{SENTENCE[:30]}</th><td>{SENTENCE}</td><td></td></tr>" for _ in range(12))
    return (
        f"<section id='chapter-{number}'><h2 class='running-section'>{number} What people say</h2>"
        + f"<p>{SENTENCE * 4}</p>" * 4
        + f"<h3>Questions</h3><ol class='questions'>{questions}</ol><h3>Who does what</h3>"
        + f"<table><thead><tr><th>What</th><th>How</th><th>Who</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def workbook(chapters: int) -> Document:
    """A workbook of some six pages a chapter."""
    contents = "".join(
        f"<li><a href='#chapter-{number}'>{number} What people say</a></li>" for number in range(1, chapters + 1)
    )
    body = "".join(map(chapter, range(1, chapters + 1)))
    html = (
        "<!doctype html><html lang='en' dir='ltr'><head><title>A workbook</title></head>"
        "<body data-running-title='A workbook' data-version-line='3 May' data-page-before='Page ' "
        "data-page-between=' of ' data-page-after=''><h1>A workbook</h1>"
        f"<nav role='doc-toc'><ol>{contents}</ol></nav>{body}</body></html>"
    )
    return Document(html, (STYLE,), "en", "ltr", "A workbook", "benchmark")


def by_weasyprint(document: Document, fonts: FontSet, variant: str | None) -> Rendered:
    """The same pages with the same fonts, written by WeasyPrint alone."""
    laid_out = pdf.lay_out(document, fonts)
    return Rendered(laid_out.write_pdf(pdf_variant=variant), len(laid_out.pages))


def measured(name: str, make: Callable[[], list[Rendered]], rounds: int, baseline: float | None = None) -> float:
    """Run, print a line and return pages for a second of processor, the most of all rounds.

    Other work on the machine slows the clock much, and the processor's own seconds little.
    """
    most, quickest, pages, size = 0.0, 0.0, 0, 0
    for _ in range(rounds):
        started, before = time.perf_counter(), processor()
        files = make()
        pages, size = sum(file.pages for file in files), sum(len(file.content) for file in files)
        most = max(most, pages / (processor() - before))
        quickest = max(quickest, pages / (time.perf_counter() - started))
    ratio = "" if baseline is None else f"{most / baseline:5.2f} times WeasyPrint's PDF/UA"
    print(
        f"{name:26}{pages:5} pages {quickest:7.1f} pages/s {most:7.1f} pages/s of processor {size / pages / 1024:6.1f} kB/page  {ratio}",
        flush=True,
    )
    return most


def processor() -> float:
    """Seconds of processor that this process, those below it, and those that they have waited for took so far (proc(5))."""
    tick, total = os.sysconf("SC_CLK_TCK"), 0.0
    for process in (os.getpid(), *below(os.getpid())):
        with suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) / tick
    return total


def in_workers(document: Document, fonts: FontSet, processes: int, copies: int) -> list[Rendered]:
    """So many documents by warm workers; no two are alike, since a worker keeps the layout of what it has just made."""
    jobs = ((number, _numbered(document, number)) for number in range(copies))
    outcomes = [file for _, file in render_all(jobs, processes, fonts)]
    files = [file for file in outcomes if isinstance(file, Rendered)]
    if len(files) != len(outcomes):
        raise SystemExit(f"not every document was made: {outcomes}")
    return files


def by_chromium(browser: Browser, document: Document, fonts: FontSet, copies: int) -> list[Rendered]:
    """The same HTML, styles and fonts, printed by a warm browser, with its tags and bookmarks on."""
    files = []
    for number in range(copies):
        page = browser.new_page()
        page.set_content(_self_contained(_numbered(document, number), fonts), wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        content = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        page.close()
        with PdfDocument(content) as opened:
            files.append(Rendered(content, len(opened)))
    return files


def _self_contained(document: Document, fonts: FontSet) -> str:
    faces = "".join(
        f"@font-face {{ font-family: '{font.family}'; font-weight: {font.weight}; src: url(data:font/ttf;base64,{base64.b64encode(font.content).decode()}) }}"
        for font in fonts.fonts
        if font.family in document.styles[-1]
    )
    style = f"{faces}@page {{ size: A4; margin: 24mm 20mm }} .ruled-line {{ height: 9mm; border-bottom: 1px solid }}{''.join(document.styles)}"
    return document.html.replace("</head>", f"<style>{style}</style></head>")


def holds(content: bytes) -> dict[str, bool]:
    """What a file has of what a paper needs; the first pages are the contents, the last one is in the middle of a chapter."""
    with PdfDocument(io.BytesIO(content)) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    entries = [line for line in texts[0].splitlines() if line.startswith(("1 What", "2 What", "3 What"))]
    return {
        "running heads": all("A workbook" in text for text in texts[1:]),
        "page x of y": all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1)),
        "pages in the contents": bool(entries) and all(line.split()[-1].isdigit() for line in entries),
        "valid PDF/UA-1": validator.validate_pdf_bytes(content, profile="ua1").is_compliant,
    }


class Memory(threading.Thread):
    """Looks now and then at the processes below this one. `most` is the most MiB that each held, by process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._done = threading.Event()
        self.most: dict[int, int] = {}
        self.together = 0
        self.start()

    def run(self) -> None:
        """The life of the thread."""
        while not self._done.wait(SAMPLE_SECONDS):
            now = {process: kibibytes(process) // 1024 for process in below(os.getpid())}
            self.together = max(self.together, sum(now.values()))
            for process, mebibytes in now.items():
                self.most[process] = max(self.most.get(process, 0), mebibytes)

    def stop(self) -> None:
        """Looks no more."""
        self._done.set()
        self.join()


def below(process: int) -> Iterator[int]:
    """The processes that a process started, and those that they started."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            started = [int(child) for child in children.read_text().split()]
        except OSError:
            continue
        for child in started:
            yield child
            yield from below(child)


def kibibytes(process: int) -> int:
    """The proportional set size of a process: memory shared by several is divided among them; 0 when it has gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def watched(name: str) -> Iterator[None]:
    """Prints the most memory that the processes of the block held, each and together."""
    memory = Memory()
    try:
        yield
    finally:
        memory.stop()
        each = sorted(memory.most.values(), reverse=True)[:6]
        print(
            f"  memory, {name}: at most {max(each, default=0)} MiB in one process, {memory.together} MiB together {each}"
        )


def compare(chapters: int, rounds: int) -> None:
    """Pages a second, memory, and what each leaves out."""
    fonts, document, short = FontSet.read(FONTS), workbook(chapters), workbook(1)
    pdf.render(short, fonts)  # warm up
    plain = measured("WeasyPrint, no tags", lambda: [by_weasyprint(document, fonts, None)], rounds)
    stock = measured("WeasyPrint, PDF/UA-1", lambda: [by_weasyprint(document, fonts, "pdf/ua-1")], rounds)
    ours = measured("ours, PDF/UA-1", lambda: [pdf.render(document, fonts)], rounds, stock)
    one = measured("ours, one worker", lambda: in_workers(document, fonts, 1, 2), rounds, stock)
    with watched("ours, two workers"):
        two = measured("ours, two workers", lambda: in_workers(document, fonts, 2, 4), rounds, stock)
    measured("ours, short, two workers", lambda: in_workers(short, fonts, 2, 24), rounds, stock)
    with watched("Chromium"), sync_playwright() as playwright:
        browser = started(playwright)
        by_chromium(browser, short, fonts, 1)  # warm up
        theirs = measured("Chromium", lambda: by_chromium(browser, document, fonts, 4), rounds, stock)
        measured("Chromium, short", lambda: by_chromium(browser, short, fonts, 24), rounds, stock)
        (printed,) = by_chromium(browser, document, fonts, 1)
        browser.close()
    for name, content in (
        ("WeasyPrint, PDF/UA-1", by_weasyprint(document, fonts, "pdf/ua-1").content),
        ("ours", pdf.render(document, fonts).content),
        ("Chromium", printed.content),
    ):
        print(f"{name:22}", ", ".join(f"{what}: {'yes' if there else 'no'}" for what, there in holds(content).items()))
    print(f"tags cost {plain / ours - 1:+.0%} time in ours and {plain / stock - 1:+.0%} in WeasyPrint's")
    print(
        f"for a second of processor, two workers make {two / one:.2f} times the pages of one, and {two / theirs:.2f} times those of Chromium"
    )


def many(documents: int) -> None:
    """The memory of two workers at a tenth, a half and the end of so many small documents, no two of them alike."""
    fonts, short = FontSet.read(FONTS), workbook(1)
    jobs = ((number, _numbered(short, number)) for number in range(documents))
    marks = {max(1, round(documents * share)): f"{share:.0%}" for share in (0.1, 0.25, 0.5, 0.75, 1)}
    started, pages = time.perf_counter(), 0
    for done, (_, file) in enumerate(render_all(jobs, 2, fonts), start=1):
        if not isinstance(file, Rendered):
            raise SystemExit(str(file))
        pages += file.pages
        if done in marks:
            held = sorted((kibibytes(process) // 1024 for process in below(os.getpid())), reverse=True)[:2]
            speed = pages / (time.perf_counter() - started)
            print(
                f"{marks[done]:>5} {done:6} documents {pages:7} pages {speed:6.1f} pages/s  workers hold {held} MiB",
                flush=True,
            )


def _numbered(document: Document, number: int) -> Document:
    html = document.html.replace("<h1>A workbook</h1>", f"<h1>A workbook {number}</h1>")
    return Document(html, document.styles, "en", "ltr", document.title, f"benchmark-{number}")


def packs() -> None:
    """Every pack of every session by two workers, as a build makes them."""
    library, fonts = load(ROOT), FontSet.read(FONTS)
    every = [one for one in planned(library) if one.copy == "pack" and one.language == "en"]
    with tempfile.TemporaryDirectory(prefix="joined-up-benchmark-") as folder, watched("packs, two workers"):
        maker = DocumentMaker(fonts, Store(Path(folder)), date(2026, 11, 22), 2)
        started = time.perf_counter()
        english = {"en": library}, {"en": Interface("en", polib.POFile())}
        made = maker.make([_only_pdf(one) for one in every], *english)
        seconds = time.perf_counter() - started
    pages = sum(one.download.pages for one in made)
    print(f"{len(made)} packs, {pages} pages, {pages / seconds:.1f} pages/s")


def _only_pdf(one: Workbook) -> Workbook:
    return replace(one, formats=("pdf",))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=12, help="of the document; some six pages each")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many is taken")
    parser.add_argument("--many", type=int, metavar="DOCUMENTS", help="only the memory over so many small documents")
    parser.add_argument("--packs", action="store_true", help="only the memory over all packs")
    options = parser.parse_args()
    if options.many:
        many(options.many)
    elif options.packs:
        packs()
    else:
        compare(options.chapters, options.rounds)
    print(f"{multiprocessing.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
