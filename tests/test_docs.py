"""The documents say what is there: every example is valid, every key, command and option is explained, every link leads somewhere."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from generator import cli, markup
from generator.checks import language
from generator.commands.schema import WRITTEN_BY_HAND
from generator.library import KINDS
from generator.model.shared import Approach, Identified, Passage
from generator.model.topic import Question
from generator.model.units import Entry, Label, units
from generator.source import parse
from generator.validate import validate

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/content-guide.md"
TRANSLATION_GUIDE = ROOT / "docs/translation-guide.md"
PROJECT_GUIDE = ROOT / "docs/local-projects.md"
GUIDES = (GUIDE, TRANSLATION_GUIDE, PROJECT_GUIDE)
REFERENCE = ROOT / "docs/commands.md"
ARCHITECTURE = ROOT / "docs/architecture.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "site_overrides/fonts/README.md"])
PIECES: dict[str, type[Entry]] = {"passage": Passage, "approach": Approach, "question": Question}
MODELS: dict[str, type[Entry]] = {kind.name: kind.model for kind in WRITTEN_BY_HAND} | PIECES

EXAMPLE = re.compile(r"(?ms)^```ya?ml[ ]*(\w*)\n(.*?)^```$")
TABLE = re.compile(r"(?m)^<!-- keys: ([\w, ]+) -->\n((?:\|.*\n)+)")
KEY = re.compile(r"(?m)^\| `(\w+)` \|")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HOSTS = {
    "git.joined-up.example",
    "joined-up.example",
    "keepachangelog.com",
    "semver.org",
    "www.legislation.gov.uk",
    "www.pmldlink.org.uk",
}
"""Where addresses in documents may lead; never to a package registry, since each machine has its own."""
HEADING = re.compile(r"(?m)^#+ (.*)$")


def examples() -> Iterator[tuple[str, str, str]]:
    for file in GUIDES:
        for number, found in enumerate(EXAMPLE.finditer(file.read_text("utf-8")), 1):
            yield f"{file.stem}-{number}", found[1], found[2]


@pytest.mark.parametrize(("place", "kind", "text"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in examples()])
def test_every_example_of_yaml_is_valid(place: str, kind: str, text: str) -> None:
    assert kind in MODELS, f"{place}: write the content type after ```yaml"
    source, problems = parse(text, place)
    assert source is not None, [problem.line for problem in problems]
    entry, problems = validate(source, MODELS[kind])
    assert entry is not None, [problem.line for problem in problems]
    faults = [
        fault.message
        for unit in units(entry)
        for fault in markup.faults(unit.text, plain=isinstance(unit, Label), one_line=unit.one_line)
    ]
    assert faults == []


@pytest.mark.parametrize("kind", WRITTEN_BY_HAND, ids=lambda kind: kind.name)
def test_every_content_type_has_an_example(kind: object) -> None:
    name = getattr(kind, "name", "")
    assert name in {found for _, found, _ in examples()}


def models() -> dict[str, type[BaseModel]]:
    """Every model that a file written by hand can hold, by its name."""
    found: dict[str, type[BaseModel]] = {"Identified": Identified}
    waiting: list[type[BaseModel]] = [kind.model for kind in WRITTEN_BY_HAND]
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [inner for field in model.model_fields.values() for inner in inside(field.annotation)]
    return found


def inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from inside(inner)


def keys(model: type[BaseModel]) -> set[str]:
    """The keys of a model as they are written; without `id` and `formerly` where these are the usual ones."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    return known - {"id", "formerly"} if issubclass(model, Identified) and model is not Identified else known


def tables() -> dict[str, set[str]]:
    """For each model, the keys that the table for it explains."""
    found: dict[str, set[str]] = {}
    for file in GUIDES:
        for table in TABLE.finditer(file.read_text("utf-8")):
            explained = KEY.findall(table[2])
            assert len(explained) == len(set(explained)), f"a key stands twice in the table of {table[1]}"
            names = [name.strip() for name in table[1].split(",")]
            wanted = {name: keys(models()[name]) for name in names}
            assert set(explained) == set().union(*wanted.values()), f"the table of {table[1]}"
            found |= wanted
    return found


def test_every_key_of_every_model_is_explained_and_no_other() -> None:
    explained = tables()
    wanted = {name: keys(model) for name, model in models().items() if keys(model)}
    assert explained == wanted


def test_a_needed_key_is_marked_as_needed() -> None:
    rows = re.compile(r"(?m)^\| `(\w+)` \| (yes)? ?\|")
    for file in GUIDES:
        for table in TABLE.finditer(file.read_text("utf-8")):
            for name in (one.strip() for one in table[1].split(",")):
                for key, needed in rows.findall(table[2]):
                    field = next((one for k, one in models()[name].model_fields.items() if key in (k, one.alias)), None)
                    if field is not None:
                        assert field.is_required() == (needed == "yes"), f"{name}: {key}"


def test_the_guide_states_the_limits_that_the_checks_hold() -> None:
    text = GUIDE.read_text("utf-8")
    assert f"under {language.LONG_SENTENCE} words" in text
    assert f"More than {language.TOO_LONG_SENTENCE} is a problem" in text
    assert f"above grade {language.HARD_SMOG}" in text
    assert (language.LONG_PARAGRAPH, language.TOO_LONG_PARAGRAPH) == (4, 6)
    assert "At most four sentences; more than six stops the build" in text


def test_the_guide_names_every_kind_of_link() -> None:
    text = GUIDE.read_text("utf-8")
    assert [kind for kind in markup.OWN_KINDS if f"`{kind}:`" not in text] == []
    assert [scheme for scheme in markup.OPEN_SCHEMES if f"`{scheme}:`" not in text] == []


def commands(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner, one in action.choices.items():
                yield from commands(one, f"{name} {inner}")


COMMANDS = dict(commands(cli.parser(), "joinedup"))


def sections(text: str) -> dict[str, str]:
    """What stands under each heading of the second level."""
    pieces = re.split(r"(?m)^## (.*)$", text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_command_is_documented_and_no_other() -> None:
    assert set(sections(REFERENCE.read_text("utf-8"))) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_under_its_command_and_no_other(name: str) -> None:
    explained = re.findall(r"(?m)^\| `(--[a-z-]+)` \|", sections(REFERENCE.read_text("utf-8"))[name])
    options = {option for action in COMMANDS[name]._actions for option in action.option_strings}
    assert sorted(explained) == sorted(options - {"-h", "--help"})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_choice_of_an_option_is_documented(name: str) -> None:
    section = sections(REFERENCE.read_text("utf-8"))[name]
    for action in COMMANDS[name]._actions:
        if action.option_strings and action.choices:
            missing = [choice for choice in action.choices if f"`{choice}`" not in section]
            assert missing == [], action.option_strings


def command_lines(text: str) -> Iterator[list[str]]:
    for line in re.findall(r"(?:`|^ {4}(?:\.venv/bin/)?)(joinedup [^`|#\n]*)", text, re.MULTILINE):
        words = line.split()
        if line.strip() not in COMMANDS and "--help" not in words and "COMMAND" not in words:
            yield words[1:]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_command_line_in_a_document_is_understood(file: Path) -> None:
    for words in command_lines(file.read_text("utf-8")):
        cli.parser().parse_args(words)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_to_a_file_and_a_heading_that_exist(file: Path) -> None:
    for target in LINK.findall(without_examples(file.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, place = target.partition("#")
        there = (file.parent / path).resolve() if path else file
        assert there.exists(), f"{target} leads nowhere"
        if place:
            assert place in anchors(there), f"{target} names no heading"


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_picture_in_a_document_exists_is_small_and_has_a_text_alternative(file: Path) -> None:
    for tag in re.findall(r"<img [^>]*>", file.read_text("utf-8")):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        assert (file.parent / attributes["src"]).stat().st_size < 150_000, attributes["src"]
        assert len(attributes["alt"].split()) > 5, tag


def without_examples(text: str) -> str:
    """A document without its code, where brackets mean something else."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^```.*?^```$|^    .*?$", "", text))


def anchors(file: Path) -> set[str]:
    """The anchors that code hosts make of the headings of a Markdown file."""
    titles = HEADING.findall(re.sub(r"(?ms)^```.*?^```$", "", file.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_document_names_a_place_of_one_machine_or_a_package_registry(file: Path) -> None:
    text = file.read_text("utf-8")
    local = r"(?<![\w.])/(work|root|home|tmp|Users|opt|mnt|var)/|[A-Z]:\\|file://"
    index = r"(?i)--(?:extra-)?index-url|--registry|\bregistry\s*=|\b(?:index|registry|mirror|packages?)\.[a-z0-9-]+\.[a-z]|localhost:\d"
    assert re.findall(local, text) == []
    assert re.findall(index, text) == []
    assert set(re.findall(r"https?://([^/\s)`\"'>]+)", text)) <= HOSTS, (
        "an address that leads to another host than these"
    )


def test_every_folder_that_holds_content_is_named_in_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    folders = {kind.pattern.rpartition("/")[0] + "/" if kind.many else kind.pattern for kind in KINDS}
    assert [folder for folder in sorted(folders) if folder not in text] == []


PLACE = re.compile(
    r"`((?:generator|content|discussion_topics|site_overrides|tests|docs|benchmarks|bin|tools)/[\w./-]*)`"
)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_place_of_the_project_that_a_document_names_exists(file: Path) -> None:
    named = set(PLACE.findall(file.read_text("utf-8")))
    assert [place for place in sorted(named) if not (ROOT / place).exists()] == []


def test_the_architecture_names_every_part_of_the_package() -> None:
    text = ARCHITECTURE.read_text("utf-8")
    package = ROOT / "generator"
    modules = [f"generator/{file.name}" for file in package.glob("*.py") if not file.stem.startswith("_")]
    folders = [f"generator/{file.parent.name}/" for file in package.glob("*/__init__.py")]
    assert [name for name in sorted([*modules, *folders]) if f"`{name}`" not in text] == []


def test_the_architecture_names_every_dependency_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[\[<>=]", one)[0].lower().removesuffix("-binary") for few in lists for one in few}
    names -= {"setuptools", "types-jsonschema", "types-pyyaml", "types-polib"}
    text = ARCHITECTURE.read_text("utf-8").partition("## Libraries, and why")[2].lower()
    aliases = {"mkdocs-material": "material for mkdocs"}
    assert [name for name in sorted(names) if aliases.get(name, name) not in text] == []
