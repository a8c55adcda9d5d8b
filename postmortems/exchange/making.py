"""What a text tells, made into rows: the incident, its entries, clocks, people and actions. Inside a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from incidents.actions.models import ActionItem
from incidents.catalog.models import Service, Severity
from incidents.people.models import User
from incidents.people.zones import zone_names
from incidents.timeline.models import Incident, Involvement, InvolvementRefused, TimelineEntry
from postmortems.drafting.models import Template
from postmortems.exchange.action_kinds import action_kind
from postmortems.exchange.choosing import FROM_TEXT, told
from postmortems.exchange.parsing.proposal import Entry, Moment, Proposal

#: What the parser calls more exactly than the timeline does.
PRECISIONS = {"second": TimelineEntry.Precision.MINUTE}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided on the preview, beside the answers that the reading itself has used."""

    title: str
    severity: Severity
    services: Iterable[Service] = ()
    visibility: str = Incident.Visibility.EVERYONE
    clocks: Mapping[str, int | str | dt.datetime] = field(default_factory=dict)
    """Clock → the position of an entry in the proposal, FROM_TEXT, or an instant of its own."""
    people: Iterable[tuple[User, str]] = ()
    """People of the text who have an account, with their roles."""
    template: Template | None = None
    """By which the draft is laid out; None for the text's own sections in their order."""
    answered: frozenset[str] = frozenset()
    """Keys of the questions that the person has answered; some the reader goes on asking all the same."""


@lru_cache(maxsize=256)
def home_zone(zone: str | None) -> str:
    """The IANA name for a proposal's zone: itself, Etc/GMT±n for whole hours, else UTC."""
    if not zone:
        return "UTC"
    # It walks over every file of the zone database, and is asked for each entry.
    if zone in zone_names():
        return zone
    sign, hours, minutes = zone[3:4], zone[4:6], zone[7:9]
    if zone.startswith("UTC") and sign in "+-" and hours.isdigit() and minutes == "00":
        # The names of that family count the other way round.
        return f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}"
    return "UTC"


def incident_of(proposal: Proposal, choices: Choices, *, by: User, at: dt.datetime) -> Incident:
    incident = Incident.open(
        title=choices.title,
        severity=choices.severity,
        by=by,
        at=at,
        services=choices.services,
        visibility=choices.visibility,
        zone=home_zone(proposal.zone),
        nature=proposal.nature if proposal.nature in Incident.Nature.values else Incident.Nature.REAL,
        impact=proposal.impact.text if proposal.impact else "",
        root_cause=proposal.root_cause.text if proposal.root_cause else "",
        **figures_of(proposal),
    )
    incident.change_status(Incident.Status.RESOLVED, by=by, at=at)
    return incident


def figures_of(proposal: Proposal) -> dict[str, Any]:
    """The figures of the impact as the fields of an incident."""
    found: dict[str, Any] = {each.name: each.amount.value for each in proposal.figures}
    if not found:
        return {"currency": proposal.currency} if proposal.currency else {}
    currency = next((each.amount.currency for each in proposal.figures if each.amount.currency), "")
    return found | {
        "currency": currency or proposal.currency,
        "estimates": [each.name for each in proposal.figures if each.amount.about],
    }


def instant(moment: Moment | None, zone: str | None) -> dt.datetime | None:
    """The moment in UTC; a bare day begins at midnight in `zone`; None while something is missing."""
    if moment is None or moment.instant is not None:
        return moment.instant if moment else None
    if moment.day is not None and moment.clock is None:
        return dt.datetime.combine(moment.day, dt.time(), ZoneInfo(home_zone(zone))).astimezone(dt.UTC)
    return None


def entries_of(
    incident: Incident, told: Iterable[Entry], zone: str | None, *, by: User, at: dt.datetime
) -> list[TimelineEntry]:
    """The whole timeline in a fixed number of statements."""
    rows = [_entry(entry, zone) | {"author": by} for entry in told]
    return incident.record_many(rows, by=by, at=at) if rows else []


def _entry(entry: Entry, zone: str | None) -> dict[str, Any]:
    happened_at, ended_at = instant(entry.at, zone), instant(entry.end, zone)
    # Notes such as an assumed next day were seen and could be undone before; what stays open is marked.
    marks = []
    if happened_at is None:
        marks.append("no time could be read")
    if ended_at is not None and (happened_at is None or ended_at < happened_at):
        ended_at = None
        marks.append(f"the end could not be placed: {entry.written}")
    return {
        "text": entry.text.strip() or entry.written,
        "happened_at": happened_at,
        "ended_at": ended_at,
        "precision": PRECISIONS.get(entry.precision, entry.precision),
        "written": entry.written[:120],
        "zone": home_zone(zone),
        "kind": entry.kind,
        "source": TimelineEntry.Source.IMPORT,
        "mark": "; ".join(marks)[:200],
    }


def take_part(incident: Incident, person: User, role: str, *, by: User, at: dt.datetime) -> None:
    try:
        Involvement.take(incident, person, role, by=by, at=at)
    except InvolvementRefused:
        # The text names two commanders; a record has one.
        Involvement.take(incident, person, Involvement.Role.RESPONDER, by=by, at=at)


def clocks_of(
    proposal: Proposal, choices: Choices, entries: list[TimelineEntry]
) -> dict[str, TimelineEntry | dt.datetime | None]:
    clocks: dict[str, TimelineEntry | dt.datetime | None] = {}
    for name, choice in choices.clocks.items():
        clock = told(proposal).get(name)
        if isinstance(choice, dt.datetime):
            clocks[name] = choice
        elif choice == FROM_TEXT:
            clocks[name] = instant(clock.moment, proposal.zone) if clock else None
        elif isinstance(choice, int) and choice < len(entries) and entries[choice].happened_at:
            clocks[name] = entries[choice]
    return clocks


def action_of(incident: Incident, action: Any, position: int, *, by: User, at: dt.datetime) -> None:
    tracker = action.tracker or ""
    try:
        due_on = dt.date.fromisoformat(action.due) if action.due else None
    except ValueError:
        due_on = None
    ActionItem.propose(
        incident,
        text=action.text.strip(),
        by=by,
        at=at,
        position=position,
        kind=action.kind if action.kind in ActionItem.Kind.values else action_kind(action.text),
        due_on=due_on,
        tracker_url=tracker if tracker.startswith(("https://", "http://")) else "",
        owner_named=(action.owner or "")[:120],
        said_done=action.state == "done",
    )
