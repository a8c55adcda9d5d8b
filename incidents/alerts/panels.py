"""The alerts of an incident, in its quiet column."""

from __future__ import annotations

from incidents.timeline.panels import Asked, Panel, register

from .models import AlertMoment


def on_incident(asked: Asked) -> Panel | None:
    """Each alert that told of this incident, with the last state that it told: one query, or none."""
    if "alert" not in asked.sources:
        return None
    moments = AlertMoment.objects.filter(incident=asked.incident).exclude(state="note")
    # An alert may have gone on to another incident since; here it stands as it left.
    last = moments.order_by("alert_id", "-at", "-pk").distinct("alert_id").select_related("alert__source")
    rows = sorted(last, key=lambda moment: moment.at)
    return Panel("alerts/_on_incident.html", {"moments": rows}) if rows else None


def install() -> None:
    """Called when the app is ready."""
    register("aside", on_incident, order=40)
