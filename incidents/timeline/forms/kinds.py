"""The kinds of entry to choose from, each with what it means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from incidents.catalog.models import Kind


class KindSelect(forms.Select):
    """A select whose options say on hover what they mean; `meanings` says it to everybody else."""

    meanings: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["title"] = self.meanings.get(str(value), "")
        return option


class KindField(forms.ChoiceField):
    """The kinds that are offered, and the one that the entry has already."""

    def __init__(self) -> None:
        super().__init__(label="Kind", widget=KindSelect())
        self.kinds: list[Kind] = []

    def also(self, slug: str) -> None:
        """Read the kinds, once for a form; `slug` stays among them when it is retired."""
        found = Kind.objects.filter(Q(retired_at=None) | Q(slug=slug))
        self.kinds = list(found)
        self.choices = [(kind.slug, kind.name) for kind in self.kinds]
        self.widget.meanings = {kind.slug: kind.meaning for kind in self.kinds}
