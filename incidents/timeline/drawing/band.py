"""The upper part: the clocks with their stems, and the band of phases."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime

from ..lettering import Label, text_width, upper_rows
from ..phases import Phase, phases, short
from ..wording import clocktime
from .ground import Ground

ROW, BAND = 32, 26


class Band:
    """Clocks above, phases below; empty where no clock is known."""

    def __init__(self, ground: Ground, clocks: Mapping[str, datetime], uid: str) -> None:
        self.ground, self.clocks, self.uid = ground, clocks, uid
        self.stretches = phases(clocks, ground.scale.start, ground.scale.end)
        self.labels = upper_rows([self._label(name, at) for name, at in clocks.items()], ground.width)
        self.top = (max((label.row for label in self.labels), default=-1) + 1) * ROW
        self.end = self.top + (BAND if self.stretches else 0)

    def _label(self, clock: str, at: datetime) -> Label:
        word = "Ack." if self.ground.narrow and clock == "acknowledged" else clock.capitalize()
        lines = (word, clocktime(at, self.ground.zone))
        return Label(self.ground.x(at), lines, max(text_width(line, 12) for line in lines) + 4)

    def svg(self) -> list[str]:
        return [*self._phases(), *self._stems()]

    def _phases(self) -> list[str]:
        place = self.ground.scale.place
        hatch = f"{self.uid}-hatch"
        parts = [
            f'<pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern>'
        ]
        for phase in self.stretches:
            begin, end = place(phase.begin), place(phase.end)
            where = f'x="{short(begin * 100)}%" y="{self.top}" width="{short((end - begin) * 100)}%"'
            parts.append(f'<rect class="ph{phase.number}" {where} height="{BAND}"/>')
            if phase.number == 1:
                parts.append(f'<rect fill="url(#{hatch})" {where} height="{BAND}"/>')
            parts.append(self._phase_text(phase))
        return parts

    def _phase_text(self, phase: Phase) -> str:
        """Name and duration, else the duration, in the longest run that no stem cuts; else nothing.

        One whose length is not known says that, else its name alone.
        """
        begin, end = self._longest_run(phase)
        room = self.ground.x(end) - self.ground.x(begin) - 16
        y = self.top + BAND / 2 + 4
        rest = phase.told.removeprefix(phase.name)
        for said in dict.fromkeys((rest, "")) if phase.unknown else (rest,):
            if text_width(phase.name, 12, bold=True) + text_width(said, 12) + 2 <= room:
                text = f'<tspan class="strong">{phase.name}</tspan>{said}'
                x = self.ground.percent(begin)
                return f'<text class="band-text" x="{x}" dx="8" y="{short(y)}">{text}</text>'
        if phase.length and text_width(phase.length, 12) <= room + 10:
            middle = self.ground.middle(begin, end)
            return f'<text class="band-text middle" x="{middle}" y="{short(y)}">{phase.length}</text>'
        return ""

    def _longest_run(self, phase: Phase) -> tuple[datetime, datetime]:
        scale = self.ground.scale
        inner = [*self.clocks.values(), *(at for gap in scale.breaks for at in (gap.begin, gap.end))]
        cuts = [phase.begin, *sorted(at for at in inner if phase.begin < at < phase.end), phase.end]
        runs = [run for run in itertools.pairwise(cuts) if not scale.left_out(run[0] + (run[1] - run[0]) / 2)]
        return max(
            runs, key=lambda run: self.ground.x(run[1]) - self.ground.x(run[0]), default=(phase.begin,) * 2
        )

    def _inwards(self, at: datetime) -> str:
        """A line on the very edge would stand half outside, where a printed page ends."""
        place = self.ground.x(at)
        if place < 0.5:
            return ' transform="translate(.5 0)"'
        return ' transform="translate(-.5 0)"' if place > self.ground.width - 0.5 else ""

    def _stems(self) -> list[str]:
        parts = []
        for label, at in zip(self.labels, self.clocks.values(), strict=True):
            x = self.ground.percent(at)
            top = self.top - ROW - label.row * ROW
            edge = self._inwards(at)
            parts.append(f'<line class="stem" x1="{x}" x2="{x}" y1="{top + 2}" y2="{self.end}"{edge}/>')
            if not label.shown:
                continue
            side = 'dx="-4" class="end{}"' if label.left else 'dx="4" class="{}"'
            word, clock = label.lines
            parts.append(f'<text x="{x}" y="{top + 12}" {side.format("")}>{word}</text>')
            parts.append(f'<text x="{x}" y="{top + 27}" {side.format(" strong")}>{clock}</text>')
        return parts
