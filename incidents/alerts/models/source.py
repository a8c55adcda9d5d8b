"""Where alerts come from: one address for one tool, and what its alerts do here."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from incidents.alerts import examples
from incidents.audit.models import Event
from incidents.audit.versions import Conflict, Versioned
from incidents.catalog.models import Service, Severity
from incidents.people.models import Team, User
from incidents.timeline.models import Incident

from .delivery import AlertDelivery

BEHIND = "SELECT * FROM incidents_alertsource WHERE token_hash = %s"


class SourceRefused(Exception):
    """A source that cannot be kept like that. The message is a sentence for the person."""


class SourceConflict(Conflict):
    """Somebody else changed the source first."""

    SAID = "Somebody else changed this source while you were writing. Nothing is lost."


class AlertSource(Versioned, models.Model):
    """One tool that sends alerts to an address of its own, of which only the hash is kept."""

    class Vendor(models.TextChoices):
        ALERTMANAGER = "alertmanager", "Prometheus Alertmanager"
        GRAFANA = "grafana", "Grafana alerting"
        PAGERDUTY = "pagerduty", "PagerDuty"
        OPSGENIE = "opsgenie", "Opsgenie"
        DATADOG = "datadog", "Datadog"
        SENTRY = "sentry", "Sentry"
        KUMA = "kuma", "Uptime Kuma"
        STATUSPAGE = "statuspage", "Statuspage"
        GENERIC = "generic", "Anything else (JSON)"

    class Mode(models.TextChoices):
        OPEN = "open", "It opens an incident, or adds to the open one"
        KEEP = "keep", "It waits on the list of alerts for a person"

    class Bundle(models.TextChoices):
        ALERT = "alert", "One incident for each alert"
        GROUP = "group", "One incident for all alerts that the tool sends as one group"

    class WhenOver(models.TextChoices):
        RESOLVE = "resolve", "Resolve the incident that it opened, unless a person has moved it"
        NOTE = "note", "Only add an entry to the timeline"

    CONFLICT = SourceConflict
    #: The fields that `revise` may change.
    EDITABLE = (
        "name",
        "vendor",
        "secret",
        "severity",
        "service",
        "team",
        "visibility",
        "mode",
        "bundle",
        "when_over",
    )

    name = models.CharField(max_length=80, unique=True)
    vendor = models.CharField(max_length=12, choices=Vendor)
    token_hash = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=200, blank=True, help_text="Kept as it is: signatures need it.")
    severity = models.ForeignKey(Severity, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    visibility = models.CharField(
        max_length=10, choices=Incident.Visibility, default=Incident.Visibility.EVERYONE
    )
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    mode = models.CharField(max_length=4, choices=Mode, default=Mode.OPEN)
    bundle = models.CharField(max_length=5, choices=Bundle, default=Bundle.ALERT)
    when_over = models.CharField(max_length=7, choices=WhenOver, default=WhenOver.RESOLVE)
    made_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    alerts: Any
    deliveries: Any
    severity_words: Any

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alerts:source", args=[self.pk])

    @classmethod
    def behind(cls, token: str) -> AlertSource | None:
        """The source of an address. The hashes are compared in constant time once more."""
        digest = _digest(token)
        # Written out: putting the same statement together for each alert of a storm costs more than asking it.
        found = next(iter(cls.objects.raw(BEHIND, [digest])), None)
        return found if found and hmac.compare_digest(found.token_hash, digest) else None

    @classmethod
    def add(cls, *, by: User | None, at: dt.datetime, **fields: Any) -> tuple[AlertSource, str]:
        """Add one, with its `words` and `readers`; gives it and the token of its address, kept nowhere."""
        words, readers = fields.pop("words", {}), fields.pop("readers", ())
        token = secrets.token_urlsafe(24)
        source = cls(made_at=at, token_hash=_digest(token), **fields)
        try:
            with transaction.atomic():
                source.save()
                source._keep_rows(words, readers)
                Event.record("alertsource.added", source, by=by, at=at, name=source.name)
        except IntegrityError as error:
            raise SourceRefused(f"There is a source called {source.name} already.") from error
        return source, token

    def revise(
        self,
        *,
        version: int,
        by: User,
        at: dt.datetime,
        words: Mapping[str, Severity],
        readers: Iterable[User],
        **changes: Any,
    ) -> AlertSource:
        """Change it, based on the version that was seen. Raises SourceConflict or SourceRefused."""
        self.check_editable(changes)
        try:
            with transaction.atomic():
                source = self.held(version)
                names = sorted(source.put(changes))
                source._keep_rows(words, readers)
                # Which fields changed is told, not what the secret was.
                Event.record("alertsource.revised", source, by=by, at=at, fields=names)
        except IntegrityError as error:
            raise SourceRefused(f"There is a source called {changes.get('name')} already.") from error
        return source

    def _keep_rows(self, words: Mapping[str, Severity], readers: Iterable[User]) -> None:
        self.readers.set(readers)
        self.severity_words.all().delete()
        SeverityWord.objects.bulk_create(
            SeverityWord(source=self, word=word, severity=severity) for word, severity in words.items()
        )

    def readdress(self, *, by: User, at: dt.datetime) -> str:
        """Give it another address; the old one opens nothing from now on. Gives the new token."""
        token = secrets.token_urlsafe(24)
        self.token_hash = _digest(token)
        with transaction.atomic():
            self.save(update_fields=["token_hash"])
            Event.record("alertsource.readdressed", self, by=by, at=at)
        return token

    def disable(self, *, by: User, at: dt.datetime) -> None:
        """Take nothing more in, and keep what there is."""
        self._switch(at, "alertsource.disabled", by=by, at=at)

    def enable(self, *, by: User, at: dt.datetime) -> None:
        """Take alerts in again."""
        self._switch(None, "alertsource.enabled", by=by, at=at)

    def _switch(self, since: dt.datetime | None, verb: str, *, by: User, at: dt.datetime) -> None:
        with transaction.atomic():
            self.disabled_at = since
            self.save(update_fields=["disabled_at"])
            Event.record(verb, self, by=by, at=at)

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it away with its alerts and deliveries; incidents and their entries stay."""
        with transaction.atomic():
            Event.record("alertsource.removed", self, by=by, at=at, name=self.name)
            self.delete()

    def severity_for(self, word: str) -> Severity:
        """What a severity word of the vendor means here: our map, a name of our scale, else the default."""
        mapped = self.severity_words.select_related("severity").filter(word=word.lower()).first()
        if mapped is not None:
            return mapped.severity
        return Severity.objects.filter(name__iexact=word).first() or self.severity

    def service_for(self, word: str) -> Service | None:
        """The service of that name, where there is one; else the source's own."""
        return (Service.offered().filter(name__iexact=word).first() if word else None) or self.service

    def receive(
        self, body: bytes, *, headers: dict[str, str], at: dt.datetime, too_large: bool = False
    ) -> AlertDelivery:
        """Keep the body and do what its alerts ask for, in one transaction."""
        with transaction.atomic():
            delivery = AlertDelivery.keep(self, body, headers=headers, at=at)
            delivery.handle(at=at, too_large=too_large)
        return delivery

    def try_out(self, *, by: User, at: dt.datetime) -> AlertDelivery:
        """Send an example of ours the whole way and undo it; the delivery that stays says what it did."""
        body = examples.firing(self.vendor, at)
        with transaction.atomic():
            with transaction.atomic():
                said = self.receive(body, headers={}, at=at).in_words()
                transaction.set_rollback(True)
            Event.record("alertsource.tried", self, by=by, at=at)
            return AlertDelivery.keep_trial(self, body, outcome=said, at=at)


class SeverityWord(models.Model):
    """What one of the tool's severity words means on our scale."""

    source = models.ForeignKey(AlertSource, on_delete=models.CASCADE, related_name="severity_words")
    word = models.CharField(max_length=80, help_text="In small letters.")
    severity = models.ForeignKey(Severity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["severity__order", "word"]
        constraints = [models.UniqueConstraint(fields=["source", "word"], name="severity_word_once")]

    def __str__(self) -> str:
        return f"{self.word} = {self.severity}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
