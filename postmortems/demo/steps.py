"""What happened after an incident, in the order in which it happened.

Actions, threads, reviews and publications of a story depend on each other: an approval is fresh only while nothing
changes after it, and a version freezes how far the actions had come. So all of them are put in one row by time
before the first is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

Act = Callable[[dt.datetime], object]
#: The hour of the day for each sort of step, so that one day's steps come in an order that makes sense.
HOURS = {
    "propose": 0,
    "decide": 1,
    "begin": 2,
    "work": 3,
    "ask": 4,
    "talk": 5,
    "edit": 6,
    "answer": 7,
    "publish": 8,
}
MINUTE = dt.timedelta(minutes=1)


@dataclass
class Steps:
    """Steps on days counted from `end`; nothing happens after `now`."""

    end: dt.datetime
    now: dt.datetime
    rows: list[tuple[dt.datetime, int, Act]] = field(default_factory=list)

    def when(self, sort: str, day: float) -> dt.datetime:
        """The instant of a step of this sort on this day."""
        wanted = self.end + dt.timedelta(days=day, hours=HOURS[sort], minutes=len(self.rows))
        return min(wanted, self.now - MINUTE)

    def add(self, sort: str, day: float, act: Act) -> None:
        """Do `act` then; two at one instant stay in the order in which they were added."""
        self.rows.append((self.when(sort, day), len(self.rows), act))

    def do(self) -> None:
        """All of them, the earliest first."""
        for at, _, act in sorted(self.rows, key=lambda row: row[:2]):
            act(at)
