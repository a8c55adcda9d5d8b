"""The picture of a frozen timeline as one SVG that stands by itself: in pixels, with its own colours. Pure.

The page's drawing stretches with the window and takes its colours from the page's stylesheet. A file has
neither, and WeasyPrint applies no stylesheet to an SVG but the one that is in it.
"""

from __future__ import annotations

import re
from html import escape

from incidents.timeline.drawing import telling
from incidents.timeline.picture import Day, Drawing, Moment
from incidents.timeline.shapes import GLYPHS
from postmortems.archive.pieces import Entry
from postmortems.archive.report import Report

#: What an A4 page between its margins is wide, in CSS pixels.
WIDTH = 640
_STYLE = """
text { font: 12px Inter, "Helvetica Neue", Arial, "Noto Sans", sans-serif; fill: #4a4f5c }
.strong { fill: #1f232e; font-weight: 600 } .quiet { fill: #636874 } .small { font-size: 11px }
.middle { text-anchor: middle } .end { text-anchor: end }
.ph0 { fill: #f2f2f0 } .ph1 { fill: #f9b3a8 } .ph2 { fill: #f6d99a } .ph3 { fill: #c5ecd9 }
.hatch { stroke: #c8503f; stroke-width: 1; stroke-opacity: .45 } .band-text { fill: #1f232e }
.stem { stroke: #1f232e; stroke-width: 1 } .lane, .leader { stroke: #c6c6c3; stroke-width: 1 }
.axis, .tick { stroke: #858992; stroke-width: 1 } .gap { stroke: #636874; stroke-dasharray: 1.5 3 }
.ground { fill: #fff; stroke: #fff; stroke-width: 8; stroke-linejoin: round }
.range { fill: #c6c6c3; stroke: #858992; stroke-width: .5 } .break-ground { fill: #fff }
.break { stroke: #4a4f5c; stroke-width: 1.25; fill: none } .about { fill: none; stroke: #4a4f5c; stroke-width: 1.25 }
.day-bar { fill: #f2f2f0; stroke: #858992; stroke-dasharray: 3 2 }
.glyph { fill: #4a4f5c } .key { fill: #1f232e } .line { fill: #fff; stroke: #1f232e; stroke-width: 1.5 }
.detection { fill: #c8503f } .mitigation { fill: #b9791b } .recovery { fill: #2f9068 }
"""
_PERCENT = re.compile(r'="(-?[\d.]+)%"')
_INNER = re.compile(r'<svg x="([-\d.]+)" y="([-\d.]+)">')
_HALO = re.compile(r'<text class="[^"]*\bhalo\b[^>]*>.*?</text>')
_OUTER = re.compile(r'<svg class="pic[^"]*" width="100%" height="([\d.]+)"')


def picture(report: Report, width: int = WIDTH) -> str:
    """The drawing of the report's timeline; nothing where no time is known."""
    moments = [_moment(entry) for entry in report.entries if entry.happened_at and entry.precision != "day"]
    known = [
        e.happened_at.astimezone(report.tzinfo).date()
        for e in report.entries
        if e.happened_at and e.precision == "day"
    ]
    days = [Day(day, known.count(day)) for day in sorted(set(known))]
    undated = sum(entry.happened_at is None for entry in report.entries)
    if not moments and not days and not any(report.clocks.values()):
        return ""
    drawing = Drawing(
        sorted(moments, key=lambda moment: moment.at),
        report.clocks,
        report.zone,
        width,
        report.title,
        "picture",
        days=days,
        undated=undated,
    )
    untold = {moment: "" for moment in drawing.numbers if moment not in drawing.lane.told}
    listed = telling.key_list(drawing.numbers, untold, report.zone, links=False)
    rest = telling.not_drawn(days, undated)
    note = f'<p class="quiet small">{escape(rest)}</p>' if rest else ""
    return _by_itself(drawing.svg(), width) + listed.replace("<details", "<details open") + note


def _moment(entry: Entry) -> Moment:
    assert entry.happened_at
    return Moment(
        entry.happened_at,
        entry.shape or entry.kind,
        entry.key_moment or bool(entry.clocks),
        entry.kind_name,
        entry.counts_as,
        entry.ended_at,
        entry.precision == "about",
        entry.text,
        entry.id,
    )


def _by_itself(svg: str, width: int) -> str:
    """Per cent as pixels, drawings inside the drawing as groups, the colours in it."""
    height = _OUTER.match(svg).group(1)  # type: ignore[union-attr]
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" class="pic" viewBox="-8 0 {width + 16} {height}" width="100%"'
    svg = _OUTER.sub(whole, svg, count=1)
    svg = svg.replace('width="100%"', "\0", 1)
    svg = _PERCENT.sub(lambda found: f'="{float(found[1]) * width / 100:.2f}"', svg).replace(
        "\0", 'width="100%"'
    )
    inside = _INNER.sub(r'<g transform="translate(\1 \2)">', svg)
    # An outline behind letters is drawn first by what knows `paint-order` alone; so it is a text of its own.
    inside = _HALO.sub(lambda found: found[0].replace("halo", "ground", 1) + found[0], inside)
    inside = inside.replace("</g></svg>", "</g></g>").removesuffix("</g>") + "</svg>"
    return inside.replace("<g aria-hidden", f"<style>{_STYLE}</style><g aria-hidden", 1)


def glyph(shape: str, is_key: bool) -> str:
    """The mark of an entry, beside its row."""
    drawing = GLYPHS.get(shape, GLYPHS["other"])
    ink = {"detection": "#c8503f", "mitigation": "#b9791b", "recovery": "#2f9068"}.get(
        shape, "#1f232e" if is_key else "#4a4f5c"
    )
    if not is_key:
        drawing = drawing.replace('<circle class="core" r="1.75"/>', "")
    drawing = drawing.replace('class="line"', f'fill="#ffffff" stroke="{ink}" stroke-width="1.5"')
    size = 'viewBox="-8 -8 16 16" width="12" height="12"'
    return f'<svg class="glyph" {size} fill="{ink}" aria-hidden="true">{drawing}</svg>'
