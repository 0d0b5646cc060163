"""Files of the project in; data with places out.

YAML is read as strings only, so that 9:00, yes and 010 stay what they are, and
every string knows its file, line and column. What is refused: duplicate keys,
aliases and anchors, more than 50 levels or 200,000
values, files over 5 MB, text that is not UTF-8.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from press.problems import Origin, Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
MAX_VALUES = 200_000
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(str):
    """A string of a YAML or Markdown file that knows where it stands."""

    origin: Origin

    def __new__(cls, value: str, origin: Origin) -> Scalar:
        """Make a string with a place."""
        scalar = super().__new__(cls, value)
        scalar.origin = origin
        return scalar

    def __getnewargs__(self) -> tuple[str, Origin]:  # type: ignore[override]  # str promises one value
        """Return what copying and pickling need to make it anew."""
        return (str(self), self.origin)


class Data(NamedTuple):
    """The content of a YAML file: nested dicts, lists and Scalars, and the place of every one by its path."""

    value: Any
    places: dict[tuple[str | int, ...], Origin]


def read_text(root: Path, path: Path) -> tuple[str, list[Problem]]:
    """Return the text of a UTF-8 file, its line ends made LF, and what is wrong; empty where it can't be read."""
    place = Origin(relative(root, path))
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # A device or a pipe might never end; that a folder can't be read, the system says itself.
            return "", [Problem(place, "file-kind", "this is no ordinary file", "put a text file in its place")]
        if path.stat().st_size > MAX_BYTES:
            hint = f"split it into files of at most {MAX_BYTES // 1_000_000} MB"
            return "", [Problem(place, "file-size", "the file is too large", hint)]
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "the file is not UTF-8 text"
        return "", [Problem(place._replace(line=line), "encoding", message, "save it in UTF-8")]
    except FileNotFoundError as error:
        message = f"the file can't be read ({error.strerror})"
        return "", [Problem(place, "file-missing", message, "create it, or correct its name")]
    except OSError as error:
        message = f"the file is there, but can't be read ({error.strerror})"
        return "", [Problem(place, "file-unreadable", message, "put a file in its place that you may read")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read_yaml(root: Path, path: Path) -> tuple[Data, list[Problem]]:
    """Return the data of a YAML file and what is wrong with it; an empty mapping where it can't be read."""
    text, problems = read_text(root, path)
    if problems:
        return Data({}, {}), problems
    return parse_yaml(text, relative(root, path))


def parse_yaml(text: str, name: str) -> tuple[Data, list[Problem]]:
    """Return the data of a YAML text and what is wrong with it; `name` is the path to print."""
    if refused := _refused(text, name):
        return Data({}, {}), [refused]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return Data({}, {}), [_syntax_problem(error, text, name)]
    except yaml.reader.ReaderError as error:
        return Data({}, {}), [_character_problem(error, text, name)]
    reader = _Reader(text, name)
    value = reader.read(node, ()) if node is not None else {}
    return Data(value, reader.places), reader.problems


def relative(root: Path, path: Path) -> str:
    """Return the path as problems and catalogs print it: from the project's root, with "/"."""
    name = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    return os.fsencode(name).decode(errors="backslashreplace")  # a name that is not UTF-8 can't be printed


class _Reader:
    """Turns YAML nodes into data, noting places and duplicate keys."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.places: dict[tuple[str | int, ...], Origin] = {}
        self.problems: list[Problem] = []

    def read(self, node: Any, path: tuple[str | int, ...]) -> Any:
        place = Origin(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        self.places[path] = place
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for index, (key_node, value_node) in enumerate(node.value):
            place = Origin(self.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                hint = "write a word before the colon; put a text that begins with [, { or ? in quotation marks"
                self.problems.append(Problem(place, "yaml-key", "a list or a mapping stands here as a key", hint))
                continue
            if node.flow_style and ":" not in self.text[key_node.end_mark.index : value_node.end_mark.index]:
                self.problems.append(_text_taken_apart(key_node.value, place, first=index == 0))
                continue
            key = Scalar(key_node.value, place)
            if key in values:
                message = f"the key '{key}' stands here for the second time"
                self.problems.append(Problem(place, "yaml-duplicate-key", message, "keep one of the two"))
                continue
            values[key] = self.read(value_node, (*path, key))
            self.places[(*path, key, "")] = place
        return values


def _refused(text: str, name: str) -> Problem | None:
    """Look through the events, which cost no depth, for what this project does not read."""
    depth = values = 0
    try:
        event: Any  # the stubs know neither marks nor tags of events
        for event in yaml.parse(text, Loader=_Loader):
            place = Origin(name, event.start_mark.line + 1, event.start_mark.column + 1)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Problem(place, "yaml-alias", "anchors (&) and aliases (*) are not read", "write the text out")
            if getattr(event, "tag", None):
                return Problem(place, "yaml-tag", f"the tag {event.tag} is not read", "put the text in quotation marks")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            else:
                values += 1
            if depth > MAX_DEPTH:
                message = f"the data is nested deeper than {MAX_DEPTH} levels"
                return Problem(place, "yaml-depth", message, "flatten it")
            if values > MAX_VALUES:
                message = f"the file holds more than {MAX_VALUES:,} keys and values"
                return Problem(place, "yaml-size", message, "split it, or delete what does not belong here")
    except yaml.YAMLError:
        return None  # compose meets the same error and reports it
    return None


def _text_taken_apart(piece: str, place: Origin, *, first: bool) -> Problem:
    """Say what became of a text within braces: YAML takes each of its commas for the end of a value."""
    if first:
        hint = "write ': ' and its value; or put a text that begins with { in quotation marks"
        return Problem(place, "yaml-key", f"'{piece}' stands here as a key without a value", hint)
    message = f"the comma before '{piece}' ends the text that stands there"
    return Problem(place, "yaml-key", message, "put a text that holds a comma in quotation marks")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Origin(name, mark.line + 1, mark.column + 1) if mark else Origin(name)
    reason = error.problem or error.context
    hint = (
        "check the indentation, or put the text in quotation marks if it holds ': ' or starts with a special character"
    )
    if "escape" in (reason or "") or "hexdecimal" in (reason or ""):
        reason, hint = "a backslash stands for a sign here", "put the text in single quotation marks: '…'"
    elif "quoted scalar" in (error.context or "") and error.context_mark:
        mark = error.context_mark
        place = Origin(name, mark.line + 1, mark.column + 1)
        reason, hint = f"the quotation mark that opens here is not closed: {error.problem}", "close it; write '' for '"
    elif mark and "".join(text.split("\n")[mark.line : mark.line + 1])[mark.column :].startswith("\t"):
        reason, hint = "a tab stands here", "indent with blanks"
    elif isinstance(error, yaml.composer.ComposerError):
        reason, hint = "a second document begins here", "remove the line '---'"
    return Problem(place, "yaml-syntax", f"this is not YAML ({reason})", hint)


def _character_problem(error: yaml.reader.ReaderError, text: str, name: str) -> Problem:
    before = text[: text.find(chr(error.character))]
    place = Origin(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = f"this is not YAML (an invisible character, U+{error.character:04X}, stands here)"
    return Problem(place, "yaml-syntax", message, "remove it")
