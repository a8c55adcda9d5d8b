"""Who had which part in an incident."""

from __future__ import annotations

from django import forms

from incidents.people.models import User
from incidents.timeline.models import Involvement


class PartForm(forms.Form):
    """A person and a role."""

    user = forms.ModelChoiceField(
        User.objects.active(),
        label="Person",
        empty_label="Choose",
        error_messages={"required": "Choose a person."},
    )
    role = forms.ChoiceField(
        label="Role", choices=Involvement.Role.choices, initial=Involvement.Role.RESPONDER
    )
