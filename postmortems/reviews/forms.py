"""What people fill in while they review."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core import signing
from django.db.models import QuerySet

from incidents.actions.models import ActionItem
from incidents.audit.once import OnceField
from incidents.people.models import User
from incidents.timeline.models import TimelineEntry
from incidents.timeline.wording import clocktime, zone_word
from postmortems.drafting.models import Postmortem, Section

from . import checklist
from .models import Approval
from .standing import Standing

SALT = "reviews.seen"


class CommentForm(forms.Form):
    """The words of a comment, on their own: a reply, or an edit."""

    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 4}), strip=True)
    once = OnceField()


class ThreadForm(CommentForm):
    """A comment and what it is about."""

    about = forms.ChoiceField(label="About", required=False)

    field_order = ("about", "text", "once")

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = _places(standing)
        self.fields["about"].choices = _grouped_places(standing)  # type: ignore[attr-defined]

    @property
    def target(self) -> dict[str, Section | TimelineEntry | ActionItem]:
        """What `Thread.open` wants to know about the place."""
        return self.places[self.cleaned_data["about"]]


class AskForm(forms.Form):
    """Whom to ask, by when, and what to tell them."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), error_messages={"required": "Choose at least one person to ask."}
    )
    due_on = forms.DateField(label="By", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    message = forms.CharField(
        label="Message", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    once = OnceField()

    def __init__(self, *args: Any, people: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["people"].queryset = people  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date | None:
        day = self.cleaned_data["due_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError("This day is over. Choose today or a later one.")
        return day


class AnswerForm(forms.Form):
    """The answer of a reviewer; `seen` is what the page showed, signed."""

    verdict = forms.ChoiceField(
        label="Do you approve it?",
        choices=Approval.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you approve it or ask for changes."},
    )
    note = forms.CharField(
        label="Note", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, question in checklist.QUESTIONS.items():
            self.fields[f"check_{key}"] = forms.ChoiceField(
                label=question, choices=checklist.SHORT.items(), widget=forms.RadioSelect, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == Approval.Verdict.CHANGES and not given.get("note"):
            self.add_error("note", "Say what should change.")
        if given.get("verdict") == Approval.Verdict.APPROVE:
            for key in checklist.QUESTIONS:
                if not given.get(f"check_{key}"):
                    self.add_error(f"check_{key}", "Answer this before you approve.")
        return given

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(f"check_{key}", "") for key in checklist.QUESTIONS}

    @property
    def questions(self) -> list[forms.BoundField]:
        """The checklist's fields, for the page."""
        return [self[f"check_{key}"] for key in checklist.QUESTIONS]

    @property
    def fingerprint(self) -> dict[str, Any] | None:
        """What the person was shown; None when the hidden field does not come from us."""
        try:
            return signing.loads(self.cleaned_data.get("seen", ""), salt=SALT)
        except signing.BadSignature:
            return None


def sealed(fingerprint: dict[str, Any]) -> str:
    """The fingerprint for the hidden field: it cannot be changed on the way."""
    return signing.dumps(fingerprint, salt=SALT, compress=True)


def _places(standing: Standing) -> dict[str, dict[str, Any]]:
    return {
        "": {},
        **{f"section:{row.key}": {"section": row} for row in standing.sections},
        **{f"entry:{row.pk}": {"entry": row} for row in standing.entries},
        **{f"action:{row.pk}": {"action": row} for row in standing.actions},
    }


def _grouped_places(standing: Standing) -> list[Any]:
    postmortem: Postmortem = standing.postmortem
    zone = postmortem.incident.zone

    def said(entry: TimelineEntry) -> str:
        at = entry.happened_at
        time = f"{clocktime(at, zone)} {zone_word(zone, at)}, " if at else ""
        return f"{time}{_short(entry.text)}"

    groups = [
        ("A section", [(f"section:{row.key}", row.heading) for row in standing.sections]),
        ("A timeline entry", [(f"entry:{row.pk}", said(row)) for row in standing.entries]),
        ("An action", [(f"action:{row.pk}", _short(row.text)) for row in standing.actions]),
    ]
    return [("", "The whole postmortem"), *(group for group in groups if group[1])]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
