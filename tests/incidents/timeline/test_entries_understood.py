"""What is typed for a time is understood, asked about, or refused; it is said at once."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.timeline.models import TimelineEntry
from incidents.timeline.typed import Around
from tests.cast import NOW

from .entering import SCRIPT, at, errors, fields, new, understood


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"time": "later"}, "time", "is not a time"),
        ({"time": "", "date": ""}, "time", "Give the time, or write ?"),
        ({"time": ""}, "time", "Give the time on this date"),
        ({"text": " "}, "text", "Say what happened"),
        ({"text": "x" * 20_001}, "text", "at most 20000"),
        ({"text": "a\0b"}, "text", "Null characters"),
        ({"date": "0001-01-01"}, "date", "outside the years"),
        ({"date": "9999-12-31"}, "date", "outside the years"),
        ({"date": "soon"}, "date", "valid date"),
        ({"precision": "day", "date": "", "time": ""}, "date", "Give the day"),
        ({"zone": "Mars/Olympus"}, "zone", "not known here"),
        ({"kind": "magic"}, "kind", "valid choice"),
        ({"end_time": "12 Nov 2026 22:00"}, "end_time", "cannot be before"),
        ({"evidence_label_0": "Log", "evidence_url_0": ""}, "evidence", "Give the address"),
        ({"evidence_label_0": "", "evidence_url_0": "javascript:alert(1)"}, "evidence", "not an address"),
        (
            {"zone": "Europe/Amsterdam", "date": "2026-03-29", "time": "02:30"},
            "time",
            "clocks went forward",
        ),
        ({"zone": "Europe/Amsterdam", "date": "2026-10-25", "time": "02:30"}, "time", "two times 02:30"),
    ],
)
def test_what_cannot_be_understood_is_said_at_the_field(ben, incident, changes, field, words):
    from incidents.timeline.forms import EntryForm

    form = EntryForm(fields(**changes), around=Around("UTC", NOW))
    assert not form.is_valid()
    assert words in str(form.errors[field])
    if "\0" not in "".join(changes.values()):
        answer = ben.post(new(incident), fields(**changes))
        assert answer.status_code == 200
        assert words in str(errors(answer)[field])
    assert not TimelineEntry.objects.exists()


def test_half_past_ten_in_the_evening(ben, incident):
    ben.post(new(incident), fields(time="10:30 PM"))
    entry = TimelineEntry.objects.get()
    assert (entry.happened_at.hour, entry.written) == (22, "10:30 PM")


def test_a_day_alone_and_no_time_at_all(ben, incident):
    ben.post(new(incident), fields(precision="day", time="", once="a"))
    ben.post(new(incident), fields(precision="unknown", time="", date="", once="b"))
    day, none = TimelineEntry.objects.order_by("pk")
    assert day.happened_at == dt.datetime(2026, 11, 12, tzinfo=dt.UTC)
    assert none.happened_at is None
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert "No time known" in page and "that day" in page


def test_an_end_without_a_date_is_the_next_such_time(ben, incident):
    ben.post(new(incident), fields(end_time="00:10"))
    assert TimelineEntry.objects.get().ended_at == dt.datetime(2026, 11, 13, 0, 10, tzinfo=dt.UTC)


def test_a_question_is_answered_with_radio_buttons(ben, incident):
    night = fields(zone="Europe/Amsterdam", date="2026-10-25", time="02:30")
    page = ben.post(new(incident), night).content.decode()
    assert 'name="answer_time_clock"' in page and "02:30\u00a0CET, after it" in page
    ben.post(new(incident), night | {"answer_time_clock": "2026-10-25T01:30Z"})
    entry = TimelineEntry.objects.get()
    assert entry.happened_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert (entry.written, entry.zone) == ("02:30", "Europe/Amsterdam")


def test_a_span_and_a_precision_are_typed(ben, incident):
    ben.post(new(incident), fields(time="~14:10-14:25"))
    entry = TimelineEntry.objects.get()
    assert (entry.precision, entry.ended_at - entry.happened_at) == ("about", dt.timedelta(minutes=15))
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert "written “~14:10-14:25”" in page


def test_words_follow_a_corrected_time_but_not_an_edited_text(ben, noted):
    noted.revise(version=1, by=None, at=NOW, written="noon", zone="UTC")
    same = fields(version=2, time="12:00", text="Other words")
    ben.post(at(noted), same)
    noted.refresh_from_db()
    assert (noted.text, noted.written) == ("Other words", "noon")
    ben.post(at(noted), same | {"version": 3, "time": "12:05 PM"})
    noted.refresh_from_db()
    assert (noted.written, noted.happened_at.minute) == ("12:05 PM", 5)


def test_it_is_said_at_once_how_a_time_is_understood(ben, incident, noted, cast):
    incident.set_clocks({"started": noted}, by=cast.ben, at=NOW)
    day = {"date": "2026-11-12", "zone": "Europe/Amsterdam"}
    assert "<strong>Thu 12 Nov 2026, 22:05 CET, 21:05 UTC, T+9 h 05</strong>" in understood(
        ben, incident, time="10:05 PM", **day
    )
    assert "12 min after the entry at Thu 12 Nov, 13:00 CET" in understood(
        ben, incident, time="+12m", after=noted.pk, **day
    )
    assert "+5m is five minutes after the start at" in understood(ben, incident, time="", **day)
    assert 'class="bad">“later” is not a time' in understood(ben, incident, time="later", **day)
    assert 'type="radio"' in understood(ben, incident, time="22:05 IST", **day)
    asked = {"time": "22:05 IST", "answer_time_zone": "UTC+05:30", **day}
    assert "checked" in understood(ben, incident, **asked) and "17:35 CET" in understood(
        ben, incident, **asked
    )


@pytest.mark.parametrize(
    "typed", [{"zone": "Mars/Olympus", "time": "1"}, {"time": "x" * 200}, {"time": "a\0b"}]
)
def test_what_no_form_sends_is_refused(ben, incident, typed):
    assert ben.get(reverse("timeline:entry_time", args=[incident.pk]), typed).status_code == 400


def test_a_time_of_no_incident_is_understood_too(ben, client, cast):
    answer = ben.get(reverse("timeline:time"), {"of": "started_time", "started_time": "22:05", "zone": "UTC"})
    assert "22:05\u00a0UTC" in answer.content.decode()
    client.force_login(cast.gus)
    assert client.get(reverse("timeline:time")).status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_understanding_costs_the_same_with_many_entries(
    ben, incident, cast, django_assert_max_num_queries, count
):
    entries = [incident.record(text="x", by=cast.ben, at=NOW, happened_at=NOW) for _ in range(count)]
    with django_assert_max_num_queries(8):
        understood(ben, incident, time="+5m", after=entries[0].pk)
    with django_assert_max_num_queries(10):
        ben.get(at(entries[0]), headers=SCRIPT)
