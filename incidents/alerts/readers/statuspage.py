"""Statuspage, webhook of a subscriber: an incident of the page with all its updates, or a component's state."""

from __future__ import annotations

from typing import Any

from . import values
from .reading import Reading, State, Unreadable

OVER = ("resolved", "completed", "postmortem")


def read(payload: Any) -> list[Reading]:
    """A reading for each update, the oldest first; each message brings all of them again."""
    message = values.mapping(payload, "the message")
    if isinstance(message.get("incident"), dict):
        return _incident(message["incident"])
    if isinstance(message.get("component"), dict) and isinstance(message.get("component_update"), dict):
        return [_component(message["component"], message["component_update"])]
    raise Unreadable("it is about no incident and no component.")


def _incident(incident: dict[str, Any]) -> list[Reading]:
    key = values.key(incident.get("id"))
    if not key:
        raise Unreadable("the incident has no id.")
    updates = values.rows(incident.get("incident_updates")) or [incident]
    dated = sorted(((_time(update), n, update) for n, update in enumerate(updates)), key=_oldest_first)
    return [_update(key, incident, update, n == 0) for n, (_, _, update) in enumerate(dated)]


def _time(update: dict[str, Any]) -> Any:
    return values.time(update.get("display_at")) or values.time(update.get("created_at"))


def _oldest_first(row: tuple[Any, int, Any]) -> tuple[Any, ...]:
    """Those without a time stand where they are: the page sends the newest first."""
    at, place, _ = row
    return (at is None, at.timestamp() if at else 0, -place)


def _update(key: str, incident: dict[str, Any], update: dict[str, Any], oldest: bool) -> Reading:
    status = values.words(update.get("status"))
    planned = incident.get("scheduled_for") is not None
    state: State = "firing" if oldest else "note"
    if status in OVER and not oldest:
        state = "resolved"
    if planned or status == "postmortem":
        state = "note"
    starts = values.time(incident.get("created_at"))
    return Reading(
        key=f"incident:{key}",
        state=state,
        title=values.words(incident.get("name"), values.TITLE) or f"Statuspage incident {key}",
        text=f"{status.capitalize()}: {values.prose(update.get('body'), values.TEXT - 100)}".strip(": "),
        severity=values.words(incident.get("impact")),
        service=_component_of(update, incident),
        at=starts if state == "firing" else _time(update),
        starts_at=starts,
        ends_at=values.time(incident.get("resolved_at")) if state == "resolved" else None,
        url=values.address(incident.get("shortlink")),
        mark=values.key(update.get("id") or status) if state == "note" else "",
    )


def _component_of(update: dict[str, Any], incident: dict[str, Any]) -> str:
    found = [*values.rows(update.get("affected_components")), *values.rows(incident.get("components"))]
    return values.words(found[0].get("name")) if found else ""


def _component(component: dict[str, Any], update: dict[str, Any]) -> Reading:
    key = values.key(component.get("id"))
    name = values.words(component.get("name"), values.TITLE)
    status = values.words(update.get("new_status") or component.get("status"))
    if not key or not status:
        raise Unreadable("the component has no id or no status.")
    planned = status == "under_maintenance"
    return Reading(
        key=f"component:{key}",
        state="note" if planned else "resolved" if status == "operational" else "firing",
        title=name or f"Statuspage component {key}",
        text=status.replace("_", " ").capitalize(),
        severity=status,
        service=name[: values.WORD],
        at=values.time(update.get("created_at")),
        mark=values.key(update.get("id")) if planned else "",
    )
