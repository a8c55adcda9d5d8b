"""What became of one action item, step by step: its row history, with who did it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from incidents.audit.models import Event
from incidents.people.models import Team, User
from incidents.timeline.wording import fulldate

from .models import ActionItem

#: Field → what the page calls it, in the order in which it says them.
SHOWN = {
    "text": "Words",
    "kind": "Kind",
    "state": "State",
    "owner_id": "Owner",
    "team_id": "Team",
    "due_on": "Due",
    "priority": "Priority",
    "tracker_url": "Tracker",
    "evidence": "Evidence",
    "declined_because": "Declined because",
    "superseded_by_id": "Superseded by",
}
VERBS = {
    "action.proposed": "proposed it",
    "action.revised": "changed it",
    "action.accepted": "accepted it",
    "action.in_progress": "started on it",
    "action.done": "said that it is done",
    "action.declined": "declined it",
    "action.superseded": "left it to another action",
}


@dataclass(frozen=True)
class Step:
    """One change: when, by whom (None for the product itself), in words, and field by field."""

    at: dt.datetime
    by: User | None
    words: str
    changes: list[tuple[str, str, str]]


def steps(action: ActionItem) -> list[Step]:
    """Every change of `action`, the newest first.

    The rows come from the database's own triggers, so a change that went around the application is here
    too, without a name. Each verb counts the version up and notes it, which is how the two are joined.
    """
    told = {
        event.data.get("version"): event
        for event in Event.objects.filter(subject_type="actionitem", subject_id=action.pk).select_related(
            "by"
        )
    }
    rows = list(_rows(action).order_by("pgh_id"))
    names = _names(rows)
    found, before = [], None
    for row in rows:
        event = told.pop(row.version, None)
        found.append(
            Step(
                at=event.at if event else row.pgh_created_at,
                by=event.by if event else None,
                words=_words(event, row, before),
                changes=_changes(before, row, names) if before else [],
            )
        )
        before = row
    return found[::-1]


def _rows(action: ActionItem) -> Any:
    """The row history, a model that pghistory makes."""
    return action.events  # type: ignore[attr-defined]


def _words(event: Event | None, row: Any, before: Any) -> str:
    if event is None:
        return "changed outside the application" if before else "was stored"
    if (
        before
        and before.state in ("done", "declined", "superseded")
        and row.state in ("proposed", "accepted")
    ):
        return "opened it again"
    return VERBS.get(event.verb, "changed it")


def _changes(before: Any, row: Any, names: dict[str, dict[Any, str]]) -> list[tuple[str, str, str]]:
    return [
        (label, _said(before, field, names), _said(row, field, names))
        for field, label in SHOWN.items()
        if getattr(before, field) != getattr(row, field)
    ]


def _said(row: Any, field: str, names: dict[str, dict[Any, str]]) -> str:
    value = getattr(row, field)
    if value in (None, ""):
        return "nothing"
    if field in names:
        return names[field].get(value, f"number {value}")
    return fulldate(value) if isinstance(value, dt.date) else str(value)


def _names(rows: list[Any]) -> dict[str, dict[Any, str]]:
    def of(field: str, nouns: Any) -> dict[Any, str]:
        keys = {getattr(row, field) for row in rows} - {None}
        return {noun.pk: str(noun) for noun in nouns.filter(pk__in=keys)} if keys else {}

    return {
        "owner_id": of("owner_id", User.objects.all()),
        "team_id": of("team_id", Team.objects.all()),
        "superseded_by_id": of("superseded_by_id", ActionItem.objects.all()),
        "kind": dict(ActionItem.Kind.choices),
        "state": dict(ActionItem.State.choices),
        "priority": dict(ActionItem.Priority.choices),
    }


def since(action: ActionItem, version: int) -> list[tuple[str, str, str]]:
    """What is different now from `version`: label, what it was, what it is. All of it, if that is unknown."""
    rows = {row.version: row for row in _rows(action).filter(version__in=[version, action.version])}
    before, now = rows.get(version), rows.get(action.version)
    return _changes(before, now, _names([before, now])) if before and now else []
