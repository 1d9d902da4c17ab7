"""Stage `model`: content kept in one file each: sections, glossary, references, terms, records, sessions, languages, site."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.content import Address
from generator.model.editions import STANDARD, EditionName
from generator.model.language_pairs import LanguageChoice
from generator.model.shared import (
    Day,
    Identified,
    Identifier,
    Item,
    Lens,
    Number,
    Passage,
    Pointer,
    QuestionNumber,
    Words,
    listed,
)
from generator.model.topic import Step
from generator.model.units import Entry, Label, Line, Prose

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Section(Identified):
    """One of the manual's six sections."""

    number: Number = Field(ge=1, le=9)
    title: Label
    summary: Prose
    passages: tuple[Passage, ...] = listed("passage")
    topics: tuple[Identifier, ...] = Field(min_length=1)
    sources: tuple[Pointer, ...] = Field(min_length=1)


class Sections(Entry):
    """sections.yml"""

    sections: tuple[Section, ...] = Field(min_length=1, json_schema_extra={"address": "section"})


class Word(Identified):
    """A word of the glossary. `forms` are the other ways in which it stands in a text."""

    term: Label
    definition: Prose
    forms: tuple[Words, ...] = ()
    topics: tuple[Identifier, ...] = ()
    core: bool = True
    source: Pointer | None = None


class Glossary(Entry):
    """glossary.yml"""

    words: tuple[Word, ...] = Field(min_length=1, json_schema_extra={"address": "word"})


class Reference(Identified):
    """A work: bibliographic data as the work gives them. `short` is how the text names it, as in “Limbrick 2020”."""

    short: Words
    authors: Words | None = None
    year: Number | None = Field(default=None, ge=1800, le=2100)
    title: Words
    container: Words | None = Field(
        default=None, description="The journal or book that it stands in, with volume and pages."
    )
    publisher: Words | None = None
    isbn: Words | None = None
    address: Words | None = Field(default=None, description="Web address, as the source prints it.")
    address_checked_on: Day | None = None
    licence: Words | None = None
    kind: Literal["source", "reference", "further-reading"]
    note: Line | None = None


class References(Entry):
    """references.yml"""

    references: tuple[Reference, ...] = Field(min_length=1, json_schema_extra={"address": "reference"})


class Term(Identified):
    """A wording of the sources and ours in its place, with the reason."""

    theirs: tuple[Words, ...] = Field(min_length=1, description="Wordings that our own text does not use.")
    ours: Label
    reason: Line
    allowed_in: tuple[Words, ...] = Field(
        default=(), description="Longer wordings in which theirs may stand, such as a name."
    )
    severity: Literal["problem", "warning"] = "problem"


class Terms(Entry):
    """terms.yml"""

    terms: tuple[Term, ...] = Field(min_length=1, json_schema_extra={"address": "term"})


class Record(Identified):
    """An answer that several questions ask for: written down once, shown everywhere."""

    title: Label
    text: Line
    questions: tuple[QuestionNumber, ...] = Field(min_length=2)


class Records(Entry):
    """records.yml"""

    records: tuple[Record, ...] = Field(min_length=1, json_schema_extra={"address": "record"})


class Role(Identified):
    """Somebody's job in a session."""

    title: Label
    text: Line


class Material(Identified):
    """Something to bring, and what serves people who cannot use it."""

    title: Label
    for_whom: Line
    alternative: Line


class Sessions(Entry):
    """sessions.yml: what every session shares."""

    smallest_group: Number = Field(ge=2)
    largest_group: Number = Field(ge=2)
    longest_without_break: Number = Field(ge=15, description="Minutes.")
    before: tuple[Passage, ...] = listed("before")
    room: tuple[Item, ...] = listed("room")
    materials: tuple[Material, ...] = listed("material")
    roles: tuple[Role, ...] = listed("role")
    ground_rules: tuple[Item, ...] = listed("ground-rule")
    safety: tuple[Passage, ...] = listed("safety")
    steps: tuple[Step, ...] = listed("step", "Steps that sessions take over by their id.")
    record: tuple[Item, ...] = listed("record")
    close: tuple[Item, ...] = listed("close")
    evaluation: tuple[Item, ...] = listed("evaluation")
    lenses: tuple[LensText, ...] = listed("lens")


class LensText(Entry):
    """The words for one lens."""

    id: Lens
    title: Label
    text: Line


class Language(Entry):
    """A language of the site. Adding one here and running `joinedup translate new` is all that a language needs."""

    id: LanguageTag
    name: Words = Field(description="The language's own name for itself.")
    english_name: Words
    direction: Literal["ltr", "rtl"] = "ltr"
    screen_fonts: tuple[Words, ...] = Field(
        min_length=1, description="Families of fonts.yml, the first that has a letter wins."
    )
    print_fonts: tuple[Words, ...] = Field(min_length=1)
    reader_fonts: tuple[Words, ...] = Field(
        default=(), description="For a PDF for screen readers, where print_fonts cannot be extracted."
    )
    line_height: float = Field(
        default=1.5, ge=1.2, le=3.5,
        json_schema_extra={"type": ["number", "string"]},  # numbers with a point stand in quotes
        description="Line height as a multiple of the size of the letters, in quotes, as in '2.2'.",
    )  # fmt: skip
    published: bool = Field(default=True)


class Languages(Entry):
    """languages.yml"""

    languages: tuple[Language, ...] = Field(min_length=1, json_schema_extra={"address": "language"})


class Trouble(Identified):
    """One of the ways in that the home page offers."""

    title: Label
    text: Line
    to: Annotated[str, StringConstraints(pattern=r"^(topic|tool|letter|briefing|story|page|route):[a-z0-9-]+$")]
    routes: tuple[Identifier, ...] = ()


class Home(Entry):
    """The words of the home page."""

    title: Label
    summary: Prose
    first: Trouble = Field(description="First of all: find one other person.")
    ways: tuple[Trouble, ...] = listed("way")


class Site(Entry):
    """site.yml: name and addresses. Whatever is left out here is left out on the site and on paper."""

    name: Label
    strapline: Line
    site_url: Address | None = None
    repo_url: Address | None = None
    repo_branch: Annotated[str, StringConstraints(pattern=r"^[\w./-]+$")] = "main"
    contact_email: Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"'\\]+@[\w-]+(\.[\w-]+)+$")] | None = None
    contact_note: Line | None = None
    as_of: Day | None = Field(default=None, description="Default: the date of the newest commit that touches content.")
    home: Home


class Picture(Identified):
    """A picture file kept in the project, with its licence and its text alternative."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.(svg|png)$")]
    alternative: Line
    author: Words
    licence: Words


class Pictures(Entry):
    """pictures.yml"""

    pictures: tuple[Picture, ...] = Field(default=(), json_schema_extra={"address": "picture"})


class RetiredAddress(Entry):
    """The address of a unit, or of anything around units, that was given up."""

    address: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$")]
    on: Day
    reason: Words


class Retired(Entry):
    """retired.yml"""

    retired: tuple[RetiredAddress, ...] = ()


class WorkbookEntry(Identified):
    """One or more workbooks that are built and published."""

    copy_: Literal[
        "participant", "facilitator", "co_lead", "recorder", "planner", "deck", "cards", "poster", "supporter", "signals",
        "ground_rules", "access_needs", "evaluation", "leaders_evaluation", "form", "letter", "pack", "booklet",
    ] = Field(alias="copy")  # fmt: skip
    scope: Literal["topic", "section", "manual", "session", "tool", "letter", "page", "every"] = Field(
        description="topic, section, session, tool, letter: a paper for each of them; manual: one that holds all topics; page: the booklet of a content page; every: one for all sessions."
    )
    editions: tuple[EditionName, ...] = (STANDARD,)
    lenses: tuple[Lens, ...] = Field(
        default=("people", "managers", "together"), description="For copies that differ by who leads."
    )
    minutes: tuple[Literal[60, 90], ...] = Field(default=(60, 90), description="For copies of a session.")
    topics: tuple[Identifier, ...] = Field(default=(), description="Default: every topic.")
    languages: tuple[LanguageChoice, ...] = Field(
        default=("en",), description="Codes, as in en or ur; en+ur is a paper with both languages side by side."
    )
    formats: tuple[Literal["pdf", "fillable", "docx", "odt", "epub", "html", "txt"], ...] = Field(
        default=("pdf",), min_length=1, description="In which formats it is published; the PDF comes first."
    )
    page: Identifier | None = Field(
        default=None, description="For a booklet: the content page that it belongs to, whose title it bears."
    )
    papers: tuple[BookletPaper, ...] = Field(
        default=(), description="For a booklet: what it holds, in the order in which it is printed."
    )


class BookletPaper(Entry):
    """One paper of a booklet: a tool's form, a letter, or a paper that is the same for every session."""

    copy_: Literal[
        "form", "letter", "supporter", "signals", "ground_rules", "access_needs", "evaluation", "leaders_evaluation",
    ] = Field(alias="copy")  # fmt: skip
    of: Identifier | None = Field(default=None, description="The id of the tool or the letter.")


class Workbooks(Entry):
    """workbooks/*.yml"""

    workbooks: tuple[WorkbookEntry, ...] = Field(min_length=1, json_schema_extra={"address": "workbook"})


Sessions.model_rebuild()
WorkbookEntry.model_rebuild()
