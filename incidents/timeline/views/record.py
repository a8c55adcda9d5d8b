"""The incident's page: its clocks, its picture, its timeline, and what other rooms add."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.catalog.models import Service, Tag
from incidents.people.access import Request
from incidents.people.models import User
from incidents.timeline import panels
from incidents.timeline.amounts import LABELS
from incidents.timeline.linked import linked
from incidents.timeline.models import Clock, ContributingFactor, Incident, Involvement
from incidents.timeline.notes import Note, notes
from incidents.timeline.showing import entries_of, living

from .door import sees_whole, switch_of
from .writing import begun

#: What each clock counts from, and the words for it.
COUNTED = {
    "detected": ("time_to_detect", "after it started"),
    "acknowledged": ("time_to_acknowledge", "after detection"),
    "mitigated": ("time_to_mitigate", "after it started"),
    "resolved": ("time_to_resolve", "after it started"),
}
LEADERS = (Involvement.Role.COMMANDER, Involvement.Role.SCRIBE, Involvement.Role.COMMUNICATIONS)
OTHERS = ((Involvement.Role.RESPONDER, "responder"), (Involvement.Role.READER, "reader"))


@require_safe
@sees_whole
def incident(request: Request, incident: Incident) -> HttpResponse:
    """Everything about one incident on a page; for a script, the part that edits change."""
    # The list of actions takes its own part out of the whole page.
    if request.htmx and request.htmx.target != "actions":  # type: ignore[attr-defined]
        left = request.GET.get("focus", "")
        focus = int(left) if left.isdecimal() and len(left) < 19 else None
        context = record(request, incident) | {"focus": focus}
        return render(request, "timeline/_record.html", context)
    context = record(request, incident)
    context |= about(request, incident, at=timezone.now(), sources=context["sources"])
    if request.GET.get("write") and context["may_change"]:
        context["writing"] = begun(request, incident, at=context["now"])
    return render(request, "timeline/incident.html", context)


def answer(request: Request, incident: Incident, focus: int | None = None, **more: Any) -> HttpResponse:
    """What a script gets after a change: the record anew, and what to say about it.

    More may be told: `writing`, the next entry's form; `said`, what a screen reader says; `kept`, whose
    words need not be kept on the device any longer.
    """
    incident.refresh_from_db()
    context = record(request, incident) | {"focus": focus, "say": True} | more
    return render(request, "timeline/_record.html", context)


def record(request: Request, incident: Incident) -> dict[str, Any]:
    """The clocks, the picture and the timeline."""
    switch = switch_of(request, incident)
    may_change = incident.may_change(request.user)
    entries = entries_of(incident)
    timeline = living(incident, switch.zone, entries)
    asked = panels.Asked(incident, request.user, timezone.now(), may_change)
    return {
        "incident": incident,
        "sources": frozenset(str(entry.source) for entry in entries),
        "switch": switch,
        "zone": switch.zone,
        "timeline": timeline,
        "figures": figures(incident),
        "notes": [
            {"text": note.text, "link": note.link, "url": _where(incident, note, may_change)}
            for note in notes(entries, incident.instants, switch.zone)
        ],
        "tools": SimpleNamespace(
            may_change=may_change,
            clocks=Clock.Name.choices,
            new=reverse("timeline:entry_new", args=[incident.pk]),
            entries=f"{incident.get_absolute_url()}entries/",
        ),
        "may_change": may_change,
        "beside": panels.in_slot("timeline", request, asked),
    }


def _where(incident: Incident, note: Note, may_change: bool) -> str:
    """Where a note's link leads; nowhere for what the person may not do."""
    if isinstance(note.about, int):
        return f"#entry-{note.about}"
    if not may_change:
        return ""
    if note.about == "clocks":
        return reverse("timeline:clocks", args=[incident.pk])
    new = reverse("timeline:entry_new", args=[incident.pk])
    return f"{new}?kind=detection" if note.about == "new" else new


def figures(incident: Incident) -> list[dict[str, Any]]:
    """The five clocks for the strip: label, instant, and how long after what."""
    return [
        {
            "label": label,
            "at": incident.instants[name],
            "span": getattr(incident, COUNTED[name][0]) if name in COUNTED else None,
            "after": COUNTED[name][1] if name in COUNTED else "",
        }
        for name, label in Clock.Name.choices
    ]


def people_of(incident: Incident) -> list[Involvement]:
    """Who has which part, as the incident's own query has named them."""
    named = incident.named_people  # type: ignore[attr-defined]
    return [Involvement(role=known.pop("role"), user=User(**known)) for known in map(dict, named)]


def about(
    request: Request, incident: Incident, *, at: dt.datetime, sources: frozenset[str]
) -> dict[str, Any]:
    """The header, the quiet column, and the panels of other rooms."""
    asked = panels.Asked(incident, request.user, at, incident.may_change(request.user), sources)
    zone = switch_of(request, incident).zone
    people = people_of(incident)
    return {
        "now": at,
        "links": linked(incident, Incident.objects.visible_to(request.user)),
        "panels": panels.rendered(request, asked, zone=zone),
        "people": people,
        "people_count": len({part.user_id for part in people}),
        "leaders": [part for part in people if part.role in LEADERS],
        "others": [(label, [p.user for p in people if p.role == role]) for role, label in OTHERS],
        "numbers": [(LABELS[name], amount.shown) for name, amount in incident.amounts.items()],
        "services": [Service(**known) for known in incident.named_services],  # type: ignore[attr-defined]
        "tags": [Tag(**known) for known in incident.named_tags],  # type: ignore[attr-defined]
        "factors": [ContributingFactor(**known) for known in incident.named_factors],  # type: ignore[attr-defined]
    }
