"""What the archive shows on an incident's page: the report, once there is one."""

from __future__ import annotations

from incidents.timeline.panels import Asked, Panel, register

from .models import Publication


def report(asked: Asked) -> Panel | None:
    """The newest version, and whether it stands. Without a postmortem, which is known by now, none is looked for."""
    if getattr(asked.incident, "postmortem", None) is None:
        return None
    versions = Publication.objects.of(asked.incident.pk).select_related("by").defer("frozen")
    newest = versions.first()
    return Panel("archive/_incident.html", {"publication": newest}) if newest else None


def button(asked: Asked) -> Panel | None:
    """The one thing to do with a report that stands: read it."""
    postmortem = getattr(asked.incident, "postmortem", None)
    stands = postmortem is not None and postmortem.state == postmortem.State.PUBLISHED
    return Panel("archive/_incident_button.html", {}) if stands else None


def download(asked: Asked) -> Panel:
    """What it says at this moment, to be taken along."""
    return Panel("archive/_menu_item.html", {})


def install() -> None:
    """Show them."""
    register("primary", button, order=20)
    register("menu", download, order=80)
    register("aside", report, order=5)
