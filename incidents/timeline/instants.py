"""A time as a person types it, on a date, in a zone, becomes an instant. Text in, instant out; no Django.

What cannot be one instant is refused with a sentence: clocks that go forward skip times, clocks that go
back repeat them, and the product never picks in silence.
"""

from __future__ import annotations

import datetime as dt
import re

from .wording import longdate, zone_of, zone_word

#: Years outside are typing errors.
YEARS = range(1970, 2200)

_TIME = re.compile(
    r"""^(?P<hour>\d{1,2})
        (?:\s*[:.hH]\s*(?P<minute>\d{2}))?(?::(?P<second>\d{2}))?
        \s*(?P<half>[aApP]\.?\s?[mM]\.?)?
        \s*(?P<zone>Z|z|[A-Za-z]{2,5}|(?:UTC|GMT)?\s?[+\u2212-]\d{1,2}(?::?\d{2})?)?$""",
    re.VERBOSE,
)
_OFFSET = re.compile(r"^(?:UTC|GMT)?\s?(?P<sign>[+\u2212-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$", re.I)


class UnclearTime(ValueError):
    """A time that is no single instant. The message is a sentence for the person."""


class Typed:
    """A time of day as typed, and the zone or offset written behind it, if any."""

    __slots__ = ("label", "time")

    def __init__(self, time: dt.time, label: str = "") -> None:
        self.time, self.label = time, label


def read(text: str) -> Typed:
    """ "22:05", "2205", "22.05", "22h05", "10:05 PM", "10 pm"; behind it "UTC", "CEST" or "+02:00"."""
    text = text.strip()
    digits = re.match(r"^(\d{2})(\d{2})(?!\d|:)(.*)$", text)
    if digits:
        text = "{}:{}{}".format(*digits.groups())
    found = _TIME.match(text)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise UnclearTime(f"“{text[:30]}” is not a time. Write it as 22:05 or 10:05 PM.")
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise UnclearTime(f"“{text[:30]}” is not a time: before AM and PM the hour is 1 to 12.")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    try:
        time = dt.time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        raise UnclearTime(f"“{text[:30]}” is not a time. Hours go to 23, minutes to 59.") from None
    return Typed(time, (found["zone"] or "").strip())


def instant(day: dt.date, typed: Typed, zone: str) -> dt.datetime:
    """The instant, in UTC. Raises UnclearTime for times that a clock change skips or repeats."""
    if day.year not in YEARS:
        raise UnclearTime(f"{day.year} is outside the years that are kept here, 1970 to 2199.")
    local = dt.datetime.combine(day, typed.time)
    offset = _offset(typed.label)
    if offset is not None:
        return local.replace(tzinfo=offset).astimezone(dt.UTC)
    here = zone_of(zone)
    first, second = (local.replace(tzinfo=here, fold=fold) for fold in (0, 1))
    names = _names(first), _names(second)
    if typed.label:
        return _labelled(typed, first, second, names, zone)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(dt.UTC)
    said, where = f"{typed.time:%H:%M}", f"on {longdate(day)} in {zone_word(zone)}"
    if _is_missing(first):
        raise UnclearTime(f"There was no {said} {where}: the clocks went forward over it. Correct the time.")
    raise UnclearTime(
        f"{said} came twice {where}, when the clocks went back. "
        f"Write {said} {names[0][-1]} for the first, {said} {names[1][-1]} for the second."
    )


def _labelled(
    typed: Typed,
    first: dt.datetime,
    second: dt.datetime,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    zone: str,
) -> dt.datetime:
    for candidate, known in zip((first, second), names, strict=True):
        if typed.label.upper() in known:
            if _is_missing(candidate):
                break
            return candidate.astimezone(dt.UTC)
    raise UnclearTime(
        f"{zone_word(zone)} was not on {typed.label} at {typed.time:%H:%M} that day. "
        "Leave the letters out, or write an offset such as +02:00."
    )


def _is_missing(local: dt.datetime) -> bool:
    back = local.astimezone(dt.UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)


def _names(local: dt.datetime) -> tuple[str, ...]:
    """What people call the zone at that moment: an abbreviation where there is one, else the offset."""
    name = (local.tzname() or "").upper()
    text = f"{local:%z}"
    offset = f"{text[:3]}:{text[3:5]}"
    return (offset, name) if name.isalpha() else (offset,)


def _offset(label: str) -> dt.timezone | None:
    if label.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    found = _OFFSET.match(label)
    if found is None:
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise UnclearTime(f"“{label}” is not an offset from UTC. Write it as +02:00.")
    span = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(span if found["sign"] == "+" else -span)
