"""What a postmortem said at one moment, as hashes, and what differs since. Pure: rows in, plain data out.

A record that leans on what somebody read (an approval, a publication) stores the fingerprint. It covers the
text, the timeline with its evidence, the actions, the facts and figures at the head of the report, the
contributing factors and the services. It leaves out what changes nothing that was read: the order of sections,
the mark of an import, an action on its way to being done; and how the report is filed: tags, team, people.

A fingerprint from before a part was covered says nothing about that part, and stays fresh.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Fingerprint = dict[str, dict[str, str]]

SECTION = ("heading", "kind", "text")
ENTRY = ("happened_at", "ended_at", "precision", "text", "kind", "key_moment")
ACTION = ("text", "kind", "owner_id", "team_id", "due_on", "priority")
RECORD = (
    "title",
    "severity_id",
    "summary",
    "impact",
    "root_cause",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
)
#: What else stands at the head of a report.
HEAD = (
    "nature",
    "trigger",
    "detected_by",
    "users_affected",
    "users_share",
    "requests_failed",
    "revenue",
    "currency",
    "downtime_minutes",
    "estimates",
)
#: States of an action that nobody will work on; entering or leaving them is a change, progress is not.
DROPPED = ("declined", "superseded")


@dataclass(frozen=True)
class Change:
    """One thing that differs: `thing` stands inside a sentence, `sentence` alone, `url` is where it is."""

    about: str
    thing: str
    sentence: str
    url: str


#: What of the record has changed, by the part that says so.
SAID = {
    "facts": ("the facts of the incident", "have"),
    "factors": ("the contributing factors", "have"),
    "services": ("the list of services", "has"),
}


def of(sections: Iterable[Any], entries: Iterable[Any], actions: Iterable[Any], incident: Any) -> Fingerprint:
    """The fingerprint of these rows. The caller leaves hidden sections and removed entries out.

    The incident brings its factors and services along, as `with_surroundings` names them.
    """
    entries = list(entries)
    shown = {str(row.pk): _evidence(row) for row in entries}
    return {
        "sections": {row.key: _hash(row, SECTION) for row in sections},
        "entries": {str(row.pk): _hash(row, ENTRY) for row in entries},
        "evidence": {pk: _digest(found) for pk, found in shown.items() if found},
        "actions": {str(row.pk): _hash(row, ACTION, row.state in DROPPED) for row in actions},
        "record": {
            "facts": _hash(incident, RECORD),
            "head": _hash(incident, HEAD),
            "factors": _digest([known["text"] for known in incident.named_factors]),
            # By what is never renamed.
            "services": _digest(sorted(known["slug"] for known in incident.named_services)),
        },
    }


def compare(
    old: Fingerprint, new: Fingerprint, *, headings: Mapping[str, str], draft_url: str, incident_url: str
) -> list[Change]:
    """What is different in `new`: each section by its heading, entries and actions by their number."""
    changes = [_section(key, headings, draft_url) for key in _different(old, new, "sections")]
    if entries := _entries(old, new):
        one = len(entries) == 1 and entries[0] in new["entries"]
        url = f"{incident_url}#{f'entry-{entries[0]}' if one else 'timeline'}"
        changes.append(_many("timeline", len(entries), "timeline entry", "timeline entries", url))
    if actions := _different(old, new, "actions"):
        changes.append(_many("actions", len(actions), "action", "actions", f"{incident_url}#actions"))
    parts = {
        "facts" if part == "head" else part for part in _different(old, new, "record", *old.get("record", ()))
    }
    for thing, verb in (said for part, said in SAID.items() if part in parts):
        sentence = f"{thing[0].upper()}{thing[1:]} {verb} changed."
        changes.append(Change("incident", thing, sentence, incident_url))
    return changes


def _entries(old: Fingerprint, new: Fingerprint) -> list[str]:
    """The numbers of entries that say something else, or show something else for it."""
    shown = _different(old, new, "evidence") if "evidence" in old else []
    return list(dict.fromkeys([*_different(old, new, "entries"), *shown]))


def _evidence(entry: Any) -> list[list[str]]:
    links = [[link.label, link.url] for link in entry.linked]
    return links + [[each.public_id, each.alt] for each in entry.enclosed]


def _hash(row: Any, names: Iterable[str], *more: Any) -> str:
    return _digest([_plain(getattr(row, name)) for name in names] + [_plain(value) for value in more])


def _digest(values: list[Any]) -> str:
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=9).hexdigest()


def _plain(value: Any) -> str:
    """The value as text, the same instant in any zone as the same text, the same number in any writing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else str(value)


def _different(old: Fingerprint, new: Fingerprint, about: str, *among: str) -> list[str]:
    was, now = old.get(about, {}), new.get(about, {})
    return [key for key in among or {**was, **now} if was.get(key) != now.get(key)]


def _section(key: str, headings: Mapping[str, str], draft_url: str) -> Change:
    if key not in headings:
        return Change("sections", "a section that is gone", "A section has been taken out.", draft_url)
    thing = f"the section {headings[key]}"
    return Change("sections", thing, f"The section {headings[key]} has changed.", f"{draft_url}#{key}")


def _many(about: str, count: int, one: str, many: str, url: str) -> Change:
    thing = f"one {one}" if count == 1 else f"{count} {many}"
    verb = "has" if count == 1 else "have"
    return Change(about, thing, f"{thing[0].upper()}{thing[1:]} {verb} changed.", url)
