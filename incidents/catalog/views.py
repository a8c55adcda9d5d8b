"""Administrators: severities, kinds of entry, services and tags. One shape of page for the four."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request, admin_only

from .forms import KindForm, MergeForm, ServiceForm, SeverityForm, TagForm, values
from .models import CatalogRefused, Kind, Ordered, Retirable, Service, Severity, Tag, Word


@dataclass(frozen=True)
class Shelf:
    """One of the lists: its noun, its form, and the words of its pages."""

    noun: type[Word]
    form: type[forms.Form]
    plural: str
    lead: str
    #: What a change of one of them touches.
    follows: str = ""

    @property
    def one(self) -> str:
        return str(self.noun._meta.verbose_name)

    @property
    def is_ordered(self) -> bool:
        return issubclass(self.noun, Ordered)

    @property
    def is_retirable(self) -> bool:
        return issubclass(self.noun, Retirable)

    def rows(self, request: Request) -> Any:
        if self.noun is Kind:
            return Kind.objects.all()
        rows = self.noun.incidents_seen_by(request.user)
        return rows.select_related("team") if self.noun is Service else rows

    def add(self, request: Request, **fields: object) -> Word:
        make = self.noun.append if issubclass(self.noun, Ordered) else self.noun.add
        return make(by=request.user, at=timezone.now(), **fields)


SHELVES = {
    "severities": Shelf(
        Severity,
        SeverityForm,
        "Severities",
        "How bad it is, the worst first, and what is asked for then.",
        "Incidents and drafts follow a change at once. Published reports keep what held when they came out.",
    ),
    "kinds": Shelf(
        Kind,
        KindForm,
        "Kinds",
        "What the entries of a timeline are, in the order of the form.",
        "Timelines follow a change at once. Published reports keep the name and the drawing they came out with.",
    ),
    "services": Shelf(
        Service,
        ServiceForm,
        "Services",
        "What people rely on and what can break.",
        "Incidents follow a change at once. Published reports keep the name they came out with.",
    ),
    "tags": Shelf(Tag, TagForm, "Tags", "Words to find incidents again by."),
}


@admin_only
def words(request: Request, shelf: str) -> HttpResponse:
    """The list of one shelf."""
    found = SHELVES[shelf]
    page = {"shelf": found, "rows": found.rows(request), "new": f"catalog:{shelf}_new"}
    return render(request, f"catalog/{shelf}.html", page)


@admin_only
def new(request: Request, shelf: str) -> HttpResponse:
    """A page with an empty form, and what it makes."""
    found = SHELVES[shelf]
    form = found.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = found.add(request, **form.cleaned_data)
        except CatalogRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{made} is added.")
            return redirect(f"catalog:{shelf}")
    return _page(request, shelf, form)


@admin_only
def word(request: Request, shelf: str, pk: int) -> HttpResponse:
    """One of them, to change or to take away."""
    found = SHELVES[shelf]
    row = get_object_or_404(found.noun, pk=pk)
    form = found.form(request.POST if request.method == "POST" else None, initial=values(row, found.form))
    if request.method == "POST" and form.is_valid():
        try:
            row.revise(by=request.user, at=timezone.now(), **form.cleaned_data)
        except CatalogRefused as refusal:
            form.add_error("name", str(refusal))
            row.refresh_from_db()
        else:
            messages.success(request, f"{row} is saved.")
            return redirect(f"catalog:{shelf}")
    merging = MergeForm(tag=row) if isinstance(row, Tag) else None
    return _page(request, shelf, form, row=row, merging=merging)


def _page(request: Request, shelf: str, form: forms.Form, **more: Any) -> HttpResponse:
    page = {"shelf": SHELVES[shelf], "form": form, "back": f"catalog:{shelf}"}
    page |= {"gone": f"catalog:{shelf}_remove", "retire": f"catalog:{shelf}_retire"}
    refused = any(each is not None and each.is_bound for each in (form, more.get("merging")))
    return render(request, "catalog/word.html", page | more, status=422 if refused else 200)


@admin_only
@require_POST
def remove(request: Request, shelf: str, pk: int) -> HttpResponse:
    """Take one away that nothing uses."""
    row = get_object_or_404(SHELVES[shelf].noun, pk=pk)
    try:
        row.remove(by=request.user, at=timezone.now())
        messages.success(request, f"{row} is removed.")
    except CatalogRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"catalog:{shelf}")


@admin_only
@require_POST
def move(request: Request, shelf: str, pk: int) -> HttpResponse:
    """Move one up or down in its order."""
    row: Any = get_object_or_404(SHELVES[shelf].noun, pk=pk)
    row.move(request.POST.get("to") == "up", by=request.user, at=timezone.now())
    return redirect(f"catalog:{shelf}")


@admin_only
@require_POST
def retire(request: Request, shelf: str, pk: int) -> HttpResponse:
    """Offer one no more, or again."""
    row: Any = get_object_or_404(SHELVES[shelf].noun, pk=pk)
    try:
        if request.POST.get("offered"):
            row.offer(by=request.user, at=timezone.now())
            messages.success(request, f"{row} is offered again.")
        else:
            row.retire(by=request.user, at=timezone.now())
            messages.success(request, f"{row} is retired. What has it keeps it.")
    except CatalogRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"catalog:{shelf}")


@admin_only
@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    """Make one tag out of two."""
    row = get_object_or_404(Tag, pk=pk)
    merging = MergeForm(request.POST, tag=row)
    if not merging.is_valid():
        return _page(request, "tags", TagForm(initial=values(row, TagForm)), row=row, merging=merging)
    into = merging.cleaned_data["into"]
    row.merge(into, by=request.user, at=timezone.now())
    messages.success(request, f"{row.name} is now {into}.")
    return redirect("catalog:tags")
