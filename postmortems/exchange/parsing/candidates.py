"""Lines that may be entries: headings, list items and plain lines with a time in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import leading, running, stamps
from .heading import Heading
from .naming import plain
from .parts import Part
from .source import Line, Source
from .stamps import Stamp
from .words.times import NEXT_DAY

_STOP = re.compile(
    r"[.;!?)][ \t]+(?:[-•*–—][ \t]+)?(?=[*_~(\[]{0,3}\d)|(?<=[^\W\d_])[.;!?)](?=\d{1,2}:\d\d)"
    r"|(?P<none>(?<=[^\W\d_])[ \t]+(?=\d{1,2}:?\d\d[^:\n]{0,12}:[ \t]))"
)
"""Where an entry may end on its line; `none` is no stop, only words and a time with a colon."""
_LEADS_ON = re.compile(
    r"\b(?:at|by|from|to|until|till|since|after|before|around|about|of|the|and|between|on|for|in|near|approximately|um|bis|von|à|de|a|las)$",
    re.IGNORECASE,
)
"""A time behind one of these belongs to the sentence."""
DAY_HEADING = 60
"""Up to this length a heading with a date in it says the day of what is below: "Day 2 (5 June 2023)"."""
FENCES = ("```", "~~~")
MARGIN = 3
"""A plain line may be so far from the margin."""
BLANKS = 40
"""So many may stand between a time and the mark behind it."""
LAST_WITHIN = 200
"""Up to this length a line may say its time at the end."""
ITEM_WITHIN = 400
"""Up to this length an item may end with its day and time."""
_APART = re.compile(r"(?:[(\[]|[-–—:@][ \t]*|\b(?:at|on|um|à|às|a las|alle|om)[ \t]+|\*\*[ \t]+)$")
FEWEST_PLACES = 3
"""So many lines with a place for a time, and nowhere a time, are a timeline: "10:??"."""
FORMS = ("head", "item", "plain", "last")


@dataclass(slots=True)
class Candidate:
    line: Line
    form: str
    stamp: Stamp
    inner: int
    last: bool = False
    until: int | None = None
    """Where the next entry on the same line begins."""
    dotted: bool = False
    """Its time counts beside others alone: "17.30 - …", "1730: …"."""
    next_day: bool = False
    """A line that only moves on by a day."""
    below: Line | None = None
    """The line below that tells its time, where it does not do so itself."""
    told: bool = False
    """An item that begins with no time, and may have one in the middle."""

    @property
    def deep(self) -> bool:
        """A plain line so far from the margin that it could be code, or belong to the line above."""
        return self.form == "plain" and self.line.indent > MARGIN

    @property
    def timed(self) -> bool:
        return self.stamp.clock is not None or self.stamp.unreadable


def candidates(source: Source, part: Part, by_line: dict[int, Heading]) -> list[Candidate]:
    found = []
    for line in source.lines[part.first : part.last]:
        if line.opaque or line.blank or line.quoted or line.row:
            continue
        heading = by_line.get(line.index)
        if line.start < part.start and part.heading:
            candidate = _behind_label(line, part)
        else:
            candidate = _from_heading(line, heading) if heading and heading.key is None else _from_line(line)
        if candidate:
            found += _unglued(candidate)
    found = found or _ends_in_time(source, part)
    if sum(candidate.timed for candidate in found) < 2 or all(map(_could_be_a_year, found)):
        found = [candidate for candidate in found if not candidate.dotted]
    return _without_details(_without_deep(found))


def _could_be_a_year(candidate: Candidate) -> bool:
    """ "2015: …" tells a time only beside others that are no years."""
    written = candidate.line.text[candidate.stamp.start : candidate.stamp.end]
    return candidate.dotted and written.startswith(("19", "20")) and written.isdigit()


def in_code(source: Source, part: Part) -> list[Candidate]:
    """A timeline that is a block of code: lines that begin with a time, where it begins with one."""
    block = [line for line in source.lines[part.first : part.last] if line.code and not line.blank]
    block = [line for line in block if not line.text.lstrip().startswith(FENCES)]
    found = [
        Candidate(line, "plain", stamp, 0)
        for line in block
        if (stamp := stamps.at(line.text, 0)) and stamp.clock and _separated(line.text, stamp)
    ]
    return found if len(found) > 1 and found[0].line is block[0] else []


def _without_deep(found: list[Candidate]) -> list[Candidate]:
    """Plain lines far from the margin are entries where at most the first of them all stands at it."""
    nearer = [c for c in found if c.timed and not c.deep]
    if found and found[0].deep and found[0].timed:
        return found
    if len(nearer) < 2 and not any(c.form != "plain" for c in nearer):
        return found
    return [c for c in found if not c.deep]


def _behind_label(line: Line, part: Part) -> Candidate | None:
    """ "Timeline: 10:00 UTC: the disk fills. 10:20 UTC: …": the first entry stands behind the heading."""
    inner = part.start - line.start
    stamp = stamps.at(line.text, inner)
    if part.key == "timeline" and stamp and stamp.clock and _separated(line.text, stamp):
        return Candidate(line, "plain", stamp, inner)
    return None


def _ends_in_time(source: Source, part: Part) -> list[Candidate]:
    """ "The disk fills (10:00 UTC)": where no line begins with a time, those that end with one, set apart."""
    found = []
    for line in source.lines[part.first : part.last] if part.key == "timeline" else ():
        if line.opaque or line.blank or line.quoted or line.row or line.start < part.start:
            continue
        stamp = running.last(line.words)
        if stamp and len(line.words) < LAST_WITHIN and _APART.search(line.words, 0, stamp.start):
            found.append(Candidate(line, "last", stamp.moved(line.inner), line.inner, last=True))
    return found if len(found) > 1 else []


def _without_details(found: list[Candidate]) -> list[Candidate]:
    """Leave out list items with a time that stand deeper than two or more entries with their own day or words."""
    items = [c for c in found if c.form == "item" and c.timed]
    top = min((c.line.indent for c in items), default=0)
    tops = sum(c.line.indent == top for c in items)
    if tops < 2 or items[0].line.indent > top:
        return found
    return [c for c in found if c.form != "item" or c.line.indent == top or not c.timed]


def _from_heading(line: Line, heading: Heading) -> Candidate | None:
    inner = line.text.find(heading.text)
    stamp = stamps.at(line.text, max(inner, 0))
    if stamp:
        return Candidate(line, "head", stamp, inner)
    stamp = running.last(heading.text)
    if stamp and stamp.day:
        return Candidate(line, "head", stamp.moved(inner), inner, last=True)
    told = next((s for s in running.find(heading.text) if s.day), None)
    if told and told.clock is None and len(heading.text) < DAY_HEADING:
        return Candidate(line, "head", told.moved(inner), inner)
    return None


def _from_line(line: Line) -> Candidate | None:
    form = "item" if line.item else "plain"
    stamp = stamps.at(line.text, line.inner)
    if stamp and _separated(line.text, stamp):
        return Candidate(line, form, stamp, line.inner)
    if form == "plain" and line.indent > MARGIN:
        return None
    if form == "plain" and line.words.startswith("Posted "):
        posted = running.last(line.words)
        if posted and posted.day:
            return Candidate(line, form, posted.moved(line.inner), line.inner, last=True)
    dotted = leading.dotted_at(line.text, line.inner) or leading.four_digits_at(line.text, line.inner)
    if dotted:
        return Candidate(line, form, dotted, line.inner, dotted=True)
    if form == "item" and (day := leading.short_day(line.text, line.inner)):
        return Candidate(line, form, day, line.inner, dotted=True)
    if plain(line.words) in NEXT_DAY:
        return Candidate(line, "plain", Stamp(line.inner, line.inner), line.inner, next_day=True)
    if form == "item" and line.mark:
        last = running.last(line.words)
        if last and last.day and len(line.words) < ITEM_WITHIN:
            return Candidate(line, "last", last.moved(line.inner), line.inner, last=True)
    return None


def _unglued(candidate: Candidate) -> list[Candidate]:
    """Entries that share a line: after a full stop, the same form of time with the same separator again."""
    glued = [candidate]
    line, text = candidate.line, candidate.line.text
    if candidate.form == "head" or candidate.last or candidate.stamp.clock is None:
        return glued
    shape = _shape(text, candidate.stamp)
    if shape[-1] == "":
        return glued
    for stop in _STOP.finditer(text, candidate.stamp.after):
        if stop["none"] and (shape[-1] != ":" or _LEADS_ON.search(text, stop.start() - 14, stop.start())):
            continue
        stamp = stamps.at(text, stop.end())
        if stamp and stamp.clock and _shape(text, stamp) == shape:
            glued[-1].until = stop.end()
            glued.append(Candidate(line, candidate.form, stamp, stop.end()))
    return glued


def _shape(text: str, stamp: Stamp) -> tuple[bool, bool, bool, bool, str]:
    follows = text[stamp.after : stamp.after + BLANKS].lstrip(" \t")[:1]
    marked = "*" in text[stamp.end : stamp.after]
    return (
        stamp.day is not None,
        stamp.half,
        stamp.zone is not None,
        marked,
        follows if follows in "-–—:" else "",
    )


def _separated(text: str, stamp: Stamp) -> bool:
    follows = text[stamp.after : stamp.after + 1]
    return not follows or follows.isspace() or follows in "-–—:：|,;.=>→([（，；"


def form_of(lines: list[Candidate], rows: int) -> str | None:
    read = {c.form for c in lines if c.stamp.clock is not None}
    timed = {form: sum(c.timed for c in lines if c.form == form and form in read) for form in FORMS}
    if timed["head"] and (timed["head"] > 1 or not any(timed[f] for f in ("item", "plain"))) and not rows > 2:
        return "head"
    timed["row"] = rows
    if timed["last"] and not timed["item"] and not rows and not timed["plain"]:
        return "last"
    best = max(("row", "item", "plain"), key=lambda form: timed[form])
    if timed[best]:
        return best
    dated = {form: sum(c.form == form and not c.stamp.unreadable for c in lines) for form in FORMS[:3]}
    best = max(dated, key=lambda form: dated[form])
    if dated[best]:
        return best
    places = {form: sum(c.form == form for c in lines) for form in FORMS[:3]}
    best = max(places, key=lambda form: places[form])
    return best if places[best] >= FEWEST_PLACES else None
