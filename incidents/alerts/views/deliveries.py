"""Administrators: what a source was sent, body and all, and a test of it."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.alerts.models import AlertDelivery, AlertSource, DeliveryRefused
from incidents.audit.once import Once
from incidents.people.access import Request, admin_only
from incidents.timeline.models import Incident


@admin_only
@require_POST
def trial(request: Request, pk: int) -> HttpResponse:
    """Send an example the whole way, undo it, and say what it did."""
    source = get_object_or_404(AlertSource, pk=pk)
    at = timezone.now()

    def make() -> str:
        messages.success(request, source.try_out(by=request.user, at=at).outcome)
        return f"{source.get_absolute_url()}#deliveries"

    url, _ = Once.spend(request.POST.get("once", "")[:43], by=request.user, at=at, make=make)
    return redirect(url)


@admin_only
@require_safe
def delivery(request: Request, pk: int, delivery_pk: int) -> HttpResponse:
    """One body as it came, with its headers and its incidents."""
    source = get_object_or_404(AlertSource, pk=pk)
    seen = AlertDelivery.objects.filter(source=source).visible_to(request.user)
    found = get_object_or_404(seen, pk=delivery_pk)
    told = Incident.objects.visible_to(request.user).filter(pk__in=found.incidents)
    page = {
        "source": source,
        "delivery": found,
        "body": _laid_out(found.text),
        "days": settings.ALERT_BODY_DAYS,
        "incidents": told,
        "zone": request.user.time_zone,
    }
    return render(request, "alerts/delivery.html", page)


@admin_only
@require_POST
def again(request: Request, pk: int, delivery_pk: int) -> HttpResponse:
    """Read a body once more that could not be read or finished."""
    seen = AlertDelivery.objects.filter(source=pk).visible_to(request.user)
    found = get_object_or_404(seen, pk=delivery_pk)
    try:
        messages.info(request, f"Read again. {found.read_again(by=request.user, at=timezone.now())}")
    except DeliveryRefused as refused:
        messages.error(request, str(refused))
    return redirect("alerts:delivery", pk, delivery_pk)


def _laid_out(text: str) -> str:
    """JSON with its indents; anything else as it is."""
    try:
        laid_out = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
        # An escape may stand for half of a character, which no page can show.
        return laid_out.encode("utf-8", "replace").decode()
    except (ValueError, RecursionError):
        return text
