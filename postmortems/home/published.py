"""The reports that were published last, with what became of their actions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from incidents.actions.models import ActionItem
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.archive.models import Publication

SHOWN = 5
DROPPED = (ActionItem.State.DECLINED, ActionItem.State.SUPERSEDED)


@dataclass(frozen=True)
class Published:
    """One report; `actions` counts what was not dropped, `open` what is still to be done."""

    publication: Publication
    actions: int
    open: int

    @property
    def incident(self) -> Incident:
        return self.publication.postmortem.incident


def lately(user: User) -> list[Published]:
    """The last few reports that `user` sees: two queries."""
    recent = Publication.objects.visible_to(user).recent().select_related("postmortem__incident__team")
    shown = list(recent[:SHOWN])
    incidents = [publication.postmortem.incident_id for publication in shown]
    rows = ActionItem.objects.filter(incident__in=incidents).exclude(state__in=DROPPED).order_by()
    counts = {
        incident: (every, still)
        for incident, every, still in rows.values("incident")
        .annotate(every=Count("pk"), still=Count("pk", filter=Q(state__in=ActionItem.OPEN)))
        .values_list("incident", "every", "still")
    }
    return [Published(p, *counts.get(p.postmortem.incident_id, (0, 0))) for p in shown]


def how_many(user: User) -> int:
    """How many reports `user` can read."""
    return Publication.objects.visible_to(user).standing().values("postmortem").distinct().count()
