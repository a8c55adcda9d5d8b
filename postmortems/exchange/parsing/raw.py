"""An entry of the timeline before its day is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.timeline.labels import Zone

from .days import Day
from .stamps import Stamp


@dataclass(slots=True)
class Raw:
    """An entry before its day is settled."""

    stamp: Stamp | None
    written: str
    start: int
    end: int
    text: str
    day: Day | None = None
    """From a day line above it, or from a date column."""
    new_day: bool = False
    """The first entry under its day line."""
    next_day: bool = False
    """Words on it or above it move on by a day."""
    zone: Zone | None = None
    """From the column's title."""
    part: int = 0
    undated: bool = False
    """It says nothing of when it was."""


@dataclass(slots=True)
class Found:
    entries: list[Raw] = field(default_factory=list)
    brief: list[Raw] = field(default_factory=list)
    """The few clocks of a "Key events" list where a longer timeline stands elsewhere."""
