"""Stage `publish`: what stands above the languages: the page to choose one, 404, the sitemap, and what hosts and robots read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from generator.library import Library
from generator.model import SOURCE_LANGUAGE, Language
from generator.publish.site_settings import POLICY
from generator.site.frame import words
from generator.site.page import Facts
from generator.translate.interface import Interface

HEADERS = """# For hosts that read this file, such as Netlify and Cloudflare Pages. Elsewhere, set the same headers in the server. Each page
# carries a policy of its own as well, which is stricter where it can be: 'wasm-unsafe-eval' is for the search alone.
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
{robots}/*/fonts/*
  Cache-Control: public, max-age=604800
"""

UNLISTED = ("404.html", "search/index.html")
UNLISTED_FOLDERS = ("copy/",)
"""Pages that nobody should reach by a search engine: they make sense only from another page, or from a printed copy."""


def whole(
    tree: Path, views: Mapping[str, Library], interfaces: Mapping[str, Interface], facts: Facts
) -> Mapping[str, bytes]:
    """The files above the languages, path → bytes; `tree` holds the finished pages of each language of facts.languages.

    A sitemap needs the site's address, so there is none where site.yml gives no address.
    """
    site = views[facts.languages[0].id].site
    address = f"{site.site_url.rstrip('/')}/" if site.site_url else ""
    languages = [_shown(language, views[language.id], interfaces[language.id]) for language in facts.languages]
    fonts = _fonts(tree / facts.languages[0].id)
    known = {
        "name": site.name.text,
        "languages": languages,
        "address": address,
        "fonts": fonts,
        "audience": facts.audience,
    }
    robots = "" if facts.audience == "public" else "  X-Robots-Tag: noindex\n"
    files = {
        "index.html": _template("choose").render(base="", **known),
        "404.html": _template("missing").render(base=urlsplit(address).path or "/", **known),
        "robots.txt": _robots(address, facts.audience),
        "_headers": HEADERS.format(policy=with_webassembly(POLICY), robots=robots),
    }
    if address and facts.audience == "public":
        files["sitemap.xml"] = sitemap(tree, [language.id for language in facts.languages], address)
    return {path: text.encode() for path, text in files.items()}


def _robots(address: str, audience: str) -> str:
    """What robots may read: everything, or nothing of a site that is not for everybody."""
    if audience != "public":
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n{f'Sitemap: {address}sitemap.xml' if address else ''}".rstrip() + "\n"


def _shown(language: Language, library: Library, interface: Interface) -> Mapping[str, str]:
    """What the pages here say of a language, in that language; nothing where there is no translation."""
    strapline = library.site.strapline
    missing, english = words(interface)["missing_title"], words(str)["missing_title"]
    translated = language.id == SOURCE_LANGUAGE or missing != english
    return {
        "code": language.id,
        "direction": language.direction,
        "name": language.name,
        "strapline": strapline.text if strapline.language == language.id else "",
        "missing": missing if translated else "",
        "audience": words(interface)["audience_project"] if translated else "",
    }


def with_webassembly(policy: str) -> str:
    """The policy of pages that search, as site_overrides/search.html writes it too."""
    return policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def _fonts(folder: Path) -> list[str]:
    """The fonts that the home page of a language asks for early."""
    return re.findall(r'<link rel="preload" href="([^"]+)" as="font"', (folder / "index.html").read_text("utf-8"))


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("generator.publish")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{name}.html.j2")


def sitemap(tree: Path, languages: Sequence[str], address: str) -> str:
    """Every listed page with its address in each language that has it, for search engines."""
    pages = {language: set(_listed(tree / language)) for language in languages}
    rows = []
    for place in sorted(set().union(*pages.values())):
        found = [(language, f"{address}{language}/{place}") for language in languages if place in pages[language]]
        links = "".join(_alternate(language, where) for language, where in found)
        if not place:
            links += _alternate("x-default", address)
        rows += [f"<url><loc>{escape(where)}</loc>{links}</url>" for _, where in found]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
    )


def _listed(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.html"):
        path = file.relative_to(folder).as_posix()
        if path not in UNLISTED and not path.startswith(UNLISTED_FOLDERS):
            yield path.removesuffix("index.html")


def _alternate(language: str, where: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(where)}/>'
