"""The two forms of taking a write-up in: the text, and what the person decides about it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePath
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.http import QueryDict

from incidents.catalog.models import Service, Severity
from incidents.timeline.models import Clock, Incident
from postmortems.exchange.models import FROM_TEXT
from postmortems.exchange.parsing.proposal import Proposal, Question
from postmortems.exchange.reading import TEXT_SUFFIXES, Unreadable, decode

#: A long write-up has 60,000 characters; the largest taken in one piece is far above it.
LONGEST = 1_000_000
#: Questions that have a field of their own on the page, and what their field is called once answered.
ASKED = ("date", "zone", "order", "year", "duration")
ANSWERED = {"date": "The day, as you gave it", "zone": "The zone, as you gave it"}
#: What the reader takes, by ending, for the browser's dialog.
ENDINGS = tuple(sorted(TEXT_SUFFIXES - {""}))


class PasteForm(forms.Form):
    """A write-up, pasted or as a file; gives `text` and `name`."""

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
        help_text="A text file such as .md or .txt, up to one megabyte.",
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    #: One of the two is needed; "optional" beside both would be half the truth.
    quiet = True

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
        if upload.size > LONGEST:
            self.add_error("file", "The file is larger than one megabyte. Bring it in as several write-ups.")
            return
        if PurePath(upload.name).suffix.lower() not in TEXT_SUFFIXES:
            self.add_error(
                "file",
                f"A file of this kind is not read yet. Copy the text out of {upload.name} and paste it.",
            )
            return
        try:
            data["text"], data["name"] = decode(upload.read()), upload.name
        except Unreadable as error:
            self.add_error("file", str(error))


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
    severity = forms.ModelChoiceField(
        Severity.objects.all(),
        empty_label="Choose one",
        error_messages={"required": "Choose how severe the incident was."},
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
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
            self.fields[f"clock-{name}"] = forms.ChoiceField(
                label=label, required=False, choices=clock_choices(proposal, name)
            )
        self.fields["title"].initial = _title(proposal)
        self.fields["severity"].initial = _severity(proposal)
        for name, choice in guessed_clocks(proposal).items():
            self.fields[f"clock-{name}"].initial = str(choice)
        self._keep(so_far or QueryDict())

    def _answered(self, so_far: QueryDict) -> None:
        """Fields for what has been answered and is asked no more, so that an answer can be changed."""
        for about, label in ANSWERED.items():
            name = f"answer-{about}"
            if so_far.get(name) and name not in self.fields:
                self.fields[name] = _answer_field(Question(about, label))

    def _keep(self, so_far: QueryDict) -> None:
        for name, field in self.fields.items():
            if name == "services":
                field.initial = so_far.getlist(name)
            elif name in so_far:
                field.initial = so_far[name]

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
    def clock_fields(self) -> list[forms.BoundField]:
        return [self[f"clock-{name}"] for name in Clock.Name.values]

    @property
    def clock_errors(self) -> bool:
        """Whether one of the clocks is refused, so that the page opens them."""
        return any(field.errors for field in self.clock_fields) or bool(self.non_field_errors())

    @property
    def clocks(self) -> dict[str, int | str]:
        """Clock → position of an entry, or FROM_TEXT; without those that are not set."""
        chosen = {name: self.cleaned_data.get(f"clock-{name}") for name in Clock.Name.values}
        return {name: FROM_TEXT if v == FROM_TEXT else int(v) for name, v in chosen.items() if v}


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


#: What many titles begin with and no list of incidents needs to repeat.
_PREFIX = re.compile(r"(?:blameless )?(?:post-?mortem|incident report|incident)\s*[:–—-]\s*", re.IGNORECASE)


def _title(proposal: Proposal) -> str:
    words = " ".join(proposal.title.text.split()) if proposal.title else ""
    plain = _PREFIX.sub("", words) or words
    return (plain[:1].upper() + plain[1:])[:200]


def _severity(proposal: Proposal) -> Severity | None:
    """The severity whose name the text gives, if it does; never a guess."""
    words = proposal.severity.text.casefold().replace(" ", "").replace("-", "") if proposal.severity else ""
    for severity in Severity.objects.all():
        if words and words.startswith(severity.name.casefold().replace("-", "").replace(" ", "")):
            return severity
    return None


def clock_choices(proposal: Proposal, name: str) -> list[tuple[str, str]]:
    """What a clock may point at: nothing, the time in the text, or an entry that has a time."""
    told = {"started": proposal.started_at, "detected": proposal.detected_at, "resolved": proposal.ended_at}
    clock = told.get(name)
    choices = [("", "Not known")]
    if clock is not None and clock.entry is None:
        choices.append((FROM_TEXT, f"{_when(clock.moment)}, from the summary"))
    for i, entry in enumerate(proposal.timeline):
        if entry.at is not None and entry.at.iso() is not None:
            choices.append((str(i), f"{_when(entry.at)}, {entry.text[:60]}"))
    return choices


def _when(moment: Any) -> str:
    day = f"{moment.day:%-d %b} " if moment.day else ""
    return f"{day}{moment.clock:%H:%M}" if moment.clock else day.strip()


def guessed_clocks(proposal: Proposal) -> dict[str, int | str]:
    """Which clocks the text itself decides: what it says, else the only entry of the telling kind."""
    told = {"started": proposal.started_at, "detected": proposal.detected_at, "resolved": proposal.ended_at}
    guessed: dict[str, int | str] = {
        name: FROM_TEXT if clock.entry is None else clock.entry for name, clock in told.items() if clock
    }
    mitigations = [i for i, entry in enumerate(proposal.timeline) if entry.kind == "mitigation"]
    if len(mitigations) == 1:
        guessed["mitigated"] = mitigations[0]
    return guessed
