"""The answer of a reviewer, on the page that shows what it is for; and all answers so far."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.timeline.showing import living
from incidents.timeline.zones import Switch
from postmortems.drafting.models import Postmortem, Revision
from postmortems.reviews import past
from postmortems.reviews.forms import AnswerForm, sealed
from postmortems.reviews.models import Approval, ChangedMeanwhile, ReviewRefused
from postmortems.reviews.standing import Standing

from .found import postmortem_for


def review(request: Request, pm: int) -> HttpResponse:
    """Read it and answer. When it changed while the person read, the page says what, and asks again."""
    postmortem = postmortem_for(request, pm)
    form = AnswerForm(request.POST or None)
    changes = None
    if form.is_valid():
        try:
            return redirect(_given(request, postmortem, form))
        except ChangedMeanwhile as refusal:
            changes = refusal.changes
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
    refused = changes is not None or bool(form.errors)
    page = _page(request, postmortem, form) | {"changes": changes, "changed": changes is not None}
    if form.errors:
        # The person sends it again without having read anything new: what they saw stays what they saw.
        page["seen"] = form["seen"].value() or page["seen"]
    return render(request, "reviews/review.html", page, status=422 if refused else 200)


@require_safe
def history(request: Request, pm: int) -> HttpResponse:
    """Every question, answer and step, the latest first."""
    postmortem = postmortem_for(request, pm)
    standing = Standing.of(postmortem)
    page = {"postmortem": postmortem, "standing": standing, "steps": past.happened(standing)}
    return render(request, "reviews/history.html", page)


def _given(request: Request, postmortem: Postmortem, form: AnswerForm) -> str:
    at = timezone.now()
    given = form.cleaned_data
    seen = form.fingerprint
    if seen is None:
        raise ChangedMeanwhile

    def make() -> str:
        Approval.give(
            Revision.current(postmortem),
            by=request.user,
            at=at,
            verdict=given["verdict"],
            note=given["note"],
            answers=form.answers,
            seen=seen,
        )
        return postmortem.get_absolute_url()

    url, made = Once.spend(given["once"], by=request.user, at=at, make=make)
    if made:
        approved = given["verdict"] == Approval.Verdict.APPROVE
        said = "You approved it." if approved else "You asked for changes."
        messages.success(request, said, extra_tags=f"kept:review-{postmortem.pk}")
    return url


def _page(request: Request, postmortem: Postmortem, form: AnswerForm) -> dict[str, Any]:
    standing, zone = Standing.of(postmortem), postmortem.incident.zone
    mine = standing.reviewer(request.user)
    switch = Switch.chosen(zone, request.user.time_zone, request.GET, request.COOKIES)
    return {
        "postmortem": postmortem,
        "standing": standing,
        "form": form,
        "mine": mine,
        "since": standing.changes_since(mine.approval.fingerprint) if mine and mine.approval else [],
        "revision": Revision.current(postmortem),
        "seen": sealed(standing.fingerprint),
        "why_not": _why_not(request, postmortem),
        "switch": switch,
        "timeline": living(postmortem.incident, switch.zone),
    }


def _why_not(request: Request, postmortem: Postmortem) -> str:
    """Why this person cannot answer now, as a sentence; empty when they can."""
    try:
        Approval.may_answer(postmortem, request.user)
    except ReviewRefused as refusal:
        return str(refusal)
    return ""
