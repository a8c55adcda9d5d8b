"""A rearranged reading as the preview page shows it: rows with the lines of the source that they came from.

Pure: knows the arrangement and its source, neither requests nor the database.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from incidents.timeline.amounts import LABELS
from incidents.timeline.rows import phase_at
from postmortems.exchange.annotation import Line, Source
from postmortems.exchange.choosing import ASKED_AT_ONCE, NAMES, asked, lasted
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.laying import OWN, Asked, Laid, lay_out
from postmortems.exchange.parsing.proposal import Entry, Moment, Person, Proposal, Question, Span
from postmortems.exchange.rounds import Round
from postmortems.exchange.rowing import VALUES
from postmortems.exchange.sectioning import KEYS

from .doubt import Answered, Doubt, answered
from .face import face_of
from .lines import LineRow, line_rows
from .record import ClockRow, Fact
from .rest import ActionRow, ReferenceRow, SectionRow
from .timeline import Called, EntryRow

#: A list that nothing has to be decided about is shown so far; the text has all of it.
LISTED = 300


class Preview:
    """Everything that the page beside the source needs."""

    def __init__(
        self,
        source: Source,
        now: Round,
        moments: Mapping[str, Moment | None],
        kinds: Mapping[str, Called] | None = None,
        template: Sequence[Asked] = (),
        faces: Container[str] = (),
    ) -> None:
        #: Of the rows that the page has already; empty where a page is asked for.
        self.faces = faces
        #: The sections of the template that was chosen; empty where the text's own order stays.
        self.template = template
        #: What the administrators call the kinds of entry, and how they have them drawn.
        self.kinds = kinds or {}
        self.source = source
        self.round = now
        self.proposal: Proposal = now.proposal
        self.answers = dict(now.answers)
        self.moments = moments

    @cached_property
    def lines(self) -> list[Line]:
        return self.source.annotated(self.proposal)

    @cached_property
    def source_rows(self) -> list[LineRow]:
        return list(line_rows(self.lines, self.faces, self.round))

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
        return asked(self.proposal)[:ASKED_AT_ONCE]

    @property
    def later(self) -> int:
        """How many are asked once these are answered."""
        return len(asked(self.proposal)) - len(self.asked)

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
    def asks_elsewhere(self) -> bool:
        """Whether what is asked does not all stand right below its heading."""
        return len(self.asked) > 1 or any(question.about == "duration" for question in self.asked)

    @property
    def given(self) -> dict[str, str]:
        """Answers that have no field on the page, so that the next post still carries them."""
        fields = {"date", "zone"} | {q.key or q.about for q in self.asked}
        return {key: value for key, value in self.answers.items() if key not in fields}

    @cached_property
    def doubt(self) -> Doubt:
        return Doubt(asked(self.proposal), self.answers)

    @cached_property
    def assumed(self) -> str:
        """What times rest on or lack while questions are open, all together."""
        marks = [*(row.assumed for row in self.entries), *(clock.assumed for clock in self.clocks)]
        return ", ".join(dict.fromkeys(one for mark in marks if mark for one in mark.split(", ")))

    @property
    def dated(self) -> bool:
        """Whether a divider of a day stands above the entries, which says what they rest on."""
        return any(row.day for row in self.entries)

    @property
    def answered(self) -> list[Answered]:
        """Answers that have no field on the page any more."""
        places = self.round.places.items()
        open_ones = {q.key or q.about for q in self.asked}
        given = {key: value for key, value in self.answers.items() if key not in open_ones}
        return answered(given, {number: self._line(Span(place, place)) for number, place in places})

    @cached_property
    def clocks(self) -> list[ClockRow]:
        told = {"started": self.proposal.started_at, "detected": self.proposal.detected_at,
                "resolved": self.proposal.ended_at}  # fmt: skip
        rows = []
        for name in NAMES:
            clock = told.get(name)
            from_text = clock is not None and clock.moment == self.moments.get(name)
            value = {"started": "started_at", "resolved": "ended_at"}.get(name, "") if from_text else ""
            if clock and from_text and clock.entry is not None:
                value = f"entry-{self.proposal.timeline[clock.entry].span.start}"
            moment, notes = self.moments.get(name), clock.notes if clock and from_text else ()
            rows.append(ClockRow(name, moment, value, notes, self.doubt.on(moment)))
        return rows

    @property
    def duration(self) -> dt.timedelta | None:
        return lasted(self.moments)

    @property
    def facts(self) -> list[Fact]:
        found = ((VALUES[name], name, getattr(self.proposal, name)) for name in ("impact", "root_cause"))
        told = [Fact(label.capitalize(), v.text, self._line(v.span), name) for label, name, v in found if v]
        figures = self.proposal.figures
        return told + [Fact(LABELS[f.name], f.amount.shown, self._line(f.span), f.name) for f in figures]

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
        rows[-1:] = [replace(row, last=True) for row in rows[-1:]]
        return [self._faced(row) for row in rows]

    def _faced(self, row: EntryRow) -> EntryRow:
        """With its face, unless it is marked, open or in focus, which passes with the round."""
        if row.name in self.round.passing:
            return row
        face = face_of(row)
        return replace(row, face=face, kept=face in self.faces)

    def _entry(self, entry: Entry, day: dt.date | None, first: bool) -> EntryRow:
        undone = entry.step is not None and self.answers.get(entry.step) == "same_day"
        clocks = tuple(
            n for n, moment in self.moments.items() if moment and moment == entry.at and moment.clock
        )
        instant = entry.at.instant if entry.at else None
        phase = phase_at(instant, self.instants) if instant else 0
        parts = tuple((str(s), self._line(Span(s, s))) for s in self.source.begun_in(entry.span))
        assumed, asked = self.doubt.on(entry.at), self.asked_there.get(entry.span.start)
        called = self.kinds.get(entry.kind, Called(entry.kind, entry.kind))
        line = self._line(entry.span)
        return EntryRow(entry, line, day, undone, clocks, phase, parts, first, assumed, asked, called)

    @property
    def drawn(self) -> list[dict[str, object]]:
        """The entries as the picture of a timeline takes them."""
        return [
            {
                "happened_at": row.entry.at.instant,
                "shape": row.kind.shape,
                "kind_name": row.kind.name,
                "precision": row.entry.precision,
            }
            for row in self.entries
            if row.entry.at is not None and row.entry.at.instant is not None
        ]

    @cached_property
    def parts(self) -> list[Folded]:
        return fold(self.source.text, self.proposal, self.round.rearranged.arrangement)

    @cached_property
    def laid(self) -> list[Laid]:
        """The sections of the draft; those of the text where no template was chosen."""
        return lay_out(self.parts, self.template, self.round.rearranged.arrangement.placed)

    @property
    def lacking(self) -> list[Laid]:
        """Sections that the template requires and the text has nothing for."""
        return [one for one in self.laid if one.lacks]

    @cached_property
    def sections(self) -> list[SectionRow]:
        homes = {id(part): one for one in self.laid for part in one.holds}
        rows: list[SectionRow] = []
        for part in self.parts:
            home = homes[id(part)] if self.template else None
            rows.append(SectionRow.of(part, self._line(part.span), rows[-1] if rows else None, home))
        return rows

    @property
    def places(self) -> list[tuple[str, str]]:
        """Sections that lines or other sections may be put into."""
        return [(row.start, row.heading) for row in self.sections if row.start is not None]

    @property
    def own(self) -> str:
        """The value of a place for a section that stays one of its own."""
        return OWN

    @property
    def keys(self) -> list[tuple[str, str]]:
        return list(KEYS.items())

    @property
    def actions(self) -> list[ActionRow]:
        return [ActionRow(action, self._line(action.span)) for action in self.proposal.actions]

    @property
    def references(self) -> list[ReferenceRow]:
        return [ReferenceRow(one, self._line(one.span)) for one in self.proposal.references[:LISTED]]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.proposal.people[:LISTED]

    @property
    def said(self) -> str:
        """What has happened, for who does not see it; what was refused is said by itself."""
        now, done = self.round, self.last_move
        if now.said or now.opened or now.left:
            return ""
        if now.pressed == "undo" and now.undone:
            happened = f"Undone: {now.undone[-1].label.lower()}"
        elif now.pressed and done:
            happened = f"Made again: {done.lower()}" if now.pressed == "redo" else done
        else:
            happened = "Read again"
        counted = [
            _counted(len(self.entries), "entry", "entries"),
            _counted(len(self.proposal.actions), "action item", "action items"),
            _counted(len(self.sections), "section", "sections"),
        ]
        if self.asked:
            counted.append(f"{_counted(len(self.asked), 'thing', 'things')} to decide")
        return f"{happened}. {', '.join(counted)}."

    @property
    def last_move(self) -> str:
        moves = self.round.rearranged.moves
        return moves[-1].label if moves else ""

    def _line(self, span: Span | None) -> str | None:
        number = self.source.line_of(span)
        return None if number is None else str(number)


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
