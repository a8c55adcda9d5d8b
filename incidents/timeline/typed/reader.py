"""From the parts of a typed time to instants: a moment, a span, or an end on its own.

Every step that chooses says so in `Reading.why`; where two things are meant equally well it asks. The day is found in
`days`, the instant in `placing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from ..instants import YEARS, UnclearTime, instants_of
from ..wording import NBSP, duration, zone_of
from . import grammar
from .asking import Around, Open, Reading
from .days import DAY, SOON, Dating
from .grammar import Part


def read(text: str, around: Around, answers: Mapping[str, str] | None = None) -> Reading:
    """The meaning of a typed moment or span. `answers` are keys of choices by the names of questions.

    Raises UnclearTime with a sentence where there is nothing to choose from.
    """
    reader = _Reader(around, answers or {})
    both = grammar.halves(text)
    first, second = (grammar.parse(both[0]), grammar.parse(both[1])) if both else (grammar.parse(text), None)
    if second and (first.special == "unknown" or (first.time is None and first.names_day)):
        raise UnclearTime("Give the time at which it began, or the day alone.")
    with suppress(Open):
        reader.begin(first)
        if second:
            reader.end(second, first)
    return reader.reading


def read_end(
    text: str, begin: dt.datetime, around: Around, answers: Mapping[str, str] | None = None
) -> Reading:
    """The meaning of a typed end of something that began at `begin`; it is the reading's `ended_at`."""
    reader = _Reader(around, answers or {})
    reader.reading.at = begin
    length = None if grammar.reads(text) else grammar.span(text.removeprefix("for "))
    part = Part(text, delta=length) if length is not None else grammar.parse(text)
    with suppress(Open):
        reader.end(part, Part())
    return reader.reading


class _Reader(Dating):
    """One text: how it begins, and how it ends."""

    def begin(self, part: Part) -> None:
        reading, around = self.reading, self.around
        if part.special == "unknown":
            reading.precision, reading.says_precision = "unknown", True
            return
        reading.precision, reading.says_precision = ("about" if part.about else "minute"), part.about
        zone = part.zone.iana if part.zone and part.zone.iana else around.zone
        if part.names_day and part.time is None:
            reading.precision, reading.says_precision = "day", True
            day = self.day(part, zone)
            reading.at = dt.datetime.combine(day, dt.time(), zone_of(zone)).astimezone(dt.UTC)
            return
        reading.at = self.moment(part, zone)
        if around.is_open and reading.at > around.now + SOON:
            self.say("still to come")

    def moment(self, part: Part, zone: str) -> dt.datetime:
        around = self.around
        if part.special == "now":
            self.say("now")
            return around.now.replace(second=0, microsecond=0)
        if part.delta is not None:
            return self.counted(part)
        assert part.time is not None
        day = self.day(part, zone)
        return self.placed(dt.datetime.combine(day, part.time), part, zone)

    def counted(self, part: Part) -> dt.datetime:
        assert part.delta is not None
        if part.since_start:
            if self.around.start is None:
                raise UnclearTime("T counts from the start, and the start is not known yet. Write the time.")
            at, words = self.around.start, "the start"
        elif self.around.anchor is None:
            raise UnclearTime(
                f"There is nothing yet that “{part.text[:40]}” could be counted from. Write the time."
            )
        else:
            at, words = self.around.anchor
        length = duration(abs(part.delta)) or f"0{NBSP}min"
        self.say(f"{length} {'after' if part.delta >= 0 * DAY else 'before'} {words}")
        return _kept(at, part.delta)

    def end(self, part: Part, first: Part) -> None:
        begin = self.reading.at
        assert begin is not None
        self.prefix = "end-"
        if part.special == "unknown" or (part.names_day and part.time is None):
            raise UnclearTime("The end needs a time, such as 14:25 or +15m.")
        if part.zone is None and first.zone is not None:
            part = replace(part, zone=first.zone, label=first.label)
        if part.delta is not None:
            end = _kept(begin, part.delta)
        elif part.special == "now":
            end = self.around.now.replace(second=0, microsecond=0)
        else:
            end = self.first_after(part, begin)
        if end < begin:
            raise UnclearTime("The end cannot be before the beginning. Correct one of the two.")
        self.reading.ended_at = end

    def first_after(self, part: Part, begin: dt.datetime) -> dt.datetime:
        """An end without a day is the first such time after the beginning."""
        zone = part.zone.iana if part.zone and part.zone.iana else self.around.zone
        assert part.time is not None
        if part.names_day:
            return self.placed(dt.datetime.combine(self.day(part, zone), part.time), part, zone)
        wall = begin.astimezone(self.offset_zone(part, zone)).replace(tzinfo=None)
        day = wall.date()
        if dt.datetime.combine(day, part.time) < wall.replace(second=0, microsecond=0):
            both = instants_of(dt.datetime.combine(day, part.time), self.offset_zone(part, zone))
            # When the clocks go back, 02:50 to 02:10 may be the second 02:10 of the same night.
            if len(both) == 2 and both[1] >= begin:
                return both[1]
            day += DAY
        return self.placed(dt.datetime.combine(day, part.time), part, zone)


def _kept(at: dt.datetime, delta: dt.timedelta) -> dt.datetime:
    """The instant so far away, if it is within the years that are kept."""
    try:
        found = at + delta
    except OverflowError:
        found = None
    if found is None or found.year not in YEARS:
        raise UnclearTime("That is outside the years that are kept here, 1970 to 2199.")
    return found
