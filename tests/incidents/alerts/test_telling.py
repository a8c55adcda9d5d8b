"""What alerts do to incidents: open, add, acknowledge, resolve; once each, and never against a person."""

import datetime as dt

import pytest

from incidents.alerts.models import Alert, AlertDelivery, AlertRefused
from incidents.audit.models import Event
from incidents.timeline.models import Incident
from tests.cast import NOW

from .conftest import FIRED, minutes

pytestmark = pytest.mark.django_db


def the_incident() -> Incident:
    return Incident.objects.get()


def texts() -> list[str]:
    return [entry.text for entry in the_incident().entries.in_order()]


def outcome() -> str:
    return AlertDelivery.objects.order_by("-pk").first().outcome


def test_a_firing_alert_opens_an_incident_at_its_own_time(send, door, cast):
    assert (
        send(door, at=minutes(0), severity="SEV-1", service="checkout", text="p95 is 4 s").status_code == 200
    )
    incident = the_incident()
    entry = incident.entries.get()
    assert (incident.title, incident.opened_by, incident.severity) == (
        "Checkout slow",
        None,
        cast.severities["sev1"],
    )
    assert list(incident.services.all()) == [cast.services["checkout"]]
    assert incident.team == cast.teams["payments"]
    assert (incident.started_at, incident.detected_at) == (FIRED, FIRED)
    assert (entry.kind, entry.source, entry.happened_at) == ("detection", "alert", FIRED)
    assert (entry.text, entry.author_name) == ("Checkout slow\n\np95 is 4 s", "Monitoring 0")
    assert outcome() == f"Opened {incident.reference}."


def test_the_same_again_changes_nothing_and_is_counted(send, door):
    for _ in range(3):
        assert send(door, at=minutes(0)).status_code == 200
    assert send(door, at=minutes(2), text="still slow").status_code == 200
    assert texts() == ["Checkout slow"]
    assert Alert.objects.get().times == 4
    assert sorted(AlertDelivery.objects.values_list("times", flat=True)) == [1, 3]


def test_a_repeat_after_the_end_does_not_open_it_again(send, door):
    send(door, at=minutes(0))
    send(door, state="resolved", at=minutes(9))
    send(door, at=minutes(0))
    assert Incident.objects.count() == 1
    assert Alert.objects.get().state == "resolved"


def test_from_firing_to_resolved_the_clocks_follow(send, door):
    send(door, at=minutes(0))
    send(door, state="acknowledged", at=minutes(4), text="By Priya.")
    send(door, state="note", at=minutes(5), text="Escalated to the second line.")
    send(door, state="resolved", at=minutes(30))
    incident = the_incident()
    assert incident.acknowledged_at == FIRED + dt.timedelta(minutes=4)
    assert incident.resolved_at == FIRED + dt.timedelta(minutes=30)
    assert incident.status == "resolved"
    assert texts() == [
        "Checkout slow",
        "Acknowledged: Checkout slow\n\nBy Priya.",
        "Escalated to the second line.",
        "Over: Checkout slow",
    ]
    assert [entry.kind for entry in incident.entries.in_order()] == [
        "detection",
        "action",
        "other",
        "recovery",
    ]
    assert outcome() == f"Added an entry to {incident.reference}. {incident.reference} is resolved."


def test_it_fires_anew_after_the_end_and_opens_another(send, door):
    send(door, at=minutes(0))
    send(door, state="resolved", at=minutes(9))
    send(door, at=minutes(20))
    assert Incident.objects.count() == 2


def test_without_times_of_its_own_a_change_of_state_is_what_counts(send, door):
    for state in ("firing", "firing", "resolved", "resolved", "firing"):
        send(door, state=state)
    assert Incident.objects.count() == 2
    assert Alert.objects.get().moments.count() == 3


def test_a_person_who_moved_it_is_not_overruled(send, door, cast):
    send(door, at=minutes(0))
    incident = the_incident()
    incident.change_status("mitigated", by=cast.ben, at=NOW)
    incident.change_status("open", by=cast.ben, at=NOW)
    send(door, state="resolved", at=minutes(30))
    incident.refresh_from_db()
    assert (incident.status, incident.resolved_at) == ("open", None)
    assert texts()[-1] == "Over: Checkout slow"
    assert "left as a person has set it" in outcome()


def test_a_source_may_only_note_the_end(send, make_source):
    _, door = make_source(when_over="note")
    send(door, at=minutes(0))
    send(door, state="resolved", at=minutes(30))
    assert (the_incident().status, texts()[-1]) == ("open", "Over: Checkout slow")


def test_a_refused_clock_never_loses_the_alert(send, door, cast):
    send(door, at=minutes(0))
    send(door, state="acknowledged", at=minutes(-30))
    assert len(texts()) == 2
    assert the_incident().acknowledged_at is None
    assert "The clock was left as it is: It cannot be acknowledged before" in outcome()


def test_a_clock_that_a_person_has_set_stays(send, door, cast):
    send(door, at=minutes(0))
    the_incident().set_clocks({"acknowledged": FIRED + dt.timedelta(minutes=2)}, by=cast.ben, at=NOW)
    send(door, state="acknowledged", at=minutes(9))
    assert the_incident().acknowledged_at == FIRED + dt.timedelta(minutes=2)


def test_one_incident_for_a_group_ends_with_its_last_alert(send, make_source):
    _, door = make_source(bundle="group")
    group = {"group": "checkout"}
    send(door, key="a", title="Slow", at=minutes(0), **group)
    send(door, key="b", title="Errors", at=minutes(1), **group)
    assert Incident.objects.count() == 1
    send(door, key="a", title="Slow", state="resolved", at=minutes(5), **group)
    assert (the_incident().status, "Other alerts of it go on." in outcome()) == ("open", True)
    send(door, key="b", title="Errors", state="resolved", at=minutes(6), **group)
    assert the_incident().status == "resolved"
    assert texts() == ["Slow", "Errors", "Over: Slow", "Over: Errors"]


def test_by_default_each_alert_of_a_group_has_an_incident(send, door):
    send(door, key="a", group="checkout")
    send(door, key="b", group="checkout")
    assert Incident.objects.count() == 2


def test_what_comes_late_does_not_undo_what_came_after(send, door):
    send(door, state="resolved", at=minutes(9))
    send(door, at=minutes(0))
    assert (Incident.objects.count(), Alert.objects.get().state) == (0, "resolved")
    send(door, at=minutes(20))
    send(door, state="resolved", at=minutes(10))
    assert the_incident().status == "open"
    assert outcome().endswith("It came late.")


def test_kept_alerts_wait_until_a_person_opens_the_incident(send, make_source, cast):
    _, door = make_source(mode="keep")
    send(door, at=minutes(0))
    send(door, state="acknowledged", at=minutes(3))
    alert = Alert.objects.get()
    assert (Incident.objects.count(), list(Alert.objects.waiting())) == (0, [alert])
    incident = alert.open_incident(by=cast.ben, at=NOW)
    assert alert.open_incident(by=cast.priya, at=NOW) == incident
    assert (incident.opened_by, incident.detected_at) == (cast.ben, FIRED)
    assert texts() == ["Checkout slow", "Acknowledged: Checkout slow"]
    send(door, state="resolved", at=minutes(30))
    # A person has opened it, so a person resolves it.
    assert (the_incident().status, texts()[-1]) == ("open", "Over: Checkout slow")


def test_only_what_goes_on_now_comes_to_an_incident_that_is_opened_late(send, make_source, cast):
    _, door = make_source(mode="keep")
    send(door, at=minutes(-600))
    send(door, state="resolved", at=minutes(-500))
    send(door, at=minutes(0))
    Alert.objects.get().open_incident(by=cast.ben, at=NOW)
    assert (texts(), the_incident().started_at) == (["Checkout slow"], FIRED)


def test_put_aside_it_waits_no_more_until_it_fires_anew(send, make_source, cast):
    _, door = make_source(mode="keep")
    send(door, at=minutes(0))
    alert = Alert.objects.get()
    alert.put_aside(by=cast.ben, at=NOW)
    assert not Alert.objects.waiting()
    send(door, state="resolved", at=minutes(5))
    send(door, at=minutes(9))
    assert list(Alert.objects.waiting()) == [alert]
    alert.open_incident(by=cast.ben, at=NOW)
    with pytest.raises(AlertRefused, match="meanwhile"):
        alert.put_aside(by=cast.priya, at=NOW)


def test_severity_words_are_mapped(send, make_source, cast):
    _, door = make_source(words={"critical": cast.severities["sev1"]})
    send(door, key="a", severity="CRITICAL")
    send(door, key="b", severity="sev-2")
    send(door, key="c", severity="whatever")
    found = [i.severity.colour for i in Incident.objects.order_by("pk")]
    assert found == ["sev1", "sev2", "sev3"]


def test_a_restricted_source_opens_incidents_for_its_people(send, make_source, cast):
    _, door = make_source(visibility="restricted", readers=[cast.priya])
    send(door)
    assert list(Incident.objects.visible_to(cast.priya)) == [the_incident()]
    assert not Incident.objects.visible_to(cast.amara)
    assert not Alert.objects.visible_to(cast.ben)


def test_every_act_is_an_event_of_nobody(send, door):
    send(door, at=minutes(0))
    send(door, state="resolved", at=minutes(5))
    verbs = Event.objects.filter(incident=the_incident()).values_list("verb", "by")
    assert ("incident.opened", None) in verbs and ("incident.status_changed", None) in verbs
