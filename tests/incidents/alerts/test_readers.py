"""Each vendor's reader, on payloads of our own in the vendors' forms."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.alerts import examples
from incidents.alerts.readers import READERS, Unreadable, parse, read, values

AT = dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("vendor", sorted(READERS))
def test_our_examples_fire(vendor):
    (found,) = read(vendor, parse(examples.firing(vendor, AT)))
    assert (found.state, found.title, found.at) == ("firing", examples.TITLE, AT)
    assert examples.KEY in found.key
    assert found.service in ("checkout", "Example: checkout answers slowly", "")


def group(**changes):
    message = json.loads(examples.firing("alertmanager", AT))
    message["alerts"][0] |= changes
    return message


def test_alertmanager_says_when_it_began_and_ended():
    (found,) = read("alertmanager", group(status="resolved", endsAt="2026-11-12T10:05:00.123456789+01:00"))
    assert (found.state, found.starts_at) == ("resolved", AT)
    assert found.at == found.ends_at == dt.datetime(2026, 11, 12, 9, 5, 0, 123456, tzinfo=dt.UTC)


def test_alertmanager_of_old_has_no_fingerprint():
    message = group(fingerprint=None)
    (one,) = read("alertmanager", message)
    message["alerts"][0]["labels"]["host"] = "b"
    (other,) = read("alertmanager", message)
    assert one.key and one.key != other.key


def test_grafana_shows_its_panel_and_its_values():
    (found,) = read("grafana", json.loads(examples.firing("grafana", AT)))
    assert found.url.endswith("viewPanel=2")
    assert found.text.endswith("A = 2.4")


def pagerduty(kind, **data):
    message = json.loads(examples.firing("pagerduty", AT))
    message["event"] |= {"event_type": kind, "agent": {"summary": "Priya"}}
    message["event"]["data"] |= data
    return message


def test_pagerduty_knows_more_than_beginning_and_end():
    states = {
        kind: read("pagerduty", pagerduty(f"incident.{kind}"))[0].state
        for kind in ("triggered", "acknowledged", "resolved", "reopened", "escalated", "priority_updated")
    }
    assert list(states.values()) == ["firing", "acknowledged", "resolved", "firing", "note", "note"]
    (found,) = read("pagerduty", pagerduty("incident.acknowledged"))
    assert found.text == "By Priya."


def test_pagerduty_notes_belong_to_their_incident():
    about = {"id": "Q1", "type": "incident_reference", "summary": "Slow"}
    note = {"id": "N1", "type": "incident_note", "incident": about, "content": "Rolled back."}
    (found,) = read("pagerduty", pagerduty("incident.annotated", **note))
    assert (found.key, found.state, found.text) == ("Q1", "note", "Annotated by Priya: Rolled back.")
    assert read("pagerduty", {"event": {"id": "1", "event_type": "pagey.ping", "data": {"type": "ping"}}})


def test_opsgenie_counts_time_in_two_ways():
    message = json.loads(examples.firing("opsgenie", AT))
    message |= {"action": "Close"}
    message["alert"] |= {"updatedAt": int(AT.timestamp()) * 10**9 + 1, "priority": 3, "username": "priya"}
    (found,) = read("opsgenie", message)
    assert (found.state, found.at, found.severity, found.text) == ("resolved", AT, "P3", "By priya.")
    message |= {"action": "AddNote"}
    message["alert"]["note"] = "Looking."
    assert read("opsgenie", message)[0].text == "Add note by priya: Looking."


@pytest.mark.parametrize(
    ("said", "state"),
    [("Recovered", "resolved"), ("Re-Triggered", "firing"), ("No Data", "firing"), ("", "note")],
)
def test_datadog_says_what_happened_in_its_transition(said, state):
    message = json.loads(examples.firing("datadog", AT)) | {"transition": said}
    assert read("datadog", message)[0].state == state


def test_datadog_variables_that_nobody_filled_in_are_no_alert():
    with pytest.raises(Unreadable, match="not filled in"):
        read("datadog", {"title": "$EVENT_TITLE", "transition": "$ALERT_TRANSITION", "monitor": "$ALERT_ID"})


def test_sentry_ends_an_issue_and_its_alert_by_one_key():
    event = {"issue_id": "7", "title": "KeyError", "level": "error", "datetime": AT.isoformat()}
    (alert,) = read("sentry", {"action": "triggered", "data": {"event": event, "triggered_rule": "Many"}})
    (over,) = read("sentry", {"action": "resolved", "data": {"issue": {"id": 7, "title": "KeyError"}}})
    assert (alert.key, alert.state, alert.at) == (over.key, "firing", AT)
    assert (over.state, over.at) == ("resolved", None)


def test_sentry_metric_alerts_come_with_their_rule():
    alert = {
        "id": 5,
        "alert_rule": {"name": "Too many errors"},
        "date_started": AT.isoformat(),
        "projects": ["shop"],
    }
    data = {"metric_alert": alert, "description_text": "1000 events", "web_url": "https://sentry.example/a/5"}
    (found,) = read("sentry", {"action": "critical", "data": data})
    assert (found.title, found.severity, found.service) == ("Too many errors", "critical", "shop")


def test_uptime_kuma_writes_utc_without_saying_so():
    beat = {"monitorID": 3, "status": 1, "time": "2026-11-12 09:30:00.250", "timezoneOffset": "-04:00"}
    (found,) = read("kuma", {"heartbeat": beat, "monitor": {"name": "Shop", "url": "https://"}, "msg": "Up"})
    assert (found.state, found.key, found.url) == ("resolved", "3", "")
    assert found.at == AT.replace(microsecond=250_000)
    assert read("kuma", {"heartbeat": None, "monitor": None, "msg": "A test"})[0].state == "note"


def test_a_status_page_tells_all_its_updates_each_time():
    message = json.loads(examples.firing("statuspage", AT))
    later = {"id": "u2", "status": "identified", "body": "Found.", "created_at": "2026-11-12T09:40:00Z"}
    last = {"id": "u3", "status": "resolved", "body": "Fixed.", "created_at": "2026-11-12T09:50:00Z"}
    message["incident"]["incident_updates"] = [last, later, *message["incident"]["incident_updates"]]
    found = read("statuspage", message)
    assert [reading.state for reading in found] == ["firing", "note", "resolved"]
    assert [reading.at.minute for reading in found] == [30, 40, 50]
    message["incident"]["scheduled_for"] = "2026-11-12T09:30:00Z"
    assert {reading.state for reading in read("statuspage", message)} == {"note"}


def test_a_component_of_a_status_page_goes_down_and_up():
    message = {"component": {"id": "c", "name": "API"}, "component_update": {"new_status": "major_outage"}}
    assert read("statuspage", message)[0].state == "firing"
    message["component_update"]["new_status"] = "operational"
    assert read("statuspage", message)[0].state == "resolved"


def test_the_generic_form_takes_one_or_many():
    one = {"title": "A", "state": "down"}
    assert [len(read("generic", form)) for form in (one, [one, one], {"alerts": [one]})] == [1, 2, 1]
    with pytest.raises(Unreadable, match="“state”"):
        read("generic", {"title": "A", "state": "odd"})
    with pytest.raises(Unreadable, match="1001 alerts"):
        read("generic", [one] * 1001)


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        (1_700_000_000, "2023-11-14T22:13:20+00:00"),
        ("1700000000000", "2023-11-14T22:13:20+00:00"),
        (1_700_000_000_000_000, "2023-11-14T22:13:20+00:00"),
        (1_700_000_000_000_000_000, "2023-11-14T22:13:20+00:00"),
        ("2017-01-30T18:30:41.962+0100", "2017-01-30T17:30:41.962000+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("2026-11-12", None),
        ("2026-11-12 09:30:00", None),
        (True, None),
    ],
)
def test_times_in_every_form(given, read_as):
    found = values.time(given)
    assert (found.isoformat() if found else None) == read_as


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "https://", "http://[", "ftp://a", "https://a b", 7]
)
def test_only_web_addresses_become_links(given):
    assert values.address(given) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), vendor=st.sampled_from(sorted(READERS)))
def test_a_payload_with_anything_in_any_place_is_read_or_refused(data, vendor):
    payload = json.loads(examples.firing(vendor, AT))
    spot = payload
    for _ in range(data.draw(st.integers(0, 4))):
        if isinstance(spot, dict) and spot:
            name = data.draw(st.sampled_from(sorted(spot)))
        elif isinstance(spot, list) and spot:
            name = 0
        else:
            break
        if data.draw(st.booleans()) or not isinstance(spot[name], dict | list):
            spot[name] = data.draw(JSON)
            break
        spot = spot[name]
    try:
        found = read(vendor, payload)
    except Unreadable:
        return
    for reading in found:
        assert reading.key and reading.title and len(reading.title) <= 200 and len(reading.key) <= 200
        assert reading.at is None or reading.at.tzinfo is not None
