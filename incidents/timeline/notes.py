"""What looks odd about a timeline, each as a sentence with a place to look. It never blocks. No Django."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .wording import clocktime, duration, zone_word

#: A silence longer than this, while people were at work on it, deserves a question.
SILENCE = dt.timedelta(minutes=30)

Instants = Mapping[str, dt.datetime | None]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, where its link leads ("clocks", "new", "before", or an entry's id) and what the link says."""

    text: str
    about: str | int
    link: str

    @property
    def anchor(self) -> str:
        """The id of the entry, for an address."""
        return str(self.about)


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two entries."""

    after: Any
    before: Any
    span: dt.timedelta

    @property
    def text(self) -> str:
        minutes = int(self.span.total_seconds() // 60)
        spelled = f"{minutes}\u00a0minutes" if minutes < 60 else duration(self.span)
        return f"{spelled} with nothing recorded."


def gaps(entries: Iterable[Any], instants: Instants) -> list[Gap]:
    """Silences over half an hour between detection and mitigation. `entries` are in their order."""
    detected = instants.get("detected")
    ended = instants.get("mitigated") or instants.get("resolved")
    if detected is None or ended is None:
        return []
    found: list[Gap] = []
    last: Any = None
    reached: dt.datetime | None = None
    for entry in entries:
        if entry.happened_at is None or entry.precision == "day":
            continue
        if reached is not None and reached >= detected and entry.happened_at <= ended:
            span = entry.happened_at - reached
            if span > SILENCE:
                found.append(Gap(last, entry, span))
        end = entry.ended_at or entry.happened_at
        if reached is None or end >= reached:
            last, reached = entry, end
    return found


def notes(entries: Sequence[Any], instants: Instants, zone: str) -> list[Note]:
    """Every note on a timeline; `zone` is the one that its times are said in. Many of a sort are one sentence."""
    return [
        *_clocks(instants, zone),
        *_detection(entries, instants, zone),
        *_silences(entries, instants, zone),
        *_outside(entries, instants, zone),
        *_disorder(entries, zone),
        *_unsaid(entries),
    ]


def _said(at: dt.datetime, zone: str) -> str:
    return f"{clocktime(at, zone)}\u00a0{zone_word(zone, at)}"


def _clocks(instants: Instants, zone: str) -> Iterator[Note]:
    for later, earlier in (("resolved", "detected"), ("mitigated", "detected"), ("resolved", "mitigated")):
        after, before = instants.get(later), instants.get(earlier)
        if after and before and after < before:
            yield Note(
                f"{later.capitalize()}, {_said(after, zone)}, is before {earlier}, {_said(before, zone)}.",
                "clocks",
                "Look at the clocks",
            )


def _detection(entries: Sequence[Any], instants: Instants, zone: str) -> Iterator[Note]:
    """How it was detected, and what was there before that."""
    detected = instants.get("detected")
    told = any(
        getattr(entry, "counts_as", entry.kind) == "detection"
        or "detected" in (getattr(entry, "pointed", None) or ())
        for entry in entries
    )
    if not entries:
        return
    if not told:
        text = (
            f"It was detected at {_said(detected, zone)}, and no entry says how."
            if detected
            else "Nothing here says how and when it was detected."
        )
        yield Note(text, "new", "Add the detection")
    if detected and not any(e.happened_at and e.happened_at < detected for e in entries):
        text = f"Nothing is recorded before the detection, {_said(detected, zone)}."
        yield Note(text, "before", "Add what went before")


def _silences(entries: Sequence[Any], instants: Instants, zone: str) -> Iterator[Note]:
    found = gaps([entry for entry in entries if entry.happened_at], instants)
    if not found:
        return
    longest = max(found, key=lambda gap: gap.span)
    since = _said(longest.after.ended_at or longest.after.happened_at, zone)
    span = f"{duration(longest.span)}, from {since}."
    if len(found) == 1:
        text = f"Between detection and mitigation nothing is recorded for {span}"
    else:
        often = f"{len(found)} times for more than half an hour"
        text = f"Between detection and mitigation nothing is recorded {often}, the longest {span}"
    yield Note(text, longest.after.pk, "Look at it" if len(found) == 1 else "Look at the longest")


def _outside(entries: Sequence[Any], instants: Instants, zone: str) -> Iterator[Note]:
    started, resolved = instants.get("started"), instants.get("resolved")
    timed = [e for e in entries if e.happened_at and e.precision != "day"]
    early = [e for e in timed if started and e.happened_at < started]
    late = [e for e in timed if resolved and e.happened_at > resolved]
    for found, where, clock in (
        (early, "before it started", started),
        (late, "after it was resolved", resolved),
    ):
        if not found or clock is None:
            continue
        first = found[0]
        if len(found) == 1:
            text = f"One entry, {_said(first.happened_at, zone)}, is {where}, {_said(clock, zone)}."
        else:
            text = f"{len(found)} entries are {where}, {_said(clock, zone)}."
        yield Note(text, first.pk, "Look at it" if len(found) == 1 else "Look at the first")


def _disorder(entries: Sequence[Any], zone: str) -> Iterator[Note]:
    """Entries of a write-up whose times run against the order that it told them in."""
    told = sorted(
        (e for e in entries if e.source == "import" and e.happened_at and e.precision != "day"),
        key=lambda e: e.position,
    )
    odd = [(a, b) for a, b in itertools.pairwise(told) if b.happened_at < a.happened_at]
    if len(odd) == 1:
        before, entry = odd[0]
        yield Note(
            f"The write-up tells {_said(entry.happened_at, zone)} after "
            f"{_said(before.happened_at, zone)}; here they stand by time.",
            entry.pk,
            "Look at it",
        )
    elif odd:
        text = f"The write-up goes back in time {len(odd)} times; here its entries stand by time."
        yield Note(text, odd[0][1].pk, "Look at the first")


def _unsaid(entries: Sequence[Any]) -> Iterator[Note]:
    """Images that only those can use who see them."""
    found = [
        e for e in entries for each in getattr(e, "enclosed", ()) if each.is_image and not each.alt.strip()
    ]
    if len(found) == 1:
        text = "Of one image nothing says what it shows, for people who cannot see it."
        yield Note(text, found[0].pk, "Look at it")
    elif found:
        text = f"Of {len(found)} images nothing says what they show, for people who cannot see them."
        yield Note(text, found[0].pk, "Look at the first")
