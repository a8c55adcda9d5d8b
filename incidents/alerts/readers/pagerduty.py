"""PagerDuty webhooks, version 3: one event about one of its incidents."""

from __future__ import annotations

from typing import Any

from . import values
from .reading import Reading, State, Unreadable

STATES: dict[str, State] = {
    "incident.triggered": "firing",
    "incident.reopened": "firing",
    "incident.acknowledged": "acknowledged",
    "incident.resolved": "resolved",
}


def read(payload: Any) -> list[Reading]:
    """One reading; what is neither a beginning nor an end is a note, such as an escalation."""
    event = values.mapping(values.within(payload, "event"), "“event”")
    data = values.mapping(event.get("data"), "“event.data”")
    kind = values.words(event.get("event_type"))
    about = data if data.get("type") == "incident" else data.get("incident") or data
    # The button "Send test event" pings without an incident.
    key = values.key(values.within(about, "id")) or ("ping" if kind == "pagey.ping" else "")
    if not kind or not key:
        raise Unreadable("it names no event, or no incident that the event is about.")
    state = STATES.get(kind, "note")
    title = values.first(*(values.words(values.within(about, n), values.TITLE) for n in ("title", "summary")))
    return [
        Reading(
            key=key,
            state=state,
            title=title or f"PagerDuty {key}",
            text=_text(kind, state, event, data),
            severity=values.first(
                values.words(values.within(about, "priority", "summary")),
                values.words(values.within(about, "urgency")),
            ),
            service=values.words(values.within(about, "service", "summary")),
            at=values.time(event.get("occurred_at")),
            starts_at=values.time(values.within(about, "created_at")),
            url=values.address(values.within(about, "html_url")),
            mark=values.key(event.get("id")) if state == "note" else "",
        )
    ]


def _text(kind: str, state: State, event: dict[str, Any], data: dict[str, Any]) -> str:
    """Who did it, where somebody did, and what a note says."""
    who = values.words(values.within(event, "agent", "summary"))
    said = values.first(*(values.prose(data.get(name)) for name in ("content", "message")))
    if state != "note":
        return f"By {who}." if who and state != "firing" else ""
    what = kind.partition(".")[2].replace("_", " ").capitalize() or kind
    return f"{what}{f' by {who}' if who else ''}{f': {said}' if said else '.'}"
