"""Datadog webhooks. Datadog has no form of its own: the payload is the one that our page tells to paste."""

from __future__ import annotations

import re
from typing import Any

from . import values
from .reading import Reading, State, Unreadable

#: A variable that nobody has filled in, and the bracket that Datadog puts before a monitor's name.
UNFILLED = re.compile(r"^\$[A-Z_]+(\[.*\])?$")
BRACKET = re.compile(
    r"^\[(?:Triggered|Re-Triggered|Recovered|Warn|Re-Warn|No Data|Re-No Data|Renotify)\b[^\]]*\]\s*"
)
STATES: dict[str, State] = {
    "triggered": "firing",
    "re-triggered": "firing",
    "warn": "firing",
    "re-warn": "firing",
    "no data": "firing",
    "re-no data": "firing",
    "renotify": "firing",
    "recovered": "resolved",
}


def read(payload: Any) -> list[Reading]:
    """One reading, by the names of our own payload; a few other names that are in use are known too."""
    message = values.mapping(payload, "the message")
    title = BRACKET.sub("", values.words(_said(message, "title"), values.TITLE))
    monitor = values.key(_said(message, "monitor", "monitor_id"), _said(message, "scope", "scopes"))
    key = monitor or values.key(_said(message, "cycle"))
    if not title or not key:
        raise Unreadable("the variables of the payload were not filled in: there is no title or no monitor.")
    transition = values.words(_said(message, "transition", "alert_transition"))
    state = STATES.get(transition.lower(), "note")
    at = values.time(_said(message, "date"))
    return [
        Reading(
            key=key,
            state=state,
            title=title,
            text=values.prose(_said(message, "text", "body")),
            severity=values.words(
                _said(message, "priority", "severity") or _said(message, "type", "alert_type")
            ),
            service=values.words(_said(message, "service")) or _tag(_said(message, "tags"), "service"),
            at=at,
            ends_at=at if state == "resolved" else None,
            url=values.address(_said(message, "url")),
            mark=values.key(_said(message, "id")) if state == "note" else "",
        )
    ]


def _said(message: dict[str, Any], *names: str) -> str:
    """The first of these that was filled in."""
    for name in names:
        said = values.prose(message.get(name))
        if said and said != "null" and not UNFILLED.match(said):
            return said
    return ""


def _tag(tags: str, name: str) -> str:
    """The value of "name:value" in a list with commas."""
    pairs = (tag.strip().partition(":") for tag in tags.split(","))
    return next((values.words(value) for found, _, value in pairs if found == name), "")
