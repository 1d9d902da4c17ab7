"""Every paper there can be, held to every rule; and every rule, held to a paper that breaks it.

`make test` takes a sample of the papers in English, and of those published in Urdu, that differs from run to run; its seed is
printed, and JOINEDUP_SEED repeats it. `make verify` takes all, in every language and in the two that are made up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.formats.pdf import render
from generator.model.editions import EDITIONS
from generator.workbook import COPIES, Workbook, compose, planned
from tests.real_content import DAY, SEED, fonts, interface, library, seen
from tests.workbook.matrix import RULES, every, faults
from tests.workbook.printed import Paper, made, printed

ALL = tuple(every())
PUBLISHED = {replace(one, papers=()) for one in planned(library())}
MORE = 16
"""How many papers a sample holds besides one of each copy and edition."""


def sample() -> list[Workbook]:
    """One paper of each copy and edition, and some more; those of one language after the other."""
    chosen = random.Random(SEED)  # noqa: S311
    drawn = [one for one in ALL if one.language == "en" or replace(one, papers=()) in PUBLISHED]
    kinds = [
        [one for one in drawn if (one.copy, one.edition) == (copy, edition) and one.scope != "manual"]
        for copy in COPIES
        for edition in EDITIONS
        if EDITIONS[edition].holds(copy)
    ]
    short = [one for one in drawn if not one.papers and one.scope != "manual"]
    picked = {*(chosen.choice(kind) for kind in kinds), *chosen.sample(short, MORE)}
    return [one for one in ALL if one in picked]


def name(workbook: Workbook) -> str:
    return f"{workbook.language}-{workbook.name}-seed-{SEED}"


def papers() -> Iterator[object]:
    quick = set(sample())
    for workbook in ALL:
        yield pytest.param(workbook, id=name(workbook), marks=() if workbook in quick else pytest.mark.slow)


@pytest.mark.parametrize("workbook", list(papers()))
def test_a_paper_is_right_in_every_way_that_we_can_measure(workbook: Workbook) -> None:
    assert faults(made(workbook)) == []


def test_every_copy_is_there_in_every_edition_and_language() -> None:
    found = {(one.copy, one.edition, one.language, one.reader) for one in ALL}
    assert len(found) == sum(edition.holds(copy) for copy in COPIES for edition in EDITIONS.values()) * 5
    assert len(set(ALL)) == len(ALL)
    assert {one.lens for one in ALL if one.copy == "facilitator"} == {"people", "managers", "together"}
    assert {one.scope for one in ALL if one.copy == "planner"} == {"topic", "section", "manual"}
    assert len({one.item for one in ALL if one.scope == "tool"}) == 25
    assert len({one.item for one in ALL if one.scope == "letter"}) == 5


def about(copy: str, language: str = "en", edition: str = "standard") -> Workbook:
    return next(
        one
        for one in ALL
        if (one.copy, one.language, one.edition, one.topics) == (copy, language, edition, ("keyworking",))
    )


def styled(copy: str, style: str) -> Paper:
    """A real paper with a style that spoils it."""
    workbook = about(copy) if copy != "form" else next(one for one in ALL if one.item == "action-plan")
    composed = compose(workbook, seen("en"), interface("en"), DAY)
    document = replace(composed.document, styles=(*composed.document.styles, style))
    rendered = render(document, fonts())
    return Paper(workbook, composed, rendered.content, rendered.pages)


def taken_for(real: str, **changes: object) -> Paper:
    """A real paper, taken for another."""
    paper = right(real)
    return replace(paper, workbook=replace(paper.workbook, **changes))  # type: ignore[arg-type]


def right(copy: str) -> Paper:
    return printed(about(copy))


MUTANTS: dict[str, Callable[[], Paper]] = {
    "accessible": lambda: replace(
        right("poster"), composed=replace(right("poster").composed, document=right("participant").composed.document)
    ),
    "large_enough": lambda: taken_for("poster", edition="large_print"),
    "marked_with_its_version": lambda: replace(
        right("poster"), composed=replace(right("poster").composed, version="0000000")
    ),
    "within_margins": lambda: styled("poster", ".starters { margin-right: -25mm }"),
    "nothing_on_something_else": lambda: styled("poster", "body.poster .starters li { line-height: 0.6 }"),
    "well_broken": lambda: styled("participant", ".starters h2 { break-after: page }"),
    "wide_enough_to_write": lambda: styled("form", ".form col { width: auto !important }"),
    "not_about_itself_alone": lambda: styled("participant", ".current { break-before: page }"),
    "numbered": lambda: taken_for("cards", topics=("attitudes",)),
    "within_its_pages": lambda: taken_for("recorder", copy="participant"),
    "for_the_room_only": lambda: taken_for("facilitator", copy="participant"),
    "a_draft_says_so": lambda: taken_for("poster", language="ur"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_every_rule_finds_what_breaks_it(rule: Callable[[Paper], None]) -> None:
    broken = MUTANTS[rule.__name__]()
    with pytest.raises(AssertionError):
        rule(broken)


@pytest.mark.parametrize("copy", ["poster", "participant", "cards"])
def test_the_papers_that_were_broken_were_right(copy: str) -> None:
    assert faults(right(copy)) == []
