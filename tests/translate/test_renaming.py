"""What was renamed keeps its translations and its reviews."""

from __future__ import annotations

import polib

from generator.model import State
from generator.model.units import former_addresses
from tests.project import TOPIC, TOPIC_PO, Project
from tests.translate.catalogue_files import (
    LOCAL,
    START,
    TRANSLATED,
    entries,
    every_word,
    in_state,
    seen,
    update,
)


def test_a_renamed_id_keeps_its_translation(project: Project) -> None:
    before = seen(project)[f"{START}/sign/whom-to-ring/text"]
    project.edit(TOPIC, "  - id: whom-to-ring\n", "  - id: nobody-to-ring\n    formerly: [whom-to-ring]\n")
    for again in (False, True):
        if again:
            update(project)
        after = seen(project)[f"{START}/sign/nobody-to-ring/text"]
        assert (after.text, after.state) == (before.text, State.DRAFT)
    assert f"{START}/sign/nobody-to-ring/text" in entries(project)
    assert f"{START}/sign/whom-to-ring/text" not in entries(project)


def test_a_renamed_id_keeps_its_review(project: Project) -> None:
    project.edit(TOPIC, "    - id: good-practice\n", "    - id: the-best\n      formerly: [good-practice]\n")
    assert in_state(project, State.REVIEWED) == {f"{START}/discussion/question/the-best/text"}


def test_a_renamed_topic_keeps_every_translation_of_its_file_and_of_its_questions(project: Project) -> None:
    """The catalogue still stands under the old name, and one of the questions was renamed before."""
    before = every_word(project)
    project.edit(TOPIC, "id: keyworking\n", "id: key-people\nformerly: [keyworking]\n")
    project.edit(TOPIC, "    - id: local-services\n", "    - id: nearby\n      formerly: [local-services]\n")
    (project.root / TOPIC).rename(project.root / "discussion_topics/01-key-people.yml")
    for path in sorted(project.root.rglob("*.yml")):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("topic:keyworking", "topic:key-people").replace("[keyworking]", "[key-people]"), "utf-8"
        )
    project.edit("discussion_topics/01-key-people.yml", "formerly: [key-people]", "formerly: [keyworking]")
    wanted = {address.replace(START, "topic/key-people").replace("local-services", "nearby") for address in TRANSLATED}

    assert [problem.rule for problem in project.problems()] == ["strange-catalogue"]
    assert {address for address, unit in seen(project).items() if unit.language == "ur"} == wanted
    update(project)
    assert not (project.root / TOPIC_PO).exists()
    moved = "content/translations/ur/discussion_topics/01-key-people.po"
    assert {address for address, entry in entries(project, moved).items() if entry.msgstr} == wanted
    assert polib.pofile(str(project.root / moved)).metadata["Last-Translator"] == "A program"
    assert every_word(project) == before
    assert project.problems() == []


def test_every_address_that_a_unit_may_have_had_is_known(project: Project) -> None:
    project.edit(TOPIC, "id: keyworking\n", "id: keyworking\nformerly: [one, two]\n")
    project.edit(TOPIC, "    - id: local-services\n", "    - id: local-services\n      formerly: [three]\n")
    topic = next(document for document in project.library().documents if document.path == TOPIC)
    found = {old for old, new in former_addresses(topic.entry, topic.address) if new == LOCAL}
    places = [
        f"topic/{name}/discussion/question/{question}/text"
        for name in ("keyworking", "one", "two")
        for question in ("local-services", "three")
    ]
    assert found == set(places) - {LOCAL}
