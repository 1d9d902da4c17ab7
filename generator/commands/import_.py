"""`joinedup import FILE --project P`: a filled recorder's sheet or a table → drafts, for a person to look through."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.commands.days import day
from generator.formats.filled import NotReadableError, language_of_docx, language_of_pdf, read_docx, read_pdf
from generator.library import Library, load
from generator.model.evidence import Evidence
from generator.model.project import Gathering
from generator.model.units import Entry
from generator.projects.columns import COLUMNS, NotATableError, evidence_of, table_of, template
from generator.projects.days import day_of
from generator.projects.folder import PROJECTS, LocalProject, load_project
from generator.projects.sheet import Facts, drafts_of, topics_of
from generator.projects.written import clean, one_line, way_to_schema, yaml_of
from generator.source import LARGEST_FILE_BYTES, parse
from generator.validate import validate

READERS: Mapping[str, tuple[Callable[[bytes], dict[str, str]], Callable[[bytes], str]]] = {
    ".pdf": (read_pdf, language_of_pdf), ".docx": (read_docx, language_of_docx)
}  # fmt: skip
"""By the end of a file's name, what reads its fields, and what says in which language the paper is."""
MOST_BYTES = 20_000_000
FIELD_NAME = re.compile(r"[\w.:-]{1,80}")
KINDS: Mapping[str, type[Entry]] = {"evidence": Evidence, "sessions": Gathering}
NEXT = """What to do now:
1. Read each of these files beside the paper. Mend what was misread, give each piece a title of its own,
   and read it back to those who said it.
2. Write consent: what they agreed to, for whom, and when they are asked again. Without it a piece stays private for ever.
3. Delete what stands under noted, and the line draft: true. Then run joinedup check{projects}."""


class NotImportedError(Exception):
    """Nothing was written; says why, in words for the person who asked."""


def options(parser: argparse.ArgumentParser) -> None:
    """Options of `joinedup import`."""
    parser.add_argument("file", type=Path, nargs="?", help="a filled recorder's sheet (.pdf, .docx), or a table (.csv)")
    parser.add_argument("--project", metavar="PROJECT", help="the project: its id, or its folder")
    parser.add_argument(
        "--topic", metavar="ID", help="the topic that the session talked about, if the sheet does not say"
    )
    parser.add_argument(
        "--day", type=day, metavar="DATE", help="the day of the session, if the sheet does not say it plainly"
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="the language that people spoke (default: that of the sheet, or the project's)",
    )
    parser.add_argument(
        "--columns", action="store_true", help="print the first line of an empty table, and what each column holds"
    )


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when the drafts are written, 1 where the file cannot be read, 2 for wrong usage. It never overwrites."""
    if options.columns:
        print(template(), end="")
        print("\n".join(f"{name}: {words}" for name, words in COLUMNS.items()), file=sys.stderr)
        return 0
    if options.file is None or options.project is None:
        print("joinedup: name a file, and after --project the project that it belongs to", file=sys.stderr)
        return 2
    try:
        folder = _folder(options.root, options.project)
        local, library = load_project(folder), load(options.root)
        files, unplaced = _drafts(options, local, library, folder)
        _write(folder, files)
    except (NotImportedError, NotReadableError, NotATableError) as error:
        print(f"joinedup: {error}", file=sys.stderr)
        return 1
    _say(options.root, folder, files, unplaced)
    return 0


def _folder(root: Path, named: str) -> Path:
    folder = Path(named) if Path(named).is_dir() else root / PROJECTS / named
    if not (folder / "project.yml").is_file():
        raise NotImportedError(
            "there is no such project; name its id or its folder, or begin with joinedup new project"
        )
    return folder


def _drafts(
    options: argparse.Namespace, local: LocalProject, library: Library, folder: Path
) -> tuple[dict[str, str], list[str]]:
    """The text of each file to be by its path in the project, and the names of fields without a place."""
    content, kind = _content(options.file), options.file.suffix.lower()
    language = options.language or _language(content, kind, library) or local.project.language
    sheet = one_line(options.file.name) or "a file"
    if kind in READERS:
        fields = READERS[kind][0](content)
    elif kind == ".csv":
        table = table_of(content)
        if not table.is_sheet:
            start = _free(folder, "imported")
            rows = evidence_of(table, sheet, language)
            pieces = {f"{start}-{number}": row for number, row in rows.items()}
            return _files(
                options.root, folder, {"evidence": {key: {"id": key, **row} for key, row in pieces.items()}}
            ), []
        fields = table.fields()
    else:
        raise NotImportedError("this kind of file cannot be read here; give a .pdf, a .docx or a .csv")
    drafts = drafts_of(fields, _facts(options, fields, folder, (language, local.project.language), library), library)
    data = {"evidence": drafts.evidence, "sessions": {str(drafts.session["id"]): drafts.session}}
    return _files(options.root, folder, data), drafts.unplaced


def _language(content: bytes, kind: str, library: Library) -> str:
    """The language that a sheet is in, where it is one of ours."""
    said = READERS[kind][1](content) if kind in READERS else ""
    return said if said in library.languages else ""


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise NotImportedError("there is no such file; look at its name")
    if file.stat().st_size > MOST_BYTES:
        raise NotImportedError(
            f"the file is larger than {MOST_BYTES // 1_000_000} MB, as none of our papers is; give the sheet that was filled in on screen, not a scan of it"
        )
    return file.read_bytes()


def _facts(
    options: argparse.Namespace, fields: Mapping[str, str], folder: Path, languages: tuple[str, str], library: Library
) -> Facts:
    language, written = languages
    topics = {options.topic} if options.topic else topics_of(fields, library)
    if len(topics) != 1 or not topics <= {topic.id for topic in library.topics}:
        raise NotImportedError("the sheet does not say which topic it is about; write --topic and the id of a topic")
    when: date | None = options.day or day_of(clean(fields.get("meeting.day", "")), language)
    if when is None:
        raise NotImportedError(
            f"read as “{language}”, the sheet does not say plainly which day it was; "
            "write --day, as in --day 2026-11-22, or --language and the code of the language that it is in"
        )
    topic = topics.pop()
    session = _free(folder, topic)
    return Facts(session, topic, when, language, one_line(options.file.name) or "a file", written)


def _free(folder: Path, start: str) -> str:
    """The first numbered name that no session and no piece of evidence of a project begins with."""
    start = start[:40].strip("-")
    taken = {file.stem for kind in KINDS for file in (folder / kind).glob("*.yml")}
    number = 1
    while any(name == f"{start}-{number}" or name.startswith(f"{start}-{number}-") for name in taken):
        number += 1
    return f"{start}-{number}"


def _files(root: Path, folder: Path, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """The text of each file by its path in the project, from its data by kind and id."""
    ways = {kind: way_to_schema(root, folder / kind, model.__name__.lower()) for kind, model in KINDS.items()}
    return {
        f"{kind}/{key}.yml": _file(kind, entry, ways[kind])
        for kind, some in data.items()
        for key, entry in some.items()
    }


def _file(kind: str, data: Mapping[str, Any], schema: str) -> str:
    """The text of a file, which our own reader takes; else nothing is written at all."""
    text = yaml_of(data, schema)
    source, problems = parse(text, kind, confidential=True)
    if source is not None:
        _, problems = validate(source, KINDS[kind])
    if problems or len(text.encode()) > LARGEST_FILE_BYTES:
        where = f" ({data['id']}: {problems[0].message})" if problems else ""
        raise NotImportedError(
            f"what stands on the sheet does not fit into a file{where}; nothing was written. Shorten what stands there, and import it again"
        )
    return text


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes every file, each only where none is; takes back what it wrote where one cannot be written."""
    written: list[Path] = []
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                written.append(folder / path)
                file.write(text)
    except FileExistsError:
        for path_written in written:
            path_written.unlink(missing_ok=True)
        raise NotImportedError("a file of the same name is there already; nothing was written, so try again") from None
    except BaseException:
        for path_written in written:
            path_written.unlink(missing_ok=True)
        raise


def _say(root: Path, folder: Path, files: Mapping[str, str], unplaced: list[str]) -> None:
    for path in files:
        print(f"{folder / path}: a draft, and private")
    if unplaced:
        names = sorted(name if FIELD_NAME.fullmatch(name) else "a field with another name" for name in unplaced)
        print(f"Fields without a place of their own, kept under noted: {', '.join(dict.fromkeys(names))}")
    outside = not folder.resolve().is_relative_to((root / PROJECTS).resolve())
    print(NEXT.format(projects=f" --projects {shlex.quote(str(folder.parent))}" if outside else ""))
