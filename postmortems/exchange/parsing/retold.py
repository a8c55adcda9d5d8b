"""A timeline whose items are sentences, which tell their time in the middle or not at all."""

from __future__ import annotations

from dataclasses import replace

from . import running
from .candidates import Candidate
from .naming import plain
from .parts import Part
from .source import Line, Source
from .stamps import Stamp
from .titles import LABEL
from .told import nothing
from .words.clues import DURATION_LABELS

LONGEST_LINE = 2_000
"""Of a longer line its beginning is looked at."""


def retold(source: Source, part: Part, found: list[Candidate]) -> list[Candidate]:
    """The candidates with those items that begin with no time: all of them, or beside timed ones those with a time."""
    if part.key != "timeline" or (part.heading and part.heading.weak):
        return found
    taken = {candidate.line.index for candidate in found}
    timed = [c for c in found if c.form == "item" and (c.timed or c.stamp.day)]
    if any(c.form != "item" and c.timed for c in found) or any(
        line.row for line in source.lines[part.first : part.last]
    ):
        return found
    items = [line for line in _items(source, part) if line.index not in taken]
    made = [_candidate(line) for line in items]
    if part.heading and part.heading.brief:
        made = [candidate for candidate in made if candidate.timed]
    if len(timed) > 1:
        made = [
            candidate
            for candidate in made
            if candidate.timed and candidate.line.indent == timed[0].line.indent
        ]
    elif len(made) + len(timed) < 2:
        return found
    return sorted([*found, *made], key=lambda candidate: (candidate.line.index, candidate.inner))


def _items(source: Source, part: Part) -> list[Line]:
    """The list items that are not deeper than others."""
    items = [
        line for line in source.lines[part.first : part.last]
        if line.item and not (line.opaque or line.quoted or line.start < part.start or _says_no_event(line))
    ]  # fmt: skip
    top = min((line.indent for line in items), default=0)
    return [line for line in items if line.indent == top and line.words.strip(" *_")]


def _says_no_event(line: Line) -> bool:
    """ "None", "Total duration: two hours"."""
    label = LABEL.match(line.text, line.inner)
    return nothing(line.words) or (label is not None and plain(label.group("label")) in DURATION_LABELS)


def _candidate(line: Line) -> Candidate:
    """With the first time inside it: "The alert rang at 10:00 UTC"; with none where there is none."""
    inside = next((stamp for stamp in running.find(line.words[:LONGEST_LINE]) if stamp.clock), None)
    stamp = inside.moved(line.inner) if inside else Stamp(line.inner, line.inner)
    return Candidate(line, "item", replace(stamp, after=stamp.end), line.inner, told=True)
