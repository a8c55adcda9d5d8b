"""What was read, on its way to the timeline: picked, looked over, read again, added, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.timeline.models import ClockRefused

from ..desk import MOST_AT_ONCE, Desk, key_of, too_many
from ..models import Batch
from ..source import Source
from .pages import incident_of, look, pick
from .pasting import chosen


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """What was read, after a button of one of its pages: pick, look over, read again, add."""
    incident = incident_of(request, pk)
    try:
        packed = request.POST.get("source", "")
        source = Source.unpack(packed, key_of(incident, request.user))
    except signing.BadSignature:
        messages.error(request, "The page had lost what was pasted. Paste it again.")
        return redirect("exchange:lines", incident.pk)
    if source.channels:
        return chosen(request, incident, source)
    desk = Desk(incident, request.user, source, request.POST, packed=packed)
    step, looking = request.POST.get("do", ""), request.POST.get("stage") == "look"
    if desk.same_form and step == "add":
        return _add(request, desk)
    if desk.same_form and desk.is_chat and step == "look":
        return _looked_at(request, desk)
    if desk.is_chat and not (desk.same_form and looking and step == "read"):
        return pick(request, desk)
    return look(request, desk, desk.looked(first=not desk.same_form))


@require_POST
def take_back(request: Request, pk: int, batch_pk: int) -> HttpResponse:
    """Undo what was added: exactly those entries go, and can be brought back one by one."""
    incident = incident_of(request, pk)
    batch = get_object_or_404(Batch.objects.filter(incident=incident).select_related("incident"), pk=batch_pk)
    gone = batch.take_back(by=request.user, at=timezone.now())
    messages.success(request, f"{_entries(gone)} taken away again.")
    return redirect(f"{incident.get_absolute_url()}#timeline")


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _looked_at(request: Request, desk: Desk) -> HttpResponse:
    """On from the list, with something picked and not more than a person can look over."""
    number = len(desk.ticked)
    if desk.open:
        return pick(request, desk, desk.open[0][1])
    if not number:
        return pick(request, desk, "Pick the messages that become entries.")
    if number > MOST_AT_ONCE:
        return pick(request, desk, too_many(number, "messages are picked"))
    return look(request, desk, desk.looked())


def _add(request: Request, desk: Desk) -> HttpResponse:
    """Everything that is ticked, in one transaction; or the page again with what has to change."""
    key = request.POST.get("once", "")[:43]
    # A second click finds its rows on the timeline, and is no error.
    if done := Once.objects.filter(by=request.user, key=key).exclude(url="").first():
        return redirect(done.url)
    rows = desk.looked()
    ticked = [looked for looked in rows if looked.ticked]
    fresh = [looked for looked in ticked if looked.row.state != "removed"]
    problems = list(desk.open)
    if desk.again:
        problems.append(("id_day", "It was read again as you asked. Look at the times, then add."))
    if not ticked:
        problems.append(("rows", "Tick the rows that become entries."))
    if len(ticked) > MOST_AT_ONCE:
        problems.append(("rows", too_many(len(ticked), "rows are ticked")))
    for looked in fresh:
        for name, errors in looked.form.errors.items():
            problems += [(looked.form[name].id_for_label, str(error)) for error in errors]
    if problems:
        return look(request, desk, rows, problems)
    back = [looked.row.entry for looked in ticked if looked.row.state == "removed" and looked.row.entry]
    at, made = timezone.now(), [desk.entry(looked) for looked in fresh]

    def make() -> str:
        batch = Batch.add(
            desk.incident, made, back=back, seen=desk.offered, form=desk.answers.form, by=request.user, at=at
        )
        path = reverse("exchange:lines_take_back", args=[desk.incident.pk, batch.pk])
        undo = f" undo:{path}" if batch.entries else ""
        said = f"{_entries(len(batch.entries))} added" if batch.entries else "Everything stood there already"
        messages.success(request, said, extra_tags=f"kept:lines-{desk.incident.pk}{undo}")
        place = f"entry-{batch.entries[0]}" if batch.entries else "timeline"
        return f"{desk.incident.get_absolute_url()}#{place}"

    try:
        url, _ = Once.spend(key, by=request.user, at=at, make=make)
    except ClockRefused as refused:
        return look(request, desk, rows, [("rows", f"An entry cannot come back as it was. {refused}")])
    return redirect(url)
