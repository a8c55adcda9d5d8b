"""What an address names, for the person who asks: not visible is 404, visible and not allowed 403."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from incidents.people.access import Request
from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import Comment, Thread


class HtmxRequest(Request):
    """A request that may come from a part of a page."""

    htmx: HtmxDetails


def postmortem_for(request: Request, pm: int, *, writing: bool = False) -> Postmortem:
    """The postmortem with everything that a sentence about it needs."""
    postmortem = get_object_or_404(Postmortem.objects.visible_to(request.user).with_incident(), pk=pm)
    if (writing or request.method == "POST") and not postmortem.incident.may_change(request.user):
        raise PermissionDenied
    return postmortem


def thread_for(request: Request, pm: int, pk: int) -> Thread:
    """A thread of that postmortem."""
    postmortem = postmortem_for(request, pm)
    thread = get_object_or_404(Thread.objects.filter(postmortem=postmortem).whole(), pk=pk)
    thread.postmortem = postmortem
    return thread


def comment_for(request: Request, pm: int, pk: int) -> Comment:
    """A comment on that postmortem."""
    postmortem = postmortem_for(request, pm, writing=True)
    seen = Comment.objects.filter(thread__postmortem=postmortem).select_related("thread", "author")
    comment = get_object_or_404(seen, pk=pk)
    comment.thread.postmortem = postmortem
    return comment
