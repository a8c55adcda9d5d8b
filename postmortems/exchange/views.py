"""Bringing a write-up in: paste it, check what was read, create. Nothing is stored in between."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from incidents.people.access import Request
from incidents.timeline.models import ClockRefused
from postmortems.exchange.annotation import Source
from postmortems.exchange.example import EXAMPLE
from postmortems.exchange.forms import PasteForm, TakeInForm
from postmortems.exchange.models import AlreadyTakenIn, Choices, OpenQuestion, WriteUp
from postmortems.exchange.parsing import read
from postmortems.exchange.parsing.proposal import Proposal
from postmortems.exchange.presentation import Preview


@require_http_methods(["GET", "HEAD"])
def paste(request: Request) -> HttpResponse:
    """The box for the text."""
    _writers_only(request)
    given = {"text": EXAMPLE} if "example" in request.GET else None
    return render(request, "exchange/paste.html", {"form": PasteForm(initial=given)})


@require_POST
def preview(request: Request) -> HttpResponse:
    """What was read, every value beside its source; with `do=create` it becomes a record."""
    _writers_only(request)
    pasted = PasteForm(request.POST, request.FILES)
    if not pasted.is_valid():
        return render(request, "exchange/paste.html", {"form": pasted}, status=422)
    text, name = pasted.cleaned_data["text"], pasted.cleaned_data["name"]
    answers = _answers(request)
    proposal = read(text, answers=answers)
    creating = request.POST.get("do") == "create"
    form = TakeInForm(request.POST if creating else None, proposal=proposal, so_far=request.POST)
    if creating and form.is_valid():
        done = _create(request, text, name, proposal, form)
        if done is not None:
            return done
    there = WriteUp.objects.of_text(text).visible_to(request.user).select_related("incident").first()
    context = {
        "preview": Preview(Source(text), proposal, answers),
        "form": form,
        "text": text,
        "name": name,
        "there": there,
        "zones": sorted(available_timezones()),
        "trail": [("Bring in a write-up", reverse("exchange:paste"))],
    }
    return render(request, "exchange/preview.html", context, status=422 if creating else 200)


def _create(
    request: Request, text: str, name: str, proposal: Proposal, form: TakeInForm
) -> HttpResponse | None:
    """The way to the new draft, or None with the refusal on the form."""
    data = form.cleaned_data
    choices = Choices(
        title=data["title"],
        severity=data["severity"],
        services=data["services"],
        visibility=data["visibility"],
        clocks=form.clocks,
        answered=frozenset(_answers(request)),
    )
    try:
        made = WriteUp.take_in(text, proposal, choices, by=request.user, at=timezone.now(), name=name)
    except AlreadyTakenIn as refusal:
        return redirect(refusal.write_up.incident)
    except OpenQuestion as refusal:
        form.add_error(
            f"answer-{refusal.key}" if f"answer-{refusal.key}" in form.fields else None, str(refusal)
        )
    except ClockRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return redirect(made.incident.postmortem)
    return None


def _answers(request: Request) -> dict[str, str]:
    """The answers given so far, and the one step that a button undoes or takes again."""
    given = {
        name.removeprefix("answer-"): str(value).strip()
        for name, value in request.POST.items()
        if name.startswith("answer-") and str(value).strip()
    }
    if undone := request.POST.get("undo"):
        given[undone] = "same_day"
    if again := request.POST.get("redo"):
        given.pop(again, None)
    return given


@require_GET
def source(request: Request, pk: int) -> HttpResponse:
    """The text as it was brought in."""
    found = get_object_or_404(
        WriteUp.objects.visible_to(request.user).select_related("incident", "by"), incident=pk
    )
    trail = [
        ("Incidents", reverse("timeline:incidents")),
        (found.incident.reference, found.incident.get_absolute_url()),
    ]
    return render(request, "exchange/source.html", {"write_up": found, "trail": trail})


def _writers_only(request: Request) -> None:
    user: Any = request.user
    if not user.may_write:
        raise PermissionDenied("Guests read here. Ask an administrator for a member's account to write.")
