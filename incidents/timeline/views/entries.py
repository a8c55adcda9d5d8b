"""Adding, editing, deleting, moving entries: in place with a script, on pages of their own without one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.timeline.forms import EntryForm
from incidents.timeline.forms.entry import typed_now
from incidents.timeline.models import ClockRefused, EditConflict, Incident, TimelineEntry
from incidents.timeline.wording import clocktime, zone_word

from .door import changes, entry_of, switch_of
from .record import answer

SILENT = "Nothing new happened; people kept working on it."


@require_http_methods(["GET", "POST"])
@changes
def new(request: Request, incident: Incident) -> HttpResponse:
    """Add an entry, after another one when the address or the form says so."""
    at, zone = timezone.now(), switch_of(request, incident).zone
    after = _entry(incident, request.POST.get("after") or request.GET.get("after"))
    if request.method == "GET":
        return _form(
            request, incident, EntryForm(zone=zone, initial=_beginning(request, incident, after, zone, at))
        )
    form = EntryForm(request.POST, zone=zone)
    if not form.is_valid():
        return _form(request, incident, form)

    def make() -> str:
        entry = incident.record(by=request.user, at=at, after=after, **form.changes())
        return f"{incident.get_absolute_url()}#entry-{entry.pk}"

    url, _ = Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)
    return _done(request, incident, int(url.rpartition("-")[2]))


@require_http_methods(["GET", "POST"])
@changes
def edit(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Change an entry, over the version that the person saw."""
    entry, zone = entry_of(incident, entry_pk), switch_of(request, incident).zone
    if request.method == "GET":
        return _form(request, incident, EntryForm(zone=zone, entry=entry))
    form = EntryForm(request.POST, zone=zone, entry=entry)
    if not form.is_valid():
        return _form(request, incident, form)
    version = form.cleaned_data["version"] or 0
    try:
        entry.revise(version=version, by=request.user, at=timezone.now(), **form.changes())
    except EditConflict as conflict:
        # The person's words stay in the form, now over the newer version, which stands beside them.
        data = request.POST.copy()
        data["version"] = conflict.current.version
        form.data = data
        return _form(request, incident, form, theirs=conflict.current)
    except ClockRefused as refused:
        form.add_error("time", str(refused))
        return _form(request, incident, form)
    return _done(request, incident, entry.pk)


@require_POST
@changes
def remove(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Take an entry off the timeline; the message offers to undo it."""
    entry = entry_of(incident, entry_pk)
    entry.remove(by=request.user, at=timezone.now())
    zone = switch_of(request, incident).zone
    when = f" at {clocktime(entry.happened_at, zone)}\u00a0{zone_word(zone)}" if entry.happened_at else ""
    undo = reverse("timeline:entry_restore", args=[incident.pk, entry.pk])
    messages.success(request, f"Entry{when} deleted", extra_tags=f"undo:{undo}")
    return _done(request, incident, None)


@require_POST
@changes
def restore(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Put a deleted entry back where it stood."""
    entry = entry_of(incident, entry_pk, removed=True)
    try:
        entry.restore(by=request.user, at=timezone.now())
    except ClockRefused as refused:
        messages.error(request, f"The entry cannot come back as it was. {refused}")
        return _done(request, incident, None)
    messages.success(request, "The entry is back.")
    return _done(request, incident, entry.pk)


@require_POST
@changes
def move(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Change places with the neighbour of the same time."""
    entry = entry_of(incident, entry_pk)
    entry.move(-1 if request.POST.get("step") == "up" else 1, by=request.user, at=timezone.now())
    return _done(request, incident, entry.pk)


@require_POST
@changes
def mark(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Say that what an import was not sure of is right."""
    entry = entry_of(incident, entry_pk)
    entry.revise(version=entry.version, by=request.user, at=timezone.now(), mark="")
    return _done(request, incident, entry.pk)


def _entry(incident: Incident, number: str | None) -> TimelineEntry | None:
    known = number and number.isascii() and number.isdigit() and len(number) < 19
    return incident.entries.standing().filter(pk=int(number)).first() if number and known else None


def _beginning(
    request: Request, incident: Incident, after: TimelineEntry | None, zone: str, at: dt.datetime
) -> dict[str, Any]:
    """What a new entry's form says first: now while it goes on, else the time of the entry before."""
    initial: dict[str, Any] = {"precision": "minute", "kind": request.GET.get("kind") or "other"}
    if request.GET.get("silent"):
        initial["text"] = SILENT
    if after is not None:
        initial["after"] = after.pk
        if after.happened_at is not None:
            initial |= typed_now(zone, after.happened_at)
    elif incident.status == Incident.Status.OPEN:
        initial |= typed_now(zone, at)
    elif incident.started_at:
        initial["date"] = typed_now(zone, incident.started_at)["date"]
    return initial


def _form(
    request: Request, incident: Incident, form: EntryForm, theirs: TimelineEntry | None = None
) -> HttpResponse:
    context = {
        "incident": incident,
        "form": form,
        "entry": form.entry,
        "theirs": theirs,
        "zone": form.shown_zone,
        "row_id": f"entry-{form.entry.pk}" if form.entry else "entry-new",
        "action": request.get_full_path(),
    }
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "timeline/entry.html", context)
    response = render(request, "timeline/_entry_form.html", context)
    if request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = f"#{context['row_id']}", "outerHTML"
    return response


def _done(request: Request, incident: Incident, focus: int | None) -> HttpResponse:
    """After a change: the record anew for a script, else the page at the entry."""
    if request.htmx:  # type: ignore[attr-defined]
        return answer(request, incident, focus)
    return redirect(f"{incident.get_absolute_url()}#{f'entry-{focus}' if focus else 'timeline'}")
