"""Markdown in; tokens, HTML and plain text out: the one configured parser.

CommonMark with tables, ids and classes on the line above a block (`{#id .class}`)
and colon fences (`:::{note}`). HTML is off, and so are images: pictures are
figures. A code span holds an official label of the platform, never code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import escape
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.container import container_plugin

CLASSES = ("normative",)
CONTAINERS = ("note", "tip", "phases", "flow", "either")
INSERTS = ("figure", "core-criteria", "case-review-questions", "glossary", "changes")
# Of a block that stands within so many others, the parser leaves out what is in it, without a word.
MOST_NESTED = 20
DIRECTIVE = re.compile(r"\{([a-z-]+)\}(?:[ \t]+(\S+))?[ \t]*")
# A reference of so many characters ("chapter 2.3") is not broken at the end of a line.
SHORT_REFERENCE = 16
# A word, or a label, of so many characters may be too wide for its place, and broken anywhere.
LONG, LONG_LABEL = 25, 60
# Addresses are never hyphenated; long words are, where the language is. Chinese lines end anywhere, without spaces.
_WIDE = re.compile(rf"((?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+\.[!-~]+)|[^\s\u2e80-\uffff]{{{LONG},}}")
VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# A sign that a backslash makes plain; a code span, which ends at as many back-ticks; a value.
_TO_FILL = re.compile(rf"\\[\\`]|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)|{VALUE.pattern}", re.DOTALL)


class Links(Protocol):
    """What a rendering needs to know of the edition: where an id leads, and what a reference says."""

    def target(self, reference: str) -> str:
        """Return the address that `#id` has on the page being made."""

    def label(self, reference: str, wording: str) -> str:
        """Return the words of a reference; `wording` is the author's, with `{number}`, or empty."""


def parse(text: str) -> list[Token]:
    """Return the tokens of a Markdown file."""
    return _parser().parse(text)


@lru_cache(maxsize=50_000)
def parse_inline(text: str) -> Token:
    """Return the `inline` token of a paragraph's text. It is shared: never change it."""
    return _parser().parseInline(text)[0]


def render_inline(text: str, links: Links | None = None) -> str:
    """Return the HTML of a paragraph's text."""
    return _render([parse_inline(text)], links)


def render(tokens: Sequence[Token], links: Links | None = None) -> str:
    """Return the HTML of tokens; directives that insert something must have been replaced."""
    return _render(tokens, links)


def plain(text: str, links: Links | None = None) -> str:
    """Return a paragraph's text without markup, as a heading in a PDF outline needs it.

    References without words of their own are left out, unless `links` say what they are called.
    """
    token = parse_inline(text)
    if links is not None:
        token = _linked(token, links)
    return "".join(_plain_parts(token.children or []))


def substitute(text: str, values: Callable[[str], str | None]) -> str:
    """Return the text with each `{name}` that `values` knows written out; the others stay.

    What is written in is escaped, so a value is never read as Markdown.
    """

    def plain(match: re.Match[str]) -> str:
        value = values(match.group(1))
        return match.group() if value is None else value

    def written(match: re.Match[str]) -> str:
        if match["ticks"]:
            return _code(VALUE.sub(plain, match["code"])) if "{" in match["code"] else match.group()
        value = values(match[3]) if match[3] else None
        if value is None:
            return match.group()
        # A back-tick, escaped or not, might end a label that was begun before it.
        return _PUNCTUATION.sub(r"\\\1", value).replace("\\`", "&#96;")

    return _TO_FILL.sub(written, text) if "{" in text else text


def directive(token: Token) -> tuple[str, str]:
    """Return name and argument of a colon fence's opening token: `("figure", "invoices")`."""
    match = DIRECTIVE.fullmatch(token.info.strip())
    return (match.group(1), match.group(2) or "") if match else (token.info.strip(), "")


def inner_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens within a paragraph's text: words, links, emphasis, labels."""
    yield from parse_inline(text).children or []


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED}).enable("table")
    # Definitions of links ([a]: https://…) would vanish from the page without a word.
    parser.disable(["image", "html_block", "html_inline", "reference"])
    parser.use(attrs_block_plugin)
    parser.core.ruler.at("attr", _place_braces)
    parser.use(container_plugin, "directive", validate=lambda info, *_: info.strip().startswith("{"))
    rules: dict[str, Callable[..., str]] = {
        "text": _text,
        "code_inline": _label,
        "container_directive_open": _container_open,
        "container_directive_close": lambda *_: "</div>\n",
        "softbreak": lambda *_: " ",
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


def _code(content: str) -> str:
    """Return a code span that shows just this; within it no sign can be escaped."""
    ticks = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    edge = " " if "`" in (content[:1], content[-1:]) else ""  # the parser takes it away
    return f"{ticks}{edge}{content}{edge}{ticks}"


def _place_braces(state: StateCore) -> None:
    """Give ids and classes to the block below them.

    The block keeps the lines in braces above it in `meta["braces"]`. Those that no block can bear stay among the
    tokens, where they show nothing.
    """
    placed: list[Token] = []
    above: list[Token] = []
    for token in state.tokens:
        if token.type == "attrs_block":
            token.hidden = True
            above.append(token)
            continue
        bearer = _bearer(token, placed)
        if bearer is None or not above:
            placed += above
        else:
            bearer.meta["braces"] = above
            for name in ("id", "class"):
                if found := [str(line.attrs[name]) for line in above if name in line.attrs]:
                    bearer.attrs[name] = " ".join(found) if name == "class" else found[-1]
        above = []
        placed.append(token)
    state.tokens[:] = placed + above


def _bearer(token: Token, before: Sequence[Token]) -> Token | None:
    """Return which token bears the ids and classes above a block: itself, as a rule."""
    if token.nesting != 1 or (token.type == "container_directive_open" and directive(token)[0] in INSERTS):
        return None
    if token.hidden:  # the paragraph of a list without blank lines, for which pages have no element
        return before[-1] if before and before[-1].type == "list_item_open" else None
    return token


def _render(tokens: Sequence[Token], links: Links | None) -> str:
    parser = _parser()
    if links is not None:
        tokens = [_linked(token, links) for token in tokens]
    return str(parser.renderer.render(tokens, parser.options, {}))


def _linked(token: Token, links: Links) -> Token:
    """Return the token with its references resolved; a copy, since parsed tokens are shared."""
    if token.type != "inline" or "](#" not in token.content:
        return token
    children: list[Token] = []
    source = list(token.children or [])
    while source:
        child = source.pop(0)
        href = str(child.attrGet("href") or "")
        if child.type != "link_open" or not href.startswith("#"):
            children.append(child)
            continue
        end = next(i for i, other in enumerate(source) if other.type == "link_close")
        children += _reference(href[1:], source[:end], links)
        source = source[end:]
    return token.copy(children=children)


def _reference(reference: str, inner: list[Token], links: Links) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"class": "ref"})
    if target := links.target(reference):
        opening.attrs["href"] = target
    wording = "".join(_plain_parts(inner))
    if wording and "{number}" not in wording:
        return [opening, *inner]
    label = links.label(reference, wording)
    if len(label) <= SHORT_REFERENCE:
        opening.attrs["class"] = "ref short"
    # Words in another language than the page's come with the HTML that says so.
    return [opening, Token("html_inline", "", 0, content=str(escape(label)), meta={"plain": str(label)})]


def _text(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    linked = index > 0 and tokens[index - 1].type == "link_open"  # such addresses are known by the link
    content, html, done = tokens[index].content, "", 0
    for found in _WIDE.finditer(content):
        if len(found[0]) >= LONG or not linked:
            wide = f'<span class="{"address" if found[1] else "long"}">{escapeHtml(found[0])}</span>'
            html, done = f"{html}{escapeHtml(content[done : found.start()])}{wide}", found.end()
    return html + escapeHtml(content[done:])


def _label(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    # The platform speaks English in every edition, so its labels say so to screen readers.
    words = tokens[index].content
    classes = "ui long" if len(words) >= LONG_LABEL else "ui"
    return f'<span class="{classes}" lang="en" dir="ltr" translate="no">{escapeHtml(words)}</span>'


def _container_open(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    name, _argument = directive(tokens[index])
    return f'<div class="{escapeHtml(name)}">\n'


def _plain_parts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.content:
            yield token.meta.get("plain", token.content)
