"""Teams, and who is in them."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from incidents.audit.models import Event

from .person import User


class TeamRefused(Exception):
    """A team that cannot be called that. The message is a sentence for the person."""


class Team(models.Model):
    """People who look after the same services."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def found(cls, name: str, *, by: User | None, at: dt.datetime) -> Team:
        """Make a team. Raises TeamRefused where another one has the name."""
        team = cls(name=name, slug=slugify(name))
        team._keep("team.founded", by=by, at=at)
        return team

    def rename(self, name: str, *, by: User, at: dt.datetime) -> None:
        """Give the team another name. Its short name in addresses stays, so that links go on working."""
        before, self.name = self.name, name
        self._keep("team.renamed", by=by, at=at, changed={"name": [before, name]})

    def _keep(self, verb: str, *, by: User | None, at: dt.datetime, **data: object) -> None:
        if not self.slug:
            raise TeamRefused("Give the team a name with a letter or a digit in it.")
        try:
            with transaction.atomic():
                self.save()
                Event.record(verb, self, by=by, at=at, **data)
        except IntegrityError as error:
            raise TeamRefused(f"There is a team with the name {self.name} already.") from error

    def admit(self, user: User, *, by: User | None, at: dt.datetime) -> None:
        """Take somebody in; nothing happens where she is in already."""
        with transaction.atomic():
            _, new = Membership.objects.get_or_create(team=self, user=user)
            if new:
                Event.record("team.admitted", self, by=by, at=at, user=user.pk)

    def release(self, user: User, *, by: User, at: dt.datetime) -> None:
        """Let somebody go; nothing happens where she is not in."""
        with transaction.atomic():
            gone, _ = Membership.objects.filter(team=self, user=user).delete()
            if gone:
                Event.record("team.released", self, by=by, at=at, user=user.pk)


class Membership(models.Model):
    """One person in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"
