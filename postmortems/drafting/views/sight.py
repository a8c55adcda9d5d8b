"""What a person may see and write, asked once at the door of every view."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from incidents.timeline.models import Incident

from ..models import Postmortem, Section


def incident_of(user: Any, pk: int) -> Incident:
    """The incident, for somebody who may begin its postmortem. 404 unseen, 403 for guests."""
    incident = Incident.objects.visible_to(user).select_related("severity").filter(pk=pk).first()
    if incident is None:
        raise Http404
    if not incident.may_change(user):
        raise PermissionDenied
    return incident


def seen(user: Any, pk: int) -> Postmortem:
    """The postmortem, if `user` sees it; else 404."""
    found = Postmortem.objects.visible_to(user).with_incident().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def changeable(user: Any, pk: int) -> Postmortem:
    """The postmortem, if `user` may change it; 403 if it is only seen."""
    postmortem = seen(user, pk)
    if not postmortem.incident.may_change(user):
        raise PermissionDenied
    return postmortem


def section_of(user: Any, pk: int, key: str) -> Section:
    """A section with its postmortem and the head of its log, all of one moment; 404 if unseen."""
    joined = "postmortem__living", "postmortem__incident__severity"
    found = Section.objects.visible_to(user).select_related(*joined).filter(postmortem=pk, key=key).first()
    if found is None:
        raise Http404
    return found


def changeable_section(user: Any, pk: int, key: str) -> Section:
    """The same, for somebody who may change it; else 403."""
    section = section_of(user, pk, key)
    if not section.postmortem.incident.may_change(user):
        raise PermissionDenied
    return section
