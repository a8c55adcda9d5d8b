"""The incident's clocks while they are found, and how long lies between two moments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from .proposal import Clock, Moment, Question, Value


@dataclass(slots=True)
class Clocks:
    started: Clock | None = None
    detected: Clock | None = None
    ended: Clock | None = None
    stated: Value | None = None
    minutes: int | None = None
    questions: list[Question] = field(default_factory=list)


def between(a: Moment, b: Moment) -> timedelta | None:
    """How long from a to b, in UTC where both have an offset, on the wall clock otherwise."""
    if a.instant and b.instant:
        return b.instant - a.instant
    if a.wall and b.wall:
        return b.wall - a.wall
    if a.clock and b.clock and a.day is None and b.day is None:
        return _on(b.clock) - _on(a.clock)
    return None


def _on(clock: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), clock)
