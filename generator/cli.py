"""The command line: `joinedup COMMAND`. One function and one row of the table `COMMANDS` for each command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commands import build, check, schema, serve, translate, workbook
from generator.problems import ContentError
from generator.report import FORMATS, report

Run = Callable[[argparse.Namespace], int]


@dataclass(frozen=True)
class Command:
    """A command: its name, one line of help, its options, and what it does."""

    name: str
    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Run


COMMANDS: tuple[Command, ...] = (
    Command("check", "check everything people wrote, and print every problem", check.options, check.run),
    Command("build", "check, then build the site with its downloads", build.options, build.run),
    Command("serve", "preview the site while you write", serve.options, serve.run),
    Command("workbook", "build exactly one workbook", workbook.options, workbook.run),
    Command("translate", "update, begin or survey the translations", translate.options, translate.run),
    Command("schema", "write the JSON Schemas that editors use", schema.options, schema.run),
)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
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
        command.options(one)
        one.set_defaults(run=command.run)
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 done, 1 problems in the content, 2 wrong usage, 130 stopped by hand."""
    options = parser().parse_args(arguments)
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
