"""The five clocks: each points at an entry, has a time of its own, or is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from incidents.timeline.models import Clock, TimelineEntry
from incidents.timeline.wording import clocktime, daydate, zone_of, zone_word

from .fields import DayField, HiddenZoneField, TimeField, moment

NOTHING, OWN = "", "own"


class ClocksForm(forms.Form):
    """For each clock an entry, or a date and a time of its own in the zone shown, or nothing."""

    zone = HiddenZoneField()
    quiet = True

    def __init__(
        self, *args: Any, entries: list[TimelineEntry], clocks: list[Clock], zone: str, **kwargs: Any
    ) -> None:
        self.entries = {entry.pk: entry for entry in entries if entry.happened_at is not None}
        by_name = {clock.name: clock for clock in clocks}
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = zone
        shown = (self.data.get("zone") if self.is_bound else "") or zone
        choices = [
            (NOTHING, "Not known"),
            (OWN, "A time of its own"),
            ("Entries", [(str(pk), _said(entry, shown)) for pk, entry in self.entries.items()]),
        ]
        for name, label in Clock.Name.choices:
            self._add(name, label, choices, by_name.get(name), shown)

    def _add(self, name: str, label: str, choices: list[Any], clock: Clock | None, zone: str) -> None:
        own = clock.own_at.astimezone(zone_of(zone)) if clock and clock.own_at else None
        chosen = OWN if own else str(clock.entry_id) if clock else NOTHING
        self.fields[f"{name}_entry"] = forms.ChoiceField(
            label="Points at", choices=choices, required=False, initial=chosen
        )
        self.fields[f"{name}_date"] = DayField(
            label="Date of its own", required=False, initial=own.date() if own else None
        )
        self.fields[f"{name}_time"] = TimeField(
            label="Time of its own", required=False, initial=f"{own:%H:%M}" if own else ""
        )
        self.fields[f"{name}_time"].suffix = zone_word(zone)  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """For the page: each clock's name and its three fields."""
        return [
            (str(label), self[f"{name}_entry"], self[f"{name}_date"], self[f"{name}_time"])
            for name, label in Clock.Name.choices
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "zone" in data:
            data["clocks"] = {name: self._value(name, data) for name in Clock.Name.values}
        return data

    def _value(self, name: str, data: dict[str, Any]) -> TimelineEntry | dt.datetime | None:
        chosen = data.get(f"{name}_entry", NOTHING)
        day, time = data.get(f"{name}_date"), data.get(f"{name}_time") or ""
        fields = {"day_field": f"{name}_date", "time_field": f"{name}_time"}
        if chosen == NOTHING:
            return None
        if chosen != OWN:
            return self.entries[int(chosen)]
        if day is None and not time and f"{name}_time" not in self.errors:
            self.add_error(f"{name}_time", "Give the date and the time, or choose another source.")
        return moment(self, day, time, data["zone"], **fields)


class PointForm(forms.Form):
    """One clock, to be pointed at the entry whose menu it stands in."""

    clock = forms.ChoiceField(choices=Clock.Name.choices)


def _said(entry: TimelineEntry, zone: str) -> str:
    text = " ".join(entry.text.split())
    short = text if len(text) < 60 else f"{text[:58]}…"
    return f"{daydate(entry.happened_at, zone)} {clocktime(entry.happened_at, zone)} {short}"
