"""What OmegaT does to a PO file, told from the source of its PO filter (OmegaT 5 and 6) with its default options.

It holds one translation for a text, and others for single places of it, which it knows by their context. It writes the
file line by line: comments, context and text as they are, without blanks at the ends of lines; no line of `#|`, no
mark `fuzzy`; behind msgstr what it holds, in one line, a new one after each line end; nothing where it holds nothing.
A fuzzy translation is shown to the translator as a suggestion, and is not held unless it is confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polib

_FIELD = re.compile(r'(msgctxt|msgid|msgstr)\s+"(.*)"')
_MORE = re.compile(r'"(.*)"')


def saved_by_omegat(text: str, edits: Mapping[tuple[str, str], str]) -> str:
    """Return a PO file as OmegaT writes it after edits: translations by context and text."""
    default, single = _held(text, edits)
    lines: list[str] = []
    context = source = header = field = ""

    def flush() -> None:
        nonlocal context, source, header, field
        if field == "msgstr":
            held = single.get((context, source), default.get(source, "")) if source else header
            lines.append("msgstr " + _quoted(held))
            context = source = header = field = ""

    for line in map(str.strip, text.splitlines()):
        known, more = _FIELD.fullmatch(line), _MORE.fullmatch(line)
        if line.startswith("#|") or line == "#, fuzzy":
            continue
        if known or more:
            if known:
                field = known.group(1)
            words = polib.unescape((known or more).groups()[-1])
            context += words * (field == "msgctxt")
            source += words * (field == "msgid")
            header += words * (field == "msgstr")
            lines += [line] if field != "msgstr" else []
            continue
        flush()
        lines.append(re.sub(r"^(#,.*), fuzzy", r"\1", line.replace("#, fuzzy,", "#,")))
    flush()
    return "\n".join(lines) + "\n"


def _held(text: str, edits: Mapping[tuple[str, str], str]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return what OmegaT holds after loading a file and the edits: by text, and by place where one differs."""
    default: dict[str, str] = {}
    found = {
        (e.msgctxt or "", e.msgid): e.msgstr for e in polib.pofile(text) if e.msgstr and not e.fuzzy and not e.obsolete
    }
    every = (*found.items(), *edits.items())
    for (_context, source), translation in every:
        default.setdefault(source, translation)
    single = {place: translation for place, translation in every if default[place[1]] != translation}
    return default, single


def _quoted(words: str) -> str:
    lines = polib.escape(words).replace("\\n", '\\n"\n"').removesuffix('"\n"')
    return f'"{lines}"'
