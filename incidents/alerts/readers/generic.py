"""The form for everybody else: one object, a list of them, or a list under `alerts`. See docs/alerts.md."""

from __future__ import annotations

from typing import Any

from . import values
from .reading import Reading, State, Unreadable

STATES: dict[str, State] = {
    "firing": "firing",
    "triggered": "firing",
    "alerting": "firing",
    "open": "firing",
    "down": "firing",
    "acknowledged": "acknowledged",
    "acked": "acknowledged",
    "resolved": "resolved",
    "recovered": "resolved",
    "closed": "resolved",
    "ok": "resolved",
    "up": "resolved",
    "note": "note",
    "info": "note",
}


def read(payload: Any) -> list[Reading]:
    """Title and state are needed; the key is the title where none is given."""
    sent = payload.get("alerts", payload) if isinstance(payload, dict) else payload
    alerts = [sent] if isinstance(sent, dict) else values.rows(sent)
    if not alerts or (isinstance(sent, list) and len(sent) != len(alerts)):
        raise Unreadable("it holds no alert, or something that is none.")
    return [_alert(alert) for alert in alerts]


def _alert(alert: dict[str, Any]) -> Reading:
    title = values.words(alert.get("title"), values.TITLE)
    if not title:
        raise Unreadable("an alert needs a “title”.")
    word = values.words(alert.get("state")).lower()
    if word not in STATES:
        raise Unreadable("an alert needs a “state”: firing, acknowledged, resolved or note.")
    state, at = STATES[word], _at(alert)
    return Reading(
        key=values.key(alert.get("key")) or values.key(title),
        state=state,
        title=title,
        text=values.prose(alert.get("text")),
        severity=values.words(alert.get("severity")),
        service=values.words(alert.get("service")),
        at=at,
        ends_at=at if state == "resolved" else None,
        url=values.address(alert.get("url")),
        group=values.key(alert.get("group")),
        mark=values.key(alert.get("id") or alert.get("text")) if state == "note" else "",
    )


def _at(alert: dict[str, Any]) -> Any:
    """A time that is given must be one: another one in its place would be a wrong record."""
    given = alert.get("at")
    at = values.time(given)
    if given not in (None, "") and at is None:
        raise Unreadable("“at” is no time with an offset, such as 2026-11-12T09:30:00+01:00.")
    return at
