"""A file that people send back in; its bytes, and how a workbook is opened whatever it holds, out."""

from __future__ import annotations

import datetime
import io
import os
import re
import resource
import warnings
from pathlib import Path
from typing import Any

from press.run import Limits

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
MAX_BYTES = 30_000_000
# A file made to hurt may take this much of the machine, and no more.
_LIMITS = Limits(cpu_seconds=5, seconds=60, memory_bytes=200_000_000)


def content_of(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file; or nothing, and why it is not read."""
    try:
        if not path.is_file():
            return b"", "this is no ordinary file" if path.exists() else "there is no such file"
        if path.stat().st_size > MAX_BYTES:
            return b"", f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return path.read_bytes(), ""
    except OSError as error:
        return b"", f"the file can't be read ({error.strerror})"


def limits() -> Limits:
    """Return what a process that is forked from this one may use to read a file."""
    own = resource.getpagesize() * int(Path("/proc/self/statm").read_text().split()[0])
    return _LIMITS._replace(memory_bytes=_LIMITS.memory_bytes + own)


def without_lxml() -> None:
    """Let openpyxl read through defusedxml, as with lxml it would not.

    It asks once, when it is imported: call this before, in the process that reads.
    """
    os.environ["OPENPYXL_LXML"] = "False"


def opened(content: bytes) -> Any:
    """Return openpyxl's view of a workbook; call it in a process with limits, after `press.workbooks.guard`."""
    without_lxml()
    from openpyxl.reader import excel

    from press.workbooks import raw

    with warnings.catch_warnings(), raw.reading():
        warnings.simplefilter("ignore")
        return excel.load_workbook(io.BytesIO(content), keep_links=False)


def cell_text(value: Any) -> str:
    """Return the value of a cell as a text: numbers without a fraction that is none, days in ISO form."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, str):
        return unescaped(value)
    return "" if value is None else str(value)


def unescaped(text: str) -> str:
    """Return a text of a workbook with what it writes as `_xHHHH_`: units of UTF-16, ECMA-376 part 1, 22.9.2.19."""
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
