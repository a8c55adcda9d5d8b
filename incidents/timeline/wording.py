"""How instants and spans of time are worded, everywhere the same. Text in, text out; no Django.

A number never breaks from its unit: the spaces inside a duration are no-break spaces.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NBSP = "\u00a0"
MINUS = "\u2212"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

#: What an incident is, in the words that pages use.
NATURES = {"real": "Real", "drill": "Drill", "false_alarm": "False alarm"}
UNITS = (
    (31_536_000, "year"),
    (2_592_000, "month"),
    (604_800, "week"),
    (86_400, "day"),
    (3600, "hour"),
    (60, "minute"),
)


def reference(text: str) -> int | None:
    """The number in "INC-12", "inc-12" or "12"."""
    found = re.fullmatch(r"(?i:INC-)?([1-9][0-9]{0,17})", text.strip())
    return int(found[1]) if found else None


@lru_cache(maxsize=256)
def zone_of(name: str | tzinfo | None) -> tzinfo:
    """The zone of an IANA name or of a fixed offset as "UTC+05:30"; UTC for what is neither."""
    if isinstance(name, tzinfo):
        return name
    if not name or name == "UTC":
        return UTC
    if name.startswith("UTC") and len(name) == 9:
        sign = -1 if name[3] in "-\u2212" else 1
        if name[4:6].isdigit() and name[7:9].isdigit():
            return timezone(sign * timedelta(hours=int(name[4:6]), minutes=int(name[7:9])), name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def zone_word(name: str | tzinfo | None, at: datetime | None = None) -> str:
    """What a label calls the zone: "UTC", "Amsterdam", "UTC+05:30"."""
    key = getattr(name, "key", None) or (name if isinstance(name, str) else None)
    if key is None:
        key = zone_of(name).tzname(at) or "UTC"
    return key.rsplit("/", 1)[-1].replace("_", " ")


def duration(span: timedelta | int | float | None) -> str:
    """ "19 min", "1 h 29 min", "3 d 4 h"; minutes when given a number; nothing for None."""
    if span is None:
        return ""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span * 60
    sign, seconds = (MINUS if seconds < 0 else ""), abs(seconds)
    minutes = int(seconds // 60)
    if minutes == 0 and seconds >= 1:
        return f"{sign}under{NBSP}1{NBSP}min"
    if minutes < 60:
        return f"{sign}{minutes}{NBSP}min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return sign + _joined((hours, "h"), (rest, "min"))
    days, hours = divmod(hours, 24)
    return sign + _joined((days, "d"), (hours, "h"))


def _joined(large: tuple[int, str], small: tuple[int, str]) -> str:
    parts = [large, small] if small[0] else [large]
    return NBSP.join(f"{number}{NBSP}{unit}" for number, unit in parts)


def tplus(at: datetime | None, start: datetime | None) -> str:
    """The time since the start as it stands beside an entry: "T+24 min", "T+1 h 17", "T\u22125 min"."""
    if at is None or start is None:
        return ""
    minutes = int((at - start).total_seconds() // 60)
    sign, minutes = ("+", minutes) if minutes >= 0 else (MINUS, -minutes)
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return f"T{sign}{rest}{NBSP}min"
    if hours < 24:
        return f"T{sign}{hours}{NBSP}h{NBSP}{rest:02}"
    return f"T{sign}{hours // 24}{NBSP}d{NBSP}{hours % 24}{NBSP}h"


def clocktime(at: datetime | None, zone: str | tzinfo | None = None) -> str:
    """ "23:12" in the zone."""
    return f"{_in_zone(at, zone):%H:%M}" if at else ""


def _in_zone(at: datetime, zone: str | tzinfo | None) -> datetime:
    return at.astimezone(zone_of(zone)) if at.tzinfo else at


def _day(at: date | datetime, zone: str | tzinfo | None) -> date:
    return _in_zone(at, zone).date() if isinstance(at, datetime) else at


def longdate(at: date | datetime | None, zone: str | tzinfo | None = None) -> str:
    """ "Thursday 12 November 2026"."""
    if at is None:
        return ""
    day = _day(at, zone)
    return f"{DAYS[day.weekday()]} {day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def daydate(at: date | datetime | None, zone: str | tzinfo | None = None) -> str:
    """ "Thu 12 Nov"; the year is left to the context, see `fulldate`."""
    if at is None:
        return ""
    day = _day(at, zone)
    return f"{DAYS[day.weekday()][:3]}{NBSP}{day.day}{NBSP}{MONTHS[day.month - 1][:3]}"


def fulldate(at: date | datetime | None, zone: str | tzinfo | None = None) -> str:
    """ "12 Nov 2026"."""
    if at is None:
        return ""
    day = _day(at, zone)
    return f"{day.day}{NBSP}{MONTHS[day.month - 1][:3]}{NBSP}{day.year}"


def both_zones(at: datetime, zone: str | tzinfo | None) -> str:
    """What a time says on hover and to a screen reader: the zone shown, UTC when it differs, ISO."""
    here = _in_zone(at, zone)
    texts = [f"{here:%H:%M}{NBSP}{zone_word(zone, at)}, {daydate(at, zone)}{NBSP}{here.year}"]
    if at.tzinfo and here.utcoffset():
        utc = at.astimezone(UTC)
        texts.append(f"{utc:%H:%M}{NBSP}UTC, {daydate(at)}")
    texts.append(at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at.tzinfo else at.isoformat())
    return " \u00b7 ".join(texts)


def since(at: datetime, now: datetime) -> str:
    """ "3 days ago", "in 2 weeks", "just now": one unit, the largest that fits."""
    seconds = (now - at).total_seconds()
    ahead, seconds = seconds < 0, abs(seconds)
    if seconds < 60:
        return "in a moment" if ahead else "just now"
    size, name = next(unit for unit in UNITS if seconds >= unit[0])
    count = int(seconds // size)
    words = f"{count}{NBSP}{name}{'' if count == 1 else 's'}"
    return f"in {words}" if ahead else f"{words} ago"


def due(day: date | None, today: date) -> str:
    """ "3 days overdue", "due today", "in 11 days", "in 3 weeks"."""
    if day is None:
        return ""
    left = (day - today).days
    if left < 0:
        return f"{-left}{NBSP}day{'' if left == -1 else 's'} overdue"
    if left == 0:
        return "due today"
    if left < 14:
        return f"in {left}{NBSP}day{'' if left == 1 else 's'}"
    return f"in {left // 7}{NBSP}weeks"
