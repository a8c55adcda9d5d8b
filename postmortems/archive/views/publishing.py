"""Publishing a postmortem, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.actions.models import ActionItem
from incidents.people.access import Request
from incidents.timeline.models import TimelineEntry
from postmortems.archive.forms import OverrideForm, PublishForm, WithdrawForm
from postmortems.archive.models import NothingNew, NotReady, Publication, WithdrawalRefused
from postmortems.drafting.models import IllegalTransition, Postmortem
from postmortems.reviews import gate


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: Request, pk: int) -> HttpResponse:
    """What stands in the way, what will be frozen, and the button that does it."""
    postmortem = _writable(request, pk)
    before = Publication.objects.filter(postmortem=postmortem).defer("frozen").first()
    overriding = "override_reason" in request.POST
    said = request.POST if request.method == "POST" else None
    form = PublishForm(None if overriding else said, before=before)
    override = OverrideForm(said if overriding else None, before=before)
    sent = override if overriding else form
    if sent.is_valid():
        answer = _issue(request, postmortem, **sent.said)
        if answer is not None:
            return answer
    blockers = gate.blockers(postmortem)
    context = {
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "before": before,
        "version": before.version + 1 if before else 1,
        "blockers": blockers,
        "notes": gate.notes(postmortem),
        "form": form,
        "override": override,
        "entries": TimelineEntry.objects.filter(incident=postmortem.incident).standing().count(),
        "actions": ActionItem.objects.filter(incident=postmortem.incident).count(),
    }
    return render(request, "archive/publication.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, pk: int) -> HttpResponse:
    """Ask why, then take every standing version back."""
    postmortem = _writable(request, pk)
    standing = Publication.objects.filter(postmortem=postmortem).standing().defer("frozen")
    newest = standing.first()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            Publication.withdraw(
                postmortem, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except (WithdrawalRefused, IllegalTransition) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The report is withdrawn. Its address says so, and why.")
            return redirect("archive:report", postmortem.incident_id)
    context = {"postmortem": postmortem, "incident": postmortem.incident, "newest": newest, "form": form}
    return render(request, "archive/withdrawal.html", context)


def _writable(request: Request, pk: int) -> Postmortem:
    postmortem = get_object_or_404(Postmortem.objects.visible_to(request.user).with_incident(), pk=pk)
    if not postmortem.incident.may_change(request.user):
        raise PermissionDenied
    return postmortem


def _issue(
    request: Request, postmortem: Postmortem, *, change_note: str = "", override_reason: str = ""
) -> HttpResponse | None:
    """Publish and go to the report; None when the gate says no, and the page shows why."""
    try:
        made = Publication.issue(
            postmortem,
            by=request.user,
            at=timezone.now(),
            change_note=change_note,
            override_reason=override_reason,
        )
    except NotReady:
        messages.error(request, "Nothing was published: what stands in the way is listed here.")
        return None
    except (NothingNew, IllegalTransition) as refused:
        messages.info(request, str(refused))
        return redirect("archive:report", postmortem.incident_id)
    messages.success(request, f"Version {made.version} is published. Everyone who may see it can find it.")
    return redirect("archive:report", postmortem.incident_id)
