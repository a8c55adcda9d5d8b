"""The messages of a chat as they are listed for picking: by day and hour, with what is folded away."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .desk import Desk
from .rows import Row

#: Up to this many, all hours stand open; of more, those of the incident.
FEW = 150
SHORT = 400


@dataclass(slots=True)
class Shown:
    """One message of the list."""

    row: Row
    ticked: bool
    replies: int = 0
    answers: str = ""
    """Whom it answers, when it is part of a thread."""

    @property
    def text(self) -> str:
        words = self.row.text
        return words if len(words) <= SHORT else f"{words[:SHORT]}…"


@dataclass(slots=True)
class Hour:
    label: str
    open: bool
    rows: list[Shown] = field(default_factory=list)

    @property
    def only_noise(self) -> bool:
        return all(shown.row.noise and not shown.ticked for shown in self.rows)


@dataclass(slots=True)
class Day:
    day: dt.date | None
    hours: list[Hour]


class Picking:
    """The list, its counts, and its filter by author."""

    def __init__(self, desk: Desk, *, author: str = "", thread: str = "") -> None:
        self.desk, self.author = desk, author
        rows = desk.rows
        self.parents = {row.id: row for row in rows if row.id}
        self.replies = Counter(row.thread for row in rows if row.thread)
        self.ticked = desk.ticked | self._of_thread(thread)
        shown = [row for row in rows if not author or row.author == author]
        self.apart = sorted(self.ticked - {row.n for row in shown})
        self.days = self._days(shown)
        self.authors = sorted({row.author for row in rows if row.author}, key=str.casefold)
        self.counts = Counter(row.state for row in rows)
        self.noise = Counter(row.noise for row in rows if row.noise)

    def _of_thread(self, thread: str) -> set[int]:
        rows = self.desk.rows
        found = {row.n for row in rows if thread and thread in (row.thread, row.id)}
        return {n for n in found if rows[n].state not in ("there", "removed")}

    def _days(self, rows: list[Row]) -> list[Day]:
        days = []
        for day, of_day in itertools.groupby(rows, key=lambda row: row.day):
            hours = []
            for hour, of_hour in itertools.groupby(
                of_day, key=lambda row: row.clock.hour if row.clock else None
            ):
                group = list(of_hour)
                label = f"{hour:02}:00" if hour is not None else "no time"
                shown = [self._shown(row) for row in group]
                hours.append(Hour(label, self._is_open(group, len(rows)), shown))
            days.append(Day(day, hours))
        return days

    def _shown(self, row: Row) -> Shown:
        parent = self.parents.get(row.thread)
        return Shown(
            row,
            row.n in self.ticked,
            self.replies.get(row.id, 0) if row.id else 0,
            parent.author if parent else "",
        )

    def _is_open(self, group: list[Row], number: int) -> bool:
        if number <= FEW or any(row.n in self.ticked for row in group):
            return True
        incident = self.desk.incident
        start, end = incident.started_at, incident.resolved_at or incident.mitigated_at
        if start is None:
            return group[0].n == 0
        around = start - dt.timedelta(hours=1), (end or start) + dt.timedelta(hours=1)
        return any(row.at and around[0] <= row.at <= around[1] for row in group)

    @property
    def fresh(self) -> int:
        """How many can become entries that nobody was shown before."""
        return self.counts["new"]

    def context(self) -> dict[str, Any]:
        return {"picking": self, "desk": self.desk}
