"""Who changed what, from what to what."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.people.access import Request
from incidents.timeline import history
from incidents.timeline.models import ClockRefused, Incident

from .door import changes, entry_of, sees, switch_of


@require_safe
@sees
def incident(request: Request, incident: Incident) -> HttpResponse:
    """Everything that was done on the incident."""
    switch = switch_of(request, incident)
    context = {
        "incident": incident,
        "switch": switch,
        "zone": switch.zone,
        "steps": history.of_incident(incident, switch.zone, seen=Incident.objects.visible_to(request.user)),
    }
    return render(request, "timeline/history.html", context)


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
        "may_change": incident.may_change(request.user),
    }
    return render(request, "timeline/history.html", context)


@require_POST
@changes
def bring_back(request: Request, incident: Incident, entry_pk: int, row: int) -> HttpResponse:
    """Make an earlier state of an entry the present one, as a new change."""
    found, at = entry_of(incident, entry_pk, removed=True), timezone.now()
    state = history.earlier(found, row)
    if state is None:
        raise Http404
    try:
        if found.removed_at:
            found.restore(by=request.user, at=at, **state)
        else:
            found.revise(version=found.version, by=request.user, at=at, **state)
    except ClockRefused as refused:
        messages.error(request, f"The entry cannot come back as it was. {refused}")
    else:
        messages.success(request, "The earlier state is back. Its evidence stayed as it was.")
    return redirect("timeline:entry_history", incident.pk, found.pk)
