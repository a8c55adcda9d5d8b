"""One story as it stands in its file, with every time made an instant. No Django.

A story says how many days ago it began, so that the demo is always about the last year. A line of its timeline is
`TIME marks | words`, with ` | label address` behind it where there is something to look at:

    23:31 detected key @ben | Alert over 30 %. | Graph https://graphs.example/1
    ~23:55                    about that time
    +1 07:30                  on the next day; a time earlier than the one above is on the next day by itself
    +38                       so many minutes after the beginning, for a story that began minutes ago

A line marked `alert` came from monitoring. With a table `[alert]` that alert opens the incident itself; `[[enclosed]]`
are images and files of a line, counted from one.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

STORIES = Path(__file__).with_name("stories")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCKS = {
    "started": "other",
    "detected": "detection",
    "acknowledged": "action",
    "mitigated": "mitigation",
    "resolved": "recovery",
}
LINE = re.compile(
    r"^(?P<about>~)?(?:\+(?P<days>\d+) (?=\d\d:))?(?P<time>\d\d:\d\d)?(?:\+(?P<minutes>\d+))?"
    r"(?P<marks>[^|]*)\|(?P<rest>.*)$"
)


@dataclass(frozen=True)
class Line:
    """One entry of a timeline."""

    at: dt.datetime
    text: str
    kind: str
    clocks: tuple[str, ...]
    author: str | None
    about: bool
    key: bool
    alert: bool
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Story:
    """One incident: `told` is the file's own content."""

    slug: str
    told: Mapping[str, Any]
    lines: tuple[Line, ...]

    @property
    def ends(self) -> dt.datetime:
        """The last thing that happened; the days of what follows are counted from here."""
        return max(line.at for line in self.lines)

    def clock(self, name: str) -> Line | None:
        return next((line for line in self.lines if name in line.clocks), None)


def stories(at: dt.datetime) -> list[Story]:
    """All of them as told at `at`, the oldest first."""
    days: dict[str, dt.date] = {}
    found = []
    for file in sorted(STORIES.glob("*.toml")):
        told = tomllib.loads(file.read_text())
        zone = ZoneInfo(told["zone"])
        begins = at - dt.timedelta(minutes=told["minutes_ago"]) if "minutes_ago" in told else None
        days[file.stem] = day = begins.astimezone(zone).date() if begins else _day(told, days, at)
        found.append(Story(file.stem, told, tuple(_lines(told["entries"], zone, day, begins))))
    return found


def _day(told: Mapping[str, Any], days: Mapping[str, dt.date], at: dt.datetime) -> dt.date:
    """The day on which it began: so many days ago, and on the weekday that the story needs."""
    if "day_after" in told:
        return days[told["day_after"]] + dt.timedelta(days=1)
    day = at.date() - dt.timedelta(days=told["days"])
    while "weekday" in told and WEEKDAYS[day.weekday()] != told["weekday"]:
        day -= dt.timedelta(days=1)
    return day


def _lines(text: str, zone: ZoneInfo, day: dt.date, begins: dt.datetime | None) -> Iterator[Line]:
    last = dt.time(0, 0)
    for row in filter(None, map(str.strip, text.splitlines())):
        found = LINE.match(row)
        if found is None:
            raise ValueError(f"no line of a timeline: {row}")
        if begins is not None:
            instant = begins + dt.timedelta(minutes=int(found["minutes"] or 0))
        else:
            time = dt.time.fromisoformat(found["time"])
            day += dt.timedelta(days=int(found["days"]) if found["days"] else int(time < last))
            last = time
            instant = dt.datetime.combine(day, time, zone).astimezone(dt.UTC)
        yield _line(instant.replace(second=0, microsecond=0), found)


def _line(at: dt.datetime, found: re.Match[str]) -> Line:
    words = found["marks"].split()
    clocks = tuple(word for word in words if word in CLOCKS)
    marks = {"key", "alert"}
    named = [word for word in words if word not in {*CLOCKS, *marks} and not word.startswith("@")]
    text, *shown = (part.strip() for part in found["rest"].split(" | "))
    return Line(
        at=at,
        text=text,
        kind=named[0] if named else CLOCKS[clocks[-1]] if clocks else "other",
        clocks=clocks,
        author=next((word[1:] for word in words if word.startswith("@")), None),
        about=bool(found["about"]),
        key="key" in words,
        alert="alert" in words,
        evidence=tuple((label, link) for label, _, link in (each.rpartition(" ") for each in shown)),
    )
