"""The draft's page, and who is on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request
from incidents.timeline import showing
from incidents.timeline.notes import notes
from incidents.timeline.zones import Switch

from ..models import IllegalTransition, Kind, Postmortem, Presence, Revision, Section, State
from .sight import changeable, seen


def draft(request: Request, pk: int) -> HttpResponse:
    """All of it: text, timeline and actions, who is here, and what stands in the way."""
    postmortem = seen(request.user, pk)
    return render(request, "drafting/draft.html", page(request, postmortem))


def page(request: Request, postmortem: Postmortem) -> dict[str, Any]:
    """What the draft's page shows."""
    incident, at = postmortem.incident, timezone.now()
    entries = showing.entries_of(incident)
    actions = list(incident.actions.select_related("owner"))
    sections = postmortem.parts()
    switch = Switch.chosen(incident.zone, request.user.time_zone, request.GET, request.COOKIES)
    stands = {Kind.TIMELINE.value: bool(entries), Kind.ACTIONS.value: bool(actions)}
    return {
        "postmortem": postmortem,
        "incident": incident,
        "switch": switch,
        "zone": switch.zone,
        "sections": sections,
        "lacking": {s.key for s in sections if not s.has_words and not stands.get(s.kind, False)},
        "entries": entries,
        "timeline": showing.living(incident, switch.zone, entries),
        "notes": notes(entries, incident.instants, switch.zone),
        "actions": actions,
        "revision": Revision.current(postmortem),
        "words": sum(len(section.text.split()) for section in sections),
        "here": Presence.here(postmortem, at=at),
        "can_write": postmortem.can_write(request.user),
        "may_change": incident.may_change(request.user),
        "at": at,
    }


def preview(request: Request, pk: int) -> HttpResponse:
    """The whole as it will be read, without the tools."""
    return render(request, "drafting/preview.html", page(request, seen(request.user, pk)))


@require_POST
def presence(request: Request, pk: int) -> HttpResponse:
    """A ping: I am here, in this section. Answers who else is, and how far each section's text is."""
    postmortem, at = seen(request.user, pk), timezone.now()
    if request.POST.get("leaving"):
        Presence.leave(postmortem, by=request.user)
        return HttpResponse(status=204)
    editing = request.POST.get("section", "") if postmortem.can_write(request.user) else ""
    Presence.ping(postmortem, by=request.user, at=at, section=editing)
    people = [
        {
            "name": str(each.user),
            "initials": each.user.initials,
            "section": each.section,
            "you": each.user_id == request.user.pk,
        }
        for each in Presence.here(postmortem, at=at)
    ]
    texts = dict(Section.objects.standing().filter(postmortem=postmortem).values_list("key", "text_seq"))
    return JsonResponse({"people": people, "texts": texts})


@require_POST
def state(request: Request, pk: int) -> HttpResponse:
    """Take it back to draft: out of review, or after it was found not to be required, or withdrawn."""
    postmortem = changeable(request.user, pk)
    if request.POST.get("to") != State.DRAFT:
        raise PermissionDenied
    try:
        postmortem.move(State.DRAFT, by=request.user, at=timezone.now())
    except IllegalTransition as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{postmortem.reference} is a draft again.")
    return redirect(postmortem)
