"""Which sections there are: add, name, place, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.audit.once import Once
from incidents.people.access import Request

from ..forms import HeadingForm, NewSectionForm
from .sight import changeable, changeable_section


def new(request: Request, pk: int) -> HttpResponse:
    """Add a section."""
    postmortem = changeable(request.user, pk)
    sections = postmortem.parts()
    form = NewSectionForm(request.POST or None, sections=sections)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        after = next((s for s in sections if s.key == form.cleaned_data["after"]), None)

        def add() -> str:
            heading = form.cleaned_data["heading"]
            return postmortem.add_section(heading, by=request.user, at=at, after=after).get_absolute_url()

        return redirect(Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=add)[0])
    page = {"postmortem": postmortem, "form": form, "heading": "Add a section", "label": "Add the section"}
    return render(request, "drafting/outline.html", page, status=422 if form.is_bound else 200)


def heading(request: Request, pk: int, key: str) -> HttpResponse:
    """Give a section another heading."""
    section = changeable_section(request.user, pk, key)
    form = HeadingForm(request.POST or None, initial={"heading": section.heading})
    if request.method == "POST" and form.is_valid():
        section.rename(form.cleaned_data["heading"], by=request.user, at=timezone.now())
        return redirect(section)
    page = {
        "postmortem": section.postmortem,
        "form": form,
        "heading": f"Rename {section.heading}",
        "label": "Rename the section",
    }
    return render(request, "drafting/outline.html", page, status=422 if form.is_bound else 200)


@require_POST
def place(request: Request, pk: int, key: str) -> HttpResponse:
    """Move a section one place up or down."""
    section = changeable_section(request.user, pk, key)
    keys = [each.key for each in section.postmortem.parts()]
    if key in keys:
        step = -1 if request.POST.get("to") == "up" else 1
        section.move(keys.index(key) + step, by=request.user, at=timezone.now())
    return redirect(section)


@require_POST
def removal(request: Request, pk: int, key: str) -> HttpResponse:
    """Take a section out, with undo."""
    section = changeable_section(request.user, pk, key)
    section.hide(by=request.user, at=timezone.now())
    undo = reverse("drafting:return", args=[pk, key])
    messages.success(request, f"{section.heading} is removed. Its text is kept.", extra_tags=f"undo:{undo}")
    return redirect(section.postmortem)


@require_POST
def bring_back(request: Request, pk: int, key: str) -> HttpResponse:
    """Undo a removal."""
    section = changeable_section(request.user, pk, key)
    section.bring_back(by=request.user, at=timezone.now())
    return redirect(section)
