"""Stage `checks`: where the site stands."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import Library
from generator.model import Site
from generator.problems import Problem, Severity


def example_addresses(library: Library) -> Iterator[Problem]:
    """The site's addresses are real ones before it is published; .example is reserved and leads nowhere (RFC 2606)."""
    for document in library.documents:
        if isinstance(document.entry, Site):
            for name in ("site_url", "repo_url", "contact_email"):
                value = getattr(document.entry, name) or ""
                if ".example" in value:
                    message = f"{value} is an example and leads nowhere; write your own before you publish or print"
                    yield Problem(document.source.at((name,)), message, "example-addresses", Severity.WARNING)
