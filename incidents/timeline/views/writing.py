"""The form of an entry as the page wants it: where it stands, what it says before anything is typed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from incidents.people.access import Request
from incidents.timeline.forms import EntryForm
from incidents.timeline.forms.entry import typed_now
from incidents.timeline.models import Incident, TimelineEntry
from incidents.timeline.showing import around

from .door import switch_of

SILENT = "Nothing new happened; people kept working on it."


def standing(incident: Incident, number: str | None) -> TimelineEntry | None:
    """The entry with this number, if it stands on the timeline."""
    known = number and number.isascii() and number.isdigit() and len(number) < 19
    return incident.entries.standing().filter(pk=int(number)).first() if number and known else None


def blank(request: Request, incident: Incident, after: TimelineEntry | None, *, at: dt.datetime) -> EntryForm:
    """A new entry's form: now while it goes on, else an empty time that says what a span is counted from."""
    zone = switch_of(request, incident).zone
    initial: dict[str, Any] = {"kind": request.GET.get("kind") or "other"}
    if request.GET.get("silent"):
        initial["text"] = SILENT
    if after is not None:
        initial["after"] = after.pk
    elif incident.status == Incident.Status.OPEN:
        initial["time"] = typed_now(zone, at)
    return EntryForm(around=around(incident, zone, now=at, after=after), initial=initial)


def written(incident: Incident, form: EntryForm) -> dict[str, Any]:
    """What `timeline/_entry_form.html` needs."""
    entry, after = form.entry, form["after"].value()
    new = reverse("timeline:entry_new", args=[incident.pk])
    return {
        "incident": incident,
        "form": form,
        "entry": entry,
        "zone": form.around.zone,
        "row_id": f"entry-{entry.pk}" if entry else "entry-new",
        "action": reverse("timeline:entry", args=[incident.pk, entry.pk]) if entry else new,
        "back": f"entry-{entry.pk if entry else after}" if entry or after else "timeline",
        "keep": f"entry-{incident.pk}-{entry.pk if entry else 'new'}",
    }


def begun(
    request: Request, incident: Incident, after: TimelineEntry | None = None, *, at: dt.datetime
) -> dict[str, Any]:
    """A new entry's form to stand open in the record, after an entry or at the end."""
    return written(incident, blank(request, incident, after, at=at)) | {"after": after.pk if after else None}
