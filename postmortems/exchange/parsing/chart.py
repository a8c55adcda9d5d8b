"""A table as a timeline: which columns say the day and the time, and what each row says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from incidents.timeline.labels import Zone

from . import running, stamps
from .days import Day
from .naming import plain
from .parts import Part
from .places import zone_in
from .raw import Raw
from .source import Line, Source
from .tables import Row, Table, tables
from .words.clues import DATE_LABELS, DETECT_LABELS, END_LABELS, EVENT_COLUMNS, START_LABELS
from .words.times import NEXT_DAY, WEEKDAYS

LOOK_AT = 12
"""Times stand in one of the first columns."""
SHORT = 80
"""A line that says a day says little else."""
FEWEST_STEPS = 3
"""A table of fewer rows without a time is no timeline."""
GOES_ON = ("→", "↳", "⇒", "=>", "->", "…", "...")
"""So a row without a time begins that tells more of the one above."""
FIELD_LABELS = DATE_LABELS | START_LABELS | END_LABELS | DETECT_LABELS


@dataclass(frozen=True, slots=True)
class Columns:
    day: int | None
    clock: int | None
    others: tuple[int, ...]
    timed: int
    year: int | None
    zone: Zone | None


def columns_of(table: Table) -> Columns | None:
    """Which columns say the day and the time; None when the table is no timeline."""
    clocks, days = {}, {}
    for column in range(min(table.width, LOOK_AT)):
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
    if not others or _of_fields(table, others):
        return None
    titles = " ".join(table.title(c) for c in (day, clock) if c is not None)
    return Columns(day, clock, others, len(table.rows), _year(titles), zone_in(table.title(clock or 0)))


def of_steps(source: Source, part: Part) -> list[tuple[Table, Columns]]:
    """The tables of a timeline that tell no time of day: a day somewhere, or steps that the first column counts."""
    found = []
    for table in tables(source, part.first, part.last):
        if table.width < 2 or len(table.rows) < FEWEST_STEPS:
            continue
        days = [
            sum(
                bool((cell := row.cell(column)) and (told := stamps.at(cell.text)) and told.day)
                for row in table.rows
            )
            for column in range(min(table.width, LOOK_AT))
        ]
        first = next((column for column, many in enumerate(days) if 2 * many >= len(table.rows)), 0)
        others = tuple(column for column in range(table.width) if column != first)
        found.append((table, Columns(None, first, others, len(table.rows), None, None)))
    return found


def _of_fields(table: Table, others: tuple[int, ...]) -> bool:
    """A table of labels and values ("| Started | 10:00 |"), of which most are clocks of the incident."""
    if others != (0,):
        return False
    labels = [plain(cell.text) for row in table.rows if (cell := row.cell(0))]
    return sum(label in FIELD_LABELS for label in labels) * 2 >= len(labels)


def _is_clock_column(table: Table, column: int) -> bool:
    texts = [cell.text for row in table.rows if (cell := row.cell(column))]
    return all((s := stamps.at(text)) is None or len(text) - (s.end - s.start) < 8 for text in texts)


def _year(titles: str) -> int | None:
    found = re.search(r"\b(20\d\d|19\d\d)\b", titles)
    return int(found.group()) if found else None


def rows(table: Table, columns: Columns) -> Iterator[Raw]:
    """The entries of a table, a day carried down to the rows below it."""
    day: Day | None = None
    before: Raw | None = None
    main = _main_column(table, columns)
    head = table.header.cell(columns.clock) if table.header else None
    first = (table.header,) if table.header and head and _is_time(head.text) else ()
    for row in (*first, *table.rows):
        if not any(cell.text for cell in row.cells):
            continue
        cell = row.cell(columns.day)
        written = stamps.at(cell.text) if cell and cell.text else None
        if written and written.day:
            day = _dated(written.day, columns.year)
        raw = _from_row(table, row, columns, main, day)
        if before and not raw.written and raw.text.startswith(GOES_ON):
            before.text, before.end = f"{before.text}\n{raw.text}", raw.end
            continue
        before = raw
        raw.new_day = written is not None and written.day is not None
        yield raw


def _is_time(text: str) -> bool:
    """A heading that is a time: the author began the table with its first entry."""
    stamp = stamps.at(text)
    return stamp is not None and stamp.clock is not None and stamp.start == 0 and stamp.after >= len(text)


def _dated(day: Day, year: int | None) -> Day:
    return replace(day, year=year) if day.year is None and year else day


def _from_row(table: Table, row: Row, columns: Columns, main: int, day: Day | None) -> Raw:
    cell = row.cell(columns.clock)
    stamp = stamps.at(cell.text) if cell and cell.text else None
    if stamp and stamp.day and columns.year:
        stamp = replace(stamp, day=_dated(stamp.day, columns.year))
    dated = row.cell(columns.day)
    written = " ".join(c.text.strip("*_` ") for c in (dated, cell) if c and c.text)
    left = cell.text[stamp.after :].strip(" -–—:*_") if cell and stamp else ""
    if cell and not stamp and cell.text:
        left = "" if written == cell.text else cell.text
    text = _row_text(table, row, columns, main, left)
    later = plain(left.strip("()[] ")) in NEXT_DAY
    raw = Raw(stamp, written, row.start, row.end, text, day=day, zone=columns.zone, next_day=later)
    raw.undated = stamp is None and day is None and columns.day is None
    return raw


def _row_text(table: Table, row: Row, columns: Columns, main: int, left: str) -> str:
    """The column of events, else the longest, is the text, `main`; the others follow it, each with its title."""
    texts = [(c, cell.text) for c in columns.others if (cell := row.cell(c)) and cell.text]
    texts = [(c, text) for c, text in texts if text.rstrip(".").lower() not in WEEKDAYS]
    lines = [text for c, text in texts if c == main]
    if left:
        lines.insert(0, left)
    for column, text in texts:
        if column != main:
            title = table.title(column)
            lines.append(f"{title}: {text}" if title else text)
    return "\n".join(lines)


def _main_column(table: Table, columns: Columns) -> int:
    def size(column: int) -> int:
        return sum(len(cell.text) for row in table.rows if (cell := row.cell(column)))

    named = [column for column in columns.others if plain(table.title(column)) in EVENT_COLUMNS]
    return max(named or columns.others, key=size)


def read(source: Source, part: Part, charts: list[tuple[Table, Columns]], number: int) -> list[Raw]:
    """The entries of all tables of a section."""
    found: list[Raw] = []
    above = part.first
    for table, columns in charts:
        its_rows = list(rows(table, columns))
        told = _day_above(source.lines[above : table.first])
        if (
            told
            and its_rows
            and its_rows[0].day is None
            and its_rows[0].stamp
            and its_rows[0].stamp.day is None
        ):
            its_rows[0].new_day = True
            for raw in its_rows:
                raw.day = raw.day or told
        for raw in its_rows:
            raw.part = number
            found.append(raw)
        above = table.last
    return found


def _day_above(lines: list[Line]) -> Day | None:
    """ "### Day 2, 21 March 2024" over a table: the day of its rows."""
    for line in reversed(lines):
        if not line.blank and not line.opaque and len(line.text) < SHORT:
            told = next((stamp for stamp in running.find(line.text) if stamp.day), None)
            return told.day if told else None
    return None
