"""The printed papers of a project: one page where they must be, and true to the evidence.

They are made from the example project and the real content, in English, Urdu and two made-up languages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polib
import pypdfium2
import pytest

from generator.formats import FORMATS
from generator.model.editions import EDITIONS, of_every_copy
from generator.model.kit import Kit
from generator.projects.audience import seen_by
from generator.projects.citing import Claim, basis, cited, claims, numbers
from generator.projects.folder import LocalProject, load_project
from generator.projects.papers import PAPERS, compose_paper, page_problem, papers_of, papers_of_kits
from generator.projects.standing import approved, old
from generator.projects.words import short_ways
from generator.render import plain
from generator.translate.interface import Interface
from generator.translate.pseudo import LANGUAGES
from tests.formats.pdf_assertions import assert_accessible, assert_order, assert_smallest
from tests.formats.pdf_reading import ReadPdf
from tests.projects.project_papers import EXAMPLE, ONE_PAGE, composed, example, page, printed, report, words
from tests.real_content import DAY, fonts, interface, library

MADE_UP = "Made up: this project and its people are an example."
TONGUES = ["en", "ur", *LANGUAGES]
MANY_PAGES = [name for name in PAPERS if name not in ONE_PAGE] + [paper.name for paper in papers_of_kits(library())]


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("name", ONE_PAGE)
def test_a_paper_of_one_page_is_one_page(name: str, language: str, edition: str) -> None:
    paper, rendered = composed(name, edition, language), printed(name, edition, language)
    assert rendered.pages == 1
    assert page_problem(paper, rendered.pages, name, load_project(EXAMPLE), library()) is None
    read = assert_accessible(rendered.content, language=language, title=paper.title)
    assert_smallest(read, EDITIONS[edition].smallest)
    assert paper.version in read.document.text


@pytest.mark.parametrize("name", MANY_PAGES)
def test_every_other_paper_is_accessible(name: str) -> None:
    read = assert_accessible(printed(name).content, language="en", title=composed(name).title)
    assert_smallest(read, EDITIONS["standard"].smallest)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "edition"), [("en", "large_print"), ("ur", "standard"), ("ur", "large_print")])
@pytest.mark.parametrize("name", MANY_PAGES)
def test_every_other_paper_is_accessible_in_every_language_and_edition(name: str, language: str, edition: str) -> None:
    paper = composed(name, edition, language)
    read = assert_accessible(printed(name, edition, language).content, language=language, title=paper.title)
    assert_smallest(read, EDITIONS[edition].smallest)


@pytest.mark.parametrize("name", ["heard", "action-plan"])
def test_a_paper_in_urdu_and_large_print_is_accessible(name: str) -> None:
    paper = composed(name, "large_print", "ur")
    read = assert_accessible(printed(name, "large_print", "ur").content, language="ur", title=paper.title)
    assert_smallest(read, EDITIONS["large_print"].smallest)


@pytest.mark.parametrize("name", [*ONE_PAGE, "account", "directory", "heard"])
def test_every_page_says_that_the_project_is_made_up(name: str) -> None:
    with pypdfium2.PdfDocument(printed(name).content) as pdf:
        texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]
    assert all(MADE_UP in text for text in texts), [text[:80] for text in texts]


def test_a_real_project_does_not_say_that_it_is_made_up() -> None:
    real = replace(example(), project=example().project.model_copy(update={"example": False}))
    paper = composed("account", local=real)
    assert "Made up:" not in paper.document.html
    assert paper.document.head == ""


def test_the_report_on_harm_says_it_by_whom_it_touches_and_how_each_piece_is_known() -> None:
    read = ReadPdf(printed("ill-effects").content)
    every = [claim for harm in report().harm for claim in claims(harm.evidence, example(), "en")]
    assert len(every) > 3
    text = " ".join(read.document.text.split())
    places = [text.find(one_line(claim)) for claim in every]
    assert -1 not in places, [one_line(claim) for claim, place in zip(every, places, strict=True) if place < 0]
    assert places == sorted(places)


def one_line(claim: Claim) -> str:
    """A claim's words as they stand on paper."""
    return f"{plain(claim.line)} {of_claim(claim)}"


def of_claim(claim: Claim) -> str:
    """What stands after a claim: how it was gathered, where, in which year, its number."""
    return f"{short_ways(str)[claim.piece.how]} · {plain(claim.piece.where)} · {claim.year} · [{claim.number}]"


@pytest.mark.parametrize("edition", sorted(of_every_copy()))
def test_every_claim_to_a_manager_shows_kind_place_and_year(edition: str) -> None:
    html = composed("decision", edition).document.html
    every = claims((*page().harm, *page().good_practice), example(), "en")
    shown = [claim for claim in every if plain(claim.line) in words(html)]
    assert len(shown) == (len(every) if edition == "standard" else 2)
    for claim in shown:
        assert of_claim(claim).replace(f" · [{claim.number}]", "") in words(html)
    for claim in every:
        assert f"[{claim.number}]" in html


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_a_manager_sees_all_that_nobody_knows_and_how_many_pieces_and_people_the_page_rests_on(edition: str) -> None:
    text = words(composed("decision", edition).document.html)
    assert len(page().unknown) > 1
    assert [plain(one.text) for one in page().unknown if plain(one.text) not in text] == []
    named = dict.fromkeys(
        (*page().harm, *page().good_practice, *(piece for one in page().savings for piece in one.evidence))
    )
    pieces = [example().by_id[piece] for piece in named]
    assert f"{len(pieces)} pieces of evidence" in text
    assert f"{sum(piece.people or 0 for piece in pieces if piece.how != 'reading')} people were heard" in text


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", ONE_PAGE)
def test_a_page_with_numbers_says_where_they_lead_and_large_print_where_the_rest_stands(
    name: str, language: str
) -> None:
    said = {
        "standard": interface(language)("The numbers in brackets lead to the full account."),
        "large_print": interface(language)("[Numbers] and more: see the full account."),
    }
    for edition, line in said.items():
        html = composed(name, edition, language).document.html
        assert (line in words(html)) is ('class="reference"' in html)


def test_a_manager_sees_every_option_with_its_cost_and_how_it_is_known() -> None:
    text = ReadPdf(printed("decision").content).document.text
    for option in page().options:
        assert plain(option.title) in text
        assert plain(option.cost) in text
        assert plain(option.cost_known_by) in text


def test_without_evidence_for_a_saving_none_is_claimed() -> None:
    project = example().project
    without = project.model_copy(update={"decision": page().model_copy(update={"savings": ()})})
    text = words(composed("decision", local=replace(example(), project=without)).document.html)
    assert "We claim none, since we have no evidence for one." in text


def test_how_we_know_is_counted_from_the_pieces() -> None:
    rests_on = {*(piece for harm in report().harm for piece in harm.evidence), report().quotation}
    pieces = [piece for piece in example().evidence if piece.id in rests_on]
    text = words(composed("ill-effects").document.html)
    assert f"{len(pieces)} pieces of evidence" in text
    assert f"{sum(piece.people or 0 for piece in pieces if piece.how != 'reading')} people were heard" in text
    assert f"{sum(piece.how == 'interview' for piece in pieces)} interviews" in text


def test_pieces_that_do_not_say_how_many_people_are_owned_up_to() -> None:
    first, second = example().evidence[:2]
    counted = basis([first.model_copy(update={"people": None, "how": "survey"}), second.model_copy(update={"people": 7, "how": "interview"})])  # fmt: skip
    assert (counted.pieces, counted.people, counted.uncounted) == (2, 7, 1)
    read = basis([first.model_copy(update={"people": None, "how": "reading"})])
    assert (read.people, read.uncounted) == (0, 0), "what was read has no people"
    with pytest.raises(ValueError, match="no pieces"):
        basis([])


def test_the_account_holds_every_cited_piece_in_full_under_its_number() -> None:
    read = ReadPdf(printed("account").content)
    known = numbers(example())
    assert sorted(known.values()) == list(range(1, len(known) + 1))
    for piece in cited(example()):
        said = claims([piece.id], example(), "en")[0].said
        assert f"[{known[piece.id]}] {plain(piece.title)}" in read.document.text
        assert plain(said.text).split(".")[0] in read.document.text
        if piece.consent:
            assert plain(piece.consent.agreed) in read.document.text
    for media in (media for piece in cited(example()) for media in piece.media):
        assert plain(media.transcript)[:60] in words(composed("account").document.html)


def test_a_scene_that_rests_on_a_piece_nobody_may_see_any_more_is_left_out() -> None:
    loaded = load_project(EXAMPLE)
    scene = next(one for one in report().scenes if len(one.evidence) > 1)
    hidden = scene.evidence[-1]
    evidence = tuple(one.model_copy(update={"draft": one.id == hidden}) for one in loaded.evidence)
    local = seen_by(replace(loaded, evidence=evidence), "public", DAY)
    assert local is not None
    assert local.project.ill_effects is not None
    kept = [one.id for one in local.project.ill_effects.scenes]
    assert kept == [one.id for one in report().scenes if hidden not in one.evidence]
    assert plain(scene.seen) in words(composed("storyboard").document.html)
    assert plain(scene.seen) not in words(composed("storyboard", local=local).document.html)


def test_every_number_on_a_short_page_is_that_of_a_piece_in_the_account() -> None:
    known = set(numbers(example()).values())
    for name in ("ill-effects", "decision", "action-plan", "storyboard"):
        for edition in of_every_copy():
            html = composed(name, edition).document.html
            used = {int(number) for number in re.findall(r'class="reference">\[(\d+)\]', html)}
            assert used, name
            assert used <= known, name


def test_words_said_in_urdu_stand_in_urdu_with_their_translation_first_in_english() -> None:
    piece = next(piece for piece in example().evidence if piece.language == "ur")
    html = composed("account").document.html
    translation = piece.translations[0]
    assert plain(translation.text)[:40] in words(html)
    assert html.index(plain(translation.text)[:40]) < html.index(plain(piece.text)[:40])
    assert plain(translation.by) in words(html)
    assert plain(piece.title) in words(composed("account", language="ur").document.html)


def test_too_much_for_one_page_says_what_to_cut_in_which_file_and_keeps_the_words_to_itself(tmp_path: Path) -> None:
    folder = tmp_path / "thimblewick"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "project.yml"
    text = file.read_text("utf-8")
    before = "  limits: '"
    assert text.count(before) == 1
    file.write_text(text.replace(before, before + "Far too many words stand here. " * 40), "utf-8")
    loaded = load_project(folder, "content/projects/thimblewick")
    local = seen_by(loaded, "public", DAY)
    paper = composed("decision", local=local)
    pages = FORMATS["pdf"].render(paper.document, fonts()).pages
    problem = page_problem(paper, pages, "decision", loaded, library())
    assert pages > 1
    assert problem is not None
    line = file.read_text("utf-8").splitlines().index(next(one for one in file.read_text("utf-8").splitlines() if one.startswith(before))) + 1  # fmt: skip
    assert problem.line.startswith(f"content/projects/thimblewick/project.yml:{line}:")
    assert "project.yml, decision.limits (" in problem.message
    assert "evidence/" in problem.message or problem.message.count("project.yml") > 1
    assert "Far too many" not in problem.message
    assert page_problem(paper, 9, "account", loaded, library()) is None, "an account may be as long as it is"


def test_what_was_heard_never_leaves_its_last_page_to_what_is_said_about_the_paper() -> None:
    for language in ("en", "ur"):
        with pypdfium2.PdfDocument(printed("heard", language=language).content) as opened:
            last = opened[len(opened) - 1].get_textpage().get_text_range()
        assert re.search(r"\b14\b", last), "the table stands with it"


def test_what_was_heard_is_counted_in_chart_table_and_sentence_and_never_scored() -> None:
    read = ReadPdf(printed("heard").content)
    sorted_pieces = sum(1 for piece in example().evidence if piece.classified)
    assert f"{sorted_pieces} pieces have been heard and sorted so far." in read.document.text
    assert ["heard and sorted" in (one.alternative or "") for one in read.document.all("Figure")].count(True) == 1
    assert not re.search(r"unanswered|per cent|%|out of", read.document.text)


def test_each_kind_in_a_chart_has_a_pattern_of_its_own() -> None:
    svg = re.findall(r'(?s)<svg[^>]*class="chart".*?</svg>', composed("heard").document.html)
    legend = re.findall(r'<rect [^>]*height="24" fill="([^"]*)"[^>]*/>\n(<path d="[^"]*" fill="none" stroke="#000" stroke-width="(\d)")?', svg[0])  # fmt: skip
    looks = {(fill, re.sub(r"[\d. -]+", "", path)[:12], width) for fill, path, width in legend}
    assert len(looks) == len(legend) > 4
    assert "url(" not in svg[0]


def test_the_directory_gives_a_badge_and_a_warning_only_where_they_are_due() -> None:
    services = example().services
    html = composed("directory").document.html
    articles = re.findall(r'(?s)<article class="service">.*?</article>', html)
    assert len(articles) == len(services)
    by_name = {plain(service.name): service for service in services}
    for article in articles:
        service = next(service for name, service in by_name.items() if f"<h3>{name}</h3>" in article.replace("&#39;", "'"))  # fmt: skip
        assert ("badge" in article) is approved(service, example().project, DAY)
        assert ("for over a year" in article) is old(service, DAY)
        assert interface("en").day(service.checked_on) in article
    assert "badge" in html
    assert "for over a year" in html


def test_the_plan_tells_apart_what_is_there_what_is_new_and_what_is_left() -> None:
    read = ReadPdf(printed("action-plan").content)
    assert_order(read, "New: what we will do", "Already in place", "Left for later")
    actions = [action for gathering in example().gatherings for action in gathering.actions]
    for action in actions:
        assert plain(action.what) in read.document.text
        if action.standing == "later" and action.ask_again:
            assert interface("en").day(action.ask_again) in read.document.text


def test_a_kit_has_room_to_write_and_a_projects_own_copy_has_its_answers() -> None:
    for kit in library().all(Kit):
        name = f"kit-{kit.id}"
        general = compose_paper(name, "standard", None, library(), interface("en"), DAY)
        own = composed(name)
        assert "From our project" not in general.document.html
        assert "ruled-line" in general.document.html
        assert plain(example().project.group.who) not in words(general.document.html)
        assert general.address == f"https://joined-up.example/en/kits/{kit.id}/"
        assert own.document.html.count("From our project") > 0
        for passage in kit.passages:
            assert plain(passage.title) in words(own.document.html)
        if any(passage.shows == "quotations" for passage in kit.passages):
            said = [piece for piece in example().evidence if piece.words == "said" and piece.classified]
            shown = [piece for piece in said if plain(piece.text).splitlines()[0] in words(own.document.html)]
            assert len(said) > len(shown) == 3
            assert {piece.id for piece in shown} <= {piece.id for piece in cited(example())}
            assert "More of what people said stands in the full account." in words(own.document.html)


def test_the_same_project_gives_the_same_paper_and_a_changed_one_another_version() -> None:
    first = composed("decision")
    again = compose_paper("decision", "standard", example(), library(), Interface("en", polib.POFile()), DAY)
    assert (first.version, first.document.html) == (again.version, again.document.html)
    changed = page().model_copy(update={"ask": replace(page().ask, text="Something else.")})
    other = replace(example(), project=example().project.model_copy(update={"decision": changed}))
    assert composed("decision", local=other).version != first.version


def test_a_project_without_what_a_paper_takes_does_not_offer_it() -> None:
    nothing: Mapping[str, object] = {"ill_effects": None, "decision": None}
    bare = LocalProject(example().project.model_copy(update=nothing))
    offered = [paper.name for paper in papers_of(bare, library())]
    assert offered == [paper.name for paper in papers_of_kits(library())]
