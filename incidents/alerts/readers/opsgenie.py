"""Opsgenie webhooks: an action on an alert."""

from __future__ import annotations

import re
from typing import Any

from . import values
from .reading import Reading, State, Unreadable

STATES: dict[str, State] = {"create": "firing", "acknowledge": "acknowledged", "close": "resolved"}


def read(payload: Any) -> list[Reading]:
    """One reading. The alias is what Opsgenie itself tells repeats by; times come in milli- and nanoseconds."""
    message = values.mapping(payload, "the message")
    alert = values.mapping(message.get("alert"), "“alert”")
    action = values.words(message.get("action"))
    key = values.key(alert.get("alias")) or values.key(alert.get("alertId"))
    if not action or not key:
        raise Unreadable("it names no “action”, or no alert that it is about.")
    state = STATES.get(action.lower(), "note")
    created, updated = values.time(alert.get("createdAt")), values.time(alert.get("updatedAt"))
    title = values.words(alert.get("message"), values.TITLE)
    return [
        Reading(
            key=key,
            state=state,
            title=title or f"Opsgenie alert {key}",
            text=_text(action, state, alert),
            severity=_priority(alert.get("priority")),
            service=values.words(alert.get("entity")),
            at=created if state == "firing" else updated or created,
            starts_at=created,
            ends_at=updated if state == "resolved" else None,
            url=values.address(values.within(alert, "details", "url")),
            mark=values.key(action, alert.get("updatedAt")) if state == "note" else "",
        )
    ]


def _priority(value: Any) -> str:
    """ "P3", which older webhooks send as a bare 3."""
    said = values.words(value)
    return f"P{said}" if re.fullmatch(r"[1-5]", said) else said


def _text(action: str, state: State, alert: dict[str, Any]) -> str:
    who = values.words(alert.get("username"))
    said = values.prose(alert.get("description")) if state == "firing" else values.prose(alert.get("note"))
    if state == "firing":
        return said
    by = f" by {who}" if who else ""
    if state == "note":
        what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", action).capitalize()
        return f"{what}{by}{f': {said}' if said else '.'}"
    return f"{f'By {who}.' if who else ''}{f' {said}' if said else ''}".strip()
