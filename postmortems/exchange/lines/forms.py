"""The forms of pasting lines: the text, how it is to be read, and each row that may become an entry."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict

from incidents.catalog.choosing import KindField
from incidents.catalog.models import Kind
from incidents.timeline import instants, zones
from incidents.timeline.typed import Around
from incidents.timeline.typed import read as read_typed
from incidents.timeline.wording import zone_of
from postmortems.exchange.chat import FORMS, Unreadable
from postmortems.exchange.chat.slack_export import NAME as SLACK_EXPORT
from postmortems.exchange.nul import without_nul

from .rows import Answers, Row
from .source import LARGEST_UPLOAD, LONGEST, Source

ORDERS = (("day_first", "The day: 12/11 is 12 November"), ("month_first", "The month: 12/11 is 11 December"))
LONGEST_ENTRY = 20_000
FAR = "That date is outside the years that are kept here, 1970 to 2199."


class DayField(forms.DateField):
    """A calendar day, in the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": "Write the day as year, month, day: 2026-11-12."})
        widget = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        if day is not None and day.year not in instants.YEARS:
            raise forms.ValidationError(FAR)
        return day


class PasteForm(forms.Form):
    """A text or a file, and what to take where it gives no day or zone; gives `source`."""

    text = forms.CharField(
        label="Lines or messages",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "mono paste"}),
        help_text="As they are, many at once. Each line or message is shown with how it was read before it is added.",
    )
    file = forms.FileField(
        label="or a file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.log,.md,.json,.zip"}),
        help_text="A log as text, one day of a Slack export (.json), or a channel’s folder with users.json (.zip); "
        "up to 20 MB.",
    )
    channel = forms.CharField(
        label="Channel", required=False, max_length=80, help_text="The one to read of a zip with several."
    )
    day = DayField(
        label="Day, where the text gives none", help_text="Of the first line; after midnight it moves on."
    )
    zone = forms.ChoiceField(label="Zone, where the text gives none")

    #: One of the first two is needed; "optional" beside each would be half the truth.
    quiet = True

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, near: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.nul = ""
        if data and "\0" in data.get("text", ""):
            data = data.copy()
            data["text"], self.nul = without_nul(str(data["text"]))
        super().__init__(data, files, **kwargs)
        self.fields["zone"].choices = zones.offered(*near)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, upload = data.get("text") or "", data.get("file")
        if self.nul:
            self.add_error("text", self.nul)
            return data
        if upload is None and not text.strip():
            if not self.errors:
                self.add_error("text", "Paste some lines, or choose a file.")
            return data
        if upload is None and len(text) > LONGEST:
            self.add_error("text", "The text is longer than a million characters. Bring it in as several.")
            return data
        if upload is not None and upload.size > LARGEST_UPLOAD:
            self.add_error("file", "The file is larger than 20 MB. Send one channel, or fewer days.")
            return data
        try:
            if upload is not None:
                data["source"] = Source.of_upload(upload.read(), upload.name, data.get("channel") or "")
            else:
                data["source"] = Source.of_text(text)
        except Unreadable as error:
            self.add_error("file" if upload is not None else "text", str(error))
        return data

    def offer_channels(self, names: list[str]) -> None:
        """For a zip that is too much for a page: which one to read of it when it is sent again."""
        choices = [("", "Choose a channel"), *((name, f"#{name}") for name in names)]
        self.fields["channel"].widget = forms.Select(attrs={"class": "input"}, choices=choices)
        self.add_error("channel", "Choose one, then choose the file again above.")

    @property
    def wants_channel(self) -> bool:
        """Whether the file made it worth asking which channel is meant."""
        return bool(self.is_bound and (self.errors.keys() & {"file", "channel"} or self.data.get("channel")))


class ReadForm(forms.Form):
    """How the source is to be read: as which form, from which day, in which zone, which number is the month."""

    form = forms.ChoiceField(label="Read as", required=False)
    day = DayField(label="First day")
    zone = forms.ChoiceField(label="Zone")
    order = forms.ChoiceField(
        label="Which comes first in dates such as 12/11?",
        choices=ORDERS,
        required=False,
        widget=forms.RadioSelect,
    )

    #: Each has a value already.
    quiet = True

    def __init__(self, data: Any, *, source: Source, near: tuple[str, ...], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        fits = [SLACK_EXPORT] if source.export else [name for name in FORMS if name != SLACK_EXPORT]
        self.fields["form"].choices = [(name, FORMS[name]) for name in fits]  # type: ignore[attr-defined]
        self.fields["zone"].choices = zones.offered(*near)  # type: ignore[attr-defined]
        for name in ("form", "day", "zone"):
            self.fields[name].widget.attrs["class"] = "input"

    @property
    def answers(self) -> Answers:
        """What was said, and for what is missing or wrong what the page began with."""
        first = self.initial
        if not self.is_bound:
            return Answers(first["form"], first["day"], first["zone"])
        self.is_valid()
        said = self.cleaned_data
        form, zone = said.get("form") or first["form"], said.get("zone") or first["zone"]
        return Answers(form, said.get("day"), zone, said.get("order") or "")


class RowForm(forms.Form):
    """One row while it is looked over; gives `entry`, what an entry of the timeline takes."""

    time = forms.CharField(label="Time", max_length=40, required=False)
    day = DayField(label="Day")
    until = forms.CharField(label="Until", max_length=40, required=False)
    kind = KindField()
    text = forms.CharField(
        label="Text",
        max_length=LONGEST_ENTRY,
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"required": "Say what happened."},
    )

    def __init__(
        self,
        data: Any,
        *,
        row: Row,
        zone: str,
        kinds: list[Kind],
        typed: dict[str, str] | None = None,
    ) -> None:
        self.row, self.zone = row, zone
        initial = {**_initial(row, zone), **(typed or {})}
        if initial["kind"] not in {kind.slug for kind in kinds}:
            initial["kind"] = "other"
        super().__init__(data, prefix=f"r{row.n}", initial=initial)
        self.fields["kind"].offer(kinds)  # type: ignore[attr-defined]
        if row.end is None:
            del self.fields["until"]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "input", "aria-label": f"{field.label}, row {row.n + 1}"}
            if name in ("time", "until"):
                field.widget.attrs |= {"autocomplete": "off", "class": "input time"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        time, day = (data.get("time") or "").strip(), data.get("day")
        data["at"], data["end"], data["precision"] = self.row.at, self.row.end, self.row.precision
        if "day" in self.errors:
            return data
        if time != self.initial["time"] or day != self.initial["day"] or (self.row.at is None and time):
            data["at"], data["precision"] = self._moment(time, day)
        if "until" in self.fields:
            data["end"] = self._end(data, (data.get("until") or "").strip())
        return data

    def _moment(self, time: str, day: dt.date | None) -> tuple[dt.datetime | None, str]:
        if not time:
            at = dt.datetime.combine(day, dt.time(), zone_of(self.zone)).astimezone(dt.UTC) if day else None
            return at, "day" if day else "unknown"
        if day is None:
            self.add_error("day", "Give the day of this time, or take the time out.")
            return None, "unknown"
        about = "about" if self.row.precision == "about" else "minute"
        return self._instant("time", day, time), about

    def _end(self, data: dict[str, Any], until: str) -> dt.datetime | None:
        start = data["at"]
        if not until or start is None:
            return None
        if until == self.initial["until"] and start == self.row.at:
            return self.row.end
        day = start.astimezone(zone_of(self.zone)).date()
        end = self._instant("until", day, until)
        if end is not None and end < start:
            end = self._instant("until", day + dt.timedelta(1), until)
        return end

    def _instant(self, field: str, day: dt.date, time: str) -> dt.datetime | None:
        after = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(days=2)
        try:
            reading = read_typed(time, Around(self.zone, after, day=day, is_open=False))
        except instants.UnclearTime as unclear:
            self.add_error(field, str(unclear))
            return None
        if reading.open is not None:
            choices = " or ".join(choice.label.partition(",")[0] for choice in reading.open.choices)
            self.add_error(field, f"{reading.open.text} Write {choices}." if choices else reading.open.text)
            return None
        return reading.at

    def entry(self) -> dict[str, Any]:
        """The fields of the entry that say when and what; who said it stands in the row."""
        data = self.cleaned_data
        return {
            "text": data["text"].replace("\r\n", "\n"),
            "kind": data["kind"],
            "happened_at": data["at"],
            "ended_at": data["end"],
            "precision": data["precision"],
            "written": self.row.written[:120],
            "zone": self.zone,
            "mark": self.row.mark if data["at"] is None else "",
        }


def _initial(row: Row, zone: str) -> dict[str, Any]:
    end = row.end.astimezone(zone_of(zone)) if row.end else None
    return {
        "time": f"{row.clock:%H:%M}" if row.clock else "",
        "day": row.day,
        "until": f"{end:%H:%M}" if end else "",
        "kind": row.kind,
        "text": row.text,
    }
