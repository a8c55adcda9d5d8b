"""A frozen report with something of everything, made without a database."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

from incidents.timeline.shapes import KIND_NAMES
from postmortems.archive.report import Report
from postmortems.drafting.markdown import render

STARTED = dt.datetime(2026, 11, 12, 22, 12, tzinfo=dt.UTC)
#: A picture of one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
WHY = """Two systems, **one check**: see [the runbook](https://runbooks.example/pay).

### Impact on the renewal

- 10:05 is a time in a list, not an entry
- `code` in a list

| gate | state |
|---|---|
| north | open \\| shut |

```
23:31:02 ERROR x509: certificate has expired
```

Wraps with two spaces  
at the line's end, then &amp; and <b>bold</b>. عربي 🙂
"""


def who(name: str, role: str = "", id: int = 1) -> dict[str, Any]:
    return {"id": id, "name": name, "role": role}


def an_entry(number: int, text: str, minutes: float | None, **said: Any) -> dict[str, Any]:
    at = None if minutes is None else (STARTED + dt.timedelta(minutes=minutes)).isoformat()
    kind = said.get("kind", "other")
    return {
        "id": number,
        "happened_at": at,
        "ended_at": None,
        "precision": "unknown" if at is None else "minute",
        "written": "",
        "zone": "Europe/Amsterdam",
        "text": text,
        "html": render(text, prefix=f"entry-{number}"),
        "kind": kind,
        "kind_name": KIND_NAMES.get(kind, kind),
        "shape": kind,
        "counts_as": kind,
        "key_moment": False,
        "source": "person",
        "author_name": "Priya Raman",
        "mark": "",
        "clocks": [],
        "evidence": [],
        "attachments": [],
        **said,
    }


def an_action(number: int, text: str, **said: Any) -> dict[str, Any]:
    return {
        "id": number,
        "text": text,
        "kind": "prevent",
        "state": "proposed",
        "owner": None,
        "owner_named": "",
        "team": "",
        "due_on": None,
        "priority": 2,
        "tracker_url": "",
        "evidence": "",
        "declined_because": "",
        **said,
    }


def a_section(key: str, heading: str, text: str = "", kind: str = "text") -> dict[str, Any]:
    return {"key": key, "heading": heading, "kind": kind, "text": text, "html": render(text, prefix=key)}


IMAGE = {
    "id": "abcdefghijklmnopqrstuv",
    "name": "graph.png",
    "alt": "The pool is full",
    "content_type": "image/png",
    "size": len(PIXEL),
    "sha256": "0" * 64,
    "width": 1,
    "height": 1,
}


def frozen(**said: Any) -> dict[str, Any]:
    """What a publication keeps; `said` replaces any of it."""
    at = {
        name: (STARTED + dt.timedelta(minutes=minutes)).isoformat()
        for name, minutes in (("started", 0), ("detected", 19), ("mitigated", 89), ("resolved", 132))
    }
    return {
        "format": 1,
        "reference": "INC-142",
        "postmortem": "PM-7",
        "version": 2,
        "title": "Card payments refused after the gateway’s client certificate expired",
        "at": "2026-11-23T18:25:00+00:00",
        "by": who("Ben Carter"),
        "zone": "Europe/Amsterdam",
        "severity": {"name": "SEV-1", "order": 1, "colour": "sev1", "meaning": "Customers cannot pay."},
        "status": "resolved",
        "closing_reason": "",
        "team": "Payments",
        "services": ["checkout", "payments"],
        "tags": ["certificates"],
        "factors": ["The check looks at the vault, not at the pods."],
        "summary": "Nobody could pay by card.",
        "impact": "Checkout was down for everybody.",
        "root_cause": "A certificate had expired.",
        "trigger": "",
        "detected_by": "an alert told us",
        "numbers": {"users_affected": "11840", "users_share": "38.00", "revenue": "214000.00", "currency": "EUR"},
        "clocks": {**dict.fromkeys(("started", "detected", "acknowledged", "mitigated", "resolved")), **at},
        "durations": {"time_to_detect": 1140, "time_to_acknowledge": None, "time_to_mitigate": 5340, "time_to_resolve": 7920},
        "sections": [
            a_section("summary", "Summary", "For an hour and a half nobody could pay by **card**."),
            a_section("why", "Why it could happen", WHY),
            a_section("timeline", "Timeline", "Half an hour without entries is not idleness.", "timeline"),
            a_section("actions", "Action items", "", "actions"),
        ],
        "entries": [
            an_entry(1, "The certificate `pay-gw` passes its end date.", 0, clocks=["started"], key_moment=True),
            an_entry(2, "Open connections recycle.\n\n- 61 % succeed", 6, precision="about"),
            an_entry(3, "Alert: below 90 %.", 19, kind="detection", clocks=["detected"], key_moment=True,
                     ended_at=(STARTED + dt.timedelta(minutes=24)).isoformat(),
                     evidence=[{"label": "The graph", "url": "https://graphs.example/1"}], attachments=[IMAGE]),
            an_entry(4, "Checkout rolled back. No change.", 47, kind="dead_end"),
            an_entry(5, "Routing at 100 %.", 89, kind="mitigation", clocks=["mitigated"], key_moment=True),
            an_entry(6, "Traffic is back.", 132, kind="recovery", clocks=["resolved"], key_moment=True),
            an_entry(7, "Somebody had seen it before.", None, written="some evening"),
        ],
        "actions": [
            an_action(1, "Inventory every secret that was copied by hand", kind="investigate", state="in_progress",
                      owner=who("Amara Diallo"), due_on="2026-11-20", tracker_url="https://t.example/issues/1"),
            an_action(2, "Alert 30 days before a certificate ends", kind="detect", state="done", owner_named="Jonas", evidence="It fired once."),
            an_action(3, "=HYPERLINK(\"http://x\")"),
        ],
        "people": [who("Ines Costa", "commander")],
        "authors": [who("Amara Diallo"), who("Priya Raman", id=2)],
        "approvals": [{"by": who("Kenji Mori"), "at": "2026-11-23T18:00:00+00:00", "note": ""}],
        "change_note": "Corrects the number of orders.",
        "override": None,
        **said,
    }  # fmt: skip


def a_report(**said: Any) -> Report:
    return Report.of(frozen(**said))
