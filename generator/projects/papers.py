"""Stage `projects`: the printed papers of a project and of kits: the table of them, how one is composed, what to cut where it is too long."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from markupsafe import Markup

from generator.formats.document import Document
from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language, Unit
from generator.model.editions import EDITIONS, STANDARD, of_every_copy
from generator.model.evidence import Audience
from generator.model.kit import Kit
from generator.model.units import Path as Keys
from generator.model.units import map_units
from generator.problems import Position, Problem
from generator.projects import words
from generator.projects.citing import cited
from generator.projects.folder import LocalProject
from generator.projects.kits import kit as kit_subject
from generator.projects.paying import pay
from generator.projects.planning import action_plan, directory, heard, topic_unit
from generator.projects.rendering import PaperRenderer, money
from generator.projects.reports import account, decision, good_practice, ill_effects, storyboard
from generator.projects.setting import Crowd, Setting, Subject
from generator.projects.standing import collated_actions
from generator.render import plain, templates
from generator.translate.interface import Interface
from generator.workbook.document import Composed, qr_code, shown_address
from generator.workbook.margins import head_and_foot, large_margins, lines_of_foot
from generator.workbook.pieces import PaperPieces, citation

VERSION_MARK = "%VERSION%"
LATIN_LINE, RIGHT_TO_LEFT_LINE = 1.3, 1.9
Text = TypeVar("Text", bound=str)


@dataclass(frozen=True)
class Paper:
    """A kind of paper. `name` is what the command and its file call it; `wanted` says whether a project has what it takes.

    `cites` says that it names pieces by their numbers in the full account, for a paper of one page, which has no room to list them.
    """

    name: str
    title: Callable[[Callable[[str], str]], str]
    wanted: Callable[[LocalProject], bool]
    subject: Callable[[Setting], Subject]
    most_pages: int | None = None
    cites: bool = False
    editions: tuple[str, ...] = of_every_copy()
    formats: tuple[str, ...] = ("pdf", "docx")

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"{self.name.replace('-', '_')}.html.j2"


def _has_good_practice(local: LocalProject) -> bool:
    return any(piece.classified and piece.classified.kind == "good-practice" for piece in local.evidence)


def _has_scenes(local: LocalProject) -> bool:
    return bool(local.project.ill_effects and local.project.ill_effects.scenes)


PAPERS: Mapping[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("ill-effects", lambda _: _("The harm done when help is in pieces"), lambda local: bool(local.project.ill_effects), ill_effects, most_pages=1, cites=True),
        Paper("account", lambda _: _("What people told us: the full account"), lambda local: bool(cited(local)), account),
        Paper("storyboard", lambda _: _("Storyboard for a film"), _has_scenes, storyboard),
        Paper("decision", lambda _: _("For your decision"), lambda local: bool(local.project.decision), decision, most_pages=1, cites=True),
        Paper("action-plan", lambda _: _("What we will do, in order of priority"), lambda local: bool(collated_actions(local)), action_plan),
        Paper("pay", lambda _: _("Paying people who take part"), lambda local: bool(local.pay and local.pay.payments), pay, most_pages=1),
        Paper("good-practice", lambda _: _("Good practice that we found"), _has_good_practice, good_practice),
        Paper("heard", lambda _: _("What we have heard so far"), lambda local: any(piece.classified for piece in local.evidence), heard),
        Paper("directory", lambda _: _("Directory of services and places"), lambda local: bool(local.services), directory),
    )
}  # fmt: skip
"""The papers of a project, in the order in which they are offered. Its own copies of the kits come after them."""

KIT = Paper("kit", lambda _: _("Kit"), lambda local: True, kit_subject)
KIT_START = "kit-"
"""The names of kits' papers are this and the kit's id."""


@dataclass(frozen=True)
class ComposedPaper(Composed):
    """A composed paper with its edition, the units that it shows, and what there are many of, for saying what to cut."""

    edition: str = STANDARD
    shown: tuple[Unit, ...] = ()
    crowd: Crowd | None = None


def papers_of(local: LocalProject, library: Library) -> Iterator[Paper]:
    """The papers that a project has enough for, and its own copy of each kit."""
    yield from (paper for paper in PAPERS.values() if paper.wanted(local))
    yield from papers_of_kits(library)


def papers_of_kits(library: Library) -> Iterator[Paper]:
    """A paper for each kit, in their order."""
    yield from (paper_named(f"{KIT_START}{kit.id}", library) for kit in library.all(Kit))


def paper_named(name: str, library: Library) -> Paper:
    """A paper by its name. Raises KeyError where there is none."""
    if name in PAPERS:
        return PAPERS[name]
    kit = _kit(name, library)
    if kit is None:
        raise KeyError(name)
    return replace(KIT, name=name, title=lambda _: plain(kit.title))


def _kit(name: str, library: Library) -> Kit | None:
    return next((kit for kit in library.all(Kit) if name == f"{KIT_START}{kit.id}"), None)


def compose_paper(  # noqa: PLR0913 - all that a paper is made from
    name: str, edition: str, local: LocalProject | None, library: Library, interface: Interface, as_of: date,
    *, audience: Audience = "public", reader: bool = False,
) -> ComposedPaper:  # fmt: skip
    """Lays out one paper. `local` is what `seen_by` returned for the audience, or None for the general copy of a kit.

    `library` is seen in the language of the paper. `reader` asks for the font that screen readers can read, for a language
    that has one. The printed fingerprint covers everything on the paper but itself.
    Raises KeyError for a paper that there is not, TypeError for one that the project has nothing for.
    """
    paper = paper_named(name, library)
    given = Setting(local, library, interface, as_of, edition, audience, reader, _kit(name, library))
    renderer = PaperRenderer(library, PaperPieces(library), stale_note=interface("(the English has changed since)"))
    pages = templates("generator.projects", given.words)
    context = _context(paper, given, renderer)
    template = KIT.template if given.kit else paper.template
    subject = (KIT if given.kit else paper).subject(given)
    body = pages.get_template(template).render(**context, **subject)
    address = _address(given)
    html = pages.get_template("frame.html.j2").render(
        **context, body=Markup(body), drafted=library.language != SOURCE_LANGUAGE,  # noqa: S704 - our own template, autoescaped
        version=VERSION_MARK, address=shown_address(address), code=f"{VERSION_MARK}code",
    )  # fmt: skip
    crowd = subject.get("crowd")
    composed = _stamped(html, paper, given, address, tuple(renderer.shown))
    return replace(composed, crowd=crowd) if isinstance(crowd, Crowd) else composed


def _context(paper: Paper, given: Setting, show: PaperRenderer) -> Mapping[str, object]:
    """What every template is given: words, and the functions that write units, days and sums."""
    _, interface, library = given.words, given.interface, given.library
    project = given.local.project if given.local else None
    title = title_of(paper, given)
    return {
        "show": show, "plain": plain, "library": library, "language": library.languages[library.language], "project": project,
        "name": paper.name if not given.kit else "kit", "title": title, "heading": show.inline(given.kit.title) if given.kit else paper.title(_),
        "kicker": _kicker(paper, given, show),
        "running": " · ".join([*marks(given, interface), title]), "marks": marks(given, _), "edition": given.edition, "large": given.large,
        "one_page": paper.most_pages == 1, "as_of": given.as_of, "day": interface.day, "citation": citation,
        "when": interface.when, "sum_of": lambda amount: money(amount, _currency(given), interface),
        "topic_name": lambda identifier: show.inline(topic_unit(identifier, given)) or identifier,
        "kinds": words.short_kinds(_), "ways": words.short_ways(_), "touched": words.touched(_), "sectors": words.sectors(_), "features": words.access_features(_),
        "weekdays": words.weekdays(_), "nations": words.nations(_), "standings": words.standings(_), "pay_kinds": words.kinds_of_pay(_), "pay_units": words.units_of_pay(_),
    }  # fmt: skip


def _kicker(paper: Paper, given: Setting, show: PaperRenderer) -> Markup:
    """Whose paper it is, above its title; on one page in large print only the name of the project."""
    if given.local is None:
        return Markup()
    project = given.project
    if paper.most_pages != 1:
        return show.together([project.group.who, project.locality], " · ", css="number")
    _ = given.words
    version = show.ours(f"{_('Version')} {given.interface.day(given.as_of)}", project.title)
    more = _("[Numbers] and more: see the full account.") if given.large and paper.cites else None
    title = Markup('<p{}><strong>{}</strong> · {} · <span dir="ltr" class="fingerprint">{}</span>{}</p>').format(
        show.attributes(project.title), show.bare(project.title), version, VERSION_MARK,
        Markup(' · <span class="lead-on">{}</span>').format(show.ours(more, project.title)) if more else "",
    )  # fmt: skip
    return title if given.large else title + show.element(project.group.who)


def _currency(given: Setting) -> str:
    return given.own.pay.currency if given.own.pay else "GBP"


def title_of(paper: Paper, given: Setting) -> str:
    """What the file is called for people: the paper, and the project that it is of."""
    name = paper.title(given.interface)
    return f"{name}: {plain(given.project.title)}" if given.local else name


def marks(given: Setting, _: Callable[[str], Text]) -> list[Text]:
    """What stands on every page, of a project that is made up, or of a print that is not for everybody."""
    if given.local is None:
        return []
    made_up = [_("Made up: this project and its people are an example.")] if given.project.example else []
    return [*made_up, *([_("For the project only.")] if given.audience == "project" else [])]


def _address(given: Setting) -> str | None:
    """Where somebody sees whether the paper is current; only for what is public."""
    site, language = given.library.site.site_url, given.library.language
    if not site or given.audience != "public":
        return None
    place = f"kits/{given.kit.id}" if given.local is None and given.kit else f"projects/{given.own.id}"
    return f"{site.rstrip('/')}/{language}/{place}/"


def _stamped(html: str, paper: Paper, given: Setting, address: str | None, shown: tuple[Unit, ...]) -> ComposedPaper:
    library = given.library
    language = library.languages[library.language]
    families = _families(language, library, given.reader or paper.most_pages == 1)
    line = _line_height(language)
    page = head_and_foot(line)
    if given.large:
        page += large_margins(EDITIONS[given.edition].text, line, 2, lines_of_foot(shown_address(address)))
    styles = (_fonts(language, library.languages[SOURCE_LANGUAGE], families), *_styles(given.edition), page)
    version = hashlib.sha256("\n".join((html, *styles)).encode()).hexdigest()[:7]
    html = html.replace(f"{VERSION_MARK}code", qr_code(address, version)).replace(VERSION_MARK, version)
    title = title_of(paper, given)
    own = f"projects/{given.own.id}" if given.local else "kits"
    ending = EDITIONS[given.edition].suffix + ("-screen-reader" if given.reader else "")
    document = Document(
        html=html, styles=styles, language=library.language, direction=language.direction, title=title,
        identifier=f"{library.language}/{own}/{paper.name}{ending}", families=families,
        text_points=EDITIONS[given.edition].text, day=given.as_of, head=" · ".join(marks(given, given.interface)),
        one_page=paper.most_pages == 1, headings_in_line=paper.most_pages == 1 and given.large,
    )  # fmt: skip
    return ComposedPaper(document, version, title, address, edition=given.edition, shown=shown)


def _families(language: Language, library: Library, reader: bool) -> tuple[str, ...]:
    """The fonts of the paper, then those of every other language, since people's words may be in any of them.

    One page has no room for the tall lines of Nastaliq, so it stands in the font that screen readers can read, too.
    """
    own = (language.reader_fonts if reader else ()) or language.print_fonts
    others = (family for other in library.languages.values() for family in (*other.reader_fonts, *other.print_fonts))
    return tuple(dict.fromkeys((*own, *others)))


def _line_height(language: Language) -> float:
    return LATIN_LINE if language.direction == "ltr" else float(language.line_height)


def _fonts(language: Language, english: Language, families: tuple[str, ...]) -> str:
    """Letters and lines. A line of Latin letters needs less room than one in Nastaliq, and its digits are those of its font."""

    def rule(selector: str, own: tuple[str, ...], line: float) -> str:
        names = ", ".join(f'"{family}"' for family in dict.fromkeys((*own, *families)))
        return f"{selector} {{ font-family: {names}; line-height: {line}; }}\n"

    latin = tuple(english.print_fonts)
    return (
        rule("html", (), _line_height(language))
        + rule("[dir=ltr]:not(html)", latin, LATIN_LINE)
        + rule("[dir=rtl][lang]:not(html)", (), RIGHT_TO_LEFT_LINE)
    )


@cache
def _styles(edition: str) -> tuple[str, ...]:
    found = (files("generator.projects").joinpath(name) for name in ("paper.css", f"{edition}.css"))
    return tuple(file.read_text("utf-8") for file in found if file.is_file())


MOST_NAMED = 4


def page_problem(composed: ComposedPaper, pages: int, name: str, loaded: LocalProject, library: Library) -> Problem | None:  # fmt: skip
    """What to cut where a paper has more pages than it may; None where it fits.

    `loaded` is the project as it was read, whose files the problem points into. Only what is on the paper is named, and by its key.
    """
    most = paper_named(name, library).most_pages
    if most is None or pages <= most:
        return None
    places = list(_longest(composed.shown, loaded))
    listed = "; ".join(f"{path}, {key} ({length} letters)" for path, key, length, _ in places[:MOST_NAMED])
    kind = EDITIONS[composed.edition].label or "standard print"
    message = f"the paper “{name}” has {pages} pages in “{composed.document.language}”, {kind}, at most {most}; {_fewer(composed.crowd)}shorten the longest of what stands on it, or leave one out: {listed}"
    position = places[0][3] if places else Position(f"{loaded.folder}/project.yml")
    if composed.crowd and composed.crowd.path in loaded.sources:
        position = loaded.sources[composed.crowd.path].at(())
    return Problem(position, message, "page-limit")


def _fewer(crowd: Crowd | None) -> str:
    return f"{crowd.path} has {crowd.counted}: join those that are alike; then " if crowd else ""


def _longest(shown: tuple[Unit, ...], loaded: LocalProject) -> Iterator[tuple[str, str, int, Position]]:
    """The texts of the project that a paper shows, the longest first: file, key, letters, place."""
    start, places = f"project/{loaded.id}/", _places(loaded)
    own = {unit.address: len(unit.text) for unit in shown if unit.address in places}
    for address, length in sorted(own.items(), key=lambda one: (-one[1], one[0])):
        path, where = places[address]
        key = address.removeprefix(start).removeprefix(path.removesuffix(".yml")).strip("/").replace("/", ".")
        yield path, key, length, loaded.sources[path].at(where)


def _places(loaded: LocalProject) -> dict[str, tuple[str, Keys]]:
    """Where each unit of a project stands: its file from the project's folder, and its keys in it."""
    found: dict[str, tuple[str, Keys]] = {}
    for file, entry in loaded.entries():

        def remember(unit: Unit, _: str, keys: Keys, file: str = file) -> Unit:
            found[unit.address] = (file, keys)
            return unit

        map_units(entry, remember, "")
    return found
