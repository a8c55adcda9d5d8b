"""A zone label that the text itself denies.

An entry at "12:42 PM" whose own text quotes an alert of "4:42PM UTC" says how far its clock is from UTC,
whatever the label claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from incidents.timeline.labels import Zone

from . import running
from .raw import Raw

LOOK_AT = 4_000
DAY = timedelta(days=1)
EAST, WEST = timedelta(hours=14), timedelta(hours=-12)
STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Proof:
    offset: timedelta
    """The distance from UTC that the quoted times show."""
    own: str
    """The entry's time as written."""
    quoted: str
    """The same moment as the entry's text has it."""


def shown(raws: list[Raw]) -> Proof | None:
    """The offset that quoted times agree on, if any do."""
    found = [proof for raw in raws for proof in _in_entry(raw)]
    if not found:
        return None
    ranked = Counter(proof.offset for proof in found).most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return next(proof for proof in found if proof.offset == ranked[0][0])


def _in_entry(raw: Raw) -> Iterator[Proof]:
    if raw.stamp is None or raw.stamp.clock is None or raw.stamp.about:
        return
    own = raw.stamp.zone
    for stamp in running.find(raw.text[:LOOK_AT]):
        if stamp.clock is None or stamp.zone is None or not _fixed(stamp.zone):
            continue
        if (
            own is not None and own.label == stamp.zone.label
        ) or stamp.clock.minute != raw.stamp.clock.minute:
            continue
        offset = _offset(raw.stamp.clock, stamp.clock) + stamp.zone.offsets[0]
        if offset and offset % STEP == timedelta(0) and WEST <= offset <= EAST:
            yield Proof(offset, raw.written, raw.text[stamp.start : stamp.end])


def _fixed(zone: Zone) -> bool:
    return len(zone.offsets) == 1


def _offset(local: time, quoted: time) -> timedelta:
    """How far one clock is ahead of the other, the shorter way round."""
    ahead = timedelta(hours=local.hour - quoted.hour)
    if ahead > EAST:
        return ahead - DAY
    return ahead + DAY if ahead < WEST else ahead
