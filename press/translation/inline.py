"""One text in; what a comparison needs to know of it out: its words, labels, links, emphasis.

Markdown goes through the one parser, so a check sees what a reader sees. A text
without any sign of markup is not parsed at all.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from press.markdown import parse_inline

OBJECT = "\ufffc"  # stands in `words` for a label or a reference: something is there, but no words to look at
_MARKUP = re.compile(r"[`*_\[\]<>&\\\n]")


class Link(NamedTuple):
    """A link: its target as the parser normalises it, the words it shows, and its tooltip."""

    target: str
    words: str
    tooltip: str


class Inline(NamedTuple):
    """One text, taken apart. `raw` is what the author wrote, `decoded` has its entities resolved.

    `words` is what a reader sees, with U+FFFC for each official label and each reference that
    writes its own words; `labels` are the official labels, `emphasis` counts strong and em.
    """

    raw: str
    decoded: str
    words: str
    labels: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    emphasis: int = 0
    markdown: bool = True

    @property
    def targets(self) -> frozenset[str]:
        """Where the links lead."""
        return frozenset(link.target for link in self.links)


@lru_cache(maxsize=100_000)
def read_inline(text: str, markdown: bool = True) -> Inline:
    """Return the text taken apart; a text that is not Markdown has words only."""
    decoded = html.unescape(text) if "&" in text else text
    if not markdown or not _MARKUP.search(text):
        return Inline(text, decoded, text, markdown=markdown)
    return _read(text, decoded, parse_inline(text).children or [])


def _read(text: str, decoded: str, tokens: list[Token]) -> Inline:
    words: list[str] = []
    labels: set[str] = set()
    links: list[Link] = []
    opened: list[tuple[Token, int]] = []
    emphasis = 0
    for token in tokens:
        if token.type == "text":
            words.append(token.content)
        elif token.type == "code_inline":
            labels.add(token.content)
            words.append(OBJECT)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "link_open":
            opened.append((token, len(words)))
        elif token.type == "link_close":
            links.append(_link(*opened.pop(), words))
        elif token.type in ("strong_open", "em_open"):
            emphasis += 1
    return Inline(text, decoded, "".join(words), frozenset(labels), tuple(links), emphasis)


def _link(token: Token, start: int, words: list[str]) -> Link:
    shown = "".join(words[start:])
    if not shown:
        words.append(OBJECT)
    return Link(str(token.attrGet("href") or ""), shown, str(token.attrGet("title") or ""))
