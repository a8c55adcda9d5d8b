"""What the steps have in common: the incident, and the pages that more than one of them shows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from incidents.audit.once import fresh_key
from incidents.people.access import Request
from incidents.timeline.models import Incident

from ..desk import Desk, Looked
from ..picking import Picking


def incident_of(request: Request, pk: int) -> Incident:
    """404 where the person does not see it, 403 where they may only read."""
    visible = Incident.objects.visible_to(request.user)
    incident: Incident = get_object_or_404(visible, pk=pk)
    if not incident.may_change(request.user):
        raise PermissionDenied
    return incident


def page(request: Request, incident: Incident, name: str, status: int, **context: Any) -> HttpResponse:
    trail = [("Incidents", reverse("timeline:incidents")), (incident.reference, incident.get_absolute_url())]
    return render(
        request,
        f"exchange/lines/{name}.html",
        {"incident": incident, "trail": trail, **context},
        status=status,
    )


def pick(request: Request, desk: Desk, refused: str = "") -> HttpResponse:
    author, thread = request.POST.get("author", ""), request.POST.get("thread", "")
    picking = Picking(desk, author=author, thread=thread, part=request.POST.get("part", ""))
    problems = [("list", refused)] if refused else []
    return page(
        request, desk.incident, "pick", 422 if refused else 200, picking=picking, desk=desk, problems=problems
    )


def look(
    request: Request, desk: Desk, rows: list[Looked], problems: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = {
        "desk": desk,
        "rows": rows,
        "problems": problems or [],
        "number": sum(looked.ticked for looked in rows),
        "once": fresh_key(),
    }
    return page(request, desk.incident, "look", 422 if problems else 200, **context)
