"""Where the timeline stands and which of its lines are entries; their days are settled in `dating`.

One form a section: headings with a time, rows of a table, list items, plain lines, or lines with the time at
their end. The form with the most clocks wins; everything between two entries belongs to the first of them.
"""

from __future__ import annotations

import re

from . import running
from .candidates import Candidate, candidates, form_of, in_code
from .chart import columns_of, of_steps, read
from .cutting import ONLY_MARKS, extent, raw_of
from .days import Day
from .heading import Heading
from .naming import plain
from .parts import Part
from .raw import Found, Raw
from .retold import retold
from .source import Source
from .tables import tables
from .words.times import NEXT_DAY

_REMARK = re.compile(r"[(\[]([^()\[\]\n]{1,30})[)\]]")
_ONLY_REMARK = re.compile(r"[\s*_`:]*+[(\[][^()\[\]\n]{1,60}[)\]][\s*_`:.]*$")


def find(source: Source, parts: list[Part], headings: list[Heading]) -> Found:
    """The entries of the timeline, in the order of the text."""
    by_line = {heading.line: heading for heading in headings}
    found = Found()
    brief = Found()
    several = sum(part.key == "timeline" for part in parts) > 1
    for number, part in enumerate(parts):
        if part.key == "timeline":
            target = brief if part.heading and part.heading.brief else found
            weak = part.heading is not None and part.heading.weak
            before = len(target.entries)
            _read_part(source, part, number, by_line, target, least=2 if weak else 1)
            if several and len(target.entries) > before:
                _day_of_heading(part, target.entries[before])
    if not found.entries:
        for number, part in enumerate(parts):
            if part.key not in ("timeline", "actions", "lessons", "references"):
                _read_part(source, part, number, by_line, found, least=3 if brief.entries else 2)
    if not found.entries:
        return brief
    found.brief = brief.entries
    return found


def _day_of_heading(part: Part, first: Raw) -> None:
    """One of several timelines begins on the day that its own heading names."""
    told = next((stamp for stamp in running.find(part.title) if stamp.day), None)
    if told and first.day is None and first.stamp and first.stamp.day is None:
        first.day, first.new_day = told.day, True


def _read_part(
    source: Source, part: Part, number: int, by_line: dict[int, Heading], found: Found, *, least: int
) -> None:
    lines = retold(source, part, candidates(source, part, by_line))
    charts = [
        (table, columns) for table in tables(source, part.first, part.last) if (columns := columns_of(table))
    ]
    in_rows = sum(columns.timed for _table, columns in charts)
    form = form_of(lines, in_rows)
    sure = least == 1
    if form is None and sure:
        charts = of_steps(source, part)
        lines = [] if charts else in_code(source, part)
        form, in_rows = ("row", least) if charts else ("plain" if lines else None, 0)
    if form == "row":
        if in_rows >= least:
            found.entries += read(source, part, charts, number)
    elif form and (sure or _convincing([line for line in lines if line.form == form], least)):
        _read_lines(source, part, number, lines, form, found)


def _convincing(chosen: list[Candidate], least: int) -> bool:
    """Outside a timeline section: enough clocks, and no prose that happens to begin with one."""
    timed = [c for c in chosen if c.stamp.clock is not None]
    full = [c for c in timed if c.stamp.day is not None]
    if chosen and chosen[0].form == "plain":
        return len(timed) >= max(least, 3) and all(
            not c.line.words.lower().startswith(("at ", "on ")) for c in timed
        )
    return (
        len(timed) >= max(least, 3)
        or len(full) >= least
        or (len(timed) >= least and chosen[0].form == "item")
    )


def _read_lines(
    source: Source, part: Part, number: int, lines: list[Candidate], form: str, found: Found
) -> None:
    day: Day | None = None
    fresh = later = False
    starts = _entries_and_days(source, part, lines, form)
    if _signed(source, part, [candidate for candidate, _is_day in starts]):
        found.entries += _read_signed(source, part, number, [candidate for candidate, _is_day in starts])
        return
    for position, (candidate, is_day) in enumerate(starts):
        following = starts[position + 1][0].line.index if position + 1 < len(starts) else part.last
        if candidate.next_day:
            later = True
            continue
        if is_day:
            day, fresh = candidate.stamp.day, True
            continue
        last = position + 1 == len(starts)
        end = extent(source, candidate, following, part, last=last)
        raw = raw_of(source, candidate, end, number)
        raw.day, raw.new_day, fresh = day, fresh, False
        raw.next_day, later = later or _says_next_day(raw), False
        found.entries.append(raw)


def _signed(source: Source, part: Part, chosen: list[Candidate]) -> bool:
    """Each time stands on a line of its own below its text, as status pages have it."""
    if len(chosen) < 2 or not all(
        c.form == "plain" and c.timed and (c.last or _says_nothing(c)) for c in chosen
    ):
        return False
    first, last = chosen[0].line.index, chosen[-1].line.index
    above = source.lines[max(part.first, first - 1)]
    after = source.lines[last + 1 : part.last]
    return (
        first > part.first
        and not above.blank
        and above.start >= part.start
        and all(line.blank for line in after)
    )


def _read_signed(source: Source, part: Part, number: int, chosen: list[Candidate]) -> list[Raw]:
    made = []
    begin = part.first
    for candidate in chosen:
        line, stamp = candidate.line, candidate.stamp
        above = [above for above in source.lines[begin : line.index] if above.start >= part.start]
        while above and above[0].blank:
            above.pop(0)
        text = "\n".join(above_line.text.rstrip() for above_line in above).strip("\n")
        start = above[0].start if above else line.start
        made.append(Raw(stamp, line.text[stamp.start : stamp.end], start, line.end, text, part=number))
        begin = line.index + 1
    return made


def _says_next_day(raw: Raw) -> bool:
    """ "09:00 (next day): …"."""
    opened = _REMARK.match(raw.text)
    return opened is not None and plain(opened.group(1)) in NEXT_DAY


def _entries_and_days(
    source: Source, part: Part, lines: list[Candidate], form: str
) -> list[tuple[Candidate, bool]]:
    """Sort out which lines are entries and which only say the day of those below."""
    any_timed = any(c.timed for c in lines if c.form == form)
    chosen = []
    for position, candidate in enumerate(lines):
        if candidate.next_day:
            chosen.append((candidate, True))
        elif candidate.form == form and (candidate.timed or candidate.told or not any_timed):
            chosen.append((candidate, False))
        elif candidate.stamp.day is not None and not candidate.timed:
            following = lines[position + 1] if position + 1 < len(lines) else None
            heads = candidate.form == "head" or _says_nothing(candidate) or _above(candidate, following)
            if candidate.form == form == "head" and _tells(source, candidate, following, part):
                heads = False
            if heads:
                chosen.append((candidate, True))
            elif candidate.form == form:
                chosen.append((candidate, False))
    return chosen


def _tells(source: Source, candidate: Candidate, following: Candidate | None, part: Part) -> bool:
    """A heading with a date over text of its own, and none of the clocks below it."""
    if following is not None and following.stamp.day is None:
        return False
    last = following.line.index if following else part.last
    return any(not line.blank for line in source.lines[candidate.line.index + 1 : last])


def _says_nothing(candidate: Candidate) -> bool:
    """A time or a day alone, or with a remark in brackets: "2024-05-01 (all times IST)"."""
    text, after = candidate.line.text, candidate.stamp.after
    if ONLY_MARKS.match(text, after):
        return True
    return candidate.stamp.clock is None and _ONLY_REMARK.match(text, after) is not None


def _above(candidate: Candidate, following: Candidate | None) -> bool:
    """A date with deeper, timed items right below it."""
    return (
        following is not None
        and following.timed
        and following.stamp.bare
        and following.line.indent > candidate.line.indent
    )
