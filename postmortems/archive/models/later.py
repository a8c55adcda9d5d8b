"""What changed on a timeline after a version was published."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import JSONObject

from incidents.audit.models import Event
from incidents.timeline.models import TimelineEntry

#: Verbs after which a timeline says something else.
ENTRY_CHANGES = ("entry.recorded", "entry.revised", "entry.removed", "entry.restored")

#: The same of several entries at once: such an event names them in its data.
ENTRIES_CHANGES = ("entries.recorded", "entries.removed", "entries.restored")


def changed_later() -> models.QuerySet[TimelineEntry]:
    """For a subquery on publications: the entries that some event after one of them is about."""
    later = Event.objects.filter(
        incident=models.OuterRef("incident"), at__gt=models.OuterRef(models.OuterRef("at"))
    )
    alone = later.filter(verb__in=ENTRY_CHANGES, subject_id=models.OuterRef("pk"))
    named = JSONObject(entries=models.Func(models.OuterRef("pk"), function="jsonb_build_array"))
    together = later.filter(verb__in=ENTRIES_CHANGES, data__contains=named)
    return TimelineEntry.objects.filter(
        models.Exists(alone) | models.Exists(together), incident=models.OuterRef("postmortem__incident")
    ).order_by()
