"""How a postmortem begins, or is found not to be required."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from incidents.audit.once import Once
from incidents.catalog.policy import policy
from incidents.people.access import Request

from ..forms import BeginForm, WaiveForm
from ..models import AlreadyDrafted, IllegalTransition, Postmortem, Template
from .sight import incident_of


def begin(request: Request, pk: int) -> HttpResponse:
    """Choose a template, and draft."""
    incident = incident_of(request.user, pk)
    standing = Postmortem.objects.filter(incident=incident).first()
    if standing is not None:
        return redirect(standing)
    templates = list(Template.objects.prefetch_related("sections"))
    form = BeginForm(request.POST or None, initial={"template": Template.objects.default()})
    if request.method == "POST" and form.is_valid():
        at, template = timezone.now(), form.cleaned_data["template"]

        def draft() -> str:
            return Postmortem.draft(incident, by=request.user, at=at, template=template).get_absolute_url()

        try:
            url, _ = Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=draft)
        except AlreadyDrafted as refusal:
            return redirect(refusal.postmortem)
        return redirect(url)
    page = {"incident": incident, "form": form, "templates": templates, "policy": policy(incident.severity)}
    return render(request, "drafting/begin.html", page, status=422 if form.is_bound else 200)


def waive(request: Request, pk: int) -> HttpResponse:
    """Record that no postmortem is required, with the reason."""
    incident = incident_of(request.user, pk)
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Postmortem.waive(incident, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except IllegalTransition as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{incident.reference} is recorded as needing no postmortem.")
            return redirect(incident)
    return render(
        request,
        "drafting/waive.html",
        {"incident": incident, "form": form, "policy": policy(incident.severity)},
        status=422 if form.is_bound else 200,
    )
