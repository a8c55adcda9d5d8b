"""A report of Postmortems that was dropped or chosen as JSON: what it tells of, then bringing it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from incidents.people.access import Request
from incidents.timeline.models import Incident
from postmortems.exchange import returning
from postmortems.exchange.beforehand import Told
from postmortems.exchange.converting import Unreadable
from postmortems.exchange.forms import ReportForm
from postmortems.exchange.models import AlreadyTakenIn, WriteUp


def shown(request: Request, text: str, name: str, told: Told, go_on: Any) -> HttpResponse:
    """The report and the one choice that it leaves open; with `do=create` it comes back. Nothing is stored before."""
    creating = request.POST.get("do") == "create"
    form = ReportForm(request.POST if creating else None)
    if creating and form.is_valid():
        try:
            return go_on(*_back(request, text, name, form.cleaned_data["visibility"]))
        except Unreadable as refusal:
            form.add_error(None, str(refusal))
    context = {
        "told": told,
        "form": form,
        "text": text,
        "name": name,
        "there": WriteUp.objects.of_text(text).visible_to(request.user).select_related("incident").first(),
        "trail": [("Bring in a write-up", reverse("exchange:paste"))],
    }
    return render(request, "exchange/report.html", context, status=422 if creating else 200)


def _back(request: Request, text: str, name: str, visibility: str) -> tuple[Incident, bool]:
    """The incident, and whether it was made now."""
    try:
        made = returning.take_in(text, visibility=visibility, by=request.user, at=timezone.now(), name=name)
    except AlreadyTakenIn as refusal:
        return refusal.write_up.incident, False
    return made.incident, True
