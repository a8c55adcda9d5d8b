"""Turns a living postmortem into plain JSON, whole: what a version keeps and what a download says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from incidents.actions.models import ActionItem
from incidents.people.models import User
from incidents.timeline.models import Clock, Incident, Involvement, TimelineEntry
from postmortems.drafting.markdown import render
from postmortems.drafting.models import Postmortem
from postmortems.reviews.standing import Standing

from .report import DURATIONS, FORMAT

NUMBERS = (
    "users_affected",
    "users_share",
    "requests_failed",
    "revenue",
    "currency",
    "downtime_minutes",
)
#: What a version keeps of an image or a file, beside its public id; the bytes never change.
OF_A_FILE = ("name", "alt", "content_type", "size", "sha256", "width", "height")
PROSE = ("summary", "impact", "root_cause", "trigger", "detected_by")


def freeze(
    postmortem: Postmortem | Incident,
    *,
    version: int,
    by: User | None,
    at: dt.datetime,
    change_note: str = "",
    override_reason: str = "",
    override_blockers: Sequence[str] = (),
) -> dict[str, Any]:
    """The postmortem as it stands, as plain JSON of the form that `Report.of` reads.

    Version 0 is a draft that is only looked at, or an incident that nobody has written up yet: what its record
    says stands in place of sections. Names are kept as they are now, beside the ids.
    """
    incident, written = (
        (postmortem, None) if isinstance(postmortem, Incident) else (postmortem.incident, postmortem)
    )
    override = {"reason": override_reason, "blockers": list(override_blockers)}
    return {
        "format": FORMAT,
        "reference": incident.reference,
        "postmortem": written.reference if written else "",
        "version": version,
        "title": incident.title,
        "at": _instant(at),
        "by": _who(by),
        **_facts(incident),
        "sections": _sections(written) if written else _record(incident),
        "entries": _entries(incident),
        "actions": _actions(incident),
        "people": _people(incident),
        "authors": [_who(user) for user in written.authors()] if written else [],
        "approvals": _approvals(written) if written and version else [],
        "change_note": change_note,
        "override": override if override_reason else None,
    }


def _sections(postmortem: Postmortem) -> list[dict[str, Any]]:
    return [
        {"key": s.key, "heading": s.heading, "kind": s.kind, "text": s.text, "html": s.shown}
        for s in postmortem.parts()
    ]


#: What the record says where nobody has written anything: the field, its key and heading as a section.
OF_THE_RECORD = {
    "summary": ("summary", "Summary"),
    "impact": ("impact", "Impact"),
    "root_cause": ("root_cause", "Root cause"),
    "trigger": ("trigger", "Trigger"),
    "detected_by": ("detection", "Detection"),
}


def _record(incident: Incident) -> list[dict[str, Any]]:
    told = [
        (key, heading, "text", text)
        for field, (key, heading) in OF_THE_RECORD.items()
        if (text := getattr(incident, field))
    ]
    told += [("timeline", "Timeline", "timeline", ""), ("actions", "Action items", "actions", "")]
    return [
        {"key": key, "heading": heading, "kind": kind, "text": text, "html": render(text, prefix=key)}
        for key, heading, kind, text in told
    ]


def _instant(value: dt.datetime | None) -> str | None:
    return None if value is None else value.astimezone(dt.UTC).isoformat()


def _who(user: User | None, role: str = "") -> dict[str, Any]:
    return {"id": user.pk if user else None, "name": str(user) if user else "Postmortems", "role": role}


def _facts(incident: Incident) -> dict[str, Any]:
    severity = incident.severity
    spans = {name: getattr(incident, name) for name in DURATIONS}
    return {
        "zone": incident.zone,
        "severity": {
            "name": severity.name,
            "order": severity.order,
            "colour": severity.colour,
            "meaning": severity.meaning,
        },
        "status": incident.status,
        "nature": incident.nature,
        "closing_reason": incident.closing_reason,
        "team": incident.team.name if incident.team else "",
        "services": [service.name for service in incident.services.all()],
        "tags": [tag.name for tag in incident.tags.all()],
        "factors": [factor.text for factor in incident.factors.all()],
        **{name: getattr(incident, name) for name in PROSE},
        "numbers": {n: str(v) for n in NUMBERS if (v := getattr(incident, n)) not in (None, "")},
        "estimates": [name for name in NUMBERS if name in incident.estimates],
        "clocks": {name: _instant(value) for name, value in incident.instants.items()},
        "durations": {n: None if v is None else int(v.total_seconds()) for n, v in spans.items()},
    }


def _entries(incident: Incident) -> list[dict[str, Any]]:
    clocks: dict[int, list[str]] = {}
    for name, entry in Clock.objects.filter(incident=incident, entry__isnull=False).values_list(
        "name", "entry"
    ):
        clocks.setdefault(entry, []).append(name)
    entries = (
        TimelineEntry.objects.filter(incident=incident)
        .standing()
        .in_order()
        .select_related("author")
        .prefetch_related("evidence", "attachments")
    )
    return [_entry(entry, sorted(clocks.get(entry.pk, []), key=_clock_order)) for entry in entries]


def _clock_order(name: str) -> int:
    return Clock.Name.values.index(name)


def _entry(entry: TimelineEntry, clocks: Iterable[str]) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "happened_at": _instant(entry.happened_at),
        "ended_at": _instant(entry.ended_at),
        "precision": entry.precision,
        "written": entry.written,
        "zone": entry.zone,
        "text": entry.text,
        "html": render(entry.text, prefix=f"entry-{entry.pk}"),
        "kind": entry.kind,
        "kind_name": entry.kind_name,
        "shape": entry.shape,
        "counts_as": entry.counts_as,
        "key_moment": entry.key_moment,
        "source": entry.source,
        "author_name": entry.author_name or (str(entry.author) if entry.author else ""),
        "mark": entry.mark,
        "clocks": list(clocks),
        "evidence": [{"label": link.label, "url": link.url} for link in entry.evidence.all()],
        "attachments": [
            {"id": each.public_id, **{name: getattr(each, name) for name in OF_A_FILE}}
            for each in entry.enclosed
        ],
    }


def _actions(incident: Incident) -> list[dict[str, Any]]:
    actions = ActionItem.objects.filter(incident=incident).select_related("owner", "team")
    return [
        {
            "id": action.pk,
            "text": action.text,
            "kind": action.kind,
            "state": action.state,
            "owner": _who(action.owner) if action.owner else None,
            "owner_named": action.owner_named,
            "team": action.team.name if action.team else "",
            "due_on": action.due_on.isoformat() if action.due_on else None,
            "priority": action.priority,
            "tracker_url": action.tracker_url,
            "evidence": action.evidence,
            "declined_because": action.declined_because,
        }
        for action in actions
    ]


def _people(incident: Incident) -> list[dict[str, Any]]:
    """Those who had a part in it; somebody who may only read had none."""
    parts = incident.involvements.exclude(role=Involvement.Role.READER).select_related("user")
    return [_who(part.user, part.role) for part in parts]


def _approvals(postmortem: Postmortem) -> list[dict[str, Any]]:
    """Those that count, as the gate counts them: what stands there is read once, however many there are."""
    standing = Standing.of(postmortem, open_threads=[], requests=[])
    return [{"by": _who(a.by), "at": _instant(a.at), "note": a.note} for a in standing.fresh_approvals]
