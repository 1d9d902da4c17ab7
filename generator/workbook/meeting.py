"""Stage `workbook`: a planned meeting becomes the packs that it needs, one for each topic, language and edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.library import Library
from generator.model import Topic
from generator.model.language_pairs import fault_of
from generator.model.meeting import PlannedMeeting
from generator.problems import Problem, Severity
from generator.source import Source
from generator.workbook.plan import COPIES, SESSION_PAPERS, Meeting, Workbook, papers_of_session
from generator.workbook.times import longer

OF_LEADERS = ("facilitator", "co_lead", "supporter", "recorder", "cards", "ground_rules", "leaders_evaluation")
OF_CO_LEADER = ("co_lead", "supporter")
LONG_WITHOUT_PAUSE = 15
"""Minutes of pause that two sessions in a row need at least."""


NO_LANGUAGE = (
    "these papers cannot be printed in this language; write a code of content/languages.yml, or two of them with +"
)


def faults(planned: PlannedMeeting, source: Source, library: Library) -> Iterator[Problem]:
    """What of a planned meeting does not fit the content, or the clock. A group that is too small or large is a warning."""
    topics = [topic.id for topic in library.topics]
    for index, identifier in enumerate(planned.topics):
        if identifier not in topics:
            message = f"there is no topic {_shown(source, identifier)}; the topics are: {', '.join(topics)}"
            yield Problem(source.at(("topics", index)), message, "meeting")
    for index, people in enumerate(planned.people):
        if message := fault_of(people.language, library.languages):
            said = NO_LANGUAGE if source.confidential else message
            yield Problem(source.at(("people", index, "language")), said, "meeting")
    yield from _times(planned, source)
    yield from _sizes(planned, source, library)


def _times(planned: PlannedMeeting, source: Source) -> Iterator[Problem]:
    start = minutes_of(planned.start)
    if planned.leave_early and start is None:
        message = (
            "somebody leaves early, but nobody knows when the meeting starts; write start: and a time, as in '18:30'"
        )
        yield Problem(source.at_key(("leave_early",)), message, "meeting")
        return
    for index, leaves in enumerate(planned.leave_early):
        time = minutes_of(leaves.time)
        end = _end(planned)
        if start is not None and time is not None and not start < time < start + end:
            message = f"this is not within the meeting, which lasts {end} minutes from its start; write a time in it"
            yield Problem(source.at(("leave_early", index, "time")), message, "meeting")


def _shown(source: Source, words: str) -> str:
    """What somebody wrote, in quotes; nothing repeats what stands in a project's file."""
    return "of this name" if source.confidential else f"“{words}”"


def _sizes(planned: PlannedMeeting, source: Source, library: Library) -> Iterator[Problem]:
    total = sum(people.count for people in planned.people)
    least, most = library.sessions.smallest_group, library.sessions.largest_group
    if not least <= total <= most:
        message = f"{total} people come, but a session is made for {least} to {most}; think of two meetings, or ask more people"
        yield Problem(source.at_key(("people",)), message, "meeting", Severity.WARNING)
    if len(planned.topics) > 1 and planned.pause < LONG_WITHOUT_PAUSE:
        message = f"{planned.pause} minutes between two topics is too short for a rest; write pause: {LONG_WITHOUT_PAUSE} or more"
        yield Problem(source.at_key(("pause",)), message, "meeting", Severity.WARNING)


def _end(planned: PlannedMeeting) -> int:
    """Minutes from the start to the end of the last topic."""
    return len(planned.topics) * (_length(planned) + planned.pause) - planned.pause


def _length(planned: PlannedMeeting) -> int:
    """Minutes of one session, a quarter more where somebody interprets."""
    return longer(planned.minutes, planned.interpreters)


def minutes_of(time: str | None) -> int | None:
    """A time of day in minutes after midnight: '18:30' → 1110."""
    if time is None:
        return None
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def packs_of(planned: PlannedMeeting, library: Library) -> Iterator[Workbook]:
    """The packs of a meeting without faults. Lines with the same language and edition share one."""
    groups: dict[tuple[str, str], int] = {}
    for people in planned.people:
        groups[people.language, people.edition] = groups.get((people.language, people.edition), 0) + people.count
    for place, identifier in enumerate(planned.topics):
        topic = next(topic for topic in library.topics if topic.id == identifier)
        for first, (group, count) in enumerate(groups.items()):
            meeting = _meeting(planned, place, count, sum(groups.values()), leaders=first == 0)
            yield _pack(topic, group, meeting, planned, library)


def _meeting(planned: PlannedMeeting, place: int, people: int, together: int, *, leaders: bool) -> Meeting:
    first = minutes_of(planned.start)
    start = None if first is None else first + place * (_length(planned) + planned.pause)
    leaving = (minutes_of(leaves.time) or 0 for leaves in planned.leave_early)
    here = (time for time in leaving if start is not None and start < time <= start + _length(planned))
    return Meeting(
        day=planned.day, start=start, room=planned.room or "", people=people, together=together,
        interpreters=planned.interpreters, leave_early=tuple(sorted(here)), leaders=leaders,
    )  # fmt: skip


def _pack(
    topic: Topic, group: tuple[str, str], meeting: Meeting, planned: PlannedMeeting, library: Library
) -> Workbook:
    language, edition = group
    pack = Workbook(
        copy="pack", edition=edition, language="en", topics=(topic.id,), scope="session", numbers=(topic.number,),
        minutes=planned.minutes, meeting=meeting,
    ).in_languages(language)  # fmt: skip
    left_out = set() if meeting.leaders else {*OF_LEADERS}
    left_out |= set() if planned.co_lead else {*OF_CO_LEADER}
    copies = [copy for copy in SESSION_PAPERS if copy not in left_out]
    if topic.id != planned.topics[0]:
        common = tuple(copy for copy in copies if COPIES[copy].about == "every")
        copies = [copy for copy in copies if copy not in common]
        pack = replace(pack, meeting=replace(meeting, with_first_topic=common))
    return replace(pack, papers=tuple(papers_of_session(pack, library, planned.lens, copies)))
