"""What people fill in about action items. Each form carries the version that its reader saw."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms

from incidents.audit.once import OnceField
from incidents.people.models import Team, User
from incidents.timeline.models import Incident

from .models import ActionItem

EVIDENCE_FROM_THE_WRITE_UP = "Said done in the write-up."


def owners_for(incident: Incident) -> Any:
    """Who may own an action of `incident`: whoever sees it and may change things. Owning grants nothing."""
    return incident.audience().filter(role__in=[User.Role.ADMIN, User.Role.MEMBER])


class OwnerField(forms.ModelChoiceField):
    """One of the people who may own an action."""

    def __init__(self, *, required: bool) -> None:
        super().__init__(User.objects.none(), label="Owner", required=required, empty_label="Nobody yet")


class DueField(forms.DateField):
    """A date, in a range in which it can be meant."""

    def __init__(self, *, required: bool) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label="Due", required=required, widget=widget)

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        if day and not 1970 <= day.year < 2200:
            raise forms.ValidationError("Give a year between 1970 and 2199.")
        return day


class SeenForm(forms.Form):
    """What all of them have: the version that was on the page, and where to go back to."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.incident = incident
        if "owner" in self.fields:
            cast(forms.ModelChoiceField, self.fields["owner"]).queryset = owners_for(incident)
        if not self.is_bound and self.visible_fields():
            self.visible_fields()[0].field.widget.attrs["autofocus"] = True

    def given(self) -> dict[str, Any]:
        """What the person filled in, without the two hidden fields."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "next", "once")}


class ActionForm(SeenForm):
    """The words and everything around them: to propose one, and to change one."""

    text = forms.CharField(
        label="Action",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Begin with a verb, and say how somebody can tell that it is done.",
    )
    kind = forms.ChoiceField(label="Kind", choices=ActionItem.Kind)
    owner = OwnerField(required=False)
    due_on = DueField(required=False)
    team = forms.ModelChoiceField(Team.objects.all(), label="Team", required=False, empty_label="No team")
    priority = forms.TypedChoiceField(
        label="Priority", choices=ActionItem.Priority, coerce=int, initial=ActionItem.Priority.NORMAL
    )
    tracker_url = forms.URLField(
        label="Tracker", required=False, max_length=1000, assume_scheme="https", help_text="A link."
    )


class ProposeForm(ActionForm):
    """A new one. A second send of the same form makes nothing more."""

    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class AcceptForm(SeenForm):
    """One owner, one date."""

    owner = OwnerField(required=True)
    due_on = DueField(required=True)


class StartForm(SeenForm):
    """Nothing to fill in."""


class DoneForm(SeenForm):
    """What shows that it is done."""

    evidence = forms.CharField(
        label="What was done",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A note, or a link to the change.",
    )


class DeclineForm(SeenForm):
    """Why not."""

    because = forms.CharField(label="Why not", max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class SupersedeForm(SeenForm):
    """Which other action of the same incident takes its place."""

    other = forms.ModelChoiceField(
        ActionItem.objects.none(), label="Left to", empty_label="Choose another action"
    )

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any):
        super().__init__(*args, incident=action.incident, **kwargs)
        others = action.incident.actions.exclude(pk=action.pk).exclude(state__in=["declined", "superseded"])
        cast(forms.ModelChoiceField, self.fields["other"]).queryset = others
