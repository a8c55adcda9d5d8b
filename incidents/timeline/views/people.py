"""Who had which part in an incident; for a restricted one, who sees it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.timeline.forms import PartForm
from incidents.timeline.models import Incident, Involvement, InvolvementRefused

from .door import changes


@require_http_methods(["GET", "POST"])
@changes
def people(request: HttpRequest, incident: Incident) -> HttpResponse:
    """The parts, and one more."""
    form = PartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user, role = form.cleaned_data["user"], form.cleaned_data["role"]
        try:
            Involvement.take(incident, user, role, by=request.user, at=timezone.now())
        except InvolvementRefused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, f"{user} is there as {Involvement.Role(role).label.lower()}.")
            return redirect("timeline:people", pk=incident.pk)
    parts = incident.involvements.select_related("user")
    return render(request, "timeline/people.html", {"incident": incident, "form": form, "parts": parts})


@require_POST
@changes
def remove(request: HttpRequest, incident: Incident, part_pk: int) -> HttpResponse:
    """Take a part away; whoever takes their own last one of a restricted incident no longer sees it."""
    part = get_object_or_404(incident.involvements.select_related("user", "incident"), pk=part_pk)
    try:
        part.end(by=request.user, at=timezone.now())
    except InvolvementRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{part.user} is no longer there as {part.get_role_display().lower()}.")
    if not Incident.objects.visible_to(request.user).filter(pk=incident.pk).exists():
        return redirect("timeline:incidents")
    return redirect("timeline:people", pk=incident.pk)
