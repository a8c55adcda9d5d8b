"""Prometheus Alertmanager, webhook version 4: one message with the alerts of a group."""

from __future__ import annotations

from typing import Any

from . import values
from .reading import Reading, Unreadable

SERVICES = ("service", "service_name", "app", "job")
TEXTS = ("description", "message")
LINKS = ("dashboard_url", "runbook_url")


def read(payload: Any) -> list[Reading]:
    """A reading for each alert; `endsAt` in the year 1 means that it goes on."""
    message = values.mapping(payload, "the message")
    alerts = values.rows(message.get("alerts"))
    if not alerts:
        raise Unreadable("there are no “alerts” in it.")
    return [_alert(message, alert) for alert in alerts]


def _alert(message: dict[str, Any], alert: dict[str, Any]) -> Reading:
    labels, notes = alert.get("labels"), alert.get("annotations")
    over = alert.get("status") == "resolved"
    starts, ends = values.time(alert.get("startsAt")), values.time(alert.get("endsAt"))
    links = (alert.get("generatorURL"), *(values.within(notes, name) for name in LINKS))
    return Reading(
        key=values.key(alert.get("fingerprint")) or _of_labels(labels),
        state="resolved" if over else "firing",
        title=values.first(
            values.words(values.within(notes, "summary"), values.TITLE),
            values.words(values.within(labels, "alertname"), values.TITLE),
            "An alert without a name",
        ),
        text=values.first(*(values.prose(values.within(notes, name)) for name in TEXTS)),
        severity=values.words(values.within(labels, "severity")),
        service=values.first(*(values.words(values.within(labels, name)) for name in SERVICES)),
        at=ends if over else starts,
        starts_at=starts,
        ends_at=ends if over else None,
        url=values.first(*map(values.address, links)),
        group=values.key(message.get("groupKey")),
    )


def _of_labels(labels: Any) -> str:
    """Before 0.19 there was no fingerprint; the labels are what it is made of."""
    pairs = sorted(labels.items()) if isinstance(labels, dict) else []
    return values.key(*(f"{name}={values.words(value)}" for name, value in pairs)) or "no labels"
