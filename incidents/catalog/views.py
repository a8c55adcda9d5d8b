"""Administrators: the scale of severities, the services and the tags. One shape of page for the three."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request, admin_only

from .forms import ServiceForm, SeverityForm, TagForm, values
from .models import CatalogRefused, Service, Severity, Tag, Word


@dataclass(frozen=True)
class Kind:
    """One of the three lists: its noun, its form, and the words and templates of its pages."""

    noun: type[Word]
    form: type[forms.Form]
    plural: str
    lead: str

    @property
    def one(self) -> str:
        return str(self.noun._meta.verbose_name)

    @property
    def many(self) -> str:
        return str(self.noun._meta.verbose_name_plural)

    def add(self, request: Request, **fields: object) -> Word:
        make = Severity.append if self.noun is Severity else self.noun.add
        return make(by=request.user, at=timezone.now(), **fields)


KINDS = {
    "severities": Kind(
        Severity, SeverityForm, "Severities", "How bad it is, the worst first, and what is asked for then."
    ),
    "services": Kind(Service, ServiceForm, "Services", "What people rely on and what can break."),
    "tags": Kind(Tag, TagForm, "Tags", "Words to find incidents again by."),
}


@admin_only
def words(request: Request, kind: str) -> HttpResponse:
    """The list of one kind."""
    found = KINDS[kind]
    rows = Service.objects.select_related("team") if kind == "services" else found.noun._default_manager.all()
    return render(request, f"catalog/{kind}.html", {"kind": found, "rows": rows})


@admin_only
def new(request: Request, kind: str) -> HttpResponse:
    """A page with an empty form, and what it makes."""
    found = KINDS[kind]
    form = found.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = found.add(request, **form.cleaned_data)
        except CatalogRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{made} is added.")
            return redirect(f"catalog:{kind}")
    page = {"kind": found, "form": form, "back": f"catalog:{kind}"}
    return render(request, "catalog/word.html", page, status=422 if form.is_bound else 200)


@admin_only
def word(request: Request, kind: str, pk: int) -> HttpResponse:
    """One of them, to change or to take away."""
    found = KINDS[kind]
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
            return redirect(f"catalog:{kind}")
    page = {
        "kind": found,
        "form": form,
        "row": row,
        "back": f"catalog:{kind}",
        "gone": f"catalog:{kind}_remove",
    }
    return render(request, "catalog/word.html", page, status=422 if form.is_bound else 200)


@admin_only
@require_POST
def remove(request: Request, kind: str, pk: int) -> HttpResponse:
    """Take one away that no incident uses."""
    row = get_object_or_404(KINDS[kind].noun, pk=pk)
    try:
        row.remove(by=request.user, at=timezone.now())
        messages.success(request, f"{row} is removed.")
    except CatalogRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"catalog:{kind}")


@admin_only
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """Move a severity up or down the scale."""
    row = get_object_or_404(Severity, pk=pk)
    row.move(request.POST.get("to") == "up", by=request.user, at=timezone.now())
    return redirect("catalog:severities")
