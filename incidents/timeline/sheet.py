"""Rows as CSV that is safe to open in a spreadsheet. No Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

#: What makes a spreadsheet take a cell for a formula, at its beginning.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(value: Any) -> Any:
    """The value, with an apostrophe before text that would be run as a formula. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value


def sheet(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The whole file, with a mark at its start from which spreadsheets know that it is UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heading)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()
