"""Entries, each with what its time rests on. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from postmortems.exchange.parsing.proposal import Entry, Question

from .menu import Menu


class Called(NamedTuple):
    """A kind as the administrators have it."""

    name: str
    shape: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    entry: Entry
    line: str | None
    day: dt.date | None
    """Set on the first entry of a day, for the divider above it."""
    undone: bool
    """The assumed next day was taken back by the person."""
    clocks: tuple[str, ...]
    phase: int
    parts: tuple[tuple[str, str | None], ...]
    """Where it may be parted: place in the source and number of each further line."""
    first: bool
    assumed: str
    """What its time rests on or lacks while a question is open, in words."""
    asked: Question | None
    """What is asked about its day or its year alone."""
    kind: Called
    last: bool = False
    face: str = ""
    kept: bool = False
    """The page has it already; see `face`."""

    @property
    def start(self) -> str:
        return str(self.entry.span.start)

    @property
    def name(self) -> str:
        return f"entry {self.start}"

    @property
    def menu(self) -> Menu:
        return Menu(f"Change the entry of line {self.line}", "Correct it", self.name, self.changes)

    @property
    def changes(self) -> list[tuple[str, str]]:
        start = self.start
        joined = [] if self.first else [(f"merge {start}", "Join to the one before")]
        parted = [(f"split {start} {place}", f"Part at line {line}") for place, line in self.parts]
        return [
            *joined,
            *parted,
            (f"action {start} {self.entry.span.end}", "Make it an action item"),
            (f"plain {start} what=entry", "Put back into the text"),
        ]

    @property
    def time(self) -> str:
        moment = self.entry.at
        if moment is None or moment.iso() is None:
            return "no time"
        return f"{moment.clock:%H:%M}" if moment.clock else "that day"

    @property
    def written(self) -> str:
        """The time in its author's words, where they are not those that it is shown in."""
        return "" if self.entry.written == self.time else self.entry.written

    @property
    def notes(self) -> list[str]:
        """What the reader says of it, without the assumed day, which the divider says and undoes."""
        return [note for note in self.entry.notes if self.day is None or self.entry.step is None]

    @property
    def is_undated(self) -> bool:
        return self.entry.at is None or self.entry.at.iso() is None
