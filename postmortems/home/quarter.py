"""The quarter as dots on a line of days: an SVG that is never scaled. Plain data in, text out; no Django.

Every x is a share of the width, so one drawing fits each width from `width` up; what would overlap at
`width` is stacked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from incidents.timeline.wording import MONTHS, duration

RADIUS = {"sev1": 5.0, "sev2": 4.5, "sev3": 4.0, "sev4": 3.4}
ROW = 11
MOST_ROWS = 6
#: Room above the dots for the name of the longest one, below them for the names of the months.
ABOVE, BELOW = 26, 20


@dataclass(frozen=True)
class Dot:
    """One incident on the line."""

    day: dt.datetime
    colour: str
    severity: str
    reference: str
    title: str
    url: str
    lasted: dt.timedelta | None = None
    drill: bool = False


@dataclass(frozen=True)
class Plot:
    """The drawing, and in words how many dots had no room in it."""

    svg: str
    undrawn: int


@dataclass(frozen=True)
class _Placed:
    dot: Dot
    x: float
    row: int


def span(today: dt.date) -> tuple[dt.date, dt.date]:
    """The first day of the quarter around `today`, and the first day after it."""
    first = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return first, _months_later(first, 3)


def draw(dots: Sequence[Dot], *, today: dt.date, width: int) -> Plot:
    """Draw the quarter around `today`, for `width` pixels or more."""
    placed, undrawn = _place(dots, today, width)
    top = ABOVE + (max((p.row for p in placed), default=0) + 1) * ROW
    parts = [_axis(today, top), *(_circle(p, top) for p in placed), _longest(placed, top)]
    height = top + BELOW
    size = f'width="100%" height="{height}"'
    svg = f'<svg class="quarter" {size} role="group" aria-label="This quarter">{"".join(parts)}</svg>'
    return Plot(svg, undrawn)


def sentence(dots: Sequence[Dot]) -> str:
    """ "24 incidents, 2 of them SEV-1, and 1 drill"."""
    real = [dot for dot in dots if not dot.drill]
    drills = len(dots) - len(real)
    worst = min((dot.colour for dot in real), default="")
    said = f"{len(real)} incident{'' if len(real) == 1 else 's'}" if real else "No incidents"
    if worst in ("sev1", "sev2"):
        those = [dot for dot in real if dot.colour == worst]
        said += f", {len(those)} of them {those[0].severity}" if len(real) > 1 else f", {those[0].severity}"
    if drills:
        said += f", and {drills} drill{'' if drills == 1 else 's'}"
    return said


def _months_later(day: dt.date, months: int) -> dt.date:
    index = day.month - 1 + months
    return dt.date(day.year + index // 12, index % 12 + 1, 1)


def _share(day: dt.date | dt.datetime, today: dt.date) -> float:
    """Where the day stands between the ends of the quarter, in per cent, a little away from both."""
    first, after = span(today)
    hours = day.hour if isinstance(day, dt.datetime) else 0
    passed = day.toordinal() - first.toordinal() + hours / 24
    return round(1 + 98 * passed / (after - first).days, 2)


def _place(dots: Sequence[Dot], today: dt.date, width: int) -> tuple[list[_Placed], int]:
    """Each dot in the lowest row where it touches no other; the worst first where two want one place."""
    rows: list[list[tuple[float, float]]] = [[] for _ in range(MOST_ROWS)]
    placed: list[_Placed] = []
    for dot in sorted(dots, key=lambda d: (d.day.date(), d.colour, d.day, d.reference)):
        x, radius = _share(dot.day, today), RADIUS[dot.colour]
        pixels = x * width / 100
        free = (
            n
            for n, row in enumerate(rows)
            if all(abs(pixels - other) >= radius + its + 0.5 for other, its in row)
        )
        row = next(free, None)
        if row is not None:
            rows[row].append((pixels, radius))
            placed.append(_Placed(dot, x, row))
    return placed, len(dots) - len(placed)


def _height(row: int, top: int) -> float:
    return top - ROW * (row + 1) + 1.5


def _circle(placed: _Placed, top: int) -> str:
    dot = placed.dot
    radius = RADIUS[dot.colour]
    hollow = (
        f'class="{dot.colour} hollow" r="{radius - 0.75}"'
        if dot.drill
        else f'class="{dot.colour}" r="{radius}"'
    )
    words = [dot.reference, dot.title, "drill" if dot.drill else dot.severity, duration(dot.lasted)]
    name = escape(", ".join(filter(None, words)))
    return (
        f'<a href="{escape(dot.url)}" aria-label="{name}"><title>{name}</title>'
        f'<circle cx="{placed.x}%" cy="{_height(placed.row, top)}" {hollow}/></a>'
    )


def _axis(today: dt.date, top: int) -> str:
    first, _ = span(today)
    marks = [f'<line class="axis" x1="0" x2="100%" y1="{top}" y2="{top}"/>']
    for months in range(3):
        month = _months_later(first, months)
        x = _share(month, today)
        marks.append(f'<line class="axis" x1="{x}%" x2="{x}%" y1="{top}" y2="{top + 6}"/>')
        marks.append(f'<text x="{x}%" dx="5" y="{top + 15}">{MONTHS[month.month - 1]}</text>')
    x = _share(today, today)
    late = x > 88
    marks.append(f'<line class="today" x1="{x}%" x2="{x}%" y1="{top - 20}" y2="{top}"/>')
    side = 'text-anchor="end" dx="-5"' if late else 'dx="5"'
    marks.append(f'<text class="quiet" x="{x}%" {side} y="{top - 11}">today</text>')
    return "".join(marks)


def _longest(placed: Sequence[_Placed], top: int) -> str:
    """The name of the longest of the worst, on a stem above its dot."""
    real = [p for p in placed if not p.dot.drill and p.dot.lasted]
    if not real:
        return ""
    chosen = min(real, key=lambda p: (p.dot.colour, -p.dot.lasted.total_seconds() if p.dot.lasted else 0))
    side = 'text-anchor="end" dx="-1"' if chosen.x > 40 else 'dx="-1"'
    stem = _height(chosen.row, top) - RADIUS[chosen.dot.colour] - 1
    words = escape(f"{chosen.dot.reference}, {duration(chosen.dot.lasted)}")
    return (
        f'<line class="stem" x1="{chosen.x}%" x2="{chosen.x}%" y1="15" y2="{stem}"/>'
        f'<text class="named" aria-hidden="true" x="{chosen.x}%" {side} y="11">{words}</text>'
    )
