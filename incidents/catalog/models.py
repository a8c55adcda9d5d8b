"""The words that a team sorts its incidents by."""

from __future__ import annotations

from django.db import models

from incidents.people.models import Team


class Severity(models.Model):
    """One step of the scale of harm, and what the team's policy asks for on it."""

    class Colour(models.TextChoices):
        SEV1 = "sev1", "First (red)"
        SEV2 = "sev2", "Second (orange)"
        SEV3 = "sev3", "Third (yellow)"
        SEV4 = "sev4", "Fourth (grey)"

    name = models.CharField(max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(unique=True, help_text="1 is the worst.")
    colour = models.CharField(max_length=4, choices=Colour)
    meaning = models.CharField(max_length=200)
    postmortem_required = models.BooleanField(default=False)
    due_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days from the resolution until the postmortem is due."
    )
    approvals_required = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "severities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(colour__in=["sev1", "sev2", "sev3", "sev4"]), name="severity_colour_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bars(self) -> int:
        """How many of the glyph's four bars are filled: four for the worst."""
        return 5 - int(self.colour[-1])


class Service(models.Model):
    """Something that people rely on and that can break."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=200, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="services")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word that people put on incidents to find them again."""

    name = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
