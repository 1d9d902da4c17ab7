"""A figure's words stand in their shapes, whole and apart from each other, in every language and direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import combinations, pairwise
from math import hypot, pi
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

from generator.figures import LEAST_WIDTH, MOST_WIDTH, compose, draw
from generator.figures.letters import wraps
from generator.figures.shapes import Arrow, Connection, Disc, Drawing, Frame, Look, Panel, Part, Petal, Shape
from generator.formats.document import Document
from generator.formats.fonts import FontSet
from generator.formats.pdf import render
from generator.library import load
from generator.model import Figure, Label, Unit
from generator.model.units import map_units
from generator.translate.pseudo import pseudo
from tests.formats.pdf_assertions import assert_accessible, assert_fonts

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "site_overrides/fonts"
SVG = "{http://www.w3.org/2000/svg}"
FIGURES = {figure.id: figure for figure in load(ROOT).all(Figure)}

Direction = Literal["ltr", "rtl"]
Wording = Callable[[str], str]
WORDINGS: dict[str, Wording] = {
    "English": lambda text: text,
    "accented": lambda text: pseudo(text, "en-XA"),
    "mirrored": lambda text: pseudo(text, "ar-XB"),
    "longer": lambda text: pseudo(text, "en-XA") + " und dazu",
    "long words": lambda text: re.sub(r"(\w{3,})", r"\1\1", text),
    "one endless word": lambda text: text.replace(" ", "") * 2,
}
TAGS = {"English": "en", "accented": "en-XA", "mirrored": "ar-XB"}
URDU = {
    "Community": "کمیونٹی", "People": "لوگ", "Environment": "ماحول", "Assets": "اثاثے", "Participation": "شمولیت",
    "My identity": "میری شناخت", "Skills and knowledge": "ہنر اور علم", "Inclusion": "سب کی شمولیت", "Support": "مدد",
    "All our people": "ہمارے سب لوگ", "Shared assets": "مشترکہ اثاثے", "For everybody": "ہر ایک کے لیے",
    "Public money": "سرکاری رقم", "Planning": "منصوبہ بندی", "Review": "جائزہ", "Physiotherapist": "فزیوتھراپسٹ",
    "Vision teacher": "بصارت کے استاد",
}  # fmt: skip
"""Words to measure with: Urdu, in Nastaliq, has the widest letters that there are fonts for here."""


def worded(figure: Figure, wording: Wording, language: str) -> Figure:
    return map_units(
        figure, lambda unit, *_: replace(unit, text=wording(unit.text), language=language), f"figure/{figure.id}"
    )


def in_urdu(figure: Figure) -> Figure:
    """The figure with Urdu where there are words above, and English in their place where there are none."""

    def translated(unit: Unit, *_: object) -> Unit:
        words = URDU.get(unit.text)
        return replace(unit, text=words, language="ur") if words else unit

    return map_units(figure, translated, f"figure/{figure.id}")


def cases() -> Iterator[object]:
    for name, wording in WORDINGS.items():
        for identifier, figure in FIGURES.items():
            for direction in ("ltr", "rtl"):
                case = worded(figure, wording, TAGS.get(name, "en"))
                yield pytest.param(case, direction, id=f"{identifier}-{name}-{direction}")


every_case = pytest.mark.parametrize(("figure", "direction"), list(cases()))
every_figure = pytest.mark.parametrize("figure", list(FIGURES.values()), ids=list(FIGURES))


def boxes(part: Part) -> list[Frame]:
    """The boxes of the lines of a shape's words."""
    x, y = part.at
    rows = part.block.rows if part.block else ()
    return [Frame(x - row.width / 2, y + row.top, x + row.width / 2, y + row.bottom) for row in rows]


def corners(box: Frame) -> list[tuple[float, float]]:
    return [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]


def nearest(box: Frame, shape: Disc | Petal) -> float:
    """How far the nearest point of a box is from the middle of a circle."""
    x = max(box.left - shape.middle.x, 0, shape.middle.x - box.right)
    y = max(box.top - shape.middle.y, 0, shape.middle.y - box.bottom)
    return hypot(x, y)


def holds(shape: Shape, box: Frame) -> bool:
    if isinstance(shape, Panel):
        edge = shape.frame
        return edge.left < box.left and box.right < edge.right and edge.top < box.top and box.bottom < edge.bottom
    far = max(hypot(x - shape.middle.x, y - shape.middle.y) for x, y in corners(box))
    return far < shape.radius and (isinstance(shape, Petal) or nearest(box, shape) >= shape.hole)


def covers(shape: Shape, box: Frame) -> bool:
    return overlap(shape.frame, box) if isinstance(shape, Panel) else nearest(box, shape) < shape.radius


def overlap(one: Frame, other: Frame) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


@every_case
def test_every_line_stands_inside_its_shape(figure: Figure, direction: Direction) -> None:
    outside = [part for part in compose(figure, direction).parts for box in boxes(part) if not holds(part.shape, box)]
    assert outside == []


@every_case
def test_no_words_overlap_and_no_shape_covers_them(figure: Figure, direction: Direction) -> None:
    parts = compose(figure, direction).parts
    lines = [box for part in parts for box in boxes(part)]
    assert not [pair for pair in combinations(lines, 2) if overlap(*pair)]
    covered = [
        (later, box)
        for index, part in enumerate(parts)
        for box in boxes(part)
        for later in parts[index + 1 :]
        if covers(later.shape, box)
    ]
    assert covered == []


@every_case
def test_letters_are_never_smaller_than_15_px_at_600_px(figure: Figure, direction: Direction) -> None:
    root = ET.fromstring(draw(figure, direction, "What it shows", "f"))  # noqa: S314 - our own drawing
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert float(root.attrib["font-size"]) * 600 / width >= 15
    assert LEAST_WIDTH <= width <= MOST_WIDTH
    frame = compose(figure, direction).frame
    assert (left, top) < (frame.left, frame.top)
    assert frame.right < left + width
    assert frame.bottom < top + height


@every_case
def test_every_word_is_in_the_drawing_once(figure: Figure, direction: Direction) -> None:
    root = ET.fromstring(draw(figure, direction, "What it shows", "f"))  # noqa: S314 - our own drawing
    drawn = re.sub(r"[\s-]", "", "".join(text.text or "" for text in root.iter(f"{SVG}text")))
    units = [part.label for part in (*figure.groups, *figure.parts)]
    if figure.centre and all(label.english != figure.centre.english for label in units):
        units.append(figure.centre)
    assert sorted(drawn) == sorted(re.sub(r"[\s-]", "", "".join(unit.text for unit in units)))


@every_figure
def test_a_drawing_is_an_image_with_a_name_and_plain_svg(figure: Figure) -> None:
    drawn = draw(figure, "ltr", "Circles & <lines>; the description follows.", "here-1")
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    title = root[0]
    assert (root.attrib["role"], title.tag) == ("img", f"{SVG}title")
    assert title.text == "Circles & <lines>; the description follows."
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    identifiers = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert all(identifier.startswith("here-1") for identifier in identifiers)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "g", "circle", "rect", "path", "text",
    }  # fmt: skip
    assert not [element for element in root.iter() if "style" in element.attrib or "transform" in element.attrib]
    assert "\n\n" not in drawn


@every_figure
def test_the_site_has_a_colour_for_every_class(figure: Figure) -> None:
    styles = (ROOT / "site_overrides/styles/pieces.css").read_text("utf-8")
    root = ET.fromstring(draw(figure, "ltr", "What it shows", "f"))  # noqa: S314 - our own drawing
    painted = [element for element in root.iter() if element.tag not in {f"{SVG}svg", f"{SVG}title", f"{SVG}g"}]
    forced = styles.partition("/* Figures")[2].partition("forced-colors")[2]
    for element in painted:
        assert f".{element.attrib['class']} {{" in styles
        assert re.search(rf"\.{element.attrib['class']}\b(?!-)", forced)
        assert element.attrib["fill"]


@every_figure
def test_numbers_have_one_decimal_place_at_most(figure: Figure) -> None:
    assert not re.search(r"\d\.\d\d|\de-|-0[^.\d]", draw(figure, "rtl", "What it shows", "f"))


# What each layout says


def labelled(drawing: Drawing) -> dict[str, Part]:
    return {part.block.unit.text: part for part in drawing.parts if part.block}


def test_a_part_that_is_the_middle_is_drawn_in_the_middle_and_once() -> None:
    drawing = compose(FIGURES["real-wealth"], "ltr")
    petals = [part for part in drawing.parts if isinstance(part.shape, Petal)]
    assert len(petals) == 4
    middle = labelled(drawing)["Resilience"]
    assert (middle.shape.look, middle.at) == (Look.CENTRE, (0, 0))
    assert (
        len({(round(hypot(*part.at), 6), part.shape.radius) for part in petals if isinstance(part.shape, Petal)}) == 1
    )


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", ["pathway-phases", "three-elements"])
def test_arrows_close_a_cycle_clockwise_in_every_direction_of_writing(name: str, direction: Direction) -> None:
    drawing = compose(FIGURES[name], direction)
    places = [labelled(drawing)[part.label.text].at for part in FIGURES[name].parts]
    arrows = [item for item in drawing.items if isinstance(item, Arrow)]
    assert len(arrows) == len(places)
    assert all(0 < arrow.end - arrow.start < 2 * pi / len(places) for arrow in arrows)
    assert all(before.end < after.start for before, after in pairwise(arrows))
    turns = [a.x * b.y - a.y * b.x for a, b in zip(places, [*places[1:], places[0]], strict=True)]
    assert all(turn > 0 for turn in turns), "with y downwards, a positive turn is clockwise"


def test_rings_lie_from_the_inside_out() -> None:
    drawing = compose(FIGURES["order-of-support"], "ltr")
    shapes = [labelled(drawing)[label].shape for label in ("The person", "Close people", "Community", "Public money")]
    radii = [shape.radius for shape in shapes if isinstance(shape, Disc)]
    assert radii == sorted(radii)
    assert len(radii) == 4
    assert {round(after - before, 6) for before, after in pairwise(radii[1:])} == {round(radii[1] - radii[0], 6)}


@pytest.mark.parametrize(("direction", "side"), [("ltr", -1), ("rtl", 1)])
def test_quarters_and_pairs_begin_where_reading_begins(direction: Direction, side: int) -> None:
    quarters = [part.at for part in compose(FIGURES["local-offer"], direction).parts[:4]]
    assert [(place.x * side > 0, place.y < 0) for place in quarters] == [
        (True, True), (False, True), (True, False), (False, False),
    ]  # fmt: skip
    figure = FIGURES["identity-resilience-inclusion"]
    places = labelled(compose(figure, direction))
    assert all((places[part.label.text].at.x * side > 0) == (part.group == "mine") for part in figure.parts)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pairs_are_joined_across_at_the_same_height(direction: Direction) -> None:
    figure = FIGURES["identity-resilience-inclusion"]
    drawing = compose(figure, direction)
    lines = {frozenset({line.start, line.end}): line for line in drawing.items if isinstance(line, Connection)}
    labels = {part.id: part.label.text for part in figure.parts}
    ends = {
        frozenset({labelled(drawing)[part.label.text].at, labelled(drawing)[labels[part.pair]].at})
        for part in figure.parts
        if part.pair
    }
    assert set(lines) == ends
    assert all(line.start.y == line.end.y for line in lines.values())


def test_a_team_is_joined_to_the_middle_and_to_each_other() -> None:
    drawing = compose(FIGURES["team-around-the-child"], "ltr")
    members = [part.at for part in drawing.parts if part.shape.look is Look.SHAPE]
    joined = [{line.start, line.end} for line in drawing.items if isinstance(line, Connection)]
    assert len(members) == 6
    assert all({member, (0, 0)} in joined for member in members)
    assert all({one, other} in joined for one, other in zip(members, [*members[1:], members[0]], strict=True))


@pytest.mark.parametrize("count", range(2, 11))
@pytest.mark.parametrize("layout", ["petals", "cycle", "rings", "team"])
@pytest.mark.parametrize("centre", [None, "The middle"])
def test_any_number_of_parts_can_stand_around_with_a_middle_or_without(
    layout: str, count: int, centre: str | None
) -> None:
    given = FIGURES["team-around-the-child"]
    parts = tuple(given.parts[0].model_copy(update={"label": Label(f"Neighbour {index}")}) for index in range(count))
    middle = Label(centre) if centre else None
    figure = given.model_copy(update={"layout": layout, "parts": parts, "centre": middle})
    shapes = compose(figure, "ltr").parts
    lines = [box for part in shapes for box in boxes(part)]
    assert all(holds(part.shape, box) for part in shapes for box in boxes(part))
    assert not [pair for pair in combinations(lines, 2) if overlap(*pair)]


# Words


def test_words_in_another_language_than_the_figure_say_so_and_keep_their_direction() -> None:
    figure = in_urdu(FIGURES["team-around-the-child"])
    figure = figure.model_copy(update={"title": replace(figure.title, language="ur")})
    root = ET.fromstring(draw(figure, "rtl", "یہ", "f"))  # noqa: S314 - our own drawing
    said = {text.text: (text.get("lang"), text.get("direction")) for text in root.iter(f"{SVG}text")}
    assert root.attrib["lang"] == "ur"
    assert said["فزیوتھراپسٹ"] == (None, "rtl")
    assert said["Keyworker"] == ("en", "ltr")


def test_what_people_write_is_only_ever_text() -> None:
    words = '<script>&"'
    figure = FIGURES["three-elements"]
    part = figure.parts[0].model_copy(update={"label": Label(words)})
    drawn = draw(figure.model_copy(update={"parts": (part, *figure.parts[1:])}), "ltr", words, "f")
    assert "<script" not in drawn
    assert drawn.count(escape(words)) == 2


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("Skills and knowledge", 300, [["Skills and", "knowledge"], ["Skills and knowledge"]]),
        ("self-directed", 100, [["self-", "directed"]]),
        ("one\u00a0two three", 110, [["one\u00a0two", "three"]]),
        ("Physiotherapist", 90, [["Physioth-", "erapist"]]),
        ("统合的支", 45, [["统", "合", "的", "支"], ["统合", "的支"]]),
    ],
)  # fmt: skip
def test_lines_end_between_words_and_within_one_only_where_it_is_wider_than_the_limit(
    text: str, limit: float, lines: list[list[str]]
) -> None:
    filled = [[row.text for row in block.rows] for block in wraps(Label(text), limit)]
    assert filled == lines


# As engines draw them


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def shown(figures: list[Figure], direction: Direction, family: str) -> str:
    faces = "".join(
        f"@font-face{{font-family:'{font.family}';font-weight:{font.weight};src:url('{(FONTS / font.file).as_uri()}')}}"
        for font in FontSet.read(FONTS).fonts
    )
    stack = f"'{family}', 'Atkinson Hyperlegible Next'"
    body = "".join(draw(figure, direction, "What it shows", f"f{index}") for index, figure in enumerate(figures))
    return f"<!doctype html><html><style>{faces} svg {{ font-family: {stack} }}</style><body>{body}"


OUTSIDE = """() => document.fonts.ready.then(() => [...document.querySelectorAll("svg g")].flatMap(group => {
  const shape = group.firstElementChild.getBBox()
  return [...group.querySelectorAll("text")].filter(text => {
    const words = text.getBBox(), advance = text.getComputedTextLength()
    const left = words.x + (words.width - advance) / 2
    return left < shape.x + 4 || left + advance > shape.x + shape.width - 4
  }).map(text => text.textContent)
}))"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("direction", "family", "change"),
    [
        ("ltr", "Atkinson Hyperlegible Next", lambda figure: figure),
        ("rtl", "Noto Naskh Arabic", in_urdu),
        ("rtl", "Noto Nastaliq Urdu", in_urdu),
    ],
)
def test_a_browser_needs_no_more_room_than_was_measured(
    page: Page, tmp_path: Path, direction: Direction, family: str, change: Callable[[Figure], Figure]
) -> None:
    file = tmp_path / "figures.html"
    file.write_text(shown([change(figure) for figure in FIGURES.values()], direction, family), "utf-8")
    page.goto(file.as_uri())
    assert page.evaluate(
        "family => document.fonts.ready.then(() => document.fonts.check(`700 20px '${family}'`))", family
    )
    assert page.locator("svg text").count() > 50
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_figures_are_accessible_pictures_in_pdf(language: str, direction: Direction) -> None:
    figures = [in_urdu(figure) if language == "ur" else figure for figure in FIGURES.values()]
    pictures = "".join(f"<div>{draw(figure, direction, figure.title.text, figure.id)}</div>" for figure in figures)
    html = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><title>Figures</title></head><body>{pictures}'
    )
    family = "'Noto Nastaliq Urdu', " if language == "ur" else ""
    style = f"html {{ font-family: {family}'Atkinson Hyperlegible Next' }}"
    document = Document(html, (style,), language, direction, "Figures", "figures")
    read = assert_accessible(render(document, FontSet.read(FONTS)).content, language=language, title="Figures")
    assert [figure.alternative for figure in read.document.all("Figure")] == [figure.title.text for figure in figures]
    assert_fonts(read, "Noto Nastaliq Urdu", "Atkinson Hyperlegible Next")
