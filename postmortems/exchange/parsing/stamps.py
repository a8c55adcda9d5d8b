"""Dates and times as authors write them: one small grammar, read from left to right.

`at(text, pos)` reads the stamp that begins at a position: a date, a time or both in any order, with a range,
a zone, and the words for "about". `running` finds stamps inside text. Every pattern here is
anchored and bounded, so that reading costs what the line is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from incidents.timeline.labels import Zone

from .beside import zone_beside
from .days import Day, day_at
from .hours import clock_at, four_digits
from .source import SIGNS
from .words.times import ABOUT, CONNECT, DAY_PARTS, LOCAL_TIME, UNSURE, WEEKDAYS
from .words.times import NOON as NOON_WORDS


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one written time says. Positions count in the text that was read."""

    start: int
    end: int
    day: Day | None = None
    clock: time | None = None
    end_day: Day | None = None
    end_clock: time | None = None
    zone: Zone | None = None
    about: bool = False
    unreadable: bool = False
    """There is a place for a time, but no time in it: "2X:XX", "--:--"."""
    half: bool = False
    """am or pm is written."""
    contrary: bool = False
    """am is written beside an hour after noon: "13:30 AM"."""
    weekday: int | None = None
    """Monday is 0; only where a weekday stands in the place of a date."""
    after: int = 0
    """Where the words go on, behind closing marks of emphasis and brackets."""

    @property
    def precision(self) -> str:
        if self.clock is None:
            return "day" if self.day and not self.unreadable else ("day" if self.day else "unknown")
        if self.about:
            return "about"
        return "second" if self.clock.second else "minute"

    @property
    def bare(self) -> bool:
        return self.day is None

    def moved(self, by: int) -> Stamp:
        return replace(self, start=self.start + by, end=self.end + by)


NOON = 12
_WORD = re.compile(r"[^\W\d_]{1,14}\.?")
_UNREADABLE = re.compile(r"(?=[\d]{0,2}[xX?_\-–:])[\dxX?_\-–]{1,2}:[\dxX?_\-–]{2}(?![\w:])")
_LEAD = re.compile(rf"(?:{SIGNS[:-1]}|[*_`\[(<\"'“])*")
_BETWEEN = re.compile(
    r"[ \t]*+(?:T(?=\d)|/(?=\d{1,2}:)|[,;@|]|[-–—](?=[ \t]*~?\d{1,2}:)|[*_`]{1,3})?[ \t]*+(?:\((?=[^()]{0,40}\)))?"
)
_JOIN = re.compile(
    r"[\])`*]{0,3}[ \t]*(?:[-–—→~〜～]{1,2}>?|"
    r"\b(?:to|until|till|through|thru|and|bis|à|al|a|até|às|alle|tot|hasta|y|e|et|und)\b)[ \t]*[\[(`*]{0,3}",
    re.IGNORECASE,
)
_TELLS = re.compile(rf"[\dxX?_\-–]:[\dxX?_\-–]|\d|\b(?:{'|'.join(NOON_WORDS)})\b", re.IGNORECASE)
"""There is no time without one of these."""
LOOK_AT = 200
_RELATIVE = re.compile(r"T[ ]?[+-][ ]?\d{1,4}[ ]?(?:[a-z]{1,7}|(?::\d\d)+)?[ \t]*[(\[|:,-][ \t]*(?=~?\d)")
_SECONDS = re.compile(r"[-–](\d{2})(?![\d:])")
_POINT = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)(?=[ \t:)\]*|]|$)(?![ \t]?(?:%|[kKMGT]i?B\b))")
_TAIL = re.compile(r"[*_`\])\"'”>]*")
_ISH = re.compile(
    r"[ \t]?(?:-?ish\b|\([^()\n]{0,24}\)|\?|\+\d{1,3}[ ]?(?:s|min|m|h)\b|\+(?![\w+])"
    r"|頃|ごろ|左右|前后|[경쯤](?!\w)|무렵)"
)
_LOCAL = re.compile(rf"(?:{LOCAL_TIME})\b", re.IGNORECASE)
_LOCAL_BEHIND = re.compile(rf"[ \t]?[(\[](?:{LOCAL_TIME})[)\]]", re.IGNORECASE)
""" "10:02 (local time)"."""
_OTHER = re.compile(r"[ \t]*[/|(][ \t]*(?=\d{1,2}[:h.]?\d{0,2})")


def at(text: str, pos: int = 0) -> Stamp | None:
    """The stamp that begins at `pos`, after marks of emphasis and words such as "around", or None."""
    if _TELLS.search(text, pos, pos + LOOK_AT) is None:
        return None
    start = _LEAD.match(text, pos).end()  # type: ignore[union-attr]
    relative = _RELATIVE.match(text, start)
    if relative:
        start = relative.end()
    after_words, about = _lead_words(text, start)
    stamp = starting_at(text, after_words)
    if stamp is None:
        return None
    end = stamp.end
    after = _TAIL.match(text, end).end()  # type: ignore[union-attr]
    local = _LOCAL_BEHIND.match(text, after) if stamp.clock and stamp.zone is None else None
    if local:
        end = local.end()
        after = _TAIL.match(text, end).end()  # type: ignore[union-attr]
    unsure = _ISH.match(text, after)
    if unsure and _is_unsure(unsure.group()):
        about, end = True, unsure.end()
        after = _TAIL.match(text, end).end()  # type: ignore[union-attr]
    weekday = _weekday(text, start, stamp.end) if stamp.day is None else None
    return replace(stamp, start=start, end=end, after=after, about=stamp.about or about, weekday=weekday)


def _weekday(text: str, start: int, end: int) -> int | None:
    for word in _WORD.finditer(text, start, end):
        number = WEEKDAYS.get(word.group().rstrip(".").lower())
        if number is not None:
            return number
    return None


def _is_unsure(tail: str) -> bool:
    words = tail.strip(" \t()?-.").lower()
    return words in UNSURE or tail.strip() == "?" or tail.strip()[:1] == "+"


def _lead_words(text: str, pos: int) -> tuple[int, bool]:
    """Skip "At around", "~", "ca."; whether one of them means about."""
    about = False
    for _ in range(4):
        while text[pos : pos + 1] in ("~", "≈", "∼"):
            about, pos = True, pos + 1
        word = _WORD.match(text, pos)
        if word is None:
            break
        lowered = word.group().lower()
        if lowered in ABOUT:
            about = True
        elif lowered not in CONNECT and lowered.rstrip(".") not in WEEKDAYS:
            break
        step = word.end()
        while text[step : step + 1] in (" ", "\t", ":", ","):
            step += 1
        pos = step
    return pos, about


def starting_at(text: str, pos: int) -> Stamp | None:
    """Day, clock, range and zone in any order that authors use."""
    stamp = Stamp(pos, pos)
    cursor = pos
    for _ in range(6):
        taken = _one_part(text, cursor, stamp)
        if taken is None:
            break
        stamp = taken
        cursor = _between(text, stamp.end)
    if stamp.day is None and stamp.clock is None and not stamp.unreadable:
        return None
    return stamp


def _between(text: str, pos: int) -> int:
    gap = _BETWEEN.match(text, pos).end()  # type: ignore[union-attr]
    word, _about = _lead_words(text, gap)
    return word


def _one_part(text: str, pos: int, stamp: Stamp) -> Stamp | None:
    about = stamp.about or "~" in text[stamp.end : pos] or _has_about(text[stamp.end : pos])
    if stamp.day is None:
        found = day_at(text, pos)
        if found and (found[0].year or found[0].month) and not _is_short_alone(text, found, stamp):
            return _with_range_of_days(text, replace(stamp, day=found[0], end=found[1], about=about))
    if stamp.clock is None and not stamp.unreadable:
        return _clock_part(text, pos, stamp if about == stamp.about else replace(stamp, about=about))
    if stamp.clock is not None and stamp.zone is None:
        zone = zone_beside(text, pos)
        if zone:
            return _second_zone(text, replace(stamp, zone=zone[0], end=zone[1]))
    return None


def _has_about(between: str) -> bool:
    return bool(between.strip()) and any(
        word.lower() in ABOUT for word in re.findall(r"[^\W\d_]+\.?", between)
    )


def _is_short_alone(text: str, found: tuple[Day, int], stamp: Stamp) -> bool:
    """ "3/14" is a date only beside a time or a part of the day."""
    day, end = found
    if day.year is not None or not text[end - 1].isdigit() or "/" not in text[max(0, end - 6) : end]:
        return False
    after = _between(text, end)
    return stamp.clock is None and clock_at(text, after) is None and DAY_PARTS.match(text, after) is None


def _with_range_of_days(text: str, stamp: Stamp) -> Stamp:
    join = _JOIN.match(text, stamp.end)
    if join is None or stamp.clock is not None:
        return stamp
    second = day_at(text, join.end())
    if second is None or (second[0].year is None and second[0].month == 0):
        return stamp
    if clock_at(text, _between(text, second[1])) is not None:
        return stamp
    return replace(stamp, end_day=second[0], end=second[1])


def _clock_part(text: str, pos: int, stamp: Stamp) -> Stamp | None:
    found = (
        clock_at(text, pos) or _dotted(text, pos, stamp) or (four_digits(text, pos) if stamp.day else None)
    )
    if found is None:
        odd = _UNREADABLE.match(text, pos)
        if odd is None:
            return None
        return replace(stamp, unreadable=True, about=True, end=odd.end())
    clock, end, half = found
    stamp = replace(
        stamp, clock=clock, end=end, half=half is not None, contrary=half == "a" and clock.hour > NOON
    )
    zone = zone_beside(text, _spaces(text, end))
    if zone:
        stamp = _second_zone(text, replace(stamp, zone=zone[0], end=zone[1]))
    return _with_range(text, stamp, half)


def _dotted(text: str, pos: int, stamp: Stamp) -> tuple[time, int, str | None] | None:
    """ "2024-05-01 15.26 …": behind a whole date two numbers with a point are a clock."""
    found = _POINT.match(text, pos) if stamp.day and stamp.day.year else None
    return (time(int(found.group(1)), int(found.group(2))), found.end(), None) if found else None


def _spaces(text: str, pos: int) -> int:
    while text[pos : pos + 1] in (" ", "\t"):
        pos += 1
    return pos


def _with_range(text: str, stamp: Stamp, half: str | None) -> Stamp:
    seconds = _SECONDS.match(text, stamp.end)
    if seconds and stamp.clock and stamp.clock.second and int(seconds.group(1)) < 60:
        until = stamp.clock.replace(second=int(seconds.group(1)))
        return replace(stamp, end_clock=until, end=seconds.end())
    join = _JOIN.match(text, stamp.end)
    if join is None or (join.group().strip().isalpha() and not join.group().endswith((" ", "\t"))):
        return stamp
    pos, _about = _lead_words(text, join.end())
    day = day_at(text, pos)
    if day and day[0].month:
        pos = _between(text, day[1])
    found = clock_at(text, pos)
    if found is None:
        odd = _UNREADABLE.match(text, pos)
        return replace(stamp, end=odd.end(), about=True) if odd and odd.group()[0].isdigit() else stamp
    until, end, until_half = found
    clock = stamp.clock
    if half is None and until_half and clock:
        clock = _inherit(clock, until, until_half)
    zone = zone_beside(text, _spaces(text, end))
    return replace(
        stamp,
        clock=clock,
        end_clock=until,
        end_day=day[0] if day and day[0].month else None,
        end=zone[1] if zone else end,
        zone=zone[0] if zone and stamp.zone is None else stamp.zone,
        half=stamp.half or until_half is not None,
    )


def _inherit(clock: time, until: time, half: str) -> time:
    """ "10:00 - 11:30 PM": the first time takes the second's am or pm when that keeps the order."""
    if half == "p" and clock.hour < 12 and clock.replace(hour=clock.hour + 12) <= until:
        return clock.replace(hour=clock.hour + 12)
    return clock.replace(hour=0) if half == "a" and clock.hour == 12 else clock


def _second_zone(text: str, stamp: Stamp) -> Stamp:
    """ "10:00 UTC / 12:00 CEST": the first counts, the second belongs to what was written."""
    other = _OTHER.match(text, stamp.end)
    if other is None:
        return stamp
    found = clock_at(text, other.end())
    if found is None:
        return stamp
    zone = zone_beside(text, _spaces(text, found[1]))
    local = _LOCAL.match(text, _spaces(text, found[1]))
    if zone is None and local is None:
        return stamp
    end = zone[1] if zone else local.end()  # type: ignore[union-attr]
    if "(" in text[stamp.start : end] and text[end : end + 1] == ")":
        end += 1
    return replace(stamp, end=end)
