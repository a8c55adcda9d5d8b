"""The clocks and the facts of a record. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.exchange.parsing.proposal import Moment


@dataclass(frozen=True, slots=True)
class ClockRow:
    name: str
    moment: Moment | None
    value: str
    """The row in which its time stands, by the name with which the source marks it."""
    notes: tuple[str, ...]
    assumed: str = ""
    """What it rests on or lacks while a question is open, in words."""

    @property
    def anchor(self) -> str:
        """Its name as a place of the page; none where the row of its entry has that name."""
        return "" if self.value.startswith("entry-") else self.value

    @property
    def time(self) -> str:
        """Hours and minutes, or a dash for a bare day."""
        clock = self.moment.clock if self.moment else None
        return f"{clock:%H:%M}" if clock else "–"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in words. `name` is also the name by which the source marks it."""

    label: str
    text: str
    line: str | None
    name: str
