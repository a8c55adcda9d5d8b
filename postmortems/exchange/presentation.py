"""A rearranged reading as the preview page shows it: rows with the lines of the source that they came from.

Pure: knows the arrangement and its source, neither requests nor the database.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from incidents.timeline.rows import phase_at
from postmortems.exchange.annotation import Line, Source
from postmortems.exchange.choosing import NAMES, lasted
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.parsing.proposal import Action, Entry, Moment, Proposal, Question, Reference, Span
from postmortems.exchange.rounds import Round
from postmortems.exchange.rowing import VALUES
from postmortems.exchange.sectioning import KEYS

#: Questions with a field of their own on the page.
ASKED = ("date", "zone", "order", "year", "duration")
#: What is said of a value that rests on a question that is still open.
RESTS_ON = {
    "zone": "zone assumed",
    "date": "date assumed",
    "order": "day and month assumed",
    "year": "year assumed",
}


@dataclass(frozen=True, slots=True)
class ClockRow:
    name: str
    moment: Moment | None
    value: str
    """The row in which its time stands, by the name with which the source marks it."""
    notes: tuple[str, ...]

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
    """What its time rests on while a question is open, in words."""
    asked: Question | None
    """What is asked about its day or its year alone."""
    kind_name: str

    @property
    def start(self) -> str:
        return str(self.entry.span.start)

    @property
    def name(self) -> str:
        return f"entry {self.start}"

    @property
    def time(self) -> str:
        moment = self.entry.at
        if moment is None or moment.iso() is None:
            return "no time"
        return f"{moment.clock:%H:%M}" if moment.clock else "that day"

    @property
    def notes(self) -> list[str]:
        """What the reader says of it, without the assumed day, which the divider says and undoes."""
        return [note for note in self.entry.notes if self.day is None or self.entry.step is None]

    @property
    def is_undated(self) -> bool:
        return self.entry.at is None or self.entry.at.iso() is None


@dataclass(frozen=True, slots=True)
class ActionRow:
    action: Action
    line: str | None

    @property
    def start(self) -> str:
        return str(self.action.span.start)

    @property
    def name(self) -> str:
        return f"action {self.start}"


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    reference: Reference
    line: str | None

    @property
    def start(self) -> str:
        return str(self.reference.span.start)

    @property
    def name(self) -> str:
        return f"reference {self.start}"


@dataclass(frozen=True, slots=True)
class SectionRow:
    heading: str
    line: str | None
    start: str | None
    """Where it begins in the source; None for a block that no heading asked for."""
    key: str
    text: str
    fate: str
    """What becomes of it, in words."""
    before: str | None
    """The section that it could be joined to."""
    inside: tuple[tuple[str, str], ...] = ()
    """Sections of the text that stand in it and could stand on their own: place and heading."""

    @property
    def name(self) -> str:
        return f"section {self.start}"

    @classmethod
    def of(cls, part: Folded, line: str | None, before: SectionRow | None) -> SectionRow:
        fate, start = "kept as text", str(part.span.start) if part.span else None
        if part.kind == "timeline":
            fate = f"{part.entries} timeline entr{'y' if part.entries == 1 else 'ies'}"
        elif part.kind == "actions":
            fate = f"{part.actions} action item{'' if part.actions == 1 else 's'}"
        rest = " and text" if part.kind != "text" and part.text else ""
        joins = before.start if before else None
        folded = tuple((str(one.span.start), one.heading) for one in part.inside[1:] if one.heading)
        return cls(part.heading, line, start, part.key, part.text, fate + rest, joins, folded)


class Preview:
    """Everything that the page beside the source needs."""

    def __init__(
        self,
        source: Source,
        now: Round,
        moments: Mapping[str, Moment | None],
        kinds: Mapping[str, str] | None = None,
    ) -> None:
        #: What the administrators call the kinds of entry.
        self.kinds = kinds or {}
        self.source = source
        self.round = now
        self.proposal: Proposal = now.proposal
        self.answers = dict(now.answers)
        self.moments = moments

    @cached_property
    def lines(self) -> list[Line]:
        return self.source.annotated(self.proposal)

    @property
    def lines_with_text(self) -> int:
        return sum(1 for line in self.source.text.split("\n") if line.strip())

    @cached_property
    def standing(self) -> list[tuple[int, str]]:
        """In how many lines with text stands what, for the sentence that none is lost."""
        fates = Counter(
            line.value.split("-")[0] or "section"
            for line in self.lines
            if any(piece.text.strip() for piece in line.pieces)
        )
        words = {"entry": "on the timeline", "action": "as action items", "section": "in the sections"}
        return [(fates[fate], said) for fate, said in words.items() if fates[fate]]

    @cached_property
    def asked(self) -> list[Question]:
        """Questions with a field of their own on the page."""
        return [q for q in self.proposal.questions if q.about in ASKED]

    @cached_property
    def asked_there(self) -> dict[int, Question]:
        """Questions about one entry's day or year, by where the entry begins."""
        numbered = ((q.key.partition(":")[2], q) for q in self.asked if ":" in q.key)
        return {
            self.round.places[int(number)]: question
            for number, question in numbered
            if number.isdecimal() and int(number) in self.round.places
        }

    @property
    def given(self) -> dict[str, str]:
        """Answers that have no field on the page, so that the next post still carries them."""
        fields = {"date", "zone"} | {q.key or q.about for q in self.asked}
        return {key: value for key, value in self.answers.items() if key not in fields}

    @cached_property
    def assumed(self) -> str:
        """What every time rests on while questions are open that have been answered for the person."""
        open_ones = [q.about for q in self.asked if q.choices and (q.key or q.about) not in self.answers]
        return ", ".join(dict.fromkeys(RESTS_ON[a] for a in open_ones if a in RESTS_ON and a != "order")) or (
            RESTS_ON["order"] if any(q.key == "order" for q in self.asked) else ""
        )

    @cached_property
    def clocks(self) -> list[ClockRow]:
        told = {"started": self.proposal.started_at, "detected": self.proposal.detected_at,
                "resolved": self.proposal.ended_at}  # fmt: skip
        rows = []
        for name in NAMES:
            clock = told.get(name)
            from_text = clock is not None and clock.moment == self.moments.get(name)
            value = {"started": "started_at", "resolved": "ended_at"}.get(name, "") if from_text else ""
            rows.append(
                ClockRow(name, self.moments.get(name), value, clock.notes if clock and from_text else ())
            )
        return rows

    @property
    def duration(self) -> dt.timedelta | None:
        return lasted(self.moments)

    @property
    def facts(self) -> list[Fact]:
        found = ((VALUES[name], name, getattr(self.proposal, name)) for name in ("impact", "root_cause"))
        return [Fact(label.capitalize(), v.text, self._line(v.span), name) for label, name, v in found if v]

    @property
    def instants(self) -> dict[str, dt.datetime | None]:
        return {name: moment.instant if moment else None for name, moment in self.moments.items()}

    @cached_property
    def entries(self) -> list[EntryRow]:
        rows: list[EntryRow] = []
        day: dt.date | None = None
        for entry in self.proposal.timeline:
            its_day = entry.at.day if entry.at else None
            first = its_day is not None and its_day != day
            rows.append(self._entry(entry, its_day if first else None, not rows))
            day = its_day or day
        return rows

    def _entry(self, entry: Entry, day: dt.date | None, first: bool) -> EntryRow:
        undone = entry.step is not None and self.answers.get(entry.step) == "same_day"
        clocks = tuple(
            n for n, moment in self.moments.items() if moment and moment == entry.at and moment.clock
        )
        instant = entry.at.instant if entry.at else None
        phase = phase_at(instant, self.instants) if instant else 0
        starts = [s for s in self.source.starts if entry.span.start < s < entry.span.end]
        parts = tuple((str(s), self._line(Span(s, s))) for s in starts)
        assumed = self.assumed if entry.at is not None and entry.at.clock else ""
        asked = self.asked_there.get(entry.span.start)
        called = self.kinds.get(entry.kind, entry.kind)
        line = self._line(entry.span)
        return EntryRow(entry, line, day, undone, clocks, phase, parts, first, assumed, asked, called)

    @property
    def drawn(self) -> list[dict[str, object]]:
        """The entries as the picture of a timeline takes them."""
        return [
            {"happened_at": e.at.instant, "kind": e.kind, "precision": e.precision}
            for e in self.proposal.timeline
            if e.at is not None and e.at.instant is not None
        ]

    @cached_property
    def sections(self) -> list[SectionRow]:
        parts = fold(self.source.text, self.proposal, self.round.rearranged.arrangement)
        rows: list[SectionRow] = []
        for part in parts:
            rows.append(SectionRow.of(part, self._line(part.span), rows[-1] if rows else None))
        return rows

    @property
    def places(self) -> list[tuple[str, str]]:
        """Sections that lines or other sections may be put into."""
        return [(row.start, row.heading) for row in self.sections if row.start is not None]

    @property
    def keys(self) -> list[tuple[str, str]]:
        return list(KEYS.items())

    @property
    def actions(self) -> list[ActionRow]:
        return [ActionRow(action, self._line(action.span)) for action in self.proposal.actions]

    @property
    def references(self) -> list[ReferenceRow]:
        return [ReferenceRow(one, self._line(one.span)) for one in self.proposal.references]

    @property
    def last_move(self) -> str:
        moves = self.round.rearranged.moves
        return moves[-1].label if moves else ""

    def _line(self, span: Span | None) -> str | None:
        number = self.source.line_of(span)
        return None if number is None else str(number)
