"""The five clocks: each points at an entry, has a time of its own, or is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms

from incidents.timeline import typed
from incidents.timeline.instants import instants_of
from incidents.timeline.models import Clock, TimelineEntry
from incidents.timeline.wording import clocktime, daydate, zone_of

from .fields import DayField, HiddenZoneField, TimeField
from .typed import Said, Typing, answers_of

NOTHING, OWN = "", "own"


class ClocksForm(Typing):
    """For each clock an entry, or a date and a time of its own in the zone shown, or nothing."""

    zone = HiddenZoneField()
    quiet = True

    def __init__(
        self,
        *args: Any,
        entries: list[TimelineEntry],
        clocks: list[Clock],
        around: typed.Around,
        **kwargs: Any,
    ) -> None:
        self.entries = {entry.pk: entry for entry in entries if entry.happened_at is not None}
        self.by_name = {clock.name: clock for clock in clocks}
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = around.zone
        shown = (self.data.get("zone") if self.is_bound else "") or around.zone
        self.around = replace(around, zone=shown)
        choices = [
            (NOTHING, "Not known"),
            (OWN, "A time of its own"),
            ("Entries", [(str(pk), said(entry, shown)) for pk, entry in self.entries.items()]),
        ]
        for name, label in Clock.Name.choices:
            self._add(name, label, choices, self.by_name.get(name), shown)

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
        self.show(f"{name}_time", self._said(f"{name}_time", own))

    def _said(self, field: str, own: dt.datetime | None) -> Said:
        """What stands beside a time before the form is sent: of the stored one, or of one that was carried here."""
        if self.is_bound or not (own or self.initial.get(field)):
            return Said(field, self.around)
        if field not in self.initial:
            return Said(field, self.around, typed.Reading(own))
        day = _day(self.initial[_date_of(field)])
        try:
            return Said(field, self.around, typed.read(self.initial[field], replace(self.around, day=day)))
        except typed.UnclearTime as unclear:
            return Said(field, self.around, error=str(unclear))

    def carried(self, zone: str) -> dict[str, str]:
        """What was typed, to begin anew with in another zone: times that can be read are the same instants there."""
        found = {}
        for name in Clock.Name.values:
            field = f"{name}_time"
            text, day = self.data.get(field, "").strip(), self.data.get(_date_of(field), "")
            found[f"{name}_entry"] = self.data.get(f"{name}_entry", NOTHING)
            found[field], found[_date_of(field)] = self._carried(field, text, day, zone)
        return found

    def _carried(self, field: str, text: str, day: str, zone: str) -> tuple[str, str]:
        here = self.around.zone
        own = getattr(self.by_name.get(field.removesuffix("_time")), "own_at", None)
        if own and (text, day) == _wall(own, here):
            return _wall(own, zone)
        if not text or here == zone:
            return text, day
        try:
            reading = typed.read(text, replace(self.around, day=_day(day)), answers_of(self.data, field))
        except typed.UnclearTime:
            return text, day
        if reading.open:
            return (text if typed.names_zone(text) else f"{text} {here}"), day
        simple = reading.at and reading.precision != "day" and not reading.ended_at
        return _wall(reading.at, zone) if simple and reading.at else (text, day)

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
        if chosen == NOTHING:
            return None
        if chosen != OWN:
            return self.entries[int(chosen)]
        return self._own(
            f"{name}_time", data.get(f"{name}_time") or "", data.get(f"{name}_date"), data["zone"]
        )

    def _own(self, field: str, text: str, day: dt.date | None, zone: str) -> dt.datetime | None:
        clock = self.by_name.get(field.removesuffix("_time"))
        own = clock.own_at if clock else None
        local = own.astimezone(zone_of(zone)) if own else None
        if local and (text, day) == (f"{local:%H:%M}", local.date()):
            return own
        if not text:
            if not self.errors.keys() & {field, field.replace("_time", "_date")}:
                self.add_error(field, "Give the date and the time, or choose another source.")
            return None
        reading = self.typed(field, text, replace(self.around, zone=zone, day=day))
        if reading and (reading.precision in ("day", "unknown") or reading.ended_at):
            self.add_error(field, "A clock needs one time, such as 22:05.")
        return reading.at if reading else None


class PointForm(forms.Form):
    """One clock, to be pointed at the entry whose menu it stands in."""

    clock = forms.ChoiceField(choices=Clock.Name.choices)


def _date_of(field: str) -> str:
    return field.replace("_time", "_date")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _wall(at: dt.datetime, zone: str) -> tuple[str, str]:
    """Time and day as the form writes them; in UTC where clocks in the zone show this time twice."""
    local = at.astimezone(zone_of(zone))
    mark = ""
    if len(instants_of(local.replace(tzinfo=None), zone)) > 1:
        local, mark = at.astimezone(dt.UTC), "Z"
    return f"{local:{'%H:%M:%S' if local.second else '%H:%M'}}{mark}", f"{local:%Y-%m-%d}"


def said(entry: TimelineEntry, zone: str) -> str:
    text = " ".join(entry.text.split())
    short = text if len(text) < 60 else f"{text[:58]}…"
    return f"{daydate(entry.happened_at, zone)} {clocktime(entry.happened_at, zone)} {short}"
