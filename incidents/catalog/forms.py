"""What administrators fill in about severities, kinds, services and tags."""

from __future__ import annotations

from typing import Any

from django import forms

from incidents.people.models import Team

from .models import Kind, Severity, Tag


class NameField(forms.CharField):
    """What it is called."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        said = {"required": "Give it a name.", "max_length": f"Write a name of at most {most} characters."}
        super().__init__(label="Name", max_length=most, error_messages=said, **kwargs)


class SentenceField(forms.CharField):
    """What it means, on one line."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "required": "Say in one sentence what it means.",
            "max_length": "Write a sentence of at most 200 characters.",
        }
        super().__init__(max_length=200, error_messages=said, **kwargs)


class NumberField(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        said = f"Write a whole number from {least} to {most}."
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
        super().__init__(min_value=least, max_value=most, error_messages=messages, **kwargs)


class SeverityForm(forms.Form):
    """One step of the scale."""

    name = NameField(30)
    meaning = SentenceField(
        label="Meaning",
        help_text="One sentence that settles doubts while it burns, shown where people choose.",
    )
    colour = forms.ChoiceField(label="Colour and bars", choices=Severity.Colour)
    postmortem_required = forms.BooleanField(label="A postmortem is required", required=False)
    due_days = NumberField(
        1,
        365,
        label="Days until it is due",
        required=False,
        help_text="From the resolution, else the mitigation. Empty: no date.",
    )
    approvals_required = NumberField(0, 9, label="Approvals before publishing", initial=1)


class KindForm(forms.Form):
    """What a timeline entry can be."""

    name = NameField(40)
    meaning = SentenceField(label="Meaning", help_text="One sentence, shown where people choose the kind.")
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

    name = NameField(80)
    description = SentenceField(
        label="What it does",
        required=False,
        help_text="One sentence, shown where people choose the service.",
    )
    team = forms.ModelChoiceField(Team.objects.all(), label="Team", required=False, empty_label="No team")


class TagForm(forms.Form):
    """A word for incidents."""

    name = NameField(60, help_text="Small letters, digits and hyphens.")

    def clean_name(self) -> str:
        """As tags are written: what people type with blanks or capitals becomes the same tag."""
        said = {"invalid": "Write the tag in small letters, digits and hyphens."}
        slug = forms.SlugField(error_messages=said)
        return str(slug.clean("-".join(self.cleaned_data["name"].lower().split())))


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
