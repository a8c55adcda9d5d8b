"""Who sees which incidents. Whatever a person sees starts here."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from incidents.catalog.models import Service, Tag

from .link import Link
from .parts import ContributingFactor, Involvement

#: Natures of what was no real incident; figures leave these out. Closing reasons of the same names go with them.
NOT_REAL = ("drill", "false_alarm")


class IncidentQuerySet(models.QuerySet):
    """Who sees which incidents. Whatever a person sees starts at `visible_to`."""

    def visible_to(self, user: Any) -> IncidentQuerySet:
        """Incidents for everyone here, and restricted ones in which `user` has a part.

        Nobody who is not signed in or whose account is closed sees any. A restricted incident does
        not exist for others, administrators included.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Involvement.objects.filter(incident=OuterRef("pk"), user=user)
        return self.filter(Q(visibility="everyone") | Exists(mine))

    def with_names(self) -> IncidentQuerySet:
        """Each with its services and tags as small records, in the same query."""
        services = Service.objects.filter(incidents=OuterRef("pk")).order_by("name")
        tags = Tag.objects.filter(incidents=OuterRef("pk")).order_by("name")
        return self.annotate(
            named_services=ArraySubquery(services.values(json=JSONObject(name="name", slug="slug"))),
            named_tags=ArraySubquery(tags.values(json=JSONObject(name="name"))),
        )

    def with_surroundings(self) -> IncidentQuerySet:
        """Each with what its quiet column names, in the same query: services, factors, tags and people as small
        records, and whether there is any link to ask for.
        """
        factors = ContributingFactor.objects.filter(incident=OuterRef("pk"))
        people = Involvement.objects.filter(incident=OuterRef("pk"))
        part = JSONObject(role="role", id="user_id", name="user__name", email="user__email")
        return self.with_names().annotate(
            named_people=ArraySubquery(people.values(json=part)),
            named_factors=ArraySubquery(factors.values(json=JSONObject(id="id", text="text"))),
            has_links=Exists(Link.objects.filter(Q(incident=OuterRef("pk")) | Q(other=OuterRef("pk")))),
        )

    def real(self) -> IncidentQuerySet:
        """Without drills, duplicates and false alarms, which figures leave out."""
        return self.filter(nature="real").exclude(closing_reason="duplicate")
