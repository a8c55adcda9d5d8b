"""A firing alert in each vendor's form, for the button "Send a test" and for trying out a reader. No Django."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

TITLE = "Example: checkout answers slowly"
TEXT = "95 % of requests take longer than 2 s. This is a test."
KEY = "postmortems-example"


def firing(vendor: str, at: dt.datetime) -> bytes:
    """The body that the vendor would send at that moment."""
    return json.dumps(FORMS[vendor](at.astimezone(dt.UTC).replace(microsecond=0)), indent=2).encode()


def _group(at: dt.datetime) -> dict[str, Any]:
    return {
        "version": "4",
        "groupKey": f'{{}}:{{alertname="{KEY}"}}',
        "status": "firing",
        "receiver": "postmortems",
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "ExampleSlowCheckout", "service": "checkout", "severity": "critical"},
                "annotations": {"summary": TITLE, "description": TEXT},
                "startsAt": at.isoformat(),
                "endsAt": "0001-01-01T00:00:00Z",
                "generatorURL": "https://prometheus.example/graph",
                "fingerprint": KEY,
            }
        ],
    }


def _grafana(at: dt.datetime) -> dict[str, Any]:
    message = _group(at) | {"version": "1", "title": f"[FIRING:1] {TITLE}", "state": "alerting"}
    message["alerts"][0] |= {
        "panelURL": "https://grafana.example/d/checkout?viewPanel=2",
        "values": {"A": 2.4},
    }
    message["alerts"][0]["labels"]["alertname"] = TITLE
    return message


def _pagerduty(at: dt.datetime) -> dict[str, Any]:
    return {
        "event": {
            "id": KEY,
            "event_type": "incident.triggered",
            "resource_type": "incident",
            "occurred_at": at.isoformat(),
            "data": {
                "id": KEY,
                "type": "incident",
                "title": TITLE,
                "html_url": "https://example.pagerduty.com/incidents/EXAMPLE",
                "service": {"summary": "checkout"},
                "urgency": "high",
            },
        }
    }


def _opsgenie(at: dt.datetime) -> dict[str, Any]:
    since = int(at.timestamp()) * 1000
    alert = {"alertId": KEY, "alias": KEY, "message": TITLE, "description": TEXT, "priority": "P2"}
    return {
        "action": "Create",
        "alert": alert | {"entity": "checkout", "createdAt": since, "updatedAt": since},
    }


def _datadog(at: dt.datetime) -> dict[str, Any]:
    return {
        "title": f"[Triggered] {TITLE}",
        "text": TEXT,
        "transition": "Triggered",
        "monitor": "1234",
        "scope": KEY,
        "priority": "P2",
        "type": "error",
        "date": str(int(at.timestamp()) * 1000),
        "tags": "env:prod,service:checkout",
        "url": "https://app.datadoghq.example/monitors/1234",
        "id": KEY,
    }


def _sentry(at: dt.datetime) -> dict[str, Any]:
    issue = {"id": KEY, "title": TITLE, "culprit": TEXT, "level": "error", "project": {"slug": "checkout"}}
    return {"action": "created", "data": {"issue": issue | {"firstSeen": at.isoformat()}}}


def _kuma(at: dt.datetime) -> dict[str, Any]:
    return {
        "heartbeat": {"monitorID": KEY, "status": 0, "time": f"{at:%Y-%m-%d %H:%M:%S}.000", "msg": TEXT},
        "monitor": {"id": KEY, "name": TITLE, "url": "https://shop.example/checkout"},
        "msg": f"[{TITLE}] [Down] {TEXT}",
    }


def _statuspage(at: dt.datetime) -> dict[str, Any]:
    update = {"id": KEY, "status": "investigating", "body": TEXT, "created_at": at.isoformat()}
    incident = {"id": KEY, "name": TITLE, "status": "investigating", "impact": "major", "scheduled_for": None}
    return {"incident": incident | {"created_at": at.isoformat(), "incident_updates": [update]}}


def _generic(at: dt.datetime) -> dict[str, Any]:
    return {
        "title": TITLE,
        "state": "firing",
        "key": KEY,
        "severity": "critical",
        "service": "checkout",
        "text": TEXT,
        "url": "https://monitor.example/checkout",
        "at": at.isoformat(),
    }


FORMS = {
    "alertmanager": _group,
    "grafana": _grafana,
    "pagerduty": _pagerduty,
    "opsgenie": _opsgenie,
    "datadog": _datadog,
    "sentry": _sentry,
    "kuma": _kuma,
    "statuspage": _statuspage,
    "generic": _generic,
}
