"""What was understood, worded: the date, the zone, UTC, the time since the start."""

from __future__ import annotations

import datetime as dt

from ..instants import letters, shown
from ..wording import clocktime, daydate, tplus, zone_of
from .asking import Reading


def said(reading: Reading, zone: str, start: dt.datetime | None) -> str:
    """ "Thu 12 Nov 2026, 22:05 CET, 21:05 UTC, T+24 min"."""
    at, end = reading.at, reading.ended_at
    if at is None:
        return "No time known"
    day = f"{daydate(at, zone)}\u00a0{_year(at, zone)}"
    if reading.precision == "day":
        return f"{day}, the day only"
    about = "about " if reading.precision == "about" else ""
    begin = shown(at, zone)
    if end is not None and letters(end, zone) == letters(at, zone):
        begin = clocktime(at, zone)
    words = [day, f"{about}{begin}{_until(at, end, zone)}"]
    if letters(at, zone) not in ("UTC", "GMT"):
        other = "" if daydate(at, zone) == daydate(at, "UTC") else f"{daydate(at, 'UTC')} "
        words.append(f"{other}{clocktime(at, 'UTC')}\u00a0UTC")
    return ", ".join([*words, *filter(None, [tplus(at, start)])])


def _until(at: dt.datetime, end: dt.datetime | None, zone: str) -> str:
    if end is None:
        return ""
    day = "" if daydate(end, zone) == daydate(at, zone) else f"{daydate(end, zone)} "
    return f" to {day}{shown(end, zone)}"


def _year(at: dt.datetime, zone: str) -> int:
    return at.astimezone(zone_of(zone)).year
