"""Who changed what, from what to what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline import history
from incidents.timeline.models import Incident

from .door import entry_of, remember_zone, sees, switch_of


@require_safe
@sees
def incident(request: Request, incident: Incident) -> HttpResponse:
    """Everything that was done on the incident."""
    switch = switch_of(request, incident)
    context = {
        "incident": incident,
        "switch": switch,
        "zone": switch.zone,
        "steps": history.of_incident(incident, switch.zone),
    }
    return remember_zone(request, render(request, "timeline/history.html", context))


@require_safe
@sees
def entry(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Everything that was done to one entry, also when it is deleted."""
    switch, found = switch_of(request, incident), entry_of(incident, entry_pk, removed=True)
    context = {
        "incident": incident,
        "entry": found,
        "switch": switch,
        "zone": switch.zone,
        "steps": history.of_entry(found, switch.zone),
    }
    return remember_zone(request, render(request, "timeline/history.html", context))
