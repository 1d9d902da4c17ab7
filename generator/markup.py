"""Between `model` and what is shown: contributed text is parsed here once, and leaves as our own escaped HTML.

The text is a small Markdown subset: paragraphs, emphasis, lists, links, `[[glossary-id]]`, `[[glossary-id|words shown]]`,
`[@source-id]` and `[@source-id, p 7]`. Everything else is either a fault (see `faults`) or comes out as harmless text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

OWN_KINDS = ("topic", "question", "tool", "letter", "briefing", "story", "page", "figure", "route", "kit", "word")
OPEN_SCHEMES = ("https", "mailto", "tel")
WORD = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\[\]|\n]+))?\]\]")
CITATION = re.compile(r"\[@([a-z0-9-]+)(?:,\s*([^\[\]\n]+))?\]")
OPEN = re.compile(r'(?i)(https://[^\s<>"\\/?#]|mailto:[^\s<>"\\]+@|tel:\+?[0-9])[^\s<>"\\]*')
OWN = re.compile(rf"(?:{'|'.join(OWN_KINDS)}):[a-z0-9.-]+")


class Inline(Protocol):
    """What a page or a printed document makes of the pieces that lead elsewhere. Arguments named html are safe already."""

    def word(self, identifier: str, html: str) -> str:
        """A word of the glossary, shown as `html`."""

    def citation(self, identifier: str, locator: str) -> str:
        """A work, with a page or place in it."""

    def link(self, target: str, html: str) -> str:
        """A link to `kind:id` of our own, or to an https, mailto or tel address."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that does not belong there: the words to point at, what is wrong, and the rule."""

    snippet: str
    message: str
    rule: str


def _word_rule(state: StateInline, silent: bool) -> bool:
    return _own(state, silent, WORD, "glossary_word")


def _citation_rule(state: StateInline, silent: bool) -> bool:
    return _own(state, silent, CITATION, "citation")


def _own(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    found = pattern.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.meta = {"id": found[1], "text": found[2] or "", "snippet": found[0]}
    state.pos = found.end()
    return True


class _Parser(MarkdownIt):
    """Lets every link through unchanged, so that `faults` can name the unsafe ones; rendering judges them again."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return bool(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url


def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    parser.enable(["list", "emphasis", "link", "escape", "newline", "balance_pairs", "fragments_join"])
    parser.inline.ruler.before("link", "glossary_word", _word_rule)
    parser.inline.ruler.before("link", "citation", _citation_rule)
    return parser


PARSER = _parser()


BEGINS_BARE = re.compile(r"[A-Za-zÀ-ɏ“‘\u0620-\u06ff]")
NOT_BARE = re.compile(r"[^A-Za-z0-9À-ɏ\u0600-\u06ff ,;.?!()/%£‘’“”…–—'\"-]| $")
"""A sign that may be part of a mark, or a space at the end; letters of other scripts are looked at by the parser, too."""
PARAGRAPH_OPEN, PARAGRAPH_CLOSE = PARSER.parse("a")[0], PARSER.parse("a")[2]


def is_bare(text: str) -> bool:
    """Whether a text is surely one line of bare words, as most are: it begins with a letter, and holds no sign of a mark."""
    return BEGINS_BARE.match(text) is not None and NOT_BARE.search(text) is None


@lru_cache(maxsize=2_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The parsed text; paragraphs, lists and their inline pieces.

    Most texts are a line of bare words, and need no parser.
    """
    if is_bare(text):
        line = Token("inline", "", 0, map=[0, 1], level=1, content=text, block=True)
        line.children = [Token("text", "", 0, content=text)]
        return PARAGRAPH_OPEN, line, PARAGRAPH_CLOSE
    return tuple(PARSER.parse(text))


def inline_tokens(text: str) -> Iterator[Token]:
    """The inline pieces of a text, in order."""
    for token in tokens(text):
        yield from token.children or ()


def words_used(text: str) -> Iterator[tuple[str, str]]:
    """Glossary ids that a text explains, each with its snippet."""
    if "[[" not in text:
        return
    for token in inline_tokens(text):
        if token.type == "glossary_word":
            yield token.meta["id"], token.meta["snippet"]


def works_cited(text: str) -> Iterator[tuple[str, str]]:
    """Ids of the works that a text cites, each with its snippet."""
    if "[@" not in text:
        return
    for token in inline_tokens(text):
        if token.type == "citation":
            yield token.meta["id"], token.meta["snippet"]


def links(text: str) -> Iterator[str]:
    """Where the links of a text lead."""
    return (target for target, _ in _links(text))


def is_open(target: str) -> bool:
    """Whether an address may be linked to at all: a whole one with https, mailto or tel."""
    return OPEN.fullmatch(target) is not None


def is_own(target: str) -> bool:
    """Whether a link leads to our own content, as in topic:keyworking."""
    return OWN.fullmatch(target) is not None


HALF_A_LINK = re.compile(r"\]\(")
AFTER_A_MARK = re.compile(r"(\]\]|\[@[^\]\n]{1,200}\])\([a-z]+:")
UNSAFE = re.compile(r"(?i)\b((javascript|vbscript):[^\s)]+|data:[a-z]{1,40}/[^\s)]*|(file|http|ftp)://[^\s)]*)")
FOREIGN = (
    (re.compile(r"</?[A-Za-z!?][^>\n]*>?"), "HTML has no meaning here; write plain words, **strong** or *stressed* ones, or a list", "raw-html"),
    (re.compile(r"\{\{|\{%|\{#|\}\}|%\}"), "template marks have no meaning here; delete them", "template-mark"),
    (re.compile(r"\{:[^}\n]*\}?|\{[.#][A-Za-z][^}\n]{0,200}\}"), "attribute lists have no meaning here; delete the braces and what is in them", "attribute-list"),
    (re.compile(r"!\[[^\]\n]*\]?(\([^)\n]*\))?"), "pictures are not put into a text; add a figure, and name it in the entry's “figure”", "image"),
    (re.compile(r"(?m)^ *\[[^\]\n]+\]:\s"), "link definitions have no meaning here; write [words](https://…)", "link-definition"),
    (re.compile(r"(?m)^ *\*\[[^\]\n]+\]:"), "abbreviations are explained in the glossary; write [[glossary-id]]", "abbreviation"),
    (re.compile(r"\[\^[^\]\n]{1,200}\]"), "footnotes are not used; cite a work with [@source-id]", "footnote"),
    (re.compile(r"(?m)^ {0,3}#{1,6}\s"), "headings are not written in a text; start a new passage with a title", "heading"),
    (re.compile(r"```|~~~|`[^`\n]+`"), "code marks have no meaning here; write plain words", "code"),
    (re.compile(r"(?m)^ {0,3}>\s"), "quotations are not written with >; use the key “quotation”, with its author and source", "quotation-mark"),
    (re.compile(r"(?m)^ {0,3}([-*_])( *\1){2,} *$"), "rules are not drawn in a text; start a new passage", "rule"),
    (re.compile(r"(?m)^ *\|.*\| *$"), "tables are not written in a text; use a list", "table"),
    (re.compile(r"&(#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);"), "character codes have no meaning here; write the character itself", "character-code"),
    (UNSAFE, "only links with https:, mailto: and tel: are used; change the address or delete it", "unsafe-link"),
)  # fmt: skip


def faults(text: str, *, plain: bool = False, one_line: bool = False) -> Iterator[Fault]:
    """What does not belong in a contributed text. `plain` allows no marks at all; `one_line` allows no lists.

    No message repeats anything of the text, which may be what somebody said in confidence.
    """
    if not is_bare(text):
        yield from faults_of_marks(text, plain=plain, one_line=one_line)


def faults_of_marks(text: str, *, plain: bool, one_line: bool) -> Iterator[Fault]:
    """The same for a text that may hold a mark; one of bare words has none of these faults."""
    for pattern, message, rule in FOREIGN:
        for found in pattern.finditer(text):
            yield Fault(found[0].strip(), message, rule)
    for snippet in re.findall(r"\[\[[^\]\n]*\]?\]?", text):
        if not WORD.fullmatch(snippet):
            yield Fault(
                snippet,
                "this is not a glossary word; write [[glossary-id]] or [[glossary-id|words shown]]",
                "glossary-mark",
            )
    for snippet in re.findall(r"\[@[^\]\n]*\]?", text):
        if not CITATION.fullmatch(snippet):
            yield Fault(snippet, "this cites no work; write [@source-id] or [@source-id, p 7]", "citation-mark")
    parsed = tokens(text)
    yield from _link_faults(text)
    if "**" in words(text):
        message = "these stars open nothing, or close nothing; write **words**, with no space inside the stars"
        yield Fault("**", message, "stray-mark")
    if one_line and any(token.type.endswith("list_open") for token in parsed):
        yield Fault(text.split("\n", 1)[0], "a list cannot stand here; write a sentence", "one-line")
    for token in parsed:
        if token.type == "ordered_list_open" and (first := token.attrGet("start")) is not None:
            message = "this starts a list in the middle; begin a numbered list with 1, and a sentence with a word"
            yield Fault(f"{first}", message, "list-number")
    if plain and _marked(parsed):
        yield Fault(
            text, "plain words only can stand here; take the marks ([[…]], [@…], **…**, links) out", "plain-words"
        )


def _link_faults(text: str) -> Iterator[Fault]:
    """Links that lead where none may, that say nothing, or that are none at all."""
    for target, inside in _links(text):
        if not is_open(target) and not is_own(target) and not UNSAFE.match(target):
            message = (
                "a link cannot lead there; use https://…, mailto:… or tel:…, or our own kind:id as in topic:keyworking"
            )
            yield Fault(target, message, "unsafe-link")
        if not "".join(map(_bare, inside)).strip():
            yield Fault(target, "this link has no words; write them between the square brackets", "empty-link")
    if half := HALF_A_LINK.search(words(text)) or AFTER_A_MARK.search(text):
        message = "this is not a whole link; write [words](https://…), with no space in the address and no glossary word inside"
        yield Fault(half[0], message, "broken-link")


def _links(text: str) -> Iterator[tuple[str, list[Token]]]:
    """Where each link of a text leads, and the pieces between its brackets."""
    if "](" not in text:
        return
    inside: list[Token] | None = None
    target = ""
    for token in inline_tokens(text):
        if token.type == "link_open":
            inside, target = [], str(token.attrGet("href") or "")
        elif token.type == "link_close" and inside is not None:
            yield target, inside
            inside = None
        elif inside is not None:
            inside.append(token)


def _marked(parsed: Sequence[Token]) -> bool:
    allowed = {"text", "softbreak", "text_special"}
    return any(child.type not in allowed for token in parsed for child in token.children or ())


def words(text: str) -> str:
    """The bare words of a text, for counting, comparing, search and titles; paragraphs and items end with a line break."""
    if is_bare(text):
        return text
    found = (token.children or () for token in tokens(text) if token.type == "inline")
    return "\n".join("".join(map(_bare, children)) for children in found)


def _bare(token: Token) -> str:
    if token.type == "glossary_word":
        return str(token.meta["text"] or token.meta["id"].replace("-", " "))
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "text_special") else ""


def inline(text: str, pieces: Inline) -> str:
    """A text of one line as HTML, without a paragraph around it."""
    return " ".join(_inline(token.children or (), pieces) for token in tokens(text) if token.type == "inline")


BLOCKS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}


def block(text: str, pieces: Inline) -> str:
    """A text of paragraphs and lists as HTML."""
    parts: list[str] = []
    for token in tokens(text):
        if token.type == "inline":
            parts.append(_inline(token.children or (), pieces))
        elif not token.hidden:
            name = BLOCKS[token.type.removesuffix("_open").removesuffix("_close")]
            parts.append(f"<{name}>" if token.nesting == 1 else f"</{name}>")
    return "".join(parts)


def _inline(children: Sequence[Token], pieces: Inline) -> str:
    """Inline pieces as HTML; a link's words are gathered until it closes. Links never nest, so one level is enough."""
    parts: list[str] = []
    target: str | None = None
    opened = 0
    for token in children:
        if token.type == "link_open":
            target, opened = str(token.attrGet("href") or ""), len(parts)
        elif token.type == "link_close":
            html = "".join(parts[opened:])
            safe = target is not None and (is_open(target) or is_own(target))
            parts[opened:] = [pieces.link(target, html) if safe and target else html]
            target = None
        else:
            parts.append(_piece(token, pieces))
    return "".join(parts)


MARKS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "softbreak": "\n",
    "hardbreak": "\n",
}


def _piece(token: Token, pieces: Inline) -> str:
    if token.type == "glossary_word":
        return pieces.word(token.meta["id"], escape(token.meta["text"]))
    if token.type == "citation":
        return pieces.citation(token.meta["id"], escape(token.meta["text"]))
    return MARKS.get(token.type) or escape(token.content)
