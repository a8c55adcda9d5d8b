"""The readers of alerts on real payloads, which live beside the repository and are never part of it."""

import json
import os

import pytest

from incidents.alerts.readers import NotJson, Unreadable, parse, read

from .test_corpus import CORPUS

PAYLOADS = CORPUS / "payloads"
pytestmark = pytest.mark.skipif(
    not PAYLOADS.is_dir() and not os.environ.get("CI"), reason=f"the payloads are not at {PAYLOADS}"
)

#: File, vendor, and of each reading: its key, its state and its time in UTC.
REAL = [
    (
        "alertmanager_v4_firing",
        "alertmanager",
        [
            ("a1bc48475b20e73d", "firing", "2020-02-06T00:17:58.432911"),
            ("c2ea85182f28cbd9", "firing", "2020-02-06T00:17:58.432911"),
        ],
    ),
    ("grafana_alerting_v11_firing", "grafana", [("e6349a25f5ef0e9e", "firing", "2024-03-01T02:09:00")]),
    ("pagerduty_v3_incident_triggered", "pagerduty", [("PFQZPSY", "firing", "2021-06-04T13:35:29.781000")]),
    (
        "pagerduty_v3_incident_acknowledged",
        "pagerduty",
        [("PQ1K5C8", "acknowledged", "2021-06-04T13:55:30.394000")],
    ),
    ("pagerduty_v3_incident_resolved", "pagerduty", [("PCPZE64", "resolved", "2021-06-04T13:16:53.816000")]),
    ("opsgenie_create", "opsgenie", [("alert-alias", "firing", "2017-08-14T11:25:56.288000")]),
    ("opsgenie_close", "opsgenie", [("aliastest", "resolved", "2015-01-05T10:06:14.669001")]),
    ("sentry_issue_resolved", "sentry", [("issue:1638821441", "resolved", None)]),
    (
        "statuspage_incident_update_resolved",
        "statuspage",
        [
            ("incident:z3lct0r596n4", "firing", "2017-12-26T07:32:00.507000"),
            ("incident:z3lct0r596n4", "resolved", "2017-12-26T07:37:20.785000"),
        ],
    ),
    ("uptimekuma_heartbeat_down_issue3750", "kuma", [("10", "firing", "2023-09-16T10:41:24.905000")]),
]


@pytest.mark.parametrize(("name", "vendor", "wanted"), REAL, ids=[row[0] for row in REAL])
def test_a_real_payload_is_read(name, vendor, wanted):
    found = read(vendor, parse((PAYLOADS / f"{name}.json").read_bytes()))
    said = [(r.key, r.state, r.at and r.at.replace(tzinfo=None).isoformat()) for r in found]
    assert said == wanted
    assert all(reading.title for reading in found)


def test_a_template_whose_variables_nobody_filled_in_is_refused():
    with pytest.raises(Unreadable, match="not filled in"):
        read("datadog", parse((PAYLOADS / "datadog_webhook_template_keep.json").read_bytes()))


def test_the_same_template_filled_in_is_read():
    template = json.loads((PAYLOADS / "datadog_webhook_template_keep.json").read_text())
    filled = {
        "title": "[Triggered] Slow",
        "alert_transition": "Triggered",
        "monitor_id": "7",
        "date": "1700000000000",
    }
    (found,) = read("datadog", template | filled)
    assert (found.title, found.state, found.key) == ("Slow", "firing", "7")


def test_what_is_no_json_and_what_is_of_another_form_is_refused():
    with pytest.raises(NotJson):
        parse((PAYLOADS / "uptimekuma_heartbeat_down_issue1207.txt").read_bytes())
    with pytest.raises(Unreadable):
        read("generic", parse((PAYLOADS / "uptimerobot_monitor_down.json").read_bytes()))
