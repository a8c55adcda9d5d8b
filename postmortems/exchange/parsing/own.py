"""Our own Markdown, read back exactly as it was written. Pure.

`archive.writing.markdown` says in the front matter that a text is its own, and by which word its comments are known.
A text that was changed so that this form no longer holds is read like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidents.timeline import amounts
from incidents.timeline.shapes import KIND_NAMES

from .proposal import Action, Clock, Entry, Figure, Moment, NamedKind, Proposal, Section, Span, Value

_FRONT = re.compile(r"---\nform: \"postmortems/1 (?P<mark>pm\d*)\"\n(?P<fields>(?:[a-z_]+: [^\n]*\n)*)---\n")
_FIELD = re.compile(r"([a-z_]+): ([^\n]*)\n")
_HEADING = re.compile(r"\n## (?P<heading>[^\n]*)\n")
CLOCK = r"\d\d:\d\d(?::\d\d)?(?: [+-]\d\d:\d\d)?"
ENTRY = re.compile(
    rf"(?:(?P<about>about )?(?P<day>\d{{4}}-\d\d-\d\d)(?: (?P<clock>{CLOCK}))?"
    rf"(?: to (?:(?P<end_day>\d{{4}}-\d\d-\d\d) )?(?P<end>{CLOCK}))?"
    r"|no time known|\((?P<written>[^\n]*?)\)): ?"
)
_KIND = re.compile(r"\*\*(?P<name>[^*\n]+)\.\*\* ")
_TERMS = re.compile(
    r" ?\((?P<kind>[a-z_]+); (?P<state>[a-z ]+)(?:; owner: (?P<owner>[^;()\n]*))?(?:; due: (?P<due>\d{4}-\d\d-\d\d))?"
    r"(?:; tracker: (?P<tracker>\S+))?\)\Z"
)
_CURRENCY = re.compile("[A-Z]{3}")
KINDS = {name: kind for kind, name in KIND_NAMES.items()}
KEYS = {"summary", "impact", "root_cause", "detection", "resolution", "lessons", "conclusion", "references"}


class NotOurs(Exception):
    """The text says that it is ours, and is not in our form."""


def is_ours(text: str) -> bool:
    return _FRONT.match(text) is not None


def read(text: str) -> Proposal | None:
    """The proposal of a text in our own form; None for any other."""
    front = _FRONT.match(text)
    return taken_apart(OwnText, text, front) if front else None


def taken_apart(form: type[OwnText], text: str, front: re.Match[str]) -> Proposal | None:
    """The proposal of a text that says it is ours; None where the form does not hold."""
    try:
        return form(text, front).proposal()
    except (NotOurs, AttributeError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError):
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """An item of a list with the lines below it, without their indent."""

    text: str
    span: Span


class OwnText:
    """One text of ours, on its way to a proposal."""

    def __init__(self, text: str, front: re.Match[str]) -> None:
        self.text, self.front = text, front
        self.fields: dict[str, Value] = {}
        self.kinds: list[NamedKind] = []
        for found in _FIELD.finditer(text, front.start("fields"), front.end("fields")):
            value = json.loads(found[2])
            if isinstance(value, str):
                self.fields[found[1]] = Value(value, Span(*found.span(2)))
            elif found[1] == "kinds":
                self.kinds = [NamedKind(name, *map(str, said)) for name, said in value.items()]
        self.slugs = KINDS | {kind.name: kind.slug for kind in self.kinds}
        self.zone = ZoneInfo(self.fields["zone"].text)
        self.entries: list[Entry] = []
        self.actions: list[Action] = []

    def proposal(self) -> Proposal:
        sections = list(self._sections())
        found = self.fields
        started, ended = self._clock("started"), self._clock("resolved")
        both = started and ended and started.moment.instant and ended.moment.instant
        gap = ended.moment.instant - started.moment.instant if both else None  # type: ignore[union-attr, operator]
        return Proposal(
            title=found.get("title"),
            zone=found["zone"].text,
            zone_span=found["zone"].span,
            started_at=started,
            detected_at=self._clock("detected"),
            ended_at=ended,
            duration_minutes=round(gap.total_seconds() / 60) if gap is not None else None,
            severity=found.get("severity"),
            impact=found.get("impact"),
            root_cause=found.get("root_cause"),
            sections=tuple(sections),
            timeline=tuple(self.entries),
            actions=tuple(self.actions),
            acknowledged_at=self._clock("acknowledged"),
            mitigated_at=self._clock("mitigated"),
            nature=found["nature"].text if "nature" in found else "real",
            kinds=tuple(self.kinds),
            figures=tuple(self._figures()),
            currency=self._currency(),
        )

    def _figures(self) -> Iterator[Figure]:
        """Those that can be read; one that somebody has spoilt stays in the text."""
        for name, kind in amounts.KINDS.items():
            if name not in self.fields:
                continue
            try:
                amount = amounts.read(self.fields[name].text, kind)
            except amounts.NotAnAmount:
                continue
            if amount is not None:
                yield Figure(name, amount, self.fields[name].span)

    def _currency(self) -> str:
        said = self.fields["currency"].text if "currency" in self.fields else ""
        return said if _CURRENCY.fullmatch(said) else ""

    def _clock(self, name: str) -> Clock | None:
        if name not in self.fields:
            return None
        value = self.fields[name]
        at = datetime.fromisoformat(value.text)
        moment = Moment(at.date(), at.time(), at.utcoffset())
        same = (n for n, entry in enumerate(self.entries) if entry.at and entry.at.instant == moment.instant)
        return Clock(moment, value.span, entry=next(same, None))

    def _sections(self) -> Iterator[Section]:
        """The facts, as one without a heading, then each section; its rows become entries and actions."""
        said = re.compile(rf"<!-- {self.front['mark']} (section (?P<kind>\w+) (?P<key>[\w-]*)|rows) -->\n")
        marks = list(said.finditer(self.text, self.front.end()))
        first = marks[0].start() if marks else len(self.text)
        yield Section("", "other", self.text[:first].rstrip(), Span(0, len(self.text[:first].rstrip())))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            end = following.start() if following else len(self.text)
            if mark["kind"]:
                rows = following if following and not following["kind"] else None
                after = next(
                    (m.start() for m in marks if m.start() > mark.start() and m["kind"]), len(self.text)
                )
                yield self._section(mark, end, rows, after)

    def _section(self, mark: re.Match[str], end: int, rows: re.Match[str] | None, after: int) -> Section:
        heading = _HEADING.match(self.text, mark.end() - 1)
        if heading is None:
            raise NotOurs
        body = self.text[heading.end() : end].strip("\n")
        if rows:
            read = self._entry if mark["kind"] == "timeline" else self._action
            for row in self._rows(rows.end(), after):
                read(row)
        kind, key = mark["kind"], mark["key"]
        known = kind if kind in ("timeline", "actions") else key if key in KEYS else "other"
        last = heading.start() + 1 + len(self.text[heading.start() + 1 : after].rstrip())
        return Section(heading["heading"], known, body, Span(heading.start() + 1, last))

    def _rows(self, start: int, end: int) -> Iterator[Row]:
        lines: list[str] = []
        begin = at = start
        for line in self.text[start:end].strip("\n").split("\n"):
            if line.startswith("- "):
                if lines:
                    yield Row("\n".join(lines), Span(begin, at - 1))
                begin, lines = at, [line[2:]]
            elif lines and (not line or line.startswith("  ")):
                lines.append(line[2:])
            elif line:
                raise NotOurs
            at += len(line) + 1
        if lines:
            yield Row("\n".join(lines), Span(begin, at - 1))

    def _entry(self, row: Row) -> None:
        found = ENTRY.match(row.text)
        if found is None:
            raise NotOurs
        text, kind = row.text[found.end() :], "other"
        named = _KIND.match(text)
        if named and named["name"] in self.slugs:
            text, kind = text[named.end() :], self.slugs[named["name"]]
        at = end = None
        precision = "unknown"
        if found["day"]:
            at = self._moment(found["day"], found["clock"])
            precision = "day" if found["clock"] is None else "about" if found["about"] else "minute"
            end = self._moment(found["end_day"] or found["day"], found["end"]) if found["end"] else None
        written = found["written"] or (found[0].rstrip(": ") if found["day"] else "")
        self.entries.append(Entry(at, end, precision, written, text, row.span, kind=kind))

    def _moment(self, day: str, clock: str | None) -> Moment:
        if clock is None:
            return Moment(date.fromisoformat(day))
        said, _, offset = clock.partition(" ")
        here = datetime.combine(date.fromisoformat(day), time.fromisoformat(said))
        if offset:
            return Moment(
                here.date(), here.time(), datetime.fromisoformat(f"{day}T00:00:00{offset}").utcoffset()
            )
        distance: timedelta | None = here.replace(tzinfo=self.zone).utcoffset()
        return Moment(here.date(), here.time(), distance)

    def _action(self, row: Row) -> None:
        box, text = row.text[:4], row.text[4:]
        terms = _TERMS.search(text)
        if box not in ("[ ] ", "[x] ") or terms is None:
            raise NotOurs
        state = "done" if box == "[x] " else "proposed"
        said = (terms["owner"], terms["due"], terms["tracker"])
        self.actions.append(Action(text[: terms.start()], terms["kind"], state, *said, row.span))
