"""How severities, services and kinds are chosen in the forms of all rooms: each with what it means beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .models import Kind, Service, Severity


class SeverityField(forms.ModelChoiceField):
    """The scale, worst first, each step with what it means."""

    def __init__(self, label: str = "Severity") -> None:
        super().__init__(
            Severity.objects.all(),
            label=label,
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how bad it is."},
        )

    def label_from_instance(self, severity: Severity) -> str:
        return format_html("<strong>{}</strong> <small>{}</small>", severity.name, severity.meaning)


class ServicesField(forms.ModelMultipleChoiceField):
    """The services that are offered, each with what it does; `also` are those that are chosen already."""

    def __init__(self) -> None:
        super().__init__(
            Service.objects.none(),
            label="Services affected",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def offer(self, also: Iterable[Service] = ()) -> None:
        """Once for a form: retired services stay away unless they are among `also`."""
        self.queryset = Service.offered(*also)

    def label_from_instance(self, service: Service) -> str:
        return format_html("{} <small>{}</small>", service.name, service.description)


class ServiceField(forms.ModelChoiceField):
    """One service out of a select, each with what it does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Service.objects.all(), **kwargs)

    def label_from_instance(self, service: Service) -> str:
        return f"{service.name}: {service.description}" if service.description else service.name


SELECTED = mark_safe(" selected")


class MeaningSelect(forms.Select):
    """A select whose options say on hover what they mean; `meanings` by value, said beside it to everybody else."""

    meanings: dict[str, str] = {}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Without Django's templates: one an option, they cost a page of two hundred rows most of its time."""
        chosen = set(self.format_value(value))
        options = (
            (choice, SELECTED if str(choice) in chosen else "", self.meanings.get(str(choice), ""), label)
            for choice, label in self.choices
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            format_html_join("", '<option value="{}"{} title="{}">{}</option>', options),
        )


class SeveritySelect(forms.ModelChoiceField):
    """The scale where there is little room: a select. `scale` is for the list of meanings that goes with it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Severity.objects.all(), widget=MeaningSelect(), **kwargs)
        self.scale: list[Severity] = []

    def read(self) -> None:
        """Read the scale, once for a form."""
        self.scale = list(Severity.objects.all())
        self.widget.meanings = {str(severity.pk): severity.meaning for severity in self.scale}


class KindField(forms.ChoiceField):
    """The kinds that are offered, and the one that the entry has already."""

    def __init__(self) -> None:
        super().__init__(label="Kind", widget=MeaningSelect())
        self.kinds: list[Kind] = []

    def also(self, slug: str) -> None:
        """Read the kinds, once for a form; `slug` stays among them when it is retired."""
        self.offer(list(Kind.objects.filter(Q(retired_at=None) | Q(slug=slug))))

    def offer(self, kinds: list[Kind]) -> None:
        """Offer these, which somebody has read for several forms."""
        self.kinds = kinds
        self.choices = [(kind.slug, kind.name) for kind in kinds]
        self.widget.meanings = {kind.slug: kind.meaning for kind in kinds}
