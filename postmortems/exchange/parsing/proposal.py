"""What reading a write-up gives: a proposal that a person confirms, every value beside its source.

Everything here is plain data, immutable, and knows nothing of the database or of the clock. A `Span` counts
characters of the text that was given to `read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from incidents.timeline.amounts import Amount


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[span.start:span.end]` is where a value stands in the source."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def as_list(self) -> list[int]:
        return [self.start, self.end]


@dataclass(frozen=True, slots=True)
class Value:
    """Words of the author and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as the text gives it: any of the three parts may be missing.

    `day` and `clock` are the author's own wall clock; `offset` is the distance from UTC that the label next
    to it, or the zone of the whole document, says.
    """

    day: date | None = None
    clock: time | None = None
    offset: timedelta | None = None
    label: str | None = field(default=None, compare=False)
    """The zone's label, as far as one is known."""

    @property
    def wall(self) -> datetime | None:
        """The naive local datetime, when both day and clock are known."""
        if self.day is None or self.clock is None:
            return None
        return datetime.combine(self.day, self.clock)

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC, or None while day, clock or zone is not known."""
        if self.wall is None or self.offset is None:
            return None
        return self.wall.replace(tzinfo=timezone(self.offset)).astimezone(UTC)

    def iso(self) -> str | None:
        """As the contract writes it: with an offset, without, a bare date or a bare time."""
        if self.wall is not None:
            aware = self.wall if self.offset is None else self.wall.replace(tzinfo=timezone(self.offset))
            return aware.isoformat()
        if self.day is not None:
            return self.day.isoformat()
        if self.clock is not None:
            return self.clock.isoformat("seconds" if self.clock.second else "minutes")
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the incident's clocks: its moment, where the text says so, and what was assumed."""

    moment: Moment
    span: Span
    notes: tuple[str, ...] = ()
    entry: int | None = None
    """Position in `Proposal.timeline` of the entry that gives this time, if one does."""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    key: str
    """One of summary, impact, root_cause, timeline, detection, resolution, actions, lessons, conclusion,
    references, other."""
    body: str
    """The author's own Markdown, without the heading."""
    span: Span
    """From the heading's first character to the end of the body."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    at: Moment | None
    end: Moment | None
    precision: str
    """second, minute, about, day, unknown."""
    written: str
    """The time as the author wrote it; empty when there is none."""
    text: str
    span: Span
    notes: tuple[str, ...] = ()
    kind: str = "other"
    """A guess from the words: detection, diagnosis, decision, action, mitigation, escalation, dead_end,
    recovery, communication, other. Not part of the JSON contract."""
    step: str | None = None
    """The key of the answer that undoes an assumed day (`answers[step] = "same_day"`); None when none was
    assumed. Also set after it was undone, so that a page can offer to assume it again."""


@dataclass(frozen=True, slots=True)
class Action:
    text: str
    kind: str | None
    """The heading or column that it stands under, such as "Improvements/Fixes", or None."""
    state: str
    """proposed or done."""
    owner: str | None
    due: str | None
    tracker: str | None
    """A ticket's key or URL."""
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    text: str
    url: str
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the text leaves open.

    `key` is what to give back: `read(text, answers={question.key: choice.value})`. It is `about` itself for
    what is asked once ("date", "zone", "duration", "order", "year"), `zone:CST` for what this label means, and
    `step:N` for the day of entry N.
    Without `choices` the answer is free: a date as YYYY-MM-DD, an IANA zone or an offset.
    """

    about: str
    text: str
    choices: tuple[Choice, ...] = ()
    key: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind of entry that is not called as shipped, as our own Markdown tells of it."""

    name: str
    slug: str
    shape: str
    means: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the impact, as our own forms tell it."""

    name: str
    """As in amounts.KINDS."""
    amount: Amount
    span: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """The whole write-up as it was understood. `as_dict` is the contract of `manage.py read --json`."""

    title: Value | None = None
    language: str = "en"
    zone: str | None = None
    zone_span: Span | None = None
    started_at: Clock | None = None
    detected_at: Clock | None = None
    ended_at: Clock | None = None
    duration_stated: Value | None = None
    duration_minutes: int | None = None
    severity: Value | None = None
    impact: Value | None = None
    root_cause: Value | None = None
    sections: tuple[Section, ...] = ()
    timeline: tuple[Entry, ...] = ()
    actions: tuple[Action, ...] = ()
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    questions: tuple[Question, ...] = ()
    unplaced: tuple[Span, ...] = field(default=())
    # Our own forms alone say these; they are not part of the JSON contract.
    acknowledged_at: Clock | None = None
    mitigated_at: Clock | None = None
    nature: str = "real"
    kinds: tuple[NamedKind, ...] = ()
    figures: tuple[Figure, ...] = ()
    currency: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "title": _words(self.title),
            "language": self.language,
            "zone": self.zone,
            "started_at": _iso(self.started_at),
            "detected_at": _iso(self.detected_at),
            "ended_at": _iso(self.ended_at),
            "duration_stated": _words(self.duration_stated),
            "duration_minutes": self.duration_minutes,
            "severity": _words(self.severity),
            "impact": _words(self.impact),
            "root_cause": _words(self.root_cause),
            "sections": [
                {"heading": s.heading, "key": s.key, "body": s.body, "span": s.span.as_list()}
                for s in self.sections
            ],
            "timeline": [_entry(e) for e in self.timeline],
            "actions": [
                {
                    "text": a.text,
                    "kind": a.kind,
                    "state": a.state,
                    "owner": a.owner,
                    "due": a.due,
                    "tracker": a.tracker,
                    "span": a.span.as_list(),
                }
                for a in self.actions
            ],
            "references": [{"text": r.text, "url": r.url} for r in self.references],
            "people": [{"name": p.name, "role": p.role} for p in self.people],
            "questions": [
                {
                    "about": q.about,
                    "text": q.text,
                    "choices": [{"value": c.value, "label": c.label} for c in q.choices],
                }
                for q in self.questions
            ],
            "unplaced": [s.as_list() for s in self.unplaced],
        }


def _words(value: Value | None) -> str | None:
    return None if value is None else value.text


def _iso(clock: Clock | None) -> str | None:
    return None if clock is None else clock.moment.iso()


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.iso() if entry.at else None,
        "end": entry.end.iso() if entry.end else None,
        "precision": entry.precision,
        "written": entry.written,
        "text": entry.text,
        "span": entry.span.as_list(),
        "notes": list(entry.notes),
    }
