"""The five clocks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.people.access import Request
from incidents.timeline.forms import ClocksForm, PointForm
from incidents.timeline.models import ClockRefused, Incident
from incidents.timeline.showing import around, entries_of

from .door import changes, entry_of, switch_of
from .record import answer


@require_http_methods(["GET", "POST"])
@changes
def clocks(request: Request, incident: Incident) -> HttpResponse:
    """Point each clock at an entry, give it a time of its own, or say that it is not known.

    The switch of zones sends the form along: what was typed comes back in the zone that was chosen.
    """
    switch = switch_of(request, incident)
    entries, known = entries_of(incident), list(incident.clocks.all())
    near = around(incident, switch.zone, now=timezone.now())
    form = ClocksForm(
        request.POST if request.method == "POST" else None, entries=entries, clocks=known, around=near
    )
    if "shown" in request.POST:
        form = ClocksForm(initial=form.carried(switch.zone), entries=entries, clocks=known, around=near)
    elif form.is_valid():
        try:
            incident.set_clocks(form.cleaned_data["clocks"], by=request.user, at=timezone.now())
        except ClockRefused as refused:
            form.add_error(f"{refused.clock}_entry", str(refused))
        else:
            messages.success(request, "The clocks are set.", extra_tags=f"kept:clocks-{incident.pk}")
            return redirect(incident)
    context = {"incident": incident, "form": form, "zone": form.around.zone, "switch": switch}
    return render(request, "timeline/clocks.html", context)


@require_POST
@changes
def point(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Point one clock at an entry, from the entry's own menu; again, and it points there no longer."""
    entry, form = entry_of(incident, entry_pk), PointForm(request.POST)
    if not form.is_valid() or entry.happened_at is None:
        messages.error(request, "A clock can point only at an entry with a time.")
    else:
        name = form.cleaned_data["clock"]
        on = not entry.clocks.filter(name=name).exists()
        try:
            incident.set_clocks({name: entry if on else None}, by=request.user, at=timezone.now())
        except ClockRefused as refused:
            messages.error(request, str(refused))
    if request.htmx:  # type: ignore[attr-defined]
        return answer(request, incident, entry.pk)
    return redirect(f"{incident.get_absolute_url()}#entry-{entry.pk}")
