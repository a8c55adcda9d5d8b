"""When the incident started, was noticed and ended, and how long it took: as stated and as computed.

From the most explicit place to the least: fields and labels, a list of key events, a range in the
summary, and last the timeline's own entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta

from . import lasting, running, stamps
from .bounds import from_entries
from .calendar import Calendar
from .clock_set import Clocks, between
from .dating import moment_of
from .lasting import lead_lines
from .measure import measure
from .naming import plain
from .parts import Part
from .proposal import Clock, Entry, Moment, Span, Value
from .source import Line, Source
from .stamps import Stamp
from .steps import NEXT_DAY
from .words.clues import (
    BEGINS,
    DETECT_LABELS,
    DURATION_LABELS,
    END_LABELS,
    INCIDENT_DATES,
    PERIOD_LABELS,
    START_LABELS,
    UNTIL,
)

FRONT_START = ("started", "started_at", "start", "start_time", "starttime", "incident_start")
FRONT_END = ("resolvedwhen", "resolved_at", "ended", "ended_at", "end", "end_time", "endtime", "incident_end")

_LABELLED = re.compile(r"[*_|\s]*(?P<label>[A-Za-zÀ-ÿ][^:|*\d\n]{1,40}?)[ \t]*+[*_]{0,3}[ \t]*+[:|][*_ \t]*+")
AT = ("at", "um", "gegen", "à", "a las", "às", "alle", "om")
LEAD_WITHIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class _Told:
    moment: Moment
    span: Span
    until: Moment | None = None


def clocks(
    source: Source,
    parts: list[Part],
    calendar: Calendar,
    entries: list[Entry],
    brief: list[Entry],
    answers: Mapping[str, str],
    title: Value | None = None,
) -> Clocks:
    result = Clocks()
    stated = lasting.stated(source, parts)
    _fields(result, source, calendar)
    _labels(result, source, parts, calendar)
    _from_title(result, title, calendar)
    _from_brief(result, brief or entries)
    _from_prose(result, source, parts, calendar, entries)
    from_entries(result, entries, stated)
    if result.ended is None or result.started is None:
        from_entries(result, brief, None)
    result.started, result.ended = _in_order(result.started, result.ended)
    if stated:
        result.stated = Value(source.text[stated.start : stated.end], Span(stated.start, stated.end))
    measure(result, stated, answers)
    return result


def _fields(result: Clocks, source: Source, calendar: Calendar) -> None:
    end = _field(source, FRONT_END, calendar)
    # Beside an end "date" is the start; alone it is when a page was put up.
    start = _field(source, (*FRONT_START, "date") if end else FRONT_START, calendar)
    if end:
        result.ended = Clock(end.moment, end.span)
    if start and (end or (start.moment.clock and start.moment.clock != time(0))):
        result.started = Clock(start.moment, start.span)


def _field(source: Source, names: tuple[str, ...], calendar: Calendar) -> _Told | None:
    for name in names:
        if name in source.fields:
            value, start, end = source.fields[name]
            stamp = stamps.at(value)
            if stamp and stamp.clock:
                return _Told(_moment(stamp, calendar), Span(start, end))
    return None


def _moment(stamp: Stamp, calendar: Calendar) -> Moment:
    day = calendar.date(stamp.day, calendar.base) if stamp.day else calendar.base
    found = moment_of(day, stamp.clock, calendar.home.of(stamp.zone))
    return found or Moment()


def _until(stamp: Stamp, calendar: Calendar, start: Moment) -> Moment | None:
    if stamp.end_clock is None:
        return None
    day = calendar.date(stamp.end_day, start.day) if stamp.end_day else start.day
    if day and stamp.end_day is None and start.clock and stamp.end_clock < start.clock:
        day += timedelta(days=1)
    return moment_of(day, stamp.end_clock, calendar.home.of(stamp.zone))


def _labels(result: Clocks, source: Source, parts: list[Part], calendar: Calendar) -> None:
    """ "Start time: …", "| Resolved | … |"."""
    for part in parts:
        if part.key in ("timeline", "actions", "lessons"):
            continue
        for line in source.lines[part.first : part.last]:
            if line.opaque or len(line.text) > 400:
                continue
            found = _LABELLED.match(line.text, line.inner)
            stamp = stamps.at(line.text, found.end()) if found else None
            if found and stamp and stamp.clock:
                _take_label(result, plain(found.group("label")), line, stamp, calendar)


def _from_title(result: Clocks, title: Value | None, calendar: Calendar) -> None:
    """ "Outage on 5 May 2023, 10:04 - 10:24"."""
    if title is None or result.started is not None or result.ended is not None:
        return
    ranged = next((stamp for stamp in running.find(title.text) if stamp.end_clock is not None), None)
    if ranged is not None:
        began = _moment(ranged, calendar)
        result.started = Clock(began, title.span)
        result.ended = Clock(until, title.span) if (until := _until(ranged, calendar, began)) else None


def _take_label(result: Clocks, label: str, line: Line, stamp: Stamp, calendar: Calendar) -> None:
    clock = Clock(_moment(stamp, calendar), Span(line.start + stamp.start, line.start + stamp.end))
    ranged = label in PERIOD_LABELS | DURATION_LABELS and stamp.end_clock is not None
    if (label in START_LABELS | INCIDENT_DATES or ranged) and result.started is None:
        result.started = clock
        until = _until(stamp, calendar, clock.moment)
        if until and result.ended is None:
            result.ended = replace(clock, moment=until)
    elif label in END_LABELS and result.ended is None:
        result.ended = clock if stamp.day else _after_start(result.started, clock)
    elif label in DETECT_LABELS and result.detected is None:
        result.detected = clock


def _after_start(started: Clock | None, ended: Clock) -> Clock:
    """An end without a date that is earlier in the day than the start is on the next."""
    gap = between(started.moment, ended.moment) if started else None
    if gap is None or gap >= timedelta(0) or ended.moment.day is None:
        return ended
    moment = replace(ended.moment, day=ended.moment.day + timedelta(days=1))
    return replace(ended, moment=moment, notes=(NEXT_DAY,))


def _from_brief(result: Clocks, brief: list[Entry]) -> None:
    """A list of key events names the clocks in so many words."""
    for entry in brief:
        if entry.at is None or entry.at.clock is None:
            continue
        label = plain(entry.text.split(":")[0])
        clock = Clock(entry.at, entry.span)
        if label in DETECT_LABELS and result.detected is None:
            result.detected = clock
        if (label in START_LABELS or label == "first detected") and result.started is None:
            result.started = clock
        if label in END_LABELS:
            result.ended = result.ended or clock


def _from_prose(
    result: Clocks, source: Source, parts: list[Part], calendar: Calendar, entries: list[Entry]
) -> None:
    """A range in the summary gives both ends; a single time the start, unless the timeline denies it."""
    first: tuple[Line, Stamp] | None = None
    last: tuple[Line, Stamp] | None = None
    for line in lead_lines(source, parts):
        for stamp in running.find(line.text):
            if stamp.clock is None:
                continue
            if stamp.end_clock is not None:
                _take_range(result, line, stamp, calendar)
                return
            if first is None and _begins(line.text, stamp.start):
                first = (line, stamp)
            elif first and UNTIL.search(line.text[max(0, stamp.start - 40) : stamp.start]):
                last = (line, stamp)
    if last and result.ended is None and not entries:
        line, stamp = last
        result.ended = Clock(_moment(stamp, calendar), Span(line.start + stamp.start, line.start + stamp.end))
    if first and result.started is None:
        line, stamp = first
        told = _moment(stamp, calendar)
        if _fits(told, entries):
            result.started = Clock(told, Span(line.start + stamp.start, line.start + stamp.end))


def _begins(text: str, at: int) -> bool:
    """ "The tills failed from 10:00", "At 10:00 the tills failed"."""
    near = text[max(0, at - 60) : at]
    # All before it, where that is short: a line may have a million characters and a time in every tenth.
    return BEGINS.search(near) is not None or (len(near) == at and plain(near) in AT)


def _take_range(result: Clocks, line: Line, stamp: Stamp, calendar: Calendar) -> None:
    start = _moment(stamp, calendar)
    span = Span(line.start + stamp.start, line.start + stamp.end)
    until = _until(stamp, calendar, start)
    if result.started is None:
        result.started = Clock(start, span)
    if result.ended is None and until:
        result.ended = Clock(until, span)


def _fits(told: Moment, entries: list[Entry]) -> bool:
    timed = [entry.at for entry in entries if entry.at and entry.at.clock]
    if not timed:
        return told.clock is not None
    gap = between(told, timed[0])
    return gap is not None and timedelta(0) <= gap <= LEAD_WITHIN


def _in_order(started: Clock | None, ended: Clock | None) -> tuple[Clock | None, Clock | None]:
    """An end before the start, without a date of its own, is after midnight."""
    if not (started and ended and started.moment.wall and ended.moment.wall):
        return started, ended
    gap = between(started.moment, ended.moment)
    if gap is not None and gap < timedelta(0) and ended.entry is not None and started.entry is not None:
        return started, None
    return started, ended
