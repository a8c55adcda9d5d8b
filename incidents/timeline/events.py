"""The events of this room in words: the incident, its entries, its people, its links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .models import Incident

Data = Mapping[str, Any]


def _status(data: Data) -> str:
    status = Incident.Status(data["changed"]["status"][1]).label.lower()
    reason = data.get("reason")
    why = f", {Incident.ClosingReason(reason).label.lower()}" if reason else ""
    return f"said that it is {status}{why}"


def _many(did: str) -> Callable[[Data], str]:
    def words(data: Data) -> str:
        number = len(data.get("entries", ()))
        return f"{did} {number} {'entry' if number == 1 else 'entries'}"

    return words


EVENTS = {
    "incident.opened": "opened the incident",
    "incident.revised": "edited the details",
    "incident.clocks_set": "set the clocks",
    "incident.status_changed": _status,
    "entry.recorded": "added an entry",
    "entry.revised": "edited an entry",
    "entry.removed": "deleted an entry",
    "entry.restored": "brought an entry back",
    "entry.moved": "moved an entry among those of the same time",
    "entries.recorded": _many("added"),
    "entries.removed": _many("took away"),
    "entries.restored": _many("brought back"),
    "evidence.uploaded": "sent “{name}”, for an entry",
    "link.added": "linked it to another incident",
    "link.removed": "took a link to another incident away",
    "person.added": "added {name} as {role}",
    "person.removed": "removed {name} as {role}",
}
