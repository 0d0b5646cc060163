"""The text of a catalog in; whole entries by one expression, or the place and reason why there is none, out.

Source: GNU gettext manual, "The Format of PO Files". Stricter in three things: a line holds one text, an
escape by number stands for one ASCII character, and no NUL may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from press.problems import did_you_mean

KEYWORDS = ("msgctxt", "msgid", "msgstr")

_OPEN_TEXT = r'"[^"\\\n\0]*+(?:\\(?:[abfnrtv"\\]|(?!000)[01][0-7]{2})[^"\\\n\0]*+)*+'
_LINE = rf'{_OPEN_TEXT}"[ \t]*+\n'


def _texts(prefix: str) -> str:
    return rf"({_LINE}(?:\s*+{prefix}{_LINE})*+)"


def _entry(prefix: str, comment: str) -> re.Pattern[str]:
    """Build the expression for one entry; each of its lines but the comments begins with `prefix`.

    Its groups: comments, context, source, translation. The quantifiers never give back what they took, so
    a text made to hurt costs no more than its length. An entry whose next line is neither blank nor the
    beginning of another one isn't matched: that line is a broken part of it.
    """
    return re.compile(
        rf"\s*+((?:{comment}[^\n]*+\n\s*+)*+)"
        rf"(?:{prefix}msgctxt[ \t]*+{_texts(prefix)}\s*+)?+"
        rf"{prefix}msgid[ \t]*+{_texts(prefix)}\s*+"
        rf"{prefix}msgstr[ \t]*+{_texts(prefix)}"
        rf'(?!\s*+{prefix}")(?=[ \t]*+(?:\n|\Z|#|msg(?:ctxt|id)\b))'
    )


ENTRY = _entry("", r"#(?!~)")
OBSOLETE_ENTRY = _entry(r"#~[ \t]*+", r"#(?:(?!~)|~\|)")
PREVIOUS = re.compile(rf"\s*+(?:msgctxt[ \t]*+{_texts('')}\s*+)?+(?:msgid[ \t]*+{_texts('')}\s*+)?+")
COMMENTS_TO_END = re.compile(r"(?:\s*+#(?!~)[^\n]*+\n)*+\s*+\Z")

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_RAW_LINE = re.compile(r"((?:[ \t]*\n)*+)([ \t]*#~(?!\|))?+([^\n]*+)\n?+")
_NEXT_ENTRY = re.compile(r"^[ \t]*+(?:#(?:(?!~)|~\|)|(?:#~[ \t]*+)?+msg(?:ctxt|id)\b)", re.MULTILINE)
_END_OF_ENTRY = re.compile(r"^[ \t]*+(?:$|(?:#~[ \t]*+)?+msgstr\b)", re.MULTILINE)
_KEYWORD = re.compile(r"\s*(\w+(?:\[\d*\])?)[ \t]*")
_OPEN = re.compile(_OPEN_TEXT)
# What may follow what: the keywords of an entry stand in one order.
_NEXT = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",), "msgstr": ()}

_PIECE = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"')
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_WRITTEN = {code: f"\\{code:03o}" for code in (*range(1, 32), 127)}
_WRITTEN |= {ord(sign): f"\\{letter}" for letter, sign in _LETTERS.items()}
_WRITTEN[0] = _WRITTEN[4] = "\ufffd"  # as Markdown does with NUL; gettext ends a text or a context there
_QUOTE_HINT = 'write \\" for a quotation mark inside a text'


class Fault(NamedTuple):
    """Why an entry can't be read: the offset of the place, and the offset at which to read on."""

    offset: int
    code: str
    message: str
    hint: str
    resume: int


class _Line(NamedTuple):
    """A line that isn't empty, from `offset` to `end`: its text, with the mark for obsolete entries made blank.

    `gap` tells whether an empty line stands before it.
    """

    offset: int
    end: int
    gap: bool
    obsolete: bool
    body: str


def find_fault(text: str, start: int) -> Fault:
    """Return what is wrong with the entry at offset `start`, which no expression of this module matches."""
    return _Search(text, start).run()


def unquoted(texts: str) -> str:
    """Return what one or more lines in quotation marks say."""
    one_line = texts.find("\n") == len(texts) - 1
    text = texts[1 : texts.rindex('"')] if one_line else "".join(_PIECE.findall(texts))
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def quoted(keyword: str, text: str, prefix: str = "", split: bool = False) -> str:
    """Return a keyword with its text, as lines; a text of several lines, or with `split`, begins below it."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(lines) < 2 and not split:
        return f'{prefix}{keyword} "{text.translate(_WRITTEN)}"\n'
    return f'{prefix}{keyword} ""\n' + "".join(f'{prefix}"{line.translate(_WRITTEN)}"\n' for line in lines)


def _unescaped(match: re.Match[str]) -> str:
    sign = match.group(1)
    return _LETTERS.get(sign) or chr(int(sign, 8))


class _Search:
    """Goes through the lines of an entry with what has been seen of it so far."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.seen = ""  # the last keyword, at this place
        self.place = start
        self.obsolete = False
        self.between = True  # whether the line in hand is the first one

    def run(self) -> Fault:
        for line in _lines(self.text, self.start):
            if fault := self._look(line):
                return fault
            self.between = False
        return self._missing(len(self.text)) or self._unreadable(len(self.text))

    def _look(self, line: _Line) -> Fault | None:
        body = line.body.strip()
        if _CONFLICT.match(line.body):
            return self._conflict(line)
        if body.startswith("#"):
            return self._ended(line) if self.seen else None
        if body.startswith('"'):
            return self._text(line, line.body.index('"')) if self.seen else self._stray(line)
        keyword = _KEYWORD.match(line.body)
        if not keyword or (not keyword.group(1).startswith("msg") and line.body[keyword.end() :][:1] != '"'):
            return self._stray(line)
        return self._keyword(line, keyword.group(1), keyword.end())

    def _keyword(self, line: _Line, word: str, end: int) -> Fault | None:
        if word == "msgid_plural" or word.startswith("msgstr["):
            hint = "write one message for each number"
            return self._fault(line, "po-plural", "plural forms are not supported", hint)
        if word not in KEYWORDS:
            message = f"'{word}' is not a keyword of a catalog"
            return self._fault(line, "po-keyword", message, did_you_mean(word, KEYWORDS))
        if self.seen and (line.obsolete != self.obsolete or self.seen == "msgstr"):
            return self._ended(line)
        if word not in _NEXT[self.seen]:
            return self._out_of_order(line, word)
        self.seen, self.place, self.obsolete = word, line.offset, line.obsolete
        return self._text(line, end)

    def _out_of_order(self, line: _Line, word: str) -> Fault | None:
        if word == self.seen or (line.gap and self.seen and word != "msgstr"):
            return self._missing(line.offset)
        if word == "msgstr":
            fault = self._fault(line, "po-order", "no msgid stands before this msgstr", "write it on the line above")
            return fault._replace(resume=_next_entry(self.text, line.end, done=bool(self.seen)))
        return self._fault(line, "po-order", f"{word} stands after {self.seen}", "write msgctxt, msgid, msgstr")

    def _text(self, line: _Line, at: int) -> Fault | None:
        """Find what is wrong with the text that should begin at column `at`."""
        body = line.body
        match = _OPEN.match(body, at)
        if not match:
            return self._fault(line, "po-text", "a text in quotation marks is missing here", 'write it, or ""', at)
        end = match.end()
        if end == len(body):
            hint = 'write " at the end of the line'
            return self._fault(line, "po-unterminated", "the closing quotation mark is missing", hint, end)
        if body[end] == "\\":
            message = f"'{body[end : end + 2]}' is not an escape that a catalog knows"
            return self._fault(line, "po-escape", message, "write \\\\ for a backslash, other signs as they are", end)
        if body[end] == "\0":
            return self._fault(line, "po-nul", "a NUL character stands in the text", "delete it", end)
        rest = body[end + 1 :]
        if rest.strip():
            at = end + 1 + len(rest) - len(rest.lstrip())
            message = "something stands after the closing quotation mark"
            return self._fault(line, "po-after-text", message, _QUOTE_HINT, at)
        return None

    def _conflict(self, line: _Line) -> Fault:
        last = self.text.find("\n>>>>>>>", line.offset)
        resume = self.text.find("\n", last + 1) + 1 if last >= 0 else line.end
        # A conflict that begins between two entries ends between two.
        if not self.between:
            resume = _next_entry(self.text, resume, done=self._done)
        hint = "keep one of the two versions and delete the marks"
        return Fault(line.offset, "po-conflict", "a merge conflict begins here", hint, resume)

    def _stray(self, line: _Line) -> Fault:
        message, hint = "this line is no part of a catalog", "delete it, or write # before it to make it a comment"
        if line.body.strip().startswith('"'):
            message, hint = "a text without a keyword", "write msgid or msgstr before it"
        fault = self._fault(line, "po-stray", message, hint)
        # Before an entry, such a line takes nothing with it.
        return fault if self.seen else fault._replace(resume=_next_entry(self.text, line.end, done=True))

    def _ended(self, line: _Line) -> Fault:
        return self._missing(line.offset) or self._unreadable(line.offset)

    def _missing(self, resume: int) -> Fault | None:
        if self.seen not in ("msgctxt", "msgid"):
            return None
        wanted = _NEXT[self.seen][0]
        message = f"no {wanted} follows this {self.seen}"
        return Fault(self.place, "po-incomplete", message, f'add {wanted} "", or delete the entry', resume)

    def _unreadable(self, resume: int) -> Fault:
        hint = "compare it with the entries around it"
        return Fault(self.start, "po-unreadable", "this entry can't be read", hint, max(resume, self.start + 1))

    def _fault(self, line: _Line, code: str, message: str, hint: str, at: int | None = None) -> Fault:
        column = len(line.body) - len(line.body.lstrip()) if at is None else at
        return Fault(line.offset + column, code, message, hint, _next_entry(self.text, line.end, self._done))

    @property
    def _done(self) -> bool:
        """Whether a second comment, msgctxt or msgid can only be that of another entry."""
        return self.seen in ("msgid", "msgstr")


def _lines(text: str, start: int) -> Iterator[_Line]:
    for match in _RAW_LINE.finditer(text, start):
        empty, mark, body = match.groups()
        if mark or body.strip():
            yield _Line(match.end(1), match.end(), bool(empty), bool(mark), " " * len(mark or "") + body)


def _next_entry(text: str, start: int, done: bool) -> int:
    """Return the offset of the line at which the entry after a broken one begins.

    That is a comment, msgctxt or msgid; but not before an empty line or the broken entry's
    msgstr has gone by, unless that is `done`.
    """
    if not done:
        end = _END_OF_ENTRY.search(text, start)
        start = end.end() if end else len(text)
    found = _NEXT_ENTRY.search(text, start)
    return found.start() if found else len(text)
