"""Which day a time was on: said, counted from now, or found from what stands around it."""

from __future__ import annotations

import datetime as dt

from ..instants import YEARS, UnclearTime
from ..wording import fulldate, longdate, zone_of, zone_word
from . import grammar
from .asking import Choice
from .grammar import Part
from .placing import Placing

DAY = dt.timedelta(1)
#: How far a clock may run ahead before a time counts as one that is still to come.
SOON = dt.timedelta(minutes=2)


class Dating(Placing):
    """From the words for a day, or from none, to a date."""

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


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
