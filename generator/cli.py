"""The command line: `joinedup COMMAND`. One function and one row of the table `COMMANDS` for each command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from generator.problems import ContentError
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
        """The module that does the work."""
        return import_module(f"generator.commands.{self.name}")


COMMANDS: tuple[Command, ...] = (
    Command("check", "check everything people wrote, and print every problem"),
    Command("build", "check, then build the site with its downloads"),
    Command("serve", "preview the site while you write"),
    Command("workbook", "build exactly one workbook"),
    Command("translate", "update, begin or survey the translations"),
    Command("schema", "write the JSON Schemas that editors use"),
)


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
    words = sys.argv[1:] if arguments is None else list(arguments)
    chosen = next((command.name for command in COMMANDS if command.name in words), None)
    options = parser(chosen).parse_args(words)
    options.root = (options.root or _project(Path.cwd())).resolve()
    try:
        return int(options.run(options))
    except ContentError as error:
        sys.stdout.flush()
        report(error.problems, FORMATS["text"], options.root, sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _project(start: Path) -> Path:
    """The nearest folder upwards that holds content/; else the start, so that what is missing is reported there."""
    return next((folder for folder in (start, *start.parents) if (folder / "content" / "site.yml").is_file()), start)


if __name__ == "__main__":
    sys.exit(main())
