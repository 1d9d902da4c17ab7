"""How fast PDF pages are made: WeasyPrint's own tagged PDF against ours, one process against two.

    python benchmarks/pdf.py [--chapters 12] [--rounds 2]

Other work on the machine changes the seconds, so compare the ratios, which are taken in one run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

from generator.formats import pdf
from generator.formats.document import Document, Rendered
from generator.formats.fonts import FontSet
from generator.formats.workers import render_all

FONTS = Path(__file__).parents[1] / "site_overrides" / "fonts"
QUESTIONS = 13
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
    """Run, print a line and return pages a second of the best round."""
    best, pages, size = 0.0, 0, 0
    for _ in range(rounds):
        started = time.perf_counter()
        files = make()
        seconds = time.perf_counter() - started
        pages, size = sum(file.pages for file in files), sum(len(file.content) for file in files)
        best = max(best, pages / seconds)
    ratio = "" if baseline is None else f"{best / baseline:5.2f} times WeasyPrint's PDF/UA"
    print(f"{name:34}{pages:5} pages {best:7.1f} pages/s {size / pages / 1024:6.1f} kB/page  {ratio}")
    return best


def in_workers(document: Document, fonts: FontSet, processes: int, copies: int) -> list[Rendered]:
    """Several copies of the document by warm workers."""
    outcomes = [file for _, file in render_all(((copy, document) for copy in range(copies)), processes, fonts)]
    files = [file for file in outcomes if isinstance(file, Rendered)]
    if len(files) != len(outcomes):
        raise SystemExit(f"not every document was made: {outcomes}")
    return files


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=12, help="of the document; some six pages each")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many is taken")
    options = parser.parse_args()
    fonts, document = FontSet.read(FONTS), workbook(options.chapters)
    pdf.render(workbook(1), fonts)  # warm up

    plain = measured("WeasyPrint, no tags", lambda: [by_weasyprint(document, fonts, None)], options.rounds)
    stock = measured("WeasyPrint, PDF/UA-1", lambda: [by_weasyprint(document, fonts, "pdf/ua-1")], options.rounds)
    ours = measured("ours, PDF/UA-1", lambda: [pdf.render(document, fonts)], options.rounds, stock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    one = measured("ours, one worker", lambda: in_workers(document, fonts, 1, 2), options.rounds, stock)
    two = measured("ours, two workers", lambda: in_workers(document, fonts, 2, 4), options.rounds, stock)
    short = workbook(1)
    measured("ours, short, two workers", lambda: in_workers(short, fonts, 2, 24), options.rounds, stock)
    print(f"tags cost {plain / ours - 1:+.0%} time in ours and {plain / stock - 1:+.0%} in WeasyPrint's")
    print(
        f"two workers are {two / one:.2f} times one; peak of this process {peak} MB; {multiprocessing.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
