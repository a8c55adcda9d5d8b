"""Where an incident stands, and why it is closed."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from incidents.people.models import User
from incidents.timeline.models import Incident


class StatusForm(forms.Form):
    """The next status; closing asks why, and for a duplicate, of which incident."""

    status = forms.ChoiceField(label="Status", choices=Incident.Status.choices, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Why it is closed",
        choices=[("", "Choose, when closing it"), *Incident.ClosingReason.choices],
        required=False,
    )
    duplicate_of = forms.CharField(
        label="The other incident",
        required=False,
        max_length=30,
        help_text="For a duplicate: its reference, such as INC-12.",
    )
    quiet = True

    def __init__(self, *args: Any, by: User, incident: Incident, **kwargs: Any) -> None:
        self.by, self.incident = by, incident
        super().__init__(*args, **kwargs)

    def clean_duplicate_of(self) -> Incident | None:
        """Only incidents that the person sees can be named; others do not exist for them."""
        text = self.cleaned_data["duplicate_of"].strip()
        if not text:
            return None
        number = re.fullmatch(r"(?i:INC-)?([1-9][0-9]{0,17})", text)
        other = number and Incident.objects.visible_to(self.by).filter(pk=int(number[1])).first()
        if not other:
            raise forms.ValidationError(f"There is no incident {text}. Write its reference, such as INC-12.")
        if other.pk == self.incident.pk:
            raise forms.ValidationError("An incident cannot duplicate itself. Name the other one.")
        return other

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason")
        if data.get("status") == Incident.Status.CLOSED and not reason and "reason" not in self.errors:
            self.add_error("reason", "Say why it is closed: resolved, duplicate, false alarm or drill.")
        needs_other = reason == Incident.ClosingReason.DUPLICATE
        if needs_other and not data.get("duplicate_of") and "duplicate_of" not in self.errors:
            self.add_error("duplicate_of", "Name the other incident that this one duplicates.")
        return data
