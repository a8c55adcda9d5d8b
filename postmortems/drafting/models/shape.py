"""What a section of a template and a section of a postmortem have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Any, NamedTuple, TypeVar

from django.db import models


class Kind(models.TextChoices):
    """What stands in a section below its own text."""

    TEXT = "text", "Text"
    TIMELINE = "timeline", "The timeline, live"
    ACTIONS = "actions", "The action items, live"


class Part(NamedTuple):
    """A section that is still to be made: what an import or a template gives."""

    heading: str
    text: str = ""
    key: str = ""
    kind: str = Kind.TEXT.value
    required: bool = False
    guidance: str = ""
    placeholder: str = ""

    def shape(self) -> dict[str, Any]:
        """All but the text, which enters a postmortem through its living document."""
        fields = self._asdict()
        del fields["text"]
        return fields


class Shape(models.Model):
    """A heading with its guidance, at a place among others."""

    key = models.CharField(
        max_length=60, help_text="Names the section for ever, whatever its heading becomes."
    )
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEXT)
    guidance = models.TextField(blank=True, help_text="What belongs here, for the person who writes it.")
    placeholder = models.TextField(blank=True, help_text="Shown in the empty field.")
    required = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    objects: Any = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.heading


S = TypeVar("S", bound=Shape)


#: What a section cannot be called, since an address says something else with it.
RESERVED = {"new"}


def key_for(heading: str, taken: Container[str] = ()) -> str:
    """A key made of the heading's letters that is not among `taken`."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or "section"
    number, key = 1, stem
    while key in taken or key in RESERVED:
        number += 1
        key = f"{stem}_{number}"
    return key


def renumbered(shapes: list[S], moving: S, to: int) -> list[S]:
    """The same sections in a new order, each with its position: `moving` at place `to`, counted from 0."""
    rest = [shape for shape in shapes if shape.pk != moving.pk]
    rest.insert(max(0, min(to, len(rest))), moving)
    for position, shape in enumerate(rest):
        shape.position = position
    return rest
