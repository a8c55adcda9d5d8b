"""What the archive shows on an incident's page: the report, once there is one."""

from __future__ import annotations

from incidents.timeline.panels import Asked, Panel, register

from .models import Publication


def report(asked: Asked) -> Panel | None:
    """The newest version, and whether it stands."""
    versions = Publication.objects.of(asked.incident.pk).select_related("by").defer("frozen")
    newest = versions.first()
    return Panel("archive/_incident.html", {"publication": newest}) if newest else None


def install() -> None:
    """Show it."""
    register("aside", report, order=5)
