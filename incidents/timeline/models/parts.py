"""What belongs to one incident besides its timeline: its people and its contributing factors."""

from __future__ import annotations

from django.conf import settings
from django.db import models


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


class ContributingFactor(models.Model):
    """One condition that had to be true for the incident to happen."""

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="factors")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text
