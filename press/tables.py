"""Rows of texts in; CSV that a spreadsheet opens without taking what people wrote for formulas out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# Source: OWASP, "CSV Injection"; the wide forms are those of East Asian keyboards, which spreadsheets read alike.
# A program that is told of another sign between cells also begins one after that sign, or after a line end, in a text.
_FORMULA = re.compile('^(?=[=+\\-@\t\r\n＝＋－＠])|([;,\t\r\n]"*)(?=[=+\\-@＝＋－＠])')


def harmless(text: str) -> str:
    """Return a text as a cell of CSV that no spreadsheet takes for a formula, opened with commas, semicolons or tabs.

    An apostrophe stands before each sign with which a formula could begin.
    """
    return _FORMULA.sub(lambda found: f"{found[1] or ''}'", text)


def as_csv(rows: Iterable[Iterable[str]], delimiter: str = ",") -> bytes:
    """Return rows as CSV (RFC 4180, UTF-8 with a byte order mark), each text of them harmless."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(map(harmless, row) for row in rows)
    return target.getvalue().encode("utf-8-sig")
