"""What administrators fill in about severities, services and tags."""

from __future__ import annotations

from typing import Any

from django import forms

from incidents.people.models import Team

from .models import Severity


class SeverityForm(forms.Form):
    """One step of the scale."""

    name = forms.CharField(label="Name", max_length=30)
    meaning = forms.CharField(
        label="Meaning", max_length=200, help_text="One sentence that settles doubts while it burns."
    )
    colour = forms.ChoiceField(label="Colour and bars", choices=Severity.Colour)
    postmortem_required = forms.BooleanField(label="A postmortem is required", required=False)
    due_days = forms.IntegerField(
        label="Days until it is due",
        required=False,
        min_value=1,
        max_value=365,
        help_text="From the resolution. Empty: no date.",
    )
    approvals_required = forms.IntegerField(
        label="Approvals before publishing", min_value=0, max_value=9, initial=1
    )


class ServiceForm(forms.Form):
    """Something that can break."""

    name = forms.CharField(label="Name", max_length=80)
    description = forms.CharField(label="What it does", max_length=200, required=False)
    team = forms.ModelChoiceField(Team.objects.all(), label="Team", required=False, empty_label="No team")


class TagForm(forms.Form):
    """A word for incidents."""

    name = forms.CharField(label="Name", max_length=60, help_text="Small letters, digits and hyphens.")

    def clean_name(self) -> str:
        """As tags are written: what people type with blanks or capitals becomes the same tag."""
        return forms.SlugField().clean("-".join(self.cleaned_data["name"].lower().split()))


def values(word: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What `word` has in the fields of `form`, to begin with."""
    return {name: getattr(word, name) for name in form.base_fields}
