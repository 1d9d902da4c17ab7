"""The translations of the tiny library, read and changed as its translators would."""

from __future__ import annotations

from collections import Counter

import polib

from generator.model import State, Unit
from generator.translate.view import view
from tests.project import TOPIC_PO, Project

REVIEWS = "content/translations/ur/reviews.yml"
INTERFACE = "content/translations/ur/interface.po"
START = "topic/keyworking"
TRANSLATED = {
    f"{START}/title",
    f"{START}/summary",
    f"{START}/sign/whom-to-ring/text",
    f"{START}/starter/one-person/text",
    f"{START}/discussion/question/local-services/text",
    f"{START}/discussion/question/good-practice/text",
}
LOCAL, GOOD = f"{START}/discussion/question/local-services/text", f"{START}/discussion/question/good-practice/text"
LOCAL_ENGLISH, GOOD_ENGLISH = "Which services here give people a keyworker?", "What do the best of them do?"


def seen(project: Project, language: str = "ur") -> dict[str, Unit]:
    """Every unit by its address, as it is seen in a language."""
    catalogues = project.catalogues()
    return {unit.address: unit for unit in view(project.library(), catalogues, language).units()}


def in_state(project: Project, state: State) -> set[str]:
    return {address for address, unit in seen(project).items() if unit.state is state}


def entries(project: Project, path: str = TOPIC_PO) -> dict[str, polib.POEntry]:
    """The entries of a catalogue by address, without those that are put aside."""
    return {entry.msgctxt: entry for entry in polib.pofile(str(project.root / path)) if not entry.obsolete}


def put_aside(project: Project, path: str = TOPIC_PO) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(str(project.root / path)).obsolete_entries()}


def update(project: Project) -> str:
    status, out, error = project.translate("update")
    assert status == 0, error
    return out


def every_word(project: Project) -> Counter[str]:
    """Every translated text of every catalogue, put aside or not."""
    files = sorted((project.root / "content/translations").rglob("*.po"))
    found = [entry for file in files for entry in polib.pofile(str(file))]
    return Counter(text for entry in found for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)
