"""A PDF form that was filled in, in; `Answers` out. What the file was made to do besides is never done."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pydantic import ValidationError

from press.answers.model import MAX_ANSWERS, Answers, made
from press.fields import Value
from press.problems import Origin, Problem

_MAX_DEPTH = 16
_MAX_STREAM = 5_000_000
_MARK = "iasios-form "


class _UnfitError(Exception):
    """The file can't be read as a form; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read(content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a filled PDF and what is wrong with it; `name` is the path to print.

    Fields that are none of ours are kept as unplaced.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _answers(pdf), []
    except _UnfitError as error:
        message, hint = str(error), error.hint
    except pikepdf.PasswordError:
        message, hint = "the PDF is locked with a password", "save it without one"
    except ValidationError as error:
        message, hint = f"the PDF holds more than fits into a form ({error.errors()[0]['msg']})", "shorten it"
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        # pikepdf raises any of these where an object is not of the kind that its place asks for.
        message, hint = f"the PDF is damaged ({str(error)[:200]})", "save the form anew in another program"
    return None, [Problem(Origin(name), "answers-pdf", message, hint)]


def _answers(pdf: pikepdf.Pdf) -> Answers:
    form = pdf.Root.get("/AcroForm")
    if form is None or "/Fields" not in form:
        raise _UnfitError("the PDF has no fields", "use the form itself, not a print copy of it")
    if "/XFA" in form:
        raise _UnfitError("the PDF is a form of another kind (XFA)", "fill in the form of this edition")
    fields = dict(_fields(form.Fields))
    edition, language = _origin_of(pdf)
    answers = made(edition, language, ((name, _value(field)) for name, field in fields.items()))
    if not answers.answers and not any("/" in name for name in fields):
        raise _UnfitError("no field of the PDF is one of ours", "fill in the form of this edition")
    return answers


def _fields(roots: pikepdf.Object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fields at the ends of the tree by their full names, with what they inherit."""
    waiting: list[tuple[Any, str, dict[str, Any], int]] = [(root, "", {}, 0) for root in _items(roots)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        field, parent, inherited, depth = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or field.objgen in seen:
            continue
        if depth > _MAX_DEPTH or len(seen) > MAX_ANSWERS:
            raise _UnfitError("the PDF has more fields than a form of ours", "fill in the form of this edition")
        if field.is_indirect:
            seen.add(field.objgen)
        own = _text(field.get("/T")) if "/T" in field else ""
        full = f"{parent}.{own}" if parent and own else own or parent
        known = {**inherited, **{key: field[key] for key in ("/FT", "/V", "/Opt") if key in field}}
        children = [kid for kid in _items(field.get("/Kids")) if isinstance(kid, pikepdf.Dictionary) and "/T" in kid]
        if children:
            waiting += [(kid, full, known, depth + 1) for kid in children]
        elif full and "/FT" in known:
            yield full, known


def _items(array: Any) -> list[Any]:
    return list(array) if isinstance(array, pikepdf.Array) else []


def _value(field: dict[str, Any]) -> Value:
    """Return what a field holds: true for a tick, a text, the id of a choice."""
    value = field.get("/V")
    if field["/FT"] == "/Btn":
        return isinstance(value, pikepdf.Name) and value not in ("/Off", "/")
    text = _text(value)
    if field["/FT"] == "/Ch":
        # Some programs write the label of a choice in the place of its id.
        pairs = [(_text(each[0]), _text(each[1])) for each in _items(field.get("/Opt")) if _is_pair(each)]
        if text not in (identifier for identifier, _label in pairs):
            return next((identifier for identifier, label in pairs if label == text), text)
    return text


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
