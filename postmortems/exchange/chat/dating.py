"""On which day each message was said: dates as written, days carried on, the day a person gave. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.timeline import instants
from incidents.timeline.wording import zone_of

from .messages import Message, Transcript

#: A step back of less than this is disorder; of more, it is the next day.
BACK = dt.timedelta(hours=2)
NEXT_DAY = "next day assumed"
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})(?:[/-](?:\d{4}|\d{2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A message with its day and time on the wall, and the instant where these are one."""

    message: Message
    day: dt.date | None
    clock: dt.time | None
    at: dt.datetime | None
    note: str = ""


def order_of(transcript: Transcript) -> str:
    """Whether its numeric dates are "day_first" or "month_first" where one tells; "both" when none does.

    Nothing when there is no such date.
    """
    open_ = False
    for message in transcript.messages:
        if message.day is None or not (found := _NUMERIC.search(message.written)):
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12:
            return "day_first"
        if second > 12:
            return "month_first"
        open_ = open_ or message.day.swapped
    return "both" if open_ else ""


def dated(transcript: Transcript, *, day: dt.date | None, zone: str, order: str = "") -> list[Dated]:
    """Every message with its day. `day` is that of the first one where the text gives none."""
    told = order_of(transcript)
    swap = (order if told in ("both", "") else told) == "day_first"
    current = _before_first(transcript.messages, day, swap=swap)
    last: dt.time | None = None
    made = []
    for message in transcript.messages:
        if message.at is not None:
            local = message.at.astimezone(zone_of(zone))
            made.append(Dated(message, local.date(), local.time(), message.at))
            continue
        said = _on(message, current or day, swap=swap)
        note = ""
        if said is not None:
            current, last = said, message.clock
        elif current is not None and _went_back(last, message.clock):
            current, note, last = current + dt.timedelta(1), NEXT_DAY, message.clock
        elif message.clock is not None:
            last = max(last, message.clock) if last else message.clock
        made.append(Dated(message, current, message.clock, _instant(current, message.clock, zone), note))
    return made


def _before_first(messages: Iterable[Message], day: dt.date | None, *, swap: bool) -> dt.date | None:
    """The day of what stands above the first date: the one given, unless that date is not after it."""
    for message in messages:
        first = _on(message, day, swap=swap)
        if first is not None and message.at is None:
            return day if day and day <= first else first - dt.timedelta(1)
    return day


def _on(message: Message, near: dt.date | None, *, swap: bool) -> dt.date | None:
    """The date that stands with a message; a year that is not written is the one that brings it nearest."""
    if message.day is None:
        return None
    if message.day.year is not None or near is None:
        return message.day.on(swap=swap)
    found = [message.day.on(year, swap=swap) for year in (near.year - 1, near.year, near.year + 1)]
    return min((d for d in found if d), key=lambda d: abs((d - near).days), default=None)


def _went_back(last: dt.time | None, clock: dt.time | None) -> bool:
    if last is None or clock is None or clock >= last:
        return False
    nothing = dt.date(2000, 1, 1)
    return dt.datetime.combine(nothing, last) - dt.datetime.combine(nothing, clock) > BACK


def _instant(day: dt.date | None, clock: dt.time | None, zone: str) -> dt.datetime | None:
    """None also for a time that a change of the clocks skips or repeats: a person has to say which."""
    if day is None or clock is None:
        return None
    try:
        found = instants.instants_of(dt.datetime.combine(day, clock), zone)
    except instants.UnclearTime:
        return None
    return found[0] if len(found) == 1 else None
