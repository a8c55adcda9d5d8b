"""What can be done with one row. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Menu(NamedTuple):
    label: str
    correct: str
    """What its form is called, which `name` opens."""
    name: str
    changes: list[tuple[str, str]]
    """What can be made of the row: the move as a button says it, and its words."""
