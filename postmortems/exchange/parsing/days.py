"""Dates as written: numeric in any order, with the month's name, with parts missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .words.times import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: parts may be missing, and a numeric one may be two days."""

    month: int
    day: int
    year: int | None = None
    swapped: bool = False
    """The other order of day and month would be a date too ("03/04/2021")."""
    typo: str | None = None
    """The author's typing, where it had to be mended to be a date."""

    def on(self, year: int | None = None, *, swap: bool = False) -> date | None:
        chosen = self.year if self.year is not None else year
        if chosen is None:
            return None
        month, day = (self.day, self.month) if swap and self.swapped else (self.month, self.day)
        return _date(chosen, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_ISO = re.compile(r"(\d{4,5})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])")
_CJK_WEEKDAY = r"(?:[ ]?[（(](?:[月火水木金土日]|周.|[월화수목금토일])(?:曜日?|요일)?[)）])?"
_CJK = re.compile(rf"(?:(\d{{4}})[年년][ ]?)?(\d{{1,2}})[月월][ ]?(\d{{1,2}})[日일]{_CJK_WEEKDAY}")
_SPACED = re.compile(r"(\d{4})\.[ ](\d{1,2})\.[ ](\d{1,2})\.?(?!\d)")
"""Korea's "2024. 5. 1."."""
_VIETNAM = re.compile(r"(\d{1,2})[ ]tháng[ ](\d{1,2})(?:(?:,|[ ]năm)?[ ](\d{4}))?(?!\d)")
_FIRST_OF = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?:[-–—→]|[ ][-–—→][ ])(?=\d{1,2})")
"""The first day of several: "12–13 May 2024", "12→13/05/2024"."""
_LAST_OF = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_YEAR_WORD = re.compile(r"[ ](?:г(?:ода|\.)?|р(?:оку|\.)|r\.|roku|года)(?!\w)")
LONGEST_STRETCH = 10
"""In days: of numbers that lie further apart the first is no day."""
_COMMAS = re.compile(r"(\d{1,2})(,[ ]?)(\d{1,2})\2(\d{4})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d.:]\d|\d)")
_SHORT = re.compile(r"(\d{1,2})(?:/(\d{1,2})|\.(\d{1,2})\.)(?![\d/])")
_SHORT_ISO = re.compile(r"(\d\d)-(\d\d)()(?=,?[ T]~?\d{1,2}:\d\d)")
"""The end of 2024-10-01, right before a time."""
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?!:?\d)")
_DAY_RANGE = re.compile(r"[ ]?[-–][ ]?\d{1,2}(?:st|nd|rd|th)?(?!:?\d)")
_YEAR = re.compile(r"(?!20[3-5]\d[ ]?(?:UTC|GMT|Z)\b)(19[7-9]\d|20\d\d)(?!:?\d)")
"""Not the clock behind a day, as in "Feb 9 1924 UTC" and "Feb 9 2036 UTC"."""
_OF = re.compile(r"[ \t]*(?:of|de|del|den|the)[ \t]+", re.IGNORECASE)
_GAP = re.compile(r"[ \t]*+[,.\-/]?[ \t]*+")
_WORD = re.compile(r"[^\W\d_]{1,14}\.?")


def begins_a_day(text: str) -> bool:
    """Whether `text` could begin with a date: seen at once of most lines that do not."""
    word = _WORD.match(text)
    said = word.group().rstrip(".").lower() if word else ""
    return text[:1].isdigit() or said in WEEKDAYS or said in MONTHS


def day_at(text: str, pos: int) -> tuple[Day, int] | None:
    """The date that begins at `pos`, an optional weekday before it."""
    pos = _after_weekday(text, pos)
    found = _first_of_several(text, pos) or _numeric_day(text, pos) or _named_day(text, pos)
    if found and found[0].year and (word := _YEAR_WORD.match(text, found[1])):
        return found[0], word.end()
    return found


def _first_of_several(text: str, pos: int) -> tuple[Day, int] | None:
    first = _FIRST_OF.match(text, pos)
    if first is None:
        return None
    last = _LAST_OF.match(text, first.end())
    named = None if last else _day_first(text, first.end())
    if last:
        until, month, year, end = int(last.group(1)), int(last.group(3)), int(last.group(4)), last.end()
    elif named and named[0].year:
        until, month, year, end = named[0].day, named[0].month, named[0].year, named[1]
    else:
        return None
    day = int(first.group(1))
    if not 0 < until - day <= LONGEST_STRETCH or _date(year, month, day) is None:
        return None
    return Day(month, day, year), end


def _after_weekday(text: str, pos: int) -> int:
    word = _WORD.match(text, pos)
    if word and word.group().rstrip(".").lower() in WEEKDAYS:
        pos = word.end()
        while text[pos : pos + 1] in (",", " ", "\t", "-", "–"):
            pos += 1
        of = re.match(r"(?:the|den|le|el)[ \t]+", text[pos : pos + 6], re.IGNORECASE)
        pos += of.end() if of else 0
    return pos


def _numeric_day(text: str, pos: int) -> tuple[Day, int] | None:
    found = _ISO.match(text, pos) or _SPACED.match(text, pos)
    if found:
        return _iso_day(found)
    found = _CJK.match(text, pos)
    if found:
        return _of_numbers(found.group(1), found.group(2), found.group(3), found.end())
    found = _VIETNAM.match(text, pos)
    if found:
        return _of_numbers(found.group(3), found.group(2), found.group(1), found.end())
    found = _NUMERIC.match(text, pos) or _COMMAS.match(text, pos)
    if found:
        return _numeric_with_year(found)
    found = _SHORT.match(text, pos) or _SHORT_ISO.match(text, pos)
    if found:
        first, second = int(found.group(1)), int(found.group(2) or found.group(3))
        day = _ordered(first, second, None, dotted=bool(found.group(3)))
        return (day, found.end()) if day else None
    return None


def _of_numbers(year: str | None, month: str, day: str, end: int) -> tuple[Day, int] | None:
    whole = int(year) if year else None
    if (whole and not 1970 <= whole <= 2199) or _date(whole or 2000, int(month), int(day)) is None:
        return None
    return Day(int(month), int(day), whole), end


def _iso_day(found: re.Match[str]) -> tuple[Day, int] | None:
    groups = [g for g in found.groups() if g and g.isdigit()]
    written, month, day = groups
    year = int(written[:4])
    if not 1970 <= year <= 2199 or _date(year, int(month), int(day)) is None:
        return None
    typo = written if len(written) == 5 else None
    return Day(int(month), int(day), year, typo=typo), found.end()


def _numeric_with_year(found: re.Match[str]) -> tuple[Day, int] | None:
    first, mark, second, written = found.groups()
    if mark == "." and len(written) == 2:
        return None
    year = int(written) if len(written) == 4 else 2000 + int(written)
    if not 1970 <= year <= 2199:
        return None
    day = _ordered(int(first), int(second), year, dotted=mark == ".")
    return (day, found.end()) if day else None


def _ordered(first: int, second: int, year: int | None, *, dotted: bool) -> Day | None:
    """Which of two numbers is the month: dots mean day first, over 12 is a day, else both could be."""
    if dotted or first > 12:
        month, day, swapped = second, first, False
    elif second > 12:
        month, day, swapped = first, second, False
    else:
        month, day, swapped = first, second, first != second
    if _date(year or 2000, month, day) is None:
        return None
    return Day(month, day, year, swapped=swapped)


def _named_day(text: str, pos: int) -> tuple[Day, int] | None:
    return _month_first(text, pos) or _day_first(text, pos) or _year_first(text, pos)


def _month(text: str, pos: int) -> tuple[int, int] | None:
    word = _WORD.match(text, pos)
    if word is None:
        return None
    month = MONTHS.get(word.group().rstrip(".").lower())
    return (month, word.end()) if month else None


def _month_first(text: str, pos: int) -> tuple[Day, int] | None:
    month = _month(text, pos)
    if month is None:
        return None
    number = _NUMBER.match(text, _gap(text, month[1]))
    if number is None:
        return None
    return _with_year(text, month[0], number, number.end())


def _day_first(text: str, pos: int) -> tuple[Day, int] | None:
    number = _NUMBER.match(text, pos)
    if number is None:
        return None
    of = _OF.match(text, number.end())
    month = _month(text, of.end() if of else _gap(text, number.end()))
    if month is None:
        return None
    return _with_year(text, month[0], number, month[1])


def _year_first(text: str, pos: int) -> tuple[Day, int] | None:
    year = _YEAR.match(text, pos)
    if year is None:
        return None
    month = _month(text, _gap(text, year.end()))
    if month is None:
        return None
    number = _NUMBER.match(text, _gap(text, month[1]))
    if number is None or _date(int(year.group()), month[0], int(number.group(1))) is None:
        return None
    return Day(month[0], int(number.group(1)), int(year.group())), number.end()


def _gap(text: str, pos: int) -> int:
    return _GAP.match(text, pos).end()  # type: ignore[union-attr]


def _with_year(text: str, month: int, number: re.Match[str], end: int) -> tuple[Day, int] | None:
    day = int(number.group(1))
    if _date(2000, month, day) is None:
        return None
    until = _DAY_RANGE.match(text, end)
    of = _OF.match(text, end)
    if until and (year := _YEAR.match(text, _gap(text, until.end()))):
        return Day(month, day, int(year.group())), year.end()
    year = _YEAR.match(text, of.end() if of else _gap(text, end))
    if year is None:
        return Day(month, day), end
    return Day(month, day, int(year.group())), year.end()
