"""The five clocks follow their entries on every path, and never run backwards."""

import datetime as dt

import pytest

from incidents.timeline.models import ClockRefused, EditConflict, TimelineEntry
from tests.cast import NOW

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def entries(incident, cast):
    return [
        incident.record(text=f"Step {n}", by=cast.ben, at=NOW, happened_at=NOW + n * MINUTE)
        for n in (0, 19, 90)
    ]


@pytest.fixture
def clocked(incident, entries, cast):
    incident.set_clocks(
        {"started": entries[0], "detected": entries[1], "resolved": entries[2]}, by=cast.ben, at=NOW
    )
    return incident


def test_durations_are_computed_from_the_entries_that_clocks_point_at(clocked):
    assert clocked.time_to_detect == 19 * MINUTE
    assert clocked.time_to_resolve == 90 * MINUTE
    assert clocked.time_to_mitigate is None


def test_correcting_an_entry_corrects_the_durations(clocked, entries, cast):
    entries[1].revise(version=1, by=cast.priya, at=NOW, happened_at=NOW + 30 * MINUTE)
    clocked.refresh_from_db()
    assert clocked.time_to_detect == 30 * MINUTE


def test_raw_sql_moves_the_clock_too(clocked, entries):
    TimelineEntry.objects.filter(pk=entries[2].pk).update(happened_at=NOW + 100 * MINUTE)
    clocked.refresh_from_db()
    assert clocked.time_to_resolve == 100 * MINUTE


def test_a_negative_duration_is_refused_with_a_sentence(clocked, entries, cast):
    with pytest.raises(ClockRefused, match="cannot be detected before it started"):
        entries[1].revise(version=1, by=cast.ben, at=NOW, happened_at=NOW - MINUTE)
    clocked.refresh_from_db()
    assert clocked.time_to_detect == 19 * MINUTE
    with pytest.raises(ClockRefused, match="resolved before it started"):
        clocked.set_clocks({"resolved": NOW - MINUTE}, by=cast.ben, at=NOW)
    assert clocked.time_to_resolve == 90 * MINUTE


def test_two_clocks_move_together_past_each_other(clocked, cast):
    later = NOW + 200 * MINUTE
    clocked.set_clocks({"started": later, "detected": later, "resolved": later}, by=cast.ben, at=NOW)
    assert clocked.time_to_resolve == dt.timedelta(0)


def test_a_removed_entry_silences_its_clock_until_it_is_restored(clocked, entries, cast):
    entries[1].remove(by=cast.ben, at=NOW)
    clocked.refresh_from_db()
    assert clocked.detected_at is None
    entries[1].restore(by=cast.ben, at=NOW)
    clocked.refresh_from_db()
    assert clocked.time_to_detect == 19 * MINUTE


def test_the_second_of_two_edits_gets_both_versions(entries, cast):
    entries[0].revise(version=1, by=cast.ben, at=NOW, text="Ben's words")
    with pytest.raises(EditConflict) as refused:
        entries[0].revise(version=1, by=cast.priya, at=NOW, text="Priya's words")
    assert refused.value.current.text == "Ben's words"


def test_every_change_of_an_entry_is_kept_as_history(entries, cast):
    entries[0].revise(version=1, by=cast.ben, at=NOW, text="Other words")
    assert [row.text for row in entries[0].events.order_by("pgh_id")] == ["Step 0", "Other words"]
