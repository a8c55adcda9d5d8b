"""When the incident started, was noticed and ended, and how long it took: as stated and as computed.

From the most explicit place to the least: fields and labels, a list of key events, a range in the
summary, and last the timeline's own entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from . import lasting, stamps
from .calendar import Calendar
from .dating import moment_of
from .lasting import Lasting, lead_lines
from .outline import plain
from .parts import Part
from .proposal import Choice, Clock, Entry, Moment, Question, Span, Value
from .source import Line, Source
from .stamps import Stamp
from .steps import NEXT_DAY
from .words.clues import (
    BEGINS,
    CHANGES,
    DETECT_LABELS,
    END_LABELS,
    ENDS,
    START_LABELS,
    STARTS,
    TROUBLE,
    UNTIL,
)

FRONT_START = ("started", "started_at", "start", "start_time", "starttime", "incident_start", "date")
FRONT_END = ("resolvedwhen", "resolved_at", "ended", "ended_at", "end", "end_time", "endtime", "incident_end")

_LABELLED = re.compile(r"[*_|\s]*(?P<label>[A-Za-zÀ-ÿ][^:|*\d\n]{1,40}?)[ \t]*+[*_]{0,3}[ \t]*+[:|][*_ \t]*+")
FROM_FIRST = "taken from the timeline's beginning"
FROM_LAST = "taken from the timeline's end"
LEAD_WITHIN = timedelta(hours=6)


@dataclass(slots=True)
class Clocks:
    started: Clock | None = None
    detected: Clock | None = None
    ended: Clock | None = None
    stated: Value | None = None
    minutes: int | None = None
    questions: list[Question] = field(default_factory=list)


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
) -> Clocks:
    result = Clocks()
    stated = lasting.stated(source, parts)
    _fields(result, source, calendar)
    _labels(result, source, parts, calendar)
    _from_brief(result, brief or entries)
    _from_prose(result, source, parts, calendar, entries)
    _from_entries(result, entries, stated)
    if result.ended is None or result.started is None:
        _from_entries(result, brief, None)
    result.started, result.ended = _in_order(result.started, result.ended)
    if stated:
        result.stated = Value(source.text[stated.start : stated.end], Span(stated.start, stated.end))
    _measure(result, stated, answers)
    return result


def _fields(result: Clocks, source: Source, calendar: Calendar) -> None:
    start = _field(source, FRONT_START, calendar)
    end = _field(source, FRONT_END, calendar)
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


def _take_label(result: Clocks, label: str, line: Line, stamp: Stamp, calendar: Calendar) -> None:
    clock = Clock(_moment(stamp, calendar), Span(line.start + stamp.start, line.start + stamp.end))
    if label in START_LABELS and result.started is None:
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
    gap = _between(started.moment, ended.moment) if started else None
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
        for stamp in stamps.find(line.text):
            if stamp.clock is None:
                continue
            if stamp.end_clock is not None:
                _take_range(result, line, stamp, calendar)
                return
            if first is None and BEGINS.search(line.text[max(0, stamp.start - 60) : stamp.start]):
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
    gap = _between(told, timed[0])
    return gap is not None and timedelta(0) <= gap <= LEAD_WITHIN


def _between(a: Moment, b: Moment) -> timedelta | None:
    """How long from a to b, in UTC where both have an offset, on the wall clock otherwise."""
    if a.instant and b.instant:
        return b.instant - a.instant
    if a.wall and b.wall:
        return b.wall - a.wall
    if a.clock and b.clock and a.day is None and b.day is None:
        return _on(b.clock) - _on(a.clock)
    return None


def _on(clock: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), clock)


def _from_entries(result: Clocks, entries: list[Entry], stated: Lasting | None) -> None:
    timed = [(number, entry) for number, entry in enumerate(entries) if entry.at]
    if not timed:
        return
    gap = _between(_at(timed[0]), _at(timed[-1]))
    if gap is not None and gap < timedelta(0) and _mostly_back(timed):
        timed.reverse()
    if result.detected is None:
        number = next((n for n, e in timed if e.kind == "detection"), None)
        if number is not None:
            result.detected = _clock(entries, number)
    if result.started is None:
        result.started = _clock(entries, _first(timed))
        if not _says(entries[result.started.entry or 0].text, STARTS):
            result.started = replace(result.started, notes=(*result.started.notes, FROM_FIRST))
    if result.ended is None:
        result.ended = _clock(entries, _last(timed, result.started, stated))
        if not _says(entries[result.ended.entry or 0].text, ENDS):
            result.ended = replace(result.ended, notes=(*result.ended.notes, FROM_LAST))
    if result.started.entry is not None and stated and not stated.measure:
        _start_by_length(result, entries, timed, stated)


def _at(timed: tuple[int, Entry]) -> Moment:
    return timed[1].at or Moment()


def _start_by_length(
    result: Clocks, entries: list[Entry], timed: list[tuple[int, Entry]], stated: Lasting
) -> None:
    """The entry that lies the stated length before the end, when the one taken for the start does not."""
    if result.started is None or result.ended is None or stated.minutes < 2:
        return
    length = timedelta(minutes=round(stated.minutes))
    if _between(result.started.moment, result.ended.moment) == length:
        return
    for number, entry in timed:
        if _between(entry.at or Moment(), result.ended.moment) == length:
            result.started = _clock(entries, number)


def _first(timed: list[tuple[int, Entry]]) -> int:
    """The entry that says it begins; else the first, or the first with trouble after a planned change."""
    for number, entry in timed:
        if _says(entry.text, STARTS):
            return number
    if _planned(timed[0][1]):
        return next((number for number, entry in timed if _says(entry.text, TROUBLE)), timed[0][0])
    return timed[0][0]


def _planned(entry: Entry) -> bool:
    return _says(entry.text, CHANGES) and not _says(entry.text, TROUBLE)


def _mostly_back(timed: list[tuple[int, Entry]]) -> bool:
    steps = [_between(a.at or Moment(), b.at or Moment()) for (_n, a), (_m, b) in pairwise(timed)]
    zero = timedelta(0)
    return sum(s < zero for s in steps if s is not None) > sum(s > zero for s in steps if s is not None)


def _clock(entries: list[Entry], number: int) -> Clock:
    entry = entries[number]
    return Clock(entry.at or Moment(), entry.span, entry.notes, number)


def _last(timed: list[tuple[int, Entry]], started: Clock | None, stated: Lasting | None) -> int:
    """The entry that the stated duration reaches, else the last that says it is over, else the last."""
    if stated and started and stated.minutes >= 2:
        for number, entry in timed:
            gap = _between(started.moment, entry.at or Moment())
            if gap == timedelta(minutes=round(stated.minutes)):
                return number
    for words in (ENDS[:-4], ENDS[-4:]):
        for number, entry in reversed(timed):
            if _says(entry.text, words):
                return number
    return timed[-1][0]


def _says(text: str, words: tuple[str, ...]) -> bool:
    lowered = text[:600].lower()
    return any(word in lowered for word in words)


def _in_order(started: Clock | None, ended: Clock | None) -> tuple[Clock | None, Clock | None]:
    """An end before the start, without a date of its own, is after midnight."""
    if not (started and ended and started.moment.wall and ended.moment.wall):
        return started, ended
    gap = _between(started.moment, ended.moment)
    if gap is not None and gap < timedelta(0) and ended.entry is not None and started.entry is not None:
        return started, None
    return started, ended


def _measure(result: Clocks, stated: Lasting | None, answers: Mapping[str, str]) -> None:
    if not (result.started and result.ended):
        return
    gap = _between(result.started.moment, result.ended.moment)
    if gap is None:
        return
    if gap < timedelta(0) and result.started.moment.day is None:
        gap += timedelta(days=1)
    computed = round(gap.total_seconds() / 60)
    if computed < 0:
        return
    result.minutes = computed
    if stated is None or not stated.minutes or _agree(stated, computed):
        return
    if answers.get("duration") == "stated":
        _use_stated(result, stated)
    elif "duration" not in answers:
        result.questions.append(_question(result, computed))


def _agree(stated: Lasting, computed: int) -> bool:
    slack = max(computed, stated.minutes) * (0.2 if stated.about else 0.05)
    return abs(stated.minutes - computed) <= max(slack, 2)


def _use_stated(result: Clocks, stated: Lasting) -> None:
    if result.started is None or result.started.moment.wall is None:
        return
    start = result.started.moment
    wall = datetime.combine(start.day or date.min, start.clock or time()) + timedelta(minutes=stated.minutes)
    span = Span(stated.start, stated.end)
    note = ("from the stated duration",)
    result.ended = Clock(Moment(wall.date(), wall.time(), start.offset), span, note)
    result.minutes = round(stated.minutes)


def _question(result: Clocks, computed: int) -> Question:
    written = result.stated.text.strip() if result.stated else ""
    return Question(
        "duration",
        f"The text says “{written}”, its clocks say {computed} minutes. Which is right?",
        (Choice("clocks", f"{computed} minutes, from the clocks"), Choice("stated", written)),
        "duration",
        result.stated.span if result.stated else None,
    )
