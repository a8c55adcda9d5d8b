"""The list of incidents: what a filter means, in which order, and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, Prefetch, Q

from .amounts import LABELS
from .models import Incident, Involvement, Link
from .wording import reference

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
    "nature",
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
    "people affected",
    "share of people (%)",
    "requests failed",
    "revenue",
    "currency",
    "downtime (min)",
    "estimates",
    "trigger",
    "detected by",
    "root cause",
    "contributing factors",
    "people",
    "home time zone",
    "links",
)


NUMBERS = ("users_affected", "users_share", "requests_failed", "revenue", "currency", "downtime_minutes")


def filtered(visible: models.QuerySet[Incident], asked: dict[str, Any]) -> models.QuerySet[Incident]:
    """Of the `visible` incidents those that the filters leave, of whatever nature, in the order asked for."""
    incidents = visible
    status = asked.get("status")
    if status == "going_on":
        incidents = incidents.filter(status__in=("open", "mitigated"))
    elif status:
        incidents = incidents.filter(status=status)
    for name, field in (("severity", "severity"), ("team", "team"), ("service", "services"), ("tag", "tags")):
        if asked.get(name):
            incidents = incidents.filter(**{field: asked[name]})
    again = Link.objects.filter(relation=Link.Relation.AGAIN)
    if asked.get("linked") == "again":
        ends = again.seen_by(visible).values_list
        incidents = incidents.filter(Q(pk__in=ends("incident")) | Q(pk__in=ends("other")))
    for word in asked.get("q", "").split()[:10]:
        incidents = incidents.filter(_matches(word))
    return incidents.order_by(*ORDERS[asked.get("sort") or DEFAULT])


def of_nature(incidents: models.QuerySet[Incident], asked: dict[str, Any]) -> models.QuerySet[Incident]:
    """Those of the nature asked for; unless it is said or one is named, those that figures count."""
    nature = asked.get("nature")
    if nature in Incident.Nature.values:
        return incidents.filter(nature=nature)
    if nature == "any":
        return incidents
    # A status or a reference that names what is left out elsewhere finds it.
    named = Q(pk__in=[n for word in asked.get("q", "").split()[:10] if (n := reference(word))])
    real = Q(pk__in=incidents.real().order_by().values("pk"))  # type: ignore[attr-defined]
    return incidents.filter(real | named)


def left_out(incidents: models.QuerySet[Incident]) -> str:
    """ "1 drill, 2 false alarms and 1 duplicate": what of `incidents` figures do not count, in words."""
    counted = incidents.order_by().aggregate(
        drill=Count("pk", filter=Q(nature="drill"), distinct=True),
        false_alarm=Count("pk", filter=Q(nature="false_alarm"), distinct=True),
        duplicate=Count("pk", filter=Q(nature="real", closing_reason="duplicate"), distinct=True),
    )
    said = [f"{n}\u00a0{name.replace('_', ' ')}{'' if n == 1 else 's'}" for name, n in counted.items() if n]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def _matches(word: str) -> Q:
    number = reference(word)
    found = Q(title__icontains=word) | Q(summary__icontains=word)
    return found | Q(pk=number) if number else found


def as_rows(incidents: models.QuerySet[Incident], visible: models.QuerySet[Incident]) -> Iterator[list[Any]]:
    """The list as rows under HEADING; every time is UTC. Links are those to `visible` incidents."""
    links = Link.objects.seen_by(visible)
    # Somebody who may only read had no part in it.
    parts = Involvement.objects.exclude(role=Involvement.Role.READER).select_related("user")
    wanted = incidents.select_related("severity", "team").prefetch_related(
        "services",
        "tags",
        "factors",
        Prefetch("involvements", parts),
        Prefetch("links", links, to_attr="seen_links"),
        Prefetch("links_here", links, to_attr="seen_links_here"),
    )
    for incident in wanted.iterator(chunk_size=500):
        spans = ("time_to_detect", "time_to_acknowledge", "time_to_mitigate", "time_to_resolve")
        yield [
            incident.reference,
            incident.title,
            incident.severity.name,
            incident.get_nature_display(),
            incident.get_status_display(),
            incident.get_closing_reason_display(),
            ", ".join(service.name for service in incident.services.all()),
            incident.team.name if incident.team else "",
            ", ".join(tag.name for tag in incident.tags.all()),
            *(at.strftime("%Y-%m-%d %H:%M") if at else "" for at in incident.instants.values()),
            *(_minutes(getattr(incident, span)) for span in spans),
            incident.get_visibility_display(),
            *(getattr(incident, name) for name in NUMBERS),
            ", ".join(LABELS[name].lower() for name in incident.estimates),
            incident.trigger,
            incident.detected_by,
            incident.root_cause,
            "; ".join(factor.text for factor in incident.factors.all()),
            "; ".join(f"{part.user} ({part.role})" for part in incident.involvements.all()),
            incident.zone,
            "; ".join(_links(incident)),
        ]


def _links(incident: Any) -> Iterator[str]:
    for link in incident.seen_links:
        yield f"{link.get_relation_display().lower()} INC-{link.other_id}"
    for link in incident.seen_links_here:
        yield f"{Link.BACKWARDS[link.relation].lower()} INC-{link.incident_id}"


def _minutes(span: Any) -> int | None:
    return int(span.total_seconds() // 60) if span is not None else None
