"""Evidence that was sent: images and files of timeline entries, and where their bytes are kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.timeline import imaging, intake

#: How long a file that no entry has taken up waits for its form to be saved.
UNUSED_FOR = dt.timedelta(days=1)
#: How long a file that was taken off its entry is still kept.
TAKEN_OFF_FOR = dt.timedelta(days=30)


class EvidenceRefused(Exception):
    """Evidence that cannot be taken up. The message is a sentence for the person."""


def storage() -> Storage:
    """Where the bytes are: never where pages could be served from."""
    return storages["evidence"]


def limits() -> intake.Limits:
    """How much is taken, as the settings say."""
    return intake.Limits(settings.EVIDENCE_FILE_BYTES, settings.EVIDENCE_PIXELS, settings.EVIDENCE_ENDINGS)


def forget(names: Iterable[str]) -> None:
    """Delete the bytes of these names; those that are gone already are no fault."""
    for name in names:
        storage().delete(name)


def public_id() -> str:
    """A name that nobody can guess, for an address."""
    return secrets.token_urlsafe(16)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Which of them are whose, and which are nobody's any more."""

    def standing(self) -> AttachmentQuerySet:
        """Those that are on an entry that has not been deleted."""
        return self.filter(removed_at=None, entry__isnull=False, entry__removed_at=None)

    def unused(self, by: Any) -> AttachmentQuerySet:
        """What this person sent for an entry that is not saved yet."""
        return self.filter(entry=None, by=by)

    def readable_by(self, user: Any) -> AttachmentQuerySet:
        """Those that may be read, of incidents that `user` sees: on the timeline, in a published version,
        or their own in a form that is not saved yet.
        """
        shown = Q(removed_at=None, entry__isnull=False, entry__removed_at=None)
        return self.filter(shown | Q(published_at__isnull=False) | Q(entry=None, by=user))

    def stored_names(self) -> set[str]:
        """The names in the storage of all their bytes."""
        pairs = self.values_list("stored", "small").iterator()
        return {name for pair in pairs for name in pair if name}

    def given_up(self, at: dt.datetime) -> AttachmentQuerySet:
        """Those that nothing names any more, for long enough."""
        unused = Q(entry=None, at__lt=at - UNUSED_FOR)
        return self.filter(unused | Q(removed_at__lt=at - TAKEN_OFF_FOR), published_at=None)

    def sweep(self, at: dt.datetime) -> int:
        """Delete those that are given up, rows first and bytes after the commit; gives how many."""
        with transaction.atomic():
            # The lock keeps a form that is saved at this moment from taking up what is being deleted.
            rows = list(self.given_up(at).select_for_update(of=("self",), skip_locked=True))
            names = [name for row in rows for name in (row.stored, row.small) if name]
            self.filter(pk__in=[row.pk for row in rows]).delete()
            transaction.on_commit(lambda: forget(names))
        return len(rows)

    def publish(self, ids: Iterable[str], *, at: dt.datetime) -> None:
        """A published version shows these from now on: they stay readable, and are kept."""
        self.filter(public_id__in=list(ids), published_at=None).update(published_at=at)

    def unpublish(self) -> None:
        """No published version shows these any more."""
        self.update(published_at=None)


class Attachment(models.Model):
    """An image or a file. It belongs to an incident from the start, and to an entry once that is saved."""

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(
        "incidents.TimelineEntry", null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    public_id = models.CharField(max_length=22, unique=True, default=public_id)
    name = models.CharField(max_length=intake.LONGEST_NAME + 8)
    alt = models.CharField(max_length=500, blank=True, help_text="What an image shows.")
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    stored = models.CharField(max_length=200, help_text="Its name in the storage.")
    small = models.CharField(max_length=200, blank=True, help_text="The name of an image's small copy.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken off its entry.")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Since when a report shows it.")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            # The lock on the entry orders those who save it; this holds whatever else writes.
            models.UniqueConstraint(
                fields=["entry", "sha256"],
                condition=Q(removed_at=None, entry__isnull=False),
                name="attachment_once_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(width=None, height=None, small="")
                | (Q(width__gte=1, height__gte=1) & ~Q(small="")),
                name="attachment_image_has_size",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(entry__isnull=False), name="attachment_taken_off_its_entry"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("timeline:evidence", args=[self.incident_id, self.public_id])

    @property
    def is_image(self) -> bool:
        return self.width is not None

    @property
    def small_url(self) -> str:
        """Where the small copy of an image is."""
        return reverse("timeline:evidence_small", args=[self.incident_id, self.public_id])

    @property
    def shown_size(self) -> tuple[int, int]:
        """The size at which the small copy is shown."""
        return imaging.small_size(self.width or 1, self.height or 1)

    @property
    def said(self) -> str:
        """Its name, and what was said of it, for the record."""
        return f"{self.name} ({self.alt})" if self.alt else self.name

    def open(self, *, small: bool = False) -> File[bytes]:
        """The bytes. Raises FileNotFoundError when the storage has lost them."""
        found: File[bytes] = storage().open(self.small if small else self.stored)
        return found

    @classmethod
    def take(cls, incident: Any, file: BinaryIO, *, name: str, by: Any, at: dt.datetime) -> Attachment:
        """Keep what `by` sent for an entry of `incident` that is about to be saved.

        Raises EvidenceRefused with a sentence; then nothing is kept.
        """
        try:
            taken = intake.take(file, name=name, limits=limits())
        except intake.Unfit as unfit:
            raise EvidenceRefused(str(unfit)) from unfit
        made = cls(
            incident=incident,
            name=taken.name,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=hashlib.sha256(taken.data).hexdigest(),
            width=taken.width,
            height=taken.height,
            by=by,
            at=at,
        )
        with transaction.atomic():
            # The lock on the incident keeps two who send at once within the total.
            type(incident).objects.select_for_update(of=("self",), no_key=True).get(pk=incident.pk)
            made._fits()
            made._store(taken)
            made.save()
            Event.record("evidence.uploaded", made, by=by, at=at, incident=incident, name=made.name)
        return made

    def _fits(self) -> None:
        most = settings.EVIDENCE_INCIDENT_BYTES
        kept = Attachment.objects.filter(incident=self.incident).aggregate(all=models.Sum("size"))["all"] or 0
        if kept + self.size > most:
            raise EvidenceRefused(
                f"“{self.name}” does not fit: the files of one incident may have {intake.megabytes(most)} MB "
                f"together, and have {intake.megabytes(kept)} MB."
            )

    def _store(self, taken: intake.Taken) -> None:
        """Under random names. Bytes whose row is never committed are found by the sweep."""
        name = secrets.token_hex(16)
        ending = taken.ending.lower() if self.is_image else ".bin"
        self.stored = storage().save(f"{name[:2]}/{name}{ending}", ContentFile(taken.data))
        if taken.small:
            self.small = storage().save(f"{name[:2]}/{name}.small{ending}", ContentFile(taken.small))
