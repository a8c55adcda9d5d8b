"""The words that a team sorts its incidents by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from incidents.audit.models import Event
from incidents.people.models import Team, User


class CatalogRefused(Exception):
    """A word that cannot be kept, changed or taken away like that. The message is a sentence."""


class Word(models.Model):
    """What severities, services and tags have in common: administrators add, change and remove them."""

    #: The fields that `revise` may change.
    EDITABLE: tuple[str, ...] = ("name",)

    objects: Any = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)  # type: ignore[attr-defined]

    @classmethod
    def add(cls, *, by: User | None, at: dt.datetime, **fields: Any) -> Any:
        """Add one. Raises CatalogRefused where the name is taken."""
        word = cls(**fields)
        word._keep(f"{cls._meta.model_name}.added", by=by, at=at)
        return word

    def revise(self, *, by: User, at: dt.datetime, **changes: Any) -> None:
        """Change some of EDITABLE. Raises CatalogRefused where the name is taken."""
        unknown = set(changes) - set(self.EDITABLE)
        if unknown:
            raise TypeError(f"not editable: {sorted(unknown)}")
        changed = {k: [str(getattr(self, k)), str(v)] for k, v in changes.items() if getattr(self, k) != v}
        for name, value in changes.items():
            setattr(self, name, value)
        self._keep(f"{self._meta.model_name}.revised", by=by, at=at, changed=changed)

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it away. Raises CatalogRefused where incidents use it: their record would change."""
        if self.incidents.exists():  # type: ignore[attr-defined]
            raise CatalogRefused(f"{self} is on incidents, so it stays. Rename it if the word is wrong.")
        with transaction.atomic():
            Event.record(f"{self._meta.model_name}.removed", self, by=by, at=at, name=str(self))
            self.delete()

    def _keep(self, verb: str, *, by: User | None, at: dt.datetime, **data: Any) -> None:
        try:
            with transaction.atomic():
                self.save()
                Event.record(verb, self, by=by, at=at, **data)
        except IntegrityError as error:
            raise CatalogRefused(f"There is a {self._meta.verbose_name} called {self} already.") from error


class Severity(Word):
    """One step of the scale of harm, and what the team's policy asks for on it."""

    class Colour(models.TextChoices):
        SEV1 = "sev1", "First (red)"
        SEV2 = "sev2", "Second (orange)"
        SEV3 = "sev3", "Third (yellow)"
        SEV4 = "sev4", "Fourth (grey)"

    EDITABLE = ("name", "colour", "meaning", "postmortem_required", "due_days", "approvals_required")

    name = models.CharField(max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(help_text="1 is the worst.")
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
            # Deferred, so that two can change places.
            models.UniqueConstraint(
                fields=["order"], name="severity_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=models.Q(colour__in=["sev1", "sev2", "sev3", "sev4"]), name="severity_colour_known"
            ),
        ]

    @property
    def bars(self) -> int:
        """How many of the glyph's four bars are filled: four for the worst."""
        return 5 - int(self.colour[-1])

    @classmethod
    def append(cls, *, by: User, at: dt.datetime, **fields: Any) -> Severity:
        """Add one below all others."""
        last = cls.objects.aggregate(last=models.Max("order"))["last"] or 0
        return cls.add(by=by, at=at, order=last + 1, **fields)

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it off the scale, unless it is the last one or on incidents."""
        if not Severity.objects.exclude(pk=self.pk).exists():
            raise CatalogRefused("Keep at least one severity: every incident has one.")
        super().remove(by=by, at=at)

    def move(self, up: bool, *, by: User, at: dt.datetime) -> None:
        """Change places with the next one above or below; nothing happens at the end of the scale."""
        with transaction.atomic():
            # All are locked: two people who move at once would otherwise give two the same place.
            scale = list(Severity.objects.select_for_update().order_by("order"))
            here = scale.index(self)
            there = here - 1 if up else here + 1
            if not 0 <= there < len(scale):
                return
            one, other = scale[here], scale[there]
            one.order, other.order = other.order, one.order
            for each in (one, other):
                each.save(update_fields=["order"])
            Event.record("severity.moved", one, by=by, at=at, order=one.order)


class Service(Word):
    """Something that people rely on and that can break."""

    EDITABLE = ("name", "description", "team")

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=200, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="services")

    class Meta:
        ordering = ["name"]

    @classmethod
    def add(cls, *, by: User | None, at: dt.datetime, **fields: Any) -> Service:
        """Add one; its short name for addresses comes from its name and stays."""
        slug = slugify(fields["name"])
        if not slug:
            raise CatalogRefused("Give the service a name with a letter or a digit in it.")
        return super().add(by=by, at=at, slug=slug, **fields)


class Tag(Word):
    """A word that people put on incidents to find them again."""

    name = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
