"""A timeline as rows to show: day dividers, phases on the rail, gaps, ties. No Django.

An entry is anything with the names of a living one: `happened_at`, `ended_at`, `precision`, `kind`,
`key_moment`, `source`, `position`, `pk`; for the page also `kind_name` and `shape`. A published version's
frozen entries are such things too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .notes import Gap, Instants, gaps
from .wording import zone_of

CLOCKS = ("started", "detected", "acknowledged", "mitigated", "resolved")
#: A clock's chip that already says what the entry's kind would say.
SAYS_KIND = {"detected": "detection", "mitigated": "mitigation", "resolved": "recovery"}
#: From so many entries on, laying all of them out at once is felt.
LONG = 100
SOURCES = {"import": "Write-up", "alert": "Alert", "chat": "Chat"}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of whom only the name is known."""

    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else list(self.name[:2])
        return "".join(letters).upper()


@dataclass(slots=True)
class Row:
    """One entry and what stands around it."""

    entry: Any
    clocks: tuple[str, ...] = ()
    day: dt.date | None = None
    """Set when the date changes before this row."""
    gap: Gap | None = None
    """Set when there is a silence before this row."""
    phase: int = 0
    from_phase: int = 0
    first: bool = False
    last: bool = False
    end_day: dt.date | None = None
    """Set when the entry ends on another date."""
    before: Any = None
    """The entry before it, for "insert between"."""

    @property
    def number(self) -> str:
        """The entry's id, for an address."""
        return str(self.entry.pk)

    @property
    def classes(self) -> str:
        """Everything that its looks depend on, in one word each."""
        said = ["entry", *(["key"] if self.is_key else []), *([f"ph{self.phase}"] if self.phase else [])]
        if self.from_phase:
            said.append(f"from{self.from_phase}")
        return " ".join([*said, *(["first"] if self.first else []), *(["last"] if self.last else [])])

    @property
    def is_key(self) -> bool:
        return bool(self.entry.key_moment or self.clocks)

    @property
    def names_kind(self) -> bool:
        """Whether the kind's word is worth saying."""
        kind = self.entry.kind
        return kind != "other" and kind not in {SAYS_KIND.get(name) for name in self.clocks}

    @property
    def who(self) -> Any:
        """The author: a person here, or a name from elsewhere."""
        name = self.entry.author_name
        return getattr(self.entry, "author", None) or (Named(name) if name else None)

    @property
    def source(self) -> str:
        return SOURCES.get(self.entry.source, "")


@dataclass(slots=True)
class Timeline:
    """The rows with a time, then those without one."""

    rows: list[Row] = field(default_factory=list)
    undated: list[Row] = field(default_factory=list)
    start: dt.datetime | None = None
    zone: str = "UTC"

    @property
    def is_long(self) -> bool:
        """Whether a browser should lay out only what is near the window."""
        return self.count > LONG

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.undated)

    @property
    def entries(self) -> list[Any]:
        return [row.entry for row in (*self.rows, *self.undated)]


def phase_at(at: dt.datetime, instants: Instants) -> int:
    """1 undetected, 2 responding, 3 recovering, 0 outside or where the clocks do not say."""
    started, resolved = instants.get("started"), instants.get("resolved")
    detected = instants.get("detected") or instants.get("acknowledged")
    mitigated = instants.get("mitigated")
    if started is None or at < started or (resolved and at > resolved):
        return 0
    if mitigated and at >= mitigated:
        return 3
    if detected:
        return 2 if at >= detected else 1
    return 0


def build(
    entries: Iterable[Any], *, instants: Instants, zone: str, clocks: Mapping[int, Sequence[str]]
) -> Timeline:
    """The timeline of `entries`, which are in their order; `clocks` says which clocks point at which id."""
    entries = list(entries)
    dated = [entry for entry in entries if entry.happened_at is not None]
    silent = {gap.before.pk: gap for gap in gaps(dated, instants)}
    timeline = Timeline(start=instants.get("started"), zone=zone)
    for entry in dated:
        row = Row(entry, tuple(clocks.get(entry.pk, ())), gap=silent.get(entry.pk))
        _join(row, timeline.rows[-1] if timeline.rows else None, instants, zone)
        timeline.rows.append(row)
    if timeline.rows:
        timeline.rows[0].first = timeline.rows[-1].last = True
    timeline.undated = [Row(entry) for entry in entries if entry.happened_at is None]
    return timeline


def _join(row: Row, before: Row | None, instants: Instants, zone: str) -> None:
    entry, here = row.entry, zone_of(zone)
    day = entry.happened_at.astimezone(here).date()
    row.phase = phase_at(entry.happened_at, instants)
    if entry.ended_at is not None:
        end_day = entry.ended_at.astimezone(here).date()
        row.end_day = end_day if end_day != day else None
    if before is None:
        row.day = day
        return
    row.before = before.entry
    row.from_phase = before.phase if before.phase != row.phase else 0
    if before.entry.happened_at.astimezone(here).date() != day:
        row.day = day
