"""What one incident has to do with others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.timeline.forms import LinkForm
from incidents.timeline.linked import linked
from incidents.timeline.models import Incident, Link, LinkRefused

from .door import changes


@require_http_methods(["GET", "POST"])
@changes
def links(request: Request, incident: Incident) -> HttpResponse:
    """The links that the person may know of, and one more."""
    visible = Incident.objects.visible_to(request.user)
    form = LinkForm(request.POST if request.method == "POST" else None, incident=incident, visible=visible)
    here, at = reverse("timeline:links", args=[incident.pk]), timezone.now()
    if form.is_valid():
        other, relation, note = (form.cleaned_data[name] for name in ("other", "relation", "note"))

        def make() -> str:
            Link.join(incident, other, relation, by=request.user, at=at, note=note)
            messages.success(request, f"{incident.reference} and {other.reference} are linked.")
            return here

        try:
            url, _ = Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)
            return redirect(url)
        except LinkRefused as refused:
            form.add_error("other", str(refused))
    page = {"incident": incident, "form": form, "links": linked(incident, visible)}
    return render(request, "timeline/links.html", page)


@require_POST
@changes
def remove(request: Request, incident: Incident, link_pk: int) -> HttpResponse:
    """Take a link away, of which the person sees both ends."""
    visible = Incident.objects.visible_to(request.user)
    link = get_object_or_404(Link.objects.of(incident).seen_by(visible), pk=link_pk)
    try:
        link.unjoin(by=request.user, at=timezone.now())
        messages.success(request, "The link is gone.")
    except LinkRefused as refused:
        messages.error(request, str(refused))
    return redirect("timeline:links", pk=incident.pk)
