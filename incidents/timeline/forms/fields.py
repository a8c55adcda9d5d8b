"""Fields that several forms of this room share: moments in a zone, rows of a kind, zones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from incidents.timeline import instants, zones

#: Rows offered beyond those that are filled, for a browser without scripts.
SPARE = 2
MOST_ROWS = 40
FAR = "That date is outside the years that are kept here, 1970 to 2199."


class DayField(forms.DateField):
    """A calendar day, in the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        if day is not None and day.year not in instants.YEARS:
            raise ValidationError(FAR)
        return day


class TimeField(forms.CharField):
    """A time as people write it; what it means is read with what stands around it, see `typed.Typing`."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "22:05", "spellcheck": "false", "enterkeyhint": "next"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=120, **kwargs)


class ZoneField(forms.ChoiceField):
    """A time zone by name; `near` are the ones that stand first."""

    def __init__(self, *near: str, **kwargs: Any) -> None:
        super().__init__(choices=zones.offered(*near), **kwargs)


class HiddenZoneField(forms.CharField):
    """The zone that a form's times were shown in: it must come back, whatever the page shows by then."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        zone = super().clean(value)
        if zone not in zones.known():
            raise ValidationError("This time zone is not known here.")
        return zone


class RowsWidget(forms.Widget):
    """Rows of one-line inputs; each row has one input for each of `columns` (name, label, type)."""

    def __init__(self, columns: Sequence[tuple[str, str, str]], word: str) -> None:
        super().__init__()
        self.columns, self.word = columns, word

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        rows = []
        for n in range(MOST_ROWS):
            keys = [f"{name}_{column}_{n}" for column, _, _ in self.columns]
            if not any(key in data for key in keys):
                break
            rows.append(tuple(data.get(key, "").strip() for key in keys))
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}_") for key in data)

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_0" if id_ else ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = [row for row in (value or []) if any(row)]
        rows = [*rows, *[("",) * len(self.columns)] * SPARE][:MOST_ROWS]
        css = (attrs or {}).get("class", "input")
        ident = (attrs or {}).get("id") or f"id_{name}"
        lines = format_html_join(
            "", "<li>{}</li>", ((self._row(name, n, row, css, ident),) for n, row in enumerate(rows))
        )
        return format_html('<ol class="input-rows" data-rows="{}">{}</ol>', self.word, lines)

    def _row(self, name: str, n: int, row: tuple[str, ...], css: str, ident: str) -> SafeString:
        inputs = []
        for place, (column, label, kind) in enumerate(self.columns):
            key = f"{name}_{column}_{n}"
            # Where a row is one field, what is asked for stands above it already.
            hint = label if len(self.columns) > 1 else ""
            inputs.append(
                (
                    kind,
                    key,
                    f"{ident}_{n}" if place == 0 else f"id_{key}",
                    row[place],
                    css,
                    hint,
                    label,
                    n + 1,
                )
            )
        return format_html_join(
            "",
            '<input type="{}" name="{}" id="{}" value="{}" class="{}" placeholder="{}" aria-label="{} {}"'
            ' maxlength="1000">',
            inputs,
        )


class LinesField(forms.Field):
    """Several short texts, one a row."""

    def __init__(self, word: str, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, widget=RowsWidget([("text", word, "text")], word), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [row if isinstance(row, tuple) else (row,) for row in value or []]

    def clean(self, value: Any) -> list[str]:
        texts = [row[0] for row in value or [] if row[0]]
        for text in texts:
            _plain(text)
            if len(text) > self.most:
                raise ValidationError(f"“{text[:30]}…” is longer than {self.most} characters.")
        return texts


class LinksField(forms.Field):
    """Several links, each with what to call it."""

    def __init__(self, **kwargs: Any) -> None:
        columns = [("label", "What it shows", "text"), ("url", "Address", "url")]
        super().__init__(required=False, widget=RowsWidget(columns, "Link"), **kwargs)
        self.is_address = URLValidator(schemes=["http", "https"])

    def clean(self, value: Any) -> list[tuple[str, str]]:
        found = []
        for label, url in (row for row in value or [] if any(row)):
            _plain(label + url)
            if not url:
                raise ValidationError(f"Give the address of “{label[:60]}”, beginning with https://.")
            try:
                self.is_address(url)
            except ValidationError:
                raise ValidationError(
                    f"“{url[:60]}” is not an address. It begins with https:// or http://."
                ) from None
            if len(label) > 200 or len(url) > 1000:
                raise ValidationError("A label takes 200 characters, an address 1,000.")
            found.append((label or url[:200], url))
        return found


def _plain(text: str) -> None:
    if "\0" in text:
        raise ValidationError("Take out the invisible character NUL.")
