"""Stage `projects`: the days of a plan as iCalendar (RFC 5545): actions, what to ask again, and the next sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from generator.library import Library
from generator.projects.exports.tables import reasons, types
from generator.projects.folder import LocalProject
from generator.projects.standing import PlannedAction, collated_actions
from generator.render import plain
from generator.translate.interface import Interface


class Entry(NamedTuple):
    """One whole day of the calendar."""

    key: str
    day: date
    title: str
    text: str


def has_days(local: LocalProject) -> bool:
    """Whether anything of a project has a day to come."""
    dated = any(one.action.by or one.action.ask_again for one in collated_actions(local))
    return dated or any(gathering.day and not gathering.held for gathering in local.gatherings)


def plan(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """Every action on the day by which it is to be done, what was left for later on the day to ask again, every session that is planned."""
    calendar = Calendar()
    calendar.add("prodid", "-//Joined Up//Joined Up//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _title(local, interface))
    host = (library.site.site_url or "joined-up.invalid").removeprefix("https://").split("/")[0]
    for entry in sorted(_entries(local, library, interface), key=lambda one: (one.day, one.key)):
        calendar.add_component(_event(entry, f"{entry.key}.{local.id}@{host}", day, local, interface))
    return bytes(calendar.to_ical())


def _entries(local: LocalProject, library: Library, interface: Interface) -> Iterator[Entry]:
    for one in collated_actions(local):
        action, key = one.action, f"{one.action.id}.{one.gathering.id}"
        title = f"{one.number}. {plain(action.what)}"
        text = "\n".join(f"{name}: {value}" for name, value in _facts(one, local, library, interface) if value)
        if action.by and action.standing != "already":
            yield Entry(key, action.by, title, text)
        if action.ask_again:
            again = interface("Ask again: {what}").replace("{what}", title)
            yield Entry(f"{key}.again", action.ask_again, again, text)
    topics = {topic.id: plain(topic.title) for topic in library.topics}
    for gathering in local.gatherings:
        if gathering.day and not gathering.held:
            title = interface("Session: {topic}").replace("{topic}", topics[gathering.topic])
            yield Entry(gathering.id, gathering.day, title, plain(gathering.place))


def _facts(
    one: PlannedAction, local: LocalProject, library: Library, interface: Interface
) -> Iterator[tuple[str, str]]:
    yield interface("Who"), plain(one.action.who)
    yield interface("Why"), reasons(one, local)
    yield interface("Type of integration"), types(one, library)


def _event(entry: Entry, identifier: str, day: date, local: LocalProject, interface: Interface) -> Event:
    event = Event()
    event.add("uid", identifier)
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", "\n".join(filter(None, (entry.text, _title(local, interface)))))
    event.add("transp", "TRANSPARENT")
    return event


def _title(local: LocalProject, interface: Interface) -> str:
    title = plain(local.project.title)
    return f"{title} ({interface('an example, made up')})" if local.project.example else title
