"""Which entries of the timeline begin and end the incident, where the text does not say so elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from .clock_set import Clocks, between
from .dating import UNREADABLE
from .lasting import Lasting
from .proposal import Clock, Entry, Moment
from .words.bounds import AFTERWARDS, CHANGES, ENDS, NOT_YET, RECOVERS, STARTS, TROUBLE

FROM_FIRST = "taken from the timeline's beginning"
FROM_LAST = "taken from the timeline's end"
LOOK_AT = 600
"""What an entry says in its first words."""
LOOK_BACK = 48
_CLAUSE = re.compile(r"[.;:!?,\n]")


def from_entries(result: Clocks, entries: list[Entry], stated: Lasting | None) -> None:
    timed = [(number, entry) for number, entry in enumerate(entries) if entry.at]
    timed = [(number, entry) for number, entry in timed if UNREADABLE not in entry.notes] or timed
    if not timed:
        return
    gap = between(_at(timed[0]), _at(timed[-1]))
    if gap is not None and gap < timedelta(0) and _mostly_back(timed):
        timed.reverse()
    if result.detected is None:
        number = next((n for n, e in timed if e.kind == "detection"), None)
        if number is not None:
            result.detected = _clock(entries, number)
    if result.started is None:
        result.started = _clock(entries, _first(timed, stated))
        if not _says(entries[result.started.entry or 0].text, STARTS):
            result.started = replace(result.started, notes=(*result.started.notes, FROM_FIRST))
    if result.ended is None:
        result.ended = _end_of(entries, _last(timed, result.started, stated), last=timed[-1][0])
        if not _over(entries[result.ended.entry or 0].text, ENDS):
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
    if between(result.started.moment, result.ended.moment) == length:
        return
    for number, entry in timed:
        if between(entry.at or Moment(), result.ended.moment) == length:
            result.started = _clock(entries, number)


def _first(timed: list[tuple[int, Entry]], stated: Lasting | None) -> int:
    """The entry that says it begins; else the first, or the first with trouble after a planned change.

    A change from which another entry lies just the stated length away did begin it.
    """
    for number, entry in timed:
        if _says(entry.text, STARTS):
            return number
    if _planned(timed[0][1]) and not _reaches(timed, stated):
        return next((number for number, entry in timed if _says(entry.text, TROUBLE)), timed[0][0])
    return timed[0][0]


def _reaches(timed: list[tuple[int, Entry]], stated: Lasting | None) -> bool:
    if stated is None or stated.measure or stated.minutes < 2:
        return False
    length = timedelta(minutes=round(stated.minutes))
    return any(between(_at(timed[0]), _at(one)) == length for one in timed[1:])


def _planned(entry: Entry) -> bool:
    return _says(entry.text, CHANGES) and not _says(entry.text, TROUBLE)


def _mostly_back(timed: list[tuple[int, Entry]]) -> bool:
    steps = [between(a.at or Moment(), b.at or Moment()) for (_n, a), (_m, b) in pairwise(timed)]
    zero = timedelta(0)
    return sum(s < zero for s in steps if s is not None) > sum(s > zero for s in steps if s is not None)


def _clock(entries: list[Entry], number: int) -> Clock:
    entry = entries[number]
    return Clock(entry.at or Moment(), entry.span, entry.notes, number)


def _end_of(entries: list[Entry], number: int, *, last: int) -> Clock:
    """The clock of an entry, or where it is the last and lasts a while ("10:40–10:48"), the end of that."""
    clock, until = _clock(entries, number), entries[number].end
    return replace(clock, moment=until) if until and number == last else clock


def _last(timed: list[tuple[int, Entry]], started: Clock | None, stated: Lasting | None) -> int:
    """The entry that the stated duration reaches, else the last that says it is over, else the last of the work."""
    if stated and started and stated.minutes >= 2:
        for number, entry in timed:
            gap = between(started.moment, entry.at or Moment())
            if gap == timedelta(minutes=round(stated.minutes)):
                return number
    for words in (ENDS, RECOVERS):
        for number, entry in reversed(timed):
            if _over(entry.text, words):
                return number
    begins = started.entry if started else None
    work = (n for n, entry in reversed(timed) if n != begins and not _says(entry.text, AFTERWARDS))
    return next(work, timed[-1][0])


def _says(text: str, words: re.Pattern[str]) -> bool:
    return words.search(text, 0, LOOK_AT) is not None


def _over(text: str, words: re.Pattern[str]) -> bool:
    """Whether it says that it is over, and not that it is not yet: "some of it will be recovered"."""
    for found in words.finditer(text, 0, LOOK_AT):
        clause = _CLAUSE.split(text[max(0, found.start() - LOOK_BACK) : found.start()])[-1]
        if NOT_YET.search(clause) is None:
            return True
    return False
