"""What a clock on the wall shows, in a zone, as instants. No Django.

A clock that goes forward skips times, one that goes back shows them twice. So a local time is one instant,
two, or none, and whoever asks gets all of them: the product never picks in silence.
"""

from __future__ import annotations

import datetime as dt

from .wording import MINUS, zone_of, zone_word

#: Years outside are typing errors.
YEARS = range(1970, 2200)


class UnclearTime(ValueError):
    """A time that cannot be read. The message is a sentence for the person."""


def instants_of(wall: dt.datetime, zone: str | dt.tzinfo) -> list[dt.datetime]:
    """Every instant, in UTC, at which clocks in the zone showed `wall`: one, two in order, or none."""
    if wall.year not in YEARS:
        raise UnclearTime(f"{wall.year} is outside the years that are kept here, 1970 to 2199.")
    here = zone_of(zone)
    both = (wall.replace(tzinfo=here, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    return sorted({at for at in both if at.astimezone(here).replace(tzinfo=None) == wall})


def readings_of(wall: dt.datetime, zone: str | dt.tzinfo) -> list[dt.datetime]:
    """What a time that was skipped may have meant: by the clock as it was before, and as it is after."""
    here = zone_of(zone)
    return [wall.replace(tzinfo=here, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]


def letters(at: dt.datetime, zone: str | dt.tzinfo) -> str:
    """What people call the zone's clock at that moment: "CET", "UTC", or "UTC−03:00" where it has no letters."""
    local = at.astimezone(zone_of(zone))
    name = local.tzname() or ""
    if name.isalpha():
        return name
    text = f"{local:%z}"
    return f"UTC{text[:3]}:{text[3:5]}".replace("-", MINUS)


def shown(at: dt.datetime, zone: str | dt.tzinfo) -> str:
    """ "02:30 CEST"; the place where the zone has no letters: "23:30 Sao Paulo, UTC−03:00"."""
    called = letters(at, zone)
    place = f"{zone_word(zone)}, " if called.startswith("UTC") and len(called) > 3 else ""
    if place.startswith("UTC"):
        place = ""
    return f"{at.astimezone(zone_of(zone)):%H:%M}\u00a0{place}{called}"
