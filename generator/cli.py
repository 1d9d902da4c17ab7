"""The command line: `joinedup COMMAND`. One function and one row of the table `COMMANDS` for each command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from types import ModuleType

from generator.problems import ContentError, SetupError
from generator.report import FORMATS, report


@dataclass(frozen=True)
class Command:
    """A command: its name, one line of help, and the module of generator/commands with its `options` and `run`.

    The module is imported when the command is wanted, since the engines take half a second that a check does not need.
    """

    name: str
    help: str

    @property
    def module(self) -> ModuleType:
        """The module that does the work; a name that Python keeps for itself has a line after it."""
        return import_module(f"generator.commands.{self.name}{'_' if iskeyword(self.name) else ''}")


COMMANDS: tuple[Command, ...] = (
    Command("check", "check everything people wrote, and print every problem"),
    Command("build", "check, then build the site with its downloads"),
    Command("serve", "preview the site while you write"),
    Command("workbook", "build exactly one workbook"),
    Command("paper", "build exactly one paper of a local project, or of a kit"),
    Command("pack", "build everything that one planned session needs"),
    Command("new", "begin a local project, question by question"),
    Command("import", "read a filled recorder's sheet or a table into drafts"),
    Command("translate", "update, begin or survey the translations"),
    Command("schema", "write the JSON Schemas that editors use"),
)

FEW_COLLECTIONS = (100_000, 50, 100)
"""Python's usual thresholds look at the whole growing library again and again: a fifth of the time of a short command."""


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of the command line; with the options of one command, or of all."""
    main = argparse.ArgumentParser(
        prog="joinedup", description="Turns the folder of YAML into a site and printed workbooks."
    )
    main.add_argument(
        "--root", type=Path, default=None, help="the project's folder (default: the nearest one with a content folder)"
    )
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        one = commands.add_parser(
            command.name, help=command.help, description=command.help[:1].upper() + command.help[1:] + "."
        )
        if only in (None, command.name):
            command.module.options(one)
            one.set_defaults(run=command.module.run)
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 done, 1 problems in the content, 2 wrong usage, 130 stopped by hand."""
    gc.set_threshold(*FEW_COLLECTIONS)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as standard error does, where a terminal knows few letters
    try:
        try:
            return _status(sys.argv[1:] if arguments is None else list(arguments))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # somebody has read enough, as `joinedup check | head` does
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 0


def _status(words: Sequence[str]) -> int:
    options = parser(_chosen(words)).parse_args(words)
    options.root = (options.root or _project(Path.cwd())).resolve()
    if not (options.root / "content").is_dir():
        print(
            f"joinedup: {options.root} is no project, since it has no folder “content”; go to the project's folder, or name it: joinedup --root FOLDER {options.command}",
            file=sys.stderr,
        )
        return 2
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except ContentError as error:
        sys.stdout.flush()
        report(error.problems, FORMATS["text"], options.root, sys.stderr)
        return 1
    except SetupError as error:
        print(f"joinedup: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:  # no room, no permission, a folder where a file should be
        print(
            f"joinedup: {error.filename}: {error.strerror}" if error.filename else f"joinedup: {error}", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _chosen(words: Sequence[str]) -> str | None:
    """The command that is asked for: the first word that is neither an option nor the folder after --root."""
    pairs = zip(["", *words], words, strict=False)
    first = next((word for before, word in pairs if before != "--root" and not word.startswith("-")), None)
    return first if first in {command.name for command in COMMANDS} else None


def _project(start: Path) -> Path:
    """The nearest folder upwards that holds content/site.yml; else the start, so that what is missing is reported there."""
    return next((folder for folder in (start, *start.parents) if (folder / "content" / "site.yml").is_file()), start)


if __name__ == "__main__":
    sys.exit(main())
