"""A proposal as the preview page shows it: rows with the lines of the source that they came from.

Pure: knows the proposal and its source, neither requests nor the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from postmortems.exchange.annotation import Line, Source
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.parsing.proposal import Clock, Entry, Proposal, Question, Span

#: The clocks that a text itself may give, with the words of the page.
CLOCKS = (("Started", "started_at"), ("Detected", "detected_at"), ("Resolved", "ended_at"))


@dataclass(frozen=True, slots=True)
class ClockRow:
    label: str
    value: str
    clock: Clock | None
    line: int | None

    @property
    def time(self) -> str:
        """Hours and minutes, or a dash for a bare day."""
        clock = self.clock.moment.clock if self.clock else None
        return f"{clock:%H:%M}" if clock else "–"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in words. `value` is the name by which the source marks it."""

    label: str
    text: str
    line: int | None
    value: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    index: int
    entry: Entry
    line: int | None
    day: dt.date | None
    """Set on the first entry of a day, for the divider above it."""
    undone: bool
    """The assumed next day was taken back by the person."""

    @property
    def time(self) -> str:
        moment = self.entry.at
        return f"{moment.clock:%H:%M}" if moment and moment.clock else "no time"

    @property
    def notes(self) -> list[str]:
        """What the reader says of it, without the assumed day, which the divider says and undoes."""
        return [note for note in self.entry.notes if self.day is None or self.entry.step is None]

    @property
    def is_undated(self) -> bool:
        return self.entry.at is None or self.entry.at.iso() is None


@dataclass(frozen=True, slots=True)
class SectionRow:
    heading: str
    line: int | None
    fate: str
    """What becomes of it, in words."""

    @classmethod
    def of(cls, part: Folded, line: int | None) -> SectionRow:
        rows = {
            "timeline": (part.entries, "timeline entr", "y", "ies"),
            "actions": (part.actions, "action item", "", "s"),
        }
        if part.kind not in rows:
            return cls(part.heading, line, "kept as text")
        count, noun, one, many = rows[part.kind]
        rest = " and text" if part.text else ""
        return cls(part.heading, line, f"{count} {noun}{one if count == 1 else many}{rest}")


class Preview:
    """Everything that the page beside the source needs."""

    def __init__(self, source: Source, proposal: Proposal, answers: Mapping[str, str]) -> None:
        self.source = source
        self.proposal = proposal
        self.answers = dict(answers)

    @cached_property
    def lines(self) -> list[Line]:
        return self.source.annotated(self.proposal)

    @property
    def lines_with_text(self) -> int:
        return sum(1 for line in self.source.text.split("\n") if line.strip())

    @cached_property
    def asked(self) -> list[Question]:
        """Questions with a field of their own on the page."""
        return [
            q for q in self.proposal.questions if q.about in ("date", "zone", "order", "year", "duration")
        ]

    @property
    def given(self) -> dict[str, str]:
        """Answers that have no field on the page, so that the next post still carries them."""
        fields = {"date", "zone"} | {q.key or q.about for q in self.asked}
        return {key: value for key, value in self.answers.items() if key not in fields}

    @property
    def clocks(self) -> list[ClockRow]:
        found = ((label, name, getattr(self.proposal, name)) for label, name in CLOCKS)
        return [
            ClockRow(label, name, clock, self._line(clock.span if clock else None))
            for label, name, clock in found
        ]

    @property
    def duration(self) -> dt.timedelta | None:
        minutes = self.proposal.duration_minutes
        return None if minutes is None else dt.timedelta(minutes=minutes)

    @property
    def facts(self) -> list[Fact]:
        labels = (("Impact", "impact"), ("Root cause", "root_cause"))
        values = ((label, name, getattr(self.proposal, name)) for label, name in labels)
        return [Fact(label, v.text, self._line(v.span), name) for label, name, v in values if v is not None]

    @cached_property
    def entries(self) -> list[EntryRow]:
        rows: list[EntryRow] = []
        day: dt.date | None = None
        for i, entry in enumerate(self.proposal.timeline):
            its_day = entry.at.day if entry.at else None
            first = its_day is not None and its_day != day
            undone = entry.step is not None and self.answers.get(entry.step) == "same_day"
            rows.append(EntryRow(i, entry, self._line(entry.span), its_day if first else None, undone))
            day = its_day or day
        return rows

    @property
    def sections(self) -> list[SectionRow]:
        parts = fold(self.source.text, self.proposal)
        return [SectionRow.of(part, self._line(part.span)) for part in parts]

    @property
    def actions(self) -> list[tuple[int, object, int | None]]:
        return [(i, action, self._line(action.span)) for i, action in enumerate(self.proposal.actions)]

    def _line(self, span: Span | None) -> int | None:
        return self.source.line_of(span)
