"""The source of a write-up, line by line, with the places marked that became values.

Pure: a text and its proposal in, lines out. The preview shows them beside the values.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from postmortems.exchange.parsing.proposal import Proposal, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line. `role`: time, fact, action, doubt or empty; `value`: what it became."""

    text: str
    role: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source. `value` names the entry or action that it belongs to, for the highlight."""

    number: int
    pieces: tuple[Piece, ...]
    value: str = ""

    @property
    def name(self) -> str:
        """As the page names it when it opens what the line can become."""
        return f"line {self.number}"


class Source:
    """A text that can tell the line of any character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0] + [i + 1 for i, character in enumerate(text) if character == "\n"]

    def line_of(self, span: Span | None) -> int | None:
        """The number, from 1, of the line on which `span` begins."""
        return bisect_right(self.starts, span.start) if span else None

    def begun_in(self, span: Span) -> list[int]:
        """Where the lines begin that begin inside `span`, after its first."""
        return self.starts[bisect_right(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def annotated(self, proposal: Proposal) -> list[Line]:
        """Every line with its pieces; what overlaps is marked once, the first in the order of telling."""
        marks = _apart(_marks(self.text, proposal))
        owners = sorted(_owners(proposal))
        begins = [span.start for span, _name in owners]
        ends = [*self.starts[1:], len(self.text) + 1]
        lines, first = [], 0
        for number, (start, after) in enumerate(zip(self.starts, ends, strict=True), 1):
            end = after - 1
            while first < len(marks) and marks[first][0].end <= start:
                first += 1
            # One after the other, since a slice of the marks for each line is the square of them.
            following = (marks[i] for i in range(first, len(marks)))
            pieces = _pieces(self.text, start, end, following)
            around = bisect_right(begins, start)
            lines.append(Line(number, pieces, _owner(owners[max(0, around - 1) : around + 1], start, end)))
        return lines


Mark = tuple[Span, str, str]


def _marks(text: str, proposal: Proposal) -> list[Mark]:
    found: list[Mark] = []
    for name in ("title", "impact", "root_cause", "severity"):
        value = getattr(proposal, name)
        if value is not None:
            found.append((value.span, "fact", name))
    found += [(figure.span, "fact", figure.name) for figure in proposal.figures]
    for entry in proposal.timeline:
        at = text.find(entry.written, entry.span.start, entry.span.end) if entry.written else -1
        if at >= 0:
            found.append((Span(at, at + len(entry.written)), "time", f"entry-{entry.span.start}"))
    for action in proposal.actions:
        found.append((action.span, "action", f"action-{action.span.start}"))
    for reference in proposal.references:
        found.append((reference.span, "fact", f"reference-{reference.span.start}"))
    clocks = (("started_at", proposal.started_at), ("ended_at", proposal.ended_at))
    # The time of an entry is marked as its own, also where a clock points at it.
    found += [
        (clock.span, "time", name) for name, clock in clocks if clock is not None and clock.entry is None
    ]
    if proposal.duration_stated is not None:
        found.append((proposal.duration_stated.span, "doubt", "duration"))
    return found


def _apart(marks: list[Mark]) -> list[Mark]:
    """Sorted, and without those that begin inside an earlier one; the narrower of two that share a start."""
    apart: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m[0].start, m[0].end)):
        if mark[0].end > mark[0].start and (not apart or apart[-1][0].end <= mark[0].start):
            apart.append(mark)
    return apart


def _owners(proposal: Proposal) -> list[tuple[Span, str]]:
    entries = [(entry.span, f"entry-{entry.span.start}") for entry in proposal.timeline]
    return entries + [(action.span, f"action-{action.span.start}") for action in proposal.actions]


def _owner(around: list[tuple[Span, str]], start: int, end: int) -> str:
    return next((name for span, name in around if span.start <= max(start, end - 1) and span.end > start), "")


def _pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    cuts: list[tuple[int, int, str, str]] = []
    for span, role, value in marks:
        if span.start >= end:
            break
        cuts.append((max(span.start, start), min(span.end, end), role, value))
    edges = [(start, start, "", ""), *cuts, (end, end, "", "")]
    pieces = []
    for left, right in pairwise(edges):
        if right[0] > left[1]:
            pieces.append(Piece(text[left[1] : right[0]]))
        if right[1] > right[0]:
            pieces.append(Piece(text[right[0] : right[1]], right[2], right[3]))
    return tuple(pieces)
