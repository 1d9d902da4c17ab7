"""Stage `site`: every kind of page that a local project has, in one table. A new kind is a line here, a function, and a template.

All that is known here of a project is what its audience may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from generator.model import Kit, Topic
from generator.model.evidence import Evidence
from generator.model.project import Gathering
from generator.model.service import Service
from generator.projects import words
from generator.projects.exports import EXPORTS
from generator.projects.folder import LocalProject
from generator.projects.papers import KIT_START, PAPERS
from generator.projects.standing import approved, by_topic_and_kind, collated_actions, old, words_in
from generator.render import plain
from generator.site.compose import Composer, Draft
from generator.site.downloads import grouped
from generator.site.page import LocalDownload, Page

Values = Mapping[str, object]
MENU = "stories"
FOLDER = "projects"


@dataclass(frozen=True)
class LocalKind:
    """A kind of page: its folder below the project's, its title, which projects have it, what its template is given."""

    folder: str
    title: Callable[[Callable[[str], str]], str]
    wanted: Callable[[LocalProject], bool]
    values: Callable[[LocalPages], Values]


@dataclass(frozen=True, eq=False)
class LocalPages:
    """The pages of one project in one language. `site` composes the pages of that language, and serves all projects."""

    site: Composer
    local: LocalProject
    downloads: tuple[LocalDownload, ...] = ()

    def pages(self) -> Iterator[Page]:
        """The front page, and a page of each kind that the project has something for."""
        yield self.site.page(self._front())
        yield from (self.site.page(self._draft(kind)) for kind in self.kinds)

    @cached_property
    def kinds(self) -> list[LocalKind]:
        """The kinds of page that this project has."""
        return [kind for kind in LOCAL_KINDS if kind.wanted(self.local)]

    @cached_property
    def topics(self) -> list[Topic]:
        """The chosen topics, in the order in which they can be achieved."""
        by_id = {topic.id: topic for topic in self.site.library.topics}
        return [by_id[one.topic] for one in self.local.project.topics]

    @cached_property
    def services(self) -> list[Service]:
        """The entries of the directory, by name."""
        return sorted(self.local.services, key=lambda service: plain(service.name).casefold())

    @property
    def _place(self) -> str:
        return f"{FOLDER}/{self.local.id}/"

    def _front(self) -> Draft:
        project, _ = self.local.project, self.site.interface
        cards = [(kind.folder, kind.title(self.site.words)) for kind in self.kinds]
        values = {
            "topics": list(zip(project.topics, self.topics, strict=True)),
            "cards": cards,
            "services": self.services,
        }
        return Draft(
            "project", self._place, project.title, MENU, project.summary, template="local/front", values={**self._values, **values},
            project=project,
        )  # fmt: skip

    def _draft(self, kind: LocalKind) -> Draft:
        """A page named by what it holds and by the project. The search finds the front page, which leads to it.

        With every piece of two hundred projects in it, the index would need memory as they grow in number.
        """
        project, title = self.local.project, kind.title(self.site.interface)
        named = self.site.interface("{title}: {project}").replace("{title}", title)
        return Draft(
            f"project-{kind.folder}", f"{self._place}{kind.folder}/", named.replace("{project}", plain(project.title)), MENU,
            template=f"local/{kind.folder}", project=project, searched=False,
            values={**self._values, "heading": kind.title(self.site.words), **kind.values(self)},
        )  # fmt: skip

    @cached_property
    def _values(self) -> Values:
        """What every page of the project is given."""
        said = self.site.words
        return {
            **evidence_values(self.site), "local": self.local, "project": self.local.project, "front": self._place,
            "leads": words.leads(said), "nations": words.nations(said), "standings": words.standings(said),
            "sessions": {one.id: one for one in self.local.gatherings}, "piece_of": self.local.by_id.__getitem__,
            "evidence_place": f"{self._place}evidence/",
            **values_of_files(self.site, self._own_files),
        }  # fmt: skip

    @cached_property
    def _own_files(self) -> list[LocalDownload]:
        return [one for one in self.downloads if one.language == self.site.library.language]


def values_of_files(site: Composer, files: list[LocalDownload]) -> Values:
    """What a page is given that offers files of a project or of a kit."""
    offers = grouped(files, titles_of_files(site))
    return {"offers": offers, "first_with": first_with_version(files)}


def titles_of_files(site: Composer) -> Mapping[str, Markup]:
    """What readers call each paper and file of data, in the order in which they are offered."""
    _, library = site.words, site.library
    papers = {name: Markup("{}").format(paper.title(_)) for name, paper in PAPERS.items()}
    data = {name: papers[export.paper] for name, export in EXPORTS.items()}
    kits = {f"{KIT_START}{kit.id}": site.inline(kit.title) for kit in library.all(Kit)}
    return {**papers, **data, **kits}


def first_with_version(files: Iterable[LocalDownload]) -> Mapping[str, str]:
    """For each printed version the file that its code leads to; a paper has the same version in each of its formats."""
    found: dict[str, str] = {}
    for file in files:
        if file.version:
            found.setdefault(file.version, file.path)
    return found


def evidence_values(site: Composer) -> Values:
    """What templates that show pieces of evidence are given, of a project or not."""
    said, library = site.words, site.library
    return {
        "evidence_kinds": words.evidence_kinds(said), "ways_of_gathering": words.ways_of_gathering(said),
        "touched": words.touched(said), "said_in": lambda piece: words_in(piece, library.language),
        "when": site.interface.when,
        "types": {identifier: approach.title for identifier, approach in words.types_of_integration(library).items()}, "obstacles": library.obstacles,
    }  # fmt: skip


def kind_of(piece: Evidence) -> str:
    """What a piece was classified as; "" for one that nobody has classified yet."""
    return piece.classified.kind if piece.classified else ""


def by_kind(pieces: Iterable[Evidence]) -> list[tuple[str, list[Evidence]]]:
    """Pieces by kind, in the order of kinds; those that nobody has classified yet come last, under ""."""
    groups: dict[str, list[Evidence]] = {kind: [] for kind in [*words.evidence_kinds(str), ""]}
    for piece in pieces:
        groups[kind_of(piece)].append(piece)
    return [(kind, group) for kind, group in groups.items() if group]


def _heard(pages: LocalPages) -> Values:
    evidence, counts = pages.local.evidence, by_topic_and_kind(pages.local)
    topics = [(topic, sum(about(piece, topic.id) for piece in evidence)) for topic in pages.topics]
    kinds = [(kind, len(group)) for kind, group in by_kind(evidence) if kind]
    return {
        "counts": counts, "by_topic": topics, "by_kind": kinds, "most": max(topics, key=lambda row: row[1]),
        "unsorted": sum(not piece.classified for piece in evidence), "ways": sorted({piece.how for piece in evidence}),
        "columns": [kind for kind, _ in kinds if any(found == kind for _, found in counts)],
    }  # fmt: skip


def about(piece: Evidence, topic: str) -> bool:
    """Whether a piece speaks to a topic."""
    return piece.classified is not None and topic in piece.classified.topics


def _evidence(pages: LocalPages) -> Values:
    return {"groups": by_kind(pages.local.evidence)}


def _good_practice(pages: LocalPages) -> Values:
    return {"pieces_of_kind": dict(by_kind(pages.local.evidence))["good-practice"]}


def _sessions(pages: LocalPages) -> Values:
    return {"gatherings": sorted(pages.local.gatherings, key=_turn)}


def _turn(gathering: Gathering) -> tuple[date, str]:
    """By day; sessions without one come last."""
    return gathering.day or date.max, gathering.id


def _plan(pages: LocalPages) -> Values:
    return {"planned": collated_actions(pages.local)}


def _directory(pages: LocalPages) -> Values:
    said, day = pages.site.words, pages.site.facts.as_of
    services = pages.services
    topics = {topic for service in services for topic in service.topics}
    return {
        "services": services, "sectors": words.sectors(said), "features": words.access_features(said), "weekdays": words.weekdays(said),
        "approved": {one.id for one in services if approved(one, pages.local.project, day)},
        "old": {one.id for one in services if old(one, day)}, "choices": choices(services, pages.site),
        "agreements": {agreement.id: agreement for agreement in pages.local.project.agreements},
        "served_topics": [topic for topic in pages.site.library.topics if topic.id in topics],
    }  # fmt: skip


def choices(services: Iterable[Service], site: Composer) -> Mapping[str, list[str]]:
    """What the entries of a directory can be chosen by: only what some entry has."""
    found = list(services)
    return {
        "sector": sorted({service.sector for service in found}),
        "language": sorted({code for service in found for code in service.languages}, key=site.interface.language_name),
        "access": sorted({feature for service in found for feature in service.access}),
    }


LOCAL_KINDS: tuple[LocalKind, ...] = (
    LocalKind("heard", lambda _: _("What we have heard so far"), lambda local: bool(local.evidence), _heard),
    LocalKind("evidence", lambda _: _("What people told us, in full"), lambda local: bool(local.evidence), _evidence),
    LocalKind(
        "good-practice", lambda _: _("Good practice that we found"),
        lambda local: any(kind_of(piece) == "good-practice" for piece in local.evidence), _good_practice,
    ),
    LocalKind("sessions", lambda _: _("Sessions, and what came out of them"), lambda local: bool(local.gatherings), _sessions),
    LocalKind("plan", lambda _: _("Our plan"), lambda local: bool(collated_actions(local)), _plan),
    LocalKind("directory", lambda _: _("Directory of services and places"), lambda local: bool(local.services), _directory),
)  # fmt: skip
