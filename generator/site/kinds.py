"""Stage `site`: every kind of page, in one table. A new kind is a line here, a function below it, and a template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from generator import model
from generator.library import Document
from generator.model import Step, Topic
from generator.projects.papers import KIT_START
from generator.render import plain
from generator.site.compose import Composer, Draft
from generator.site.downloads import (
    name_of,
    of_entry,
    of_every_session,
    of_several,
    of_topic,
    offered,
    pack_of,
)
from generator.site.local import values_of_files
from generator.site.page import Download
from generator.site.places import FOLDERS, KIND_FOLDERS, MENUS

Drafts = Iterator[Draft]

CONTACT_PAGES = ("about", "accessibility-statement", "ask-for-another-format", "report-a-problem", "privacy")
"""Content pages that show how to reach the people behind the site."""


def _home(site: Composer) -> Drafts:
    home = site.library.site.home
    yield Draft("home", "", home.title, None, home.summary, "site/home", "content/site.yml", values={"home": home})


def _start(site: Composer) -> Drafts:
    _ = site.interface
    routes = {
        kind: [route for route in site.library.all(model.Route) if route.kind == kind]
        for kind in ("trouble", "task", "person")
    }
    yield Draft("start", "start/", _("Start"), "start", values={"pages": pages_of(site, "start"), "routes": routes})


def _topics(site: Composer) -> Drafts:
    _ = site.interface
    by_id = {topic.id: topic for topic in site.library.topics}
    values = {"by_id": by_id, "introduction": site.library.topics[0], "pages": pages_of(site, "topics")}
    values["planners"] = _offered(site, of_several)
    yield Draft("topics", "topics/", _("Topics"), "topics", None, "sections", "content/sections.yml", values=values)


def _topic(site: Composer) -> Drafts:
    topics = site.library.topics
    sections = {topic: section for section in site.library.sections for topic in section.topics}
    tools = {topic.id: [tool for tool in site.library.all(model.Tool) if topic.id in tool.topics] for topic in topics}
    for index, topic in enumerate(topics):
        values = {
            "topic": topic, "section": sections.get(topic.id), "tools": tools[topic.id], "downloads": _of_any_session(site, topic),
            "stories": [link for link in topic.related if link.to.startswith(("story:", "briefing:"))],
            "others": [link for link in topic.related if not link.to.startswith(("story:", "briefing:"))],
            "before": topics[index - 1] if index else None, "after": topics[index + 1] if index + 1 < len(topics) else None,
            "records": records_of(site, topic),
        }  # fmt: skip
        yield _of(site, f"topic:{topic.id}", values, topics=(topic.id,))


def _of_any_session(site: Composer, topic: Topic) -> list[Download]:
    """The downloads of a topic's page: packs, and what is no part of one session; the rest stands on the page of its session."""
    return [one for one in _offered(site, of_topic(topic.id)) if one.copy == "pack" or one.minutes is None]


def _sessions(site: Composer) -> Drafts:
    _ = site.interface
    topics = [topic for topic in site.library.topics if topic.sessions]
    packs = {topic.id: _offered(site, pack_of(topic.id)) for topic in topics}
    values = {"pages": pages_of(site, "sessions"), "topics": topics, "packs": packs}
    yield Draft(
        "sessions", "sessions/", _("Sessions"), "sessions", None, "sessions", "content/sessions.yml", values=values
    )


def _preparing(site: Composer) -> Drafts:
    _, sessions = site.interface, site.library.sessions
    title = _("What every session needs")
    yield Draft(
        "preparing",
        "sessions/every-session/",
        title,
        "sessions",
        None,
        "sessions",
        "content/sessions.yml",
        values={"sessions": sessions, "downloads": _offered(site, of_every_session)},
    )


def _session(site: Composer) -> Drafts:
    _ = site.interface
    for topic in site.library.topics:
        document = site.library.by_target[f"topic:{topic.id}"]
        for session in topic.sessions:
            steps = [resolved(step, site.library.sessions) for step in session.steps]
            title = (
                _("{title}: a session of {minutes} minutes")
                .replace("{title}", topic.title.text)
                .replace("{minutes}", str(session.minutes))
            )
            values = {
                "topic": topic,
                "session": session,
                "steps": timed(steps),
                "downloads": _offered(site, of_topic(topic.id, session.minutes)),
            }
            yield Draft(
                "session", f"sessions/{topic.id}-{session.minutes}/", title, "sessions", None, f"topic/{topic.id}/session/{session.id}",
                document.path, (topic.id,), values=values,
            )  # fmt: skip


def _tools(site: Composer) -> Drafts:
    _ = site.interface
    values = {
        "tools": site.library.all(model.Tool),
        "letters": site.library.all(model.Letter),
        "kits": site.library.all(model.Kit),
        "pages": pages_of(site, "tools"),
    }
    yield Draft("tools", "tools/", _("Tools and letters"), "tools", values=values)


def _tool(site: Composer) -> Drafts:
    for tool in site.library.all(model.Tool):
        yield _of(
            site,
            f"tool:{tool.id}",
            {"tool": tool, "downloads": _offered(site, of_entry("form", tool.id))},
            topics=tool.topics,
        )


def _letter(site: Composer) -> Drafts:
    for letter in site.library.all(model.Letter):
        values = {
            "letter": letter,
            "mail_of": mail_of(letter),
            "downloads": _offered(site, of_entry("letter", letter.id)),
        }
        yield _of(site, f"letter:{letter.id}", values)


def _kit(site: Composer) -> Drafts:
    for kit in site.library.all(model.Kit):
        own = [
            file
            for file in site.facts.kits
            if file.language == site.library.language and file.name == f"{KIT_START}{kit.id}"
        ]
        yield _of(site, f"kit:{kit.id}", {"kit": kit, **values_of_files(site, own)})


def _shared_answers(site: Composer) -> Drafts:
    _ = site.interface
    values = {"records": site.library.records.values()}
    yield Draft(
        "shared-answers",
        "tools/shared-answers/",
        _("Answers that several topics ask for"),
        "tools",
        None,
        "records",
        "content/records.yml",
        values=values,
    )


def _stories(site: Composer) -> Drafts:
    _ = site.interface
    values = {
        "stories": site.library.all(model.Story), "briefings": site.library.all(model.Briefing), "pages": pages_of(site, "stories"),
        "figures": site.library.all(model.Figure), "obstacles": bool(site.library.obstacles),
    }  # fmt: skip
    yield Draft("stories", "stories/", _("Stories and evidence"), "stories", values=values)


def _story(site: Composer) -> Drafts:
    for story in site.library.all(model.Story):
        yield _of(site, f"story:{story.id}", {"story": story})


def _briefing(site: Composer) -> Drafts:
    for briefing in site.library.all(model.Briefing):
        yield _of(site, f"briefing:{briefing.id}", {"briefing": briefing})


def _figures(site: Composer) -> Drafts:
    _ = site.interface
    yield Draft(
        "figures", "stories/figures/", _("Figures"), "stories", values={"figures": site.library.all(model.Figure)}
    )


def _route(site: Composer) -> Drafts:
    for route in site.library.all(model.Route):
        yield _of(site, f"route:{route.id}", {"route": route})


def _page(site: Composer) -> Drafts:
    for page in site.library.all(model.Page):
        document = site.library.by_target[f"page:{page.id}"]
        first = page.id == FOLDERS[page.menu]
        siblings = [other for other in pages_of(site, page.menu) if other.id != page.id]
        values = {
            "page": page,
            "siblings": siblings if first else [],
            "folder": FOLDERS[page.menu],
            "first": first,
            "downloads": _offered(site, of_entry("booklet", page.id)),
            "contact": page.id in CONTACT_PAGES and site.library.site.contact_email,
        }
        yield Draft(
            "section-page" if first else "page", site.places.page(page.id), page.title, page.menu, page.summary, f"page/{page.id}",
            document.path, template="page", values=values,
        )  # fmt: skip


def _glossary(site: Composer) -> Drafts:
    _ = site.interface
    words = sorted(site.library.words.values(), key=lambda word: word.term.text.casefold())
    yield Draft(
        "glossary",
        "glossary/",
        _("Words explained"),
        "about",
        None,
        "glossary",
        "content/glossary.yml",
        values={"words": words},
    )


def _references(site: Composer) -> Drafts:
    _ = site.interface
    works = site.library.references.values()
    kinds = {kind: [work for work in works if work.kind == kind] for kind in ("source", "reference", "further-reading")}
    yield Draft(
        "references",
        "references/",
        _("References"),
        "about",
        None,
        "references",
        "content/references.yml",
        values={"kinds": kinds},
    )


def _copies(site: Composer) -> Drafts:
    _ = site.interface
    every = [download for download in site.facts.downloads if download.language == site.library.language]
    own = [download for download in every if download.format == "pdf"]
    yield Draft(
        "copies",
        "copy/",
        _("Is my copy current?"),
        "tools",
        values={"downloads": own, "title_with": lambda download: copy_title(download, site)},
    )
    for download in own:
        yield Draft(
            "copy",
            f"copy/{download.code}/",
            copy_title(download, site),
            "tools",
            topics=download.topics,
            values={"download": download},
            searched=False,
        )


def _search(site: Composer) -> Drafts:
    _ = site.interface
    yield Draft("search", "search/", _("Search"), None, searched=False)


PAGE_KINDS: Mapping[str, Callable[[Composer], Drafts]] = {
    "home": _home,
    "start": _start,
    "route": _route,
    "topics": _topics,
    "topic": _topic,
    "sessions": _sessions,
    "preparing": _preparing,
    "session": _session,
    "tools": _tools,
    "tool": _tool,
    "letter": _letter,
    "kit": _kit,
    "shared-answers": _shared_answers,
    "stories": _stories,
    "story": _story,
    "briefing": _briefing,
    "figures": _figures,
    "page": _page,
    "glossary": _glossary,
    "references": _references,
    "copy": _copies,
    "search": _search,
}


def _of(site: Composer, target: str, values: Mapping[str, object], topics: tuple[str, ...] = ()) -> Draft:
    """The draft of an entry that has a file of its own."""
    document: Document = site.library.by_target[target]
    kind = document.kind
    entry = document.entry
    if not isinstance(
        entry, model.Topic | model.Tool | model.Letter | model.Story | model.Briefing | model.Route | model.Kit
    ):
        raise TypeError(target)
    return Draft(
        kind, f"{KIND_FOLDERS[kind]}/{document.id}/", entry.title, MENUS[kind], entry.summary, document.address, document.path,
        topics, values=values,
    )  # fmt: skip


def pages_of(site: Composer, menu: str) -> list[model.Page]:
    """The content pages of an entry of the menu, in their order."""
    return [page for page in site.library.all(model.Page) if page.menu == menu]


def _offered(site: Composer, wanted: Callable[[Download], bool]) -> list[Download]:
    """The downloads of a page, in its language."""
    return offered(site.facts.downloads, site.library.language, wanted)


def records_of(site: Composer, topic: Topic) -> dict[str, list[model.Record]]:
    """For each question of a topic the shared answers that it feeds."""
    return {
        question.number: [site.library.records[record] for record in question.records]
        for question in topic.discussion.questions
    }


def resolved(step: Step, sessions: model.Sessions) -> Step:
    """A step with the words of the common step that it names; its own minutes, questions and words come first."""
    common = next((other for other in sessions.steps if other.id == step.common), None)
    if common is None:
        return step
    empty = {name for name in type(step).model_fields if not getattr(step, name)}
    return step.model_copy(update={name: getattr(common, name) for name in empty if name != "common"})


def timed(steps: list[Step]) -> list[tuple[int, int, Step]]:
    """Each step with the minute in which it begins and that in which it ends."""
    rows, start = [], 0
    for step in steps:
        rows.append((start, start + step.minutes, step))
        start += step.minutes
    return rows


def mail_of(letter: model.Letter) -> str:
    """A mail to nobody yet, with the letter's subject and words in it."""
    units = (letter.greeting, *(paragraph.text for paragraph in letter.paragraphs), letter.closing)
    body = "\r\n\r\n".join(plain(unit) for unit in units)
    return f"mailto:?subject={quote(plain(letter.subject))}&body={quote(body)}"


def copy_title(download: Download, site: Composer) -> str:
    """The name of a document with its copy: Keyworking · Participant copy, large print."""
    return f"{download.title} · {name_of(download, site.words).striptags()}"
