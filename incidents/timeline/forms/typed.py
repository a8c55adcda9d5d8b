"""Forms whose times are typed freely: what was understood and what has to be asked go back to the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from incidents.timeline import typed
from incidents.timeline.wording import zone_word


class Typing(forms.Form):
    """For forms with a TimeField. Answers to a time's questions come back as `answer_FIELD_QUESTION`."""

    def typed(
        self, name: str, text: str, around: typed.Around, *, begin: dt.datetime | None = None
    ) -> typed.Reading | None:
        """What the field's text means; None, with the sentence at the field, where it cannot be said yet.

        With `begin` the text is the end of what began then.
        """
        answers = answers_of(self.data, name)
        try:
            if begin is None:
                reading = typed.read(text, around, answers)
            else:
                reading = typed.read_end(text, begin, around, answers)
        except typed.UnclearTime as unclear:
            self.add_error(name, str(unclear))
            return None
        self.show(name, Said(name, around, reading))
        if reading.open:
            self.add_error(name, reading.open.text)
            return None
        return reading

    def show(self, name: str, said: Said) -> None:
        """What the page says beside a field; the zone stands in the field."""
        field: Any = self.fields[name]
        field.said = said
        field.suffix = zone_word(said.around.zone)
        field.widget.attrs["data-zone"] = said.around.zone


class Said:
    """What a page says about one typed time: see templates/timeline/_said.html."""

    def __init__(
        self, name: str, around: typed.Around, reading: typed.Reading | None = None, *, error: str = ""
    ) -> None:
        self.name, self.around, self.reading, self.error = name, around, reading, error

    @property
    def questions(self) -> list[typed.Question]:
        return self.reading.questions if self.reading else []

    @property
    def sentence(self) -> str:
        if self.reading is None or self.reading.open:
            return ""
        return typed.said(self.reading, self.around.zone, self.around.start)

    @property
    def why(self) -> str:
        return "; ".join(self.reading.why) if self.reading and not self.reading.open else ""

    @property
    def hint(self) -> str:
        """What a span would be counted from, while nothing is typed."""
        if self.reading or self.error or not self.around.anchor:
            return ""
        return f"+5m is five minutes after {self.around.anchor[1]}."


def answers_of(data: Any, name: str) -> dict[str, str]:
    """The answers given to the questions of one field."""
    start = f"answer_{name}_"
    return {key.removeprefix(start): data[key] for key in data if key.startswith(start)}
