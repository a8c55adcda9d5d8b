"""How a typed time would be understood, while it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline import instants, typed, zones
from incidents.timeline.forms.typed import Said, answers_of
from incidents.timeline.models import Incident
from incidents.timeline.showing import around

from .door import changes, switch_of
from .writing import standing

LONGEST = 120


@require_safe
@changes
def entry(request: Request, incident: Incident) -> HttpResponse:
    """A time on this incident: of a new entry `after` another, of an `entry`, or of a clock."""
    near = around(
        incident,
        request.GET.get("zone") or switch_of(request, incident).zone,
        now=timezone.now(),
        after=standing(incident, request.GET.get("after")),
        entry=standing(incident, request.GET.get("entry")),
    )
    return understood(request, near)


@require_safe
@login_required
def anywhere(request: Request) -> HttpResponse:
    """A time that belongs to no incident yet."""
    if not request.user.may_write:
        raise PermissionDenied
    zone = request.GET.get("zone") or request.user.time_zone
    return understood(request, typed.Around(zone, timezone.now()))


def understood(request: Request, near: typed.Around) -> HttpResponse:
    """What the field that `of` names says; its day is in the field that `day` names."""
    name, day = request.GET.get("of", "time"), request.GET.get("day", "date")
    text = request.GET.get(name, "").strip()
    if near.zone not in zones.known() or len(text) > LONGEST or "\0" in text:
        return HttpResponseBadRequest("This time cannot be read.")
    near = replace(near, day=_day(request.GET.get(day, "")))
    if not text:
        said = Said(name, near)
    else:
        try:
            said = Said(name, near, _read(request, name, text, near))
        except typed.UnclearTime as unclear:
            said = Said(name, near, error=str(unclear))
    return render(request, "timeline/_said.html", {"said": said})


def _read(request: Request, name: str, text: str, near: typed.Around) -> typed.Reading:
    if name == "end_time":
        return _read_end(request, text, near)
    reading = typed.read(text, near, answers_of(request.GET, name))
    if request.GET.get("precision") == "about" and not reading.says_precision:
        reading.precision = "about"
    return reading


def _read_end(request: Request, text: str, near: typed.Around) -> typed.Reading:
    """The end of what begins at the time that stands in the same form."""
    begin = request.GET.get("time", "").strip()[:LONGEST]
    first = typed.read(begin, near, answers_of(request.GET, "time")) if begin and "\0" not in begin else None
    if first is None or first.at is None or first.open:
        raise typed.UnclearTime("Give the time at which it began first.")
    return typed.read_end(text, first.at, replace(near, day=None), answers_of(request.GET, "end_time"))


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in instants.YEARS else None
