"""What a clock on the wall shows, as instants: in every zone that is offered, round every change of its clocks."""

# A time on a wall has no zone yet.
# ruff: noqa: DTZ001
import datetime as dt

import pytest

from incidents.timeline import instants, zones
from incidents.timeline.typed import Around, UnclearTime, read
from incidents.timeline.wording import zone_of

FROM, TO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2036, 1, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(days=14)
SECOND = dt.timedelta(seconds=1)


def changes(zone):
    """Every instant at which the zone's distance from UTC changes, and by how much."""
    here, at = zone_of(zone), FROM
    before = at.astimezone(here).utcoffset()
    while at < TO:
        after = (at + STEP).astimezone(here).utcoffset()
        if after != before:
            low, high = at, at + STEP
            while high - low > SECOND:
                middle = low + (high - low) / 2
                low, high = (middle, high) if middle.astimezone(here).utcoffset() == before else (low, middle)
            yield high.replace(microsecond=0), before, after
        before, at = after, at + STEP


def typed(wall, zone, answers=None):
    return read(f"{wall:%Y-%m-%d %H:%M:%S}", Around(zone, TO), answers)


def walk(zone):
    """Try times before, inside and after each change; gives how many changes there were."""
    count = 0
    for at, before, after in changes(zone):
        count += 1
        first, width = at.replace(tzinfo=None) + min(before, after), abs(after - before)
        for part in (0 * SECOND, width / 2, width - SECOND):
            inside = (first + part).replace(microsecond=0)
            reading = typed(inside, zone)
            question = reading.open
            assert question is not None and question.name == "clock", (zone, inside)
            assert len({choice.value for choice in question.choices}) == 2, (zone, inside)
            for choice in question.choices:
                assert typed(inside, zone, {"clock": choice.key}).at == choice.value
            shown = [c.value.astimezone(zone_of(zone)).replace(tzinfo=None) for c in question.choices]
            assert (shown == [inside, inside]) is (after < before), (zone, inside)
            assert inside not in shown or after < before
        for outside in (first - SECOND, first + width):
            reading = typed(outside, zone)
            assert reading.open is None, (zone, outside)
            assert reading.at.astimezone(zone_of(zone)).replace(tzinfo=None) == outside
    return count


def test_every_change_of_every_clock_is_asked_about_and_nothing_else():
    found = {zone: walk(zone) for zone in sorted(zones.known())}
    assert found["UTC"] == found["Asia/Tokyo"] == 0
    assert found["Europe/Berlin"] == found["America/New_York"] == 32
    assert found["Africa/Casablanca"] > 20
    assert found["Australia/Lord_Howe"] == 32


def test_the_three_kinds_of_wall_time():
    amsterdam = "Europe/Amsterdam"
    assert len(instants.instants_of(dt.datetime(2026, 11, 12, 22, 5), amsterdam)) == 1
    twice = instants.instants_of(dt.datetime(2026, 10, 25, 2, 30), amsterdam)
    assert twice[1] - twice[0] == dt.timedelta(hours=1)
    assert [instants.shown(at, amsterdam) for at in twice] == ["02:30\u00a0CEST", "02:30\u00a0CET"]
    assert instants.instants_of(dt.datetime(2026, 3, 29, 2, 30), amsterdam) == []


def test_a_zone_without_letters_shows_its_place_and_offset():
    at = dt.datetime(2026, 11, 12, 22, 5, tzinfo=dt.UTC)
    assert instants.shown(at, "America/Sao_Paulo") == "19:05\u00a0Sao Paulo, UTC\u221203:00"
    assert instants.shown(at, "UTC") == "22:05\u00a0UTC"


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_years_far_away_are_typing_errors(year):
    with pytest.raises(UnclearTime, match="outside the years"):
        instants.instants_of(dt.datetime(year, 1, 1), "UTC")
