"""`joinedup schema`: the JSON Schema of each content type, written where the files' first lines tell editors to look."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from generator.library import KINDS, Kind
from generator.model.evidence import Evidence
from generator.model.money import Pay
from generator.model.project import Gathering, Project
from generator.model.service import Service
from generator.model.translation import Reviews
from generator.publish.files import write_file

REVIEWS = Kind("reviews", "content/translations/*/reviews.yml", Reviews)
LOCAL = (
    Kind("project", "content/projects/*/project.yml", Project),
    Kind("pay", "content/projects/*/pay.yml", Pay),
    Kind("evidence", "content/**/evidence/*.yml", Evidence),
    Kind("gathering", "content/projects/*/sessions/*.yml", Gathering),
    Kind("service", "content/projects/*/services/*.yml", Service),
)
"""The files of local projects, which are no part of the Library."""
WRITTEN_BY_HAND = (*KINDS, *LOCAL, REVIEWS)
FOLDER = Path(__file__).parent.parent / "schemas"


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup schema`."""
    parser.add_argument(
        "--output", type=Path, default=FOLDER, help="the folder for the schemas (default: generator/schemas)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a schema is not up to date")


def run(options: argparse.Namespace) -> int:
    """Writes one schema a content type; with --check, says whether they are up to date."""
    stale = [kind for kind in WRITTEN_BY_HAND if _current(options.output / _name(kind)) != schema(kind)]
    for kind in stale:
        if options.check:
            print(f"{_name(kind)} is not up to date; run joinedup schema")
        else:
            write_file(options.output / _name(kind), schema(kind).encode())
    return int(options.check and bool(stale))


def _name(kind: Kind) -> str:
    return f"{kind.name}.json"


def _current(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def schema(kind: Kind) -> str:
    """The JSON Schema of a content type, as text; draft 7, since not every editor's YAML server knows a later one."""
    body = {"$schema": "http://json-schema.org/draft-07/schema#", **kind.model.model_json_schema(by_alias=True)}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
