"""Uptime Kuma, webhook notification as JSON: a heartbeat of a monitor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from . import values
from .reading import Reading, State, Unreadable

DOWN, UP = 0, 1
STATES: dict[Any, State] = {DOWN: "firing", UP: "resolved"}


def read(payload: Any) -> list[Reading]:
    """One reading; a heartbeat's `time` is UTC without saying so. What has no heartbeat is a note."""
    message = values.mapping(payload, "the message")
    beat, monitor = message.get("heartbeat") or {}, message.get("monitor") or {}
    if not isinstance(beat, dict) or not isinstance(monitor, dict):
        raise Unreadable("“heartbeat” and “monitor” are not objects.")
    said = values.first(values.prose(beat.get("msg")), values.prose(message.get("msg")))
    key = (
        values.key(beat.get("monitorID"))
        or values.key(beat.get("monitor_id"))
        or values.key(monitor.get("id"))
    )
    if not key and not said:
        raise Unreadable("it names no monitor and says nothing.")
    status = beat.get("status")
    state = STATES.get(status, "note") if key and isinstance(status, int) else "note"
    at = values.time(beat.get("time"), zone=dt.UTC)
    name = values.words(monitor.get("name"), values.TITLE)
    return [
        Reading(
            key=key or "uptime-kuma",
            state=state,
            title=name or (f"Monitor {key}" if key else values.words(said, values.TITLE)),
            text=said,
            severity="down" if state == "firing" else "",
            service=name[: values.WORD],
            at=at,
            ends_at=at if state == "resolved" else None,
            url=_watched(monitor),
            mark=values.key(said) if state == "note" else "",
        )
    ]


def _watched(monitor: dict[str, Any]) -> str:
    """What the monitor looks at, where that is a page; Kuma sends "https://" for monitors without one."""
    return values.address(monitor.get("url"))
