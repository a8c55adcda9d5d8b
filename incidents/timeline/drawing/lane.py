"""The middle part: the marks of the entries, what goes on between them, and their names underneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from html import escape

from ..lettering import Label, lower_rows, text_width
from ..phases import short
from ..shapes import GLYPHS
from ..wording import clocktime, daydate, duration, zone_of
from .ground import Ground, silences
from .moments import Day, Mark, Moment, marks, plain, shortened

NAME_ROW, DAY_ROW = 14, 12
#: How much of a key moment's text may stand under its mark, the most first.
LENGTHS = (44, 36, 28, 22)


class Lane:
    """Marks on a line at `y`. `numbers` says which key moment is which in the list under the picture."""

    def __init__(
        self,
        ground: Ground,
        moments: Sequence[Moment],
        days: Sequence[Day],
        numbers: Mapping[Moment, int],
        links: bool,
    ) -> None:
        self.ground, self.moments, self.days, self.links = ground, moments, days, links
        self.numbers = numbers
        self.marks = marks(moments, ground.x, ground.width)
        self.merges = any(mark.more for mark in self.marks)
        self.silences = silences(moments, ground.scale)
        self.labels, self.told, self.unnamed = self._labels()
        self.y = 0

    # Names.

    def _labels(self) -> tuple[list[Label], set[Moment], int]:
        """What stands under the lane; the key moments that are told there; and how many names found no room."""
        keyed = [mark for mark in self.marks if mark.keys]
        placed = self._told(keyed)
        told = {moment for mark in keyed for moment in mark.keys} if placed else set()
        if not placed:
            placed = lower_rows([self._numbered(mark) for mark in keyed], self.ground.width)
        if self.ground.narrow or self.merges:
            return placed, told, 0
        others = [m for m in self.marks if m.first.is_named and not m.keys]
        wanted = [Label(m.x, (m.first.word,), text_width(m.first.word, 12)) for m in others]
        both = lower_rows([*placed, *wanted], self.ground.width, standing=len(placed))
        return both, told, len(placed) + len(wanted) - len(both)

    def _told(self, keyed: list[Mark]) -> list[Label]:
        """Every key moment in words, at one length for all; nothing where that has no room."""
        if self.ground.narrow or any(mark.more for mark in keyed):
            return []
        for most in LENGTHS:
            said = [(mark, shortened(plain(mark.first.text) or mark.first.word, most)) for mark in keyed]
            labels = [Label(m.x, (text,), text_width(text, 12) + 2, strong=True) for m, text in said]
            placed = lower_rows(labels, self.ground.width)
            if len(placed) == len(labels):
                return placed
        return []

    def _numbered(self, mark: Mark) -> Label:
        first, last = self.numbers[mark.keys[0]], self.numbers[mark.keys[-1]]
        text = str(first) if first == last else f"{first}–{last}"
        return Label(mark.x, (text,), text_width(text, 12) + 2, strong=True)

    # Places.

    def stand(self, y: int) -> int:
        """Put the line at `y`; gives where the next part begins."""
        self.y = y
        rows = max((label.row for label in self.labels), default=-1) + 1
        below = y + (16 + rows * NAME_ROW if rows else 22)
        self.day_y = below
        return below + (DAY_ROW if self.days else 0)

    # Drawing.

    def svg(self) -> list[str]:
        parts = [*self._lines(), *self._ranges()]
        parts += [self._mark(mark) for mark in sorted(self.marks, key=lambda mark: bool(mark.keys))]
        return [*parts, *self._counts(), *self._names(), *self._days()]

    def _lines(self) -> list[str]:
        if not self.moments:
            return []
        begin, parts = self.moments[0].at, []
        for gap in self.silences:
            parts += [self._line("lane", begin, gap.begin), self._line("gap", gap.begin, gap.end)]
            parts.append("" if self.ground.narrow else self._gap_text(gap.begin, gap.end))
            begin = gap.end
        return [*parts, self._line("lane", begin, max(moment.until for moment in self.moments))]

    def _line(self, name: str, begin: datetime, end: datetime) -> str:
        if begin == end:
            return ""
        x1, x2 = self.ground.percent(begin), self.ground.percent(end)
        return f'<line class="{name}" x1="{x1}" x2="{x2}" y1="{self.y}" y2="{self.y}"/>'

    def _gap_text(self, begin: datetime, end: datetime) -> str:
        """ "31 min, nothing recorded", or "31 min gap", where it fits between the two marks."""
        x = self.ground.x
        inside = [mark.x for mark in self.marks if x(begin) - 30 < mark.x < x(end) + 30]
        left = max((at for at in inside if at <= (x(begin) + x(end)) / 2), default=x(begin))
        right = min((at for at in inside if at > (x(begin) + x(end)) / 2), default=x(end))
        middle = (x(begin) + x(end)) / 2
        room = 2 * min(middle - left, right - middle) - 36
        span = duration(end - begin)
        texts = [f"{span}, nothing recorded", f"{span} gap", span]
        text = next((t for t in texts if text_width(t, 12) <= room), "")
        place = f'x="{self.ground.middle(begin, end)}" y="{self.y + 4}"'
        return f'<text class="middle quiet halo" {place}>{text}</text>' if text else ""

    def _ranges(self) -> list[str]:
        """What went on for a while, as a bar as long as it was."""
        return [
            f'<rect class="range" x="{self.ground.percent(moment.at)}" y="{self.y - 3}" height="6"'
            f' width="{short((self.ground.scale.place(moment.until) - self.ground.scale.place(moment.at)) * 100)}%"/>'
            for moment in self.moments
            if moment.until > moment.at
        ]

    def _mark(self, mark: Mark) -> str:
        moment = mark.first
        move = f' transform="translate({short(mark.shift)} 0)"' if abs(mark.shift) >= 0.5 else ""
        classes = f"glyph {moment.shape} key" if mark.keys else f"glyph {moment.shape}"
        about = (
            '<path class="about" d="M-5-9.5c2-2.5 3.5 1 5 0s2.5-2.5 5-.5"/>'
            if moment.about and not mark.more
            else ""
        )
        drawn = f'<g class="{classes}"{move}>{GLYPHS[moment.shape]}{about}</g>'
        drawn = f'<svg x="{self.ground.percent(mark.at)}" y="{self.y}">{drawn}</svg>'
        if not self.links or moment.number is None:
            return drawn
        return f'<a href="#entry-{moment.number}" tabindex="-1"><title>{escape(self._said(mark))}</title>{drawn}</a>'

    def _said(self, mark: Mark) -> str:
        moment, zone = mark.first, self.ground.zone
        text = shortened(plain(moment.text), 80)
        said = f"{'About ' if moment.about else ''}{clocktime(moment.at, zone)} {moment.word}"
        return f"{said}: {text}" + (f" (and {mark.more} more)" if mark.more else "")

    def _counts(self) -> list[str]:
        """How many more a mark stands for."""
        parts = []
        for mark in self.marks:
            if mark.more:
                text = f"+{mark.more}"
                half = text_width(text, 12) / 2
                x = min(max(mark.x, half), self.ground.width - half)
                move = f' dx="{short(x - mark.x)}"' if x != mark.x else ""
                place = f'x="{short(mark.x / self.ground.width * 100)}%"{move} y="{self.y - 10}"'
                parts.append(f'<text class="middle quiet small" {place}>{text}</text>')
        return parts

    def _names(self) -> list[str]:
        parts = []
        for label in self.labels:
            x = f"{short(label.at / self.ground.width * 100)}%"
            y = self.y + 20 + label.row * NAME_ROW
            if label.row:
                parts.append(f'<line class="leader" x1="{x}" x2="{x}" y1="{self.y + 7}" y2="{y - 10}"/>')
            shift = label.box.middle - label.at
            move = f' dx="{short(shift)}"' if abs(shift) >= 0.5 else ""
            strength = "strong" if label.strong else "quiet"
            text = escape(label.lines[0])
            parts.append(f'<text class="middle {strength}" x="{x}"{move} y="{y}">{text}</text>')
        return parts

    def _days(self) -> list[str]:
        """A bar over each day of which entries say no more, as far as the picture reaches."""
        zone, scale, parts = zone_of(self.ground.zone), self.ground.scale, []
        for day in self.days:
            begin = datetime.combine(day.day, time(), zone)
            end = datetime.combine(day.day + timedelta(days=1), time(), zone)
            left, right = scale.place(begin), scale.place(end)
            if right <= left:
                # Outside of what is drawn: a stub at the edge, so that it is seen that there is more.
                left, right = (0.0, 0.012) if end <= scale.start else (0.988, 1.0)
            count = f"{day.count} {'entry' if day.count == 1 else 'entries'}"
            title = f"<title>{escape(daydate(day.day))}, no time: {count}</title>"
            where = f'x="{short(left * 100)}%" width="{short((right - left) * 100)}%"'
            parts.append(f'<rect class="day-bar" {where} y="{self.day_y}" height="5">{title}</rect>')
        return parts
