"""What templates and the press itself say, in; the same in the language of the edition out.

A template writes `t('interface/next', 'Next: {title}', title=…)`: id, source text, values; in an attribute
or a title, which hold no elements, `t(…)|striptags`. The texts are found by Jinja's own extraction and, in
Python, by the syntax tree.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.ext import babel_extract
from markupsafe import Markup

import press
from press import sealed
from press.markdown import VALUE
from press.model import Text
from press.problems import Origin
from press.project import Project, is_temporary, paths_below
from press.source import relative
from press.translation.messages import Message

Lookup = Callable[[str, str], Text]
_CALL = re.compile(r"\bt\(\s*[\"']interface/")


class Phrase(str):
    """A text of the interface: plain as a string, with its language and state as HTML."""

    html: Markup

    def __new__(cls, plain: str, html: Markup) -> Phrase:
        """Make a phrase of its plain and its HTML form."""
        phrase = super().__new__(cls, plain)
        phrase.html = html
        return phrase

    def __html__(self) -> Markup:
        """Return the HTML, for Jinja's automatic escaping; Markup.format would escape a plain string again."""
        return self.html


class Interface:
    """Speaks the language of an edition.

    `lookup` returns the text that an id and a source text have in the language; `attributes` the HTML attributes
    of a text that is in another language; `values` are those of the edition; `isolated` keeps in order, in HTML,
    what does not read in the direction of the language.
    """

    def __init__(
        self,
        lookup: Lookup,
        attributes: Callable[[Text], Markup],
        values: dict[str, str],
        isolated: Callable[[str], str] = str,
    ) -> None:
        self._lookup = lookup
        self._attributes = attributes
        self._values = values
        self._isolated = isolated
        self._said: dict[tuple[str, str], Phrase] = {}

    def __call__(self, identifier: str, source: str, /, **values: Any) -> Phrase:
        """Return the text with its values written in; values that are HTML stay so."""
        if not values and (known := self._said.get((identifier, source))):
            return known
        phrase = self._phrase(self._lookup(identifier, source), {**self._values, **values})
        if not values:
            self._said[identifier, source] = phrase
        return phrase

    def _phrase(self, text: Text, given: dict[str, Any]) -> Phrase:
        # VALUE.split gives words and names of values in turn.
        pieces = VALUE.split(text.shown)
        pieces[1::2] = [given.get(name, f"{{{name}}}") for name in pieces[1::2]]
        html = Markup(self._isolated(Markup("").join(pieces)))
        attributes = self._attributes(text)
        plain = "".join(str(piece) for piece in pieces)
        return Phrase(plain, Markup(f"<span{attributes}>{html}</span>") if attributes else html)


def interface_messages(project: Project) -> list[Message]:
    """Return the texts of all templates and of the press itself, in the order of their files, each once.

    Finding them takes as long as setting a language's pages, so they are kept in .cache/ until a file changes.
    """
    package = Path(press.__file__).parent
    templates = [
        path for path in paths_below(project.templates) if path.suffix == ".jinja" and not is_temporary(path.name)
    ]
    modules = sorted(package.rglob("[!.]*.py"))
    digest = hashlib.sha256()
    for root, paths in ((project.root, templates), (package.parent, modules)):
        for path in paths:
            digest.update(os.fsencode(relative(root, path)) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    cached = project.cache / "interface" / f"{digest.hexdigest()[:16]}.json"
    kept = sealed.read(cached)
    if kept is not None:
        return [_message(identifier, source, Origin(*place)) for identifier, source, place in json.loads(kept)]
    found: dict[tuple[str, str], Message] = {}
    for path in templates:
        for message in _template_messages(project, path):
            found.setdefault((message.context, message.source), message)
    for path in modules:
        for message in _module_messages(package.parent, path):
            found.setdefault((message.context, message.source), message)
    noted = [(each.context, each.source, each.origin) for each in found.values()]
    sealed.write(cached, json.dumps(noted).encode())
    for old in cached.parent.glob("*.json"):  # a preview writes one whenever a template is saved
        if old != cached:
            old.unlink(missing_ok=True)
    return list(found.values())


def _template_messages(project: Project, path: Path) -> Iterator[Message]:
    name = relative(project.root, path)
    with path.open("rb") as file:
        options = {"extensions": "", "silent": "false", "trimmed": "true"}
        try:
            calls = list(babel_extract(file, ("t",), (), options))
        except TemplateSyntaxError as error:
            error.filename = str(path)  # Jinja sees the text alone here
            raise
        for line, _function, arguments, _comments in calls:
            if isinstance(arguments, tuple) and isinstance(arguments[0], str) and isinstance(arguments[1], str):
                yield _message(arguments[0], arguments[1], Origin(name, line, 1))


def _module_messages(root: Path, path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if not _CALL.search(text):
        return
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if "t" not in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            continue
        values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(values) == 2 and all(isinstance(value, str) for value in values):
            yield _message(
                str(values[0]), str(values[1]), Origin(relative(root, path), node.lineno, node.col_offset + 1)
            )


def _message(identifier: str, source: str, origin: Origin) -> Message:
    return Message("interface", identifier, source, "Text of pages and documents", origin, markdown=False)


class _Compiled(BytecodeCache):
    """Templates as Python's bytecode, which Python trusts blindly: a damaged file could do anything."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template, if what is kept of it is whole."""
        body = sealed.read(self._folder / bucket.key)
        if body is not None:
            bucket.bytecode_from_string(body)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        sealed.write(self._folder / bucket.key, bucket.bytecode_to_string())


def environment(project: Project) -> Environment:
    """Return the configured Jinja environment: automatic escaping, unknown names are errors."""
    from jinja2 import FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(project.templates),
        bytecode_cache=_Compiled(project.cache / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
