"""What the pages of a local project say about its files."""

from __future__ import annotations

import re

from generator.formats import FORMATS
from generator.site.compose import Composer
from generator.site.local import LocalPages
from generator.site.page import Facts, LocalDownload
from generator.workbook import EDITIONS
from tests.projects.project_papers import ONE_PAGE, example
from tests.real_content import DAY, interface, library


def offered() -> dict[str, str]:
    """The words of each link on the front page, by file, where every paper is there in PDF and Word, in both editions."""
    files = tuple(
        LocalDownload(
            f"{name}-{edition}{FORMATS[form].suffix}", name, "en", form, 1 if form == "pdf" else 0, 9, edition
        )
        for name in (*ONE_PAGE, "account")
        for edition in EDITIONS
        for form in ("pdf", "docx")
    )
    site = Composer(library(), interface("en"), Facts(DAY, tuple(library().languages.values())))
    front = next(LocalPages(site, example(), files).pages())
    return dict(re.findall(r'href="[^"]*?([^"/]+\.(?:pdf|docx))"[^>]*>(.*?)</a>', front.text, re.DOTALL))


def test_a_page_that_takes_two_as_a_word_file_in_large_print_says_so() -> None:
    words = offered()
    assert len(words) == (len(ONE_PAGE) + 1) * 4
    assert {file for file, said in words.items() if "about two pages" in said} == {
        f"{name}-large_print.docx" for name in ONE_PAGE
    }
