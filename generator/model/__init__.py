"""Stage `model`: frozen, typed content that refuses unknown keys. JSON Schemas come from here. It reads no files."""

from generator.model.content import Briefing, Figure, FormField, Letter, Page, Route, Story, Tool
from generator.model.kit import Kit, KitPassage, Obstacle, Obstacles
from generator.model.shared import Approach, Item, Lens, Link, Passage, Point, Pointer, Quotation
from generator.model.tables import (
    Glossary,
    Language,
    Languages,
    Pictures,
    Record,
    Records,
    Reference,
    References,
    Retired,
    RetiredAddress,
    Section,
    Sections,
    Sessions,
    Site,
    Term,
    Terms,
    Word,
    WorkbookEntry,
    Workbooks,
)
from generator.model.topic import Discussion, Part, Question, Session, Starter, Step, Topic
from generator.model.units import SOURCE_LANGUAGE, Entry, Label, Line, Prose, State, Unit, fingerprint

__all__ = [
    "SOURCE_LANGUAGE", "Approach", "Briefing", "Discussion", "Entry", "Figure", "FormField", "Glossary", "Item", "Kit", "KitPassage", "Label",
    "Language", "Languages", "Lens", "Letter", "Line", "Link", "Obstacle", "Obstacles", "Page", "Part", "Passage", "Pictures", "Point", "Pointer",
    "Prose", "Question", "Quotation", "Record", "Records", "Reference", "References", "Retired", "RetiredAddress", "Route", "Section", "Sections",
    "Session", "Sessions", "Site", "Starter", "State", "Step", "Story", "Term", "Terms", "Tool", "Topic", "Unit", "Word",
    "WorkbookEntry", "Workbooks", "fingerprint",
]  # fmt: skip
