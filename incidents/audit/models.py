"""The one append-only record of what people did, and the one signal that tells of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.dispatch import Signal

#: Sent after the commit of each `Event`, with `event=`. The only signal of the project.
recorded = Signal()


class Event(models.Model):
    """One thing that one person did, at one moment. Rows are never changed; they go with their incident."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    incident = models.ForeignKey(
        "incidents.Incident", null=True, on_delete=models.CASCADE, related_name="events"
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["incident", "-at"]), models.Index(fields=["by", "-at"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"

    @classmethod
    def record(
        cls, verb: str, subject: models.Model, *, by: Any, at: dt.datetime, incident: Any = None, **data: Any
    ) -> Event:
        """Write the row that ends a verb, and tell listeners once the transaction has committed.

        `verb` is a noun and a past participle with a dot ("incident.opened"). `by` is None for the
        product itself. `data` must be plain JSON.
        """
        event = cls.objects.create(
            at=at,
            by=by,
            verb=verb,
            incident=incident,
            subject_type=subject._meta.model_name or "",
            subject_id=subject.pk,
            data=data,
        )
        transaction.on_commit(lambda: recorded.send(sender=cls, event=event))
        return event
