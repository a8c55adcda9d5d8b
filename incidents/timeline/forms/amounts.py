"""A figure of the impact, in whatever way people write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incidents.timeline.amounts import Amount, NotAnAmount, read

#: What stands behind the input.
SUFFIXES = {"share": "%"}


class AmountField(forms.CharField):
    """Gives an Amount, or None; what cannot be read is said at the field and stays as it was typed."""

    def __init__(self, kind: str, label: str) -> None:
        self.kind, self.suffix = kind, SUFFIXES.get(kind, "")
        attrs = {"autocomplete": "off", "spellcheck": "false", "size": "14"}
        super().__init__(label=label, required=False, max_length=60, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> Any:
        try:
            return read(super().clean(value), self.kind)
        except NotAnAmount as refused:
            raise ValidationError(str(refused)) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def stored(amount: Amount | None) -> Decimal | int | None:
    """The value as the incident keeps it."""
    if amount is None:
        return None
    return amount.value if amount.kind in ("share", "money") else int(amount.value)
