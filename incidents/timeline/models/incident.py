"""The incident: what happened, to what, how badly, and who may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.catalog.models import Service, Severity, Tag
from incidents.people.models import Team, User
from incidents.timeline.amounts import KINDS, Amount, known

from .durations import Durations
from .entry import EditConflict
from .link import Link
from .parts import ContributingFactor, Involvement
from .record import Record
from .sight import NOT_REAL, IncidentQuerySet
from .standing import Standing


def _not_before(later: str, earlier: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{later}_at": None})
        | Q(**{f"{earlier}_at": None})
        | Q(**{f"{later}_at__gte": F(f"{earlier}_at")}),
        name=f"incident_{later}_after_{earlier}",
    )


def _replaced(name: str, rows: Any, wanted: Iterable[Any]) -> dict[str, list[str]]:
    """Make a set of rows the wanted one, and say how its names changed."""
    before = ", ".join(sorted(str(row) for row in rows.all()))
    rows.set(wanted)
    after = ", ".join(sorted(str(row) for row in wanted))
    return {name: [before, after]} if before != after else {}


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


class Incident(Durations, Record, Standing, models.Model):
    """One incident. Its number is the key, which the database never gives out twice."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        MITIGATED = "mitigated", "Mitigated"
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"

    class ClosingReason(models.TextChoices):
        RESOLVED = "resolved", "Resolved"
        DUPLICATE = "duplicate", "Duplicate of another"
        FALSE_ALARM = "false_alarm", "False alarm"
        DRILL = "drill", "Drill"

    class Nature(models.TextChoices):
        REAL = "real", "Real"
        DRILL = "drill", "Drill"
        FALSE_ALARM = "false_alarm", "False alarm"

    class Visibility(models.TextChoices):
        EVERYONE = "everyone", "Everyone here"
        RESTRICTED = "restricted", "Restricted to named people"

    #: The fields that `revise` may change.
    EDITABLE = (
        "title",
        "summary",
        "severity",
        "nature",
        "team",
        "visibility",
        "zone",
        "impact",
        "users_affected",
        "users_share",
        "requests_failed",
        "revenue",
        "currency",
        "downtime_minutes",
        "estimates",
        "root_cause",
        "trigger",
        "detected_by",
    )

    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    severity = models.ForeignKey(Severity, on_delete=models.PROTECT, related_name="incidents")
    nature = models.CharField(max_length=11, choices=Nature, default=Nature.REAL)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closing_reason = models.CharField(max_length=12, choices=ClosingReason, blank=True)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.EVERYONE)
    zone = models.CharField(max_length=60, default="UTC", help_text="The IANA name of its home time zone.")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="incidents")
    services = models.ManyToManyField(Service, blank=True, related_name="incidents")
    tags = models.ManyToManyField(Tag, blank=True, related_name="incidents")
    impact = models.TextField(blank=True)
    users_affected = models.PositiveBigIntegerField(null=True, blank=True)
    users_share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Per cent of all users."
    )
    requests_failed = models.PositiveBigIntegerField(null=True, blank=True)
    revenue = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="Three letters, such as EUR.")
    downtime_minutes = models.PositiveIntegerField(null=True, blank=True)
    estimates = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="Which of these figures are about.",
    )
    root_cause = models.TextField(blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    detected_by = models.CharField(max_length=300, blank=True)
    # The five instants follow the clocks by a trigger; nothing else writes them.
    started_at = models.DateTimeField(null=True, editable=False)
    detected_at = models.DateTimeField(null=True, editable=False)
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    mitigated_at = models.DateTimeField(null=True, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-started_at"]), models.Index(fields=["status", "-started_at"])]
        constraints = [
            _not_before("detected", "started"),
            _not_before("acknowledged", "detected"),
            _not_before("mitigated", "started"),
            _not_before("resolved", "started"),
            models.CheckConstraint(
                condition=Q(status="closed") & ~Q(closing_reason="")
                | ~Q(status="closed") & Q(closing_reason=""),
                name="incident_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closing_reason="duplicate", duplicate_of__isnull=False)
                | ~Q(closing_reason="duplicate") & Q(duplicate_of=None),
                name="incident_duplicate_names_other",
            ),
            models.CheckConstraint(
                condition=~Q(closing_reason__in=NOT_REAL) | Q(closing_reason=F("nature")),
                name="incident_closed_as_what_it_is",
            ),
            models.CheckConstraint(condition=Q(nature__in=["real", *NOT_REAL]), name="incident_nature_known"),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="incident_not_its_own_duplicate"),
            models.CheckConstraint(
                condition=Q(users_share=None) | Q(users_share__gte=0, users_share__lte=100),
                name="incident_share_is_per_cent",
            ),
            models.CheckConstraint(
                condition=Q(estimates__contained_by=list(KINDS)), name="incident_estimates_are_figures"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["everyone", "restricted"]), name="incident_visibility_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("timeline:incident", args=[self.pk])

    @property
    def reference(self) -> str:
        return f"INC-{self.pk}"

    @property
    def is_real(self) -> bool:
        """Whether it is neither a drill nor a false alarm."""
        return self.nature == self.Nature.REAL

    @property
    def is_restricted(self) -> bool:
        return self.visibility == self.Visibility.RESTRICTED

    @property
    def amounts(self) -> dict[str, Amount]:
        """The figures of the impact that are known, by name, each saying whether it is an estimate."""
        return known(((name, getattr(self, name)) for name in KINDS), self.estimates, self.currency)

    def may_change(self, user: User) -> bool:
        """Whether `user`, who sees this incident, may also change it."""
        return user.may_write

    def audience(self) -> models.QuerySet[User]:
        """The people who may see it, by name: everyone who is let in, or those who have a part in it."""
        people = User.objects.active()
        if self.is_restricted:
            people = people.filter(pk__in=self.involvements.values("user"))
        return people

    @property
    def needs_postmortem(self) -> bool:
        """Whether the severity's policy, as it is today, wants a postmortem; of drills and duplicates it wants none."""
        counts = self.is_real and self.closing_reason != self.ClosingReason.DUPLICATE
        return self.severity.postmortem_required and counts

    @property
    def postmortem_due_at(self) -> dt.datetime | None:
        """The day by which the policy wants it; None where it wants none, names no days, or it goes on."""
        over = self.resolved_at or self.mitigated_at
        days = self.severity.due_days
        return over + dt.timedelta(days=days) if self.needs_postmortem and over and days else None

    @classmethod
    def open(
        cls, *, title: str, severity: Severity, by: User | None, at: dt.datetime, **fields: Any
    ) -> Incident:
        """Open an incident: its `services`, `tags`, `readers` of a restricted one, when it `started`, and
        the incident that it is the same `again` as.

        Whoever opens a restricted one has a part in it, or nobody could see it.
        """
        services, tags, readers = (fields.pop(name, ()) for name in ("services", "tags", "readers"))
        started, again = fields.pop("started", None), fields.pop("again", None)
        with transaction.atomic():
            incident = cls.objects.create(
                title=title, severity=severity, opened_by=by, opened_at=at, **fields
            )
            # Nothing is there yet, so that adding asks for nothing.
            incident.services.add(*services)
            incident.tags.add(*tags)
            if incident.is_restricted:
                people = {*readers, by} - {None}
                incident.involvements.bulk_create(
                    Involvement(incident=incident, user=user, role=Involvement.Role.READER) for user in people
                )
            Event.record("incident.opened", incident, by=by, at=at, incident=incident)
            if started is not None:
                incident.set_clocks({"started": started}, by=by, at=at)
            if again is not None:
                Link.join(incident, again, Link.Relation.AGAIN, by=by, at=at)
        return incident

    def revise(self, *, version: int, by: User, at: dt.datetime, **changes: Any) -> Incident:
        """Change some of EDITABLE (and `services`, `tags`, `factors`), based on the version that was seen.

        Raises EditConflict, carrying the stored incident, when somebody else saved in between.
        """
        sets = {name: changes.pop(name) for name in ("services", "tags") if name in changes}
        factors = changes.pop("factors", None)
        unknown = set(changes) - set(self.EDITABLE)
        if unknown:
            raise TypeError(f"not editable: {sorted(unknown)}")
        with transaction.atomic():
            # The row lock makes the comparison of versions safe against a second writer.
            incident = Incident.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if incident.version != version:
                raise EditConflict(incident)
            changed = {
                k: [_said(getattr(incident, k)), _said(v)]
                for k, v in changes.items()
                if getattr(incident, k) != v
            }
            for name, value in changes.items():
                setattr(incident, name, value)
            incident.version += 1
            incident._agree_on_nature()
            incident.save(update_fields=[*changes, "version", "closing_reason"])
            for name, rows in sets.items():
                changed |= _replaced(name, getattr(incident, name), rows)
            if factors is not None:
                changed |= ContributingFactor.rewrite(incident, factors)
            if incident.is_restricted and not incident.involvements.filter(user=by).exists():
                incident.involvements.create(user=by, role=Involvement.Role.READER)
            Event.record("incident.revised", incident, by=by, at=at, incident=incident, changed=changed)
        return incident
