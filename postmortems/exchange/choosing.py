"""Which moments the five clocks may point at, and which the text itself decides. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from postmortems.exchange.parsing import Clock, Moment, Proposal, Question
from postmortems.exchange.passages import offset_in

#: The clock has the time that the text gives outside its timeline.
FROM_TEXT = "text"
#: The clock has a time that the person types.
OWN = "own"
#: Before the place of an entry in the source.
AT = "at-"
#: The clocks in their order, with the words of the page.
NAMES = ("started", "detected", "acknowledged", "mitigated", "resolved")


#: Questions with a field of their own on the page, and how many of them at a time.
ASKED, ASKED_AT_ONCE = ("date", "zone", "order", "year", "duration"), 20


def asked(proposal: Proposal) -> list[Question]:
    """What is asked on the page, all of it; the first ASKED_AT_ONCE have their field there."""
    return [question for question in proposal.questions if question.about in ASKED]


def told(proposal: Proposal) -> dict[str, Clock]:
    """The clocks that the text gives."""
    found = {
        "started": proposal.started_at,
        "detected": proposal.detected_at,
        "acknowledged": proposal.acknowledged_at,
        "mitigated": proposal.mitigated_at,
        "resolved": proposal.ended_at,
    }
    return {name: clock for name, clock in found.items() if clock is not None}


def guessed_clocks(proposal: Proposal) -> dict[str, int | str]:
    """Which clocks the text itself decides: what it says, else the only entry of the telling kind."""
    guessed: dict[str, int | str] = {
        name: FROM_TEXT if clock.entry is None else clock.entry for name, clock in told(proposal).items()
    }
    mitigations = [i for i, entry in enumerate(proposal.timeline) if entry.kind == "mitigation"]
    if len(mitigations) == 1:
        guessed.setdefault("mitigated", mitigations[0])
    return guessed


def value_of(proposal: Proposal, choice: int | str) -> str:
    """A choice as a form carries it: an entry by its place in the source, which no move changes."""
    return f"{AT}{proposal.timeline[choice].span.start}" if isinstance(choice, int) else choice


def position_of(proposal: Proposal, value: str) -> int | None:
    """The entry's number for a form's value, or None when it is no entry that is there."""
    starts = {f"{AT}{entry.span.start}": number for number, entry in enumerate(proposal.timeline)}
    return starts.get(value)


def clock_choices(proposal: Proposal) -> dict[str, list[tuple[str, str]]]:
    """Clock → what it may point at: nothing, the time in the text, an entry that has a time, a time of its own."""
    entries = [
        (value_of(proposal, number), f"{when(entry.at)}, {' '.join(entry.text.split())[:60]}")
        for number, entry in enumerate(proposal.timeline)
        if entry.at is not None and entry.at.iso() is not None
    ]
    found = {}
    for name in NAMES:
        clock = told(proposal).get(name)
        given = clock if clock is not None and clock.entry is None else None
        text = [(FROM_TEXT, f"{when(given.moment)}, from the text")] if given else []
        found[name] = [("", "Not known"), *text, *entries, (OWN, "A time of its own")]
    return found


def moment_of(proposal: Proposal, name: str, value: str, own: str = "") -> Moment | None:
    """The moment that a form's value gives the clock; None while it gives none."""
    if value == OWN:
        return own_moment(own, proposal.zone)
    clock, number = told(proposal).get(name), position_of(proposal, value)
    if value == FROM_TEXT:
        return clock.moment if clock else None
    if number is None:
        return None
    # A clock may stand at the end of its entry's range.
    return clock.moment if clock and clock.entry == number else proposal.timeline[number].at


def own_moment(written: str, zone: str | None) -> Moment | None:
    """A typed `2026-03-29T14:05` in the zone of the document; None for what is no such time."""
    try:
        wall = dt.datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None
    return Moment(wall.date(), wall.time(), offset_in(zone, wall)) if 1970 <= wall.year <= 2200 else None


def lasted(moments: Mapping[str, Moment | None]) -> dt.timedelta | None:
    """From started to resolved, or None when either is not known or they run backwards."""
    started, resolved = moments.get("started"), moments.get("resolved")
    if started is None or resolved is None or started.wall is None or resolved.wall is None:
        return None
    if started.instant is not None and resolved.instant is not None:
        span = resolved.instant - started.instant
    else:
        span = resolved.wall - started.wall
    return span if span >= dt.timedelta() else None


def when(moment: Moment) -> str:
    day = f"{moment.day:%-d %b} " if moment.day else ""
    return f"{day}{moment.clock:%H:%M}" if moment.clock else day.strip()


#: What many titles begin with and no list of incidents needs to repeat.
_PREFIX = re.compile(r"(?:blameless )?(?:post-?mortem|incident report|incident)\s*[:–—-]\s*", re.IGNORECASE)


def title_of(proposal: Proposal) -> str:
    """The title that an incident gets from its text; empty when the text has none."""
    words = " ".join(proposal.title.text.split()) if proposal.title else ""
    plain = _PREFIX.sub("", words) or words
    return (plain[:1].upper() + plain[1:])[:200]
