"""The messages of a chat as they are listed for picking: by day and hour, with what is folded away."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from incidents.timeline.wording import NBSP, daydate

from .channels import span_of
from .desk import Desk
from .rows import Row

#: What a browser lays out at once without making a person wait.
PART = 500
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


@dataclass(frozen=True, slots=True)
class Part:
    """As many messages of a long chat as stand on one page."""

    n: int
    rows: list[Row]
    current: bool

    @property
    def label(self) -> str:
        """ "Thu 12 Nov 09:02 to 14:31"; the day is said again where it is another one."""
        first, last = self.rows[0], self.rows[-1]
        end = _when(last) if last.day != first.day else _when(last, day=False)
        return f"{_when(first)} to {end}"


class Picking:
    """The list, its counts, its filter by author, and the part of it that is shown."""

    def __init__(self, desk: Desk, *, author: str = "", thread: str = "", part: str = "") -> None:
        self.desk, self.author, self.span = desk, author, span_of(desk.incident)
        rows = desk.rows
        self.parents = {row.id: row for row in rows if row.id}
        self.replies = Counter(row.thread for row in rows if row.thread)
        self.ticked = desk.ticked | self._of_thread(thread)
        self.parts = self._parts([row for row in rows if not author or row.author == author], part)
        shown = next((part.rows for part in self.parts if part.current), [])
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
        if self.span is None:
            return group[0].n == 0
        return any(self._is_near(row) for row in group)

    def _is_near(self, row: Row) -> bool:
        return bool(self.span and row.at and self.span[0] <= row.at <= self.span[1])

    def _parts(self, rows: list[Row], asked: str) -> list[Part]:
        """The list in parts that a page can carry, with the asked one current: else the incident's hours, else news."""
        parts = [rows[n : n + PART] for n in range(0, len(rows), PART)]
        if asked.isdecimal() and len(asked) < 5 and int(asked) < len(parts):
            here = int(asked)
        else:
            near = (n for n, part in enumerate(parts) if any(self._is_near(row) for row in part))
            new = (n for n, part in enumerate(parts) if any(row.state == "new" for row in part))
            here = next(near, next(new, 0))
        return [Part(n, part, n == here) for n, part in enumerate(parts)]

    @property
    def fresh(self) -> int:
        """How many can become entries that nobody was shown before."""
        return self.counts["new"]

    def context(self) -> dict[str, Any]:
        return {"picking": self, "desk": self.desk}


def _when(row: Row, *, day: bool = True) -> str:
    said = [daydate(row.day) if row.day and day else "", f"{row.clock:%H:%M}" if row.clock else ""]
    return NBSP.join(filter(None, said)) or f"message {row.n + 1:,}"
