"""Which day, year and zone bare times belong to: what the rest of the text says about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from incidents.timeline.labels import Zone

from .dates import Mention
from .days import Day
from .home_zone import HomeZone, home_zone
from .orders import order
from .parts import Part
from .proposal import Question
from .raw import Found
from .source import Source

PUBLISHED_WITHIN = 60
"""Days from an incident to its report."""


@dataclass(slots=True)
class Calendar:
    base: date | None = None
    """The day of the first time that has none."""
    lone: bool = False
    """It is the text's only date, and stands where it need not be the incident's."""
    year: int | None = None
    swap: bool = False
    """Ambiguous numeric dates are day first."""
    home: HomeZone = field(default_factory=HomeZone)
    questions: list[Question] = field(default_factory=list)

    def date(self, day: Day | None, near: date | None = None) -> date | None:
        """A written day as a date: its own year, else the one that lies nearest to the dates around it."""
        if day is None:
            return None
        if day.year is not None or near is None:
            return day.on(self.year, swap=self.swap)
        options = [
            found
            for year in (near.year - 1, near.year, near.year + 1)
            if (found := day.on(year, swap=self.swap))
        ]
        return min(options, key=lambda found: abs((found - near).days), default=None)


def calendar(
    source: Source,
    parts: list[Part],
    told: list[Mention],
    found: Found,
    *,
    given: date | None,
    given_zone: Zone | None,
    answers: Mapping[str, str],
) -> Calendar:
    turn = order(source, told, answers)
    home = home_zone(source, parts, found, given_zone, answers)
    result = Calendar(swap=turn.swap, home=home)
    result.questions += [turn.question] if turn.question else []
    _year(result, told, found, given, answers)
    _base(result, told, found, given, answers)
    result.questions += [home.question] if home.question else []
    return result


def _year(
    result: Calendar, told: list[Mention], found: Found, given: date | None, answers: Mapping[str, str]
) -> None:
    if answers.get("year", "").isdigit():
        result.year = int(answers["year"])
        return
    own = [raw.stamp.day.year for raw in found.entries if raw.stamp and raw.stamp.day and raw.stamp.day.year]
    own += [raw.day.year for raw in found.entries if raw.day and raw.day.year]
    years = [m.stamp.day.year for m in told if m.stamp.day and m.stamp.day.year]
    if own:
        result.year = Counter(own).most_common(1)[0][0]
    elif years:
        result.year = years[0]
    elif given:
        result.year = given.year
    elif result.base is None and (written := _without_year(found)):
        text = f"“{written}” has no year, and the text names none. Which year was it?"
        result.questions.append(Question("year", text, (), "year"))


def _without_year(found: Found) -> str | None:
    """The first entry's time that has a day and a month only."""
    for raw in found.entries:
        if raw.stamp and raw.stamp.day and raw.stamp.day.year is None:
            return raw.written
    return None


def _base(
    result: Calendar, told: list[Mention], found: Found, given: date | None, answers: Mapping[str, str]
) -> None:
    chosen = _iso(answers.get("date"))
    if chosen:
        result.base = chosen
        return
    near = [mention for mention in told if mention.where in ("heading", "title", "lead")]
    front = next((day for m in told if m.where == "front" and (day := result.date(m.stamp.day))), None)
    whole = next(
        (day for m in near if m.stamp.day and m.stamp.day.year and (day := result.date(m.stamp.day))), None
    )
    partial = next(
        (day for m in near if (day := result.date(m.stamp.day)) and _just_before(day, front)), None
    )
    result.base = whole or partial or front or given or _of_the_first(result, found)
    if result.base is None:
        days = {day for mention in told if mention.stamp.day and (day := result.date(mention.stamp.day))}
        result.base, result.lone = (days.pop(), True) if len(days) == 1 else (None, False)


def _of_the_first(result: Calendar, found: Found) -> date | None:
    """The day that the first entry says itself, for the clocks elsewhere: "from 10:00 to 12:00"."""
    first = next((raw for raw in found.entries if raw.stamp or raw.day), None)
    return result.date((first.stamp.day if first.stamp else None) or first.day) if first else None


def _just_before(day: date, published: date | None) -> bool:
    """Whether a day without a year fits the date of publication, where there is one."""
    return published is None or 0 <= (published - day).days <= PUBLISHED_WITHIN


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
