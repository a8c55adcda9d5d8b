"""The list of alerts: what waits for a person, and what came in lately."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.alerts.forms import JoinForm
from incidents.alerts.models import OPEN, Alert, AlertRefused, AlertSource
from incidents.people.access import Request
from incidents.timeline.models import Incident

A_PAGE = 25
#: More would not be looked at one by one; the rest shows when these are dealt with.
MOST_WAITING = 50
#: How many open incidents the page of an alert lists.
OFFERED = 10


@require_safe
def alerts(request: Request) -> HttpResponse:
    """Those that wait first, then all others that the person sees, the latest first."""
    seen = Alert.objects.visible_to(request.user).select_related("source", "incident__severity")
    waiting = list(seen.waiting().order_by("-changed_at", "-pk")[: MOST_WAITING + 1])
    others = seen.exclude(pk__in=Alert.objects.waiting().values("pk"))
    page = Paginator(others, A_PAGE).get_page(request.GET.get("page"))
    total = page.paginator.count
    context = {
        "waiting": waiting[:MOST_WAITING],
        "more_wait": len(waiting) > MOST_WAITING,
        "page": page,
        "zone": request.user.time_zone,
        "now": timezone.now(),
        "any_source": bool(waiting or total) or AlertSource.objects.exists(),
        "shown": f"{page.start_index()} to {page.end_index()} of {total}" if total > A_PAGE else "",
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "alerts/alerts.html", context)


def _to_decide(request: Request, pk: int) -> Alert:
    """An alert that the person sees and may decide about."""
    alert = get_object_or_404(Alert.objects.visible_to(request.user), pk=pk)
    if not request.user.may_write:
        raise PermissionDenied("Guests read, and change nothing.")
    return alert


@require_POST
def incident(request: Request, pk: int) -> HttpResponse:
    """Open the incident that an alert waits for; clicked twice, both clicks lead to the one."""
    alert = _to_decide(request, pk)
    return redirect(alert.open_incident(by=request.user, at=timezone.now()))


def join(request: Request, pk: int) -> HttpResponse:
    """Say which open incident an alert belongs to, by its reference."""
    alert = _to_decide(request, pk)
    if alert.incident is not None and request.method != "POST":
        return redirect(alert.incident)
    open_ones = Incident.objects.visible_to(request.user).filter(status__in=OPEN).order_by("-pk")
    form = JoinForm(request.POST or None, open_ones=open_ones)
    if form.is_valid():
        found = form.cleaned_data["incident"]
        try:
            alert.join(found, by=request.user, at=timezone.now())
        except AlertRefused as refused:
            form.add_error("incident", str(refused))
        else:
            messages.success(request, f"“{alert}” is on the timeline of {found.reference}.")
            return redirect(found)
    page = {"alert": alert, "form": form, "offered": open_ones[:OFFERED], "zone": request.user.time_zone}
    return render(request, "alerts/join.html", page, status=422 if form.is_bound else 200)


@require_POST
def aside(request: Request, pk: int) -> HttpResponse:
    """Say that it needs no incident."""
    alert = _to_decide(request, pk)
    try:
        alert.put_aside(by=request.user, at=timezone.now())
    except AlertRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{alert}” is put aside. It waits here again when it fires anew.")
    return redirect("alerts:alerts")
