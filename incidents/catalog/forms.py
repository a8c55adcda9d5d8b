"""What administrators fill in about severities, kinds, services and tags."""

from __future__ import annotations

from typing import Any

from django import forms

from incidents.people.models import Team

from .models import Kind, Severity, Tag


class SeverityForm(forms.Form):
    """One step of the scale."""

    name = forms.CharField(label="Name", max_length=30)
    meaning = forms.CharField(
        label="Meaning",
        max_length=200,
        help_text="One sentence that settles doubts while it burns, shown where people choose.",
    )
    colour = forms.ChoiceField(label="Colour and bars", choices=Severity.Colour)
    postmortem_required = forms.BooleanField(label="A postmortem is required", required=False)
    due_days = forms.IntegerField(
        label="Days until it is due",
        required=False,
        min_value=1,
        max_value=365,
        help_text="From the resolution, else the mitigation. Empty: no date.",
    )
    approvals_required = forms.IntegerField(
        label="Approvals before publishing", min_value=0, max_value=9, initial=1
    )


class KindForm(forms.Form):
    """What a timeline entry can be."""

    name = forms.CharField(label="Name", max_length=40)
    meaning = forms.CharField(
        label="Meaning", max_length=200, help_text="One sentence, shown where people choose the kind."
    )
    shape = forms.ChoiceField(
        label="Drawn as", choices=Kind.SHAPES, initial="other", widget=forms.RadioSelect
    )
    means = forms.ChoiceField(
        label="Counts as",
        choices=Kind.ROLES,
        initial="other",
        help_text="What notes and the picture take it for. A kind that counts as a detection answers the "
        "question of how it was detected.",
    )


class ServiceForm(forms.Form):
    """Something that can break."""

    name = forms.CharField(label="Name", max_length=80)
    description = forms.CharField(
        label="What it does",
        max_length=200,
        required=False,
        help_text="One sentence, shown where people choose the service.",
    )
    team = forms.ModelChoiceField(Team.objects.all(), label="Team", required=False, empty_label="No team")


class TagForm(forms.Form):
    """A word for incidents."""

    name = forms.CharField(label="Name", max_length=60, help_text="Small letters, digits and hyphens.")

    def clean_name(self) -> str:
        """As tags are written: what people type with blanks or capitals becomes the same tag."""
        return forms.SlugField().clean("-".join(self.cleaned_data["name"].lower().split()))


class MergeForm(forms.Form):
    """The tag that takes another one's place."""

    into = forms.ModelChoiceField(
        Tag.objects.none(),
        label="Merge into",
        empty_label="Choose a tag",
        error_messages={"required": "Choose the tag that stays."},
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Tag.objects.exclude(pk=tag.pk)  # type: ignore[attr-defined]


def values(word: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What `word` has in the fields of `form`, to begin with."""
    return {name: getattr(word, name) for name in form.base_fields}
