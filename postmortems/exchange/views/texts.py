"""Bringing a write-up in: paste it, check what was read, create. Nothing is stored in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from incidents.catalog.models import Kind
from incidents.people.access import Request, answers_nul, writers_only
from incidents.timeline.models import ClockRefused, Incident
from postmortems.exchange.annotation import Source
from postmortems.exchange.batches.forms import BatchForm
from postmortems.exchange.example import EXAMPLE
from postmortems.exchange.forms import PasteForm, TakeInForm
from postmortems.exchange.making import Choices
from postmortems.exchange.models import AlreadyTakenIn, OpenQuestion, WriteUp
from postmortems.exchange.most import too_much
from postmortems.exchange.moves import write
from postmortems.exchange.presentation import Called, Preview
from postmortems.exchange.rounds import Round, round_of
from postmortems.exchange.views import reports


@require_http_methods(["GET", "HEAD"])
@writers_only
def paste(request: Request) -> HttpResponse:
    """The box for the text."""
    given = {"text": EXAMPLE} if "example" in request.GET else None
    return render(request, "exchange/paste.html", {"form": PasteForm(initial=given), "many": BatchForm()})


@answers_nul("text")
@require_POST
@writers_only
def preview(request: Request) -> HttpResponse:
    """What was read, every value beside its source; with `do=create` it becomes a record."""
    pasted = PasteForm(request.POST, request.FILES, by=request.user)
    if not pasted.is_valid():
        return render(request, "exchange/paste.html", {"form": pasted, "many": BatchForm()}, status=422)
    text, name = pasted.cleaned_data["text"], pasted.cleaned_data["name"]
    if pasted.told is not None:
        return reports.shown(request, text, name, pasted.told, partial(_to_the_draft, request))
    trail = [("Bring in a write-up", reverse("exchange:paste"))]
    place = Place(reverse("exchange:preview"), trail, request.POST, partial(_to_the_draft, request))
    return shown(request, text, name, place, pasted.notes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is looked at that came from somewhere."""

    action: str
    """The address that what is pressed goes to."""
    trail: list[tuple[str, str]]
    given: QueryDict
    """What was posted, or said before anything was posted."""
    taken_in: Callable[[Incident, bool], HttpResponse]
    """The answer once an incident came of it; whether it was made now."""
    back: str = "Start over"
    """What the way back, the last of the trail, is called."""


def _to_the_draft(request: Request, incident: Incident, made: bool) -> HttpResponse:
    said = (
        f"Brought in as {incident.reference}, with a draft."
        if made
        else f"This text is here already, as {incident.reference}. Nothing was made again."
    )
    # The text has its place now; the copy that the box kept on the device would be offered back for ever.
    messages.success(request, said, extra_tags="kept:paste")
    return redirect(incident.postmortem if made else incident)


def shown(request: Request, text: str, name: str, place: Place, notes: Sequence[str] = ()) -> HttpResponse:
    """The preview of a text, wherever it came from, after what was pressed on the page.

    `notes` is what a converter said of its file.
    """
    kinds = list(Kind.objects.all())
    now = round_of(text, place.given, frozenset(kind.slug for kind in kinds))
    if sentence := too_much(now.proposal):
        return _too_much(request, text, sentence)
    creating = request.POST.get("do") == "create"
    form = TakeInForm(
        request.POST if creating else None, proposal=now.proposal, so_far=_so_far(place.given, now)
    )
    if creating and form.is_valid():
        done = _create(request, text, name, now, form, place)
        if done is not None:
            return done
    there = WriteUp.objects.of_text(text).visible_to(request.user).select_related("incident").first()
    names, asked = {kind.slug: Called(kind.name, kind.shape) for kind in kinds}, form.sections
    # A script says which rows its page has, and is answered without them and without the page around.
    faces = frozenset(request.POST.get("faces", "").split())
    context = {
        "preview": Preview(Source(text), now, form.moments, names, asked, faces),
        "round": now,
        "moves": write(now.rearranged.moves),
        "undone": write(now.undone),
        "form": form,
        "text": text,
        "name": name,
        "notes": notes,
        "there": there,
        "kinds": kinds,
        "place": place,
        "trail": place.trail,
    }
    page = "exchange/_reading.html" if "faces" in request.POST else "exchange/preview.html"
    return render(request, page, context, status=422 if creating else 200)


def _too_much(request: Request, text: str, sentence: str) -> HttpResponse:
    """The box again with the text in it, whatever it came from, so that it can be parted there."""
    sent = QueryDict(mutable=True)
    sent["text"] = text
    form = PasteForm(sent, by=request.user)
    form.is_valid()
    form.add_error("text", sentence)
    return render(request, "exchange/paste.html", {"form": form, "many": BatchForm()}, status=422)


def _so_far(given: QueryDict, now: Round) -> QueryDict:
    """What the person chose in earlier rounds, without what the last move has chosen anew."""
    chosen = given.copy()
    if now.touched == "value title":
        chosen.pop("title", None)
    chosen.pop(f"answer-{given.get('forget', '')}", None)
    return chosen


def _create(
    request: Request, text: str, name: str, now: Round, form: TakeInForm, place: Place
) -> HttpResponse | None:
    """The way on, or None with the refusal on the form."""
    data = form.cleaned_data
    choices = Choices(
        title=data["title"],
        severity=data["severity"],
        services=data["services"],
        visibility=data["visibility"],
        template=data["template"],
        clocks=form.clocks,
        people=form.parts,
        answered=frozenset(now.answers),
    )
    said, at = now.rearranged.arrangement, timezone.now()
    try:
        made = WriteUp.take_in(text, now.proposal, choices, by=request.user, at=at, name=name, said=said)
    except AlreadyTakenIn as refusal:
        return place.taken_in(refusal.write_up.incident, False)
    except OpenQuestion as refusal:
        form.add_error(
            f"answer-{refusal.key}" if f"answer-{refusal.key}" in form.fields else None, str(refusal)
        )
    except ClockRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return place.taken_in(made.incident, True)
    return None


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
