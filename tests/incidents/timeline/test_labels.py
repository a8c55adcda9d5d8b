"""Labels of zones, as authors write them."""

import datetime as dt

import pytest

from incidents.timeline.labels import PAIRS, at, named

SUMMER, WINTER = (dt.datetime.fromisoformat(day) for day in ("2024-07-01T12:00", "2024-01-01T12:00"))


def test_winter_and_summer_time_together_are_a_place_in_either_order():
    for label in ("PST/PDT", "PDT/PST"):
        zone = named(label)
        assert zone.iana == "America/Los_Angeles"
        assert (zone.offset(SUMMER), zone.offset(WINTER)) == (dt.timedelta(hours=-7), dt.timedelta(hours=-8))


@pytest.mark.parametrize("pair", sorted(PAIRS))
def test_a_pair_ends_where_its_second_label_does(pair):
    found = at(f"{pair}: the lift stops", 0)
    assert found is not None and found[1] == len(pair) and found[0].label == pair


@pytest.mark.parametrize(("label", "hours"), [("GST", 4), ("PHT", 8), ("IDT", 3), ("CLT", -4), ("PST", -8)])
def test_an_abbreviation_is_an_offset(label, hours):
    assert named(label).offset(None) == dt.timedelta(hours=hours)
