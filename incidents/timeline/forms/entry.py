"""One timeline entry, as a person writes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from incidents.audit.once import OnceField
from incidents.timeline.models import TimelineEntry
from incidents.timeline.wording import zone_of, zone_word

from .fields import DayField, HiddenZoneField, LinksField, TimeField, moment
from .kinds import KindField

LONGEST = 20_000
Precision = TimelineEntry.Precision


class EntryForm(forms.Form):
    """Time, date, precision, kind, text, evidence of an entry; times are in the zone they were shown in."""

    once = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    zone = HiddenZoneField()
    time = TimeField(label="Time", required=False)
    date = DayField(label="Date", required=False)
    precision = forms.ChoiceField(label="Precision", choices=Precision.choices)
    kind = KindField()
    key_moment = forms.BooleanField(label="Key moment", required=False)
    text = forms.CharField(
        label="What happened",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what happened."},
    )
    end_time = TimeField(label="Until", required=False)
    end_date = DayField(label="Until, date", required=False)
    evidence = LinksField(label="Evidence")

    #: Optional is the rule here; saying it at each field would be noise.
    quiet = True

    def __init__(self, *args: Any, zone: str, entry: TimelineEntry | None = None, **kwargs: Any) -> None:
        self.entry = entry
        self.shown_zone = zone
        named = entry.kind if entry else kwargs.get("initial", {}).get("kind", "")
        initial = {"zone": zone, **(_initial(entry, zone) if entry else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        self.fields["kind"].also(named)  # type: ignore[attr-defined]
        posted = self.data.get("zone", "") if self.is_bound else ""
        for name in ("time", "end_time"):
            self.fields[name].suffix = zone_word(posted or zone)  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["data-zone"] = posted or zone

    @property
    def has_more(self) -> bool:
        """Whether the part that is folded away has something to show."""
        names = ("end_time", "end_date", "evidence")
        return any(self[name].value() or (self.is_bound and self[name].errors) for name in names)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        zone = data.get("zone")
        if zone is None or "precision" not in data:
            return data
        data["happened_at"] = self._beginning(data, zone)
        data["ended_at"] = self._end(data, zone)
        return data

    def _beginning(self, data: dict[str, Any], zone: str) -> dt.datetime | None:
        time, day = data.get("time") or "", data.get("date")
        match data["precision"]:
            case Precision.UNKNOWN:
                return None
            case Precision.DAY:
                if day is None and "date" not in self.errors:
                    self.add_error("date", "Give the day.")
                return dt.datetime.combine(day, dt.time(), zone_of(zone)).astimezone(dt.UTC) if day else None
        if not time and day is None and not self.errors.keys() & {"time", "date"}:
            self.add_error("time", "Give the time, or choose “No time known” as its precision.")
            return None
        if self._is_unchanged("happened_at", time, day, zone):
            return self.entry.happened_at if self.entry else None
        return moment(self, day, time, zone, day_field="date", time_field="time")

    def _end(self, data: dict[str, Any], zone: str) -> dt.datetime | None:
        time, day, start = data.get("end_time") or "", data.get("end_date"), data.get("happened_at")
        if not time or start is None:
            return None
        if self._is_unchanged("ended_at", time, day, zone):
            return self.entry.ended_at if self.entry else None
        given = day or start.astimezone(zone_of(zone)).date()
        end = moment(self, given, time, zone, day_field="end_date", time_field="end_time")
        if end is not None and end < start and day is None:
            # The first such time after the beginning, as the form says beside the field.
            end = moment(
                self, given + dt.timedelta(1), time, zone, day_field="end_date", time_field="end_time"
            )
        if end is not None and end < start:
            self.add_error("end_time", "The end cannot be before the beginning.")
        return end

    def _is_unchanged(self, name: str, time: str, day: dt.date | None, zone: str) -> bool:
        """Whether the fields still say what they were shown with: then seconds, and which of two, stay."""
        at = getattr(self.entry, name, None)
        if at is None or (name == "happened_at" and self.entry and self.entry.precision == Precision.DAY):
            return False
        local = at.astimezone(zone_of(zone))
        return time == f"{local:%H:%M}" and day == local.date()

    def changes(self) -> dict[str, Any]:
        """What the verbs of an entry take."""
        names = ("text", "kind", "precision", "key_moment", "happened_at", "ended_at", "evidence")
        found = {name: self.cleaned_data[name] for name in names}
        if self.entry is None:
            return found | self._wording()
        if self.entry.happened_at is None and found["happened_at"] is not None:
            # The author's own words for the time stay; where there were none, these are they.
            return found | {"mark": ""} | ({} if self.entry.written else self._wording())
        return found

    def _wording(self) -> dict[str, Any]:
        known = self.cleaned_data["happened_at"] is not None
        return {"written": self.cleaned_data["time"] if known else "", "zone": self.cleaned_data["zone"]}


def _initial(entry: TimelineEntry, zone: str) -> dict[str, Any]:
    here = zone_of(zone)
    begin = entry.happened_at.astimezone(here) if entry.happened_at else None
    end = entry.ended_at.astimezone(here) if entry.ended_at else None
    return {
        "version": entry.version,
        "time": f"{begin:%H:%M}" if begin and entry.precision != Precision.DAY else "",
        "date": begin.date() if begin else None,
        "precision": entry.precision,
        "kind": entry.kind,
        "key_moment": entry.key_moment,
        "text": entry.text,
        "end_time": f"{end:%H:%M}" if end else "",
        "end_date": end.date() if end else None,
        "evidence": [(link.label, link.url) for link in entry.evidence.all()],
    }


def typed_now(zone: str, at: dt.datetime) -> dict[str, Any]:
    """The fields filled with a moment, in the zone."""
    local = at.astimezone(zone_of(zone))
    return {"time": f"{local:%H:%M}", "date": local.date()}
