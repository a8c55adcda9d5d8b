"""Writing entries: with and without a script, by two people at once, and undone."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.timeline.models import TimelineEntry
from incidents.timeline.typed import Around
from tests.cast import NOW

SCRIPT = {"HX-Request": "true"}


def fields(**changes):
    plain = {
        "zone": "UTC",
        "time": "22:05",
        "date": "2026-11-12",
        "precision": "minute",
        "kind": "action",
        "text": "Restarted the gateway",
        "once": "key-of-this-form",
    }
    return plain | changes


def new(incident):
    return reverse("timeline:entry_new", args=[incident.pk])


def at(entry, name="entry"):
    return reverse(f"timeline:{name}", args=[entry.incident_id, entry.pk])


def errors(answer):
    return answer.context["form"].errors


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


def test_a_script_gets_the_form_back_in_its_place(ben, incident):
    answer = ben.post(new(incident), fields(time="later"), headers=SCRIPT)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#entry-new", "outerHTML")
    assert "There is a problem" in answer.content.decode()
    assert "Restarted the gateway" in answer.content.decode()


def test_the_zone_of_the_form_counts_not_that_of_the_page(ben, incident):
    ben.get(incident.get_absolute_url() + "?zone=utc")
    ben.post(new(incident), fields(zone="Europe/Amsterdam"))
    assert TimelineEntry.objects.get().happened_at.hour == 21


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


def test_the_second_of_two_sees_both_versions_and_loses_nothing(ben, incident, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="what Priya wrote")
    answer = ben.post(at(noted), fields(version=1, text="what Ben wrote"))
    page = answer.content.decode()
    assert "what Priya wrote" in page and "what Ben wrote" in page
    assert "Priya Raman changed this entry at 12:00\u00a0UTC" in page
    assert [row["what"] for row in answer.context["differences"]] == ["Time", "Kind", "What happened"]
    noted.refresh_from_db()
    assert noted.text == "what Priya wrote"
    ben.post(at(noted), fields(version=answer.context["form"]["version"].value(), text="what Ben wrote"))
    noted.refresh_from_db()
    assert noted.text == "what Ben wrote"


def test_a_change_that_runs_a_clock_backwards_is_refused_at_the_field(ben, incident, noted, cast):
    incident.set_clocks({"started": NOW - dt.timedelta(minutes=1), "detected": noted}, by=cast.ben, at=NOW)
    answer = ben.post(at(noted), fields(version=1, time="11:00"))
    assert "cannot be detected before it started" in str(errors(answer)["time"])


def test_deleting_can_be_undone(ben, incident, noted):
    answer = ben.post(at(noted, "entry_remove"), follow=True)
    page = answer.content.decode()
    assert "It fell over" not in page
    assert "Entry at 12:00\u00a0UTC deleted" in page
    assert f'action="{at(noted, "entry_restore")}"' in page
    page = ben.post(at(noted, "entry_restore"), follow=True).content.decode()
    assert "It fell over" in page


def test_deleting_with_a_script_brings_the_undo_along(ben, incident, noted):
    page = ben.post(at(noted, "entry_remove"), headers=SCRIPT).content.decode()
    assert 'hx-swap-oob="beforeend"' in page and "Undo" in page and "csrfmiddlewaretoken" in page


def test_an_entry_that_somebody_deleted_comes_back_with_the_text_that_was_typed(ben, noted, cast):
    noted.remove(by=cast.priya, at=NOW)
    assert "Priya Raman deleted this entry" in ben.get(at(noted)).content.decode()
    answer = ben.post(at(noted), fields(version=1, text="What Ben knew"))
    page = answer.content.decode()
    assert "Priya Raman deleted this entry" in page and "What Ben knew" in page
    noted.refresh_from_db()
    assert noted.removed_at is not None and noted.text == "It fell over"
    ben.post(at(noted), fields(version=1, text="What Ben knew", back="1"))
    noted.refresh_from_db()
    assert noted.removed_at is None and noted.text == "What Ben knew"


def test_both_texts_can_be_put_into_the_form(ben, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="Priya's words")
    answer = ben.post(at(noted), fields(version=1, text="Ben's words", then="merge"))
    assert answer.context["form"]["text"].value() == "Priya's words\n\nBen's words"
    noted.refresh_from_db()
    assert noted.text == "Priya's words"


def test_what_somebody_has_just_changed_is_not_deleted_unseen(ben, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="Priya's words")
    page = ben.post(at(noted, "entry_remove"), {"version": "1"}, follow=True).content.decode()
    assert "Priya Raman changed this entry at 12:00\u00a0UTC. It was not deleted" in page
    noted.refresh_from_db()
    assert noted.removed_at is None
    ben.post(f"{at(noted, 'entry_remove')}?version=2")
    noted.refresh_from_db()
    assert noted.removed_at is not None


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


def understood(client, incident, **typed):
    answer = client.get(reverse("timeline:entry_time", args=[incident.pk]), typed, headers=SCRIPT)
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


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


def test_undo_is_refused_where_a_clock_would_run_backwards(ben, incident, noted, cast):
    incident.set_clocks({"detected": noted}, by=cast.ben, at=NOW)
    noted.remove(by=cast.ben, at=NOW)
    incident.set_clocks({"started": NOW + dt.timedelta(minutes=1)}, by=cast.ben, at=NOW)
    page = ben.post(at(noted, "entry_restore"), follow=True).content.decode()
    assert "cannot come back as it was" in page


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
