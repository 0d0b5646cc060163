"""The bytes of a file that says to be a workbook in; why it is not read, before anything is parsed, out.

A workbook is a ZIP archive of XML. Limits are some fifty times what a filled workbook of ours holds.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MAX_PARTS, MAX_PART, MAX_ALL, MAX_RATIO = 500, 20_000_000, 64_000_000, 200
MAX_CELLS = 100_000  # with their rows, on all sheets; a workbook of ours has about 5,000
_SMALL = 100_000  # parts up to this size may be packed as tightly as they like
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_REFUSED = {
    "vbaproject": "macros",
    "macrosheets": "macros",
    "externallinks": "links to other files",
    "connections": "connections to data elsewhere",
    "querytables": "connections to data elsewhere",
    "embeddings": "embedded files",
    "activex": "active controls",
    "customui": "buttons of its own",
    "ctrlprops": "active controls",
}
_CELL = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:c|row)[\s/>]")
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)""")
_SHEET_TYPE = b"spreadsheetml.sheet.main+xml"


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is one that this module speaks of: an archive, or an older or locked file of Office."""
    return content.startswith((b"PK\x03\x04", _OLE))


def refused(content: bytes) -> tuple[str, str]:
    """Return why a file is not read as a workbook, and what helps if anything does; nothing where it may be read."""
    reason, _, remedy = _reason(content).partition("; ")
    return reason, remedy


def _reason(content: bytes) -> str:
    """Return why a file is not read, and what helps behind a semicolon."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return "the workbook is locked with a password; save it without one"
        return "the file has an old format of Office; save it as .xlsx"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refused(archive) or next(_in_parts(archive), "")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        # zipfile raises any of these for an archive that is broken off, lies about itself or is encrypted.
        return "the file is damaged, or only a part of a workbook"


def _refused(archive: zipfile.ZipFile) -> str:
    """Judge an archive by its directory."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) < len(names):
        return "the file is no workbook: it holds too many parts, or one twice"
    if sum(part.file_size for part in parts) > MAX_ALL or any(map(_is_bomb, parts)):
        return "the workbook would be far too large, unpacked"
    if "mimetype" in names:
        return "the file is an OpenDocument file (.ods), which is not read; save it as .xlsx"
    for name in names:
        for word, what in _REFUSED.items():
            if word in name:
                return f"the workbook holds {what}, which a workbook of ours never does; remove them"
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        return "the file is no workbook"
    return ""


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    ratio = part.file_size / max(1, part.compress_size)
    return part.file_size > MAX_PART or (part.file_size > _SMALL and ratio > MAX_RATIO)


def _in_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """Judge an archive by what its parts really hold: the directory may lie."""
    cells = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            data = stream.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            yield "the workbook would be far too large, unpacked"
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if reason := _xml_refused(data):
            yield reason
        if name == "[content_types].xml" and (_SHEET_TYPE not in data or b"macroenabled" in data.lower()):
            yield "the file is no workbook without macros; save it as .xlsx"
        if name.startswith("xl/worksheets/"):
            cells += sum(1 for _found in _CELL.finditer(data))
        if cells > MAX_CELLS:
            yield f"the workbook has more than {MAX_CELLS} cells"


def _xml_refused(data: bytes) -> str:
    """Judge a part of XML: in UTF-8, and without declarations, which none of our parts has and bombs are made of."""
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"")
    if not plain or b"\0" in data or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        return "a part of the workbook is not UTF-8 text"
    if b"<!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        return "a part of the workbook declares entities, which is how harmful files are made"
    return ""
