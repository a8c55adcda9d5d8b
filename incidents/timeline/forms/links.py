"""What an incident has to do with another one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from incidents.audit.once import OnceField
from incidents.timeline.models import Incident, Link
from incidents.timeline.wording import reference

#: How many incidents are offered when words fit several titles.
OFFERED = 10


class LinkForm(forms.Form):
    """Another incident, by its reference or words of its title, and what it is to this one."""

    once = OnceField()
    relation = forms.ChoiceField(
        label="This incident is",
        choices=[
            (Link.Relation.AGAIN, "The same again as: it happened before, and now once more"),
            (Link.Relation.RELATED, "Related to: the two have something to do with each other"),
        ],
        initial=Link.Relation.AGAIN,
        widget=forms.RadioSelect,
    )
    other = forms.CharField(
        label="The other incident",
        max_length=200,
        help_text="Its reference, such as INC-12, or words of its title.",
        error_messages={"required": "Name the other incident."},
    )
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, *args: Any, incident: Incident, visible: Any, **kwargs: Any) -> None:
        self.incident, self.visible = incident, visible
        self.found: list[Incident] = []
        super().__init__(*args, **kwargs)

    def clean_other(self) -> Incident:
        """Only incidents that the person sees can be named; others do not exist for them."""
        text = self.cleaned_data["other"].strip()
        number = reference(text)
        named = Q(pk=number) if number else Q()
        for word in () if number else text.split()[:10]:
            named &= Q(title__icontains=word)
        self.found = list(
            self.visible.filter(named).exclude(pk=self.incident.pk).order_by("-pk")[: OFFERED + 1]
        )
        if number == self.incident.pk:
            raise forms.ValidationError("An incident cannot be linked to itself. Name another one.")
        if not self.found:
            raise forms.ValidationError(
                f"No other incident is called “{text[:60]}”. Write a reference or fewer words."
            )
        if len(self.found) > 1:
            raise forms.ValidationError(
                "Several incidents fit. Choose one of those below, or write its reference."
            )
        return self.found[0]
