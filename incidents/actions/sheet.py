"""Action items as a spreadsheet: CSV that opens as text, never as a formula. No Django."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

COLUMNS = (
    "Incident",
    "Title",
    "Action",
    "Kind",
    "State",
    "Owner",
    "Team",
    "Due",
    "Priority",
    "Tracker",
    "Evidence",
    "Declined because",
    "Proposed at (UTC)",
    "Finished at (UTC)",
)
#: What makes a spreadsheet take a cell for a formula, also behind blanks; full-width signs do it too.
A_FORMULA = re.compile(r"\s*[=+@\uff1d\uff0b\uff20\uff0d-]|[\t\r\n]")


def guarded(value: Any) -> str:
    """The value as text; one that a spreadsheet would run gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if A_FORMULA.match(text) else text


def write(rows: Iterable[Iterable[Any]]) -> str:
    """The whole sheet, with its head and the byte order mark that spreadsheets ask for."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for row in rows:
        sheet.writerow([guarded(value) for value in row])
    return "\ufeff" + out.getvalue()
