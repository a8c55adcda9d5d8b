"""Pasting lines and chats: the box, the list to pick from, the rows to look over. Nothing is stored in between."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.audit.once import Once, fresh_key
from incidents.people.access import Request, answers_nul
from incidents.timeline.models import ClockRefused, Incident
from postmortems.exchange.chat import Unreadable

from .desk import MOST_AT_ONCE, Desk, Looked, key_of, start_day
from .forms import PasteForm
from .models import Batch
from .picking import Picking
from .source import Source


@answers_nul("text")
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Request, pk: int) -> HttpResponse:
    """The box for lines, messages or a file; what was sent is read at once."""
    incident = _incident(request, pk)
    near = (incident.zone, request.user.time_zone)
    begun = {"zone": incident.zone, "day": start_day(incident, incident.zone)}
    if request.method != "POST":
        return _box(request, incident, PasteForm(initial=begun, near=near))
    form = PasteForm(request.POST, request.FILES, near=near)
    if form.is_valid():
        data = form.cleaned_data
        try:
            desk = Desk(
                incident, request.user, data["source"], None, {"zone": data["zone"], "day": data["day"]}
            )
        except Unreadable as error:
            form.add_error("file" if data.get("file") else "text", str(error))
        else:
            return _pick(request, desk) if desk.is_chat else _look(request, desk, desk.looked(first=True))
    return _box(request, incident, form, status=422)


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """What was read, after a button of one of its pages: pick, look over, read again, add."""
    incident = _incident(request, pk)
    try:
        source = Source.unpack(request.POST.get("source", ""), key_of(incident, request.user))
    except signing.BadSignature:
        messages.error(request, "The page had lost what was pasted. Paste it again.")
        return redirect("exchange:lines", incident.pk)
    desk = Desk(incident, request.user, source, request.POST)
    step, looking = request.POST.get("do", ""), request.POST.get("stage") == "look"
    if desk.same_form and step == "add":
        return _add(request, desk)
    if desk.same_form and desk.is_chat and step == "look":
        return _looked_at(request, desk)
    if desk.is_chat and not (desk.same_form and looking and step == "read"):
        return _pick(request, desk)
    return _look(request, desk, desk.looked(first=not desk.same_form))


@require_POST
def take_back(request: Request, pk: int, batch_pk: int) -> HttpResponse:
    """Undo what was added: exactly those entries go, and can be brought back one by one."""
    incident = _incident(request, pk)
    batch = get_object_or_404(Batch.objects.filter(incident=incident).select_related("incident"), pk=batch_pk)
    gone = batch.take_back(by=request.user, at=timezone.now())
    messages.success(request, f"{_entries(gone)} taken away again.")
    return redirect(f"{incident.get_absolute_url()}#timeline")


def _incident(request: Request, pk: int) -> Incident:
    """404 where the person does not see it, 403 where they may only read."""
    visible = Incident.objects.visible_to(request.user)
    incident: Incident = get_object_or_404(visible, pk=pk)
    if not incident.may_change(request.user):
        raise PermissionDenied
    return incident


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _page(request: Request, incident: Incident, name: str, status: int, **context: Any) -> HttpResponse:
    trail = [("Incidents", reverse("timeline:incidents")), (incident.reference, incident.get_absolute_url())]
    return render(
        request,
        f"exchange/lines/{name}.html",
        {"incident": incident, "trail": trail, **context},
        status=status,
    )


def _box(request: Request, incident: Incident, form: PasteForm, status: int = 200) -> HttpResponse:
    return _page(request, incident, "paste", status, form=form)


def _pick(request: Request, desk: Desk, refused: str = "") -> HttpResponse:
    author, thread = request.POST.get("author", ""), request.POST.get("thread", "")
    picking = Picking(desk, author=author, thread=thread)
    problems = [("list", refused)] if refused else []
    return _page(
        request, desk.incident, "pick", 422 if refused else 200, picking=picking, desk=desk, problems=problems
    )


def _looked_at(request: Request, desk: Desk) -> HttpResponse:
    """On from the list, with something picked and not more than a person can look over."""
    number = len(desk.ticked)
    if desk.open:
        return _pick(request, desk, desk.open[0][1])
    if not number:
        return _pick(request, desk, "Pick the messages that become entries.")
    if number > MOST_AT_ONCE:
        return _pick(request, desk, f"{number:,} messages are picked; {MOST_AT_ONCE} is the most at once.")
    return _look(request, desk, desk.looked())


def _look(
    request: Request, desk: Desk, rows: list[Looked], problems: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = {
        "desk": desk,
        "rows": rows,
        "problems": problems or [],
        "number": sum(looked.ticked for looked in rows),
        "once": fresh_key(),
    }
    return _page(request, desk.incident, "look", 422 if problems else 200, **context)


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
        problems.append(("rows", f"{len(ticked):,} rows are ticked; {MOST_AT_ONCE} is the most at once."))
    for looked in fresh:
        for name, errors in looked.form.errors.items():
            problems += [(looked.form[name].id_for_label, str(error)) for error in errors]
    if problems:
        return _look(request, desk, rows, problems)
    back = [looked.row.entry for looked in ticked if looked.row.state == "removed" and looked.row.entry]
    at, made = timezone.now(), [desk.entry(looked) for looked in fresh]

    def make() -> str:
        batch = Batch.add(
            desk.incident, made, back=back, seen=desk.offered, form=desk.answers.form, by=request.user, at=at
        )
        undo = reverse("exchange:lines_take_back", args=[desk.incident.pk, batch.pk])
        said = f"{_entries(len(batch.entries))} added" if batch.entries else "Everything stood there already"
        messages.success(request, said, extra_tags=f"undo:{undo}" if batch.entries else "")
        place = f"entry-{batch.entries[0]}" if batch.entries else "timeline"
        return f"{desk.incident.get_absolute_url()}#{place}"

    try:
        url, _ = Once.spend(key, by=request.user, at=at, make=make)
    except ClockRefused as refused:
        return _look(request, desk, rows, [("rows", f"An entry cannot come back as it was. {refused}")])
    return redirect(url)
