"""Options that several commands have, and what is wrong with what they name."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.commands.days import day


def add_as_of(parser: argparse.ArgumentParser, what: str) -> None:
    """The option of a date; `what` says whose it is."""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help=f"{what}, or today (default: that of the newest commit to the content)",
    )


def add_projects(parser: argparse.ArgumentParser) -> None:
    """The option of a folder outside of the content."""
    parser.add_argument(
        "--projects", type=Path, metavar="DIR", help="a folder of local projects, besides those of content/projects"
    )


def no_projects(folder: Path | None) -> str:
    """What is wrong with a folder of local projects that was named; empty if nothing is."""
    if folder is None or folder.is_dir():
        return ""
    return f"{folder} is no folder; name one that holds a folder for each project"
