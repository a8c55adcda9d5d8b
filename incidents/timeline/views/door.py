"""How every view of this room begins: with an incident that the person sees, in the zone that they chose."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from incidents.people.access import Request
from incidents.timeline import panels, zones
from incidents.timeline.models import Incident, TimelineEntry

View = Callable[..., HttpResponseBase]


def sees(view: View) -> View:
    """For pages about one incident: 404 where the person does not see it. Gives the view the incident."""
    return _opening(view, lambda incidents: incidents)


def sees_whole(view: View) -> View:
    """As `sees`, for the incident's own page: what stands around it comes with it, in one query."""
    return _opening(view, lambda incidents: panels.with_fetched(incidents.with_surroundings()))


def _opening(view: View, bring: Callable[[Any], Any]) -> View:
    @wraps(view)
    @login_required
    def opened(request: Request, pk: int, **kwargs: Any) -> HttpResponseBase:
        visible = bring(Incident.objects.visible_to(request.user))
        incident = get_object_or_404(visible.select_related("severity", "team", "opened_by"), pk=pk)
        return view(request, incident, **kwargs)

    return opened


def changes(view: View) -> View:
    """As `sees`, and 403 for those who may only read."""

    @wraps(view)
    def allowed(request: Request, incident: Incident, **kwargs: Any) -> HttpResponseBase:
        if not incident.may_change(request.user):
            raise PermissionDenied
        return view(request, incident, **kwargs)

    return sees(allowed)


def entry_of(incident: Incident, entry_pk: int, *, removed: bool = False) -> TimelineEntry:
    """An entry of this incident, among the deleted ones too when `removed`; else 404."""
    entries = incident.entries.all() if removed else incident.entries.standing()
    return get_object_or_404(
        entries.select_related("author").prefetch_related("evidence", "attachments"), pk=entry_pk
    )


def switch_of(request: Request, incident: Incident) -> zones.Switch:
    """The zone switch: what the address asks for, else what the person chose before."""
    return zones.Switch.chosen(incident.zone, request.user.time_zone, request.GET, request.COOKIES)
