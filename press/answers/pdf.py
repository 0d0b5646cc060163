"""A PDF form that was filled in, in; `Answers` out. What the file was made to do besides is never done."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pydantic import ValidationError

from press.answers.model import MAX_ANSWERS, Answers, made
from press.answers.overlaid import overlaid
from press.fields import Value
from press.problems import Origin, Problem, Severity, one_line

_MAX_DEPTH = 16
_MAX_STREAM = 5_000_000
_MARK = "iasios-form "
_END = b"%%EOF"
_OFF = ("/Off", "/")
_Wrong = tuple[str, str, Severity]  # what, what to do, how bad


class _UnfitError(Exception):
    """The file can't be read as a form; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class _Field(NamedTuple):
    """A field at the end of the tree, with what it inherits; `widgets` are where it is seen."""

    name: str
    known: dict[str, Any]
    widgets: tuple[Any, ...]


def read(content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a filled PDF and what is wrong with it; `name` is the path to print.

    Fields that are none of ours are kept as unplaced. Call it in a process of its own with limits on time and memory.
    """
    try:
        if content.rpartition(_END)[2].strip(b"\0\t\n\f\r "):
            # What programs save last stands at the end: without it, older answers would be read.
            said = "broken off: what was saved last is not whole" if _END in content else "damaged (its end is missing)"
            raise _UnfitError(f"the PDF is {said}", "copy or send the file again")
        with pikepdf.open(io.BytesIO(content)) as pdf:
            answers, wrong = _answers(pdf)
            wrong += [_beside(said)] if (said := overlaid(pdf)) else []
            wrong += [_damaged(str(each)) for each in pdf.get_warnings()[:1]]
        return answers, [Problem(Origin(name), "answers-pdf", *each) for each in wrong]
    except _UnfitError as error:
        message, hint = str(error), error.hint
    except pikepdf.PasswordError:
        message, hint = "the PDF is locked with a password", "save it without one"
    except ValidationError as error:
        message, hint = f"the PDF holds more than fits into a form ({error.errors()[0]['msg']})", "shorten it"
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        # pikepdf raises any of these where an object is not of the kind that its place asks for.
        message, hint = f"the PDF is damaged ({one_line(str(error))})", "save the form anew in another program"
    return None, [Problem(Origin(name), "answers-pdf", message, hint)]


def _beside(said: str) -> _Wrong:
    return f"text boxes and comments on the pages are not read: {said}", "type each answer into its field", "warning"


def _damaged(said: str) -> _Wrong:
    hint = "see that the answers are right, or save the form anew in another program"
    return f"the PDF is damaged in part ({said[:200]})", hint, "warning"


def _answers(pdf: pikepdf.Pdf) -> tuple[Answers, list[_Wrong]]:
    form = pdf.Root.get("/AcroForm")
    if form is None or "/Fields" not in form:
        raise _UnfitError("the PDF has no fields", "use the form itself, not a print copy of it")
    if "/XFA" in form:
        raise _UnfitError("the PDF is a form of another kind (XFA)", "fill in the form of this edition")
    wrong: list[_Wrong] = []
    values: dict[str, list[Value]] = {}
    for field in _fields(form.Fields):
        value, unread = _value(field)
        wrong += (
            [(f"{field.name[:200]}: {unread}; it is not read", "enter it anew in the form", "error")] if unread else []
        )
        values.setdefault(field.name, []).extend([] if unread else [value])
    edition, language = _origin_of(pdf)
    rejected = len(wrong)
    for name in [name for name, found in values.items() if len(set(found)) > 1]:
        said = ", ".join(f"'{str(value)[:60]}'" for value in values[name][:3])
        wrong.append((f"{name[:200]} stands in the form twice: {said}; none is read", "keep one of them", "error"))
        rejected += sum(bool(value) for value in values.pop(name))
    entries = ((name, found[0]) for name, found in values.items() if found)
    answers = made(edition, language, entries, rejected=rejected)
    if not answers.answers and not any("/" in name for name in values) and not rejected:
        raise _UnfitError("no field of the PDF is one of ours", "fill in the form of this edition")
    return answers, wrong


def _fields(roots: pikepdf.Object) -> Iterator[_Field]:
    """Yield the fields at the ends of the tree by their full names, with what they inherit."""
    waiting: list[tuple[Any, str, dict[str, Any], int]] = [(root, "", {}, 0) for root in _items(roots)]
    seen: set[tuple[int, int]] = set()
    visited = 0
    while waiting:
        field, parent, inherited, depth = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or field.objgen in seen:
            continue
        visited += 1
        if depth > _MAX_DEPTH or visited > MAX_ANSWERS:
            raise _UnfitError("the PDF has more fields than a form of ours", "fill in the form of this edition")
        if field.is_indirect:
            seen.add(field.objgen)
        own = _text(field.get("/T")) if "/T" in field else ""
        full = f"{parent}.{own}" if parent and own else own or parent
        known = {**inherited, **{key: field[key] for key in ("/FT", "/V", "/Opt") if key in field}}
        kids = [kid for kid in _items(field.get("/Kids")) if isinstance(kid, pikepdf.Dictionary)]
        children = [kid for kid in kids if "/T" in kid]
        if children:
            waiting += [(kid, full, known, depth + 1) for kid in children]
        elif full and ("/FT" in known or "/V" in known):
            yield _Field(full, known, tuple(kids) or (field,))


def _items(array: Any) -> list[Any]:
    return list(array) if isinstance(array, pikepdf.Array) else []


def _value(field: _Field) -> tuple[Value, str]:
    """Return what a field holds (true for a tick, a text, the id of a choice), or why that is not plain."""
    kind, value = field.known.get("/FT"), field.known.get("/V")
    own = [widget["/V"] for widget in field.widgets if "/V" in widget]
    if any(each != value for each in own):
        return "", "the field holds two values"
    if kind == "/Btn":
        return _tick(field, value)
    if isinstance(value, pikepdf.Array) and len(value) == 1:
        value = value[0]  # the one choice of a list
    if value is None or kind == "/Sig":
        return "", ""
    if kind not in ("/Tx", "/Ch") or not isinstance(value, (pikepdf.String, pikepdf.Stream)):
        return "", "the field holds something that is no text"
    text = _text(value)
    if isinstance(value, pikepdf.Stream) and not text and value.read_raw_bytes():
        return "", "the field holds something that is no text"
    return (_chosen(field, text) if kind == "/Ch" else text), ""


def _tick(field: _Field, value: Any) -> tuple[Value, str]:
    """Return whether a box is ticked: what the field says, and all that shows it."""
    shown = {str(widget["/AS"]) not in _OFF for widget in field.widgets if "/AS" in widget}
    if value is not None and not isinstance(value, pikepdf.Name):
        return False, "the box holds something that is no tick"
    ticked = value is not None and str(value) not in _OFF
    if len(field.widgets) == 1 and shown and shown != {ticked}:
        return False, "the box looks ticked and is not, or the other way round"
    return ticked, ""


def _chosen(field: _Field, text: str) -> str:
    """Return the id of a choice: some programs write its label in the place of its id."""
    pairs = [(_text(each[0]), _text(each[1])) for each in _items(field.known.get("/Opt")) if _is_pair(each)]
    if text in (identifier for identifier, _label in pairs):
        return text
    return next((identifier for identifier, label in pairs if label == text), text)


def _is_pair(option: Any) -> bool:
    return isinstance(option, pikepdf.Array) and len(option) == 2


def _text(value: Any) -> str:
    """Return a text, which a PDF may hold as a string or as a stream; nothing for what is neither."""
    if isinstance(value, pikepdf.Stream):
        return str(pikepdf.String(_content(value)))
    return str(value) if isinstance(value, pikepdf.String) else ""


def _content(stream: pikepdf.Stream) -> bytes:
    """Return the bytes of a stream, of a size that can be borne."""
    raw = stream.read_raw_bytes()
    names = stream.get("/Filter")
    name = names[0] if isinstance(names, pikepdf.Array) and len(names) == 1 else names
    if name is None:
        return raw[:_MAX_STREAM]
    if name != "/FlateDecode":
        return b""
    try:
        return zlib.decompressobj().decompress(raw, _MAX_STREAM)
    except zlib.error:
        return b""


def _origin_of(pdf: pikepdf.Pdf) -> tuple[str, str]:
    """Return edition and language of a form: from the data that is attached to it, or the keywords beside its title."""
    for attached in _attached(pdf):
        try:
            data = json.loads(attached)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and data.get("format") == "iasios-form":
            return str(data.get("edition", ""))[:100], str(data.get("language", ""))[:35]
    words = _text(pdf.trailer.get("/Info", pikepdf.Dictionary()).get("/Keywords"))
    if words.startswith(_MARK) and words.count(" ") >= 3:
        edition, language, _document = words.removeprefix(_MARK).rsplit(" ", 2)
        return edition[:100], language[:35]
    return "", ""


def _attached(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Yield the contents of the attached files whose names end in .json."""
    found = [*_items(pdf.Root.get("/AF"))]
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles", pikepdf.Dictionary())
    found += _items(names.get("/Names"))
    for file in found[:40]:
        if isinstance(file, pikepdf.Dictionary) and _text(file.get("/UF", file.get("/F"))).endswith(".json"):
            stream = file.get("/EF", pikepdf.Dictionary()).get("/F")
            if isinstance(stream, pikepdf.Stream):
                yield _content(stream)
