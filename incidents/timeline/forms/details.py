"""An incident's own facts: opening one in a minute, and everything there is to say about it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from incidents.audit.once import OnceField
from incidents.catalog.choosing import ServicesField, SeverityField
from incidents.catalog.models import Tag
from incidents.people.models import Team, User
from incidents.timeline import amounts, typed
from incidents.timeline.models import Incident

from .amounts import AmountField, stored
from .fields import DayField, LinesField, TimeField, ZoneField
from .typed import Said, Typing

LONGEST = 20_000
PROSE = ("summary", "impact", "root_cause")


class TagsField(forms.CharField):
    """Tags by name with commas between; new ones are made when the form is saved."""

    MOST = 20

    def clean(self, value: Any) -> list[str]:
        names = [slugify(word) for word in re.split(r"[,\n]", super().clean(value) or "")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > self.MOST:
            raise ValidationError(f"Choose at most {self.MOST} tags.")
        for name in names:
            if len(name) > 60:
                raise ValidationError(f"“{name[:30]}…” is longer than 60 characters.")
        return names


def visibility_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who sees it",
        choices=Incident.Visibility.choices,
        initial=Incident.Visibility.EVERYONE,
        widget=forms.RadioSelect,
        help_text="A restricted incident exists for the people named on it alone. Not even administrators see it.",
    )


def title_field(**attrs: Any) -> forms.CharField:
    return forms.CharField(
        widget=forms.TextInput(attrs=attrs),
        label="Title",
        max_length=200,
        help_text="What people noticed, in one line.",
        error_messages={"required": "Give it a title."},
    )


class NatureField(forms.ChoiceField):
    """Whether it is real. A drill is known before it is over, so it can be said at any time."""

    def __init__(self) -> None:
        super().__init__(
            label="What it is",
            choices=Incident.Nature.choices,
            initial=Incident.Nature.REAL,
            required=False,
            widget=forms.RadioSelect,
            help_text="Drills and false alarms are kept and marked; figures leave them out.",
        )


class OpenForm(Typing):
    """The few things that an incident begins with; everything else can wait."""

    #: Optional is the rule here; saying it at each field would be noise.
    quiet = True

    once = OnceField()
    again = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    title = title_field(autofocus=True)
    severity = SeverityField()
    started_date = DayField(label="Date it started", required=False)
    started_time = TimeField(label="Started", required=False)
    zone = forms.CharField()
    services = ServicesField()
    nature = NatureField()
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team")
    tags = TagsField(
        required=False, max_length=1300, help_text="With commas between. New words make new tags."
    )
    visibility = visibility_field()
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="People who see it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only for a restricted incident. You are one of them in any case.",
    )

    def __init__(self, *args: Any, around: typed.Around, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        self.fields["zone"] = ZoneField(around.zone, label="Time zone", initial=around.zone)
        self.fields["started_time"].said = Said("started_time", around)  # type: ignore[attr-defined]
        self.fields["services"].offer()  # type: ignore[attr-defined]
        self.fields["readers"].queryset = User.objects.active().exclude(pk=by.pk)  # type: ignore[attr-defined]
        self.by = by

    @property
    def has_more(self) -> bool:
        """Whether the part that is folded away has something that the person should see."""
        names = ("started_date", "zone", "nature", "team", "tags", "visibility", "readers")
        if self["visibility"].value() == Incident.Visibility.RESTRICTED:
            return True
        return any(self.is_bound and self[name].errors for name in names)

    def clean_again(self) -> Incident | None:
        """The incident that this is the same again as, if the person still sees it."""
        number = self.cleaned_data["again"]
        return Incident.objects.visible_to(self.by).filter(pk=number).first() if number else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, day = data.get("started_time") or "", data.get("started_date")
        data["started"] = None
        if text and data.get("zone"):
            reading = self.typed("started_time", text, replace(self.around, zone=data["zone"], day=day))
            if reading and (reading.precision == "day" or reading.ended_at):
                self.add_error("started_time", "Give one time, such as 22:05, or leave it open.")
            data["started"] = reading.at if reading else None
        elif day and "started_time" not in self.errors:
            self.add_error("started_time", "Give the time on this date.")
        return data

    def incident(self) -> dict[str, Any]:
        """What `Incident.open` takes."""
        names = ("title", "severity", "started", "zone", "services", "visibility", "readers", "team", "again")
        found = {name: self.cleaned_data[name] for name in names}
        tags = [Tag.objects.get_or_create(name=name)[0] for name in self.cleaned_data["tags"]]
        return found | {"tags": tags, "nature": self.cleaned_data["nature"] or Incident.Nature.REAL}


class DetailsForm(forms.ModelForm):
    """Everything about an incident that is not its timeline."""

    #: Nearly everything is optional here; saying it at each field would be noise.
    quiet = True

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = title_field()
    severity = SeverityField()
    nature = NatureField()
    visibility = visibility_field()
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team")
    services = ServicesField()
    tags = TagsField(
        required=False, max_length=1300, help_text="With commas between. New words make new tags."
    )
    factors = LinesField(
        "Contributing factor",
        300,
        label="Contributing factors",
        help_text="Conditions that all had to be true for it to happen, one a row.",
    )
    users_affected = AmountField("count", "People affected")
    users_share = AmountField("share", "Share of people")
    requests_failed = AmountField("count", "Requests failed")
    revenue = AmountField("money", "Revenue lost or delayed")
    downtime_minutes = AmountField("span", "Downtime")
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        required=False,
        label="Currency",
        widget=forms.TextInput(attrs={"size": "4", "placeholder": "EUR"}),
        error_messages={"invalid": "Write the currency as three letters, such as EUR."},
    )

    class Meta:
        model = Incident
        fields = [name for name in Incident.EDITABLE if name != "estimates"]
        labels = {
            "summary": "Summary",
            "zone": "Home time zone",
            "impact": "Impact, in words",
            "root_cause": "Root cause",
            "detected_by": "Detected by",
        }
        help_texts = {
            "currency": "",
            "zone": "",
            "root_cause": "Where one cause explains it; factors often say it better.",
            "trigger": "What set it off.",
            "detected_by": "An alert, a customer, a colleague.",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in PROSE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        incident = self.instance
        self.fields["zone"] = ZoneField(incident.zone, label="Home time zone")
        self.fields["services"].offer(incident.services.all())  # type: ignore[attr-defined]
        self.initial |= dict.fromkeys(amounts.KINDS) | {n: str(a) for n, a in incident.amounts.items()}  # type: ignore[operator]
        self.initial |= {  # type: ignore[operator]
            "version": incident.version,
            "tags": ", ".join(tag.name for tag in incident.tags.all()),
            "services": [service.pk for service in incident.services.all()],
            "factors": [factor.text for factor in incident.factors.all()],
        }

    def clean_nature(self) -> str:
        """A form that does not say it changes nothing about it."""
        return self.cleaned_data["nature"] or self.instance.nature

    def clean_currency(self) -> str:
        return (self.cleaned_data["currency"] or "").upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in PROSE:
            if len(data.get(name) or "") > LONGEST:
                self.add_error(
                    name, "This is longer than 20,000 characters. Put the rest into the postmortem."
                )
        self._agree_on_currency(data)
        return data

    def _agree_on_currency(self, data: dict[str, Any]) -> None:
        """The currency may stand with the amount; then it is not asked for again, and must not be another one."""
        revenue = data.get("revenue")
        if revenue is None or "currency" in self.errors:
            return
        data["currency"] = data.get("currency") or revenue.currency
        if not data["currency"]:
            self.add_error("currency", "Give the currency of the revenue, such as EUR.")
        elif revenue.currency not in ("", data["currency"]):
            said = f"The revenue is written in {revenue.currency}, and this says {data['currency']}."
            self.add_error("currency", f"{said} Correct one of the two.")

    def _post_clean(self) -> None:
        """Leaves the instance as it was read: the verb writes, and a conflict shows what stands."""

    def changes(self) -> dict[str, Any]:
        """What `Incident.revise` takes."""
        data = self.cleaned_data
        found = {name: data[name] for name in self.Meta.fields}
        told = {name: data[name] for name in amounts.KINDS if data[name] is not None}
        found |= {name: stored(told.get(name)) for name in amounts.KINDS}
        found["estimates"] = [name for name, amount in told.items() if amount.about]
        tags = [Tag.objects.get_or_create(name=name)[0] for name in data["tags"]]
        return found | {"services": list(data["services"]), "tags": tags, "factors": data["factors"]}
