"""What stands on a timeline's lane: moments, and the marks that several near ones share."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ..shapes import GLYPHS, KIND_NAMES

#: Roles of kinds that are named under the lane; the rest are too common to say.
NAMED = {"detection", "diagnosis", "decision", "mitigation", "escalation", "dead_end", "recovery"}
#: The least that two marks stand apart; and from where on those that would be nearer become one.
APART, MERGED = 9.0, 28.0
#: How far a mark may be pushed from its time before marks are merged instead.
FARTHEST = 20.0
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<(https?:[^>]*)>|(?:^[#>\s]+|[*`~]+|(?<!\w)_+|_+(?!\w))")


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline that has a time."""

    at: datetime
    kind: str = "other"
    """The shape that it is drawn in."""
    key: bool = False
    name: str = ""
    """What its kind is called, where that is not the name of the shape."""
    counts_as: str = ""
    end: datetime | None = None
    about: bool = False
    text: str = ""
    number: int | None = None
    """Its entry, for a link."""

    @property
    def word(self) -> str:
        return self.name or KIND_NAMES.get(self.kind, self.kind)

    @property
    def is_named(self) -> bool:
        return (self.counts_as or self.kind) in NAMED

    @property
    def shape(self) -> str:
        return self.kind if self.kind in GLYPHS else "other"

    @property
    def until(self) -> datetime:
        return max(self.end or self.at, self.at)


@dataclass(frozen=True)
class Day:
    """A day of which entries say no more than its date."""

    day: date
    count: int = 1


@dataclass(frozen=True)
class Mark:
    """What is drawn at one place of the lane: one moment, or several that stand too near to be told apart."""

    moments: tuple[Moment, ...]
    x: float
    """Where it stands, in pixels; the time of its first moment is at `x - shift`."""
    shift: float = 0.0

    @cached_property
    def first(self) -> Moment:
        """The one it is drawn as: a key moment, else one of a telling kind, else the earliest."""
        return min(self.moments, key=lambda moment: (not moment.key, not moment.is_named))

    @property
    def at(self) -> datetime:
        return self.moments[0].at

    @property
    def more(self) -> int:
        return len(self.moments) - 1

    @property
    def keys(self) -> list[Moment]:
        return [moment for moment in self.moments if moment.key]


def marks(moments: Sequence[Moment], x: Callable[[datetime], float], width: float) -> list[Mark]:
    """Every moment with a mark of its own, pushed aside where need be; merged where that would mislead."""
    alone = _side_by_side(moments, x, width)
    if all(abs(mark.shift) <= FARTHEST + 6 for mark in alone) and len(alone) * 2 * APART <= width:
        return alone
    return _merged(moments, x, width)


def _side_by_side(moments: Sequence[Moment], x: Callable[[datetime], float], width: float) -> list[Mark]:
    apart = min(APART, (width - 12) / max(1, len(moments) - 1))
    places: list[float] = []
    for moment in moments:
        at = min(max(x(moment.at), 6), width - 6)
        pushed = places[-1] + apart if places else at
        places.append(pushed if at < pushed <= at + FARTHEST else at)
    limit = float(width - 6)
    for index in range(len(places) - 1, -1, -1):
        if places[index] <= limit:
            break
        places[index] = limit
        limit = max(6, limit - apart)
    near = (b - a < APART - 0.01 for a, b in itertools.pairwise(places))
    # Marks that would cover each other are as bad as marks that stand far from their times.
    far = 2 * FARTHEST if any(near) else 0.0
    return [
        Mark((moment,), place, far or place - x(moment.at))
        for moment, place in zip(moments, places, strict=True)
    ]


def _merged(moments: Sequence[Moment], x: Callable[[datetime], float], width: float) -> list[Mark]:
    """Groups at least `MERGED` apart, each at its first moment."""
    groups: list[tuple[float, list[Moment]]] = []
    last = width - 14
    for moment in moments:
        place = min(max(x(moment.at), 6), width - 6)
        if groups and (place - groups[-1][0] < MERGED or groups[-1][0] > last):
            groups[-1][1].append(moment)
        else:
            groups.append((place, [moment]))
    return [Mark(tuple(group), place, place - x(group[0].at)) for place, group in groups]


def plain(text: str) -> str:
    """The first line of a Markdown text without its marks."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line), "")
    return " ".join(MARKUP.sub(lambda found: found[1] or found[2] or "", first).split())


def shortened(text: str, most: int) -> str:
    """At most so many letters, cut between words, with a sign that more follows."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rpartition(" ")[0] if text[most - 1] != " " else cut
    return (whole if len(whole) > most // 2 else cut).rstrip(" ,.;:–-") + "…"
