"""How times and spans are worded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.timeline import wording


def words(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (0, "0 min"),
        (timedelta(seconds=45), "under 1 min"),
        (19, "19 min"),
        (60, "1 h"),
        (89, "1 h 29 min"),
        (24 * 60, "1 d"),
        (76 * 60 + 5, "3 d 4 h"),
        (-5, "\u22125 min"),
        (None, ""),
    ],
)
def test_durations(span, said):
    assert words(wording.duration(span)) == said


@given(st.integers(min_value=-10_000_000, max_value=10_000_000))
def test_a_number_never_breaks_from_its_unit(minutes):
    assert " " not in wording.duration(minutes)


def test_time_since_the_start():
    start = datetime(2026, 11, 12, 23, 12, tzinfo=UTC)
    said = [words(wording.tplus(start + timedelta(minutes=m), start)) for m in (-5, 0, 24, 77, 1500)]
    assert said == ["T\u22125 min", "T+0 min", "T+24 min", "T+1 h 17", "T+1 d 1 h"]


def test_an_instant_in_a_zone_and_on_hover():
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert wording.clocktime(at, "Europe/Amsterdam") == "00:30"
    assert words(wording.daydate(at, "Europe/Amsterdam")) == "Thu 2 Jul"
    assert words(wording.longdate(at, "UTC")) == "Wednesday 1 July 2026"
    assert words(wording.both_zones(at, "Europe/Amsterdam")) == (
        "00:30 Amsterdam, Thu 2 Jul 2026 · 22:30 UTC, Wed 1 Jul · 2026-07-01T22:30:00Z"
    )


def test_zones_by_name_by_offset_and_unknown():
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert wording.clocktime(at, "UTC-08:00") == "04:00"
    assert wording.clocktime(at, "UTC+05:30") == "17:30"
    assert wording.clocktime(at, "Mars/Olympus") == "12:00"
    assert wording.zone_word("America/New_York") == "New York"


def test_relative_times_and_due_dates():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert words(wording.since(now - timedelta(days=3), now)) == "3 days ago"
    assert words(wording.since(now + timedelta(minutes=61), now)) == "in 1 hour"
    today = date(2026, 11, 22)
    assert [words(wording.due(today + timedelta(days=d), today)) for d in (-3, -1, 0, 1, 11, 22)] == [
        "3 days overdue",
        "1 day overdue",
        "due today",
        "in 1 day",
        "in 11 days",
        "in 3 weeks",
    ]
