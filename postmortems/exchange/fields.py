"""The fields that a proposal asks for: answers to its questions, its clocks, and the people whom it names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from incidents.people.models import User
from incidents.people.zones import zone_names
from incidents.timeline.models import Involvement
from postmortems.exchange.parsing.proposal import Proposal, Question


class PlainSelect(forms.Select):
    """A select whose options are put together without a template each: five clocks have hundreds of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = "".join(
            f'<option value="{escape(v)}"{" selected" if str(v) == chosen else ""}>{escape(label)}</option>'
            for v, label in self.choices
        )
        said = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{said}>{options}</select>")


def clock_field(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=PlainSelect,
        error_messages={"invalid_choice": f"{label}: that entry has gone. Choose another."},
    )


def own_field(label: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=f"{label}, a time of its own",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "max": "2200-12-31T23:59"}),
        error_messages={"invalid": "Write the time as 2026-03-29 14:05."},
    )


def people_field(people: list[tuple[User, str, str]]) -> forms.MultipleChoiceField:
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


def answer_field(question: Question) -> forms.Field:
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
        if zone and zone not in zone_names() and not _is_offset(zone):
            raise forms.ValidationError("Choose a zone such as Europe/Berlin, UTC or UTC+05:30.")
        return zone


def _is_offset(zone: str) -> bool:
    try:
        dt.datetime.strptime(zone.removeprefix("UTC"), "%z")
    except ValueError:
        return False
    return zone.startswith("UTC")
