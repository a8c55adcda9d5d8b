"""What archives of older versions say that this version has no place for: known by name, and what becomes of it.

A migration that removes or renames a column or a table of an archive adds a line here; a test asks. What stands in
neither list is refused, since nobody has decided that it may be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incidents.timeline.amounts import KINDS

#: From a row, as the archive has it, the columns of today that say the same; none where nothing does any more.
Became = Callable[[Mapping[str, Any]], dict[str, Any]]


def _estimates(row: Mapping[str, Any]) -> dict[str, Any]:
    """That figures are estimates was said of all of them together."""
    return {
        "estimates": [name for name in KINDS if row.get(name) is not None] if row["numbers_about"] else []
    }


#: Table, column, and what it became.
COLUMNS_GONE: dict[str, dict[str, Became]] = {"incidents.incident": {"numbers_about": _estimates}}
#: Tables of which no row comes in, with the reason.
TABLES_GONE: dict[str, str] = {}


def said_otherwise(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of today for those of `row` that are gone."""
    made: dict[str, Any] = {}
    for column, became in COLUMNS_GONE.get(table, {}).items():
        if column in row:
            made |= became(row)
    return made
