"""What has happened to the record since a version was published, in one sentence. Pure.

A version stays as it was. So that nobody takes it for the record as it stands, its page says when that went on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from incidents.timeline.wording import duration

DURATIONS = {
    "time to detect": ("started", "detected"),
    "time to acknowledge": ("detected", "acknowledged"),
    "time to mitigate": ("started", "mitigated"),
    "time to resolve": ("started", "resolved"),
}

Clocks = Mapping[str, datetime | None]


def since(version: int, then: Clocks, now: Clocks, *, entries: int, details: bool) -> str:
    """ "The record has changed since version 1 was published: 2 entries changed, time to resolve is now 1 h 10 min."

    `entries` is how many were added, corrected or taken away; `details` whether what stands beside the timeline was
    corrected. Nothing when the record is as it was.
    """
    said = []
    if entries:
        said.append(f"{entries} {'entry' if entries == 1 else 'entries'} changed")
    said += _clocks(then, now)
    if details:
        said.append("the details were corrected")
    return f"The record has changed since version {version} was published: {', '.join(said)}." if said else ""


def _clocks(then: Clocks, now: Clocks) -> Iterator[str]:
    differs = False
    for words, (begin, end) in DURATIONS.items():
        before, after = _span(then, begin, end), _span(now, begin, end)
        if before != after:
            differs = True
            yield (
                f"{words} is now {duration(after)}" if after is not None else f"{words} is not known any more"
            )
    moved = [name for name, at in now.items() if then.get(name) != at]
    if moved and not differs:
        yield "the clocks moved" if len(moved) > 1 else f"{moved[0]} moved"


def _span(clocks: Clocks, begin: str, end: str) -> timedelta | None:
    first, last = clocks.get(begin), clocks.get(end)
    return last - first if first and last else None
