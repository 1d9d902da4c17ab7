"""Stage `projects`: what reports and plans rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model.evidence import AUDIENCES, Evidence, Media
from generator.model.project import Action, Project, WayForward
from generator.model.units import Entry, entries
from generator.problems import Problem, Severity
from generator.projects.audience import audience_of, open_to
from generator.projects.checks.checked import Checked, File
from generator.source import Location

OTHER = ("story", "survey", "research")
"""What tells of harm or of good practice, as the case may be."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "harm": ("harm", "gap", "obstacle", *OTHER),
    "good_practice": ("good-practice", *OTHER),
}
"""For each list of a report, what a piece in it may be classified as."""


def media(checked: Checked) -> Iterator[Problem]:
    """A film or recording has a transcript, a film has captions, a picture has words in its place."""
    for file, entry, location in _entries(checked):
        if not isinstance(entry, Media):
            continue
        if entry.kind in ("film", "audio") and not entry.transcript:
            message = f"{'a film' if entry.kind == 'film' else 'a recording'} needs a transcript; write every word said, and what can be heard and seen"
            yield Problem(file.source.at(location), message, "media")
        if entry.kind == "film" and not entry.captions:
            message = "a film needs captions; write captions: true when it has them"
            yield Problem(file.source.at(location), message, "media")
        if entry.kind == "picture" and not entry.alternative:
            message = "a picture needs words in its place; write under alternative what it shows"
            yield Problem(file.source.at(location), message, "media")


def reading(checked: Checked) -> Iterator[Problem]:
    """What was read says where: a work of the references, or a citation in full."""
    for file, piece in checked.of(Evidence):
        if piece.how == "reading" and not (piece.source or piece.citation):
            message = "what was read needs source: (an id of content/references.yml) or citation: (the source in full)"
            yield Problem(file.source.at(("how",)), message, "reading")


def kinds(checked: Checked) -> Iterator[Problem]:
    """What a report gives as harm or as good practice was not classified as something else."""
    for file, project in checked.of(Project):
        if project.ill_effects:
            for index, harm in enumerate(project.ill_effects.harm):
                yield from _kinds(
                    checked, file, ("ill_effects", "harm", index, "evidence"), harm.evidence, KINDS["harm"]
                )
        if project.decision:
            for name, allowed in KINDS.items():
                yield from _kinds(checked, file, ("decision", name), getattr(project.decision, name), allowed)


def _kinds(
    checked: Checked, file: File, place: Location, named: Iterable[str], allowed: tuple[str, ...]
) -> Iterator[Problem]:
    known = checked.evidence
    for index, identifier in enumerate(named):
        piece = known.get(identifier)
        if piece and piece.classified and piece.classified.kind not in allowed:
            message = f"this piece is not classified as {allowed[0]}; take it out of this list, or look at its classification again with those who said it"
            yield Problem(file.source.at((*place, index)), message, "reports")


def scenes(checked: Checked) -> Iterator[Problem]:
    """A scene rests only on what those who may read the report may see; else it is left out."""
    known = checked.evidence
    for file, project in checked.of(Project):
        report = project.ill_effects
        if report is None or "private" in (report.audience, project.audience):
            continue
        readers = min(report.audience, project.audience, key=AUDIENCES.index)
        for index, scene in enumerate(report.scenes):
            for number, identifier in enumerate(scene.evidence):
                piece = known.get(identifier)
                if piece and not open_to(audience_of(piece, checked.day), readers):
                    message = "not everybody who may read the report may see this piece, so the scene is left out; rest the scene on other pieces and write its words anew, or ask for consent"
                    place = ("ill_effects", "scenes", index, "evidence", number)
                    yield Problem(file.source.at(place), message, "scenes", Severity.WARNING)


def costs(checked: Checked) -> Iterator[Problem]:
    """A cost says how it is known."""
    for file, entry, location in _entries(checked):
        if isinstance(entry, WayForward) and entry.cost and not entry.cost_known_by:
            message = "this cost does not say how it is known; write cost_known_by: an offer, a budget or a count, with its year"
            yield Problem(file.source.at((*location, "cost")), message, "costs")


def later(checked: Checked) -> Iterator[Problem]:
    """What is left for later says when to ask again."""
    for file, entry, location in _entries(checked):
        if isinstance(entry, Action) and entry.standing == "later" and entry.ask_again is None:
            message = "what is left for later needs the day to ask again; write ask_again: and the day"
            yield Problem(file.source.at((*location, "standing")), message, "left-for-later")


def noted(checked: Checked) -> Iterator[Problem]:
    """What an import noted has been looked through before a file counts as one."""
    for file in checked.files:
        if getattr(file.entry, "noted", ()) and not getattr(file.entry, "draft", False):
            message = "what the paper said still stands here; put what matters where it belongs, and delete noted"
            yield Problem(file.source.at_key(("noted",)), message, "noted", Severity.WARNING)


def _entries(checked: Checked) -> Iterator[tuple[File, Entry, Location]]:
    return ((file, entry, location) for file in checked.files for entry, location in entries(file.entry))
