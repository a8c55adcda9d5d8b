"""What other rooms show on an incident's page, without this room knowing them.

A room above registers a builder for a slot when its app is ready; the page asks each builder with the
incident and the person, and renders what it gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Incident
from .models.sight import IncidentQuerySet

#: Where a panel can stand: chips of state under the title; the one solid button; items of the "…" menu;
#: buttons beside "Add entry"; blocks under the timeline; groups in the quiet column.
SLOTS = ("header", "primary", "menu", "timeline", "main", "aside")
#: Those that stand in the part of the page which a script swaps after a change.
SWAPPED = ("timeline",)


@dataclass(frozen=True)
class Panel:
    """A template and what it needs; it also gets `incident`, `may_change`, `zone` and `request`."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What a builder is told: whose page it is, for whom, and when."""

    incident: Incident
    user: Any
    at: dt.datetime
    may_change: bool
    #: Where the entries of its timeline come from, so that a room without any asks nothing.
    sources: frozenset[str] = frozenset()


Builder = Callable[[Asked], Panel | None]
_builders: dict[str, list[tuple[int, str, Builder]]] = {slot: [] for slot in SLOTS}
_along: dict[str, tuple[str, ...]] = {}


def register(slot: str, builder: Builder, *, order: int = 50) -> None:
    """Show what `builder` gives in `slot`, lower `order` first. Registering it again changes nothing."""
    name = f"{builder.__module__}.{builder.__qualname__}"
    row = (order, name, builder)
    if name not in {known for _, known, _ in _builders[slot]}:
        _builders[slot] = sorted([*_builders[slot], row], key=lambda r: r[:2])


def fetch(relation: str, *, without: tuple[str, ...] = ()) -> None:
    """Have the page fetch this one-to-one relation of the incident in the incident's own query, for builders to
    find there; `without` the fields that none of them shows."""
    _along[relation] = without


def with_fetched(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Each incident with what rooms above asked to have fetched, in the same query."""
    left_out = [f"{relation}__{name}" for relation, names in _along.items() for name in names]
    return incidents.select_related(*_along).defer(*left_out)


def rendered(request: HttpRequest, asked: Asked, **context: Any) -> dict[str, list[SafeString]]:
    """Every slot of the page round the record with its rendered panels."""
    return {slot: in_slot(slot, request, asked, **context) for slot in SLOTS if slot not in SWAPPED}


def in_slot(slot: str, request: HttpRequest, asked: Asked, **context: Any) -> list[SafeString]:
    """The rendered panels of one slot; a builder that gives None shows nothing."""
    shared = {"incident": asked.incident, "may_change": asked.may_change, **context}
    panels = [panel for _, _, builder in _builders[slot] if (panel := builder(asked))]
    return [render_to_string(p.template, {**shared, **p.context}, request) for p in panels]
