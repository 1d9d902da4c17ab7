"""`joinedup paper PROJECT NAME`: exactly one printed paper of a local project, or of a kit."""

from __future__ import annotations

import argparse
import sys

from generator.commands.days import no_day, today
from generator.commands.options import add_projects
from generator.commands.printing import add_options_of_a_paper, checked_content, rendered, side, stop_at, write_paper
from generator.formats import FORMATS
from generator.library import Library
from generator.model import SOURCE_LANGUAGE
from generator.model.editions import of_every_copy
from generator.problems import ContentError
from generator.projects.audience import seen_by
from generator.projects.checks import check_project
from generator.projects.folder import LocalProject, load_project, project_folders
from generator.projects.papers import PAPERS, ComposedPaper, compose_paper, page_problem, papers_of, papers_of_kits
from generator.publish.as_of import as_of

NO_PROJECT = "kits"
"""What stands in the place of a project for the general copy of a kit."""


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup paper`."""
    parser.add_argument(
        "project",
        help=f"the id of a project, which is the name of its folder; {NO_PROJECT} for the general copy of a kit",
    )
    parser.add_argument("name", help=f"the paper: {', '.join(PAPERS)}; or kit- and the id of a kit")
    add_projects(parser)
    parser.add_argument(
        "--audience", choices=("public", "project"), default="public", help="who may read it (default: public)"
    )
    parser.add_argument("--language", default=SOURCE_LANGUAGE, help="the code of its language (default: en)")
    add_options_of_a_paper(parser, "<project>-<name>.<language>.<format>")


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the paper is written, 1 with problems, 2 for a project, paper or language that is not there."""
    if wrong := no_day(options.projects, options.as_of):
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    library, catalogues = checked_content(options.root)
    when = as_of(library, options.root, options.as_of)
    loaded = _loaded(options)
    if loaded:
        stop_at(check_project(loaded, library, when, today()))
    seen = seen_by(loaded, options.audience, when) if loaded else None
    wrong = _wrong_usage(options, library, loaded, seen)
    if wrong:
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    own = side(library, catalogues, options.language)
    composed = compose_paper(
        options.name, options.edition, seen, own.library, own.interface, when,
        audience=options.audience, reader=options.screen_reader,
    )  # fmt: skip
    return _write(options, composed, loaded, library)


def _loaded(options: argparse.Namespace) -> LocalProject | None:
    """The project that is asked for; None where there is none. Raises ContentError with every problem of its files."""
    folders = project_folders(options.root, options.projects)
    folder = next((folder for folder in folders if folder.name == options.project), None)
    if folder is None:
        return None
    inside = folder.is_relative_to(options.root)
    return load_project(folder, folder.relative_to(options.root).as_posix() if inside else None)


def _wrong_usage(
    options: argparse.Namespace, library: Library, loaded: LocalProject | None, seen: LocalProject | None
) -> str:
    """What is wrong with the options; empty if nothing is."""
    if options.language not in library.languages:
        return f"there is no language “{options.language}”; the languages are: {', '.join(library.languages)}"
    if options.screen_reader and not library.languages[options.language].reader_fonts:
        return f"in “{options.language}” every paper can be read by screen readers; leave out --screen-reader"
    if options.edition not in of_every_copy():
        return f"no paper of a project is in {options.edition}; write one of: {', '.join(of_every_copy())}"
    if options.project == NO_PROJECT:
        return _wrong_name(options.name, [paper.name for paper in papers_of_kits(library)], "general copies of kits")
    if loaded is None:
        ids = ", ".join(folder.name for folder in project_folders(options.root, options.projects))
        return f"there is no project “{options.project}”; those there are: {ids or 'none'}"
    if seen is None:
        wider = "; add --audience project"
        if loaded.project.audience == "private":
            wider = ", since it is private; write audience: project or audience: public in its project.yml"
        return f"the project “{options.project}” is not for this audience{wider}"
    return _wrong_name(options.name, [paper.name for paper in papers_of(seen, library)], "papers of the project for this audience")  # fmt: skip


def _wrong_name(name: str, there: list[str], what: str) -> str:
    return "" if name in there else f"there is no paper “{name}”; the {what} are: {', '.join(there) or 'none'}"


def _write(options: argparse.Namespace, composed: ComposedPaper, loaded: LocalProject | None, library: Library) -> int:
    form = FORMATS[options.format]
    paper = rendered(composed.document, form, options.root, composed.document.identifier)
    if paper is None:
        return 1
    problem = page_problem(composed, paper.pages, options.name, loaded, library) if loaded else None
    if problem:
        raise ContentError([problem])
    ending = composed.document.identifier.rpartition("/")[2]
    write_paper(options, f"{options.project}-{ending}.{options.language}{form.suffix}", paper, composed.version)
    return 0
