"""All incidents that the person sees."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline.forms import ListForm
from incidents.timeline.listing import DEFAULT, HEADING, as_rows, filtered, left_out, of_nature
from incidents.timeline.models import Incident
from incidents.timeline.sheet import sheet

A_PAGE = 25
#: Column, how it sorts at the first click and at the second.
COLUMNS = {
    "severity": ("severity", "severity"),
    "title": ("title", "title"),
    "started": ("-started", "started"),
    "duration": ("-duration", "duration"),
}


@require_safe
@login_required
def incidents(request: Request) -> HttpResponse:
    """The list, narrowed and ordered as the address says."""
    visible = Incident.objects.visible_to(request.user)
    form = ListForm(request.GET, visible=visible)
    asked = form.asked()
    found = filtered(visible, asked)
    rows = of_nature(found, asked).select_related("severity").with_names()  # type: ignore[attr-defined]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": {name: value for name, value in asked.items() if name != "sort"},
        "page": page,
        "zone": request.user.time_zone,
        "left_out": "" if asked.get("nature") else left_out(found),
        "everything": _address(request, nature="any"),
        "sorts": _sorts(request, asked.get("sort") or DEFAULT),
        **_around(request, page),
    }
    return render(request, "timeline/incidents.html", context)


@require_safe
@login_required
def export(request: Request) -> HttpResponse:
    """The list under the same filter as a sheet, whole."""
    visible = Incident.objects.visible_to(request.user)
    asked = ListForm(request.GET, visible=visible).asked()
    response = HttpResponse(
        sheet(HEADING, as_rows(of_nature(filtered(visible, asked), asked), visible)), content_type="text/csv"
    )
    name = f"incidents-{timezone.now():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _address(request: Request, **changes: Any) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _sorts(request: Request, now: str) -> dict[str, dict[str, str]]:
    """For each column that sorts: where its heading leads, and how it sorts now."""
    found = {}
    for column, (first, second) in COLUMNS.items():
        words = {second: "ascending"} | {first: "descending" if first.startswith("-") else "ascending"}
        found[column] = {
            "address": _address(request, sort=second if now == first else first),
            "now": words.get(now, ""),
        }
    return found


def _around(request: Request, page: Page) -> dict[str, str]:
    total = page.paginator.count
    return {
        "shown": f"{page.start_index()} to {page.end_index()} of {total}" if total else "",
        "newer": _address(request, page=page.previous_page_number()) if page.has_previous() else "",
        "older": _address(request, page=page.next_page_number()) if page.has_next() else "",
        "csv": _address(request),
    }
