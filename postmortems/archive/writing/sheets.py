"""The timeline and the actions of a report as CSV, for a spreadsheet. Formulas are guarded."""

from __future__ import annotations

import datetime as dt

from incidents.timeline.sheet import sheet
from postmortems.archive.report import Report

from . import words

#: Every row says of which version it is: a sheet has no place for a heading.
OF = ("reference", "version", "made_at", "zone")
ENTRY = (
    *("from", "until", "utc", "precision", "written", "kind", "key_moment", "clocks"),
    *("text", "links", "files", "author", "source"),
)
ACTION = (
    *("text", "kind", "state", "owner", "team", "due_on", "priority"),
    *("tracker", "evidence", "declined_because"),
)


def timeline(report: Report) -> str:
    """One row an entry: its times in the report's zone, and its beginning in UTC."""
    rows = [
        (
            *_of(report),
            _iso(report, entry.happened_at),
            _iso(report, entry.ended_at),
            f"{entry.happened_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" if entry.happened_at else "",
            entry.precision,
            entry.written,
            entry.kind_name,
            "yes" if entry.key_moment else "",
            ", ".join(entry.clocks),
            entry.text,
            " ".join(link.url for link in entry.evidence),
            ", ".join(each.name for each in entry.enclosed),
            entry.author_name,
            entry.source,
        )
        for entry in report.entries
    ]
    return sheet((*OF, *ENTRY), rows)


def actions(report: Report) -> str:
    """One row an action item, as it stood when the version was made."""
    rows = [
        (
            *_of(report),
            action.text,
            action.kind,
            action.state.replace("_", " "),
            words.owner_of(action),
            action.team,
            action.due_on.isoformat() if action.due_on else "",
            action.priority,
            action.tracker_url,
            action.evidence,
            action.declined_because,
        )
        for action in report.actions
    ]
    return sheet((*OF, *ACTION), rows)


def _of(report: Report) -> tuple[str | int, ...]:
    version = "draft" if report.is_draft else report.version
    return report.reference, version, _iso(report, report.at), report.zone


def _iso(report: Report, at: dt.datetime | None) -> str:
    return at.astimezone(report.tzinfo).isoformat() if at else ""
