"""Where the timeline stands and which of its lines are entries; their days are settled in `dating`.

One form a section: headings with a time, rows of a table, list items, plain lines, or lines with the time at
their end. The form with the most clocks wins; everything between two entries belongs to the first of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from . import stamps
from .outline import Heading, Part, plain
from .places import zone_in
from .source import Line, Source
from .stamps import Day, Stamp
from .tables import Row, Table, tables
from .words.times import NEXT_DAY, WEEKDAYS
from .zones import Zone

_SEPARATOR = re.compile(
    r"[ \t]*(?:(?:\\?[-–—:：|,;=>→•.]+|&[mn]dash;|&nbsp;|&#(?:8211|8212|160);)(?=[ \t]|$|[^\d\s])[ \t]*){0,3}"
)
_MARKS = re.compile(r"[*_`]+")
_REMARK = re.compile(r"[(\[]([^()\[\]\n]{1,30})[)\]]")
_STOP = re.compile(r"[.;!?)][ \t]+(?=[*_~(\[]{0,3}\d)")
_ONLY_MARKS = re.compile(r"[\s*_`#:：.,|()\[\]-]*$")


DAY_HEADING = 60
"""Up to this length a heading with a date in it says the day of what is below: "Day 2 (5 June 2023)"."""
FORMS = ("head", "item", "plain", "last")


@dataclass(slots=True)
class Raw:
    """An entry before its day is settled."""

    stamp: Stamp | None
    written: str
    start: int
    end: int
    text: str
    day: Day | None = None
    """From a day line above it, or from a date column."""
    new_day: bool = False
    """The first entry under its day line."""
    next_day: bool = False
    """Words on it or above it move on by a day."""
    zone: Zone | None = None
    """From the column's title."""
    part: int = 0


@dataclass(slots=True)
class Found:
    entries: list[Raw] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    """Spans that entries, day lines and table headers cover."""
    brief: list[Raw] = field(default_factory=list)
    """The few clocks of a "Key events" list where a longer timeline stands elsewhere."""
    days: list[Stamp] = field(default_factory=list)


@dataclass(slots=True)
class _Candidate:
    line: Line
    form: str
    stamp: Stamp
    inner: int
    last: bool = False
    until: int | None = None
    """Where the next entry on the same line begins."""
    dotted: bool = False
    next_day: bool = False
    """A line that only moves on by a day."""

    @property
    def timed(self) -> bool:
        return self.stamp.clock is not None or self.stamp.unreadable


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
    told = next((stamp for stamp in stamps.find(part.title) if stamp.day), None)
    if told and first.day is None and first.stamp and first.stamp.day is None:
        first.day, first.new_day = told.day, True


def _read_part(
    source: Source, part: Part, number: int, by_line: dict[int, Heading], found: Found, *, least: int
) -> None:
    candidates = _candidates(source, part, by_line)
    charts = [
        (table, columns) for table in tables(source, part.first, part.last) if (columns := _columns(table))
    ]
    form = _form(candidates, sum(columns.timed for _table, columns in charts))
    sure = least == 1
    if form is None:
        return
    if form == "row":
        if sum(columns.timed for _table, columns in charts) < least and not sure:
            return
        for table, columns in charts:
            _read_table(source, table, columns, number, found)
        return
    chosen = [c for c in candidates if c.form == form]
    if not sure and not _convincing(chosen, least):
        return
    _read_lines(source, part, number, candidates, form, found)


def _convincing(chosen: list[_Candidate], least: int) -> bool:
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


def _candidates(source: Source, part: Part, by_line: dict[int, Heading]) -> list[_Candidate]:
    found = []
    for line in source.lines[part.first : part.last]:
        if line.opaque or line.blank or line.quoted or line.row or (line.start < part.start and part.heading):
            continue
        heading = by_line.get(line.index)
        candidate = _from_heading(line, heading) if heading and heading.key is None else _from_line(line)
        if candidate:
            found += _unglued(candidate)
    if sum(candidate.timed for candidate in found) < 2:
        found = [candidate for candidate in found if not candidate.dotted]
    return found


def _from_heading(line: Line, heading: Heading) -> _Candidate | None:
    inner = line.text.find(heading.text)
    stamp = stamps.at(line.text, max(inner, 0))
    if stamp:
        return _Candidate(line, "head", stamp, inner)
    stamp = stamps.last(heading.text)
    if stamp and stamp.day:
        return _Candidate(line, "head", stamp.moved(inner), inner, last=True)
    told = next((s for s in stamps.find(heading.text) if s.day), None)
    if told and told.clock is None and len(heading.text) < DAY_HEADING:
        return _Candidate(line, "head", told.moved(inner), inner)
    return None


def _from_line(line: Line) -> _Candidate | None:
    form = "item" if line.item else "plain"
    if form == "plain" and line.indent > 3:
        return None
    stamp = stamps.at(line.text, line.inner)
    if stamp and _separated(line.text, stamp):
        return _Candidate(line, form, stamp, line.inner)
    dotted = stamps.dotted_at(line.text, line.inner)
    if dotted:
        return _Candidate(line, form, dotted, line.inner, dotted=True)
    if plain(line.words) in NEXT_DAY:
        return _Candidate(line, "plain", Stamp(line.inner, line.inner), line.inner, next_day=True)
    if form == "item" and line.mark:
        last = stamps.last(line.words)
        if last and last.day and len(line.words) < 200:
            return _Candidate(line, "last", last.moved(line.inner), line.inner, last=True)
    return None


def _unglued(candidate: _Candidate) -> list[_Candidate]:
    """Entries that share a line: after a full stop, the same form of time with the same separator again."""
    glued = [candidate]
    line, text = candidate.line, candidate.line.text
    if candidate.form == "head" or candidate.last or candidate.stamp.clock is None:
        return glued
    shape = _shape(text, candidate.stamp)
    if shape[-1] == "":
        return glued
    for stop in _STOP.finditer(text, candidate.stamp.after):
        stamp = stamps.at(text, stop.end())
        if stamp and stamp.clock and _shape(text, stamp) == shape:
            glued[-1].until = stop.end()
            glued.append(_Candidate(line, candidate.form, stamp, stop.end()))
    return glued


def _shape(text: str, stamp: Stamp) -> tuple[bool, bool, bool, str]:
    follows = text[stamp.after :].lstrip(" \t")[:1]
    return stamp.day is not None, stamp.half, stamp.zone is not None, follows if follows in "-–—:" else ""


def _separated(text: str, stamp: Stamp) -> bool:
    follows = text[stamp.after : stamp.after + 1]
    return not follows or follows.isspace() or follows in "-–—:：|,;.=>→(["


def _form(candidates: list[_Candidate], rows: int) -> str | None:
    read = {c.form for c in candidates if c.stamp.clock is not None}
    timed = {form: sum(c.timed for c in candidates if c.form == form and form in read) for form in FORMS}
    if timed["head"] and (timed["head"] > 1 or not any(timed[f] for f in ("item", "plain"))) and not rows > 2:
        return "head"
    timed["row"] = rows
    if timed["last"] and not timed["item"] and not rows and not timed["plain"]:
        return "last"
    best = max(("row", "item", "plain"), key=lambda form: timed[form])
    if timed[best]:
        return best
    dated = {form: sum(c.form == form and not c.stamp.unreadable for c in candidates) for form in FORMS[:3]}
    best = max(dated, key=lambda form: dated[form])
    return best if dated[best] else None


def _read_lines(
    source: Source, part: Part, number: int, candidates: list[_Candidate], form: str, found: Found
) -> None:
    day: Day | None = None
    fresh = later = False
    starts = _entries_and_days(source, candidates, form)
    for position, (candidate, is_day) in enumerate(starts):
        following = starts[position + 1][0].line.index if position + 1 < len(starts) else part.last
        if candidate.next_day:
            later = True
            found.taken.append((candidate.line.start, candidate.line.end))
            continue
        if is_day:
            day, fresh = candidate.stamp.day, True
            found.days.append(candidate.stamp)
            found.taken.append((candidate.line.start, candidate.line.end))
            continue
        last = position + 1 == len(starts)
        end = _extent(source, candidate, following, part, last=last)
        raw = _raw(source, candidate, end, number)
        raw.day, raw.new_day, fresh = day, fresh, False
        raw.next_day, later = later or _says_next_day(raw), False
        found.entries.append(raw)
        found.taken.append((raw.start, raw.end))


def _says_next_day(raw: Raw) -> bool:
    """ "09:00 (next day): …"."""
    opened = _REMARK.match(raw.text)
    return opened is not None and plain(opened.group(1)) in NEXT_DAY


def _entries_and_days(
    source: Source, candidates: list[_Candidate], form: str
) -> list[tuple[_Candidate, bool]]:
    """Sort out which candidates are entries and which only say the day of those below."""
    any_timed = any(c.timed for c in candidates if c.form == form)
    chosen = []
    for position, candidate in enumerate(candidates):
        if candidate.next_day:
            chosen.append((candidate, True))
        elif candidate.form == form and (candidate.timed or not any_timed):
            chosen.append((candidate, False))
        elif candidate.stamp.day is not None and not candidate.timed:
            following = candidates[position + 1] if position + 1 < len(candidates) else None
            heads = candidate.form == "head" or _says_nothing(candidate) or _above(candidate, following)
            if heads:
                chosen.append((candidate, True))
            elif candidate.form == form:
                chosen.append((candidate, False))
    return chosen


def _says_nothing(candidate: _Candidate) -> bool:
    return _ONLY_MARKS.match(candidate.line.text, candidate.stamp.after) is not None


def _above(candidate: _Candidate, following: _Candidate | None) -> bool:
    """A date with deeper, timed items right below it."""
    return (
        following is not None
        and following.timed
        and following.stamp.bare
        and following.line.indent > candidate.line.indent
    )


def _extent(source: Source, candidate: _Candidate, following: int, part: Part, *, last: bool) -> int:
    """The line after the entry's last. Between two entries everything belongs to the first of them."""
    lines = source.lines
    end = min(following, part.last)
    if last and candidate.form != "head":
        end = candidate.line.index + 1
        while end < min(following, part.last) and _goes_on(lines, end, candidate):
            end += 1
    while end > candidate.line.index + 1 and (lines[end - 1].blank or lines[end - 1].rule):
        end -= 1
    return end


def _goes_on(lines: list[Line], number: int, candidate: _Candidate) -> bool:
    """Whether a line after the last entry still is its text: no blank line between, or indented below it."""
    line = lines[number]
    if line.blank:
        return number + 1 < len(lines) and _deeper(lines[number + 1], candidate)
    return not lines[number - 1].blank or _deeper(line, candidate)


def _deeper(line: Line, candidate: _Candidate) -> bool:
    width = len(line.text) - len(line.text.lstrip())
    return not line.blank and width > candidate.line.indent and width >= 2


def _raw(source: Source, candidate: _Candidate, end: int, number: int) -> Raw:
    line, stamp = candidate.line, candidate.stamp
    if candidate.until is not None:
        return _glued(candidate, number)
    if candidate.last:
        rest = line.text[candidate.inner : stamp.start].rstrip(" \t:-–—(*_`") + line.text[stamp.end :].rstrip(
            " #)*_`:"
        )
        rest = re.sub(r"[ \t]+(?:at|on|um|am|à|le|a las|às)$", "", rest.strip().lstrip("*_` "))
    else:
        rest = _rest(line.text, stamp, candidate)
    below = source.lines[line.index + 1 : end]
    lines = [rest] if rest else []
    lines += _dedented(below, line.inner)
    last = source.lines[end - 1]
    return Raw(
        stamp,
        line.text[stamp.start : stamp.end].strip(" *_`"),
        line.start + _first_column(candidate),
        last.end,
        "\n".join(lines).strip("\n"),
        part=number,
    )


def _first_column(candidate: _Candidate) -> int:
    """Where the entry begins on its line: at the list marker, or where the one before it on the line ends."""
    line = candidate.line
    if candidate.inner > line.inner and candidate.form != "head":
        return candidate.inner
    return len(line.text) - len(line.text.lstrip())


def _glued(candidate: _Candidate, number: int) -> Raw:
    """An entry that ends where the next begins on the same line."""
    line, stamp, until = candidate.line, candidate.stamp, candidate.until or 0
    written = line.text[stamp.start : stamp.end].strip(" *_`")
    text = _rest(line.text[:until], stamp, candidate)
    return Raw(stamp, written, line.start + _first_column(candidate), line.start + until, text, part=number)


def _rest(text: str, stamp: Stamp, candidate: _Candidate) -> str:
    """The words behind the time, with emphasis that opened before it opened again."""
    cut = _SEPARATOR.match(text, stamp.after).end()  # type: ignore[union-attr]
    rest = text[cut:]
    if candidate.form == "head":
        rest = rest.rstrip(" \t#")
        return "" if _ONLY_MARKS.match(rest) else rest
    opened = _MARKS.search(text, candidate.inner, stamp.start)
    closed = _MARKS.search(text, stamp.end, cut)
    if opened and not closed and opened.group() in rest:
        rest = opened.group() + rest
    elif rest.startswith(("** ", "__ ")):
        rest = rest[2:]
    return rest.strip()


def _dedented(lines: list[Line], width: int) -> list[str]:
    out = []
    for line in lines:
        blank = len(line.text) - len(line.text.lstrip(" \t"))
        out.append(
            line.text[min(blank, width) :].rstrip() if not line.code else line.text[min(blank, width) :]
        )
    return out


@dataclass(frozen=True, slots=True)
class _Columns:
    day: int | None
    clock: int | None
    others: tuple[int, ...]
    timed: int
    year: int | None
    zone: Zone | None


def _columns(table: Table) -> _Columns | None:
    """Which columns say the day and the time; None when the table is no timeline."""
    clocks, days = {}, {}
    for column in range(table.width):
        read = [stamps.at(cell.text) for row in table.rows if (cell := row.cell(column)) and cell.text]
        clocks[column] = sum(s is not None and (s.clock is not None or s.unreadable) for s in read)
        days[column] = sum(s is not None and s.day is not None for s in read)
    half = max(1, len(table.rows) // 2)
    clock = next((c for c in clocks if clocks[c] >= half), None)
    day = next((c for c in days if days[c] >= half and (clock is None or c <= clock)), None)
    if day is None and clock is not None:
        day = next((c for c in days if days[c] and c < clock), None)
    if clock is None and (day is None or day > 0):
        return None
    if clock is not None and clock > 3:
        return None
    if clock is None:
        clock, day = day, None
    if day == clock:
        day = None
    other_clocks = {c for c in clocks if c != clock and clocks[c] >= half and _is_clock_column(table, c)}
    others = tuple(c for c in range(table.width) if c not in (day, clock) and c not in other_clocks)
    if not others:
        return None
    titles = " ".join(table.title(c) for c in (day, clock) if c is not None)
    return _Columns(day, clock, others, len(table.rows), _year(titles), zone_in(table.title(clock or 0)))


def _is_clock_column(table: Table, column: int) -> bool:
    texts = [cell.text for row in table.rows if (cell := row.cell(column))]
    return all((s := stamps.at(text)) is None or len(text) - (s.end - s.start) < 8 for text in texts)


def _year(titles: str) -> int | None:
    found = re.search(r"\b(20\d\d|19\d\d)\b", titles)
    return int(found.group()) if found else None


def _read_table(source: Source, table: Table, columns: _Columns, number: int, found: Found) -> None:
    day: Day | None = None
    found.taken.append((source.lines[table.first].start, source.lines[table.last - 1].end))
    for row in table.rows:
        if not any(cell.text for cell in row.cells):
            continue
        cell = row.cell(columns.day)
        written = stamps.at(cell.text) if cell and cell.text else None
        if written and written.day:
            day = _dated(written.day, columns.year)
        raw = _from_row(table, row, columns, day)
        raw.new_day = written is not None and written.day is not None
        raw.part = number
        found.entries.append(raw)


def _dated(day: Day, year: int | None) -> Day:
    return replace(day, year=year) if day.year is None and year else day


def _from_row(table: Table, row: Row, columns: _Columns, day: Day | None) -> Raw:
    cell = row.cell(columns.clock)
    stamp = stamps.at(cell.text) if cell and cell.text else None
    if stamp and stamp.day and columns.year:
        stamp = replace(stamp, day=_dated(stamp.day, columns.year))
    dated = row.cell(columns.day)
    written = " ".join(c.text.strip("*_` ") for c in (dated, cell) if c and c.text)
    left = cell.text[stamp.after :].strip(" -–—:*_") if cell and stamp else ""
    if cell and not stamp and cell.text:
        left = "" if written == cell.text else cell.text
    return Raw(
        stamp, written, row.start, row.end, _row_text(table, row, columns, left), day=day, zone=columns.zone
    )


def _row_text(table: Table, row: Row, columns: _Columns, left: str) -> str:
    """The longest column is the text; the others follow it, each with its title."""
    texts = [(c, cell.text) for c in columns.others if (cell := row.cell(c)) and cell.text]
    texts = [(c, text) for c, text in texts if text.rstrip(".").lower() not in WEEKDAYS]
    main = _main_column(table, columns)
    lines = [text for c, text in texts if c == main]
    if left:
        lines.insert(0, left)
    for column, text in texts:
        if column != main:
            title = table.title(column)
            lines.append(f"{title}: {text}" if title else text)
    return "\n".join(lines)


def _main_column(table: Table, columns: _Columns) -> int:
    def size(column: int) -> int:
        return sum(len(cell.text) for row in table.rows if (cell := row.cell(column)))

    return max(columns.others, key=size)
