"""What was added to a timeline at once, so that it can be taken away at once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange.chat.messages import same_elsewhere


def fingerprint(origin: str) -> int:
    """A number for an origin, which tells nothing of it."""
    return int.from_bytes(hashlib.sha256(origin.encode()).digest()[:8], "big", signed=True)


class Batch(models.Model):
    """Entries that one person added together from pasted lines or a chat.

    Of the messages that were not picked only fingerprints are kept: by them they are known again.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    form = models.CharField(max_length=20)
    added = ArrayField(models.BigIntegerField(), default=list)
    brought_back = ArrayField(models.BigIntegerField(), default=list)
    seen = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{len(self.entries)} entries of {self.incident_id}"

    @property
    def entries(self) -> list[int]:
        return [*self.added, *self.brought_back]

    @classmethod
    def add(
        cls,
        incident: Incident,
        rows: Iterable[Mapping[str, Any]],
        *,
        back: Iterable[int] = (),
        seen: Iterable[str] = (),
        form: str,
        by: User,
        at: dt.datetime,
    ) -> Batch:
        """Put the rows on the timeline and bring the entries in `back` back, all or nothing.

        A row whose origin is here already is left out. Raises ClockRefused when a clock that points at one
        of `back` would make a duration negative.
        """
        with transaction.atomic():
            # Two people adding the same messages take turns; the second finds their origins here.
            Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
            here = set(incident.entries.exclude(origin="").values_list("origin", flat=True))
            fresh = [row for row in rows if not row.get("origin") or row["origin"] not in here]
            made = incident.record_many(fresh, by=by, at=at) if fresh else []
            back = list(
                incident.entries.filter(pk__in=list(back))
                .exclude(removed_at=None)
                .values_list("pk", flat=True)
            )
            if back:
                incident.restore_many(back, by=by, at=at)
            return cls.objects.create(
                incident=incident,
                by=by,
                at=at,
                form=form,
                added=[entry.pk for entry in made],
                brought_back=back,
                seen=[fingerprint(same_elsewhere(origin)) for origin in seen],
            )

    def take_back(self, *, by: User, at: dt.datetime) -> int:
        """Take exactly these entries away again; how many of them still stood."""
        return self.incident.remove_many(self.entries, by=by, at=at)

    @classmethod
    def seen_in(cls, incident: Incident) -> set[int]:
        """The fingerprints of everything that was offered for this incident before."""
        found = cls.objects.filter(incident=incident).values_list("seen", flat=True)
        return {number for numbers in found for number in numbers}
