"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from incidents.people.access import Request

from .page import Start


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person, what they write, what they promised, and what happened lately."""
    start = Start(request.user, timezone.now(), drills=bool(request.GET.get("drills")))
    page = {
        "start": start,
        # Drawn from numbers and escaped words alone; see quarter.draw.
        "quarter_wide": mark_safe(start.quarter_wide.svg),
        "quarter_small": mark_safe(start.quarter_small.svg),
    }
    return render(request, "home/home.html", page)
