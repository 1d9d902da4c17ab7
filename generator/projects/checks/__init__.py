"""Stage `projects`: the rules of one local project, each a small generator, all in the table `PROJECT_CHECKS`.

No message repeats what somebody wrote in a project: it names the file, the line and the column, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.checks import Check
from generator.library import Library
from generator.problems import ContentError, Position, Problem, in_confidence, in_order
from generator.projects.checks import consent, identity, names, personal, reports, texts
from generator.projects.checks.checked import Checked, of_project, of_shared
from generator.projects.folder import PROJECTS, LocalProject, load_project, project_folders
from generator.projects.shared import Shared, load_shared

PROJECT_CHECKS: tuple[Check[Checked], ...] = (
    Check("project-ids", "An id stands once in its list; files and folders are named after ids.", identity.ids),
    Check("project-names", "Whatever a file names by its id exists.", names.names),
    Check("project-topics", "A project chooses some topics, each once, and never all.", names.topics),
    Check("project-words", "Texts hold only the small Markdown subset, and lead to what exists.", texts.markup),
    Check("consent", "Nothing rests on consent that was taken back, is over, or was never given.", consent.held),
    Check("order-of-days", "Nobody agrees to what is not said yet, or classifies it.", consent.order),
    Check("member-names", "A name of the core group stands there with its owner's consent.", consent.members),
    Check("media", "Films, recordings and pictures can be used by those who do not see or hear.", reports.media),
    Check("reading", "What was read says where.", reports.reading),
    Check("reports", "A report rests on evidence of the right kind.", reports.kinds),
    Check("scenes", "A scene rests on what its readers may see.", reports.scenes),
    Check("costs", "A cost says how it is known.", reports.costs),
    Check("left-for-later", "What is left for later says when to ask again.", reports.later),
    Check("noted", "What an import noted has been looked through.", reports.noted),
    Check("personal-data", "Nothing that shows who somebody is stands above private.", personal.data),
)


def check_project(local: LocalProject, library: Library, day: date, today: date | None = None) -> list[Problem]:
    """Every problem and warning of a project on a day, each once, sorted by place.

    Consent must hold on `today` as well, where that is another day: what is built of an earlier day is read on this one.
    """
    return _found(of_project(local, library, day, today))


def check_shared(shared: Shared, library: Library, day: date, today: date | None = None) -> list[Problem]:
    """The same for the evidence that belongs to no project."""
    return _found(of_shared(shared, library, day, today))


def check_projects(
    root: Path, outside: Path | None, library: Library, day: date, today: date | None = None
) -> Iterator[Problem]:
    """Every problem of the shared evidence and of every project; only one of them is in memory at a time."""
    shared, problems = load_shared(root)
    yield from (*problems, *check_shared(shared, library, day, today))
    known: dict[str, str] = {}
    for folder in project_folders(root, outside):
        shown = shown_as(folder, root)
        yield from twice(folder, shown, known)
        try:
            yield from check_project(load_project(folder, shown), library, day, today)
        except ContentError as error:
            yield from error.problems


def shown_as(folder: Path, root: Path) -> str:
    """How problems name the folder of a project: from the root, or as it was given."""
    inside = folder.is_relative_to(root / PROJECTS)
    return folder.relative_to(root).as_posix() if inside else folder.as_posix()


def twice(folder: Path, shown: str, known: dict[str, str]) -> Iterator[Problem]:
    """Whether another project, of those known by the names of their folders, would stand in the same place."""
    first = known.setdefault(folder.name, shown)
    if first != shown:
        message = f"{first} has the same name, and both would stand in one place; give one of them another name and id"
        yield Problem(Position(f"{shown}/project.yml", confidential=True), message, "project-twice")


def _found(checked: Checked) -> list[Problem]:
    return in_order(in_confidence(problem for rule in PROJECT_CHECKS for problem in rule.find(checked)))
