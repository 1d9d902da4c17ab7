"""`joinedup serve`: a preview that follows what you write."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path

from generator.commands.days import today
from generator.commands.options import add_projects, no_projects
from generator.model import SOURCE_LANGUAGE
from generator.problems import ContentError
from generator.publish.order import AUDIENCES
from generator.publish.preview import prepare
from generator.report import FORMATS, report

WATCHED = ("content", "discussion_topics")
PAUSE_SECONDS = 0.3


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup serve`."""
    parser.add_argument("--language", default=SOURCE_LANGUAGE, help="the language to preview (default: en)")
    parser.add_argument(
        "--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to serve (default: 127.0.0.1:8000)"
    )
    add_projects(parser)
    parser.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="whose pages to preview (default: public)"
    )


def run(options: argparse.Namespace) -> int:
    """Serves one language until it is stopped by hand. Problems are printed, and the last good pages stay.

    Exit status 2 for a folder of projects that is none.
    """
    wrong = no_projects(options.projects)
    if wrong:
        print(f"joinedup: {wrong}", file=sys.stderr)
        return 2
    configuration = _prepare(options)
    signal.signal(signal.SIGTERM, _stop)
    command = [
        sys.executable,
        "-m",
        "zensical",
        "serve",
        "--config-file",
        str(configuration),
        "--dev-addr",
        options.address,
    ]
    with subprocess.Popen(command) as server:  # noqa: S603 - our own words only
        try:
            _follow(options, server)
        finally:
            server.terminate()
    return server.returncode or 0


def _prepare(options: argparse.Namespace) -> Path:
    """The pages of now. Projects outside of the content are shown as of today; the date of the content is not theirs."""
    now = today()
    given = now if options.projects else None
    return prepare(options.root, options.language, options.projects, options.audience, as_of=given, today=now)


def _stop(number: int, frame: object) -> None:
    """Being told to end is the same as being stopped by hand: the server that we started ends with us."""
    raise KeyboardInterrupt


def _follow(options: argparse.Namespace, server: subprocess.Popen[bytes]) -> None:
    watched = [*(options.root / folder for folder in WATCHED), *([options.projects] if options.projects else [])]
    seen = _state(watched)
    while server.poll() is None:
        time.sleep(PAUSE_SECONDS)
        now = _state(watched)
        if now == seen:
            continue
        seen = now
        try:
            _prepare(options)
            print("joinedup: the pages follow your change", file=sys.stderr)
        except ContentError as error:
            report(error.problems, FORMATS["text"], options.root, sys.stderr)


def _state(watched: list[Path]) -> dict[Path, int]:
    """Every watched file with the time of its last change; what differs was edited, added or deleted."""
    files = (file for folder in watched for file in folder.rglob("*") if file.suffix in (".yml", ".po"))
    state = {}
    for file in files:
        try:
            state[file] = file.stat().st_mtime_ns
        except FileNotFoundError:
            continue
    return state
