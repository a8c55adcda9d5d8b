"""The action items on the incident's page, and wherever else they stand inside a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from incidents.people.models import User
from incidents.timeline.panels import Asked, Panel, register
from incidents.timeline.wording import zone_of

from .models import ActionItem
from .wording_notes import notes


def today_of(user: User, at: dt.datetime) -> dt.date:
    """The date where the person is: what "overdue" is measured by."""
    return at.astimezone(zone_of(user.time_zone)).date()


def counts(actions: Iterable[Any], today: dt.date) -> str:
    """ "3 open, 1 overdue, 1 proposed" or "all done": the line beside the heading."""
    rows = list(actions)
    taken = [row for row in rows if row.state in ("accepted", "in_progress")]
    parts = [
        (len(taken), "open"),
        (sum(1 for row in taken if row.is_overdue(today)), "overdue"),
        (sum(1 for row in rows if row.state == "proposed"), "proposed"),
    ]
    said = ", ".join(f"{number} {word}" for number, word in parts if number)
    return said or ("nothing open" if rows else "")


def with_notes(actions: Iterable[ActionItem]) -> list[ActionItem]:
    """The items, each proposed one with what its words leave open as `wording_notes`."""
    rows = list(actions)
    for row in rows:
        undecided = row.state == "proposed" and not row.said_done
        row.wording_notes = notes(row.text, row.kind) if undecided else []  # type: ignore[attr-defined]
    return rows


def on_incident(asked: Asked) -> Panel:
    """The list under the timeline."""
    today = today_of(asked.user, asked.at)
    rows = with_notes(asked.incident.actions.select_related("owner", "superseded_by"))
    return Panel("actions/_list.html", {"actions": rows, "today": today, "counts": counts(rows, today)})


def install() -> None:
    """Called when the app is ready."""
    register("main", on_incident, order=10)
