"""A Markdown file in; a chapter with its texts, its headings and its problems out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from press import markdown
from press.model import Block, Chapter, Text, one_line
from press.model.base import ID
from press.problems import Origin, Problem, did_you_mean

# Headings below that have no style, and on the page that holds all documents no level.
LOWEST_HEADING = 4
# More columns than these are too narrow on paper: see templates/print/print.css.
MOST_COLUMNS = 8
_CELL_END = re.compile(r"(?<!\\)\|")
_LOST_BRACES = re.compile(r"\{[#.][^{}]*\}")
_BRACES = re.compile(r"\{\s*(?:[#.][^\s#.{}]+\s*)+\}")
_BRACED_ID = re.compile(r"#([^\s#.{}]+)")
_HOLDERS = ("blockquote_open", "list_item_open", "container_directive_open")
_ABOVE = "write an id like {#fees}, a class like {.normative}, directly above what they belong to"


class Heading(NamedTuple):
    """A heading of a chapter: its id, its level (1 to 6) and its text."""

    id: str
    level: int
    title: Text


class ChapterFile(NamedTuple):
    """What a Markdown file holds: the chapter, its headings, all its ids, what it inserts, and its problems.

    `figures` are the names of the figures it shows, `changes` those of the editions since which it lists what is new,
    `inserts` those of the other directives that insert something.
    """

    chapter: Chapter
    headings: tuple[Heading, ...]
    ids: tuple[tuple[str, Origin], ...]
    figures: tuple[tuple[str, Origin], ...]
    inserts: tuple[tuple[str, Origin], ...]
    changes: tuple[tuple[str, Origin], ...]
    problems: tuple[Problem, ...]


def read_chapter(text: str, name: str) -> ChapterFile:
    """Return the chapter of a Markdown text; `name` is the path to print."""
    reader = _Reader(text, name)
    tokens = markdown.parse(text)
    for index, token in enumerate(tokens):
        reader.read(index, token)
    reader.finish()
    identifier = reader.headings[0].id if reader.headings else ""
    chapter = Chapter(id=identifier, path=name, tokens=tuple(tokens), blocks=tuple(reader.blocks))
    return ChapterFile(
        chapter,
        tuple(reader.headings),
        tuple(reader.ids),
        tuple(reader.figures),
        tuple(reader.inserts),
        tuple(reader.changes),
        tuple(reader.problems),
    )


class _Reader:
    """Follows the tokens of one file, remembering in which blocks and under which heading each text stands."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.split("\n")
        self.name = name
        self.open: list[Any] = []
        self.section = ""
        self.column = 0
        self.columns: list[str] = []
        self.line = 0
        self.ends: dict[int, tuple[str, int]] = {}
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.ids: list[tuple[str, Origin]] = []
        self.figures: list[tuple[str, Origin]] = []
        self.inserts: list[tuple[str, Origin]] = []
        self.changes: list[tuple[str, Origin]] = []
        self.problems: list[Problem] = []

    def read(self, index: int, token: Any) -> None:
        if token.map:
            self.line = token.map[0] + 1
        if token.type == "attrs_block":
            self._left_over(token)
            return
        if token.nesting >= 0:
            self._inserted()
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
        if self.blocks and not self.blocks[0].context and not self.blocks[0].kind.startswith("Heading"):
            place = self.blocks[0].text.origin
            message, hint = "a text stands before the first heading", "begin the file with the id and the '# ' heading"
            self.problems.append(Problem(place, "markdown-heading", message, hint))
        levels = [heading.level for heading in self.headings]
        if levels.count(1) != 1 or levels[0] != 1:
            second = [heading.title.origin.line for heading in self.headings if heading.level == 1][1:]
            self.line = second[0] if second else 1
            hint = "let the file begin with one '# ' heading and give the others '## ' or '### '"
            self._problem("markdown-heading", "a chapter has exactly one heading of level 1, at its start", hint)

    def _open(self, token: Any) -> None:
        self.open.append(token)
        if token.level + 1 >= markdown.MOST_NESTED and token.type in _HOLDERS:
            message = "what stands here is nested too deeply to be read"
            self._problem("markdown-depth", message, "put fewer lists, quotations and boxes into each other")
        if token.type in ("table_open", "tr_open", "th_open", "td_open"):
            self._cell(token)
        if token.type == "container_directive_open":
            self._directive(token)
        self._attributes(token)
        identifier = token.attrGet("id")
        if identifier is not None:
            self._identify(str(identifier))
        if token.type == "heading_open":
            self._heading(token, identifier)

    def _cell(self, token: Any) -> None:
        """Count the cells of a table, empty ones as well, and report those that would vanish from a row."""
        if token.type == "table_open":
            self.columns = []
        elif token.type == "th_open":
            self.columns.append("")
            self._column(token)
        elif token.type == "td_open":
            self.column += 1
        else:
            self.column = 0
            cells = _CELL_END.split(self.lines[self.line - 1].strip(" >\t").removeprefix("|"))
            count = len(cells) - (cells[-1] == "")
            if self.columns and count > len(self.columns):
                message = f"this row has {count} cells, and the table {len(self.columns)} columns"
                self._problem("markdown-table", message, "remove what is too much; write a | within a text as \\|")

    def _column(self, token: Any) -> None:
        """Report a column that has no room on paper, or a wish that no page fulfils."""
        if token.attrGet("style"):
            hint = "write |---| for each column, without ':'"
            self._problem("markdown-table", "the texts of columns always begin at the same side", hint)
        if len(self.columns) == MOST_COLUMNS + 1:
            message = f"this table has more than {MOST_COLUMNS} columns, which is too many for paper"
            self._problem("markdown-table", message, "make two tables of it, or let rows and columns change places")

    def _attributes(self, token: Any) -> None:
        """Report what stands in braces above a block and is neither its id nor a class that is known."""
        lines = token.meta.get("braces", ())
        ids = [(line, name) for line in lines for name in _BRACED_ID.findall(self._braces(line))]
        for line, name in ids[:-1]:
            message = f"the id '{name}' is lost: another one follows it"
            self._problem("markdown-attribute", message, "a block has one id; delete one of the two", line)
        for line in lines:
            self._brace_line(line)
            for name in str(line.attrs.get("class", "")).split():
                if name not in markdown.CLASSES:
                    hint = did_you_mean(name, markdown.CLASSES)
                    self._problem("markdown-attribute", f"the class '.{name}' is not known", hint, line)

    def _left_over(self, line: Any) -> None:
        """Report a line in braces below which nothing stands that has an id or a class on the page."""
        self._brace_line(line)
        if _BRACES.fullmatch(self._braces(line)):
            message = f"'{self._braces(line)}' stands above nothing that could bear it"
            self._problem("markdown-attribute", message, "write it above a paragraph, list, table or heading")

    def _brace_line(self, line: Any) -> None:
        """Report a line in braces that holds something else than ids and classes."""
        others = [name for name in line.attrs if name not in ("id", "class")]
        for name in others:
            hint = "braces above a block hold an id (#) or a class (.), such as {#fees .normative}"
            self._problem("markdown-attribute", f"the attribute '{name}' is not read", hint, line)
        words = self._braces(line)
        if not others and not _BRACES.fullmatch(words):
            said = "holds more than an id and classes" if line.attrs else "is neither an id nor a class"
            self._problem("markdown-attribute", f"'{words}' {said}", _ABOVE, line)

    def _braces(self, line: Any) -> str:
        """Return what stands on a line in braces, without the marks of lists and quotations before it."""
        text = self.lines[line.map[0]]
        return str(text[text.index("{") :]).strip()

    def _identify(self, identifier: str) -> None:
        if not ID.fullmatch(identifier):
            hint = "use small letters, digits and '-'"
            self._problem("id-form", f"'{identifier}' is not an id", hint)
        self.ids.append((identifier, self._here()))

    def _heading(self, token: Any, identifier: object) -> None:
        if identifier is None:
            hint = "write an id on the line above it, such as {#enrolling}"
            self._problem("markdown-heading-id", "this heading has no id", hint)
        level = int(token.tag[1:])
        most = min(self.headings[-1].level + 1 if self.headings else level, LOWEST_HEADING)
        if level > most:
            message = f"a heading of level {level} can't stand here, but one of level {most}"
            self._problem("markdown-heading", message, f"write '{'#' * most} '")
        self.section = str(identifier or self.section)

    def _directive(self, token: Any) -> None:
        name, argument = markdown.directive(token)
        known = markdown.CONTAINERS + markdown.INSERTS
        if name not in known:
            self._problem("markdown-directive", f"there is no directive '{name}'", did_you_mean(name, known))
        elif name == "figure" and argument:
            self.figures.append((argument, self._here()))
        elif name == "figure":
            hint = "write ':::{figure} ' and the name of a file in content/figures/"
            self._problem("markdown-directive", "this figure has no name", hint)
        elif name == "changes":
            self.changes.append((argument, self._here()))
        elif name in markdown.INSERTS and not argument:
            self.inserts.append((name, self._here()))
        elif argument:
            message = f"'{argument}' stands on the line of ':::{{{name}}}'"
            self._problem("markdown-directive", message, "write texts on lines of their own")
        self._closed(name, token.map[1])

    def _closed(self, name: str, end: int) -> None:
        """Report a directive that does not end at a line of its own; the lines are counted from 0."""
        outer = self.ends.setdefault(end, (name, self.line))
        if not "".join(self.lines[end : end + 1]).lstrip(" >").startswith(":::"):
            hint = "write ':::' on the line after its end"
            self._problem("markdown-directive", f"':::{{{name}}}' is not closed", hint)
        elif outer != (name, self.line):
            message = f"':::{{{name}}}' ends where ':::{{{outer[0]}}}' of line {outer[1]} ends"
            hint = "write ':::' on the line after the end of each; the outer of two has more colons"
            self._problem("markdown-directive", message, hint)

    def _text(self, index: int, token: Any) -> None:
        origin = self._here()
        words = one_line(token.content)
        if not words:
            if self.open[-1].type == "heading_open":
                self._problem("markdown-heading", "this heading is empty", "write its words, or delete it")
            return
        self._misplaced(words)
        if _LOST_BRACES.fullmatch(words):
            self._problem("markdown-attribute", f"'{words}' is neither an id nor a class", _ABOVE)
        if any(child.type == "hardbreak" for child in token.children):
            hint = "remove the backslash or the blanks at the end of the line, or begin a new paragraph"
            self._problem("markdown-break", "a line break within a paragraph is not kept", hint)
        text = Text(words, words, origin)
        normative = any("normative" in str(opened.attrGet("class") or "") for opened in self.open)
        self.blocks.append(Block(index, self.section, self._kind(words), normative, text))
        parent = self.open[-1]
        if parent.type == "heading_open":
            self.headings.append(Heading(self.section, int(parent.tag[1:]), text))

    def _misplaced(self, words: str) -> None:
        """Report words that were meant as something else, or that no page would show."""
        if words.startswith(":::"):
            hint = "write its name in braces, such as :::{note}; blank lines may stand around it"
            self._problem("markdown-directive", "this line with ':::' belongs to no directive", hint)
        if words.startswith("|"):
            hint = "write below its first line one |---| for each column"
            self._problem("markdown-table", "this is not read as a table", hint)

    def _inserted(self) -> None:
        """Report what stands within a directive that is replaced by what it inserts."""
        directive = self.open and self.open[-1].type == "container_directive_open"
        name = markdown.directive(self.open[-1])[0] if directive else ""
        if name in markdown.INSERTS:
            message = f"something stands within ':::{{{name}}}'"
            self._problem("markdown-directive", message, "write it before or after it")

    def _kind(self, words: str) -> str:
        parent = self.open[-1]
        if parent.type == "heading_open":
            return f"Heading {parent.tag[1:]}"
        if parent.type == "th_open":
            self.columns[-1] = markdown.plain(words)
            return "Table heading"
        if parent.type == "td_open":
            column = self.columns[self.column - 1]
            return f"Table cell, column {column}" if column else "Table cell"
        inside = {opened.type for opened in self.open}
        return "List item" if "list_item_open" in inside else "Paragraph"

    def _here(self) -> Origin:
        return Origin(self.name, self.line, 1)

    def _problem(self, code: str, message: str, hint: str, token: Any = None) -> None:
        """Note what is wrong with a token, or with what is being read."""
        place = Origin(self.name, token.map[0] + 1, 1) if token else self._here()
        self.problems.append(Problem(place, code, message, hint))
