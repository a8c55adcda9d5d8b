"""What is done with an entry as a whole: deleting, bringing back, moving, clearing a mark."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request
from incidents.timeline.models import ClockRefused, EditConflict, Incident
from incidents.timeline.wording import clocktime, zone_word

from .door import changes, entry_of, switch_of
from .record import answer
from .writing import who_changed


@require_POST
@changes
def remove(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Take an entry off the timeline, in the version that the person saw; the message offers to undo it."""
    entry, zone = entry_of(incident, entry_pk), switch_of(request, incident).zone
    seen = request.POST.get("version") or request.GET.get("version") or ""
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    try:
        entry.remove(by=request.user, at=timezone.now(), version=version)
    except EditConflict as conflict:
        who = who_changed(conflict.current, zone)
        messages.error(request, f"{who} It was not deleted; look at it again first.")
        return done(request, incident, entry.pk)
    when = f" at {clocktime(entry.happened_at, zone)}\u00a0{zone_word(zone)}" if entry.happened_at else ""
    undo = reverse("timeline:entry_restore", args=[incident.pk, entry.pk])
    messages.success(request, f"Entry{when} deleted", extra_tags=f"undo:{undo}")
    return done(request, incident, None)


@require_POST
@changes
def restore(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Put a deleted entry back where it stood."""
    entry = entry_of(incident, entry_pk, removed=True)
    try:
        entry.restore(by=request.user, at=timezone.now())
    except ClockRefused as refused:
        messages.error(request, f"The entry cannot come back as it was. {refused}")
        return done(request, incident, None)
    messages.success(request, "The entry is back.")
    return done(request, incident, entry.pk)


@require_POST
@changes
def move(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Change places with the neighbour of the same time; where there is none, say why it stays."""
    entry, step = entry_of(incident, entry_pk), -1 if request.POST.get("step") == "up" else 1
    why = entry.why_it_stays(step)
    if why:
        messages.info(request, why)
    else:
        entry.move(step, by=request.user, at=timezone.now())
    return done(request, incident, entry.pk)


@require_POST
@changes
def mark(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Say that what an import was not sure of is right."""
    entry = entry_of(incident, entry_pk)
    entry.revise(version=entry.version, by=request.user, at=timezone.now(), mark="")
    return done(request, incident, entry.pk)


def done(request: Request, incident: Incident, focus: int | None) -> HttpResponse:
    """After a change: the record anew for a script, else the page at the entry."""
    if request.htmx:  # type: ignore[attr-defined]
        return answer(request, incident, focus)
    return redirect(f"{incident.get_absolute_url()}#{f'entry-{focus}' if focus else 'timeline'}")
