"""How a reading stands at one moment between moves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from postmortems.exchange.moves import Refused
from postmortems.exchange.parsing import Action, Clock, Entry, Proposal, Section, Span
from postmortems.exchange.parsing.bounds import FROM_FIRST, FROM_LAST

#: Where lines are carried that become references, when no section is theirs yet.
REFERENCES = -2

Row = TypeVar("Row", Entry, Action)


@dataclass(frozen=True, slots=True)
class Carried:
    """Lines that stand in another section than the one around them."""

    span: Span
    into: int
    """Where that section begins in the source, or REFERENCES."""


@dataclass(frozen=True)
class Arrangement:
    """A proposal, and what a person said about it that a proposal has no place for."""

    text: str
    proposal: Proposal
    headings: Mapping[int, str] = field(default_factory=dict)
    """Section, by where it begins → the heading that a person gave it."""
    into: Mapping[int, int] = field(default_factory=dict)
    """Section → the section that it now stands in."""
    carried: tuple[Carried, ...] = ()
    placed: Mapping[int, str] = field(default_factory=dict)
    """Section → the key of the template's section that it stands in; see `laying`."""
    reworded: frozenset[tuple[str, int]] = frozenset()
    """Rows in the words of a person; their passage is told by their span."""

    def section_at(self, place: int) -> Section:
        """The section that begins at `place`. Raises Refused."""
        for section in self.proposal.sections:
            if section.span.start == place:
                return section
        raise Refused("That section is not there any more.")

    def section_around(self, place: int) -> Section | None:
        found = [
            s for s in self.proposal.sections if s.span.start <= place < max(s.span.end, s.span.start + 1)
        ]
        return found[-1] if found else None

    def entry_at(self, place: int) -> Entry:
        return _row_at(self.proposal.timeline, place, "That entry is not there any more.")

    def action_at(self, place: int) -> Action:
        return _row_at(self.proposal.actions, place, "That action item is not there any more.")

    def with_entries(self, entries: list[Entry]) -> Arrangement:
        """With this timeline, in the order of the text."""
        ordered = tuple(sorted(entries, key=lambda entry: entry.span.start))
        return replace(self, proposal=replace(self.proposal, timeline=ordered))

    def with_actions(self, actions: list[Action]) -> Arrangement:
        ordered = tuple(sorted(actions, key=lambda action: action.span.start))
        return replace(self, proposal=replace(self.proposal, actions=ordered))


def _row_at(rows: tuple[Row, ...], place: int, sentence: str) -> Row:
    for row in rows:
        if row.span.start == place:
            return row
    raise Refused(sentence)


def passage(now: Arrangement, start: int, end: int) -> Span:
    """The stretch that a move is about, without blanks around it. Raises Refused for none."""
    text = now.text
    inside = text[max(start, 0) : max(end, 0)] if 0 <= start < end <= len(text) else ""
    if not inside.strip():
        raise Refused("There are no words in these lines.")
    begin = start + len(inside) - len(inside.lstrip())
    return Span(begin, start + len(inside.rstrip()))


def cleared(now: Arrangement, span: Span) -> Arrangement:
    """With nothing but text in `span`. Raises Refused where something reaches beyond it."""
    rows: list[Entry | Action | Carried] = [*now.proposal.timeline, *now.proposal.actions, *now.carried]
    for held in rows:
        over = held.span.start < span.end and held.span.end > span.start
        if over and not (span.start <= held.span.start and held.span.end <= span.end):
            raise Refused("A row reaches beyond these lines. Part it first, or put it back into the text.")

    def outside(held: Entry | Action | Carried) -> bool:
        return held.span.end <= span.start or held.span.start >= span.end

    kept = replace(now, carried=tuple(carried for carried in now.carried if outside(carried)))
    kept = kept.with_entries([entry for entry in now.proposal.timeline if outside(entry)])
    return kept.with_actions([action for action in now.proposal.actions if outside(action)])


def settled(now: Arrangement, read: Proposal) -> Arrangement:
    """With clocks, duration and questions that follow from the entries as they now stand."""
    clocks: dict[str, Any] = {
        name: _followed(getattr(read, name), read, now)
        for name in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "ended_at")
    }
    proposal = replace(
        now.proposal,
        **clocks,
        duration_minutes=_minutes(clocks["started_at"], clocks["ended_at"], read),
        questions=tuple(q for q in read.questions if not _moot(q.key, read, now)),
    )
    return replace(now, proposal=proposal)


def _followed(clock: Clock | None, read: Proposal, now: Arrangement) -> Clock | None:
    """The clock, pointing at its entry where that now stands; its own time where the entry is gone."""
    if clock is None or clock.entry is None:
        return clock
    start = read.timeline[clock.entry].span.start
    for number, entry in enumerate(now.proposal.timeline):
        if entry.span.start == start and entry.at is not None and entry.at.iso() is not None:
            same = entry.at == read.timeline[clock.entry].at
            # The clock of a range's end keeps that end while its entry keeps its time.
            return replace(clock, entry=number, moment=clock.moment if same else entry.at)
    dated = [n for n, e in enumerate(now.proposal.timeline) if e.at is not None and e.at.wall is not None]
    ends = {FROM_FIRST: dated[:1], FROM_LAST: dated[-1:]}
    for number in next((ends[note] for note in clock.notes if note in ends), []):
        # It was the first or the last entry only for being that; now another is.
        entry = now.proposal.timeline[number]
        return replace(clock, entry=number, moment=entry.at or clock.moment, span=entry.span)
    return replace(clock, entry=None)


def _minutes(started: Clock | None, ended: Clock | None, read: Proposal) -> int | None:
    if (started, ended) == (read.started_at, read.ended_at):
        return read.duration_minutes
    begin, end = (clock.moment if clock else None for clock in (started, ended))
    if begin is None or end is None or begin.wall is None or end.wall is None:
        return None
    exact = begin.instant is not None and end.instant is not None
    span = end.instant - begin.instant if exact else end.wall - begin.wall  # type: ignore[operator]
    minutes = int(span.total_seconds() // 60)
    return minutes if minutes >= 0 else None


def _moot(key: str, read: Proposal, now: Arrangement) -> bool:
    """Whether a question is about the day of an entry that is gone or has been given its time."""
    number = key.partition(":")[2]
    if not number.isdigit() or int(number) >= len(read.timeline):
        return False
    asked = read.timeline[int(number)]
    return not any(entry.span == asked.span and entry.at == asked.at for entry in now.proposal.timeline)
