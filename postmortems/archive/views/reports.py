"""The list of reports, and the search over them."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline.models import Incident
from postmortems.archive.asking import SORTS, Ask
from postmortems.archive.facets import Choice
from postmortems.archive.finding import Search

#: The facets in their order: what the address calls them, what the page does.
FACETS = (
    ("severity", "Severity"),
    ("state", "State"),
    ("service", "Service"),
    ("year", "Year"),
    ("team", "Team"),
    ("tag", "Tag"),
    ("actions", "Actions"),
)
#: Values of a facet that are shown before "n more".
SHOWN = 6


@login_required
@require_safe
def reports(request: Request) -> HttpResponse:
    """Every report that the person may see, narrowed to what they ask for."""
    at = timezone.now()
    ask = Ask.read(request.GET)
    search = Search(ask, user=request.user, at=at)
    rows, counts = search.rows, search.counts
    years = {choice.value: choice.reports for choice in counts.facets["year"]}
    groups = [(year, years.get(str(year)), list(of)) for year, of in groupby(rows, lambda row: row.year)]
    context = {
        "ask": ask,
        "counts": counts,
        "groups": [("", None, rows)] if ask.sort == "longest" and rows else groups,
        "facets": [_facet(name, label, counts.facets[name]) for name, label in FACETS if counts.facets[name]],
        "words_instead": search.words_instead,
        "sorts": [(name, label) for name, label in SORTS.items() if name != "best" or ask.q],
        "tabs": _tabs(ask, at),
        "shown": f"{search.first_shown} to {search.first_shown + len(rows) - 1} of {counts.total}",
        "next": ask.address(after=search.next) if search.next else "",
        "first": ask.address() if ask.after else "",
        "csv": ask.address(),
        # Nothing in the whole archive, or nothing for this question: two different sentences.
        "is_empty": not counts.matched and not ask.q,
        "has_incidents": bool(rows) or Incident.objects.visible_to(request.user).exists(),
    }
    return render(request, "archive/reports.html", context)


def _facet(name: str, label: str, choices: list[Choice]) -> dict[str, Any]:
    first = [choice for index, choice in enumerate(choices) if index < SHOWN or choice.chosen]
    return {
        "name": name,
        "label": label,
        "first": first,
        "rest": [choice for choice in choices if choice not in first],
    }


def _tabs(ask: Ask, at: dt.datetime) -> list[tuple[str, str, None, bool]]:
    """Ways in that most people want, as links; each is one question."""
    views = [
        ("All reports", Ask()),
        ("SEV-1 and SEV-2 this year", Ask(severity=("SEV-1", "SEV-2"), year=(str(at.year),))),
        ("Open actions", Ask(actions=("open",))),
        ("Drafts and reviews", Ask(state=("in_review", "draft"))),
    ]
    bare = Ask(**{name: getattr(ask, name) for name in ("severity", "state", "service", "year", "actions")})
    return [(view.address(), label, None, view == bare) for label, view in views]
