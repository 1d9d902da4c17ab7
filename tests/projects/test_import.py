"""What people filled in comes back as drafts: nothing lost, nothing guessed, nothing public, nothing overwritten."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.model.evidence import Evidence
from generator.projects.audience import audience_of
from generator.projects.days import day_of
from generator.projects.folder import load_project
from generator.projects.sheet import Facts, drafts_of
from generator.projects.written import clean, one_line, yaml_of
from generator.source import parse
from generator.validate import validate
from tests.project import HERE, Project

DAY = date(2026, 11, 22)
SHEET = {
    "meeting.day": "22 November 2026",
    "meeting.place": "The school",
    "meeting.people": "about nine",
    "meeting.recorder": "A nurse",
    "q.1.1.answer": "We never know\nwhom to ring.",
    "q.1.1.consent": "A mother, for our project",
    "q.1.1.audience.project": "yes",
    "q.1.2a.answer": "They ring first.",
    "decision.1.what": "One number",
    "decision.1.present": "Two parents, a nurse",
    "disagreement.1.one": "The team pays",
    "disagreement.1.other": "The school pays",
    "unknown.1.what": "Who answers at night",
    "action.1.what": "Ask the manager",
    "action.1.by": "next Friday",
    "action.2.what": "Print a card",
    "action.2.who": "A parent",
    "action.2.by": "2026-12-01",
    "reply.1.said": "One number",
    "reply.1.do": "We print it",
    "cannot.1.what": "Somebody at night",
    "cannot.1.why": "No money yet",
    "left.1.keep": "All of it",
    "ending.read": "yes",
}


def table(fields: dict[str, str]) -> str:
    """The same sheet as a table."""
    rows = [f'{name},"{value.replace(chr(34), chr(34) * 2)}"' for name, value in fields.items()]
    return "\n".join(["field,text", *rows]) + "\n"


def imported(project: Project, name: str, content: str | bytes, *more: str) -> tuple[int, str, str]:
    project.write(f"../{name}", content)
    done = project.joinedup("import", str(project.root.parent / name), "--project", "tiny", *more)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.yml")}


def test_a_sheet_becomes_drafts_that_are_private_and_hold_every_word(project: Project) -> None:
    folder = project.with_tiny_project()
    status, printed, _ = imported(project, "sheet.csv", table(SHEET))
    local = load_project(folder)
    piece = local.by_id["keyworking-1-q1-1"]
    session = next(one for one in local.gatherings if one.id == "keyworking-1")
    assert status == 0
    assert str(piece.text) == "We never know\nwhom to ring."
    assert (piece.when, str(piece.where), piece.session) == ("2026-11-22", "The school", "keyworking-1")
    assert piece.draft
    assert piece.consent is None
    assert audience_of(piece, DAY) == "private"
    assert piece.noted == (
        "Question: 1.1",
        "Who agreed that we keep this: A mother, for our project",
        "Ticked for who may read it: the project",
    )
    assert str(local.by_id["keyworking-1-q1-2"].text) == "1.2a: They ring first."
    assert session.draft
    assert session.audience == "private"
    assert [(str(one.what), str(one.who), one.by) for one in session.actions] == [
        ("Ask the manager", "Not written down", None),
        ("Print a card", "A parent", date(2026, 12, 1)),
    ]
    assert "action 1, by when: next Friday" in session.noted
    assert "How many people were there: about nine" in session.noted
    assert "Somebody who left early (1), what may be kept: All of it" in session.noted
    assert "We read this out, and changed what people wanted changed: yes" in session.noted
    written = "\n".join(map(bytes.decode, files(folder).values()))
    for name, value in SHEET.items():
        words = value.split("\n")[0]
        assert words in written or name in ("meeting.day", "q.1.1.audience.project"), name
    assert "keyworking-1-q1-1.yml: a draft, and private" in printed
    assert project.check()[2] == "0 problems, 0 warnings\n"


def test_an_editor_finds_the_schemas_of_what_was_read_into_a_folder_elsewhere(project: Project, tmp_path: Path) -> None:
    for kind in ("evidence", "gathering"):
        project.write(f"generator/schemas/{kind}.json", "{}")
    (tmp_path / "private").mkdir()
    project.with_tiny_project().rename(tmp_path / "private/tiny")
    project.write("../sheet.csv", table(SHEET))
    done = project.joinedup("import", str(tmp_path / "sheet.csv"), "--project", str(tmp_path / "private/tiny"))
    assert done.returncode == 0, done.stderr
    for path, kind in (("evidence/keyworking-1-q1-1.yml", "evidence"), ("sessions/keyworking-1.yml", "gathering")):
        file = tmp_path / "private/tiny" / path
        way = file.read_text("utf-8").partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / way).resolve() == project.root / f"generator/schemas/{kind}.json"


def test_a_box_that_a_table_calls_not_ticked_is_not_called_ticked_alone(project: Project) -> None:
    folder = project.with_tiny_project()
    imported(project, "sheet.csv", table(SHEET | {"q.1.1.audience.project": "no"}))
    assert "Ticked for who may read it: the project, no" in load_project(folder).by_id["keyworking-1-q1-1"].noted


@pytest.mark.parametrize("kind", ["fillable", "docx"])
def test_a_sheet_in_urdu_is_read_as_urdu_whatever_the_project_writes_in(project: Project, kind: str) -> None:
    """With the names of its months, so that its day is known."""
    folder = project.with_tiny_project()
    status, _, error = imported(project, *filled_sheet(project, kind, "ur", SHEET | {"meeting.day": "20 نومبر 2026"}))
    assert status == 0, error
    piece = load_project(folder).by_id["keyworking-1-q1-1"]
    assert (piece.language, piece.when) == ("ur", "2026-11-20")
    assert (str(piece.where), piece.noted[-1]) == ("Not written down", "Where: The school")
    assert str(next(one for one in load_project(folder).gatherings if one.id == "keyworking-1").place) == "The school"


def test_what_to_do_next_names_the_folder_elsewhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "our projects").mkdir()
    project.with_tiny_project().rename(tmp_path / "our projects/tiny")
    project.write("../sheet.csv", table(SHEET))
    done = project.joinedup("import", str(tmp_path / "sheet.csv"), "--project", str(tmp_path / "our projects/tiny"))
    assert f"Then run joinedup check --projects '{tmp_path / 'our projects'}'." in done.stdout
    project.with_tiny_project()
    assert "Then run joinedup check." in imported(project, "sheet.csv", table(SHEET))[1]


def test_a_second_import_writes_new_files_beside_the_first(project: Project) -> None:
    folder = project.with_tiny_project()
    imported(project, "sheet.csv", table(SHEET))
    before = files(folder)
    assert imported(project, "sheet.csv", table(SHEET))[0] == 0
    after = files(folder)
    assert {path: after[path] for path in before} == before
    assert sorted(set(after) - set(before)) == [
        "evidence/keyworking-2-q1-1.yml", "evidence/keyworking-2-q1-2.yml", "sessions/keyworking-2.yml"
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["fillable", "docx"])
def test_the_recorders_sheet_itself_is_filled_in_and_read(project: Project, kind: str) -> None:
    folder = project.with_tiny_project()
    status, printed, error = imported(project, *filled_sheet(project, kind))
    assert status == 0, error
    assert "kept under noted" not in printed
    local = load_project(folder)
    assert str(local.by_id["keyworking-1-q1-1"].text) == "We never know\nwhom to ring."
    assert "Ticked for who may read it: the project" in local.by_id["keyworking-1-q1-1"].noted


def filled_sheet(project: Project, kind: str, language: str = "en", sheet: dict[str, str] = SHEET) -> tuple[str, bytes]:
    """The name and the bytes of a recorder’s sheet that was printed in a format and filled in."""
    (project.root / "site_overrides").symlink_to(HERE.parent / "site_overrides")
    suffix, fill = (".pdf", filled_pdf) if kind == "fillable" else (".docx", filled_docx)
    blank = project.root.parent / f"blank{suffix}"
    words = ("keyworking", "--copy", "recorder", "--format", kind, "--language", language, "--output", str(blank))
    made = project.joinedup("workbook", *words, HOME=str(project.root))
    assert made.returncode == 0, made.stderr
    return f"filled{suffix}", fill(blank, sheet)


def filled_pdf(file: Path, sheet: dict[str, str] = SHEET) -> bytes:
    """The sheet with our words in its fields, as a program for filling in forms leaves it."""
    left = dict(sheet)

    def fill(field: Any, names: tuple[str, ...]) -> None:
        names = (*names, str(field.T)) if "/T" in field else names
        for kid in field.get("/Kids", ()):
            if "/T" in kid:
                fill(kid, names)
        value = left.pop(".".join(names), None)
        if value is not None:
            field.V = pikepdf.Name("/Yes") if value == "yes" else pikepdf.String(value)

    with pikepdf.open(file) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            fill(field, ())
        assert left == {}
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


def filled_docx(file: Path, sheet: dict[str, str] = SHEET) -> bytes:
    """The same for the Word file."""
    import zipfile  # noqa: PLC0415

    w, w14 = (
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
        "{http://schemas.microsoft.com/office/word/2010/wordml}",
    )
    left, written = dict(sheet), io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                for tag in list(root.iter(f"{w}tag")):
                    control = tag.getparent().getparent()
                    value = left.pop(tag.get(f"{w}val"), None)
                    checked = control.find(f"{w}sdtPr/{w14}checkbox/{w14}checked")
                    if value and checked is not None:
                        checked.set(f"{w14}val", "1")
                    elif value:
                        fill_control(control, value, w)
                data = etree.tostring(root)
            after.writestr(name, data)
    assert left == {}
    return written.getvalue()


def fill_control(control: Any, value: str, w: str) -> None:
    shown = control.find(f"{w}sdtPr/{w}showingPlcHdr")
    if shown is not None:
        shown.getparent().remove(shown)
    content = control.find(f"{w}sdtContent")
    around = content.find(f"{w}p") if content.find(f"{w}p") is not None else content
    if content.find(f"{w}tc") is not None:
        around = content.find(f"{w}tc/{w}p")
    for run in around.findall(f"{w}r"):
        around.remove(run)
    run = etree.SubElement(around, f"{w}r")
    for number, line in enumerate(value.split("\n")):
        if number:
            etree.SubElement(run, f"{w}br")
        etree.SubElement(run, f"{w}t").text = line


TALKS = "text,how,gathered_by,when,where,consent,people\n"


def test_each_row_of_a_table_of_evidence_becomes_a_draft(project: Project) -> None:
    folder = project.with_tiny_project()
    rows = (
        TALKS
        + '"=1+1, they said",interview,a volunteer,2026-11,at home,yes to all,2\n"ہاں؛ ""جی""",survey,a parent,2026,the street,,two\n'
    )
    status, _, _ = imported(project, "Anna.csv", rows)
    local = load_project(folder)
    assert status == 0
    assert [str(local.by_id[key].text) for key in ("imported-1-2", "imported-1-3")] == ["=1+1, they said", 'ہاں؛ "جی"']
    assert local.by_id["imported-1-2"].noted == ("Consent: yes to all",)
    assert local.by_id["imported-1-3"].noted == ("People: two",)
    assert all(audience_of(local.by_id[key], DAY) == "private" for key in ("imported-1-2", "imported-1-3"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "the first line of the table must name its columns"),
        ("a.csv", "text,how\nwe,survey\n", "lacks gathered_by, when, where"),
        ("a.csv", TALKS + "we,shouting,a parent,some day,here,,\n", "line 2: when (as in 2026-11-22), how (one of the list)"),
        ("a.csv", TALKS + '"we,survey', "opened and never closed"),
        ("a.csv", b"text,how\n\xe9", "save it as “CSV UTF-8”"),
        ("a.csv", TALKS + "we,survey,a parent,2026,here,," + "9" * 60_000 + "\n", "a cell is too long"),
        ("a.csv", TALKS + f'"{"we " * 4000}",survey,a parent,2026,here,,\n', "does not fit into a file"),
        ("a.csv", table({**SHEET, "meeting.day": "3/4/2026"}), "write --day"),
        ("a.csv", table({"decision.1.what": "One number"}), "write --topic"),
        ("a.pdf", "%PDF-1.7 broken", "no PDF"),
        ("a.docx", "broken", "no Word file"),
        ("a.odt", "broken", "give a .pdf, a .docx or a .csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_written(
    project: Project, name: str, content: str | bytes, said: str
) -> None:
    folder = project.with_tiny_project()
    before = files(folder)
    status, printed, error = imported(project, name, content)
    assert (status, printed) == (1, "")
    assert said in error
    assert files(folder) == before


def test_a_day_and_a_topic_can_be_given(project: Project) -> None:
    folder = project.with_tiny_project()
    sheet = {"meeting.day": "last week", "decision.1.what": "One number"}
    assert imported(project, "a.csv", table(sheet), "--day", "2026-11-20", "--topic", "keyworking")[0] == 0
    session = next(one for one in load_project(folder).gatherings if one.id == "keyworking-1")
    assert session.day == date(2026, 11, 20)
    assert "Day: last week" in session.noted


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2026-11-22", "en", date(2026, 11, 22)),
        ("22 November 2026", "en", date(2026, 11, 22)),
        ("1st Dec 2026", "en", date(2026, 12, 1)),
        ("1 Rhagfyr 2026", "cy", date(2026, 12, 1)),
        ("1/2/2026", "en", None),
        ("31 February 2026", "en", None),
        ("next Friday", "en", None),
        ("²/3/2026", "en", None),
    ],
)
def test_only_a_day_that_can_mean_one_thing_is_read(text: str, language: str, day: date | None) -> None:
    assert day_of(text, language) == day


ANY = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["yes", "No", "~", "null", "1.10", "0123", "12:30", "# note", "- a\n- b", "a: b", "|", ">", "'", '"', "\\", "&a", "*a",
     "!a", "%a", "@a", "`a", "---", "...", "<<", "=1+1", "a #b", "a\tb", " \n a", "<<<<<<< a\n=======", "\u202ea", "2026-11-22",
     "a-b", "{a}", "[a", "a\x00b", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace")]
)  # fmt: skip


@given(ANY, ANY)
def test_any_words_come_back_from_the_file_as_they_went_in(one: str, other: str) -> None:
    data = {"a": clean(one), "b": [one_line(other), {"id": "c", "d": clean(other)}], "n": 3, "t": True}
    source, problems = parse(yaml_of(data, ""), "a.yml")
    assert problems == []
    assert source is not None
    kept = {"a": clean(one), "b": [one_line(other), {"id": "c", **({"d": clean(other)} if clean(other) else {})}]}
    assert source.data == {**({"a": kept["a"]} if kept["a"] else {}), "b": kept["b"], "n": 3, "t": True}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(st.sampled_from([*SHEET, "zz", "q.99.99.answer", "action.77.who"]) | ANY, ANY, max_size=8)
)
def test_any_sheet_becomes_files_that_can_be_read(project: Project, fields: dict[str, str]) -> None:
    facts = Facts("keyworking-1", "keyworking", DAY, "en", "a.pdf", "en")
    drafts = drafts_of(fields, facts, project.library())
    for piece in drafts.evidence.values():
        source, problems = parse(yaml_of(piece, "x.json"), "a.yml")
        assert source is not None, problems
        entry, problems = validate(source, Evidence)
        assert problems == []
        assert entry is not None
        assert audience_of(entry, DAY) == "private"
    source, problems = parse(yaml_of(drafts.session, "x.json"), "a.yml")
    assert problems == []
