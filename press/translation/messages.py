"""A manual in; its messages out, or the manual with each of its texts replaced: the one walk.

What is extracted for translators and what is replaced by translations are found by
the same code, so nothing can be extracted that is not found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from press.model import Chapter, Entry, Frozen, Manual, Says, Text
from press.problems import Origin

DOMAINS = ("manual", "forms", "interface")


class Message(NamedTuple):
    """One text to translate.

    `domain` is the catalog, `context` the id of the item or section it stands in (msgctxt), `source` the
    inline Markdown (msgid; plain text in the domain interface), `kind` what it is ("Form label"), `limit` the
    number of characters that fit, `normative` whether it states a rule.
    """

    domain: str
    context: str
    source: str
    kind: str
    origin: Origin
    normative: bool = False
    limit: int | None = None
    markdown: bool = True


Visit = Callable[[Message, Text], Text]


def messages(manual: Manual) -> list[Message]:
    """Return the messages of a manual in reading order, each once (interface texts: see `press.pages.interface`)."""
    found: dict[tuple[str, str, str], Message] = {}

    def note(message: Message, text: Text) -> Text:
        key = (message.domain, message.context, message.source)
        known = found.setdefault(key, message)
        # The same words may stand in a wide and in a narrow place: the translation has to fit both.
        if known is not message and message.limit and message.limit < (known.limit or message.limit + 1):
            found[key] = known._replace(limit=message.limit)
        return text

    walk(manual, note)
    return list(found.values())


def walk(manual: Manual, visit: Visit) -> Manual:
    """Return the manual with each text replaced by what `visit` returns for it."""
    update: dict[str, Any] = {"documents": _walk_node(manual.documents, visit, "manual", "")}
    update["chapters"] = tuple(_walk_chapter(chapter, visit) for chapter in manual.chapters)
    update["figures"] = _walk_node(manual.figures, visit, "manual", "")
    # A term that is not printed serves the check only: nobody needs its translation in a catalog.
    update["terms"] = tuple(_walk_node(term, visit, "manual", "") if term.definition else term for term in manual.terms)
    update["checklist"] = _walk_node(manual.checklist, visit, "forms", "")
    update["forms"] = _walk_node(manual.forms, visit, "forms", "")
    update["retired"] = _walk_node(manual.retired, visit, "manual", "")
    titles = {
        (block.context, block.text.source): block.text for chapter in update["chapters"] for block in chapter.blocks
    }
    update["sections"] = tuple(_retitled(section, titles, update) for section in manual.sections)
    return manual.model_copy(update=update)


def _retitled(section: Any, titles: dict[tuple[str, str], Text], update: dict[str, Any]) -> Any:
    """A section repeats the text of its heading: give it what the heading now shows."""
    forms = {form.id: form.title for form in (update["checklist"], *update["forms"])}
    title = titles.get((section.id, section.title.source), forms.get(section.id, section.title))
    return section.model_copy(update={"title": title})


def _walk_chapter(chapter: Chapter, visit: Visit) -> Chapter:
    blocks = []
    for block in chapter.blocks:
        message = Message("manual", block.context, block.text.source, block.kind, block.text.origin, block.normative)
        blocks.append(type(block)(block.token, block.context, block.kind, block.normative, visit(message, block.text)))
    return chapter.model_copy(update={"blocks": tuple(blocks)})


def _walk_node(node: Any, visit: Visit, domain: str, context: str) -> Any:
    if isinstance(node, tuple):
        return tuple(_walk_node(item, visit, domain, context) for item in node)
    context = node.key if isinstance(node, Entry) else context
    update: dict[str, Any] = {}
    for name, says in _translated_fields(node.__class__).items():
        value = getattr(node, name)
        if isinstance(value, Text):
            update[name] = _visit_text(value, says, visit, domain, context)
        elif isinstance(value, tuple) and value and isinstance(value[0], Text):
            update[name] = tuple(_visit_text(text, says, visit, domain, context) for text in value)
        elif isinstance(value, (Frozen, tuple)):
            update[name] = _walk_node(value, visit, domain, context)
    return node.model_copy(update=update)


def _visit_text(text: Text, says: Says, visit: Visit, domain: str, context: str) -> Text:
    message = Message(domain, context, text.source, says.kind, text.origin, domain == "forms", says.limit)
    return visit(message, text)


@cache
def _translated_fields(kind: type[Frozen]) -> dict[str, Says]:
    """Name the fields of a record that hold texts or records, in the order in which they are declared."""
    fields: dict[str, Says] = {}
    for name, info in kind.model_fields.items():
        if name == "key" or not _may_hold_text(info.annotation):
            continue
        fields[name] = _says(info.metadata, info.annotation) or Says(kind.__name__)
    return fields


def _may_hold_text(annotation: Any, seen: frozenset[type] = frozenset()) -> bool:
    """Tell whether a value of this type can hold a text, at any depth."""
    arguments = getattr(annotation, "__args__", ())
    if arguments:
        return any(_may_hold_text(argument, seen) for argument in arguments)
    if not isinstance(annotation, type) or annotation in seen:
        return False
    if issubclass(annotation, Text):
        return True
    fields = annotation.model_fields.values() if issubclass(annotation, Frozen) else ()
    return any(_may_hold_text(info.annotation, seen | {annotation}) for info in fields)


def _says(metadata: Any, annotation: Any) -> Says | None:
    """Find the `Says` of a field: on the field itself, or on the items of its tuple."""
    for mark in _marks(metadata, annotation):
        if isinstance(mark, Says):
            return mark
    return None


def _marks(metadata: Any, annotation: Any) -> Iterator[Any]:
    yield from metadata or ()
    for argument in getattr(annotation, "__args__", ()):
        yield from getattr(argument, "__metadata__", ())
        yield from _marks((), argument)
