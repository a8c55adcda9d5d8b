"""From the parts of a typed time to instants: which day, which zone, and what has to be asked.

Every step that chooses says so in `Reading.why`; where two things are meant equally well it asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..instants import YEARS, UnclearTime, instants_of, readings_of, shown
from ..labels import Zone, meaning
from ..wording import MINUS, NBSP, daydate, duration, fulldate, longdate, zone_of, zone_word
from . import grammar
from .grammar import Part

T = TypeVar("T")
DAY = dt.timedelta(1)
#: How far a clock may run ahead before a time counts as one that is still to come.
SOON = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Around:
    """What stands around a time: the form's zone, the person's now, and the incident as far as it is known."""

    zone: str
    now: dt.datetime
    before: dt.datetime | None = None
    """The entry that it follows."""
    following: dt.datetime | None = None
    """The entry that it precedes."""
    start: dt.datetime | None = None
    home: str = ""
    """The incident's zone: letters that it uses mean it."""
    is_open: bool = True
    day: dt.date | None = None
    """What the form's own field for the day says; a day in the text comes before it."""

    @property
    def anchor(self) -> tuple[dt.datetime, str] | None:
        """What spans are counted from, and the words for it."""
        if self.before:
            return self.before, f"the entry at {self._said(self.before)}"
        return (self.start, f"the start at {self._said(self.start)}") if self.start else None

    def _said(self, at: dt.datetime) -> str:
        return f"{daydate(at, self.zone)}, {shown(at, self.zone)}"


@dataclass(frozen=True)
class Choice:
    """One answer to a question; `key` comes back from the page."""

    key: str
    label: str
    value: Any = None


@dataclass(frozen=True)
class Question:
    """What a time leaves open: a sentence, and what it may mean."""

    name: str
    text: str
    choices: tuple[Choice, ...]
    chosen: str = ""


@dataclass
class Reading:
    """What was understood; `open` is the question that has to be answered first."""

    at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    precision: str = "minute"
    why: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    says_precision: bool = False
    """Whether the text itself says how exactly the time is known."""

    @property
    def open(self) -> Question | None:
        return next((question for question in self.questions if not question.chosen), None)


class _Open(Exception):
    """A question without an answer; the reading holds it."""


def read(text: str, around: Around, answers: Mapping[str, str] | None = None) -> Reading:
    """The meaning of a typed moment or span. `answers` are keys of choices by the names of questions.

    Raises UnclearTime with a sentence where there is nothing to choose from.
    """
    reader = _Reader(around, answers or {})
    both = grammar.halves(text)
    first, second = (grammar.parse(both[0]), grammar.parse(both[1])) if both else (grammar.parse(text), None)
    if second and (first.special == "unknown" or (first.time is None and first.names_day)):
        raise UnclearTime("Give the time at which it began, or the day alone.")
    with suppress(_Open):
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
    with suppress(_Open):
        reader.end(part, Part())
    return reader.reading


class _Reader:
    def __init__(self, around: Around, answers: Mapping[str, str]) -> None:
        self.around, self.answers, self.reading = around, answers, Reading()
        self.prefix = ""

    def ask(self, name: str, text: str, choices: list[Choice]) -> Any:
        name = f"{self.prefix}{name}"
        given = {choice.key: choice for choice in choices}
        chosen = self.answers.get(name, "")
        question = Question(name, text, tuple(choices), chosen if chosen in given else "")
        self.reading.questions.append(question)
        if not question.chosen:
            raise _Open
        return given[chosen].value

    def say(self, words: str) -> None:
        self.reading.why.append(words)

    # -- the beginning ---------------------------------------------------------------------------------

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

    # -- the day ---------------------------------------------------------------------------------------

    def day(self, part: Part, zone: str) -> dt.date:
        if part.days:
            found = [self.dated(days, zone) for days in part.days]
            day = found[0]
            if len(found) > 1:
                choices = [Choice(each.isoformat(), longdate(each), each) for each in found]
                day = self.ask("date", f"Which day is “{part.text[:40]}”?", choices)
            return self.checked(day, part)
        if part.day_word:
            return self.counted_day(part, zone)
        if part.weekday is not None:
            return self.last_weekday(part.weekday, zone)
        return self.around.day or self.near(part, zone)

    def checked(self, day: dt.date, part: Part) -> dt.date:
        if day.year not in YEARS:
            raise UnclearTime(f"{day.year} is outside the years that are kept here, 1970 to 2199.")
        if part.weekday is not None and day.weekday() != part.weekday:
            wrong = grammar.WEEKDAYS[part.weekday].title()
            raise UnclearTime(f"{longdate(day)} is not a {wrong}. Correct one of the two.")
        return day

    def dated(self, given: tuple[int, int, int | None], zone: str) -> dt.date:
        day, month, year = given
        if year is not None:
            return dt.date(year, month, day)
        near = self.reference().astimezone(zone_of(zone)).date()
        years = [year for year in (near.year - 1, near.year, near.year + 1) if _exists(year, month, day)]
        if not years:
            raise UnclearTime("Write the year too: this day does not come every year.")
        dates = [dt.date(year, month, day) for year in years]
        tomorrow = self.around.now.astimezone(zone_of(zone)).date() + DAY
        past = [found for found in dates if found <= tomorrow]
        return min(past or dates, key=lambda found: abs(found - near))

    def reference(self) -> dt.datetime:
        """What a date without a year, or a time without a date, is near to."""
        around = self.around
        return around.before or (around.now if around.is_open else around.start or around.now)

    def counted_day(self, part: Part, zone: str) -> dt.date:
        step, here = grammar.DAY_WORDS[part.day_word], zone_of(zone)
        mine = self.around.now.astimezone(here).date() + step * DAY
        told = self.reference().astimezone(here).date() + step * DAY
        if self.around.is_open or mine == told:
            self.say(f"{part.day_word}, counted from your now in {zone_word(zone)}")
            return mine
        choices = [
            Choice("mine", f"{longdate(mine)}, counted from your today", mine),
            Choice("told", f"{longdate(told)}, counted from the day of the incident", told),
        ]
        return self.ask("day", f"The incident is over. Which day is “{part.day_word}”?", choices)

    def last_weekday(self, weekday: int, zone: str) -> dt.date:
        near = self.reference().astimezone(zone_of(zone)).date()
        if self.around.is_open and not self.around.before:
            day = near - (near.weekday() - weekday) % 7 * DAY
            self.say(f"the last {grammar.WEEKDAYS[weekday].title()}")
            return day
        ahead = (weekday - near.weekday()) % 7
        day = near + (ahead if ahead <= 3 else ahead - 7) * DAY
        self.say(f"the {grammar.WEEKDAYS[weekday].title()} nearest to {fulldate(near)}")
        return day

    def near(self, part: Part, zone: str) -> dt.date:
        """The day of a time that names none, from what stands around it; and the words for that."""
        around, here, time = self.around, self.offset_zone(part, zone), part.time
        assert time is not None
        if around.before:
            return self.beside(around.before, around.following, time, here)
        now = around.now.astimezone(here).replace(tzinfo=None)
        if around.is_open:
            late = dt.datetime.combine(now.date(), time) > now + SOON
            same = part.zone is None and not late
            self.say("today" if same else "the last such time before now")
            return now.date() - (DAY if late else 0 * DAY)
        if around.start:
            start = around.start.astimezone(here).replace(tzinfo=None)
            early = dt.datetime.combine(start.date(), time) < start.replace(second=0, microsecond=0)
            self.say("the first such time after the start")
            return start.date() + (DAY if early else 0 * DAY)
        raise UnclearTime("Give the date of this time, such as 29 March 14:10.")

    def beside(
        self, before: dt.datetime, following: dt.datetime | None, time: dt.time, here: dt.tzinfo
    ) -> dt.date:
        wall = before.astimezone(here).replace(tzinfo=None)
        days = [wall.date() + step * DAY for step in (-1, 0, 1)]
        nearest = min(days, key=lambda day: abs(dt.datetime.combine(day, time) - wall))
        if following:
            end = following.astimezone(here).replace(tzinfo=None)
            between = [day for day in days if wall <= dt.datetime.combine(day, time) <= end]
            if between and nearest not in between:
                nearest = between[0]
        if nearest != wall.date():
            self.say(
                f"the {'next' if nearest > wall.date() else 'previous'} day, nearest to the entry before"
            )
        else:
            self.say("the day of the entry before")
        return nearest

    # -- the zone --------------------------------------------------------------------------------------

    def offset_zone(self, part: Part, zone: str) -> dt.tzinfo:
        """The zone in which the day is looked for, before the letters behind the time are judged."""
        labelled = part.zone
        if labelled and labelled.iana is None and len(labelled.offsets) == 1:
            return dt.timezone(labelled.offsets[0])
        return zone_of(zone)

    def placed(self, wall: dt.datetime, part: Part, zone: str) -> dt.datetime:
        """The instant at which the clock showed `wall`. Asks where there are two, or none."""
        labelled = part.zone
        if labelled and labelled.iana is None:
            return self.by_letters(wall, part.label, labelled)
        found = instants_of(wall, zone)
        if len(found) == 1:
            return found[0]
        when = f"{wall:%H:%M} on {longdate(wall.date())} in {zone_word(zone)}"
        if found:
            text = f"There were two times {when}, when the clocks went back. Which one was it?"
            words = (", before the change", ", after it")
        else:
            found = readings_of(wall, zone)
            text = f"There was no {when}: the clocks went forward over it. Which one was it?"
            words = (", by the clock before the change", ", by the clock after it")
        choices = [
            Choice(f"{at:%Y-%m-%dT%H:%MZ}", f"{shown(at, zone)}{said}", at)
            for at, said in zip(found, words, strict=True)
        ]
        return self.ask("clock", text, choices)

    def by_letters(self, wall: dt.datetime, label: str, labelled: Zone) -> dt.datetime:
        """The instant by an abbreviation or an offset; letters of the form's own zone need no question."""
        fixed = [dt.timezone(offset) for offset in labelled.offsets]
        instants = [instants_of(wall, each)[0] for each in fixed]
        pairs = zip(instants, labelled.offsets, strict=True)
        own = [at for at, offset in pairs if self.is_own(at, label, offset)]
        if len(own) == 1 or (len(instants) == 1 and not self.is_other_season(label, instants[0])):
            return (own or instants)[0]
        if len(instants) == 1:
            return self.season(wall, label, instants[0])
        choices = [
            Choice(
                _offset_said(offset),
                f"{meaning(label.upper(), offset)}, {_offset_said(offset)}",
                at,
            )
            for offset, at in zip(labelled.offsets, instants, strict=True)
        ]
        return self.ask("zone", f"“{label}” is said in more than one place. Which one is meant?", choices)

    def is_own(self, at: dt.datetime, label: str, offset: dt.timedelta) -> bool:
        """Whether the form's zone or the incident's is what these letters say, at that moment."""
        zones = filter(None, (self.around.zone, self.around.home))
        return any(
            _called(at, zone) == label.upper() and at.astimezone(zone_of(zone)).utcoffset() == offset
            for zone in zones
        )

    def is_other_season(self, label: str, at: dt.datetime) -> bool:
        """Whether the form's zone uses these letters, but not on that day."""
        half = dt.timedelta(182)
        other = (at - half, at + half, at - half / 2, at + half / 2)
        return label.isalpha() and any(_called(each, self.around.zone) == label.upper() for each in other)

    def season(self, wall: dt.datetime, label: str, at: dt.datetime) -> dt.datetime:
        zone = self.around.zone
        own = instants_of(wall, zone) or readings_of(wall, zone)
        if at in own:
            return at
        choices = [Choice("local", f"{shown(own[0], zone)}, what clocks there showed", own[0])]
        choices.append(Choice("letters", f"{wall:%H:%M}{NBSP}{label}, that is {shown(at, zone)}", at))
        text = f"{zone_word(zone)} was not on {label} on {longdate(wall.date())}. Which time is meant?"
        return self.ask("season", text, choices)

    # -- the end ---------------------------------------------------------------------------------------

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


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _kept(at: dt.datetime, delta: dt.timedelta) -> dt.datetime:
    """The instant so far away, if it is within the years that are kept."""
    try:
        found = at + delta
    except OverflowError:
        found = None
    if found is None or found.year not in YEARS:
        raise UnclearTime("That is outside the years that are kept here, 1970 to 2199.")
    return found


def _called(at: dt.datetime, zone: str) -> str:
    return (at.astimezone(zone_of(zone)).tzname() or "").upper()


def _offset_said(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign, minutes = (MINUS, -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
