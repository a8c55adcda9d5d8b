"""Templates: what a new postmortem asks for. Sections are copied, so that a later change reaches no text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.text import slugify

from incidents.audit.models import Event

from .shape import Part, Shape, key_for, renumbered


class TemplateRefused(Exception):
    """A change that a template cannot take. The message is a sentence for the person."""


class TemplateQuerySet(models.QuerySet["Template"]):
    """Which template a postmortem begins with."""

    def default(self) -> Template:
        """The one that is offered first."""
        return self.order_by("-is_default", "position", "pk")[0]


class Template(models.Model):
    """A form of postmortem: its sections in their order, each with guidance."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_default = models.BooleanField(default=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_template"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("drafting:template", args=[self.slug])

    @classmethod
    def add(
        cls, name: str, *, by: Any, at: dt.datetime, description: str = "", like: Template | None = None
    ) -> Template:
        """Make a template; with the sections of `like` if there is one."""
        taken = set(cls.objects.values_list("slug", flat=True))
        last = cls.objects.aggregate(last=Max("position"))["last"] or 0
        with transaction.atomic():
            template = cls.objects.create(
                name=name,
                slug=key_for(slugify(name) or "template", taken).replace("_", "-"),
                description=description,
                position=last + 1,
            )
            TemplateSection.objects.bulk_create(
                TemplateSection(template=template, position=position, **part.shape())
                for position, part in enumerate(like.parts() if like else ())
            )
            Event.record("template.added", template, by=by, at=at, name=name)
        return template

    def revise(self, *, by: Any, at: dt.datetime, name: str, description: str) -> None:
        """Rename or describe it otherwise; its address stays."""
        with transaction.atomic():
            self.name, self.description = name, description
            self.save(update_fields=["name", "description"])
            Event.record("template.revised", self, by=by, at=at, name=name)

    def make_default(self, *, by: Any, at: dt.datetime) -> None:
        """Offer this one first from now on."""
        with transaction.atomic():
            # All rows are locked, or two at once would meet at the constraint.
            list(Template.objects.select_for_update().order_by("pk"))
            Template.objects.filter(is_default=True).update(is_default=False)
            Template.objects.filter(pk=self.pk).update(is_default=True)
            Event.record("template.made_default", self, by=by, at=at)

    def discard(self, *, by: Any, at: dt.datetime) -> None:
        """Take the template away; postmortems that began with it stay as they are."""
        with transaction.atomic():
            if Template.objects.select_for_update().order_by("pk").count() == 1:
                raise TemplateRefused("This is the only template. Add another one before you take it away.")
            Event.record("template.discarded", self, by=by, at=at, name=self.name)
            self.delete()

    def parts(self) -> list[Part]:
        """Its sections, ready to be copied."""
        return [
            Part(
                heading=section.heading,
                key=section.key,
                kind=section.kind,
                required=section.required,
                guidance=section.guidance,
                placeholder=section.placeholder,
            )
            for section in self.sections.all()
        ]

    def add_section(self, *, by: Any, at: dt.datetime, heading: str, **fields: Any) -> TemplateSection:
        """Put a section at the end."""
        with transaction.atomic():
            siblings = list(self.sections.select_for_update())
            section = self.sections.create(
                heading=heading,
                key=key_for(heading, {sibling.key for sibling in siblings}),
                position=len(siblings),
                **fields,
            )
            Event.record("template.section_added", self, by=by, at=at, heading=heading)
        return section


class TemplateSection(Shape):
    """One heading of a template."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="sections")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="template_key_once")]

    def revise(self, *, by: Any, at: dt.datetime, **fields: Any) -> None:
        """Change heading, guidance and the rest; the key stays."""
        with transaction.atomic():
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=list(fields))
            Event.record("template.section_revised", self.template, by=by, at=at, heading=self.heading)

    def move(self, to: int, *, by: Any, at: dt.datetime) -> None:
        """Put it at place `to`, counted from 0."""
        with transaction.atomic():
            siblings = list(TemplateSection.objects.select_for_update().filter(template=self.template))
            TemplateSection.objects.bulk_update(renumbered(siblings, self, to), ["position"])
            Event.record("template.section_moved", self.template, by=by, at=at, heading=self.heading)

    def discard(self, *, by: Any, at: dt.datetime) -> None:
        """Take it out of the template."""
        with transaction.atomic():
            Event.record("template.section_discarded", self.template, by=by, at=at, heading=self.heading)
            self.delete()
