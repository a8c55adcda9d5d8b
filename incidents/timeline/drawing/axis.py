"""The lower part: ticks with their times, dates at midnight, breaks, and what the foot says."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

from ..lettering import Box, text_width
from ..phases import short
from ..wording import NBSP, clocktime, daydate, duration, zone_of, zone_word
from .ground import Ground


class Axis:
    """Everything from the line of the axis down."""

    HEIGHT = 36

    def __init__(self, ground: Ground, y: int, unnamed: int) -> None:
        self.ground, self.y = ground, y
        self.foot = zone_word(ground.zone, ground.scale.start)
        if unnamed:
            self.foot = f"+{unnamed} not named{NBSP}\u00b7 {self.foot}"
        if breaks := ground.scale.breaks:
            silent = sum((gap.end - gap.begin for gap in breaks), timedelta())
            self.foot = f"{duration(silent)} left out{NBSP}\u00b7 {self.foot}"

    def svg(self) -> list[str]:
        zone, scale = zone_of(self.ground.zone), self.ground.scale
        step, ticks = scale.ticks(self.ground.width, zone)
        parts = [
            f'<line class="axis" x1="0" x2="100%" y1="{self.y}" y2="{self.y}"/>',
            f'<text class="end quiet" x="100%" y="{self.y + 32}">{escape(self.foot)}</text>',
        ]
        taken = [Box(self.ground.width - text_width(self.foot, 12), self.ground.width)]
        days = [at for at in ticks if clocktime(at, zone) == "00:00"]
        said: list[Box] = []
        for at in sorted(ticks, key=lambda at: at not in days):
            parts += self._tick(at, step, at in days, said)
        beside: list[Box] = []
        for at in days:
            parts += self._date(at, beside if step >= 1440 else taken, alone=step >= 1440)
        if not days or self.ground.x(days[0]) > 0:
            parts += self._date(scale.start, taken, plain=True)
        return parts

    def _tick(self, at: datetime, step: int, midnight: bool, said: list[Box]) -> list[str]:
        x, y, place = self.ground.percent(at), self.y, self.ground.x(at)
        top, end = (y - 4, y + 7) if midnight else (y, y + 4)
        line = f'<line class="tick" x1="{x}" x2="{x}" y1="{top}" y2="{end}"/>'
        if step >= 1440:
            return [line]
        text = clocktime(at, self.ground.zone)
        half = text_width(text, 12) / 2
        shift = max(0.0, half - place) - max(0.0, place + half - self.ground.width)
        box = Box(place + shift - half, place + shift + half)
        if any(box.meets(other, 6) for other in said):
            return [line]
        said.append(box)
        move = f' dx="{short(shift)}"' if shift else ""
        strength = "strong" if midnight else "quiet"
        return [line, f'<text class="middle {strength}" x="{x}"{move} y="{y + 18}">{text}</text>']

    def _date(self, at: datetime, taken: list[Box], plain: bool = False, alone: bool = False) -> list[str]:
        """The date under its midnight, or of the start at the left edge, unless another stands there."""
        text, place = daydate(at, self.ground.zone), self.ground.x(at)
        width = text_width(text, 12)
        left = 0.0 if plain else min(max(place - width / 2, 0), self.ground.width - width)
        box = Box(left, left + width)
        if any(box.meets(other, 4) for other in taken):
            return []
        taken.append(box)
        if plain:
            return [f'<text class="quiet" x="0" y="{self.y + 32}">{text}</text>']
        shift = box.middle - place
        move = f' dx="{short(shift)}"' if abs(shift) >= 0.5 else ""
        strength, y = ("quiet", 18) if alone else ("strong", 32)
        where = f'x="{self.ground.percent(at)}"{move} y="{self.y + y}"'
        return [f'<text class="middle {strength}" {where}>{text}</text>']

    def breaks(self, band: float | None) -> list[str]:
        """Two strokes through the axis, and the band at `band`, where a silence was left out."""
        parts = []
        for gap in self.ground.scale.breaks:
            middle = self.ground.middle(gap.begin, gap.end)
            if band is not None:
                parts.append(f'<svg x="{middle}" y="{short(band)}">{_slashes(15)}</svg>')
            parts.append(f'<svg x="{middle}" y="{self.y}">{_slashes(6)}</svg>')
        return parts


def _slashes(half: int) -> str:
    """Two strokes, and the ground between them, where an axis is broken."""
    ground = f'<path class="break-ground" d="M-4 {half} 0-{half}h8L4 {half}z"/>'
    return f'{ground}<path class="break" d="M-4 {half} 0-{half}M4 {half} 8-{half}"/>'
