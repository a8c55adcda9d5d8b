"""Asking people for a review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.people.models import User
from incidents.timeline.wording import zone_of
from postmortems.drafting.models import Postmortem
from postmortems.reviews.counting import joined
from postmortems.reviews.forms import AskForm
from postmortems.reviews.models import ReviewRefused, ReviewRequest
from postmortems.reviews.standing import Standing

from .found import postmortem_for

#: More people than this are found by searching.
SHOWN = 40


def ask(request: Request, pm: int) -> HttpResponse:
    """Choose people, and put the postmortem in review. Searching keeps those who are chosen already."""
    postmortem = postmortem_for(request, pm, writing=True)
    standing = Standing.of(postmortem)
    candidates = _candidates(postmortem)
    today = timezone.now().astimezone(zone_of(request.user.time_zone)).date()
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted, people=candidates, today=today, initial=_kept(request, standing, today))
    if form.is_valid():
        try:
            return redirect(_asked(request, postmortem, form))
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
    page = {"postmortem": postmortem, "standing": standing, "form": form, "today": today}
    page |= _people(request, form, candidates)
    page["authors"] = joined(str(person) for person in postmortem.authors())
    return render(request, "reviews/ask.html", page, status=422 if form.is_bound else 200)


@require_POST
def withdrawal(request: Request, pm: int, pk: int) -> HttpResponse:
    """Take the question back."""
    postmortem = postmortem_for(request, pm)
    found = get_object_or_404(
        ReviewRequest.objects.filter(postmortem=postmortem).select_related("person"), pk=pk
    )
    found.withdraw(by=request.user, at=timezone.now())
    messages.success(request, f"{found.person} is no longer asked.")
    return redirect("reviews:ask", postmortem.pk)


def _candidates(postmortem: Postmortem) -> QuerySet[User]:
    """Who could answer: members who see it and did not write in it."""
    people = (
        User.objects.active().exclude(role=User.Role.GUEST).exclude(pk__in=postmortem.authors().values("pk"))
    )
    if postmortem.incident.is_restricted:
        people = people.filter(pk__in=postmortem.incident.involvements.values("user"))
    return people


def _kept(request: Request, standing: Standing, today: dt.date) -> dict[str, Any]:
    """What the form begins with: what was typed before a search, else whose approval has become stale."""
    if request.GET:
        people = [pk for pk in request.GET.getlist("people") if pk.isdecimal()]
        return {"people": people, "due_on": request.GET.get("due_on"), "message": request.GET.get("message")}
    stale = [a.by_id for a in standing.stale_approvals]
    return {"people": stale, "due_on": today + dt.timedelta(days=3)}


def _people(request: Request, form: AskForm, candidates: QuerySet[User]) -> dict[str, Any]:
    """Who is chosen, who else could be, and what the button says."""
    chosen = _chosen(form, candidates)
    q = request.GET.get("q", "").strip()
    return {"q": q, "chosen": chosen, "others": _others(candidates, chosen, q), "button": _button(chosen)}


def _chosen(form: AskForm, candidates: QuerySet[User]) -> list[User]:
    given = form["people"].value() or []
    keys = [str(pk) for pk in given if str(pk).isdecimal()]
    return list(candidates.filter(pk__in=keys)) if keys else []


def _others(candidates: QuerySet[User], chosen: Iterable[User], q: str) -> list[User]:
    """The people to choose from besides those who are chosen, by name, address or team."""
    rest = candidates.exclude(pk__in=[p.pk for p in chosen]).prefetch_related("teams")
    if q:
        rest = rest.filter(
            Q(name__icontains=q) | Q(email__icontains=q) | Q(teams__name__icontains=q)
        ).distinct()
    return list(rest[:SHOWN])


def _button(chosen: list[User]) -> str:
    return f"Ask {_first_names(chosen)} to review" if chosen else "Ask them to review"


def _first_names(people: Iterable[User]) -> str:
    return joined(str(person).split()[0] for person in people)


def _asked(request: Request, postmortem: Postmortem, form: AskForm) -> str:
    at = timezone.now()
    given = form.cleaned_data

    def make() -> str:
        ReviewRequest.ask(
            postmortem,
            given["people"],
            by=request.user,
            at=at,
            due_on=given["due_on"],
            message=given["message"],
        )
        return postmortem.get_absolute_url()

    url, made = Once.spend(given["once"], by=request.user, at=at, make=make)
    if made:
        messages.success(request, f"{_first_names(given['people'])} will find it on their home page.")
    return url
