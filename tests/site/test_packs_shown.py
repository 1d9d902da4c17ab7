"""The site offers packs first: on the page of a topic, of a session, of a project's start, and all of them with the sessions."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from generator import site
from generator.site.page import Download, Facts
from generator.workbook import Workbook, planned
from tests.real_content import DAY, ENGLISH, library

MOST_TAPS = 5


def download(one: Workbook, form: str) -> Download:
    return Download(
        path=f"{one.language}/downloads/{one.name}.{form}", title=one.name, language=one.language, copy=one.copy,
        edition=one.edition, format=form, topics=one.topics, pages=50 if form == "pdf" else 0, size=180_000, version="abcdefg", code=one.code, minutes=one.minutes, lens=one.lens, item=one.item,
    )  # fmt: skip


@cache
def pages() -> dict[str, str]:
    every = (one for one in planned(library()) if not one.second and not one.reader)
    downloads = tuple(download(one, form) for one in every for form in one.formats if form in ("pdf", "html"))
    facts = Facts(DAY, tuple(library().languages.values())[:1], downloads)
    made = site.pages(library(), ENGLISH, facts)
    return {page.path: page.text for page in made}


def files_on(path: str) -> list[str]:
    return re.findall(r'href="[^"]*en/downloads/([^"]+)\.pdf"', pages()[path])


def packs_on(path: str) -> list[str]:
    return re.findall(r'href="[^"]*?(\w+/downloads/[^"]*-pack-[^"]+)"', pages()[path])


def test_the_pack_comes_first_where_somebody_looks_for_a_session() -> None:
    assert files_on("topics/keyworking/index.md")[:2] == ["keyworking-pack-90", "keyworking-pack-60"]
    assert files_on("sessions/keyworking-60/index.md")[:2] == ["keyworking-pack-60", "keyworking-pack-60-large-print"]
    assert "keyworking-pack-90" not in files_on("sessions/keyworking-60/index.md")
    assert files_on("start/start-a-project/index.md")[0] == "start-a-project-booklet"


def test_every_pack_stands_on_the_page_of_sessions() -> None:
    every = {f"{one.language}/downloads/{one.name}.pdf" for one in planned(library()) if one.copy == "pack"}
    assert set(packs_on("sessions/index.md")) == every, "and no file that is not for printing"
    assert "(PDF, 0 pages)" not in pages()["sessions/index.md"]


def test_the_packs_of_one_meeting_show_first_in_every_language_and_edition() -> None:
    wanted = [
        "en/downloads/keyworking-pack-90.pdf",
        "en/downloads/keyworking-pack-90-large-print.pdf",
        "ur/downloads/keyworking-pack-90.pdf",
    ]
    assert packs_on("sessions/keyworking-90/index.md")[:3] == wanted
    shown = re.findall(r"<b>([^<]*)</b>", pages()["sessions/keyworking-90/index.md"])
    assert shown[:3] == [
        "Pack for a session, 90 minutes",
        "Pack for a session, 90 minutes, large print",
        "Pack for a session, 90 minutes, Urdu",
    ]


def test_the_pack_of_a_topic_is_few_taps_from_home() -> None:
    reached, taps = {"index.md"}, 0
    while not any("keyworking-pack-90" in files_on(path) for path in reached):
        assert taps < MOST_TAPS - 1, "the last tap is that on the file"
        reached |= {place for path in reached for place in links_of(path)}
        taps += 1


def links_of(path: str) -> set[str]:
    """The pages that a page leads to by links in its own text, without the menu."""
    folder = Path(path).parent
    found = set()
    for target in re.findall(r'href="([^":#?]+)', pages()[path]):
        parts: list[str] = []
        for piece in (folder / target).parts:
            parts = parts[:-1] if piece == ".." else [*parts, piece]
        found.add("/".join([*parts, "index.md"]))
    return found & set(pages())
