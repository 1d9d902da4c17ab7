"""Stage `projects`: the action plan and the directory as CSV, for anybody's spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from generator.library import Library
from generator.model.service import PostalAddress, Service
from generator.projects.folder import LocalProject
from generator.projects.standing import PlannedAction, approved, collated_actions
from generator.projects.words import access_features, sectors, standings, types_of_integration, weekdays
from generator.render import plain
from generator.translate.interface import Interface

STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r]")
TELEPHONE = re.compile(r"\+[0-9 ]+")


def plan(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """One line for each action, in the order of the plan."""
    _ = interface
    heads = [
        _("Priority"), _("What"), _("Why"), _("Type of integration"), _("Approach"), _("Who"), _("Who helps"), _("By when"),
        _("Where it stands"), _("Ask again"), _("Topic"), _("Questions"), _("Session"),
    ]  # fmt: skip
    rows = (_action(one, local, library, interface) for one in collated_actions(local))
    return _csv(_with_example(heads, rows, local, interface))


def _action(one: PlannedAction, local: LocalProject, library: Library, interface: Interface) -> list[str]:
    action, gathering = one.action, one.gathering
    topics = {topic.id: plain(topic.title) for topic in library.topics}
    return [
        str(one.number), plain(action.what), reasons(one, local),
        types(one, library), plain(action.approach), plain(action.who), plain(action.helps),
        _day(action.by), standings(interface)[action.standing], _day(action.ask_again), topics[gathering.topic],
        " ".join(action.questions), _day(gathering.day),
    ]  # fmt: skip


def types(one: PlannedAction, library: Library) -> str:
    """The types of integration that something brings."""
    known = types_of_integration(library)
    return "; ".join(plain(known[kind].title) for kind in one.action.integration)


def reasons(one: PlannedAction, local: LocalProject) -> str:
    """Why something is done: the decision that it follows from, and the pieces of evidence that it rests on."""
    titles = "; ".join(plain(local.by_id[piece].title) for piece in one.why)
    return " ".join(filter(None, (plain(one.decision.what) if one.decision else "", titles)))


def directory(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """One line for each service."""
    _ = interface
    heads = [
        _("Name"), _("Organisation"), _("Sector"), _("What it does"), _("For whom"), _("Youngest age"), _("Oldest age"), _("Languages"),
        _("Access"), _("Cost"), _("How to ask a question"), _("Telephone"), _("Email"), _("Website"), _("Address"), _("Postcode"),
        _("Area"), _("Opening hours"), _("Integration-approved until"), _("In the network for joint working"), _("Last checked"),
    ]  # fmt: skip
    rows = (_service(service, local, interface, day) for service in local.services)
    return _csv(_with_example(heads, rows, local, interface))


def _service(service: Service, local: LocalProject, interface: Interface, day: date) -> list[str]:
    names = access_features(interface)
    access = [names[feature] for feature in service.access] + (
        [plain(service.access_note)] if service.access_note else []
    )
    youngest, oldest = map(str, service.ages) if service.ages else ("", "")
    until = service.signed.until if service.signed and approved(service, local.project, day) else None
    return [
        plain(service.name), plain(service.organisation), sectors(interface)[service.sector], plain(service.summary),
        plain(service.for_whom), youngest, oldest, "; ".join(map(interface.language_name, service.languages)), "; ".join(access),
        plain(service.cost), plain(service.ask), service.telephone or "", service.email or "", service.website or "",
        _address(service.address), service.address.postcode if service.address else "", plain(service.area), _hours(service, interface),
        _day(until), interface("yes") if service.network else interface("no"), _day(service.checked_on),
    ]  # fmt: skip


def _address(address: PostalAddress | None) -> str:
    return ", ".join(filter(None, (*address.lines, address.town, address.region))) if address else ""


def _hours(service: Service, interface: Interface) -> str:
    names = weekdays(interface)
    return "; ".join(
        f"{interface.listed(names[day] for day in opening.days)} {opening.opens}–{opening.closes}"
        for opening in service.openings
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _with_example(
    heads: list[str], rows: Iterable[list[str]], local: LocalProject, interface: Interface
) -> Iterable[list[str]]:
    """A table whose last column says of every line that it is made up, where it is."""
    if not local.project.example:
        return [heads, *rows]
    return [
        [*heads, interface("Note")],
        *([*row, interface("This is made up: it is part of an example.")] for row in rows),
    ]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark that spreadsheet programs look for, and no cell that one of them would take for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no program calculates: what looks like the start of a formula gets an apostrophe; telephone numbers stay."""
    return f"'{cell}" if STARTS_A_FORMULA.match(cell) and not TELEPHONE.fullmatch(cell) else cell
