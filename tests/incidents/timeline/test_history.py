"""Who changed what, from what to what."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.timeline import history
from incidents.timeline.models import Incident, Involvement, TimelineEntry
from tests.cast import NOW


def words(step):
    changes = [f"{c.what}: {c.old} → {c.new}" for c in step.changes]
    return (str(step.by), step.sentence, changes)


def test_an_entry_tells_who_changed_what(ben, incident, noted, cast):
    """Through a page, so that the database's own history knows the person from the request."""
    form = {
        "version": 1,
        "zone": "UTC",
        "time": "12:01",
        "date": "2026-11-12",
        "precision": "about",
        "kind": "action",
        "text": "It fell over",
        "evidence_label_0": "Log",
        "evidence_url_0": "https://example.org/log",
    }
    ben.post(reverse("timeline:entry", args=[incident.pk, noted.pk]), form)
    noted.refresh_from_db()
    noted.remove(by=cast.priya, at=NOW)
    steps = [words(step) for step in history.of_entry(noted, "Europe/Amsterdam")]
    assert steps[0] == ("Priya Raman", "deleted it", [])
    assert steps[1] == (
        "Ben Okafor",
        "changed it",
        [
            "Time: 13:00\u00a0Amsterdam, Thu\u00a012\u00a0Nov\u00a02026"
            " → 13:01\u00a0Amsterdam, Thu\u00a012\u00a0Nov\u00a02026",
            "Precision: To the minute → About",
            "Time as written: nothing → 12:01",
            "Kind: Other → Action",
            "Evidence: nothing → Log (https://example.org/log)",
        ],
    )
    assert steps[2] == ("Ben Okafor", "wrote it down", [])


def test_raw_sql_is_in_the_history_too(noted):
    TimelineEntry.objects.filter(pk=noted.pk).update(text="Changed behind everybody's back")
    step = history.of_entry(noted, "UTC")[0]
    assert words(step) == (
        "None",
        "changed it",
        ["What happened: It fell over → Changed behind everybody's back"],
    )


def test_an_incident_tells_what_was_done(incident, noted, cast):
    later = NOW + dt.timedelta(minutes=1)
    incident.set_clocks({"started": noted}, by=cast.ben, at=later)
    incident.revise(version=1, by=cast.ben, at=later, title="Cards refused", factors=["Two systems"])
    part = Involvement.take(incident, cast.priya, "scribe", by=cast.ben, at=later)
    part.end(by=cast.ben, at=later)
    incident.change_status("closed", reason="drill", by=cast.amara, at=later)
    steps = [words(step) for step in history.of_incident(incident, "UTC", seen=Incident.objects.all())]
    assert steps == [
        ("Amara Diallo", "said that it is closed, drill", []),
        ("Ben Okafor", "removed Priya Raman as scribe", []),
        ("Ben Okafor", "added Priya Raman as scribe", []),
        (
            "Ben Okafor",
            "edited the details",
            ["Title: Card payments refused → Cards refused", "Contributing factors: nothing → Two systems"],
        ),
        ("Ben Okafor", "set the clocks: started Thu\u00a012\u00a0Nov 12:00 (UTC)", []),
        ("Ben Okafor", "added “It fell over”", []),
        ("Ben Okafor", "opened the incident", []),
    ]


def test_what_other_rooms_did_is_told_in_their_words(incident, cast):
    action = ActionItem.propose(incident, text="Watch the pool", by=cast.ben, at=NOW)
    step = history.of_incident(incident, "UTC", seen=Incident.objects.all())[0]
    assert (step.sentence, step.url) == (
        "proposed an action: “Watch the pool”",
        action.get_absolute_url(),
    )


def test_an_event_of_a_room_that_is_gone_is_told_by_its_own_words(incident, cast):
    Event.record("budget.went_over", incident, by=cast.ben, at=NOW, incident=incident)
    assert (
        history.of_incident(incident, "UTC", seen=Incident.objects.all())[0].sentence == "went over: budget"
    )


def test_twenty_actions_cost_what_ten_do(ben, incident, cast, django_assert_num_queries):
    address = reverse("timeline:history", args=[incident.pk])

    def propose(number):
        for n in range(number):
            ActionItem.propose(incident, text=f"Watch {n}", by=cast.ben, at=NOW)

    propose(10)
    with CaptureQueriesContext(connection) as ten:
        ben.get(address)
    propose(10)
    with django_assert_num_queries(len(ten)):
        assert "Watch 9" in ben.get(address).text


def test_the_pages_show_it(ben, incident, noted):
    page = ben.get(reverse("timeline:history", args=[incident.pk])).content.decode()
    assert "added “It fell over”" in page
    page = ben.get(reverse("timeline:entry_history", args=[incident.pk, noted.pk])).content.decode()
    assert "wrote it down" in page


def test_an_entry_tells_when_a_clock_was_pointed_at_it(incident, noted, cast):
    incident.set_clocks({"started": noted}, by=cast.ben, at=NOW)
    incident.set_clocks({"started": None}, by=cast.priya, at=NOW + dt.timedelta(minutes=1))
    told = [words(step)[:2] for step in history.of_entry(noted, "UTC")]
    assert ("Ben Okafor", "said that this is when it was started") in told
    assert ("Priya Raman", "took the clock “started” off it") in told


def test_an_earlier_state_comes_back_as_a_new_change(ben, incident, noted, cast):
    first = noted.events.get().pgh_id
    noted.revise(version=1, by=cast.priya, at=NOW, text="Other words", kind="action", key_moment=True)
    page = ben.get(reverse("timeline:entry_history", args=[incident.pk, noted.pk])).content.decode()
    back = reverse("timeline:entry_earlier", args=[incident.pk, noted.pk, first])
    assert f'action="{back}"' in page and "<del>It fell over</del>" in page
    ben.post(back)
    noted.refresh_from_db()
    assert (noted.text, noted.kind, noted.key_moment, noted.version) == ("It fell over", "other", False, 3)
    assert ben.post(reverse("timeline:entry_earlier", args=[incident.pk, noted.pk, 10**9])).status_code == 404


def test_a_deleted_entry_comes_back_in_an_earlier_state(ben, incident, noted, cast):
    first = noted.events.get().pgh_id
    noted.revise(version=1, by=cast.priya, at=NOW, text="Other words")
    noted.remove(by=cast.priya, at=NOW)
    ben.post(reverse("timeline:entry_earlier", args=[incident.pk, noted.pk, first]))
    noted.refresh_from_db()
    assert (noted.removed_at, noted.text) == (None, "It fell over")
