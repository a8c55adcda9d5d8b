"""What somebody decides about a text that was read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict

from incidents.catalog.choosing import ServicesField, SeveritySelect
from incidents.people.models import User
from incidents.timeline.models import Clock, Incident
from postmortems.drafting.models import Part, Template
from postmortems.exchange.bringing import severity_in
from postmortems.exchange.choosing import (
    ASKED_AT_ONCE,
    FROM_TEXT,
    OWN,
    asked,
    clock_choices,
    guessed_clocks,
    moment_of,
    own_moment,
    position_of,
    title_of,
    value_of,
)
from postmortems.exchange.fields import (
    answer_field,
    answer_name,
    clock_field,
    own_field,
    people_field,
    people_here,
)
from postmortems.exchange.parsing import Moment
from postmortems.exchange.parsing.proposal import Proposal, Question
from postmortems.exchange.presentation.face import face_of

#: What the field of a question is called once it is answered.
ANSWERED = {"date": "The day, as you gave it", "zone": "The zone, as you gave it"}


class TakeInForm(forms.Form):
    """What the person decides on the preview: the answers, the title, the severity, the clocks.

    Made for one proposal. `so_far` is what an earlier round of the page sent: the person's choices stay
    when the text is read again, without being judged yet.
    """

    #: Which answers are needed is said by the question, not by a word beside its label.
    quiet = True

    title = forms.CharField(max_length=200, error_messages={"required": "Give the incident a title."})
    severity = SeveritySelect(
        empty_label="Choose one",
        error_messages={"required": "Choose how severe the incident was."},
    )
    services = ServicesField()
    template = forms.ModelChoiceField(
        Template.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="The text’s own sections",
        label="Sections of the draft",
        error_messages={"invalid_choice": "That template has gone. Choose another."},
    )
    visibility = forms.ChoiceField(
        label="Who may see it", choices=Incident.Visibility, initial=Incident.Visibility.EVERYONE
    )

    def __init__(
        self, data: QueryDict | None, *, proposal: Proposal, so_far: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.proposal = proposal
        for question in asked(proposal)[:ASKED_AT_ONCE]:
            self.fields[answer_name(question)] = answer_field(question)
        self._answered(so_far or QueryDict())
        self.choices = clock_choices(proposal)
        for name, label in Clock.Name.choices:
            self.fields[f"clock-{name}"] = clock_field(label, self.choices[name])
            self.fields[f"own-{name}"] = own_field(label)
        self.people = people_here(proposal)
        if self.people:
            self.fields["people"] = people_field(self.people)
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
                self.fields[name] = answer_field(Question(about, label))

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
    def sections(self) -> list[Part]:
        """Those that the chosen template asks for; none while none is chosen."""
        chosen = Template.objects.filter(slug=self["template"].value() or "").first()
        return chosen.parts() if chosen else []

    @property
    def clock_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each clock with the field for a time of its own."""
        return [(self[f"clock-{name}"], self[f"own-{name}"]) for name in Clock.Name.values]

    @property
    def clock_face(self) -> str:
        """Follows from all that the choice of the clocks shows; see `presentation.face`."""
        fields = [(one.value(), one.errors, own.value(), own.errors) for one, own in self.clock_fields]
        return face_of((self.choices, fields, self.proposal.zone, self.clock_errors))

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
