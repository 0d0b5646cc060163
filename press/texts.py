"""One text of the source in; where its links lead, and what is wrong with it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press import markdown
from press.model import Text
from press.model.base import UNSEEN
from press.problems import Problem, did_you_mean

_LINK_TARGET = re.compile(r"(?:#\S*|https://\S+|mailto:\S+)")
_HTML = re.compile(r"<(?:[/!?]?[a-zA-Z]|!--)")
_DEFINITION = re.compile(r"\[[^\]\n]+\]:\s")


def text_problems(text: Text, known_values: set[str]) -> list[Problem]:
    """Return what is wrong with one text of the source: braces, unknown values, markup that is not read, addresses."""
    problems: list[Problem] = []
    # An entity such as &#8238; stands for its character everywhere but in a label.
    meant = "".join(token.content for token in markdown.inner_tokens(text.source)) if "&" in text.source else ""
    if found := sorted(set(UNSEEN.findall(text.source + meant))):
        named = ", ".join(f"U+{ord(sign):04X}" for sign in found)
        problems.append(Problem(text.origin, "characters", f"invisible characters stand here: {named}", "delete them"))
    if "{" in text.source or "}" in text.source:
        problems += _value_problems(text, known_values)
    if "](" in text.source or "<" in text.source or text.source.startswith("["):
        problems += _link_problems(text)
    return problems


def references(text: str) -> list[str]:
    """Return the ids that a text refers to by `[…](#id)`."""
    if "](#" not in text:
        return []
    return [target[1:] for target in link_targets(text) if target.startswith("#")]


def link_targets(text: str) -> list[str]:
    """Return the targets of all links in a text."""
    return [target for target, _words in _links(text)]


def numbered_references(text: str) -> list[str]:
    """Return the ids that a text refers to by `[… {number} …](#id)`."""
    return [target[1:] for target, words in _links(text) if target.startswith("#") and "{number}" in words]


def _value_problems(text: Text, known_values: set[str]) -> Iterator[Problem]:
    names = markdown.VALUE.findall(text.source)
    if names.count("number") > len(numbered_references(text.source)) and "number" not in known_values:
        hint = "write it within the words of a reference, such as [see {number}](#fees)"
        yield Problem(text.origin, "value-unknown", "{number} stands outside a reference", hint)
    for name in names:
        if name not in known_values | {"number"}:
            hint = did_you_mean(name, known_values)
            yield Problem(text.origin, "value-unknown", f"there is no value {{{name}}}", hint)
    if "\\{" in text.source or set("{}") & set(markdown.VALUE.sub("", text.source)):
        hint = "braces hold the name of a value, such as {cases}; write the text without them"
        yield Problem(text.origin, "brace", "a brace stands here that names no value", hint)


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Yield the target and the words of each link in a text."""
    target, words = "", ""
    for token in markdown.inner_tokens(text):
        if token.type == "link_open":
            target, words = str(token.attrGet("href")), ""
        elif token.type == "link_close":
            yield target, words
        else:
            words += token.content


def _link_problems(text: Text) -> Iterator[Problem]:
    allowed = "link to #id, https://… or mailto:…"
    for target, words in _links(text.source):
        if not _LINK_TARGET.fullmatch(target):
            yield Problem(text.origin, "link-form", f"'{target}' is not a target that is allowed", allowed)
        elif not words and not target.startswith("#"):
            yield Problem(
                text.origin, "link-empty", f"the link to '{target}' shows no text", "write it between [ and ]"
            )
    tokens = list(markdown.inner_tokens(text.source))
    if any(str(token.attrGet("href")).startswith("#") and token.attrGet("title") for token in tokens):
        hint = "leave out the words in quotation marks"
        yield Problem(text.origin, "link-title", "a reference shows no words beside its own", hint)
    if any(token.type == "text" and "](" in token.content for token in tokens):
        yield Problem(text.origin, "link-form", "a link stands here that can't be read", allowed)
    if any(
        before.type == "text" and before.content.endswith("!") and token.type == "link_open"
        for before, token in pairwise(tokens)
    ):
        hint = "describe a screen in content/figures/ and show it with :::{figure}"
        yield Problem(text.origin, "image", "images are not read in texts", hint)
    if _DEFINITION.match(text.source):
        hint = "write the address where the link stands: [words](https://…)"
        yield Problem(text.origin, "link-definition", "a definition of a link is not read", hint)
    if _HTML.search(text.source):
        hint = "use Markdown, or write the sign < with a blank after it"
        yield Problem(text.origin, "html", "HTML is not read in texts", hint)
