"""Keeps what can be found true to what is recorded, after each commit."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.db import DatabaseError, transaction

from incidents.audit.models import Event, recorded
from postmortems.drafting.models import Postmortem

from .models import SearchDocument

log = logging.getLogger(__name__)

#: The events that this thread has indexed last. One transaction may record thirty; one reading covers them.
_covered = threading.local()
#: How many of an incident's newest events one reading is remembered to cover.
_REACH = 200


def listen() -> None:
    """Index whatever is recorded from now on. Called once, by the front door."""
    recorded.connect(follow, dispatch_uid="archive.follow")


def follow(*, event: Event, **_: Any) -> None:
    """Write the search document of the event's incident anew.

    The event has been committed: an error here must not turn the person's saved change into a failed one.
    """
    if event.incident_id is None or event.pk in getattr(_covered, "events", ()):
        return
    # Read before the postmortem: whatever is listed here is in what is read after it.
    events = Event.objects.filter(incident_id=event.incident_id).order_by("-pk")
    covers = set(events.values_list("pk", flat=True)[:_REACH])
    try:
        with transaction.atomic():
            # Of two at once the later reads after the earlier has written, so that no older words win.
            postmortem = (
                Postmortem.objects.select_for_update(of=("self",), no_key=True)
                .filter(incident_id=event.incident_id)
                .select_related("incident__severity", "incident__team")
                .first()
            )
            if postmortem is not None:
                SearchDocument.index(postmortem)
    except DatabaseError:
        log.exception("incident %s could not be indexed; the next change to it will", event.incident_id)
        return
    _covered.events = covers
