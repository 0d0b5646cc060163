"""What templates and the press itself say, in; the same in the language of the edition out.

A template writes `t('interface/next', 'Next: {title}', title=…)`: id, source text, values. The
texts are found by Jinja's own extraction and, in Python, by the syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.ext import babel_extract
from markupsafe import Markup, escape

import press
from press.markdown import VALUE
from press.model import Text
from press.problems import Origin
from press.project import Project
from press.source import relative
from press.translation.messages import Message

Lookup = Callable[[str, str], Text]


class Phrase(str):
    """A text of the interface: plain as a string, with its language and state as HTML."""

    html: Markup

    def __new__(cls, plain: str, html: Markup) -> Phrase:
        """Make a phrase of its plain and its HTML form."""
        phrase = super().__new__(cls, plain)
        phrase.html = html
        return phrase

    def __html__(self) -> str:
        """Return the HTML, for Jinja's automatic escaping."""
        return str(self.html)


class Interface:
    """Speaks the language of an edition.

    `lookup` returns the text that an id and a source text have in the language; `attributes` the HTML attributes
    of a text that is in another language; `values` are those of the edition.
    """

    def __init__(self, lookup: Lookup, attributes: Callable[[Text], Markup], values: dict[str, str]) -> None:
        self._lookup = lookup
        self._attributes = attributes
        self._values = values

    def __call__(self, identifier: str, source: str, /, **values: Any) -> Phrase:
        """Return the text with its values written in; values that are HTML stay so."""
        text = self._lookup(identifier, source)
        given = {**self._values, **values}
        plain = VALUE.sub(lambda match: str(given.get(match.group(1), match.group())), text.shown)
        html = Markup(VALUE.sub(lambda match: str(escape(given.get(match.group(1), match.group()))), text.shown))
        if "<" in text.shown or "&" in text.shown:
            html = _escaped(text.shown, given)
        attributes = self._attributes(text)
        if attributes:
            html = Markup("<span{}>{}</span>").format(attributes, html)
        return Phrase(plain, html)


def interface_messages(project: Project) -> list[Message]:
    """Return the texts of all templates and of the press itself, in the order of their files, each once."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(project.templates.rglob("*.jinja")):
        for message in _template_messages(project, path):
            found.setdefault((message.context, message.source), message)
    package = Path(press.__file__).parent
    for path in sorted(package.rglob("*.py")):
        for message in _module_messages(package.parent, path):
            found.setdefault((message.context, message.source), message)
    return list(found.values())


def _escaped(shown: str, given: dict[str, Any]) -> Markup:
    """Write values into a text that holds characters of HTML itself."""
    parts: list[Any] = []
    end = 0
    for match in VALUE.finditer(shown):
        parts += [shown[end : match.start()], given.get(match.group(1), match.group())]
        end = match.end()
    return Markup("").join([*parts, shown[end:]])


def _template_messages(project: Project, path: Path) -> Iterator[Message]:
    name = relative(project.root, path)
    with path.open("rb") as file:
        options = {"extensions": "", "silent": "false", "trimmed": "true"}
        for line, _function, arguments, _comments in babel_extract(file, ("t",), (), options):
            if isinstance(arguments, tuple) and isinstance(arguments[0], str) and isinstance(arguments[1], str):
                yield _message(arguments[0], arguments[1], Origin(name, line, 1))


def _module_messages(root: Path, path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if "t(" not in text:
        return
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if getattr(node.func, "id", "") != "t":
            continue
        values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(values) == 2 and all(isinstance(value, str) for value in values):
            yield _message(
                str(values[0]), str(values[1]), Origin(relative(root, path), node.lineno, node.col_offset + 1)
            )


def _message(identifier: str, source: str, origin: Origin) -> Message:
    return Message("interface", identifier, source, "Text of pages and documents", origin, markdown=False)


def environment(project: Project) -> Environment:
    """Return the configured Jinja environment: automatic escaping, unknown names are errors."""
    from jinja2 import FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(project.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
