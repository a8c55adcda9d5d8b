"""What administrators fill in about a source of alerts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incidents.audit.once import OnceField
from incidents.catalog.choosing import ServiceField, SeverityField
from incidents.catalog.models import Service, Severity
from incidents.people.models import Team, User
from incidents.timeline.models import Incident
from incidents.timeline.wording import reference

from .models import AlertSource

MOST_WORDS = 50
NO_SECRET = "A status page sends no secret, so nothing would ever get in. Leave it empty."


class WordsField(forms.CharField):
    """Lines such as "critical = SEV-1": the tool's word, and the step of our scale that it means."""

    def __init__(self) -> None:
        super().__init__(
            label="The tool’s severity words",
            required=False,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="One a line: critical = SEV-1. Words that are not listed get the severity above.",
        )

    def clean(self, value: Any) -> dict[str, Severity]:
        scale = {severity.name.lower(): severity for severity in Severity.objects.all()}
        found: dict[str, Severity] = {}
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            word, equals, name = (part.strip() for part in line.rpartition("="))
            if not equals or not word:
                raise ValidationError(f"“{line[:40]}” is no pair. Write it as: critical = SEV-1.")
            if name.lower() not in scale:
                known = ", ".join(severity.name for severity in scale.values())
                raise ValidationError(f"There is no severity “{name[:40]}”. There are: {known}.")
            if len(word) > 80:
                raise ValidationError(f"“{word[:30]}…” is longer than 80 characters.")
            found[word.lower()] = scale[name.lower()]
        if len(found) > MOST_WORDS:
            raise ValidationError(f"List at most {MOST_WORDS} words.")
        return found


class SourceForm(forms.Form):
    """One source, new or to be changed."""

    once = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="Such as “Prometheus, production”.",
        error_messages={"required": "Give the source a name."},
    )
    vendor = forms.ChoiceField(label="The tool", choices=AlertSource.Vendor)
    mode = forms.ChoiceField(
        label="When an alert fires",
        choices=AlertSource.Mode,
        initial=AlertSource.Mode.OPEN,
        widget=forms.RadioSelect,
    )
    bundle = forms.ChoiceField(
        label="Several alerts",
        choices=AlertSource.Bundle,
        initial=AlertSource.Bundle.ALERT,
        widget=forms.RadioSelect,
        help_text="Alertmanager and Grafana send groups; the generic form may name one.",
    )
    when_over = forms.ChoiceField(
        label="When an alert is over",
        choices=AlertSource.WhenOver,
        initial=AlertSource.WhenOver.RESOLVE,
        widget=forms.RadioSelect,
    )
    severity = SeverityField("Severity of its incidents")
    words = WordsField()
    service = ServiceField(
        label="Service",
        required=False,
        empty_label="None",
        help_text="Where the alert itself names a service that is known here, that one is taken.",
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), label="Team", required=False, empty_label="The team of the service"
    )
    visibility = forms.ChoiceField(
        label="Who sees its incidents",
        choices=Incident.Visibility,
        initial=Incident.Visibility.EVERYONE,
        widget=forms.RadioSelect,
    )
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="People of restricted incidents",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody else sees them, administrators included.",
    )
    secret = forms.CharField(
        label="Secret for signatures",
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="With one, only what is signed with it gets in. The page of the source says how each tool does it.",
    )
    forget_secret = forms.BooleanField(label="Forget the secret", required=False)

    def __init__(self, *args: Any, source: AlertSource | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people: Any = self.fields["readers"]
        people.queryset = User.objects.active()
        services: Any = self.fields["service"]
        services.queryset = Service.offered(*([source.service] if source and source.service else []))
        self.source = source
        if source is None or not source.secret:
            del self.fields["forget_secret"]
        else:
            self.fields["secret"].help_text = "There is one. Leave this empty to keep it."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("visibility") == Incident.Visibility.RESTRICTED and not given.get("readers"):
            self.add_error("readers", "Name at least one person, or nobody could see these incidents.")
        kept = self.source.secret if self.source and not given.get("forget_secret") else ""
        given["secret"] = given.get("secret") or kept
        if given.get("vendor") == AlertSource.Vendor.STATUSPAGE and given["secret"]:
            self.add_error("secret", NO_SECRET)
        return given

    def given(self) -> dict[str, Any]:
        """What the verbs of the source take."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("once", "version", "forget_secret")}


class JoinForm(forms.Form):
    """The open incident that an alert belongs to."""

    incident = forms.CharField(
        label="Incident",
        max_length=40,
        help_text="Its reference, such as INC-12.",
        error_messages={"required": "Write the reference of the incident."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, open_ones: Any, **kwargs: Any) -> None:
        self.open_ones = open_ones
        super().__init__(*args, **kwargs)

    def clean_incident(self) -> Incident:
        """Only open incidents that the person sees can be named; others do not exist for them."""
        text = self.cleaned_data["incident"].strip()
        number = reference(text)
        found: Incident | None = self.open_ones.filter(pk=number).first() if number else None
        if found is None:
            raise ValidationError(f"There is no open incident {text}. Write its reference, such as INC-12.")
        return found


def stored(source: AlertSource) -> dict[str, Any]:
    """What the source has, to begin with; the secret is never shown again."""
    plain = {name: getattr(source, name) for name in AlertSource.EDITABLE if name != "secret"}
    lines = "\n".join(map(str, source.severity_words.select_related("severity")))
    return plain | {"version": source.version, "words": lines, "readers": list(source.readers.all())}
