"""What a person says when they publish a report or take it back."""

from __future__ import annotations

from typing import Any

from django import forms

from .models import Publication

LONGEST = 2000


def _words(label: str, help_text: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(forms.Form):
    """From the second version on, what has changed; the first says nothing."""

    def __init__(self, *args: Any, before: Publication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before is not None:
            self.fields["change_note"] = _words(
                "What has changed",
                f"One sentence; it stands beside version {before.version + 1} for ever.",
                f"Say in a sentence what has changed since version {before.version}.",
            )

    @property
    def said(self) -> dict[str, str]:
        """The words by the names that `Publication.issue` gives them."""
        names = ("change_note", "override_reason")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class OverrideForm(PublishForm):
    """Why it is published although something stands in the way."""

    override_reason = _words(
        "Why it is published all the same",
        "The reason and the list above are kept with this version and shown for ever.",
        "Say why it is published before it is ready.",
    )

    field_order = ("change_note", "override_reason")

    def __init__(self, *args: Any, before: Publication | None, **kwargs: Any) -> None:
        # Both forms can stand on one page; their fields need ids of their own.
        super().__init__(*args, before=before, auto_id="override_%s", **kwargs)
        self.order_fields(self.field_order)


class WithdrawForm(forms.Form):
    """Why a report is taken back."""

    reason = _words(
        "Why it is withdrawn",
        "Whoever opens the report’s address reads this instead of the report.",
        "Say why the report is withdrawn.",
    )
