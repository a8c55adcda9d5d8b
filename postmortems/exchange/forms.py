"""The two forms of taking a write-up in: the text, and what the person decides about it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models.functions import Lower
from django.http import QueryDict

from incidents.catalog.choosing import ServicesField, SeveritySelect
from incidents.people.models import User
from incidents.timeline.models import Clock, Incident, Involvement
from postmortems.exchange.bringing import severity_in
from postmortems.exchange.choosing import (
    FROM_TEXT,
    OWN,
    clock_choices,
    guessed_clocks,
    moment_of,
    own_moment,
    position_of,
    title_of,
    value_of,
)
from postmortems.exchange.converting import ENDINGS, LARGEST, LONGEST, Unreadable, convert
from postmortems.exchange.parsing import Moment
from postmortems.exchange.parsing.proposal import Proposal, Question

#: Questions that have a field of their own on the page, and what their field is called once answered.
ASKED = ("date", "zone", "order", "year", "duration")
ANSWERED = {"date": "The day, as you gave it", "zone": "The zone, as you gave it"}


class PasteForm(forms.Form):
    """A write-up, pasted or as a file; gives `text` and `name`, and `notes` of the converter."""

    text = forms.CharField(
        label="The write-up",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "mono paste"}),
        help_text="Paste it as it is: Markdown, plain text, text copied from a document or a PDF.",
        error_messages={
            "max_length": "The text is longer than a million characters. Bring it in as several write-ups."
        },
    )
    file = forms.FileField(
        label="or a file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text="Markdown, plain text, a web page (.html) or a Word document (.docx), up to 10 MB.",
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    #: One of the two is needed; "optional" beside both would be half the truth.
    quiet = True
    #: What the converter of a file says, as sentences.
    notes: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is not None:
            self._read(upload, data)
        data["text"] = (data.get("text") or "").replace("\r\n", "\n").replace("\r", "\n")
        if not data["text"].strip() and not self.errors:
            self.add_error("text", "Paste a write-up, or choose a file.")
        return data

    def _read(self, upload: Any, data: dict[str, Any]) -> None:
        if upload.size > LARGEST:
            self.add_error("file", "It is larger than 10 MB, which no write-up is.")
            return
        try:
            made = convert(upload.read(), upload.name)
        except Unreadable as error:
            self.add_error("file", f"{upload.name}: {error}")
        else:
            data["text"], data["name"], self.notes = made.text, upload.name, made.notes


class TakeInForm(forms.Form):
    """What the person decides on the preview: the answers, the title, the severity, the clocks.

    Made for one proposal. `so_far` is what an earlier round of the page sent: the person's choices stay
    when the text is read again, without being judged yet.
    """

    #: Which answers are needed is said by the question, not by a word beside its label.
    quiet = True

    title = forms.CharField(
        max_length=200, error_messages={"required": "Give the incident a title; the text has none."}
    )
    severity = SeveritySelect(
        empty_label="Choose one",
        error_messages={"required": "Choose how severe the incident was."},
    )
    services = ServicesField()
    visibility = forms.ChoiceField(
        label="Who may see it", choices=Incident.Visibility, initial=Incident.Visibility.EVERYONE
    )

    def __init__(
        self, data: QueryDict | None, *, proposal: Proposal, so_far: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.proposal = proposal
        for question in proposal.questions:
            if question.about in ASKED:
                self.fields[answer_name(question)] = _answer_field(question)
        self._answered(so_far or QueryDict())
        for name, label in Clock.Name.choices:
            self.fields[f"clock-{name}"] = _clock_field(label, clock_choices(proposal, name))
            self.fields[f"own-{name}"] = _own_field(label)
        self.people = people_here(proposal)
        if self.people:
            self.fields["people"] = _people_field(self.people)
        self.fields["title"].initial = title_of(proposal)
        self.fields["services"].label = "Services"
        self.fields["services"].offer()  # type: ignore[attr-defined]
        scale: Any = self.fields["severity"]
        scale.read()
        scale.initial = severity_in(proposal, scale.scale)
        for name, choice in guessed_clocks(proposal).items():
            self.fields[f"clock-{name}"].initial = value_of(proposal, choice)
        self._keep(so_far or QueryDict())

    def _answered(self, so_far: QueryDict) -> None:
        """Fields for what has been answered and is asked no more, so that an answer can be changed."""
        for about, label in ANSWERED.items():
            name = f"answer-{about}"
            if so_far.get(name) and name not in self.fields:
                self.fields[name] = _answer_field(Question(about, label))

    def _keep(self, so_far: QueryDict) -> None:
        for name, field in self.fields.items():
            if name in ("services", "people"):
                field.initial = so_far.getlist(name)
            elif name in so_far and self._fits(name, str(so_far[name])):
                field.initial = so_far[name]

    def _fits(self, name: str, value: str) -> bool:
        """Whether a clock still points at something; an entry may have gone since."""
        field = self.fields[name]
        return (
            not name.startswith("clock-")
            or not isinstance(field, forms.ChoiceField)
            or field.valid_value(value)
        )

    @property
    def questions(self) -> list[tuple[Question, forms.BoundField]]:
        """Each question that is asked on the page, with its field."""
        asked = ((question, answer_name(question)) for question in self.proposal.questions)
        return [(question, self[name]) for question, name in asked if name in self.fields]

    @property
    def answered(self) -> list[forms.BoundField]:
        """The fields of questions that have their answer."""
        asked = {answer_name(question) for question in self.proposal.questions}
        return [self[f"answer-{a}"] for a in ANSWERED if f"answer-{a}" in {*self.fields} - asked]

    @property
    def people_field(self) -> forms.BoundField:
        return self["people"]

    @property
    def clock_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each clock with the field for a time of its own."""
        return [(self[f"clock-{name}"], self[f"own-{name}"]) for name in Clock.Name.values]

    @property
    def clock_errors(self) -> bool:
        """Whether one of the clocks is refused, so that the page opens them."""
        return any(one.errors or own.errors for one, own in self.clock_fields) or bool(
            self.non_field_errors()
        )

    @property
    def moments(self) -> dict[str, Moment | None]:
        """The five clocks as they are chosen now, whether or not the form was sent."""
        chosen = {}
        for one, own in self.clock_fields:
            name = one.name.removeprefix("clock-")
            typed = own.value()
            written = typed.isoformat() if isinstance(typed, dt.datetime) else str(typed or "")
            chosen[name] = moment_of(self.proposal, name, str(one.value() or ""), written)
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in Clock.Name.values:
            if data.get(f"clock-{name}") != OWN or f"own-{name}" in self.errors:
                continue
            written = data.get(f"own-{name}")
            moment = own_moment(written.isoformat(), self.proposal.zone) if written else None
            if moment is None:
                self.add_error(
                    f"own-{name}", "Write the time of this clock: the day, then the hour and minute."
                )
            elif moment.instant is None:
                self.add_error(f"own-{name}", "Say first which zone the times are in.")
        return data

    @property
    def clocks(self) -> dict[str, int | str | dt.datetime]:
        """Clock → position of an entry, FROM_TEXT or an instant; without those that are not set."""
        found: dict[str, int | str | dt.datetime] = {}
        for name in Clock.Name.values:
            value = self.cleaned_data.get(f"clock-{name}") or ""
            position = position_of(self.proposal, value)
            if value == FROM_TEXT:
                found[name] = FROM_TEXT
            elif position is not None:
                found[name] = position
            elif value == OWN and (moment := self.moments[name]) and moment.instant:
                found[name] = moment.instant
        return found

    @property
    def parts(self) -> list[tuple[User, str]]:
        """The people of the text whom the person takes along, with their roles."""
        wanted = self.cleaned_data.get("people", [])
        return [(person, role) for person, role, _name in self.people if str(person.pk) in wanted]


def _clock_field(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        error_messages={"invalid_choice": f"{label}: that entry has gone. Choose another."},
    )


def _own_field(label: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=f"{label}, a time of its own",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "max": "2200-12-31T23:59"}),
        error_messages={"invalid": "Write the time as 2026-03-29 14:05."},
    )


def _people_field(people: list[tuple[User, str, str]]) -> forms.MultipleChoiceField:
    roles = dict(Involvement.Role.choices)
    return forms.MultipleChoiceField(
        label="Give them their part in the incident",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(person.pk), f"{person}, {roles[role].lower()}") for person, role, _name in people],
    )


#: Words of a role in a text, and the role here that they mean.
ROLES = (("command", "commander"), ("scribe", "scribe"), ("comm", "communications"))


def people_here(proposal: Proposal) -> list[tuple[User, str, str]]:
    """Those of the text's people who certainly have an account: one active person of exactly that name."""
    named = {" ".join(person.name.split()).casefold(): person for person in proposal.people}
    if not named:
        return []
    found: dict[str, list[User]] = {}
    for user in User.objects.filter(is_active=True).annotate(called=Lower("name")).filter(called__in=named):
        found.setdefault(" ".join(user.name.split()).casefold(), []).append(user)
    return [
        (users[0], _role(named[name].role), named[name].name)
        for name, users in found.items()
        if len(users) == 1 and name in named
    ]


def _role(words: str | None) -> str:
    told = (words or "").casefold()
    return next((role for word, role in ROLES if word in told), "responder")


def answer_name(question: Question) -> str:
    """The field's name for a question's answer."""
    return f"answer-{question.key or question.about}"


def _answer_field(question: Question) -> forms.Field:
    choices = [(choice.value, choice.label) for choice in question.choices]
    if question.about == "date" and not choices:
        return forms.DateField(
            label=question.text,
            required=False,
            widget=forms.DateInput(attrs={"type": "date", "max": "9999-12-31"}),
            error_messages={"invalid": "Write the day as year, month, day: 2026-03-29."},
        )
    if choices:
        return forms.ChoiceField(
            label=question.text, required=False, choices=choices, widget=forms.RadioSelect
        )
    if question.about == "year":
        return forms.IntegerField(label=question.text, required=False, min_value=1970, max_value=2199)
    return ZoneField(label=question.text, required=False)


class ZoneField(forms.CharField):
    """The IANA name of a zone, or an offset such as UTC+05:30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"list": "zones", "placeholder": "Europe/Berlin, UTC, UTC+05:30"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        zone = super().clean(value)
        if zone and zone not in available_timezones() and not _is_offset(zone):
            raise forms.ValidationError("Choose a zone such as Europe/Berlin, UTC or UTC+05:30.")
        return zone


def _is_offset(zone: str) -> bool:
    try:
        dt.datetime.strptime(zone.removeprefix("UTC"), "%z")
    except ValueError:
        return False
    return zone.startswith("UTC")
