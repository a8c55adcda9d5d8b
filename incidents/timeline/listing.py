"""The list of incidents: what a filter means, in which order, and as a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from .models import Incident

LENGTH = ExpressionWrapper(F("resolved_at") - F("started_at"), output_field=models.DurationField())
ORDERS = {
    "-started": (F("started_at").desc(nulls_first=True), "-pk"),
    "started": (F("started_at").asc(nulls_last=True), "pk"),
    "severity": ("severity__order", F("started_at").desc(nulls_last=True), "-pk"),
    "-duration": (LENGTH.desc(nulls_last=True), "-pk"),
    "duration": (LENGTH.asc(nulls_last=True), "-pk"),
    "title": ("title", "-pk"),
}
DEFAULT = "-started"

HEADING = (
    "reference",
    "title",
    "severity",
    "status",
    "closing reason",
    "services",
    "team",
    "tags",
    "started (UTC)",
    "detected (UTC)",
    "acknowledged (UTC)",
    "mitigated (UTC)",
    "resolved (UTC)",
    "minutes to detect",
    "minutes to acknowledge",
    "minutes to mitigate",
    "minutes to resolve",
    "who sees it",
)


def filtered(incidents: models.QuerySet[Incident], asked: dict[str, Any]) -> models.QuerySet[Incident]:
    """The incidents that the filters in `asked` leave, in the order asked for."""
    status = asked.get("status")
    if status == "going_on":
        incidents = incidents.filter(status__in=("open", "mitigated"))
    elif status:
        incidents = incidents.filter(status=status)
    for name, field in (("severity", "severity"), ("team", "team"), ("service", "services"), ("tag", "tags")):
        if asked.get(name):
            incidents = incidents.filter(**{field: asked[name]})
    for word in asked.get("q", "").split()[:10]:
        incidents = incidents.filter(_matches(word))
    return incidents.order_by(*ORDERS[asked.get("sort") or DEFAULT])


def _matches(word: str) -> Q:
    reference = re.fullmatch(r"(?i:INC-)?([1-9][0-9]{0,17})", word)
    found = Q(title__icontains=word) | Q(summary__icontains=word)
    return found | Q(pk=int(reference[1])) if reference else found


def as_rows(incidents: models.QuerySet[Incident]) -> Iterator[list[Any]]:
    """The list as rows under HEADING; every time is UTC."""
    wanted = incidents.select_related("severity", "team").prefetch_related("services", "tags")
    for incident in wanted.iterator(chunk_size=500):
        spans = ("time_to_detect", "time_to_acknowledge", "time_to_mitigate", "time_to_resolve")
        yield [
            incident.reference,
            incident.title,
            incident.severity.name,
            incident.get_status_display(),
            incident.get_closing_reason_display(),
            ", ".join(service.name for service in incident.services.all()),
            incident.team.name if incident.team else "",
            ", ".join(tag.name for tag in incident.tags.all()),
            *(at.strftime("%Y-%m-%d %H:%M") if at else "" for at in incident.instants.values()),
            *(_minutes(getattr(incident, span)) for span in spans),
            incident.get_visibility_display(),
        ]


def _minutes(span: Any) -> int | None:
    return int(span.total_seconds() // 60) if span is not None else None
