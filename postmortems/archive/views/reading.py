"""Reading a published report, one of its versions, and what changed between two."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.timeline.zones import Switch
from postmortems.archive.changes import between
from postmortems.archive.models import Publication
from postmortems.archive.models.publication import PublicationQuerySet
from postmortems.archive.showing import TOLD, Reading
from postmortems.archive.writing import pdf
from postmortems.drafting.models import Postmortem

ACTIVITIES = 4


@login_required
@require_safe
def report(request: HttpRequest, pk: int, version: int | None = None) -> HttpResponseBase:
    """The newest version of a report, or the one that the address names."""
    versions = list(versions_of(request, pk).with_later_changes().defer("frozen"))
    if not versions:
        return _draft_instead(request, pk)
    shown = versions[0] if version is None else _numbered(versions, version)
    if shown.is_withdrawn:
        return render(request, "archive/withdrawn.html", {"publication": shown}, status=410)
    pdf.warm()
    reading = _open(request, shown, versions)
    etag = _etag(request, reading)
    unchanged = get_conditional_response(request, etag=etag) if etag else None
    response = unchanged or render(
        request,
        "archive/report.html",
        {
            "reading": reading,
            "report": reading.report,
            "address": request.build_absolute_uri(shown.get_absolute_url()),
        },
    )
    if etag:
        response.headers["ETag"] = etag
    # Asked about each time, so that nobody reads from their browser what they may no longer see.
    patch_cache_control(response, private=True, no_cache=True)
    return response


@login_required
@require_safe
def changes(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What a version changed, word by word, from the version before it."""
    after = get_object_or_404(versions_of(request, pk), version=version)
    before = versions_of(request, pk).filter(version__lt=version).first()
    if before is None:
        raise Http404("the first version changed nothing")
    if before.is_withdrawn or after.is_withdrawn:
        withdrawn = after if after.is_withdrawn else before
        return render(request, "archive/withdrawn.html", {"publication": withdrawn}, status=410)
    context = {"before": before, "after": after, "changes": between(before.report, after.report)}
    return render(request, "archive/changes.html", context)


def versions_of(request: HttpRequest, pk: int) -> PublicationQuerySet:
    """All versions of the report on incident `pk`, newest first, if the person may see it."""
    seen: PublicationQuerySet = Publication.objects.visible_to(request.user).of(pk)
    return seen.select_related("by", "withdrawn_by", "postmortem__incident__severity")


def _open(request: HttpRequest, shown: Publication, versions: list[Publication]) -> Reading:
    incident_id, zone = shown.postmortem.incident_id, shown.postmortem.incident.zone
    actions = ActionItem.objects.filter(incident=incident_id).select_related("owner")
    events = Event.objects.filter(incident=incident_id, verb__in=TOLD).select_related("by")
    return Reading(
        shown,
        versions,
        actions=list(actions),
        activity=list(events.order_by("-at", "-pk")[:ACTIVITIES]),
        today=timezone.now().date(),
        switch=Switch.chosen(zone, request.user.time_zone, request.GET, request.COOKIES),  # type: ignore[union-attr]
    )


def _numbered(versions: list[Publication], version: int) -> Publication:
    found = next((publication for publication in versions if publication.version == version), None)
    if found is None:
        raise Http404("no such version")
    return found


def _draft_instead(request: HttpRequest, pk: int) -> HttpResponse:
    """To the draft, for who may see it: nothing has been published under this address yet."""
    return redirect(get_object_or_404(Postmortem.objects.visible_to(request.user), incident=pk))


def _etag(request: HttpRequest, reading: Reading) -> str:
    """A tag of all that the page is made of; none while a message waits to be shown.

    The session is part of it: the page holds a token that is good in this session alone.
    """
    if "messages" in request.COOKIES or request.session.get("_messages"):
        return ""
    parts: list[Any] = [
        request.user.pk,
        str(request.user),
        request.session.session_key,
        request.COOKIES.get("theme", ""),
        reading.publication.pk,
        [(v.pk, v.is_withdrawn) for v in reading.versions],
        [(a.pk, a.version, str(a.owner)) for a in reading.living],
        [event.pk for event in reading.activity],
        reading.incident.severity.name,
        # What the sentence on later changes is made of, without opening what is frozen.
        [getattr(reading.publication, f"{name}_changed") for name in ("entries", "details")],
        list(reading.incident.instants.values()),
        reading.incident.visibility,
        reading.today.isoformat(),
        reading.zone,
        _dress(),
    ]
    return f'"{salted_hmac("archive.reading", repr(parts)).hexdigest()[:32]}"'


@cache
def _dress() -> int:
    """When a template or style was last changed: another dress is another page."""
    folders = [*settings.TEMPLATES[0]["DIRS"], *settings.STATICFILES_DIRS]  # type: ignore[misc]
    files = (file for folder in folders for file in Path(folder).rglob("*") if file.is_file())
    return max((file.stat().st_mtime_ns for file in files), default=0)
