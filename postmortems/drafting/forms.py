"""What people fill in while they draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incidents.audit.once import OnceField, fresh_key

from .living import TextRefused, clean
from .models import Kind, Section, Template, TemplateSection

LOST = "The form has lost what it was based on. Copy your text, and load the page again."


class MarkdownField(forms.CharField):
    """A text as the living document takes it; spaces at its ends belong to it."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        try:
            return clean(value or "")
        except TextRefused as refusal:
            raise ValidationError(str(refusal)) from refusal


class SectionForm(forms.Form):
    """The text of one section, with what the writer saw when the form was opened."""

    text = MarkdownField()
    base = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=10**15,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), LOST),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=43)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{section.key}_%s", **kwargs)  # type: ignore[misc]
        self.fields["text"].label = section.heading
        self.fields["text"].widget.attrs |= {
            "class": "input writing",
            "rows": 10,
            "placeholder": section.placeholder,
            "spellcheck": "true",
        }

    @classmethod
    def showing(cls, section: Section, text: str, base: int) -> SectionForm:
        """The form as it is shown next; each showing has a name of its own."""
        return cls(section=section, initial={"text": text, "base": base, "once": fresh_key()})


class BeginForm(forms.Form):
    """Which template to begin with."""

    template = forms.ModelChoiceField(
        Template.objects.all(), label="Template", empty_label=None, widget=forms.RadioSelect
    )
    once = OnceField()


class WaiveForm(forms.Form):
    """Why no postmortem is required."""

    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stays visible. For example: a drill, a duplicate of another incident, no harm done.",
    )


class NewSectionForm(forms.Form):
    """A heading, and the place where it stands."""

    heading = forms.CharField(label="Heading", max_length=200)
    after = forms.ChoiceField(label="Place")
    once = OnceField()

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(section.key, f"After {section.heading}") for section in sections]
        self.fields["after"].choices = places or [("", "At the end")]  # type: ignore[attr-defined]
        self.fields["after"].required = bool(places)
        self.fields["after"].initial = places[-1][0] if places else ""


class HeadingForm(forms.Form):
    """Another heading for a section."""

    heading = forms.CharField(label="Heading", max_length=200)


class NameForm(forms.Form):
    """A name for a revision."""

    name = forms.CharField(label="Name", max_length=120)


class TemplateForm(forms.Form):
    """A template's name and what it is for."""

    name = forms.CharField(label="Name", max_length=80)
    description = forms.CharField(
        label="When to use it", max_length=300, required=False, help_text="Shown where a template is chosen."
    )

    def __init__(self, *args: Any, template: Template | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = Template.objects.exclude(pk=self.template.pk) if self.template else Template.objects.all()
        if others.filter(name__iexact=name).exists():
            raise ValidationError("Another template has this name.")
        return name


class NewTemplateForm(TemplateForm):
    """A template that begins as a copy, or empty."""

    like = forms.ModelChoiceField(
        Template.objects.all(), label="Begin with the sections of", required=False, empty_label="No sections"
    )
    once = OnceField()


class TemplateSectionForm(forms.Form):
    """One heading of a template."""

    heading = forms.CharField(label="Heading", max_length=200)
    kind = forms.ChoiceField(label="What stands below the text", choices=Kind)
    required = forms.BooleanField(
        label="Required", required=False, help_text="A review cannot end in publication while it is empty."
    )
    guidance = forms.CharField(
        label="Guidance",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Markdown. What belongs here, for the person who writes it.",
    )
    placeholder = forms.CharField(
        label="Words in the empty field",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def of(cls, section: TemplateSection) -> dict[str, Any]:
        """What the section has in these fields."""
        return {name: getattr(section, name) for name in cls.base_fields}
