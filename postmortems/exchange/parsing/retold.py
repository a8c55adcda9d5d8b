"""A timeline whose items are sentences, which tell their time in the middle or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import running
from .candidates import MARGIN, Candidate
from .naming import plain
from .parts import Part
from .source import Line, Source
from .stamps import Stamp
from .titles import LABEL
from .told import nothing
from .words.clues import DURATION_LABELS

LONGEST_LINE = 2_000
"""Of a longer line its beginning is looked at."""

FEWEST_LINES = 3
"""So many lines without list marks say that each of them is an entry."""
_LABELLED = re.compile(r"[ \t]*+[^\W\d_a-zß-ÿ][^:.!?\n]{1,40}:[ \t]+\S")


def retold(source: Source, part: Part, found: list[Candidate]) -> list[Candidate]:
    """The candidates with those items that begin with no time: all of them, or beside timed ones those with a time."""
    if part.key != "timeline" or (part.heading and part.heading.weak):
        return found
    if lines := _lines(source, part):
        found = _in_lines(lines, found)
    if not found and not any(line.item for line in source.lines[part.first : part.last]):
        told = [one for line in _sentences(source, part) if (one := _candidate(line, "plain")).timed]
        return told if len(told) > 1 else found
    if lines:
        return found
    taken = {candidate.line.index for candidate in found}
    timed = [c for c in found if c.form == "item" and (c.timed or c.stamp.day)]
    if any(c.form != "item" and c.timed for c in found) or any(
        line.row for line in source.lines[part.first : part.last]
    ):
        return found
    items = [line for line in _items(source, part, taken) if line.index not in taken]
    made = [_candidate(line) for line in items]
    if part.heading and part.heading.brief:
        made = [candidate for candidate in made if candidate.timed]
    if len(timed) == 1 and made and all(one.line.indent < timed[0].line.indent for one in made):
        _at_its_parent(found, made, timed[0])
    elif len(timed) > 1 and len(timed) >= len(made):
        made = [
            candidate
            for candidate in made
            if candidate.timed and candidate.line.indent == timed[0].line.indent
        ]
    elif len(made) + len(timed) < 2:
        return found
    return sorted([*found, *made], key=lambda candidate: (candidate.line.index, candidate.inner))


def _at_its_parent(found: list[Candidate], made: list[Candidate], deep: Candidate) -> None:
    """ "- **Detection:**" with "- 10:00 UTC" below it: the time of that item, and no entry of its own."""
    above = [one for one in made if one.line.index < deep.line.index]
    if above and not above[-1].timed and not deep.line.text[deep.stamp.after :].strip(" *_.:)"):
        found.remove(deep)
        made[len(above) - 1] = replace(above[-1], stamp=deep.stamp, below=deep.line)


def _lines(source: Source, part: Part) -> list[Line]:
    """The lines of a timeline that has neither items nor rows, where each begins a sentence; none in another."""
    lines = [
        line for line in source.lines[part.first : part.last] if not line.blank and line.start >= part.start
    ]
    for line in lines:
        if line.item or line.row or line.opaque or line.quoted or line.text[:1].islower():
            return []
    return lines if len(lines) >= FEWEST_LINES else []


def _in_lines(lines: list[Line], found: list[Candidate]) -> list[Candidate]:
    """Each line is an entry where each tells a clock, or where those without have labels: "Escalation: …"."""
    begun = [candidate for candidate in found if candidate.timed and not candidate.last]
    taken = {candidate.line.index for candidate in begun}
    made = [_candidate(line, "plain") for line in lines if line.index not in taken]
    if not made or not (all(c.timed for c in made) or _are_labelled(begun, [c.line for c in made])):
        return found
    return sorted([*begun, *made], key=lambda candidate: (candidate.line.index, candidate.inner))


def _are_labelled(begun: list[Candidate], rest: list[Line]) -> bool:
    """Labels beside no time at all, or most of more lines than there are times: "Misleading path: …"."""
    labels = sum(map(_labelled, rest))
    if not begun:
        return labels == len(rest)
    return len(begun) < len(rest) and not any(map(_says_no_event, rest)) and 2 * labels > len(rest)


def _labelled(line: Line) -> bool:
    return _LABELLED.match(line.text) is not None and not _says_no_event(line)


def _items(source: Source, part: Part, taken: set[int]) -> list[Line]:
    """The list items that are not deeper than others; those that are taken tell an event."""
    items = [
        line for line in source.lines[part.first : part.last]
        if line.item and not (line.opaque or line.quoted or line.start < part.start)
        and (line.index in taken or not _says_no_event(line))
    ]  # fmt: skip
    top = min((line.indent for line in items), default=0)
    return [line for line in items if line.indent == top and line.words.strip(" *_")]


def _sentences(source: Source, part: Part) -> Iterator[Line]:
    """Plain lines that begin a sentence: with a capital letter, and behind a blank line or a full stop."""
    above = None
    for line in source.lines[part.first : part.last]:
        begins = above is None or above.blank or above.text.rstrip(" *_").endswith((".", "!", "?", ":"))
        above = line
        shown = not (line.opaque or line.blank or line.quoted or line.row or line.start < part.start)
        if shown and begins and line.indent <= MARGIN and line.words.lstrip("*_ ")[:1].isupper():
            yield line


def _says_no_event(line: Line) -> bool:
    """ "None", "Total duration: two hours"."""
    label = LABEL.match(line.text, line.inner)
    return nothing(line.words) or (label is not None and plain(label.group("label")) in DURATION_LABELS)


def _candidate(line: Line, form: str = "item") -> Candidate:
    """With the first time inside it: "The alert rang at 10:00 UTC"; with none where there is none."""
    inside = next((stamp for stamp in running.find(line.words[:LONGEST_LINE]) if stamp.clock), None)
    stamp = inside.moved(line.inner) if inside else Stamp(line.inner, line.inner)
    return Candidate(line, form, replace(stamp, after=stamp.end), line.inner, told=True)
