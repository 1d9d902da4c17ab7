"""Stage `site`: the words around every page (header, footer, search, colours), for the templates of `site_overrides`."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def words(_: Callable[[str], str]) -> Mapping[str, str]:
    """The words by the names that the templates use; mkdocs.yml holds the English ones, so that it serves by itself.

    `{count}` and `{query}` are filled in by the search page.
    """
    return {
        "skip": _("Skip to the content"),
        "menu": _("Menu"),
        "menu_start": _("Start"),
        "menu_topics": _("Topics"),
        "menu_sessions": _("Sessions"),
        "menu_tools": _("Tools and letters"),
        "menu_stories": _("Stories and evidence"),
        "menu_fair": _("Fair and safe"),
        "menu_about": _("About and help"),
        "language": _("Language"),
        "languages": _("Languages"),
        "dark": _("Dark colours"),
        "close": _("Close"),
        "in_the_glossary": _("More in the glossary"),
        "search": _("Search"),
        "search_go": _("Find"),
        "searching": _("Searching …"),
        "search_none": _("Nothing found for “{query}”. Try one word, or another word for the same thing."),
        "search_one": _("1 result for “{query}”"),
        "search_many": _("{count} results for “{query}”"),
        "search_more": _("Show more results"),
        "search_failed": _("The search did not work. The menu leads to every page."),
        "search_needs_script": _("Searching needs scripts, and they are off. The menu leads to every page."),
        "change_title": _("Is something here wrong or missing?"),
        "change_text": _("You need no account to tell us."),
        "suggest": _("Suggest a change by email"),
        "edit": _("Edit this page"),
        "report": _("Report a problem"),
        "other_format": _("Ask for another format"),
        "accessibility": _("Accessibility statement"),
        "glossary": _("Words explained"),
        "references": _("References"),
        "licence": _("Anyone may share and change these words if they name Joined Up (CC BY 4.0)."),
        "version": _("Version of"),
        "audience_project": _("For people who work on these projects only."),
        "audience_text": _("It holds what people told them in confidence. Do not put it on the open web."),
        "missing_title": _("This page is not here"),
        "missing_text": _("It may have moved. These pages lead to everything."),
    }
