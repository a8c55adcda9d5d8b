"""Put every entry on its day: day lines, dates once for all, midnight, disorder, newest first.

What a step back in time means is said in `steps`. What was assumed is a note on the entry, and an answer undoes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from incidents.timeline.labels import Zone

from . import steps
from .calendar import Calendar
from .dates import Mention
from .kinds import kind_of
from .proposal import Choice, Entry, Moment, Question, Span
from .raw import Raw
from .stamps import Stamp

YEAR_TYPO = "the year reads like a typing error"
OTHER_DATE = "the date contradicts the rest of the text"
ONLY_DATE = "the only date of the text taken"
UNREADABLE = "no time could be read"
SOME_DAY = date(2000, 1, 1)
CONTRARY = "am does not fit the hour"


class Dating:
    """One pass over the entries, in the order of time."""

    def __init__(self, calendar: Calendar, answers: Mapping[str, str], told: list[Mention]):
        self.calendar = calendar
        self.answers = answers
        self.told = told
        self.questions: list[Question] = []
        self.day: date | None = None
        self.last: time | None = None
        self.zone: Zone | None = None
        """In which `last` and `day` are told."""
        self.backwards = False
        self.twelve = False
        """No time says am or pm, and none is past noon."""
        self.first = 0
        self.steps: dict[int, tuple[date | None, time | None, tuple[str, ...], str | None]] = {}

    def entries(self, raws: list[Raw]) -> list[Entry]:
        copied = self._copied_date(raws)
        half = any(raw.stamp and raw.stamp.half for raw in raws)
        late = any(raw.stamp and raw.stamp.clock and raw.stamp.clock.hour > 12 for raw in raws)
        self.twelve = not late and not half
        self._ask_contrary(raws)
        self.day = self.calendar.base
        self.backwards = _newest_first(raws, self.calendar)
        order = [*range(len(raws))][:: -1 if self.backwards else 1]
        for number, after in zip(order, [*order[1:], None], strict=False):
            self._settle(number, raws[number], raws[after] if after is not None else None, copied)
        self._mend_years(raws)
        self.first = order[0] if order else 0
        return [self._entry(number, raw) for number, raw in enumerate(raws)]

    def _ask_contrary(self, raws: list[Raw]) -> None:
        """ "13:30 AM": the hour counts, and the person is asked once for all of them."""
        odd = next((raw for raw in raws if raw.stamp and raw.stamp.contrary), None)
        if odd is None or odd.stamp is None or odd.stamp.clock is None or "half" in self.answers:
            return
        hour = f"{odd.stamp.clock:%H:%M}"
        morning = f"{_morning(odd.stamp.clock):%H:%M}"
        text = f"“{odd.written}” says two things. Was it {hour}, or {morning}?"
        choices = (Choice("hour", f"{hour}, as the hour says"), Choice("am", f"{morning}, as am says"))
        self.questions.append(Question("order", text, choices, "half"))

    def _clock(self, stamp: Stamp | None) -> time | None:
        """The entry's time; where am stands beside an hour after noon, the one that was answered."""
        if stamp and stamp.clock and stamp.contrary and self.answers.get("half") == "am":
            return _morning(stamp.clock)
        return stamp.clock if stamp else None

    def _copied_date(self, raws: list[Raw]) -> date | None:
        """The timeline's only date, when title, summary and front matter agree on one far from it."""
        days = {raw.stamp.day for raw in raws if raw.stamp and raw.stamp.day} | {
            raw.day for raw in raws if raw.day
        }
        if len(days) != 1 or len(raws) < 3:
            return None
        only = self.calendar.date(next(iter(days)))
        elsewhere = [
            self.calendar.date(m.stamp.day) for m in self.told if m.where in ("title", "lead", "front")
        ]
        others = {found for found in elsewhere if found}
        if only is None or len(others) != 1:
            return None
        other = others.pop()
        mistyped = (other.month, other.day) == (only.month, only.day)
        if len(elsewhere) < 2 and not mistyped:
            return None
        if abs((other - only).days) < 30:
            return None
        chosen = _answer(self.answers, "date")
        self.calendar.base = chosen or other
        if chosen is None:
            self._ask_day(only, other)
        return only if chosen != only else None

    def _ask_day(self, only: date, other: date) -> None:
        text = f"The timeline says {only}, the rest of the text {other}. Which day was it?"
        choices = (Choice(other.isoformat(), str(other)), Choice(only.isoformat(), str(only)))
        self.questions.append(Question("date", text, choices, "date"))

    def _settle(self, number: int, raw: Raw, following: Raw | None, copied: date | None) -> None:
        stamp = raw.stamp
        zone = self.calendar.home.of((stamp.zone if stamp else None) or raw.zone)
        written = stamp.day if stamp else None
        if written is None and (raw.new_day or self.backwards):
            written = raw.day
        clock = self._clock(stamp)
        if written is not None:
            found = self.calendar.date(written, self.day)
            notes: tuple[str, ...] = ()
            if copied is not None and found == copied:
                found, notes = self.calendar.base, (OTHER_DATE,)
            self.day, self.last = found or self.day, clock or self.last
            self.zone = zone if clock else self.zone
            if clock is None:
                self.last = None
            self.steps[number] = (self.day, clock, notes, None)
            return
        if clock is None:
            if raw.undated:
                self.steps[number] = (None, None, (UNREADABLE,), None)
                return
            note = (UNREADABLE,) if stamp is None or stamp.unreadable else ()
            self.steps[number] = (self.day, None, note, None)
            return
        self._move_on(raw)
        said = self._cross_over(zone, clock)
        self._bare(number, clock, said, half=bool(stamp and stamp.half), following=following)

    def _cross_over(self, zone: Zone | None, clock: time) -> tuple[str, str]:
        """See the time before by the clock of this one: 14:00 UTC is 08:00 CST, which 08:30 CST comes after.

        What a question calls the two of them: with their zones, where these differ.
        """
        before, self.zone = self.zone, zone
        last, now = f"{self.last:%H:%M}" if self.last else "", f"{clock:%H:%M}"
        if self.last is None or before is None or zone is None or before.label == zone.label:
            return last, now
        was, there = (moment_of(self.day, self.last, one) for one in (before, zone))
        if not (was and there) or was.offset is None or there.offset is None or was.offset == there.offset:
            return last, now
        seen = datetime.combine(self.day or SOME_DAY, self.last) + (there.offset - was.offset)
        self.day, self.last = seen.date() if self.day else None, seen.time()
        return f"{last} {before.label}", f"{now} {zone.label}"

    def _move_on(self, raw: Raw) -> None:
        """Follow words such as "next day" and a weekday in the place of a date."""
        weekday = raw.stamp.weekday if raw.stamp else None
        days = 1 if raw.next_day else 0
        if weekday is not None and self.day is not None:
            days = (weekday - self.day.weekday()) % 7
        if days and self.day is not None and self.last is not None:
            self.day += timedelta(days=days)
            self.last = None

    def _bare(
        self, number: int, clock: time, said: tuple[str, str], *, half: bool, following: Raw | None
    ) -> None:
        if self.last is None or clock >= self.last:
            self.last = clock
            self.steps[number] = (self.day, clock, (), None)
            return
        key = f"step:{number}"
        upcoming = following.stamp.clock if following and following.stamp else None
        found = steps.step(self.last, clock, upcoming, half=half, twelve=self.twelve)
        taken = found.answered(self.answers.get(key))
        if found.choices and taken is found:
            self.questions.append(steps.question(number, *said, found.choices))
        if taken.note == steps.AFTERNOON:
            clock = clock.replace(hour=(clock.hour + steps.HALF) % 24)
        elif taken.note == steps.NEXT_DAY:
            self.day = self.day + timedelta(days=1) if self.day else None
        self.last = clock
        self.steps[number] = (self.day, clock, (taken.note,) if taken.note else (), key)

    def _mend_years(self, raws: list[Raw]) -> None:
        """A lone entry years away from both of its neighbours has its year mistyped."""
        for number in range(1, len(raws) - 1):
            before, (day, clock, notes, step), after = (
                self.steps[n] for n in (number - 1, number, number + 1)
            )
            if (
                not (before[0] and day and after[0])
                or before[0].year != after[0].year
                or day.year == before[0].year
            ):
                continue
            mended = _in_year(day, before[0].year)
            if mended and before[0] <= mended <= after[0]:
                key = f"year:{number}"
                if self.answers.get(key) == str(day.year):
                    continue
                if key not in self.answers:
                    self._ask_year(key, raws[number], mended, day)
                self.steps[number] = (mended, clock, (*notes, YEAR_TYPO), step)

    def _ask_year(self, key: str, raw: Raw, mended: date, written: date) -> None:
        text = f"“{raw.written}” lies between days of {mended.year}. Which year is right?"
        choices = (
            Choice(str(mended.year), f"{mended.year}, as around it"),
            Choice(str(written.year), f"{written.year}, as written"),
        )
        self.questions.append(Question("year", text, choices, key))

    def _entry(self, number: int, raw: Raw) -> Entry:
        day, clock, notes, step = self.steps[number]
        stamp = raw.stamp
        zone = self.calendar.home.of((stamp.zone if stamp else None) or raw.zone)
        moment = moment_of(day, clock, zone)
        if stamp and stamp.contrary:
            notes = (*notes, CONTRARY)
        if self.calendar.lone and number == self.first and day == self.calendar.base:
            notes = (*notes, ONLY_DATE)
        typo = stamp.day.typo if stamp and stamp.day else None
        if typo:
            notes = (*notes, f"{typo} read as {day.year}" if day else typo)
        return Entry(
            at=moment,
            end=self._end(stamp, day, clock, zone),
            precision=_precision(stamp, day),
            written=raw.written,
            text=raw.text,
            span=Span(raw.start, raw.end),
            notes=notes,
            kind=kind_of(raw.text),
            step=step,
        )

    def _end(
        self, stamp: Stamp | None, day: date | None, clock: time | None, zone: Zone | None
    ) -> Moment | None:
        if stamp is None or (stamp.end_clock is None and stamp.end_day is None):
            return None
        until = self.calendar.date(stamp.end_day, day) if stamp.end_day else day
        if stamp.end_day is None and until and clock and stamp.end_clock and stamp.end_clock < clock:
            until += timedelta(days=1)
        return moment_of(until, stamp.end_clock, zone)


def _answer(answers: Mapping[str, str], key: str) -> date | None:
    try:
        return date.fromisoformat(answers[key])
    except (KeyError, ValueError):
        return None


def _precision(stamp: Stamp | None, day: date | None) -> str:
    if stamp is None:
        return "day" if day is not None else "unknown"
    if stamp.clock is None and stamp.day is None:
        return "day" if day is not None else "unknown"
    return stamp.precision


def _morning(clock: time) -> time:
    return clock.replace(hour=clock.hour % steps.HALF)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _newest_first(raws: list[Raw], calendar: Calendar) -> bool:
    """More steps back than forward, counting written dates where there are any."""
    whole = [
        datetime.combine(day, raw.stamp.clock or time(0))
        for raw in raws
        if raw.stamp and raw.stamp.day and (day := calendar.date(raw.stamp.day, calendar.base))
    ]
    if len(whole) >= max(2, len(raws) // 2):
        steps = [b - a for a, b in pairwise(whole)]
        zero = timedelta(0)
        return sum(s < zero for s in steps) > sum(s > zero for s in steps)
    clocks = [raw.stamp.clock for raw in raws if raw.stamp and raw.stamp.clock and raw.stamp.day is None]
    down = sum(b < a for a, b in pairwise(clocks))
    up = sum(b > a for a, b in pairwise(clocks))
    return len(clocks) > 3 and down > 2 * up


def moment_of(day: date | None, clock: time | None, zone: Zone | None) -> Moment | None:
    if day is None and clock is None:
        return None
    wall = datetime.combine(day, clock) if day and clock else None
    offset = zone.offset(wall) if zone and clock else None
    if zone and offset is not None and wall is None and zone.iana not in (None, "UTC"):
        offset = None
    return Moment(day, clock, offset, zone.label if zone and clock else None)
