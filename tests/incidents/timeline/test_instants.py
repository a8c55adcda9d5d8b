"""A typed time becomes one instant, or is refused with a sentence."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.timeline.instants import UnclearTime, instant, read

DAY = dt.date(2026, 11, 12)


def at(text, day=DAY, zone="UTC"):
    return instant(day, read(text), zone)


@pytest.mark.parametrize(
    "text", ["22:05", "2205", "22.05", "22h05", "10:05 PM", "10:05pm", "10.05 p.m.", " 22:05 ", "22:05 UTC"]
)
def test_many_ways_to_write_one_time(text):
    assert at(text) == dt.datetime(2026, 11, 12, 22, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(("text", "hour"), [("12:30 AM", 0), ("12:30 PM", 12), ("1 pm", 13)])
def test_twelve_hour_clocks(text, hour):
    assert at(text).hour == hour


@pytest.mark.parametrize("text", ["", "25:00", "22:60", "13 pm", "0:10 am", "later", "22", "22:05:99", "\0"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UnclearTime, match="not a time"):
        at(text)


def test_seconds_are_kept():
    assert at("22:05:09").second == 9


def test_the_zone_of_the_form_counts():
    assert at("22:05", zone="Europe/Amsterdam") == dt.datetime(2026, 11, 12, 21, 5, tzinfo=dt.UTC)
    assert at("22:05 +05:30", zone="Europe/Amsterdam") == dt.datetime(2026, 11, 12, 16, 35, tzinfo=dt.UTC)


def test_a_time_that_the_clocks_skipped():
    with pytest.raises(
        UnclearTime, match=r"no 02:30 on Sunday 29.March 2026 in Amsterdam: the clocks went forward"
    ):
        at("02:30", dt.date(2026, 3, 29), "Europe/Amsterdam")


def test_a_time_that_came_twice_can_be_told_apart():
    night = dt.date(2026, 10, 25)
    with pytest.raises(UnclearTime, match=r"came twice .* Write 02:30 CEST for the first, 02:30 CET for"):
        at("02:30", night, "Europe/Amsterdam")
    first = at("02:30 CEST", night, "Europe/Amsterdam")
    second = at("02:30 CET", night, "Europe/Amsterdam")
    assert second - first == dt.timedelta(hours=1)
    assert at("2:30 am cest", night, "Europe/Amsterdam") == first


def test_a_zone_without_letters_is_told_apart_by_its_offset():
    night = dt.date(2018, 2, 17)
    with pytest.raises(UnclearTime, match=r"Write 23:30 -02:00 for the first, 23:30 -03:00"):
        at("23:30", night, "America/Sao_Paulo")
    assert at("23:30 -02:00", night, "America/Sao_Paulo") < at("23:30 -03:00", night, "America/Sao_Paulo")


def test_letters_of_another_season_are_refused():
    with pytest.raises(UnclearTime, match="Amsterdam was not on CEST at 22:05 that day"):
        at("22:05 CEST", zone="Europe/Amsterdam")


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_years_far_away_are_typing_errors(year):
    with pytest.raises(UnclearTime, match="outside the years"):
        at("22:05", dt.date(year, 1, 1))


def test_offsets_that_do_not_exist():
    with pytest.raises(UnclearTime, match="not an offset"):
        at("22:05 +25:00")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        at(text)
    except UnclearTime as refused:
        assert str(refused).endswith(".")
