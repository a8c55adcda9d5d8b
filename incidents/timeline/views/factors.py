"""The order of the contributing factors; which there are is said with the other details."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request
from incidents.timeline.models import EditConflict, Incident

from .door import changes


@require_POST
@changes
def move(request: Request, incident: Incident, factor_pk: int) -> HttpResponse:
    """Move one up or down, in the version that the person saw; for a script, the list anew."""
    factor = get_object_or_404(incident.factors.select_related("incident"), pk=factor_pk)
    up, seen = request.POST.get("to") == "up", request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        factor.move(up, version=version, by=request.user, at=timezone.now())
    except EditConflict:
        messages.error(
            request,
            "Somebody else changed the details meanwhile. Nothing was moved; look at the order again.",
        )
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{incident.get_absolute_url()}#factors")
    incident.refresh_from_db(fields=["version"])
    factors = list(incident.factors.all())
    context = {"incident": incident, "factors": factors, "may_change": True, "say": True, "up": up}
    if factor in factors:
        context |= {"moved": factor.pk, "text": factor.text, "place": factors.index(factor) + 1}
    return render(request, "timeline/_factors.html", context)
