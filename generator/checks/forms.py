"""Stage `checks`: forms can be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.columns import fit
from generator.library import Library
from generator.model import Tool
from generator.problems import Problem


def columns(library: Library) -> Iterator[Problem]:
    """The columns of a table have room beside each other."""
    for document in library.documents:
        if not isinstance(document.entry, Tool):
            continue
        for place, section in enumerate(document.entry.sections):
            for index, field in enumerate(section.fields):
                if field.columns and not fit(field.columns):
                    message = "these columns have too little room beside each other on paper; leave out width: narrow where more is written, or write fewer columns, at most six"
                    location = ("sections", place, "fields", index, "columns")
                    yield Problem(document.source.at_key(location), message, "form-columns")
