"""Projects full of marks: every field that a person may not read holds a word that stands nowhere else."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.project import HERE

TINY = HERE / "projects/tiny"
PRIVATE, PROJECT, PUBLIC = "qzvxkj", "wgzbqk", "hjxqpv"
"""What a mark begins with: for nobody, for those who work on the project, for everybody."""
NUMBERS_OF = {PRIVATE: "16329601", PROJECT: "16329602", PUBLIC: "16329603"}
"""What a telephone number begins with, after the 0 or +44, by the mark; all are kept free for made-up numbers."""
LETTERS = "bcdfghkmnprt"
VOCABULARY = {
    "language", "languages", "how", "kind", "words", "audience", "published_for", "topics", "topic", "questions", "integration",
    "obstacle", "source", "session", "evidence", "why", "harm", "good_practice", "quotation", "touched", "touches", "nation",
    "led_by", "stage", "agreement", "standards", "sector", "access", "days", "opens", "closes", "unit", "rate", "currency",
    "amount", "quantity", "record", "decision", "standing", "when", "on", "country", "lens", "time", "start", "edition", "id",
}  # fmt: skip
"""Keys whose values are chosen from a list, are days, or name something else."""
NUMBERS = {"people", "priority", "count", "minutes", "pause", "interpreters", "ages"}


@dataclass
class Planted:
    """A folder of projects, and where each mark was planted."""

    places: dict[str, str] = field(default_factory=dict)
    _turn: int = 0
    _numbers: int = 0

    def mark(self, start: str, place: str) -> str:
        """A new mark."""
        letters = next(itertools.islice(itertools.product(LETTERS, repeat=4), self._turn, None))
        self._turn += 1
        mark = start + "".join(letters)
        self.places[mark] = place
        return mark

    def data(self, value: Any, start: str, place: str, key: str = "") -> Any:
        """The same data with a mark in every text that anybody could write freely."""
        if isinstance(value, dict):
            return {name: self.data(inner, start, f"{place}/{name}", name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.data(inner, start, f"{place}/{index}", key) for index, inner in enumerate(value)]
        if not isinstance(value, str) or key in VOCABULARY or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value
        return self._number(start, place) if key == "telephone" else self._text(key, self.mark(start, place))

    def _number(self, start: str, place: str) -> str:
        """A telephone number that no other field has, as people write it."""
        number = f"{NUMBERS_OF[start]}{self._numbers:02}"
        self._numbers += 1
        self.places[number] = place
        return f"0{number[:4]} {number[4:]}"

    @staticmethod
    def _text(key: str, mark: str) -> str:
        if key in ("address", "website"):
            return f"https://joined-up.example/{mark}"
        if key == "email":
            return f"{mark}@joined-up.example"
        return f"{mark} says"


def read(path: str) -> Any:
    """The data of a file of the tiny project: every value a text, but numbers and yes and no."""
    return _typed(yaml.load((TINY / path).read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - our own file, as texts


def _typed(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _typed(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner, key) for inner in value]
    if value in ("true", "false"):
        return value == "true"
    if value in ("null", ""):
        return None
    return int(value) if key in NUMBERS and value.isdigit() else value


def write(folder: Path, path: str, data: Any) -> None:
    """A file of a project."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000), "utf-8")


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'"))


CONSENT: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "none": (PRIVATE, {"consent": None}),
    "private": (PRIVATE, {"audience": "private"}),
    "withdrawn": (PRIVATE, {"withdrawn_on": "2026-11-01"}),
    "withdrawn-tomorrow": (PRIVATE, {"withdrawn_on": "2026-11-23"}),
    "over": (PRIVATE, {"review_on": "2026-11-22"}),
    "not-yet": (PRIVATE, {"on": "2026-11-23"}),
    "project": (PROJECT, {"audience": "project"}),
    "public": (PUBLIC, {}),
}
"""Consents of a piece of evidence as of 22 November 2026, and who may see the piece."""


def plant(place: Path) -> Planted:
    """Three projects in a folder: one that everybody may see, one for its own people, one for nobody."""
    planted = Planted()
    _project(place / "tiny", "tiny", "public", planted)
    for audience, start in (("project", PROJECT), ("private", PRIVATE)):
        name = planted.mark(start, "project/id")
        shutil.copytree(TINY, place / name)
        for file in (place / name).rglob("*.yml"):
            path = file.relative_to(place / name).as_posix()
            data = planted.data(read(path), start, f"{audience} project/{path}")
            if path == "project.yml":
                data |= {"id": name, "audience": audience}
            write(place / name, path, data)
    return planted


def _project(folder: Path, name: str, audience: str, planted: Planted) -> None:
    write(folder, "project.yml", _front(planted) | {"id": name, "audience": audience})
    _evidence(folder, planted)
    levels = (("private", PRIVATE), ("project", PROJECT), ("public", PUBLIC))
    for level, start in levels:
        _entry(folder, "services/day-centre.yml", level, start, planted)
    sessions = {_entry(folder, "sessions/first-meeting.yml", level, start, planted): start for level, start in levels}
    sessions[_entry(folder, "sessions/first-meeting.yml", "public", PRIVATE, planted, draft=True)] = PRIVATE
    _pay(folder, sessions, planted)


def _front(planted: Planted) -> dict[str, Any]:
    """project.yml: its own words are for everybody; records, names and their consent are not."""
    data: dict[str, Any] = planted.data(read("project.yml"), PUBLIC, "project")
    member = data["core_group"][0]
    given = {"agreed": "x", "by": "x", "on": "2026-10-01", "audience": "public", "review_on": "2027-10-01"}
    consents: list[tuple[str, dict[str, Any] | None]] = [
        (PRIVATE, None), (PRIVATE, {"audience": "private"}), (PRIVATE, {"withdrawn_on": "2026-11-01"}),
        (PRIVATE, {"review_on": "2026-11-22"}), (PROJECT, {"audience": "project"}), (PUBLIC, {}),
    ]  # fmt: skip
    data["core_group"] = []
    for number, (start, changes) in enumerate(consents):
        consent = None if changes is None else planted.data(given, PRIVATE, f"member {number}/consent") | changes
        named = planted.mark(start, f"member {number}/name")
        data["core_group"].append({"id": f"member-{number}", "role": member["role"], "name": named, "consent": consent})
    record = data["records"][0]
    data["records"] = [
        {**record, "audience": level, "text": planted.mark(start, f"record for {level}")}
        for level, start in (("private", PRIVATE), ("project", PROJECT), ("public", PUBLIC))
    ]
    return data


def _evidence(folder: Path, planted: Planted) -> None:
    for name, (start, changes) in CONSENT.items():
        data = planted.data(read("evidence/nobody-to-ring.yml"), start, f"evidence, consent {name}")
        data["imported_from"] = planted.mark(PRIVATE, f"evidence, consent {name}/imported_from")
        data["consent"] = None if "consent" in changes else {**data["consent"], **changes}
        identifier = "nobody-to-ring" if start == PUBLIC else planted.mark(start, f"evidence, consent {name}/id")
        write(folder, f"evidence/{identifier}.yml", data | {"id": identifier})
    drafted = planted.data(read("evidence/nobody-to-ring.yml"), PRIVATE, "evidence, draft")
    identifier = planted.mark(PRIVATE, "evidence, draft/id")
    write(folder, f"evidence/{identifier}.yml", drafted | {"id": identifier, "draft": True})
    for level, start in (("private", PRIVATE), ("project", PROJECT), ("public", PUBLIC)):
        data = planted.data(read("evidence/school-rings.yml"), start, f"reading for {level}")
        identifier = "school-rings" if level == "public" else planted.mark(start, f"reading for {level}/id")
        write(folder, f"evidence/{identifier}.yml", data | {"id": identifier, "published_for": level})


def _pay(folder: Path, sessions: Mapping[str, str], planted: Planted) -> None:
    """A pay.yml that everybody may see, with a payment at a rate of its own for each session, whoever may see that."""
    data = read("pay.yml")
    lists: dict[str, list[Any]] = {"rates": [], "payments": []}
    for number, (session, start) in enumerate(sessions.items()):
        own = {"rates": {"id": f"rate-{number}"}, "payments": {"id": f"payment-{number}", "session": session, "rate": f"rate-{number}"}}  # fmt: skip
        for name, ids in own.items():
            lists[name].append(planted.data(data[name][0], start, f"pay for session {number}/{name}") | ids)
    write(folder, "pay.yml", {**data, **lists, "audience": "public"})


def _entry(folder: Path, path: str, level: str, start: str, planted: Planted, draft: bool = False) -> str:
    """A session or a service for an audience; returns its id."""
    kind = path.partition("/")[0]
    data = planted.data(read(path), start, f"{kind} for {level}{', draft' if draft else ''}") | {"audience": level}
    if kind == "sessions":
        data |= {"draft": draft, "imported_from": planted.mark(PRIVATE, f"{kind} for {level}/imported_from")}
        data["meeting"] = planted.data(read(path)["meeting"], PRIVATE, f"{kind} for {level}/meeting")
    identifier = data["id"] if start == PUBLIC else planted.mark(start, f"{kind} for {level}/id")
    write(folder, f"{kind}/{identifier}.yml", data | {"id": identifier})
    return str(identifier)
