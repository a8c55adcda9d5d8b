"""What every part of a drawing is laid out on: a width, a scale of time, a zone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..phases import short
from ..scale import Scale
from .moments import Moment

#: A silence is worth saying from here on, unless the incident is so long that it is nothing special.
SILENCE = timedelta(minutes=30)


@dataclass(frozen=True)
class Silence:
    """A stretch in which nothing was recorded."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Ground:
    """Places along the time, in pixels of the width that is laid out and in per cent for what is written."""

    width: int
    scale: Scale
    zone: str

    @property
    def narrow(self) -> bool:
        return self.width < 640

    def x(self, at: datetime) -> float:
        return self.scale.place(at) * self.width

    def percent(self, at: datetime) -> str:
        return f"{short(self.scale.place(at) * 100)}%"

    def middle(self, begin: datetime, end: datetime) -> str:
        return f"{short((self.scale.place(begin) + self.scale.place(end)) * 50)}%"


def silences(moments: Sequence[Moment], scale: Scale) -> list[Silence]:
    """Where nothing was recorded for long; what goes on for a while is not silent meanwhile."""
    limit = max(SILENCE, scale.drawn / 12)
    found = []
    reached: datetime | None = None
    for moment in moments:
        if reached is not None and moment.at - reached > limit:
            found.append(Silence(reached, moment.at))
        reached = max(reached or moment.until, moment.until)
    return found


def scale_over(moments: Iterable[Moment], clocks: Iterable[datetime], days: Iterable[datetime]) -> Scale:
    """The scale that holds everything; days that are known by name alone widen it where nothing else is."""
    moments = list(moments)
    points = [*itertools.chain.from_iterable((m.at, m.until) for m in moments), *clocks]
    return Scale.over(points or days)
