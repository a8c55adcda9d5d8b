"""The form of an entry as the page wants it: where it stands, what it says before anything is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from incidents.audit.models import Event
from incidents.people.access import Request
from incidents.timeline import typed
from incidents.timeline.forms import EntryForm
from incidents.timeline.forms.entry import typed_end, typed_now
from incidents.timeline.history import pieces
from incidents.timeline.models import Incident, TimelineEntry
from incidents.timeline.showing import around
from incidents.timeline.wording import clocktime, zone_of, zone_word

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
    if after is not None:
        initial["after"] = after.pk
    elif incident.status == Incident.Status.OPEN:
        initial["time"] = typed_now(zone, at)
    silence = _silence(incident, after) if request.GET.get("silent") else None
    if silence:
        initial |= _silent(*silence, zone)
    form = EntryForm(around=around(incident, zone, now=at, after=after), initial=initial)
    if silence:
        form.begins_with(*silence)
    return form


def _silence(incident: Incident, after: TimelineEntry | None) -> tuple[dt.datetime, dt.datetime] | None:
    """From the end of an entry to the beginning of the next."""
    begin = (after.ended_at or after.happened_at) if after else None
    if begin is None:
        return None
    later = incident.entries.standing().filter(happened_at__gt=begin).exclude(precision="day")
    end = later.order_by("happened_at").values_list("happened_at", flat=True).first()
    return (begin, end) if end else None


def _silent(begin: dt.datetime, end: dt.datetime, zone: str) -> dict[str, Any]:
    """What the form says of a silence: its span as the time, and a text to begin from."""
    until = typed_end(zone, begin, end)
    whole = until == typed_now(zone, end)
    return {
        "time": f"{typed_now(zone, begin)}-{until}" if whole else typed_now(zone, begin),
        "date": begin.astimezone(zone_of(zone)).date(),
        "end_time": "" if whole else until,
        "text": SILENT,
    }


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


def who_changed(entry: TimelineEntry, zone: str) -> str:
    """A sentence about the last change of an entry."""
    rows = Event.objects.filter(
        incident_id=entry.incident_id, subject_type="timelineentry", subject_id=entry.pk
    )
    event = rows.select_related("by").order_by("-at", "-id").first()
    name = str(event.by) if event and event.by else "Somebody else"
    verb = "deleted" if entry.removed_at else "changed"
    when = f" at {clocktime(event.at, zone)}\u00a0{zone_word(zone)}" if event else ""
    return f"{name} {verb} this entry{when}."


def beside(form: EntryForm, theirs: TimelineEntry) -> list[dict[str, Any]]:
    """What differs between what is stored and what the person has typed, theirs first."""
    mine, zone = form.cleaned_data, form.around.zone
    kinds = dict(form.fields["kind"].choices)  # type: ignore[attr-defined]
    start = form.around.start
    times = [
        typed.said(typed.Reading(at, None, precision), zone, start)
        for at, precision in (
            (theirs.happened_at, theirs.precision),
            (mine["happened_at"], mine["precision"]),
        )
    ]
    rows = [
        ("Time", *times),
        ("Until", *(_end(at, zone) for at in (theirs.ended_at, mine["ended_at"]))),
        ("Kind", str(kinds.get(theirs.kind, theirs.kind)), str(kinds.get(mine["kind"], mine["kind"]))),
        ("Key moment", *("yes" if key else "no" for key in (theirs.key_moment, mine["key_moment"]))),
        ("What happened", theirs.text, mine["text"]),
        ("Links", _links((e.label, e.url) for e in theirs.evidence.all()), _links(mine["evidence"])),
        (
            "Images and files",
            _listed(each.said for each in theirs.enclosed),
            _listed(row.attachment.said for row in form.enclosures.rows if not row.off),
        ),
    ]
    return [
        {"what": what, "theirs": one, "mine": other, "pieces": pieces(one, other)}
        for what, one, other in rows
        if one != other
    ]


def _end(at: dt.datetime | None, zone: str) -> str:
    return typed.said(typed.Reading(at), zone, None) if at else "nothing"


def _links(links: Iterable[tuple[str, str]]) -> str:
    return _listed(f"{label} ({url})" for label, url in links)


def _listed(parts: Iterable[str]) -> str:
    return "\n".join(parts) or "nothing"
