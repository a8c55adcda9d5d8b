"""Time to place: where an instant stands on a picture's width, and which instants its axis names. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

#: A silence longer than this, and than a quarter of the whole, is left out of the axis.
LONGEST_DRAWN = timedelta(hours=6)
#: How much of the width stands for a silence that was left out.
BREAK_SHARE = 0.06
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 43200, 86400, 172800)


@dataclass(frozen=True)
class Break:
    """A silence that the axis leaves out."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Scale:
    """Linear time from `start` to `end`, except that each break takes a fixed share of the width."""

    start: datetime
    end: datetime
    breaks: tuple[Break, ...] = ()

    @classmethod
    def over(cls, instants: Iterable[datetime]) -> Scale:
        """The scale that holds all of them; a single instant gets an hour round it."""
        points = sorted(set(instants))
        if points[0] == points[-1]:
            half = timedelta(minutes=30)
            return cls(points[0] - half, points[-1] + half)
        limit = max(LONGEST_DRAWN, (points[-1] - points[0]) / 4)
        pairs = itertools.pairwise(points)
        return cls(points[0], points[-1], tuple(Break(a, b) for a, b in pairs if b - a > limit))

    @property
    def drawn(self) -> timedelta:
        """The time that is drawn in proportion."""
        return self.end - self.start - sum((b.end - b.begin for b in self.breaks), timedelta())

    @property
    def share(self) -> float:
        """The part of the width that is in proportion to time."""
        return 1 - BREAK_SHARE * len(self.breaks) if self.drawn else 0.0

    def place(self, at: datetime) -> float:
        """From 0 at the start to 1 at the end."""
        at = min(max(at, self.start), self.end)
        linear, fixed = at - self.start, 0.0
        width = BREAK_SHARE if self.drawn else 1 / max(1, len(self.breaks))
        for gap in self.breaks:
            inside = min(max(at, gap.begin), gap.end) - gap.begin
            linear -= inside
            fixed += width * (inside / (gap.end - gap.begin))
        return fixed + (self.share * (linear / self.drawn) if self.drawn else 0.0)

    def left_out(self, at: datetime) -> bool:
        return any(gap.begin < at < gap.end for gap in self.breaks)

    def ticks(self, width: int, zone: tzinfo, room: int = 70) -> tuple[int, list[datetime]]:
        """The step in minutes, and the instants of the axis, on the wall clock of the zone."""
        minutes = self.drawn.total_seconds() / 60
        if not minutes:
            return STEPS[-1], []
        dense = self.share * width / minutes
        step = next((s for s in STEPS if s * dense >= room), STEPS[-1])
        found = [at for at in _wall_times(self.start, self.end, step, zone) if not self.left_out(at)]
        return step, found


def _wall_times(start: datetime, end: datetime, step: int, zone: tzinfo) -> Iterator[datetime]:
    """Round times of the wall clock from start to end; a time that a clock change skips is left out."""
    day = start.astimezone(zone).date()
    last = end.astimezone(zone).date()
    stride = max(1, step // 1440)
    while day <= last:
        for minute in range(0, 1440, min(step, 1440)):
            wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
            at = wall.astimezone(UTC)
            if start <= at <= end and at.astimezone(zone).time() == wall.time():
                yield at
        if last - day < timedelta(days=stride):
            return
        day += timedelta(days=stride)
