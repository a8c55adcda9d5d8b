"""Files that one person sent at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange.bringing import Terms
from postmortems.exchange.packing import Found

from .file import BatchFile

#: So many bytes and rows are held in memory while files are stored.
_BYTES, _ROWS = 4 * 1024 * 1024, 100


class FileBatchQuerySet(models.QuerySet["FileBatch"]):
    def visible_to(self, user: Any) -> FileBatchQuerySet:
        """One's own; to administrators those of others too, unless what comes of them is restricted."""
        own = Q(by=user)
        return self.filter(own | Q(visibility=Incident.Visibility.EVERYONE) if user.is_admin else own)


class FileBatch(models.Model):
    """Files that one person sent at once, and what was said for all of them."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    severity = models.ForeignKey(
        Severity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For a text that names none.",
    )
    visibility = models.CharField(max_length=20, choices=Incident.Visibility)
    day = models.DateField(null=True, blank=True, help_text="For a text that gives none.")
    zone = models.CharField(max_length=64, blank=True, help_text="For a text that names none.")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FileBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "batch of files"
        verbose_name_plural = "batches of files"
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="file_batch_cancelled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Batch {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("exchange:batch", args=[self.pk])

    @classmethod
    def send(cls, found: Iterable[Found], terms: Terms, *, by: User, at: dt.datetime) -> FileBatch:
        """Keep the files, to be read one after another; what cannot be unpacked is told in its row."""
        with transaction.atomic():
            batch = cls.objects.create(
                by=by,
                at=at,
                severity=terms.severity,
                visibility=terms.visibility,
                day=terms.day,
                zone=terms.zone or "",
            )
            for rows in _bounded(BatchFile.of(batch, n, one, at=at) for n, one in enumerate(found, 1)):
                BatchFile.objects.bulk_create(rows)
            Event.record("file_batch.sent", batch, by=by, at=at, files=batch.files.count())
        return batch

    @property
    def terms(self) -> Terms:
        return Terms(self.severity, self.visibility, self.day, self.zone or None)

    @property
    def is_restricted(self) -> bool:
        return self.visibility == Incident.Visibility.RESTRICTED

    def cancel(self, *, by: User, at: dt.datetime) -> int:
        """Leave what has not been begun; gives how many files. What was made stays."""
        with transaction.atomic():
            # The lock puts two clicks in a row; the second finds nothing that waits.
            batch = FileBatch.objects.select_for_update(of=("self",)).get(pk=self.pk)
            waiting = batch.files.filter(outcome=BatchFile.Outcome.WAITING)
            # A file that is being claimed at this moment is read; its row is locked and passed by.
            left = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
            if left:
                batch.files.filter(pk__in=left).update(
                    outcome=BatchFile.Outcome.CANCELLED, raw=None, finished_at=at
                )
                batch.cancelled_at, batch.cancelled_by = at, by
                batch.save(update_fields=["cancelled_at", "cancelled_by"])
                Event.record("file_batch.cancelled", batch, by=by, at=at, files=len(left))
        return len(left)


def _bounded(rows: Iterable[BatchFile]) -> Iterator[list[BatchFile]]:
    """The rows in lists of which each fits into memory."""
    some: list[BatchFile] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS or sum(len(one.raw or b"") for one in some) > _BYTES:
            yield some
            some = []
    if some:
        yield some
