"""What can be done with one entry: a menu that a script fetches into the row, else a page of its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline.models import Clock, Incident

from .door import changes, entry_of, switch_of


@require_safe
@changes
def tools(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Kept off the incident's page, where a thousand rows would each say it again."""
    entry = entry_of(incident, entry_pk)
    peers = list(entry.peers().values_list("pk", flat=True))
    place = peers.index(entry.pk)
    set_here = set(entry.clocks.values_list("name", flat=True))
    context = {
        "incident": incident,
        "entry": entry,
        "zone": switch_of(request, incident).zone,
        "base": f"{incident.get_absolute_url()}entries/{entry.pk}",
        "clocks": [(name, label, name in set_here) for name, label in Clock.Name.choices],
        "up": place > 0,
        "down": place < len(peers) - 1,
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "timeline/_tools.html" if part else "timeline/tools.html", context)
