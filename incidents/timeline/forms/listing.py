"""What the list of incidents can be narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms

from incidents.catalog.models import Service, Severity, Tag
from incidents.people.models import Team
from incidents.timeline.models import Incident

SORTS = [
    ("-started", "Newest first"),
    ("started", "Oldest first"),
    ("severity", "Worst first"),
    ("-duration", "Longest first"),
    ("duration", "Shortest first"),
    ("title", "By title"),
]


class ListForm(forms.Form):
    """Each filter stands alone: what is not understood is left out, never an error page."""

    q = forms.CharField(
        label="Text",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title or reference"}),
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any status"), ("going_on", "Going on"), *Incident.Status.choices],
    )
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Real incidents"), *Incident.Nature.choices[1:], ("any", "Everything")],
    )
    linked = forms.ChoiceField(
        label="Links", required=False, choices=[("", "Any links"), ("again", "Happened more than once")]
    )
    severity = forms.ModelChoiceField(Severity.objects.all(), required=False, empty_label="Any severity")
    service = forms.ModelChoiceField(
        Service.objects.all(), required=False, empty_label="Any service", to_field_name="slug"
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), required=False, empty_label="Any team", to_field_name="slug"
    )
    tag = forms.ModelChoiceField(
        Tag.objects.none(), required=False, empty_label="Any tag", to_field_name="name"
    )
    sort = forms.ChoiceField(label="Order", required=False, choices=SORTS)
    quiet = True

    def __init__(self, *args: Any, visible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A tag that only incidents out of sight carry would tell of them.
        tags = Tag.objects.filter(incidents__in=visible).distinct()
        self.fields["tag"].queryset = tags  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The filters that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
