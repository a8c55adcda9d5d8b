"""Where an incident stands, and why it is closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from incidents.people.models import User
from incidents.timeline.models import Incident, TimelineEntry
from incidents.timeline.wording import clocktime, reference, zone_word

from .clocks import said

NOW = "now"
#: The clocks that end an incident, and what to call the statuses that they go with.
ENDS = {"mitigated": "mitigated or a later one", "resolved": "resolved or closed"}
FITS = {"mitigated": ("mitigated", "resolved", "closed"), "resolved": ("resolved", "closed")}


class StatusForm(forms.Form):
    """The next status; closing asks why, and for a duplicate, of which incident. Clocks that go with it are offered."""

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

    def __init__(
        self,
        *args: Any,
        by: User,
        incident: Incident,
        at: dt.datetime,
        zone: str,
        entries: list[TimelineEntry],
        **kwargs: Any,
    ) -> None:
        self.by, self.incident, self.at = by, incident, at
        # The newest first: what ended it was probably written down last.
        self.entries = {str(e.pk): e for e in reversed(entries) if e.happened_at and e.precision != "day"}
        super().__init__(*args, **kwargs)
        for name in ENDS:
            if incident.instants[name] is None:
                self._offer(name, zone)

    def _offer(self, name: str, zone: str) -> None:
        """A clock that is not set yet can be set with the status that it goes with."""
        choices = [
            ("", "Leave it unset"),
            (NOW, f"Now, {clocktime(self.at, zone)}\u00a0{zone_word(zone, self.at)}"),
            ("When an entry says", [(pk, said(entry, zone)) for pk, entry in self.entries.items()]),
        ]
        begins = (
            NOW if self.initial.get("status") == name and self.incident.status == Incident.Status.OPEN else ""
        )
        self.fields[name] = forms.ChoiceField(
            label=f"When it was {name}",
            choices=choices if self.entries else choices[:2],
            required=False,
            initial=begins,
            help_text=f"The clock is not set yet. It goes with the status {ENDS[name]}.",
        )

    @property
    def offered(self) -> list[Any]:
        """The clocks that can be set here, as fields to be shown."""
        return [self[name] for name in ENDS if name in self.fields]

    def changes(self) -> dict[str, Any]:
        """What `Incident.change_status` takes."""
        data = self.cleaned_data
        chosen = {name: data.get(name) for name in ENDS}
        fitting = {n: c for n, c in chosen.items() if c and data["status"] in FITS[n]}
        clocks = {name: self.at if value == NOW else self.entries[value] for name, value in fitting.items()}
        return {name: data[name] for name in ("status", "reason", "duplicate_of")} | {"clocks": clocks}

    def clean_duplicate_of(self) -> Incident | None:
        """Only incidents that the person sees can be named; others do not exist for them."""
        text = self.cleaned_data["duplicate_of"].strip()
        if not text:
            return None
        number = reference(text)
        other = number and Incident.objects.visible_to(self.by).filter(pk=number).first()
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
