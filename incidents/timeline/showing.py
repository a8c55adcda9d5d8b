"""The timeline of an incident, or of a frozen version, ready for `timeline/_timeline.html`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from .models import Incident, TimelineEntry
from .notes import Instants
from .rows import CLOCKS, Timeline, build
from .typed import Around


def entries_of(incident: Incident) -> list[TimelineEntry]:
    """What stands on the incident's timeline, in order, with authors, clocks and evidence: one query."""
    standing = incident.entries.standing().in_order().with_clocks().with_evidence()
    return list(standing.select_related("author"))


def pointed(entries: Iterable[TimelineEntry]) -> dict[int, list[str]]:
    """Which clocks point at which entry, in the clocks' order."""
    return {e.pk: sorted(e.pointed, key=CLOCKS.index) for e in entries if e.pointed}  # type: ignore[attr-defined]


def living(incident: Incident, zone: str, entries: list[TimelineEntry] | None = None) -> Timeline:
    """The incident's timeline as it stands now, with its times in `zone`."""
    entries = entries_of(incident) if entries is None else entries
    return build(entries, instants=incident.instants, zone=zone, clocks=pointed(entries))


def frozen(entries: Iterable[Any], *, instants: Instants, zone: str) -> Timeline:
    """The timeline of a published version; each frozen entry names the `clocks` that point at it."""
    entries = list(entries)
    return build(entries, instants=instants, zone=zone, clocks={e.pk: e.clocks for e in entries})


def around(
    incident: Incident,
    zone: str,
    *,
    now: dt.datetime,
    after: TimelineEntry | None = None,
    entry: TimelineEntry | None = None,
) -> Around:
    """What stands around the time of a new entry put `after` another, or of an `entry`: at most two queries."""
    dated = incident.entries.standing().exclude(happened_at=None).values_list("happened_at", flat=True)
    before = following = None
    if after is not None and after.happened_at is not None:
        before = after.happened_at
        following = dated.filter(happened_at__gt=before).order_by("happened_at").first()
    elif entry is not None and entry.happened_at is not None:
        at = entry.happened_at
        earlier = Q(happened_at__lt=at) | Q(happened_at=at, position__lt=entry.position)
        before = dated.filter(earlier).order_by("-happened_at").first()
        following = dated.filter(happened_at__gt=at).order_by("happened_at").first()
    going_on = incident.status in (Incident.Status.OPEN, Incident.Status.MITIGATED)
    return Around(zone, now, before, following, incident.started_at, incident.zone, going_on)
