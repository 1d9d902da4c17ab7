"""Nothing outside a document is reached from it, and every attempt stops it with a reason to act on."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.formats.document import DocumentRefused
from tests.formats.conftest import Pdf

HIDDEN = "words of a file that nobody may read"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.svg"
    path.write_text(f"{SVG}<title>{HIDDEN}</title></svg>", encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/it.svg", asked
        running.shutdown()


REACHING = {
    "image": "<img alt=x src='{}'>",
    "image in a drawing": f"{SVG}<title>x</title><image href='{{}}' width='9' height='9'/></svg>",
    "old link in a drawing": f"{SVG}<title>x</title><image xlink:href='{{}}' width='9' height='9'/></svg>",
    "background": "<p style='background: url({})'>x</p>",
    "bullet": "<ul style='list-style-image: url({})'><li>x</li></ul>",
    "generated": "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "sheet": "<link rel=stylesheet href='{}'><p>x</p>",
    "import": "<style>@import url({});</style><p>x</p>",
    "font": "<style>@font-face {{ font-family: X; src: url({}) }}</style><p style='font-family: X'>x</p>",
    "object": "<object data='{}'>x</object>",
    "embed": "<embed src='{}' alt=x>",
    "frame": "<iframe src='{}'></iframe>",
    "base": "<base href='{}'><img alt=x src='it.svg'>",
    "attachment": "<link rel=attachment href='{}'><p>x</p>",
    "attachment behind a link": "<a rel=attachment href='{}'>x</a>",
    "border": "<p style='border-image: url({}) 1'>x</p>",
}


@pytest.mark.parametrize("body", REACHING.values(), ids=REACHING.keys())
def test_no_file_is_read(pdf: Pdf, secret: str, body: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        pdf(body.format(secret))
    assert HIDDEN not in str(refused.value)


@pytest.mark.parametrize("body", REACHING.values(), ids=REACHING.keys())
def test_no_server_is_asked(pdf: Pdf, server: tuple[str, list[str]], body: str) -> None:
    address, asked = server
    with pytest.raises(DocumentRefused):
        pdf(body.format(address))
    assert asked == []


def test_a_drawing_that_uses_a_part_of_another_gets_nothing_of_it(
    pdf: Pdf, secret: str, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    drawing = f"{SVG}<title>x</title>{{}}</svg>"
    nothing = pdf(drawing.format(""))
    assert pdf(drawing.format(f"<use href='{secret}#a'/>")) == nothing
    assert pdf(drawing.format(f"<use href='{address}#a'/>")) == nothing
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "asset:absent.svg",
        "asset:../secret.svg",
        "asset:/etc/hosts",
        "ASSET:dot.svg",
        "ftp://127.0.0.1/it.svg",
        "it.svg",
        "//127.0.0.1/it.svg",
    ],
)
def test_only_an_asset_of_the_document_is_an_image(pdf: Pdf, address: str) -> None:
    with pytest.raises(DocumentRefused):
        pdf(f'<img alt=x src="{address}">', assets={"asset:dot.svg": f"{SVG}</svg>".encode()})


def test_a_reason_names_the_address_and_what_to_do(pdf: Pdf) -> None:
    with pytest.raises(DocumentRefused) as refused:
        pdf("<img alt=x src='file:///etc/hosts'>")
    assert str(refused.value) == (
        "'file:///etc/hosts' is not an asset of the document: "
        "add it to the document's assets, or take the reference out"
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java&#10;script:alert(1)",
        "file:///etc/hosts",
        "data:text/html,x",
        "http://example.org/",
        "vbscript:x",
        "ftp://example.org/",
        "other.html",
        "//example.org/x",
        "#nowhere",
        "https",
    ],
)
def test_a_link_leads_only_where_links_may(pdf: Pdf, href: str) -> None:
    with pytest.raises(DocumentRefused, match=r"a link leads to|Relative URI"):
        pdf(f'<a href="{href}">somewhere</a>')


@pytest.mark.parametrize("href", ["https://example.org/a?b=c#d", "mailto:a@example.org", "tel:+441234", "#here"])
def test_good_links_are_kept(pdf: Pdf, href: str) -> None:
    assert pdf(f'<p id="here"><a href="{href}">somewhere</a></p>').startswith(b"%PDF-1.7")


def test_every_bad_link_is_named_once(pdf: Pdf) -> None:
    body = "<a href='file:///a'>1</a><a href='javascript:b'>2</a><a href='file:///a'>3</a>"
    with pytest.raises(DocumentRefused) as refused:
        pdf(body)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("element", ["script", "form", "iframe", "object", "embed", "base"])
def test_elements_that_run_or_reach_out_are_refused(pdf: Pdf, element: str) -> None:
    with pytest.raises(DocumentRefused, match=f"<{element}> must not stand in a document"):
        pdf(f"<{element} >x</{element}>")


def test_text_about_elements_is_only_text(pdf: Pdf) -> None:
    assert pdf("<p>&lt;script&gt; @ font-face</p>").startswith(b"%PDF-1.7")
