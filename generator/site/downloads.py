"""Stage `site`: which downloads a page offers, in which order, and what each is called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape as markup_escape

from generator.model import SOURCE_LANGUAGE
from generator.model.editions import EDITIONS
from generator.papers import copy_name
from generator.render import Words
from generator.site.page import Download, LocalDownload

FIRST = (
    "pack",
    "booklet",
    "participant",
    "planner",
    "facilitator",
    "co_lead",
    "recorder",
    "deck",
    "cards",
    "poster",
    "form",
    "letter",
)
"""The order of copies. The first three downloads of a page show; the rest stands behind “More formats”."""
EVERY_SESSION = ("supporter", "signals", "ground_rules", "access_needs", "evaluation", "leaders_evaluation")
"""Copies that are the same for every session."""


def offered(downloads: Iterable[Download], language: str, wanted: Callable[[Download], bool]) -> list[Download]:
    """The downloads that are wanted, in the language, in the order in which they show.

    Those in English where there is none of that copy. All editions of the first copy come before all other copies, so
    that nobody has to look for large print. Packs show in every language, since one meeting may need several: those in
    the language of the page come first, and those in English before the rest.
    """
    every = [download for download in downloads if wanted(download)]
    own = [download for download in every if language in download.languages]
    copies = {download.copy for download in own}
    others = [one for one in every if one not in own and (one.copy == "pack" or _stands_in(one, copies))]
    return sorted(own + others, key=lambda download: _place(download, language))


def _stands_in(download: Download, copies: Collection[str]) -> bool:
    """Whether a download is in English, and there is none of its copy in the language of the page."""
    return download.languages == (SOURCE_LANGUAGE,) and download.copy not in copies


def _place(download: Download, language: str) -> tuple[bool, int, int, int, bool, int, str, bool]:
    """PDFs come before all other formats."""
    other = download.format != "pdf"
    place = FIRST.index(download.copy) if download.copy in FIRST else len(FIRST)
    foreign = 0 if language in download.languages else 1 if SOURCE_LANGUAGE in download.languages else 2
    return (
        other,
        place,
        foreign,
        list(EDITIONS).index(download.edition),
        bool(download.second),
        -(download.minutes or 0),
        download.lens or "",
        download.for_reader,
    )


def of_topic(topic: str, minutes: int | None = None) -> Callable[[Download], bool]:
    """Whether a download is about the topic, and, with `minutes`, about its session of that length or any length."""
    return lambda download: (
        download.topics == (topic,)
        and download.item is None
        and (minutes is None or download.minutes in (None, minutes))
    )


def pack_of(topic: str) -> Callable[[Download], bool]:
    """Whether a download is a pack of a session of the topic, ready to print."""
    about = of_topic(topic)
    return lambda download: about(download) and download.copy == "pack" and download.format == "pdf"


def of_entry(copy: str, identifier: str) -> Callable[[Download], bool]:
    """Whether a download is the form of a tool, a letter, or the booklet of a page."""
    return lambda download: download.copy == copy and download.item == identifier


def of_several(download: Download) -> bool:
    """Whether a download is the planner copy of a section, or of the whole manual."""
    return download.copy == "planner" and (download.item is not None or len(download.topics) > 1)


def of_every_session(download: Download) -> bool:
    """Whether a download is for every session alike."""
    return download.copy in EVERY_SESSION


def name_of(download: Download, _: Words) -> Markup:
    """What a download is, without its title: Facilitator copy, led by people who run services, 60 minutes, large print."""
    return markup_escape(_.interface.comma).join(_parts(download, _))


def _titled(download: Download, _: Words) -> Markup:
    """The title of a download, which may be in another language than the page."""
    if download.language == _.interface.language:
        return markup_escape(download.title)
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(download.language, download.title)


def _parts(download: Download, _: Words) -> Iterable[Markup]:
    lenses = {
        "people": _("led by people who use services"), "managers": _("led by people who run services"),
        "together": _("led by both together"),
    }  # fmt: skip
    yield copy_name(download.copy, _, alone=True)
    if of_several(download):
        yield _titled(download, _)
    if download.lens:
        yield lenses[download.lens]
    if download.minutes:
        yield _.counted("%(num)s minute", "%(num)s minutes", download.minutes) % {"num": download.minutes}
    if download.edition_label:
        yield _(download.edition_label)
    if download.language not in (_.interface.language, SOURCE_LANGUAGE):
        yield Markup("{}").format(_.interface.language_name(download.language))
    if download.second:
        first, second = (_.interface.language_name(code) for code in download.languages)
        yield _("%(first)s and %(second)s side by side") % {"first": first, "second": second}
    if download.for_reader:
        yield _("for screen readers")


@dataclass(frozen=True)
class Group:
    """The files of one paper: its editions and formats, and the data that goes with it."""

    name: str
    title: Markup
    files: list[LocalDownload]


def grouped(files: Iterable[LocalDownload], titles: Mapping[str, Markup]) -> list[Group]:
    """Files by the paper that they belong to, in the order of `titles`; `titles` has a title for each name of a file."""
    groups: dict[str, Group] = {}
    for file in sorted(files, key=lambda file: list(titles).index(file.name)):
        title = titles[file.name]
        groups.setdefault(title, Group(file.name, title, [])).files.append(file)
    return list(groups.values())
