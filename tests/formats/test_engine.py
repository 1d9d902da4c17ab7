"""The tagging stops, and says why, when WeasyPrint is not the version that it was made for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pydyf
import pytest
import weasyprint
import weasyprint.draw.text
import weasyprint.pdf

from generator.formats.tagging import engine
from generator.formats.tagging.clusters import Glyph, with_text


def test_the_installed_version_is_the_one_that_the_tagging_was_made_for() -> None:
    engine.check_engine()


def test_the_quick_look_says_the_same_as_the_look_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.hash_of_all() == engine.ALL_OF_IT
    monkeypatch.setattr(engine, "ALL_OF_IT", "0" * 16)
    engine.check_engine()


def test_a_changed_file_makes_it_look_at_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pdf.py"
    other.write_bytes(Path(weasyprint.pdf.__file__).read_bytes() + b"#")
    honest = inspect.getfile
    monkeypatch.setattr(inspect, "getfile", lambda one: str(other) if one is weasyprint.pdf else honest(one))
    monkeypatch.setattr(engine, "source_hash", lambda name: "0" * 16)
    with pytest.raises(engine.EngineChangedError, match=r"weasyprint\.pdf:generate_pdf"):
        engine.check_engine()


def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(engine.EngineChangedError, match=r"weasyprint 71\.0, not 70\.0"):
        engine.check_engine()


@pytest.mark.parametrize("name", engine.RELIED_ON)
def test_a_changed_function_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.RELIED_ON, name, "0" * 16)
    with pytest.raises(engine.EngineChangedError, match=name):
        engine.check_engine()


def fail_while_tagging() -> None:
    with engine.tagging("en", "ltr"):
        raise KeyError(weasyprint.pdf.add_tags)


def test_what_was_replaced_is_put_back_even_after_an_error() -> None:
    before = weasyprint.pdf.add_tags, weasyprint.draw.text.draw_first_line
    with pytest.raises(KeyError) as raised:
        fail_while_tagging()
    assert raised.value.args[0] is not before[0]
    assert (weasyprint.pdf.add_tags, weasyprint.draw.text.draw_first_line) == before


def glyphs(*given: tuple[int, int, str | None]) -> Iterator[Glyph]:
    return iter([Glyph(*each) for each in given])


def test_the_text_of_a_cluster_is_written_around_its_glyphs_only() -> None:
    drawn = [b"BT", b"[<00010002>5<0003>] TJ", b"3 Ts", b"[<0004>] TJ", b"0 Ts", b"[<0005>] TJ", b"ET"]
    line = glyphs((1, 0, None), (2, 1, "ab"), (3, 1, "ab"), (4, 1, "ab"), (5, 2, None))
    rewritten = list(with_text(drawn[:-1], line))
    assert [item for item in rewritten if not isinstance(item, pydyf.Dictionary)] == [
        b"BT",
        b"[<0001>] TJ",
        "/Span",
        b"BDC",
        b"[<0002> 5<0003>] TJ",
        b"3 Ts",
        b"[<0004>] TJ",
        b"0 Ts",
        b"EMC",
        b"[<0005>] TJ",
    ]


@pytest.mark.parametrize("line", [((1, 0, None),), ((1, 0, None), (9, 1, None)), ((1, 0, None),) * 3])
def test_other_glyphs_than_expected_are_a_loud_error(line: tuple[tuple[int, int, str | None], ...]) -> None:
    with pytest.raises(ValueError, match="drawn"):
        list(with_text([b"[<00010002>] TJ"], glyphs(*line)))
