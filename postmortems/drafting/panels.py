"""What the drafting room shows on an incident's page: whether there is a postmortem, and the way to it."""

from __future__ import annotations

from incidents.timeline.panels import Asked, Panel, register

from .models import Postmortem


def _of(asked: Asked) -> Postmortem | None:
    return Postmortem.objects.filter(incident=asked.incident).first()


def button(asked: Asked) -> Panel | None:
    """The one thing to do next: begin it, or go on with it."""
    return Panel("drafting/_incident_button.html", {"postmortem": _of(asked), "at": asked.at})


def install() -> None:
    """Show them."""
    register("primary", button, order=10)
