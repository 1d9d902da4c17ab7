"""One HTML file: it opens from a disk, asks for nothing, and has no fault that axe finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.formats import html
from tests.formats.papers import made, paper
from tests.real_content import ROOT, fonts

AXE = ROOT / "node_modules/axe-core/axe.min.js"
both = pytest.mark.parametrize("language", ["en", "ur"])


@pytest.mark.browser
@both
@pytest.mark.parametrize("width", [320, 1280])
def test_it_opens_from_a_disk_and_asks_for_nothing(browser: Browser, tmp_path: Path, language: str, width: int) -> None:
    file = tmp_path / "paper.html"
    file.write_bytes(made("html", language))
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    outside = [address for address in asked if not address.startswith("data:")]
    assert outside == [file.as_uri()]
    assert complaints == []
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(content=AXE.read_text("utf-8"))
    violations = page.evaluate("axe.run().then(result => result.violations.map(one => one.id + one.nodes[0].html))")
    assert violations == []
    context.close()


@pytest.mark.browser
def test_its_own_policy_lets_its_own_styles_in_and_no_others(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "paper.html"
    other = b"<style>main { display: none }</style></head>"
    file.write_bytes(made("html").replace(b"</head>", other))
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.space')).borderTopStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).display") == "block"
    assert len(complaints) == 1
    assert "style-src" in complaints[0]
    page.close()


@both
def test_it_says_what_it_may_load(language: str) -> None:
    page = made("html", language).decode()
    assert page.count('http-equiv="Content-Security-Policy"') == 1
    assert "default-src 'none'" in page
    assert page.count("<main>") == 1
    assert "<script" not in page
    assert "asset:" not in page


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert html.render(paper(), fonts()).content == made("html")
