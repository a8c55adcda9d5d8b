"""The picture of a timeline: one SVG for each width, made of text alone. Pure: no Django, no clock.

Places along the time are percentages and everything else is in pixels, so a drawing laid out for 640
pixels fills any width from 640 to 879 with its letters and marks unscaled. What does not overlap at the
width it was laid out for does not overlap when there is more room. Colours come from CSS classes.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape

from .lettering import Box, Label, lower_rows, text_width, upper_rows
from .phases import CLOCKS, Phase, phases, short
from .scale import Scale
from .shapes import GLYPHS, KIND_NAMES
from .wording import NBSP, clocktime, daydate, duration, zone_of, zone_word

WIDTHS = {"wide": 880, "middle": 640, "small": 343}
ROW, BAND, LANE, NAME_ROW = 32, 26, 20, 14
#: A silence is worth saying from here on, unless the incident is so long that it is nothing special.
SILENCE = timedelta(minutes=30)
#: Kinds that are named under the lane; the rest are too common to say.
NAMED = {"detection", "diagnosis", "decision", "mitigation", "escalation", "dead_end", "recovery"}


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

    @property
    def word(self) -> str:
        return self.name or KIND_NAMES[self.kind]

    @property
    def is_named(self) -> bool:
        return (self.counts_as or self.kind) in NAMED


@lru_cache(maxsize=256)
def _cached(
    moments: tuple[Moment, ...],
    clocks: tuple[tuple[str, datetime | None], ...],
    zone: str,
    name: str,
    uid: str,
) -> str:
    return "".join(
        Drawing(moments, dict(clocks), zone, width, name, f"{uid}-{size}", size).svg()
        for size, width in WIDTHS.items()
    )


def picture(
    moments: Sequence[Moment],
    clocks: Mapping[str, datetime | None],
    zone: str = "UTC",
    *,
    name: str = "Timeline",
    uid: str = "timeline",
) -> str:
    """The three drawings of a timeline, of which CSS shows the one that fits; nothing without any time."""
    if not moments and not any(clocks.values()):
        return ""
    ordered = tuple(sorted(moments, key=lambda moment: moment.at))
    return _cached(ordered, tuple((clock, clocks.get(clock)) for clock in CLOCKS), zone, name, uid)


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
    ) -> None:
        self.moments, self.zone, self.width = moments, zone, width
        self.name, self.uid, self.size = name, uid, size
        self.clocks = {clock: at for clock in CLOCKS if (at := clocks.get(clock))}
        self.narrow = width < 640
        self.scale = Scale.over([m.at for m in moments] + list(self.clocks.values()))
        self.stretches = phases(self.clocks, self.scale.start, self.scale.end)
        self.clock_labels = upper_rows(
            [self._clock_label(clock, at) for clock, at in self.clocks.items()], width
        )
        self.name_labels, self.unnamed = self._name_labels()
        rows = max((label.row for label in self.clock_labels), default=-1) + 1
        self.band_top = rows * ROW
        self.band_end = self.band_top + (BAND if self.stretches else 0)
        self.lane_y = self.band_end + (LANE if self.band_end else 10)
        names = max((label.row for label in self.name_labels), default=-1) + 1
        self.axis_y = self.lane_y + (16 + names * NAME_ROW if names else 22)
        self.height = self.axis_y + 36

    # Layout.

    def x(self, at: datetime) -> float:
        return self.scale.place(at) * self.width

    def _clock_label(self, clock: str, at: datetime) -> Label:
        word = "Ack." if self.narrow and clock == "acknowledged" else clock.capitalize()
        lines = (word, clocktime(at, self.zone))
        return Label(self.x(at), lines, max(text_width(line, 12) for line in lines) + 4)

    def _name_labels(self) -> tuple[list[Label], int]:
        """Names under the lane, key moments first; and how many found no room."""
        if self.narrow:
            return [], 0
        wanted = [m for m in self.moments if m.is_named]
        wanted.sort(key=lambda m: (not m.key, m.at))
        labels = [Label(self.x(m.at), (m.word,), text_width(m.word, 12), strong=m.key) for m in wanted]
        placed = lower_rows(labels, self.width)
        return placed, len(labels) - len(placed)

    def glyph_shifts(self) -> list[float]:
        """How far each mark stands from its time, so that marks of one instant are all seen."""
        apart = min(9.0, (self.width - 12) / max(1, len(self.moments) - 1))
        places: list[float] = []
        for moment in self.moments:
            at = min(max(self.x(moment.at), 6), self.width - 6)
            pushed = places[-1] + apart if places else at
            places.append(pushed if at < pushed <= at + 2 * apart else at)
        limit = float(self.width - 6)
        for index in range(len(places) - 1, -1, -1):
            if places[index] <= limit:
                break
            places[index] = limit
            limit = max(6, limit - apart)
        return [place - self.x(m.at) for place, m in zip(places, self.moments, strict=True)]

    # Drawing.

    def svg(self) -> str:
        parts = [
            f'<svg class="pic pic-{self.size}" width="100%" height="{self.height}" role="img"'
            f' aria-labelledby="{self.uid}-t {self.uid}-d">',
            f'<title id="{self.uid}-t">{escape(self.name)}</title>',
            f'<desc id="{self.uid}-d">{escape(self.description())}</desc>',
            *self._band(),
            *self._stems(),
            *self._lane(),
            *self._names(),
            *self._axis(),
            *self._breaks(),
            "</svg>",
        ]
        return "".join(parts)

    def percent(self, at: datetime) -> str:
        return f"{short(self.scale.place(at) * 100)}%"

    def _band(self) -> list[str]:
        hatch = f"{self.uid}-hatch"
        parts = [
            f'<pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern>'
        ]
        for phase in self.stretches:
            begin, end = self.scale.place(phase.begin), self.scale.place(phase.end)
            place = f'x="{short(begin * 100)}%" y="{self.band_top}" width="{short((end - begin) * 100)}%"'
            parts.append(f'<rect class="ph{phase.number}" {place} height="{BAND}"/>')
            if phase.number == 1:
                parts.append(f'<rect fill="url(#{hatch})" {place} height="{BAND}"/>')
            parts.append(self._phase_text(phase))
        return parts

    def _phase_text(self, phase: Phase) -> str:
        """Name and duration, else the duration, in the longest run that no stem cuts; else nothing."""
        inner = [*self.clocks.values(), *(at for gap in self.scale.breaks for at in (gap.begin, gap.end))]
        cuts = [phase.begin, *sorted(at for at in inner if phase.begin < at < phase.end), phase.end]
        runs = [
            run for run in itertools.pairwise(cuts) if not self.scale.left_out(run[0] + (run[1] - run[0]) / 2)
        ]
        if not runs:
            return ""
        begin, end = max(runs, key=lambda run: self.x(run[1]) - self.x(run[0]))
        room = self.x(end) - self.x(begin) - 16
        span = duration(phase.end - phase.begin)
        y = self.band_top + BAND / 2 + 4
        if text_width(phase.name, 12, bold=True) + text_width(span, 12) + 5 <= room:
            text = f'<tspan class="strong">{phase.name}</tspan> {span}'
            return f'<text class="band-text" x="{self.percent(begin)}" dx="8" y="{short(y)}">{text}</text>'
        if text_width(span, 12) <= room + 10:
            middle = short((self.scale.place(begin) + self.scale.place(end)) * 50)
            return f'<text class="band-text middle" x="{middle}%" y="{short(y)}">{span}</text>'
        return ""

    def _stems(self) -> list[str]:
        parts = []
        rows = self.band_top // ROW
        for label, at in zip(self.clock_labels, self.clocks.values(), strict=True):
            x = self.percent(at)
            top = (rows - 1 - label.row) * ROW
            parts.append(f'<line class="stem" x1="{x}" x2="{x}" y1="{top + 2}" y2="{self.band_end}"/>')
            if not label.shown:
                continue
            side = 'dx="-4" class="end{}"' if label.left else 'dx="4" class="{}"'
            word, clock = label.lines
            parts.append(f'<text x="{x}" y="{top + 12}" {side.format("")}>{word}</text>')
            parts.append(f'<text x="{x}" y="{top + 27}" {side.format(" strong")}>{clock}</text>')
        return parts

    def _lane(self) -> list[str]:
        if not self.moments:
            return []
        y = self.lane_y
        parts = []
        for begin, end in zip(self.moments, self.moments[1:], strict=False):
            silent = self._silent(begin.at, end.at)
            parts.append(
                f'<line class="{"gap" if silent else "lane"}" x1="{self.percent(begin.at)}"'
                f' x2="{self.percent(end.at)}" y1="{y}" y2="{y}"/>'
            )
            if silent and not self.narrow:
                parts.append(self._gap_text(begin.at, end.at))
        drawn = zip(self.moments, self.glyph_shifts(), strict=True)
        for moment, shift in sorted(drawn, key=lambda pair: pair[0].key):
            kind = moment.kind if moment.kind in GLYPHS else "other"
            move = f' transform="translate({short(shift)} 0)"' if abs(shift) >= 0.5 else ""
            classes = f"glyph {kind} key" if moment.key else f"glyph {kind}"
            mark = f'<g class="{classes}"{move}>{GLYPHS[kind]}</g>'
            parts.append(f'<svg x="{self.percent(moment.at)}" y="{y}">{mark}</svg>')
        return parts

    def _silent(self, begin: datetime, end: datetime) -> bool:
        return end - begin > max(SILENCE, self.scale.drawn / 12)

    def _gap_text(self, begin: datetime, end: datetime) -> str:
        """ "31 min, nothing recorded", or "31 min gap", where it fits between the two marks."""
        room = self.x(end) - self.x(begin) - 36
        span = duration(end - begin)
        texts = [f"{span}, nothing recorded", f"{span} gap", span]
        text = next((t for t in texts if text_width(t, 12) <= room), "")
        middle = short((self.scale.place(begin) + self.scale.place(end)) * 50)
        return (
            f'<text class="middle quiet halo" x="{middle}%" y="{self.lane_y + 4}">{text}</text>'
            if text
            else ""
        )

    def _names(self) -> list[str]:
        parts = []
        for label in self.name_labels:
            x = f"{short(label.at / self.width * 100)}%"
            y = self.lane_y + 20 + label.row * NAME_ROW
            if label.row:
                parts.append(f'<line class="leader" x1="{x}" x2="{x}" y1="{self.lane_y + 7}" y2="{y - 10}"/>')
            shift = label.box.middle - label.at
            move = f' dx="{short(shift)}"' if abs(shift) >= 0.5 else ""
            strength = "strong" if label.strong else "quiet"
            parts.append(
                f'<text class="middle {strength}" x="{x}"{move} y="{y}">{escape(label.lines[0])}</text>'
            )
        return parts

    def _axis(self) -> list[str]:
        zone = zone_of(self.zone)
        step, ticks = self.scale.ticks(self.width, zone)
        y = self.axis_y
        foot = zone_word(self.zone, self.scale.start)
        if self.unnamed:
            foot = f"+{self.unnamed} not named{NBSP}\u00b7 {foot}"
        if self.scale.breaks:
            silent = sum((gap.end - gap.begin for gap in self.scale.breaks), timedelta())
            foot = f"{duration(silent)} left out{NBSP}\u00b7 {foot}"
        parts = [
            f'<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>',
            f'<text class="end quiet" x="100%" y="{y + 32}">{escape(foot)}</text>',
        ]
        taken = [Box(self.width - text_width(foot, 12), self.width)]
        days = [at for at in ticks if clocktime(at, zone) == "00:00"]
        said: list[Box] = []
        for at in sorted(ticks, key=lambda at: at not in days):
            parts += self._tick(at, step, at in days, said)
        beside: list[Box] = []
        for at in days:
            parts += self._date(at, beside if step >= 1440 else taken, alone=step >= 1440)
        if not days or self.x(days[0]) > 0:
            parts += self._date(self.scale.start, taken, plain=True)
        return parts

    def _tick(self, at: datetime, step: int, midnight: bool, said: list[Box]) -> list[str]:
        x, y = self.percent(at), self.axis_y
        top, end = (y - 4, y + 7) if midnight else (y, y + 4)
        line = f'<line class="tick" x1="{x}" x2="{x}" y1="{top}" y2="{end}"/>'
        if step >= 1440:
            return [line]
        text = clocktime(at, self.zone)
        half = text_width(text, 12) / 2
        shift = max(0.0, half - self.x(at)) - max(0.0, self.x(at) + half - self.width)
        box = Box(self.x(at) + shift - half, self.x(at) + shift + half)
        if any(box.meets(other, 6) for other in said):
            return [line]
        said.append(box)
        move = f' dx="{short(shift)}"' if shift else ""
        strength = "strong" if midnight else "quiet"
        return [line, f'<text class="middle {strength}" x="{x}"{move} y="{y + 18}">{text}</text>']

    def _date(self, at: datetime, taken: list[Box], plain: bool = False, alone: bool = False) -> list[str]:
        """The date under its midnight, or of the start at the left edge, unless another stands there."""
        text = daydate(at, self.zone)
        width = text_width(text, 12)
        left = 0.0 if plain else min(max(self.x(at) - width / 2, 0), self.width - width)
        box = Box(left, left + width)
        if any(box.meets(other, 4) for other in taken):
            return []
        taken.append(box)
        if plain:
            return [f'<text class="quiet" x="0" y="{self.axis_y + 32}">{text}</text>']
        shift = box.middle - self.x(at)
        move = f' dx="{short(shift)}"' if abs(shift) >= 0.5 else ""
        strength, y = ("quiet", 18) if alone else ("strong", 32)
        place = f'x="{self.percent(at)}"{move} y="{self.axis_y + y}"'
        return [f'<text class="middle {strength}" {place}>{text}</text>']

    def _breaks(self) -> list[str]:
        """Two strokes through band and axis where a silence was left out."""
        parts = []
        for gap in self.scale.breaks:
            middle = short((self.scale.place(gap.begin) + self.scale.place(gap.end)) * 50)
            if self.stretches:
                y = short(self.band_top + BAND / 2)
                parts.append(f'<svg x="{middle}%" y="{y}">{_slashes(15)}</svg>')
            parts.append(f'<svg x="{middle}%" y="{self.axis_y}">{_slashes(6)}</svg>')
        return parts

    def description(self) -> str:
        """The picture in sentences, for who cannot see it."""
        said = []
        for clock, at in self.clocks.items():
            said.append(f"{clock.capitalize()} {daydate(at, self.zone)} {clocktime(at, self.zone)}.")
        said += [f"{phase.name} {duration(phase.end - phase.begin)}." for phase in self.stretches]
        count = len(self.moments)
        if count:
            said.append(f"{count} {'entry' if count == 1 else 'entries'}.")
        for begin, end in zip(self.moments, self.moments[1:], strict=False):
            if self._silent(begin.at, end.at):
                silence = duration(end.at - begin.at)
                said.append(f"{silence} with nothing recorded from {clocktime(begin.at, self.zone)}.")
        if self.scale.breaks:
            said.append("The axis is broken where nothing happened for long.")
        said.append(f"Times in {zone_word(self.zone, self.scale.start)}.")
        return " ".join(said)


def _slashes(half: int) -> str:
    """Two strokes, and the ground between them, where an axis is broken."""
    ground = f'<path class="break-ground" d="M-4 {half} 0-{half}h8L4 {half}z"/>'
    return f'{ground}<path class="break" d="M-4 {half} 0-{half}M4 {half} 8-{half}"/>'
