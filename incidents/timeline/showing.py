"""The timeline of an incident, or of a frozen version, ready for `timeline/_timeline.html`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .models import Incident, TimelineEntry
from .notes import Instants
from .rows import CLOCKS, Timeline, build


def entries_of(incident: Incident) -> list[TimelineEntry]:
    """What stands on the incident's timeline, in order, with authors, clocks and evidence: two queries."""
    standing = incident.entries.standing().in_order().with_clocks()
    return list(standing.select_related("author").prefetch_related("evidence"))


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
