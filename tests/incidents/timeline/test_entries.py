"""Writing entries, with and without a script."""

import datetime as dt

import pytest

from incidents.timeline.models import TimelineEntry
from tests.cast import NOW

from .entering import SCRIPT, at, errors, fields, new


def test_an_entry_is_added(ben, incident, cast):
    answer = ben.post(
        new(incident),
        fields(evidence_label_0="Log", evidence_url_0="https://example.org/log", key_moment="on"),
    )
    entry = TimelineEntry.objects.get()
    assert answer["Location"] == f"/incidents/INC-{incident.pk}/#entry-{entry.pk}"
    assert entry.happened_at == dt.datetime(2026, 11, 12, 22, 5, tzinfo=dt.UTC)
    assert (entry.author, entry.written, entry.zone, entry.key_moment) == (cast.ben, "22:05", "UTC", True)
    assert [(e.label, e.url) for e in entry.evidence.all()] == [("Log", "https://example.org/log")]


def test_a_double_click_adds_one(ben, incident):
    first, second = ben.post(new(incident), fields()), ben.post(new(incident), fields())
    assert TimelineEntry.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_script_gets_the_record_anew(ben, incident):
    answer = ben.post(new(incident), fields(), headers=SCRIPT)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'id="record"' in text and "Restarted the gateway" in text and "<html" not in text
    assert "data-focus" in text


def test_a_script_gets_the_form_back_in_its_place(ben, incident):
    answer = ben.post(new(incident), fields(time="later"), headers=SCRIPT)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#entry-new", "outerHTML")
    assert "There is a problem" in answer.content.decode()
    assert "Restarted the gateway" in answer.content.decode()


def test_the_zone_of_the_form_counts_not_that_of_the_page(ben, incident):
    ben.get(incident.get_absolute_url() + "?zone=utc")
    ben.post(new(incident), fields(zone="Europe/Amsterdam"))
    assert TimelineEntry.objects.get().happened_at.hour == 21


def test_a_new_entry_follows_the_one_it_was_put_after(ben, incident, cast, noted):
    incident.record(text="third", by=cast.ben, at=NOW, happened_at=NOW)
    page = ben.get(f"{new(incident)}?after={noted.pk}")
    assert page.context["form"]["time"].value() is None
    assert (
        "+5m is five minutes after the entry at Thu\u00a012\u00a0Nov, 12:00\u00a0UTC" in page.content.decode()
    )
    ben.post(new(incident), fields(time="12:00", after=noted.pk))
    texts = [e.text for e in incident.entries.in_order()]
    assert texts == ["It fell over", "Restarted the gateway", "third"]


@pytest.mark.parametrize("after", ["x", "0", "999999", "9" * 30, "-1"])
def test_an_unknown_place_is_no_error(ben, incident, after):
    assert ben.get(f"{new(incident)}?after={after}").status_code == 200


def test_an_entry_is_changed(ben, incident, noted, cast):
    page = ben.get(at(noted))
    assert page.context["form"]["time"].value() == "12:00"
    ben.post(at(noted), fields(version=1, text="It fell over, then stood up"))
    noted.refresh_from_db()
    assert (noted.version, noted.text, noted.happened_at.hour) == (2, "It fell over, then stood up", 22)


def test_saving_what_was_shown_keeps_seconds_and_the_side_of_a_clock_change(ben, incident, cast):
    second = dt.datetime(2026, 10, 25, 1, 30, 42, tzinfo=dt.UTC)
    entry = incident.record(text="At night", by=cast.ben, at=NOW, happened_at=second)
    same = fields(version=1, zone="Europe/Amsterdam", time="02:30", date="2026-10-25", text="At night!")
    ben.post(at(entry), same)
    entry.refresh_from_db()
    assert (entry.text, entry.happened_at) == ("At night!", second)


def test_a_change_that_runs_a_clock_backwards_is_refused_at_the_field(ben, incident, noted, cast):
    incident.set_clocks({"started": NOW - dt.timedelta(minutes=1), "detected": noted}, by=cast.ben, at=NOW)
    answer = ben.post(at(noted), fields(version=1, time="11:00"))
    assert "cannot be detected before it started" in str(errors(answer)["time"])


def test_saving_goes_on_to_the_next_one(ben, incident):
    answer = ben.post(new(incident), fields(then="next"))
    entry = TimelineEntry.objects.get()
    assert answer["Location"] == f"{new(incident)}?after={entry.pk}"
    page = ben.post(new(incident), fields(then="next", once="b"), headers=SCRIPT).content.decode()
    assert page.count("data-entry-form") == 1 and "+5m is five minutes after the entry at" in page
    assert 'data-said="Saved: Thu\u00a012\u00a0Nov\u00a02026, 22:05\u00a0UTC."' in page


def test_the_page_opens_with_a_form_to_write_in(ben, incident, noted):
    page = ben.get(f"{incident.get_absolute_url()}?write=1").content.decode()
    assert page.count("data-entry-form") == 1 and "autofocus" in page
    assert page.index(f'id="entry-{noted.pk}"') < page.index('id="entry-new"')


def test_ties_move(ben, incident, noted, cast):
    other = incident.record(text="At the same time", by=cast.ben, at=NOW, happened_at=NOW)
    ben.post(at(other, "entry_move"), {"step": "up"})
    assert [e.text for e in incident.entries.in_order()] == ["At the same time", "It fell over"]


def test_a_mark_can_be_cleared_and_goes_when_a_time_is_given(ben, incident, cast):
    odd = incident.record(text="Later", by=None, at=NOW, source="import", mark="No time", written="later")
    ben.post(at(odd, "entry_mark"))
    odd.refresh_from_db()
    assert odd.mark == ""
    odd.revise(version=odd.version, by=cast.ben, at=NOW, mark="No time")
    ben.post(at(odd), fields(version=odd.version + 1))
    odd.refresh_from_db()
    assert (odd.mark, odd.written) == ("", "later")
    assert odd.happened_at is not None


def test_text_is_hostile(ben, incident, cast):
    incident.record(
        text="<script>alert(1)</script> **bold**",
        by=cast.ben,
        at=NOW,
        happened_at=NOW,
        evidence=[("<img src=x onerror=1>", "https://example.org")],
    )
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "<strong>bold</strong>" in page
