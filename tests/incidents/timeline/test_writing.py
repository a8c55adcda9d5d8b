"""What the form of an entry says before and while it is filled in, and why an entry stays where it is."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import NOW

from .entering import SCRIPT, at, fields, new, understood

HOUR = dt.timedelta(hours=1)
DAY = {"date": "2026-11-12", "zone": "UTC"}


def end(client, incident, text, **more):
    return understood(client, incident, of="end_time", end_time=text, **DAY | more)


def test_an_end_is_understood_while_it_is_typed(ben, incident):
    assert "22:05 to 22:20 UTC" in end(ben, incident, "22:20", time="22:05")
    assert "22:05 to Fri 13 Nov 00:10 UTC" in end(ben, incident, "00:10", time="22:05")
    assert "22:05 to 22:30 UTC" in end(ben, incident, "25 min", time="22:05")
    assert 'class="bad">“soon” is not a time' in end(ben, incident, "soon", time="22:05")
    for begin in ("", "later", "22:05 IST", "?"):
        said = end(ben, incident, "22:20", time=begin)
        assert "<strong>" not in said and 'class="bad"' in said


def test_an_end_at_a_clock_change_is_asked_about(ben, incident):
    night = {"date": "2026-10-25", "zone": "Europe/Amsterdam", "time": "01:50", "of": "end_time"}
    said = understood(ben, incident, end_time="02:30", **night)
    assert 'type="radio"' in said and 'name="answer_end_time_' in said


def test_about_is_said_where_it_was_chosen(ben, incident):
    assert "about 22:05 UTC" in understood(ben, incident, time="22:05", precision="about", **DAY)


@pytest.fixture
def silence(incident, cast):
    """Two entries, and hours without one in between; the first lasted a quarter of an hour."""
    first, last = (
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW + after)
        for text, after in (("It fell over", 0 * HOUR), ("It stood up", 5 * HOUR))
    )
    incident.set_clocks({"detected": first, "mitigated": last}, by=cast.ben, at=NOW)
    first.revise(version=1, by=cast.ben, at=NOW, ended_at=NOW + HOUR / 4)
    return first, last


def begun(client, entry):
    return client.get(f"{new(entry.incident)}?after={entry.pk}&silent=1&zone=utc", headers=SCRIPT)


def test_nothing_happened_is_written_with_its_span_and_closes_the_silence(ben, incident, silence):
    page = ben.get(f"{incident.get_absolute_url()}?zone=utc").content.decode()
    assert "with nothing recorded" in page and f"after={silence[0].pk}&amp;silent=1" in page
    form = begun(ben, silence[0]).context["form"]
    assert form["time"].value() == "12:15-17:00" and "kept working" in form["text"].value()
    shown = {name: form[name].value() for name in ("time", "date", "text", "after", "zone", "kind")}
    ben.post(new(incident), fields(**shown))
    assert "with nothing recorded" not in ben.get(incident.get_absolute_url()).content.decode()


def test_a_silence_over_days_names_the_day_of_its_end(ben, incident, silence, cast):
    silence[1].revise(version=1, by=cast.ben, at=NOW, happened_at=NOW + 30 * HOUR)
    form = begun(ben, silence[0]).context["form"]
    assert form["time"].value() == "12:15" and form["end_time"].value() == "13 Nov 2026 18:00"
    shown = {name: form[name].value() for name in ("time", "date", "end_time", "text", "after", "zone")}
    ben.post(new(incident), fields(**shown))
    assert incident.entries.order_by("-pk")[0].ended_at == NOW + 30 * HOUR


def test_the_end_of_the_timeline_has_no_silence_to_fill(ben, silence):
    form = begun(ben, silence[1]).context["form"]
    assert not form["time"].value() and not form["text"].value()


def test_the_second_of_two_sees_the_end_and_the_links_too(ben, incident, noted, cast):
    links = [("Graph", "https://example.org/graph")]
    noted.revise(version=1, by=cast.priya, at=NOW, ended_at=NOW + HOUR, evidence=links)
    mine = fields(version=1, time="12:00", kind="other", text="It fell over")
    mine |= {"evidence_label_0": "Log", "evidence_url_0": "https://example.org/log"}
    rows = {row["what"]: row for row in ben.post(at(noted), mine).context["differences"]}
    assert set(rows) == {"Until", "Links"}
    assert "13:00\u00a0UTC" in rows["Until"]["theirs"] and rows["Until"]["mine"] == "nothing"
    assert rows["Links"]["theirs"] == "Graph (https://example.org/graph)"
    assert rows["Links"]["mine"] == "Log (https://example.org/log)"


@pytest.mark.parametrize(
    ("ties", "step", "words"),
    [
        ([], "up", "no other has this time. To move this one, change its time."),
        (["before"], "down", "It is the last entry with this time already."),
        (["after"], "up", "It is the first entry with this time already."),
    ],
)
def test_an_entry_that_cannot_move_says_why(ben, incident, cast, ties, step, words):
    if "before" in ties:
        incident.record(text="Before", by=cast.ben, at=NOW, happened_at=NOW)
    entry = incident.record(text="It fell over", by=cast.ben, at=NOW, happened_at=NOW)
    if "after" in ties:
        incident.record(text="After", by=cast.ben, at=NOW, happened_at=NOW)
    order = list(incident.entries.in_order())
    for headers in ({}, SCRIPT):
        page = ben.post(at(entry, "entry_move"), {"step": step}, headers=headers, follow=True).text
        assert words in page
    assert list(incident.entries.in_order()) == order
    assert not incident.events.filter(verb="entry.moved").exists()


def test_the_history_says_that_evidence_stays(ben, noted, cast):
    address = reverse("timeline:entry_history", args=[noted.incident_id, noted.pk])
    assert "files stay as they are now" not in ben.get(address).text
    noted.revise(
        version=1, by=cast.ben, at=NOW, text="Other words", evidence=[("Log", "https://example.org/")]
    )
    assert "files stay as they are now" in ben.get(address).text
    first = noted.events.order_by("pgh_id").first()
    back = reverse("timeline:entry_earlier", args=[noted.incident_id, noted.pk, first.pgh_id])
    assert "Its evidence stayed as it was" in ben.post(back, follow=True).text
    noted.refresh_from_db()
    assert noted.text == "It fell over" and noted.evidence.count() == 1
