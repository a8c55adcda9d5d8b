"""The words that a team sorts its incidents by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from incidents.audit.models import Event
from incidents.people.models import Team, User

from .kinds import SHIPPED_KINDS, SLUGS


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

    @classmethod
    def incidents_seen_by(cls, user: User) -> models.QuerySet[Any]:
        """The rows, each with `seen`: on how many incidents that `user` sees it is."""
        # The room above keeps the incidents; the relation leads to them.
        above: Any = cls._meta.get_field("incidents").related_model
        mine = models.Q(incidents__in=above.objects.visible_to(user).values("pk"))
        return cls.objects.annotate(seen=models.Count("incidents", filter=mine, distinct=True))

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it away. Raises CatalogRefused where incidents use it: their record would change."""
        if self.incidents.exists():  # type: ignore[attr-defined]
            raise CatalogRefused(f"{self} is on incidents, so it stays. Rename it if the word is wrong.")
        try:
            with transaction.atomic():
                Event.record(f"{self._meta.model_name}.removed", self, by=by, at=at, name=str(self))
                self.delete()
        except ProtectedError as error:
            raise CatalogRefused(
                f"{self} is what alerts become, so it stays. Change their sources first."
            ) from error

    def _keep(self, verb: str, *, by: User | None, at: dt.datetime, **data: Any) -> None:
        try:
            with transaction.atomic():
                self.save()
                Event.record(verb, self, by=by, at=at, **data)
        except IntegrityError as error:
            raise CatalogRefused(f"There is a {self._meta.verbose_name} called {self} already.") from error


class Ordered(Word):
    """Words that stand in an order of the administrators' own."""

    order = models.PositiveSmallIntegerField(help_text="1 stands first.")

    class Meta:
        abstract = True

    @classmethod
    def append(cls, *, by: User, at: dt.datetime, **fields: Any) -> Any:
        """Add one below all others."""
        last = cls.objects.aggregate(last=models.Max("order"))["last"] or 0
        return cls.add(by=by, at=at, order=last + 1, **fields)

    def move(self, up: bool, *, by: User, at: dt.datetime) -> None:
        """Change places with the next one above or below; nothing happens at either end."""
        with transaction.atomic():
            # All are locked: two people who move at once would otherwise give two the same place.
            rows = list(type(self).objects.select_for_update().order_by("order"))
            here = rows.index(self)
            there = here - 1 if up else here + 1
            if not 0 <= there < len(rows):
                return
            one, other = rows[here], rows[there]
            one.order, other.order = other.order, one.order
            for each in (one, other):
                each.save(update_fields=["order"])
            Event.record(f"{self._meta.model_name}.moved", one, by=by, at=at, order=one.order)


class Retirable(Word):
    """Words that can be taken out of use while the record that names them stays."""

    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def offered(cls, *also: Any) -> models.QuerySet[Any]:
        """Those to choose from: all that are in use, and `also`, which something names already."""
        return cls.objects.filter(models.Q(retired_at=None) | models.Q(pk__in=[word.pk for word in also]))

    def retire(self, *, by: User, at: dt.datetime) -> None:
        """Offer it no more. What names it keeps it."""
        self._turn(at, "retired", by=by, at=at)

    def offer(self, *, by: User, at: dt.datetime) -> None:
        """Offer it again."""
        self._turn(None, "offered", by=by, at=at)

    def _turn(self, value: dt.datetime | None, verb: str, *, by: User, at: dt.datetime) -> None:
        with transaction.atomic():
            self.retired_at = value
            self.save(update_fields=["retired_at"])
            Event.record(f"{self._meta.model_name}.{verb}", self, by=by, at=at, name=str(self))


class Severity(Ordered):
    """One step of the scale of harm, and what the team's policy asks for on it."""

    class Colour(models.TextChoices):
        SEV1 = "sev1", "First (red)"
        SEV2 = "sev2", "Second (orange)"
        SEV3 = "sev3", "Third (yellow)"
        SEV4 = "sev4", "Fourth (grey)"

    EDITABLE = ("name", "colour", "meaning", "postmortem_required", "due_days", "approvals_required")

    name = models.CharField(max_length=30, unique=True)
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

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it off the scale, unless it is the last one or on incidents."""
        if not Severity.objects.exclude(pk=self.pk).exists():
            raise CatalogRefused("Keep at least one severity: every incident has one.")
        super().remove(by=by, at=at)


class Service(Retirable):
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

    def merge(self, into: Tag, *, by: User, at: dt.datetime) -> None:
        """Put `into` on every incident that has this tag, and take this tag away."""
        if into.pk == self.pk:
            raise CatalogRefused("Choose another tag to merge it into.")
        with transaction.atomic():
            # Locked, so that no incident takes up either tag in between; and by the new version a form
            # that still names the old tag is met as a conflict and does not bring it back.
            Tag.objects.select_for_update().filter(pk__in=[self.pk, into.pk]).count()
            found: Any = self.incidents.all()  # type: ignore[attr-defined]
            for incident in found.select_for_update(of=("self",)):
                before = sorted(incident.tags.values_list("name", flat=True))
                incident.tags.add(into)
                incident.tags.remove(self)
                after = sorted(incident.tags.values_list("name", flat=True))
                changed = {"tags": [", ".join(before), ", ".join(after)]}
                type(incident).objects.filter(pk=incident.pk).update(version=models.F("version") + 1)
                Event.record("incident.revised", incident, by=by, at=at, incident=incident, changed=changed)
            Event.record("tag.merged", self, by=by, at=at, name=str(self), into=str(into))
            self.delete()


class Kind(Ordered, Retirable):
    """What a timeline entry was. Entries name it by its slug, which stays when the name changes."""

    EDITABLE = ("name", "meaning", "shape", "means")
    SHAPES = [(slug, drawing) for slug, _, _, drawing in SHIPPED_KINDS]
    ROLES = [(slug, name) for slug, name, _, _ in SHIPPED_KINDS]

    name = models.CharField(max_length=40, unique=True)
    slug = models.CharField(max_length=40, unique=True, editable=False)
    meaning = models.CharField(max_length=200)
    shape = models.CharField(max_length=14, choices=SHAPES, help_text="How it is drawn.")
    means = models.CharField(
        max_length=14, choices=ROLES, help_text="What it counts as for clocks, notes and the picture."
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], name="kind_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=models.Q(shape__in=SLUGS), name="kind_shape_known"),
            models.CheckConstraint(condition=models.Q(means__in=SLUGS), name="kind_role_known"),
        ]

    @property
    def is_shipped(self) -> bool:
        return self.slug in SLUGS

    @classmethod
    def add(cls, *, by: User | None, at: dt.datetime, **fields: Any) -> Kind:
        """Add one; the slug comes from its name and stays."""
        slug = slugify(fields["name"]).replace("-", "_")
        if not slug:
            raise CatalogRefused("Give the kind a name with a letter or a digit in it.")
        return super().add(by=by, at=at, slug=slug, **fields)

    def retire(self, *, by: User, at: dt.datetime) -> None:
        """Offer it no more, unless it is the one that an entry begins with."""
        if self.slug == "other":
            raise CatalogRefused(f"{self} is what an entry is until somebody says more, so it stays.")
        super().retire(by=by, at=at)

    def remove(self, *, by: User, at: dt.datetime) -> None:
        """Take it away, unless it came with the product or an entry, even a deleted one, is of this kind."""
        if self.is_shipped:
            raise CatalogRefused(f"{self} came with Postmortems, and imports use it. Retire it instead.")
        try:
            with transaction.atomic():
                Event.record("kind.removed", self, by=by, at=at, name=str(self))
                self.delete()
        except IntegrityError as error:
            # The database's own reference from the entries refuses it.
            raise CatalogRefused(
                f"Timeline entries are of the kind {self}, so it stays. Retire it."
            ) from error
