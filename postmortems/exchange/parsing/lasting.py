"""How long the text says that it took: a labelled length, or one in the summary after "lasted"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from . import durations, running
from .naming import plain
from .parts import Part
from .source import Line, Source
from .stamps import Stamp
from .titles import LABEL
from .words.clues import DURATION_LABELS, INCIDENT, LASTED, MEASURES, TOOK

LONGEST_LINE = 4_000
_FOR = re.compile(r"\bfor[ ]?$")
LOOK_BACK = 60
BEHIND = 24
"""So far behind a range of clocks its length may stand."""


@dataclass(frozen=True, slots=True)
class Lasting:
    start: int
    end: int
    minutes: float
    """0 where the words hold no number."""
    about: bool
    label: str | None = None

    @property
    def measure(self) -> bool:
        """A figure such as "Time to repair", which need not run from start to end."""
        return self.label in MEASURES


def lead_lines(source: Source, parts: list[Part]) -> Iterator[Line]:
    """The lines of the summary and of what stands before any section."""
    for part in parts:
        if part.key in ("summary", "impact") or part.heading is None or plain(part.title) in DURATION_LABELS:
            for line in source.lines[part.first : part.last]:
                if not line.opaque and not line.row:
                    yield line


def stated(source: Source, parts: list[Part]) -> Lasting | None:
    """A label's length, a "time to resolve" before a "time to repair"; else the summary's."""
    labelled = list(_labelled(source))
    counted = [lasting for lasting in labelled if lasting.minutes]
    if counted:
        return min(counted, key=lambda lasting: (_rank(lasting.label), lasting.start))
    return next(_told(source, parts), None) or next(iter(labelled), None)


def _rank(label: str | None) -> int:
    return 0 if label not in MEASURES else 1 + MEASURES.index(label or "")


def _labelled(source: Source) -> Iterator[Lasting]:
    for line in source.lines:
        if line.opaque or len(line.text) > LONGEST_LINE:
            continue
        found = LABEL.match(line.text, line.inner)
        if found and plain(found.group("label")) in DURATION_LABELS:
            yield from _value(line, found.start("value"), plain(found.group("label")))
        elif plain(line.text) in DURATION_LABELS and line.index + 1 < len(source.lines):
            below = source.lines[line.index + 1]
            yield from (value for value in _value(below, 0, plain(line.text)) if value.minutes)


def _value(line: Line, at: int, label: str) -> Iterator[Lasting]:
    length = next(_lengths(line.text[at:]), None)
    if length:
        start = line.start + at
        yield Lasting(start + length.start, start + length.end, length.minutes, length.about, label)
    elif len(line.text[at:].strip(" ?-*_`")) > 2:
        yield Lasting(line.start + at, line.start + len(line.text.rstrip()), 0, True, label)


def _clocks(text: str) -> list[Stamp]:
    """The times that "14h" could be part of."""
    return [s for s in running.find(text) if s.clock and (s.day or s.zone or s.end_clock or s.half)]


def _lengths(text: str) -> Iterator[durations.Length]:
    """Lengths of time that are no part of a clock: of "14h00 à 16h00 (2 heures)" the last."""
    clocks = _clocks(text)
    ends = [clock.end for clock in clocks]
    for length in durations.find(text):
        nearest = bisect_right(ends, length.start)
        if nearest == len(clocks) or clocks[nearest].start >= length.end:
            yield length


def _of_something_else(before: str) -> bool:
    """ "A login took a minute" is how slow it was, unless it is the incident that took it."""
    took = TOOK.search(before)
    return took is not None and not INCIDENT.search(before)


def _told(source: Source, parts: list[Part]) -> Iterator[Lasting]:
    for line in lead_lines(source, parts):
        text = line.text[:LONGEST_LINE]
        for length in _lengths(text):
            before = text[max(0, length.start - LOOK_BACK) : length.end]
            about = length.about and _stands_for_it(before, length)
            if about or (LASTED.search(before) and not _of_something_else(before)):
                start = line.start + length.start
                yield Lasting(start, line.start + length.end, length.minutes, length.about)


def _stands_for_it(before: str, length: durations.Length) -> bool:
    """ "for about 3 hours", "from 19:00 to 20:45 UTC, about 3 hours"."""
    ahead = before[: length.start - length.end]
    return _FOR.search(ahead) is not None or any(
        clock.end_clock and clock.end + BEHIND >= len(ahead) for clock in _clocks(ahead)
    )
