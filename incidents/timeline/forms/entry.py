"""One timeline entry, as a person writes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms

from incidents.audit.once import OnceField
from incidents.catalog.choosing import KindField
from incidents.timeline import typed
from incidents.timeline.models import TimelineEntry
from incidents.timeline.wording import NBSP, fulldate, zone_of

from .evidence import Enclosures, FilesField
from .fields import DayField, HiddenZoneField, LinksField, TimeField
from .typed import Said, Typing

LONGEST = 20_000
Precision = TimelineEntry.Precision


class EntryForm(Typing):
    """Time, day, precision, kind, text, evidence of an entry; times are in the zone they were shown in.

    What the time's own text says comes first: a day, "about", a span. The other fields count for what it
    leaves open.
    """

    once = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    zone = HiddenZoneField()
    time = TimeField(label="Time", required=False)
    date = DayField(label="Day", required=False)
    precision = forms.ChoiceField(
        label="How exactly it is known", choices=Precision.choices, initial=Precision.MINUTE, required=False
    )
    kind = KindField()
    key_moment = forms.BooleanField(label="Key moment", required=False)
    text = forms.CharField(
        label="What happened",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what happened."},
    )
    end_time = TimeField(label="Until", required=False)
    evidence = LinksField(label="Links")
    attachments = FilesField()

    #: Optional is the rule here; saying it at each field would be noise.
    quiet = True

    def __init__(
        self,
        *args: Any,
        around: typed.Around,
        entry: TimelineEntry | None = None,
        enclosures: Enclosures | None = None,
        **kwargs: Any,
    ) -> None:
        self.entry = entry
        self.enclosures = enclosures or Enclosures.of(entry)
        initial = {"zone": around.zone, **(_initial(entry, around.zone) if entry else {})}
        initial |= kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        self.fields["kind"].also(initial.get("kind", ""))  # type: ignore[attr-defined]
        posted = self.data.get("zone", "") if self.is_bound else ""
        self.around = replace(around, zone=posted or around.zone)
        self.show("time", Said("time", self.around))
        self.show("end_time", Said("end_time", replace(self.around, before=None, start=None)))
        if not self.is_bound:
            self.fields["time"].widget.attrs["autofocus"] = True
        if entry and not self.is_bound:
            known = typed.Reading(entry.happened_at, entry.ended_at, entry.precision)
            self.show("time", Said("time", self.around, known))

    def begins_with(self, begin: dt.datetime, end: dt.datetime) -> None:
        """Before anything is typed: a span, said in words beside the time that stands for it."""
        self.show("time", Said("time", self.around, typed.Reading(begin, end)))

    @property
    def has_more(self) -> bool:
        """Whether the part that is folded away has something to show."""
        if self.enclosures.rows or self.enclosures.faults:
            return True
        exact = (self["precision"].value() or Precision.MINUTE) == Precision.MINUTE
        shown = any(any(row) for row in self["evidence"].value() or ())
        wrong = self.is_bound and self.errors.keys() & {"end_time", "evidence"}
        return bool(not exact or shown or wrong or self["end_time"].value())

    def clean_text(self) -> str:
        """Browsers send lines that end in two characters; one is kept, as everywhere else."""
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean_precision(self) -> str:
        return self.cleaned_data["precision"] or Precision.MINUTE

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for fault in self.enclosures.faults:
            self.add_error("attachments", fault)
        if data.get("zone") is None or "precision" not in data:
            return data
        around = replace(self.around, zone=data["zone"], day=data.get("date"))
        data["happened_at"] = data["ended_at"] = None
        if self.is_unchanged("time", "date", "precision") and self.entry:
            data["happened_at"], data["precision"] = self.entry.happened_at, self.entry.precision
            known = typed.Reading(self.entry.happened_at, None, self.entry.precision)
            self.show("time", Said("time", around, known))
        else:
            self._begin(data, around)
        if data["happened_at"] and data["ended_at"] is None and data.get("end_time"):
            self._end(data, around)
        return data

    def _begin(self, data: dict[str, Any], around: typed.Around) -> None:
        text, chosen = data.get("time") or "", data["precision"]
        if not text:
            self._without_time(data, around)
        elif reading := self.typed("time", text, around):
            # A time that was typed is known; "about" is the one choice that goes with any.
            if chosen == Precision.ABOUT and not reading.says_precision:
                reading.precision = Precision.ABOUT
            data |= {"happened_at": reading.at, "ended_at": reading.ended_at, "precision": reading.precision}

    def _without_time(self, data: dict[str, Any], around: typed.Around) -> None:
        chosen, day = data["precision"], around.day
        if chosen == Precision.UNKNOWN or self.errors.keys() & {"time", "date"}:
            return
        if chosen == Precision.DAY and day:
            midnight = dt.datetime.combine(day, dt.time(), zone_of(around.zone))
            data["happened_at"] = midnight.astimezone(dt.UTC)
        elif chosen == Precision.DAY:
            self.add_error("date", "Give the day.")
        elif day:
            self.add_error("time", "Give the time on this date, or choose “The day only” below.")
        else:
            self.add_error("time", "Give the time, or write ? where none is known.")

    def _end(self, data: dict[str, Any], around: typed.Around) -> None:
        begin = data["happened_at"]
        if self.is_unchanged("end_time") and self.entry and self.entry.ended_at:
            data["ended_at"] = self.entry.ended_at
            if data["ended_at"] < begin:
                self.add_error("end_time", "The end cannot be before the beginning. Correct one of the two.")
        elif reading := self.typed("end_time", data["end_time"], replace(around, day=None), begin=begin):
            data["ended_at"] = reading.ended_at

    def is_unchanged(self, *names: str) -> bool:
        """Whether the fields still say what they were shown with: then seconds, and which of two, stay."""
        if self.entry is None:
            return False
        shown = _initial(self.entry, self.cleaned_data["zone"])
        return all((self.cleaned_data.get(name) or "") == (shown[name] or "") for name in names)

    def changes(self) -> dict[str, Any]:
        """What the verbs of an entry take."""
        names = ("text", "kind", "precision", "key_moment", "happened_at", "ended_at", "evidence")
        found = {name: self.cleaned_data[name] for name in names}
        found["attachments"] = self.enclosures.wanted
        if self.entry is None:
            return found | self._wording()
        if self.entry.happened_at is None and found["happened_at"] is not None:
            found["mark"] = ""
        # The words of a write-up, an alert or a chat are their source's: they stay beside a corrected time.
        sourced = self.entry.written and self.entry.source != TimelineEntry.Source.PERSON
        same = ("happened_at", "ended_at", "precision")
        if sourced or all(found[name] == getattr(self.entry, name) for name in same):
            return found
        return found | self._wording()

    def _wording(self) -> dict[str, Any]:
        known = self.cleaned_data["happened_at"] is not None
        return {"written": self.cleaned_data["time"] if known else "", "zone": self.cleaned_data["zone"]}

    def said(self) -> str:
        """How the time was understood, for whoever saved it."""
        data = self.cleaned_data
        reading = typed.Reading(data["happened_at"], data["ended_at"], data["precision"])
        return typed.said(reading, data["zone"], self.around.start)


def _initial(entry: TimelineEntry, zone: str) -> dict[str, Any]:
    here = zone_of(zone)
    begin = entry.happened_at.astimezone(here) if entry.happened_at else None
    end = entry.ended_at.astimezone(here) if entry.ended_at else None
    vague = entry.precision in (Precision.DAY, Precision.UNKNOWN)
    return {
        "version": entry.version,
        "time": typed_now(zone, begin) if begin and not vague else "",
        "date": begin.date() if begin else None,
        "precision": entry.precision,
        "kind": entry.kind,
        "key_moment": entry.key_moment,
        "text": entry.text,
        "end_time": typed_end(zone, begin, end) if begin and end else "",
        "evidence": [(link.label, link.url) for link in entry.evidence.all()],
    }


def typed_end(zone: str, begin: dt.datetime, end: dt.datetime) -> str:
    """The end of what began then, as it is typed in the zone: with its day where that is another one."""
    here = zone_of(zone)
    same = begin.astimezone(here).date() == end.astimezone(here).date()
    day = "" if same else f"{fulldate(end.astimezone(here))} ".replace(NBSP, " ")
    return f"{day}{typed_now(zone, end)}"


def typed_now(zone: str, at: dt.datetime) -> str:
    """A moment as it is typed, in the zone."""
    return f"{at.astimezone(zone_of(zone)):%H:%M}"
