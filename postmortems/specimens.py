"""Made-up things for the page that shows every component. Nothing here is stored or looked up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms

from incidents.timeline import shapes

START = datetime(2026, 11, 12, 23, 12, tzinfo=UTC)


class FieldsForm(forms.Form):
    """One field of each sort, bound to one wrong value."""

    quiet = True
    mitigated = forms.TimeField(label="Mitigated at", help_text="When people stopped being affected")
    detected = forms.TimeField(label="Detected at")
    severity = forms.ChoiceField(
        choices=[("1", "SEV-1, customers cannot pay"), ("2", "SEV-2, customers are slowed")]
    )
    key = forms.BooleanField(label="Key moment", required=False)
    visible = forms.ChoiceField(
        label="Who may see it",
        choices=[("everyone", "Everyone here"), ("restricted", "Named people")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}))

    def clean_detected(self) -> Any:
        raise forms.ValidationError("Detected cannot be before it started, 23:12")


class Person(str):
    """A name that knows its initials."""

    @property
    def initials(self) -> str:
        words = self.split()
        return words[0][0] + words[-1][0]


def _entry(
    pk: int, minutes: int, kind: str, key: bool = False, precision: str = "minute", author: str = ""
) -> SimpleNamespace:
    return SimpleNamespace(
        pk=pk,
        happened_at=START + timedelta(minutes=minutes),
        precision=precision,
        kind=kind,
        key_moment=key,
        mark="",
        author=Person(author) if author else None,
        author_name="",
    )


def context() -> dict[str, Any]:
    """What the page of components shows."""
    colours = ("sev1", "sev2", "sev3", "sev4")
    form = FieldsForm(
        {
            "mitigated": "00:41",
            "detected": "22:31",
            "severity": "1",
            "key": "on",
            "visible": "everyone",
            "text": "Checkout rolled back.",
        }
    )
    for name in ("mitigated", "detected"):
        form.fields[name].suffix = "UTC"  # type: ignore[attr-defined]
    return {
        "form": form,
        "severities": [
            SimpleNamespace(name=f"SEV-{i + 1}", colour=c, bars=4 - i, meaning="")
            for i, c in enumerate(colours)
        ],
        "incident_states": ["open", "mitigated", "resolved", "closed"],
        "report_states": ["draft", "in_review", "published", "superseded", "withdrawn", "not_required"],
        "action_states": ["proposed", "accepted", "in_progress", "done", "declined"],
        "icons": list(shapes.ICONS),
        "kinds": list(shapes.KIND_NAMES),
        "people": [Person(n) for n in ("Amara Diallo", "Priya Raman", "Kenji Mori", "Jonas Lindqvist")],
        "zones": [
            ("?zone=utc", "UTC", True),
            ("?zone=home", "Amsterdam", False),
            ("?zone=mine", "Mine, Dakar", False),
        ],
        "tabs": [("#", "Comments", 3, True), ("#", "Review", None, False), ("#", "History", None, False)],
        "pieces": [
            (" ", "The gateway pods mount a secret that was "),
            ("-", "copied by hand"),
            (" ", " "),
            ("+", "created during the 2025 migration"),
            (" ", " and that nothing has refreshed since."),
        ],
        "start": START,
        "entries": [
            (
                _entry(1, 0, "action", True, author="Priya Raman"),
                "Started",
                1,
                0,
                "The client certificate passes its end date.",
            ),
            (
                _entry(2, 6, "other", precision="about", author="Kenji Mori"),
                "",
                1,
                0,
                "Open connections recycle.",
            ),
            (_entry(3, 19, "detection", True), "Detected", 2, 1, "Alert: below 90 % for ten minutes."),
            (
                _entry(4, 29, "diagnosis", author="Amara Diallo"),
                "",
                2,
                0,
                "Every failed order carries one code.",
            ),
            (
                _entry(5, 89, "mitigation", True, author="Priya Raman"),
                "Mitigated",
                3,
                2,
                "Checkout success is back at 96 %.",
            ),
            (_entry(6, 132, "recovery", True, author="Ines Carvalho"), "Resolved", 3, 0, "Traffic is back."),
        ],
        "minutes": [19, 64, 132, 182, 60 * 76],
    }
