"""What the drafting room shows on an incident's page: whether there is a postmortem, and the way to it."""

from __future__ import annotations

from incidents.timeline.panels import Asked, Panel, fetch, register

from .models import Postmortem

#: Beside the incident's own state, "Published" alone would not say what is.
LABELS = {
    Postmortem.State.DRAFT: "Postmortem drafted",
    Postmortem.State.IN_REVIEW: "Postmortem in review",
    Postmortem.State.PUBLISHED: "Postmortem published",
    Postmortem.State.NOT_REQUIRED: "No postmortem required",
    Postmortem.State.WITHDRAWN: "Postmortem withdrawn",
}


def _of(asked: Asked) -> Postmortem | None:
    # It came with the incident; elsewhere the incident remembers what it found, and asks once for all panels.
    return getattr(asked.incident, "postmortem", None)


def button(asked: Asked) -> Panel | None:
    """The one thing to do next: begin it, or go on with it."""
    return Panel("drafting/_incident_button.html", {"postmortem": _of(asked), "at": asked.at})


def state(asked: Asked) -> Panel | None:
    """How far the postmortem is; and, until it is out, the day on which the severity's policy wants it."""
    postmortem = _of(asked)
    under_way = postmortem is None or postmortem.state in (Postmortem.State.DRAFT, Postmortem.State.IN_REVIEW)
    due = asked.incident.postmortem_due_at if under_way else None
    needed = postmortem is None and asked.incident.needs_postmortem
    if postmortem is None and not needed:
        return None
    label = LABELS[Postmortem.State(postmortem.state)] if postmortem else ""
    context = {"postmortem": postmortem, "due": due, "label": label, "needed": needed}
    return Panel("drafting/_incident_state.html", context)


def install() -> None:
    """Show them."""
    fetch("postmortem")
    register("header", state, order=10)
    register("primary", button, order=10)
