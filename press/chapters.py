"""A Markdown file in; a chapter with its texts, its headings and its problems out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from press import markdown
from press.model import Block, Chapter, Text
from press.model.base import ID
from press.problems import Origin, Problem, did_you_mean

_LINK_TARGET = re.compile(r"(?:#\S*|https://\S+|mailto:\S+)")


class Heading(NamedTuple):
    """A heading of a chapter: its id, its level (1 to 6) and its text."""

    id: str
    level: int
    title: Text


class ChapterFile(NamedTuple):
    """What a Markdown file holds: the chapter, its headings, all its ids, its figures by name, and its problems."""

    chapter: Chapter
    headings: tuple[Heading, ...]
    ids: tuple[tuple[str, Origin], ...]
    figures: tuple[tuple[str, Origin], ...]
    problems: tuple[Problem, ...]


def read_chapter(text: str, name: str) -> ChapterFile:
    """Return the chapter of a Markdown text; `name` is the path to print."""
    reader = _Reader(name)
    tokens = markdown.parse(text)
    for index, token in enumerate(tokens):
        reader.read(index, token)
    reader.finish()
    identifier = reader.headings[0].id if reader.headings else ""
    chapter = Chapter(id=identifier, path=name, tokens=tuple(tokens), blocks=tuple(reader.blocks))
    return ChapterFile(
        chapter, tuple(reader.headings), tuple(reader.ids), tuple(reader.figures), tuple(reader.problems)
    )


class _Reader:
    """Follows the tokens of one file, remembering in which blocks and under which heading each text stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[Any] = []
        self.section = ""
        self.column = 0
        self.columns: list[str] = []
        self.line = 0
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.ids: list[tuple[str, Origin]] = []
        self.figures: list[tuple[str, Origin]] = []
        self.problems: list[Problem] = []

    def read(self, index: int, token: Any) -> None:
        if token.map:
            self.line = token.map[0] + 1
        if token.nesting == 1:
            self._open(token)
        elif token.nesting == -1:
            self.open.pop()
        elif token.type == "inline":
            self._text(index, token)
        elif token.type in ("fence", "code_block"):
            hint = "indent less, or use a colon fence such as :::{note}"
            self._problem("markdown-code", "the manual holds no program code", hint)

    def finish(self) -> None:
        """Report what only the whole file shows."""
        levels = [heading.level for heading in self.headings]
        if levels.count(1) != 1 or levels[0] != 1:
            self.line = 1
            hint = "let the file begin with one '# ' heading and give the others '## ' or '### '"
            self._problem("markdown-heading", "a chapter has exactly one heading of level 1, at its start", hint)

    def _open(self, token: Any) -> None:
        self.open.append(token)
        if token.type == "tr_open":
            self.column = 0
        if token.type == "table_open":
            self.columns = []
        if token.type == "container_directive_open":
            self._directive(token)
        identifier = token.attrGet("id")
        if identifier is not None:
            self._identify(str(identifier))
        if token.type == "heading_open":
            self._heading(token, identifier)

    def _identify(self, identifier: str) -> None:
        if not ID.fullmatch(identifier):
            hint = "use small letters, digits and '-', parts joined by '/'"
            self._problem("id-form", f"'{identifier}' is not an id", hint)
        self.ids.append((identifier, self._here()))

    def _heading(self, token: Any, identifier: object) -> None:
        if identifier is None:
            hint = "write an id on the line above it, such as {#enrolling}"
            self._problem("markdown-heading-id", "this heading has no id", hint)
        self.section = str(identifier or self.section)

    def _directive(self, token: Any) -> None:
        name, argument = markdown.directive(token)
        known = markdown.CONTAINERS + markdown.INSERTS
        if name not in known:
            self._problem("markdown-directive", f"there is no directive '{name}'", did_you_mean(name, known))
        if name == "figure":
            self.figures.append((argument, self._here()))

    def _text(self, index: int, token: Any) -> None:
        origin = self._here()
        words = " ".join(token.content.split())
        if not words:
            return
        text = Text(words, words, origin)
        normative = any("normative" in str(opened.attrGet("class") or "") for opened in self.open)
        self.blocks.append(Block(index, self.section, self._kind(words), normative, text))
        parent = self.open[-1]
        if parent.type == "heading_open":
            self.headings.append(Heading(self.section, int(parent.tag[1:]), text))

    def _kind(self, words: str) -> str:
        parent = self.open[-1]
        if parent.type == "heading_open":
            return f"Heading {parent.tag[1:]}"
        if parent.type == "th_open":
            self.columns.append(markdown.plain(words))
            return "Table heading"
        if parent.type == "td_open":
            row = [opened.type for opened in self.open].count("tr_open")
            self.column += row
            column = self.columns[self.column - 1] if 0 < self.column <= len(self.columns) else ""
            return f"Table cell, column {column}" if column else "Table cell"
        inside = {opened.type for opened in self.open}
        return "List item" if "list_item_open" in inside else "Paragraph"

    def _here(self) -> Origin:
        return Origin(self.name, self.line, 1)

    def _problem(self, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self._here(), code, message, hint))


def text_problems(text: Text, known_values: set[str]) -> list[Problem]:
    """Return what is wrong with one text of the source: braces, unknown values, markup that is not read, addresses."""
    problems = []
    rest = text.source
    if "{" in rest or "}" in rest:
        names = [name for name in markdown.VALUE.findall(rest) if name not in known_values]
        for name in names:
            if not (name == "number" and "](#" in rest):
                hint = did_you_mean(name, known_values)
                problems.append(Problem(text.origin, "value-unknown", f"there is no value {{{name}}}", hint))
        if set("{}") & set(markdown.VALUE.sub("", rest)):
            hint = "braces hold the name of a value, such as {cases}; write the text without them"
            problems.append(Problem(text.origin, "brace", "a brace stands here that names no value", hint))
    if "](" in rest or "<" in rest:
        problems += _link_problems(text)
    return problems


def references(text: str) -> list[str]:
    """Return the ids that a text refers to by `[…](#id)`."""
    if "](#" not in text:
        return []
    return [target[1:] for target in link_targets(text) if target.startswith("#")]


def link_targets(text: str) -> list[str]:
    """Return the targets of all links in a text."""
    tokens = markdown.inner_tokens(text)
    return [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]


def _link_problems(text: Text) -> list[Problem]:
    problems = []
    for target in link_targets(text.source):
        if not _LINK_TARGET.fullmatch(target):
            hint = "link to #id, https://… or mailto:…"
            problems.append(Problem(text.origin, "link-form", f"'{target}' is not a target that is allowed", hint))
    if re.search(r"<[/!]?[a-zA-Z]", text.source):
        hint = "use Markdown, or write the sign < with a blank after it"
        problems.append(Problem(text.origin, "html", "HTML is not read in texts", hint))
    return problems
