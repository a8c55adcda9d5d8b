"""An alert: one thing that one tool watches, the states that it went through, and its incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q

from incidents.alerts.readers import Reading
from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Incident

from .telling import KNOWN, OPEN, Telling

#: See `Alert.count_again`. A beginning later than the one on record is news, as in `Alert.knows`.
AGAIN = """
    UPDATE incidents_alert SET times = times + 1, last_at = %s
    WHERE source_id = %s AND key = %s AND state IN ('firing', 'acknowledged')
        AND NOT coalesce(starts_at < %s, false)
    RETURNING incident_id
"""


class AlertRefused(Exception):
    """Something that cannot be done with an alert. The message is a sentence for the person."""


class AlertQuerySet(models.QuerySet["Alert"]):
    """Who sees which alerts, and which of them wait."""

    def visible_to(self, user: Any) -> AlertQuerySet:
        """Those of incidents that the person sees; without an incident, for everybody who writes here.

        What a source that opens restricted incidents only keeps is for the people of that source.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        seen = Q(incident__in=Incident.objects.visible_to(user))
        if not user.may_write:
            return self.filter(seen)
        source: Any = self.model._meta.get_field("source").related_model
        mine = source.objects.filter(readers=user).values("pk")
        whose = Q(source__visibility="everyone") | Q(source__in=mine)
        return self.filter(seen | Q(whose, incident=None))

    def waiting(self) -> AlertQuerySet:
        """Those that go on, have no incident, and that nobody has put aside."""
        return self.filter(incident=None, aside_at=None, state__in=("firing", "acknowledged"))


class Alert(Telling, models.Model):
    """One alert by the key that its tool gives it: the fingerprint. The row's lock orders what comes in."""

    class State(models.TextChoices):
        FIRING = "firing", "Firing"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        RESOLVED = "resolved", "Resolved"
        NOTE = "note", "Note"

    source = models.ForeignKey("incidents.AlertSource", on_delete=models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=200)
    group = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NOTE)
    title = models.CharField(max_length=200)
    severity_word = models.CharField(max_length=80, blank=True)
    service_word = models.CharField(max_length=80, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(help_text="When the state began, by the tool's own time.")
    last_at = models.DateTimeField(help_text="When it was last heard of.")
    times = models.PositiveIntegerField(default=0)
    incident = models.ForeignKey(
        "incidents.Incident", null=True, blank=True, on_delete=models.CASCADE, related_name="alerts"
    )
    opened = models.BooleanField(default=False, help_text="Whether it opened its incident by itself.")
    aside_at = models.DateTimeField(null=True, blank=True)
    aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AlertQuerySet.as_manager()
    moments: Any

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["-last_at"]), models.Index(fields=["source", "group"])]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="alert_once")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def take(cls, readings: list[Reading], *, delivery: Any, at: dt.datetime) -> tuple[str, set[int]]:
        """Do what the readings ask for, group by group in their order; gives the outcome, and the incidents' keys."""
        source = delivery.source
        held = cls.hold(source, readings, at=at)
        said: dict[str, None] = {}
        # Groups are locked in turn, so they too come in one order.
        for reading in sorted(readings, key=lambda reading: reading.group):
            alert = held[reading.key]
            if not alert.knows(reading):
                said[alert.tell(reading, delivery=delivery, at=at)] = None
        counted = cls.objects.filter(pk__in={alert.pk for alert in held.values()})
        counted.update(times=F("times") + 1, last_at=at)
        told = {alert.incident_id for alert in held.values() if alert.incident_id}
        return " ".join(said) or KNOWN, told

    @classmethod
    def count_again(cls, source: Any, reading: Reading, *, at: dt.datetime) -> set[int] | None:
        """Count a firing alert that goes on already; gives its incident's key, or None where there is more to do.

        What `knows` asks for such an alert, in one statement: most of a storm ends here.
        """
        if reading.state != "firing":
            return None
        with connection.cursor() as cursor:
            cursor.execute(AGAIN, [at, source.pk, reading.key, reading.starts_at])
            row = cursor.fetchone()
        return {row[0]} - {None} if row else None

    @classmethod
    def hold(cls, source: Any, readings: Iterable[Reading], *, at: dt.datetime) -> dict[str, Alert]:
        """The rows of these alerts, made where they are missing, and locked until the transaction ends."""
        first = {reading.key: reading for reading in reversed(list(readings))}
        rows = cls.objects.filter(source=source, key__in=first).order_by("key")
        held: dict[str, Alert] = {}
        if len(first) == 1:
            # Most of a storm passes here: an alert that is known is one statement, and one row needs no order.
            held = {alert.key: alert for alert in rows.select_for_update()}
        if not held:
            cls._make(source, first, known=set(rows.values_list("key", flat=True)), at=at)
            # Made and then locked in the order of the keys, so that two deliveries never wait for each other.
            held = {alert.key: alert for alert in rows.select_for_update()}
        for alert in held.values():
            alert.source = source
        return held

    @classmethod
    def _make(cls, source: Any, first: dict[str, Reading], *, known: set[str], at: dt.datetime) -> None:
        """Rows for alerts never heard of. Two at once: the unique key lets one stand, and both use it in turn."""
        made = [
            Alert(source=source, key=key, title=first[key].title, changed_at=at, last_at=at)
            for key in sorted(set(first) - known)
        ]
        if made:
            Alert.objects.bulk_create(made, ignore_conflicts=True)

    def knows(self, reading: Reading) -> bool:
        """Whether the reading tells nothing new: the state that it is in, or a moment that is on record."""
        going_on = self.state in (self.State.FIRING, self.State.ACKNOWLEDGED)
        if reading.state == "firing" and going_on:
            # Another beginning of the same alert means that its end was never heard of.
            again = reading.starts_at and self.starts_at and reading.starts_at > self.starts_at
            return not again
        if reading.state != "note" and reading.state == self.state:
            return True
        same = self.moments.filter(state=reading.state, mark=reading.mark)
        if reading.at is not None:
            return same.filter(at=reading.at).exists()
        return reading.state == "note" and same.exists()

    def open_incident(self, *, by: User, at: dt.datetime) -> Incident:
        """Open the incident that it waits for. Of two people at once the second gets the first's."""
        with transaction.atomic():
            # The row lock closes the race of two people, and of a person and the tool.
            alert = Alert.objects.select_for_update(of=("self",)).select_related("source").get(pk=self.pk)
            if alert.incident is None:
                alert._open(by=by, at=at)
                alert._catch_up(at=at)
        return alert.incident  # type: ignore[return-value]

    def join(self, incident: Incident, *, by: User, at: dt.datetime) -> None:
        """Say which open incident it belongs to: its entries come there, and what follows is added there.

        Raises AlertRefused. Twice to the same incident changes nothing.
        """
        with transaction.atomic():
            # The alert's lock closes the race of two people; the incident's keeps it open until this is done.
            alert = Alert.objects.select_for_update(of=("self",)).select_related("source").get(pk=self.pk)
            incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
            if alert.incident_id == incident.pk:
                return
            if alert.incident_id is not None:
                raise AlertRefused("Somebody has said meanwhile which incident it belongs to.")
            if incident.status not in OPEN:
                raise AlertRefused(
                    f"{incident.reference} is over. Reopen it first, or open another incident."
                )
            if alert.source.visibility == Incident.Visibility.RESTRICTED and not incident.is_restricted:
                raise AlertRefused(
                    f"What {alert.source} sends is for named people, and {incident.reference} is for everyone here."
                )
            alert.incident, alert.opened = incident, False
            Event.record("alert.joined", alert, by=by, at=at, incident=incident, title=alert.title)
            alert._catch_up(at=at)

    def _catch_up(self, *, at: dt.datetime) -> None:
        """Put on record what it went through since it began, now that it has an incident."""
        began = self.starts_at or self.changed_at
        for moment in self.moments.filter(incident=None, at__gte=began).order_by("at", "pk"):
            self._put_on_record(moment, at=at)
        self.save(update_fields=["incident", "opened"])

    def put_aside(self, *, by: User, at: dt.datetime) -> None:
        """Say that it needs no incident; when it fires anew it waits again."""
        with transaction.atomic():
            alert = Alert.objects.select_for_update().get(pk=self.pk)
            if alert.incident_id is not None:
                raise AlertRefused("Somebody has opened an incident for it meanwhile.")
            alert.aside_at, alert.aside_by = at, by
            alert.save(update_fields=["aside_at", "aside_by"])
            Event.record("alert.put_aside", alert, by=by, at=at)


class AlertMoment(models.Model):
    """One state that an alert reached at one time, and the entry that tells of it."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="moments")
    delivery = models.ForeignKey(
        "incidents.AlertDelivery", null=True, on_delete=models.SET_NULL, related_name="moments"
    )
    state = models.CharField(max_length=12, choices=Alert.State)
    at = models.DateTimeField()
    mark = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    incident = models.ForeignKey(
        "incidents.Incident", null=True, on_delete=models.CASCADE, related_name="alert_moments"
    )
    entry = models.ForeignKey(
        "incidents.TimelineEntry", null=True, on_delete=models.SET_NULL, related_name="alert_moments"
    )

    class Meta:
        ordering = ["at", "id"]
        # The last word on "the same alert twice changes nothing".
        constraints = [
            models.UniqueConstraint(fields=["alert", "state", "at", "mark"], name="alert_moment_once"),
            models.CheckConstraint(
                condition=Q(state__in=["firing", "acknowledged", "resolved", "note"]),
                name="alert_moment_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d %H:%M}"
