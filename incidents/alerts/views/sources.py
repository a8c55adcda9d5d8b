"""Administrators: the sources of alerts."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.alerts.forms import SourceForm, stored
from incidents.alerts.models import AlertDelivery, AlertSource, SourceConflict, SourceRefused
from incidents.alerts.recipes import SECRET, recipe
from incidents.audit.once import Once
from incidents.catalog.models import Severity
from incidents.people.access import Request, admin_only
from incidents.timeline.models import Incident

LATEST = 25
REFERENCE = re.compile(r"(INC-\d+)")


@admin_only
@require_safe
def sources(request: Request) -> HttpResponse:
    """All of them, with when each was last heard of."""
    rows = AlertSource.objects.annotate(heard_at=Max("deliveries__last_at")).order_by("name")
    return render(request, "alerts/sources.html", {"sources": rows, "now": timezone.now()})


@admin_only
def new(request: Request) -> HttpResponse:
    """Make one; its address is shown on the answer and never again."""
    if request.method != "POST":
        middle = Severity.objects.filter(order__gt=1).first() or Severity.objects.first()
        return _form(request, SourceForm(initial={"severity": middle}))
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    token: list[str] = []

    def make() -> str:
        source, fresh = AlertSource.add(by=request.user, at=timezone.now(), **form.given())
        token.append(fresh)
        return source.get_absolute_url()

    try:
        url, made = Once.spend(form.cleaned_data["once"], by=request.user, at=timezone.now(), make=make)
    except SourceRefused as refused:
        form.add_error("name", str(refused))
        return _form(request, form)
    if not made:
        messages.success(request, "The source is here already. Make a new address to see one.")
        return redirect(url)
    return _shown(request, int(url.rstrip("/").rpartition("/")[2]), token=token[0])


@admin_only
@require_safe
def source(request: Request, pk: int) -> HttpResponse:
    """One source: what to paste, a test, the last deliveries."""
    return _shown(request, pk)


@admin_only
def edit(request: Request, pk: int) -> HttpResponse:
    """Change one, over the version that the person saw."""
    found = get_object_or_404(AlertSource, pk=pk)
    if request.method != "POST":
        return _form(request, SourceForm(source=found, initial=stored(found)), found)
    form = SourceForm(request.POST, source=found)
    if not form.is_valid():
        return _form(request, form, found)
    try:
        version = form.cleaned_data["version"] or 0
        found.revise(version=version, by=request.user, at=timezone.now(), **form.given())
    except SourceConflict as conflict:
        form.add_error(None, str(conflict))
        form.data = {**_lists(request), "version": str(conflict.current.version)}
        return _form(request, form, conflict.current, theirs=stored(conflict.current))
    except SourceRefused as refused:
        form.add_error("name", str(refused))
        return _form(request, form, found)
    messages.success(request, f"{form.cleaned_data['name']} is saved.")
    return redirect(found)


@admin_only
@require_POST
def address(request: Request, pk: int) -> HttpResponse:
    """Make a new address; the answer shows it, and the old one opens nothing any more."""
    found = get_object_or_404(AlertSource, pk=pk)
    token: list[str] = []

    def make() -> str:
        token.append(found.readdress(by=request.user, at=timezone.now()))
        return found.get_absolute_url()

    key = request.POST.get("once", "")[:43]
    url, made = Once.spend(key, by=request.user, at=timezone.now(), make=make)
    return _shown(request, pk, token=token[0]) if made else redirect(url)


@admin_only
@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """Switch it off, or on again."""
    found = get_object_or_404(AlertSource, pk=pk)
    off = request.POST.get("to") == "off"
    (found.disable if off else found.enable)(by=request.user, at=timezone.now())
    messages.success(request, f"{found} takes {'nothing more' if off else 'alerts'} in.")
    return redirect(found)


@admin_only
def removal(request: Request, pk: int) -> HttpResponse:
    """Take it away; the page says first what goes and what stays."""
    found = get_object_or_404(AlertSource, pk=pk)
    if request.method == "POST":
        found.remove(by=request.user, at=timezone.now())
        messages.success(request, f"{found} is removed.")
        return redirect("alerts:sources")
    return render(request, "alerts/removal.html", {"source": found, "alerts": found.alerts.count()})


def _form(request: Request, form: SourceForm, source: AlertSource | None = None, **more: Any) -> HttpResponse:
    page = {"form": form, "source": source, **more}
    return render(request, "alerts/source_form.html", page, status=422 if form.is_bound else 200)


def _lists(request: Request) -> dict[str, Any]:
    """What was typed, with every choice of a field that takes several."""
    return {name: values if name == "readers" else values[-1] for name, values in request.POST.lists()}


def _shown(request: Request, pk: int, *, token: str = "") -> HttpResponse:
    found = get_object_or_404(AlertSource.objects.select_related("severity", "service", "team"), pk=pk)
    hook = request.build_absolute_uri(reverse("alerts:hook", args=[token])) if token else ""
    page = {
        "source": found,
        "hook": hook,
        "placeholder": SECRET if found.secret else "",
        "recipe": recipe(found.vendor, hook, signed=bool(found.secret)),
        "words": found.severity_words.select_related("severity"),
        "people": found.readers.all(),
        "deliveries": _latest(found, request),
        "once": SourceForm.base_fields["once"].initial(),
        "zone": request.user.time_zone,
        "now": timezone.now(),
    }
    return render(request, "alerts/source.html", page)


def _latest(source: AlertSource, request: Request) -> list[AlertDelivery]:
    """The last deliveries that the person may see, each with what is `said` of it: words and incidents."""
    seen = AlertDelivery.objects.filter(source=source).visible_to(request.user)
    rows: list[Any] = list(seen.defer("body")[:LATEST])
    keys = {key for row in rows for key in row.incidents}
    visible = Incident.objects.visible_to(request.user).in_bulk(keys) if keys else {}
    for row in rows:
        row.said = _linked(row.outcome, [visible[key] for key in row.incidents if key in visible])
    return rows


def _linked(outcome: str, told: list[Incident]) -> list[tuple[str, Incident | None]]:
    """The outcome in pieces, the references of incidents with their incidents; those it leaves out at its end."""
    named = {incident.reference: incident for incident in told}
    pieces = [(piece, named.pop(piece, None)) for piece in REFERENCE.split(outcome)]
    for reference, incident in named.items():
        pieces += [(" ", None), (reference, incident)]
    return pieces
