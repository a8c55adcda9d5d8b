"""Opening an incident, saying everything about it, and where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.audit.once import Once
from incidents.catalog.models import Tag
from incidents.people.access import Request
from incidents.timeline.forms import DetailsForm, OpenForm, StatusForm
from incidents.timeline.forms.entry import typed_now
from incidents.timeline.models import ClockRefused, EditConflict, Incident, StatusRefused
from incidents.timeline.showing import entries_of
from incidents.timeline.typed import Around
from incidents.timeline.wording import reference

from .door import changes, switch_of


@require_http_methods(["GET", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """Open an incident with the few things that are known at once."""
    if not request.user.may_write:
        raise PermissionDenied
    at, zone = timezone.now(), request.user.time_zone
    near = Around(zone, at)
    if request.method == "GET":
        initial = {"started_time": typed_now(zone, at), **_beginning(request)}
        return _new(request, OpenForm(around=near, by=request.user, initial=initial))
    form = OpenForm(request.POST, around=near, by=request.user)
    if not form.is_valid():
        return _new(request, form)
    url, _ = Once.spend(
        form.cleaned_data["once"],
        by=request.user,
        at=at,
        make=lambda: Incident.open(by=request.user, at=at, **form.incident()).get_absolute_url(),
    )
    # No fragment: a browser that is led to one leaves the focus where it is, not in the new entry.
    return redirect(f"{url}?write=1")


def _beginning(request: Request) -> dict[str, Any]:
    """What the form says first: a title from the address, or what the incident before it was about."""
    number = reference(request.GET.get("again", ""))
    before = Incident.objects.visible_to(request.user).filter(pk=number).first() if number else None
    if before is None:
        return {"title": request.GET.get("title", "")}
    return {
        "again": before.pk,
        "title": before.title,
        "severity": before.severity_id,
        "services": list(before.services.all()),
        "team": before.team_id,
        "tags": ", ".join(tag.name for tag in before.tags.all()),
        "visibility": before.visibility,
        "readers": [part.user_id for part in before.involvements.all()] if before.is_restricted else [],
    }


def _new(request: Request, form: OpenForm) -> HttpResponse:
    before = reference(str(form["again"].value() or ""))
    seen = Incident.objects.visible_to(request.user).filter(pk=before).first() if before else None
    return render(request, "timeline/new.html", {"form": form, "before": seen})


@require_http_methods(["GET", "POST"])
@changes
def edit(request: Request, incident: Incident) -> HttpResponse:
    """Change everything that is not the timeline, over the version that the person saw."""
    theirs = None
    form = DetailsForm(request.POST or None, instance=incident)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            incident.revise(version=version, by=request.user, at=timezone.now(), **form.changes())
        except EditConflict as conflict:
            # The person's words stay in the form, now over the newer version, which stands beside them.
            data = request.POST.copy()
            data["version"] = conflict.current.version
            form.data = data
            theirs = DetailsForm(instance=conflict.current)
        else:
            messages.success(request, "Saved.")
            return redirect(incident)
    visible = Incident.objects.visible_to(request.user)
    context = {
        "incident": incident,
        "form": form,
        "differences": differences(form, theirs) if theirs else None,
        "known_tags": Tag.objects.filter(incidents__in=visible).distinct()[:30],
    }
    return render(request, "timeline/edit.html", context)


def differences(mine: DetailsForm, theirs: DetailsForm) -> list[tuple[str, str]]:
    """Field by field, what stands stored where it is not what the person has typed."""
    found = []
    for field in theirs:
        stored = _words(field, field.initial)
        typed = _words(field, mine.cleaned_data.get(field.name))
        if field.name != "version" and stored != typed:
            found.append((str(field.label), stored or "nothing"))
    return found


def _words(field: Any, value: object) -> str:
    """A form's value as a person reads it, whether it was stored or typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return _names(field.field).get(str(value), str(value))
    if hasattr(value, "pk"):
        return str(value)
    if hasattr(value, "__iter__"):
        words = [_words(field, item) for item in value]
        # The order of services and tags says nothing, that of factors does.
        return ", ".join(words if field.name == "factors" else sorted(words))
    return str(value)


def _names(field: Any) -> dict[str, str]:
    """What the choices of a field are called, without the meanings that stand beside them in the form."""
    if hasattr(field, "queryset"):
        return {str(row.pk): str(row) for row in field.queryset}
    return {str(key): str(name) for key, name in getattr(field, "choices", None) or ()}


def _reason(incident: Incident) -> str:
    """Why it would be closed, where what it is says so already."""
    return "" if incident.is_real else incident.nature


@require_http_methods(["GET", "POST"])
@changes
def status(request: Request, incident: Incident) -> HttpResponse:
    """Say where the incident stands; closing it asks why, and a clock that goes with it can be set at once."""
    at = timezone.now()
    begin = {
        "status": request.GET.get("to") or incident.status,
        "reason": incident.closing_reason or _reason(incident),
    }
    form = StatusForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        incident=incident,
        at=at,
        zone=switch_of(request, incident).zone,
        entries=entries_of(incident),
        initial=begin,
    )
    if form.is_valid():
        try:
            incident.change_status(by=request.user, at=at, **form.changes())
        except StatusRefused as refused:
            form.add_error(None, str(refused))
            incident.refresh_from_db()
        except ClockRefused as refused:
            incident.refresh_from_db()
            form.add_error(refused.clock if refused.clock in form.fields else None, str(refused))
        else:
            messages.success(request, f"{incident.reference} is {incident.get_status_display().lower()}.")
            return redirect(incident)
    return render(request, "timeline/status.html", {"incident": incident, "form": form})
