"""What came in over HTTP, as it came, and what became of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
from dataclasses import replace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from incidents.alerts import readers
from incidents.audit.models import Event
from incidents.timeline.models import Incident

from .alert import Alert, AlertMoment
from .telling import KNOWN

log = logging.getLogger(__name__)
#: Outcomes are read in a list; what does not fit is cut.
LONGEST = 500
#: One statement whether the body is new or not, since most of a storm passes here. The unique digest closes
#: the race: the second of two with the same body waits for the first's commit and is counted on its row.
KEEP = """
    INSERT INTO incidents_alertdelivery AS kept
        (source_id, digest, body, headers, received_at, last_at, times, standing, is_json, outcome, incidents)
    VALUES (%s, %s, %s, %s, %s, %s, 1, 'taken', true, %s, '{}')
    ON CONFLICT (source_id, digest) DO UPDATE SET times = kept.times + 1, last_at = EXCLUDED.last_at,
        body = CASE WHEN kept.emptied_at IS NULL THEN kept.body ELSE EXCLUDED.body END, emptied_at = NULL
    RETURNING id, headers, received_at, times, standing, is_json, outcome, incidents
"""
#: How many bodies are emptied by one statement: none of them holds its locks for long.
AT_ONCE = 1000


class DeliveryRefused(Exception):
    """Something that cannot be done with a delivery. The message is a sentence for the person."""


class DeliveryQuerySet(models.QuerySet["AlertDelivery"]):
    """Who sees which deliveries, and which bodies are kept no longer."""

    def visible_to(self, user: Any) -> DeliveryQuerySet:
        """For administrators, without those that tell of an incident which does not exist for this one."""
        if not user.is_authenticated or not user.is_admin:
            return self.none()
        told = Incident.objects.filter(Exists(AlertMoment.objects.filter(incident=OuterRef("pk"))))
        hidden = told.exclude(pk__in=Incident.objects.visible_to(user).values("pk"))
        keys = list(hidden.values_list("pk", flat=True))
        return self.exclude(incidents__overlap=keys) if keys else self

    def empty_bodies(self, *, unheard_since: dt.datetime, at: dt.datetime) -> int:
        """Empty the bodies that came last before then; what became of them stays. Gives how many."""
        due = self.filter(emptied_at=None, last_at__lt=unheard_since)
        due = due.exclude(standing=AlertDelivery.Standing.REFUSED).order_by("pk")
        emptied, last = 0, 0
        while keys := list(due.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
            # Asked once more: a body that has just come again is no longer one of them.
            emptied += self.filter(pk__in=keys, last_at__lt=unheard_since).update(body=b"", emptied_at=at)
            last = keys[-1]
        return emptied


class AlertDelivery(models.Model):
    """One body that a source was sent. The same body again is counted on the same row."""

    class Standing(models.TextChoices):
        TAKEN = "taken", "Taken in"
        UNREADABLE = "unreadable", "Could not be read"
        TOO_LARGE = "too_large", "Too large"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "Not finished"
        TRIAL = "trial", "A test"

    source = models.ForeignKey("incidents.AlertSource", on_delete=models.CASCADE, related_name="deliveries")
    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    emptied_at = models.DateTimeField(null=True, blank=True, help_text="When its body was kept no longer.")
    received_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.TAKEN)
    is_json = models.BooleanField(default=True)
    outcome = models.CharField(max_length=LONGEST, default=KNOWN)
    incidents = ArrayField(models.BigIntegerField(), default=list, help_text="The keys of those it told of.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name_plural = "alert deliveries"
        indexes = [models.Index(fields=["source", "-last_at"])]
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="alert_delivery_once")]

    def __str__(self) -> str:
        return f"{self.source} at {self.received_at:%Y-%m-%d %H:%M}"

    @property
    def text(self) -> str:
        """The body as text; what is no UTF-8 shows as a mark."""
        return bytes(self.body).decode("utf-8", "replace").replace("\0", "\ufffd")

    @classmethod
    def keep(cls, source: Any, body: bytes, *, headers: dict[str, str], at: dt.datetime) -> AlertDelivery:
        """The row of this body: a new one, or the one that is there, counted once more and locked."""
        digest = hashlib.sha256(body).hexdigest()
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [source.pk, digest, body, json.dumps(headers), at, at, KNOWN])
            pk, first_headers, received_at, times, standing, is_json, outcome, told = cursor.fetchone()
        kept = cls(pk=pk, source=source, digest=digest, body=body, received_at=received_at, last_at=at)
        kept.headers, kept.times, kept.standing = json.loads(first_headers), times, standing
        kept.is_json, kept.outcome, kept.incidents = is_json, outcome, told
        kept._state.adding = False
        return kept

    @classmethod
    def keep_trial(cls, source: Any, body: bytes, *, outcome: str, at: dt.datetime) -> AlertDelivery:
        """What a test of ours said. Each is a row of its own."""
        digest = hashlib.sha256(body + at.isoformat().encode()).hexdigest()
        made = cls(source=source, body=body, digest=digest, received_at=at, last_at=at)
        made.standing, made.outcome = cls.Standing.TRIAL, outcome[:LONGEST]
        made.save()
        return made

    @classmethod
    def refuse(cls, source: Any, *, headers: dict[str, str], at: dt.datetime) -> AlertDelivery:
        """Note that something came without the right signature: one row for all, without their bodies."""
        with transaction.atomic():
            kept = cls.keep(source, b"", headers=headers, at=at)
            kept._become(
                cls.Standing.REFUSED, "Refused: the signature was missing or did not fit the secret."
            )
        return kept

    @property
    def may_be_read_again(self) -> bool:
        """Whether its body is whole and has not done what it asks for: a reader or a fault mended since may."""
        return self.emptied_at is None and self.standing in (self.Standing.UNREADABLE, self.Standing.FAILED)

    def read_again(self, *, by: Any, at: dt.datetime) -> str:
        """Handle what could not be read or finished, as of when it came; gives the outcome.

        Raises DeliveryRefused where the body is kept no longer.
        """
        with transaction.atomic():
            # The lock makes the second of two people find it taken in.
            kept = (
                AlertDelivery.objects.select_for_update(of=("self",)).select_related("source").get(pk=self.pk)
            )
            if kept.emptied_at is not None:
                raise DeliveryRefused("Its body is no longer kept. Have the tool send it again.")
            if kept.may_be_read_again:
                kept.is_json = True
                kept.handle(at=at, came_at=kept.received_at)
                Event.record("alertsource.read_again", kept.source, by=by, at=at, outcome=kept.outcome)
        return kept.outcome

    def handle(self, *, at: dt.datetime, too_large: bool = False, came_at: dt.datetime | None = None) -> None:
        """Read the body and do what it asks for. What goes wrong is an outcome; the body stays.

        What names no time of its own has that of `came_at`, where it came before `at`.
        """
        if too_large:
            return self._become(self.Standing.TOO_LARGE, "Could not be read: larger than the setting allows.")
        try:
            readings = readers.read(self.source.vendor, readers.parse(bytes(self.body)))
        except readers.Unreadable as unreadable:
            self.is_json = not isinstance(unreadable, readers.NotJson)
            return self._become(self.Standing.UNREADABLE, f"Could not be read: {unreadable}")
        if came_at is not None:
            readings = [replace(reading, at=reading.at or came_at) for reading in readings]
        if len(readings) == 1 and (seen := Alert.count_again(self.source, readings[0], at=at)) is not None:
            return self._become(self.Standing.TAKEN, KNOWN, seen)
        try:
            with transaction.atomic():
                outcome, told = Alert.take(readings, delivery=self, at=at)
        except Exception:
            # Another body of the same kind must not be lost for it: the sender is asked to try again.
            log.exception("An alert could not be handled; its body is kept.")
            return self._become(self.Standing.FAILED, "Kept, not handled: see the server’s log.")
        self._become(self.Standing.TAKEN, outcome, told)
        return None

    def _become(self, standing: str, outcome: str, told: set[int] | None = None) -> None:
        """Write down how it went, unless the row says so already: a repeat costs no further statement."""
        incidents = sorted({*self.incidents, *(told or ())})
        if outcome == KNOWN and self.standing == standing:
            outcome = self.outcome
        if (self.standing, self.outcome, self.incidents) == (standing, outcome[:LONGEST], incidents):
            return
        self.standing, self.outcome, self.incidents = standing, outcome[:LONGEST], incidents
        self.save(update_fields=["standing", "outcome", "incidents", "is_json"])

    def in_words(self) -> str:
        """What it would have done, for a test that is about to be undone."""
        opened = Incident.objects.select_related("severity", "team").filter(pk__in=self.incidents).first()
        if opened is None:
            return f"A test. Nothing was stored. {self.outcome}"
        facts = [
            str(opened.severity),
            *map(str, opened.services.all()),
            *filter(None, [str(opened.team or "")]),
        ]
        who = "restricted" if opened.is_restricted else "for everyone here"
        return (
            f"A test. It would have opened “{opened.title}”: {', '.join([*facts, who])}. Nothing was stored."
        )
