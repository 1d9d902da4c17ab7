"""Stage `site`: one page is composed: its template filled, its notices and its contents list added, its front matter gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup

from generator.figures import draw
from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Figure, Question, State, Unit, Word
from generator.model.project import Project
from generator.render import UnitRenderer, Words, plain, templates, with_gaps
from generator.site.downloads import name_of
from generator.site.markdown import HEADING, as_markdown
from generator.site.page import Facts, Page
from generator.site.pieces import PagePieces
from generator.site.places import FOLDERS, Places, anchor, file_of, upwards
from generator.translate.interface import Interface

NOTICES = Markup("<!--notices-->")
CONTENTS = Markup("<!--contents-->")
LEAST_HEADINGS = 4
"""A page with fewer headings needs no list of them."""
OF_PROJECTS = ("projects", "obstacles", "shared-evidence")
"""Kinds of page that look like those of a project, and belong to none."""
WIDE_DRAWING = 560
"""In px at natural size; beyond it letters would be under 12 px on a phone."""
STALE = re.compile(
    r'(?P<pressed><(?P<name>a|summary|button)\b[^>]*>.*?</(?P=name)>)|<span class="stale">(?P<note>[^<]*)</span>',
    re.DOTALL,
)
"""What can be pressed, in which no link may stand; else the words beside a unit that is stale."""


def stale_words_linked(html: str, english: str) -> str:
    """The page with each note that the English has changed leading to the English page, but for notes inside a link."""

    def linked(found: re.Match[str]) -> str:
        if found["pressed"]:
            return found["pressed"]
        return f'<a class="stale" href="{english}" hreflang="{SOURCE_LANGUAGE}">{found["note"]}</a>'

    return STALE.sub(linked, html)


@dataclass(frozen=True)
class Draft:
    """A page before it is composed.

    `place` is its folder in the language's tree; `address` the address of the entry that it shows, which “Suggest a change”
    names; `values` is what its template is given besides what every template has. `project` is the local project whose
    page it is. `searched` says whether the search of the site finds it.
    """

    kind: str
    place: str
    title: Unit | str
    menu: str | None
    summary: Unit | None = None
    address: str | None = None
    source: str | None = None
    topics: tuple[str, ...] = ()
    template: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    project: Project | None = None
    searched: bool = True


@dataclass(frozen=True, eq=False)
class Composer:
    """Composes the pages of one language."""

    library: Library
    interface: Interface
    facts: Facts

    @cached_property
    def places(self) -> Places:
        """Where everything stands."""
        return Places(self.library)

    def page(self, draft: Draft) -> Page:
        """One page in memory."""
        up = upwards(draft.place)
        pieces = PagePieces(self.library, self.places, up)
        show = UnitRenderer(self.library, pieces, stale_note=self.interface("(the English has changed since)"))
        values = self._values(draft, up, pieces, show)
        template = templates("generator.site", self.words).get_template(f"{draft.template or draft.kind}.html.j2")
        body = template.render(**values, **draft.values)
        body = self._with_notices(body, draft, up, show.states)
        body = body.replace(CONTENTS, self._contents(body))
        return Page(
            path=file_of(draft.place), kind=draft.kind, title=_text(draft.title), text=as_markdown(body), source=draft.source,
            topics=draft.topics, meta=self._meta(draft),
        )  # fmt: skip

    def _values(self, draft: Draft, up: str, pieces: PagePieces, show: UnitRenderer) -> dict[str, object]:
        return {
            "library": self.library, "facts": self.facts, "draft": draft, "up": up, "show": show, "plain": plain,
            "place": lambda target: self._href(target, up), "number_of": self._number, "day": self.interface.day,
            "figure_of": self._figure, "draw": self._drawn,
            "explained": lambda: self._explained(pieces), "gaps": with_gaps, "mail": self.mail, "size": self.size,
            "question": self.library.questions.__getitem__, "topic_of": self.places.topic_of, "anchor": anchor,
            "notices": NOTICES, "contents": CONTENTS, "folders": FOLDERS, "reference": self.library.references.get,
            "asks": lambda question: asks(question, self.words), "kind_of": self._kind_of, "english": self._english,
            "title_of": self._title, "number": self.interface.number, "name_of": lambda download: name_of(download, self.words),
            "language_name": self.interface.language_name,
        }  # fmt: skip

    def _href(self, target: str, up: str) -> str:
        place = self.places.of(target)
        if place is None:
            raise KeyError(target)
        return f"{up}{place}"

    def _title(self, target: str) -> Unit:
        entry = self.library.by_target[target].entry
        title = getattr(entry, "title", None)
        if not isinstance(title, Unit):
            raise TypeError(f"{target} has no title")
        return title

    def _number(self, target: str) -> int | None:
        return getattr(self.library.by_target[target].entry, "number", None)

    def _kind_of(self, target: str) -> Markup:
        """What a link leads to, in a word for readers."""
        _ = self.words
        names = {
            "topic": _("Topic"), "tool": _("Tool"), "letter": _("Letter"), "briefing": _("Briefing"), "story": _("Story"),
            "page": _("Page"), "figure": _("Figure"), "route": _("Way in"), "kit": _("Kit"),
        }  # fmt: skip
        return names[target.partition(":")[0]]

    def _figure(self, identifier: str) -> Figure:
        entry = self.library.by_target[f"figure:{identifier}"].entry
        if not isinstance(entry, Figure):
            raise TypeError(identifier)
        return entry

    def _drawn(self, figure: Figure) -> Markup:
        """A figure's drawing; one that is too wide for a small screen stands in a frame of its own, which scrolls."""
        direction = self.library.languages[self.library.language].direction
        svg = draw(figure, direction, plain(figure.title), f"figure-{figure.id}")
        width = re.search(r' width="([0-9.]+)"', svg)
        wide = width is not None and float(width[1]) > WIDE_DRAWING
        return Markup(f'<div class="table-frame wide-drawing">{svg}</div>' if wide else svg)  # noqa: S704 - escaped there

    def _explained(self, pieces: PagePieces) -> list[Word]:
        """The glossary words met so far on a page, by their term."""
        return sorted(
            (self.library.words[identifier] for identifier in pieces.met), key=lambda word: plain(word.term).lower()
        )

    @cached_property
    def words(self) -> Words:
        """The words of the interface as HTML; those without a translation stand in English and say so."""
        return Words(self.interface)

    def inline(self, unit: Unit) -> Markup:
        """A unit without links, for the name of something."""
        return Markup("<span{}>{}</span>").format(
            UnitRenderer(self.library, PagePieces(self.library, self.places, "")).attributes(unit), plain(unit)
        )

    @cached_property
    def _english(self) -> Markup:
        """The lang and dir of words that are always English, such as the title of a work."""
        return Markup("" if self.library.language == SOURCE_LANGUAGE else ' lang="en" dir="ltr"')  # noqa: S704 - our own words

    def _with_notices(self, body: str, draft: Draft, up: str, states: set[State]) -> str:
        """Puts the state of the translation where the template leaves room for it, and leads stale units to the English."""
        # A printed copy of one language has no twin in another, so its page leads to the list of copies.
        twin = "copy/" if draft.kind == "copy" else draft.place
        english = f"{up}../{SOURCE_LANGUAGE}/{twin}"
        own = self.library.language == SOURCE_LANGUAGE
        if own and not draft.project:
            return body.replace(NOTICES, "")
        notices = templates("generator.site", self.words).get_template("notices.html.j2").render(
            draft=State.DRAFT in states, stale=State.STALE in states, missing=State.MISSING in states and not draft.project,
            whole=not own and not draft.project and not states & {State.DRAFT, State.STALE, State.REVIEWED}, href=english,
            project=draft.project, language=self.library.language,
        )  # fmt: skip
        return stale_words_linked(body.replace(NOTICES, notices), english)

    def _contents(self, body: str) -> str:
        found = HEADING.findall("\n".join(line.strip() for line in body.splitlines()))
        if len(found) < LEAST_HEADINGS:
            return ""
        headings = [(identifier, Markup(re.sub(r"</?a\b[^>]*>", "", html))) for identifier, html in found]  # noqa: S704 - rendered by us
        return templates("generator.site", self.words).get_template("contents.html.j2").render(headings=headings)

    def _meta(self, draft: Draft) -> Mapping[str, object]:
        meta: dict[str, object] = {
            "title": _text(draft.title), "kind": draft.kind, "menu": draft.menu, "description": _description(draft.summary),
            "edit": self._edit(draft.source), "suggest": self.mail(draft.address, draft.title) if draft.address else None,
        }  # fmt: skip
        if draft.project or draft.kind in OF_PROJECTS:
            meta["local"] = True
        if draft.searched:
            meta["searched"] = True
        if draft.kind == "search":
            meta["template"] = "search.html"
        return {name: value for name, value in meta.items() if value}

    def _edit(self, source: str | None) -> str | None:
        site = self.library.site
        if not source or not site.repo_url:
            return None
        return f"{site.repo_url.rstrip('/')}/edit/{site.repo_branch}/{source}"

    def mail(self, address: str | None, title: Unit | str) -> str | None:
        """A mail that suggests a change of the words at an address; None where the site has no contact address."""
        _, to = self.interface, self.library.site.contact_email
        if not to or not address:
            return None
        subject = _("Suggestion: {title}").replace("{title}", _text(title))
        lines = [_("What should change, and why?"), "", "", "", _("Please leave this line, so that we find the place:"), f"{address} ({self.library.language})"]  # fmt: skip
        return f"mailto:{to}?subject={quote(subject)}&body={quote(chr(13) + chr(10).join(lines))}"

    def size(self, amount: int) -> str:
        """A file's size in words: 88 kB, 1.2 MB."""
        if amount < 1_000_000:
            return f"{self.interface.number(max(1, round(amount / 1000)))} kB"
        return f"{self.interface.number(amount // 1_000_000)}.{amount % 1_000_000 // 100_000} MB"


def _text(title: Unit | str) -> str:
    return title if isinstance(title, str) else plain(title)


def _description(summary: Unit | None) -> str:
    """At most the first 160 signs of a summary, ending with a whole word."""
    text = plain(summary)
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def asks(question: Question, _: Words) -> Markup:
    """What a question asks for, in words."""
    names = {
        "experience": _("experience"), "example": _("an example"), "evidence": _("evidence"), "decision": _("a decision"),
        "action": _("action"),
    }  # fmt: skip
    return _.listed(names[kind] for kind in question.asks_for)
