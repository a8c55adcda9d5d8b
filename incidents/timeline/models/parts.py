"""What belongs to one incident besides its timeline: its people and its contributing factors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction

from incidents.audit.models import Event

from .entry import EditConflict


class InvolvementRefused(Exception):
    """A change of the people that cannot be. The message is a sentence for the person."""


class Involvement(models.Model):
    """One person's part in one incident. It is also what lets a person see a restricted one."""

    class Role(models.TextChoices):
        COMMANDER = "commander", "Commander"
        SCRIBE = "scribe", "Scribe"
        COMMUNICATIONS = "communications", "Communications"
        RESPONDER = "responder", "Responder"
        READER = "reader", "Reader"

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="involvements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(max_length=14, choices=Role)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "user", "role"], name="involvement_once"),
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(role="commander"), name="one_commander"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"

    @classmethod
    def take(cls, incident: Any, user: Any, role: str, *, by: Any, at: dt.datetime) -> Involvement:
        """Give `user` a part in `incident`. Having it already changes nothing.

        Raises InvolvementRefused when there is a commander already.
        """
        mine = incident.involvements.filter(user=user, role=role).first()
        if mine is not None:
            return mine
        try:
            with transaction.atomic():
                mine = cls.objects.create(incident=incident, user=user, role=role)
                Event.record("person.added", mine, by=by, at=at, incident=incident, name=str(user), role=role)
        except IntegrityError as error:
            # The constraints close the races: on the same part given twice, and on commanders.
            given = incident.involvements.filter(user=user, role=role).first()
            if given is not None:
                return given
            if role != cls.Role.COMMANDER:
                raise
            raise InvolvementRefused(
                "There is a commander already. One person commands at a time; remove the other first."
            ) from error
        return mine

    def end(self, *, by: Any, at: dt.datetime) -> None:
        """Take this part away. Raises InvolvementRefused for the last one of a restricted incident."""
        with transaction.atomic():
            # The lock on the incident keeps two people from removing the last two parts at once.
            incident = type(self.incident).objects.select_for_update(of=("self",)).get(pk=self.incident_id)
            others = incident.involvements.exclude(pk=self.pk)
            if incident.is_restricted and not others.filter(user__is_active=True).exists():
                raise InvolvementRefused(
                    f"{self.user} is the last person who can see this restricted incident. "
                    "Add somebody else first, or open it to everyone."
                )
            Event.record(
                "person.removed", self, by=by, at=at, incident=incident, name=str(self.user), role=self.role
            )
            self.delete()


class ContributingFactor(models.Model):
    """One condition that had to be true for the incident to happen."""

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="factors")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def rewrite(cls, incident: Any, texts: Iterable[str]) -> dict[str, list[str]]:
        """Make these the incident's factors, in this order; rows with the same words stay the same rows.

        Gives what changed, for the record.
        """
        wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
        rows = {factor.text: factor for factor in incident.factors.all()}
        if list(rows) == wanted:
            return {}
        incident.factors.exclude(text__in=wanted).delete()
        for position, text in enumerate(wanted):
            cls.objects.update_or_create(incident=incident, text=text, defaults={"position": position})
        return {"factors": ["; ".join(rows), "; ".join(wanted)]}

    def move(self, up: bool, *, version: int, by: Any, at: dt.datetime) -> None:
        """Change places with the next one above or below; nothing happens at either end.

        `version` is that of the incident, whose order the person saw. Raises EditConflict, carrying the stored
        incident, when somebody else saved in between.
        """
        with transaction.atomic():
            # The lock on the incident makes the comparison safe, and lets two who move take turns.
            incident = type(self.incident).objects.select_for_update(of=("self",)).get(pk=self.incident_id)
            if incident.version != version:
                raise EditConflict(incident)
            rows = list(incident.factors.all())
            here = rows.index(self)
            there = here - 1 if up else here + 1
            if not 0 <= there < len(rows):
                return
            before = [row.text for row in rows]
            rows[here], rows[there] = rows[there], rows[here]
            for position, row in enumerate(rows):
                row.position = position
            type(self).objects.bulk_update(rows, ["position"])
            incident.version += 1
            incident.save(update_fields=["version"])
            changed = {"factors": ["; ".join(before), "; ".join(row.text for row in rows)]}
            Event.record("incident.revised", incident, by=by, at=at, incident=incident, changed=changed)
