"""The picture of a timeline: one SVG for each width, made of text alone. Pure: no Django, no clock.

Places along the time are percentages and everything else is in pixels, so a drawing laid out for 640
pixels fills any width from 640 to 879 with its letters and marks unscaled. What does not overlap at the
width it was laid out for does not overlap when there is more room. Colours come from CSS classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from html import escape

from .drawing import telling
from .drawing.axis import Axis
from .drawing.band import BAND, Band
from .drawing.ground import Ground, scale_over
from .drawing.lane import Lane
from .drawing.moments import Day, Moment
from .phases import CLOCKS
from .wording import zone_of

__all__ = ["WIDTHS", "Day", "Drawing", "Moment", "picture"]

WIDTHS = {"wide": 880, "middle": 640, "small": 343}
#: From the band to the line of the marks: room for "+12" above those that stand for several.
LANE, LANE_WITH_COUNTS = 20, 30


class Drawing:
    """One width's drawing: laid out on construction, written by `svg`."""

    def __init__(
        self,
        moments: Sequence[Moment],
        clocks: Mapping[str, datetime | None],
        zone: str,
        width: int,
        name: str = "Timeline",
        uid: str = "timeline",
        size: str = "wide",
        *,
        days: Sequence[Day] = (),
        undated: int = 0,
        links: bool = False,
    ) -> None:
        self.name, self.uid, self.size = name, uid, size
        self.moments, self.days, self.undated = moments, days, undated
        self.clocks = {clock: at for clock in CLOCKS if (at := clocks.get(clock))}
        noons = [datetime.combine(day.day, time(12), zone_of(zone)) for day in days]
        scale = scale_over(moments, self.clocks.values(), noons)
        self.ground = Ground(width, scale, zone)
        self.numbers = numbered(moments)
        self.band = Band(self.ground, self.clocks, uid)
        self.lane = Lane(self.ground, moments, days, self.numbers, links)
        room = LANE_WITH_COUNTS if self.lane.merges else LANE
        after = self.lane.stand(self.band.end + (room if self.band.end else room - 10))
        self.axis = Axis(self.ground, after, self.lane.unnamed)
        self.height = after + Axis.HEIGHT

    def svg(self) -> str:
        band = self.band.top + BAND / 2 if self.band.stretches else None
        parts = [
            f'<svg class="pic pic-{self.size}" width="100%" height="{self.height}" role="group"'
            f' aria-labelledby="{self.uid}-t" aria-describedby="{self.uid}-d">',
            f'<title id="{self.uid}-t">{escape(self.name)}</title>',
            f'<desc id="{self.uid}-d">{escape(self.description())}</desc>',
            # The description tells it in order; marks and words one by one would not.
            '<g aria-hidden="true">',
            *self.band.svg(),
            *self.lane.svg(),
            *self.axis.svg(),
            *self.axis.breaks(band),
            "</g></svg>",
        ]
        return "".join(parts)

    def description(self) -> str:
        rest = telling.not_drawn(self.days, self.undated)
        ground = self.ground
        return telling.description(
            self.moments, self.clocks, self.band.stretches, ground.scale, ground.zone, rest
        )


def numbered(moments: Iterable[Moment]) -> dict[Moment, int]:
    """The key moments with their numbers, the same in every width."""
    return {moment: number for number, moment in enumerate((m for m in moments if m.key), 1)}


@lru_cache(maxsize=256)
def _cached(
    moments: tuple[Moment, ...],
    clocks: tuple[tuple[str, datetime | None], ...],
    zone: str,
    name: str,
    uid: str,
    days: tuple[Day, ...],
    undated: int,
    links: bool,
) -> str:
    drawings = [
        Drawing(
            moments, dict(clocks), zone, width, name, f"{uid}-{size}", size,
            days=days, undated=undated, links=links,
        )
        for size, width in WIDTHS.items()
    ]  # fmt: skip
    needed = {
        moment: " ".join(f"on-{d.size}" for d in drawings if moment not in d.lane.told)
        for moment in drawings[0].numbers
    }
    keys = telling.key_list(drawings[0].numbers, {m: on for m, on in needed.items() if on}, zone, links)
    rest = telling.not_drawn(days, undated)
    note = f'<p class="pic-note">{escape(rest)}</p>' if rest else ""
    return "".join(drawing.svg() for drawing in drawings) + keys + note


def picture(
    moments: Sequence[Moment],
    clocks: Mapping[str, datetime | None],
    zone: str = "UTC",
    *,
    name: str = "Timeline",
    uid: str = "timeline",
    days: Iterable[date] = (),
    undated: int = 0,
    links: bool = False,
) -> str:
    """The three drawings of a timeline, of which CSS shows the one that fits; nothing without any time.

    `days` are those of entries that know no more than the day, one for each; `undated` counts entries that
    know nothing. With `links` each mark leads to its entry on the same page.
    """
    days = list(days)
    if not moments and not days and not any(clocks.values()):
        return ""
    ordered = tuple(sorted(moments, key=lambda moment: moment.at))
    counted = tuple(Day(day, days.count(day)) for day in sorted(set(days)))
    known = tuple((clock, clocks.get(clock)) for clock in CLOCKS)
    return _cached(ordered, known, zone, name, uid, counted, undated, links)
